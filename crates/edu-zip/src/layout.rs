//! How entries lie in the archive: each in its own bytes, with nothing hidden between them.

use std::io::{Read, Seek};

use crate::central::DESCRIPTOR;
use crate::end::Directory;
use crate::fields::Fields;
use crate::findings::Findings;
use crate::window::{NEARBY, Window};
use crate::{Entry, ZipError, local, rules};

const DESCRIPTOR_SIGNATURE: &[u8] = b"PK\x07\x08";
/// The longest data descriptor: signature, checksum, two sizes of zip64.
const LONGEST_DESCRIPTOR: u64 = 24;

/// Reads every local header, in the order they lie in, and judges what stands between them.
pub(crate) fn judge<S: Read + Seek>(
    window: &mut Window<S>,
    directory: &Directory,
    entries: &mut [Entry],
    findings: &mut Findings<'_>,
) -> Result<(), ZipError> {
    let mut order: Vec<(u64, usize)> = entries.iter().map(|entry| entry.header).zip(0..).collect();
    order.sort_unstable();
    let first = order.first().map_or(directory.start, |(start, _)| *start);
    prefix(window, directory, first.min(directory.start), findings)?;
    // Where the bytes end that belong to entries seen so far, and which was the last of them.
    let mut end = first;
    let mut last: Option<usize> = None;
    for (start, index) in order {
        between(
            window,
            last.and_then(|last| entries.get(last)),
            end,
            start,
            findings,
        )?;
        let Some(entry) = entries.get_mut(index) else {
            continue;
        };
        let found = if start < directory.start {
            local::compare(window, entry, findings)?
        } else {
            None
        };
        let Some(data) = found else {
            findings.about(
                &rules::LOCAL_FORM,
                entry.name(),
                "local header is missing or cut off",
            );
            continue;
        };
        entry.data = data;
        let own_end = data.saturating_add(entry.compressed_size);
        if start < end || own_end > directory.start {
            findings.about(
                &rules::OVERLAP,
                entry.name(),
                "entry shares bytes with another one",
            );
        }
        if own_end >= end {
            end = own_end;
            last = Some(index);
        }
    }
    let last = last.and_then(|last| entries.get(last));
    between(window, last, end, directory.start, findings)
}

/// Judges what stands before the first entry.
fn prefix<S: Read + Seek>(
    window: &mut Window<S>,
    directory: &Directory,
    first: u64,
    findings: &mut Findings<'_>,
) -> Result<(), ZipError> {
    if first == 0 {
        return Ok(());
    }
    let unshifted = directory.start.saturating_sub(directory.base);
    let elsewhere = directory.base > 0 && starts(window, unshifted, b"PK\x01\x02")?;
    if elsewhere || starts(window, 0, local::SIGNATURE)? {
        let message = "another archive stands before the first entry";
        findings.note(&rules::PREFIX_HIDDEN, message);
    }
    let message = format!("{first} bytes stand before the first entry, none are allowed");
    findings.note(&rules::PREFIX, message);
    Ok(())
}

/// Judges the bytes between the end of one entry's data and the start of the next header.
fn between<S: Read + Seek>(
    window: &mut Window<S>,
    entry: Option<&Entry>,
    end: u64,
    start: u64,
    findings: &mut Findings<'_>,
) -> Result<(), ZipError> {
    let mut gap = start.saturating_sub(end);
    if let Some(entry) = entry.filter(|entry| entry.flags & DESCRIPTOR != 0) {
        let bytes = window.bytes(end, fits(gap.min(LONGEST_DESCRIPTOR)), NEARBY)?;
        let length = bytes.and_then(|bytes| descriptor(bytes, entry, gap));
        if length.is_none() {
            let message = "data descriptor is missing or differs from the central directory";
            findings.about(&rules::DESCRIPTOR, entry.name(), message);
        }
        gap = gap.saturating_sub(length.unwrap_or(0));
    }
    if gap == 0 {
        return Ok(());
    }
    let from = start.saturating_sub(gap);
    if holds_header(window, from, start)? {
        findings.at(
            &rules::GAP_HIDDEN,
            from,
            "an entry that is not listed stands between others",
        );
    }
    let message = format!("{gap} bytes belong to no entry, none are allowed");
    findings.at(&rules::GAP, from, message);
    Ok(())
}

/// How long the data descriptor is that `bytes` start with: with or without its signature, with
/// sizes of four or eight bytes. Where several lengths fit, that which fills the gap.
///
/// Spec: APPNOTE 6.3.10 §4.3.9.
fn descriptor(bytes: &[u8], entry: &Entry, gap: u64) -> Option<u64> {
    let fitting = [(true, false), (true, true), (false, false), (false, true)]
        .into_iter()
        .filter_map(|(signed, wide)| descriptor_of(bytes, entry, signed, wide));
    fitting.min_by_key(|length| gap.abs_diff(*length))
}

fn descriptor_of(bytes: &[u8], entry: &Entry, signed: bool, wide: bool) -> Option<u64> {
    let mut fields = Fields::new(bytes);
    if signed && fields.take(4)? != DESCRIPTOR_SIGNATURE {
        return None;
    }
    let crc32 = fields.u32()?;
    let (compressed, size) = if wide {
        (fields.u64()?, fields.u64()?)
    } else {
        (u64::from(fields.u32()?), u64::from(fields.u32()?))
    };
    let same = (crc32, compressed, size) == (entry.crc32, entry.compressed_size, entry.size);
    let length = bytes.len().saturating_sub(fields.rest().len());
    same.then_some(length as u64)
}

/// Whether a local header starts in these bytes, or looks as if it did.
fn holds_header<S: Read + Seek>(
    window: &mut Window<S>,
    from: u64,
    to: u64,
) -> Result<bool, ZipError> {
    let (mut at, mut seen) = (from, [0; 4]);
    while at < to {
        let part = window.part(at, to.saturating_sub(at))?;
        if part.is_empty() {
            break;
        }
        for byte in part {
            let [_, one, two, three] = seen;
            seen = [one, two, three, *byte];
            if seen == *local::SIGNATURE {
                return Ok(true);
            }
        }
        at = at.saturating_add(part.len() as u64);
    }
    Ok(false)
}

fn starts<S: Read + Seek>(
    window: &mut Window<S>,
    at: u64,
    signature: &[u8],
) -> Result<bool, ZipError> {
    let bytes = window.bytes(at, signature.len(), NEARBY)?;
    Ok(bytes == Some(signature))
}

fn fits(length: u64) -> usize {
    usize::try_from(length).unwrap_or(usize::MAX)
}
