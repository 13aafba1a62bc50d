//! The central directory: what the archive says it holds.

use std::io::{Read, Seek};

use crate::end::Directory;
use crate::extra::Extra;
use crate::fields::Fields;
use crate::findings::{Findings, exceeded};
use crate::window::{BUFFER, Window};
use crate::{Entry, Method, ZipError, ZipLimits, name, rules};

const SIGNATURE: u32 = 0x0201_4b50;
const SIZE: usize = 46;

const ENCRYPTED: u16 = 1 << 0;
/// Sizes and checksum follow the data.
pub(crate) const DESCRIPTOR: u16 = 1 << 3;
const PATCHED: u16 = 1 << 5;
const STRONGLY_ENCRYPTED: u16 = 1 << 6;
/// Name and comment are UTF-8.
pub(crate) const UTF_8: u16 = 1 << 11;
const MASKED: u16 = 1 << 13;

/// One header of the central directory, fixed part.
///
/// Spec: APPNOTE 6.3.10 §4.3.12.
#[derive(Clone, Copy, Debug)]
struct Header {
    flags: u16,
    method: u16,
    crc32: u32,
    sizes: [u32; 2],
    lengths: [u16; 3],
    disk: u16,
    attributes: u32,
    offset: u32,
}

/// Reads every header of the central directory.
pub(crate) fn read<S: Read + Seek>(
    window: &mut Window<S>,
    directory: &Directory,
    limits: &ZipLimits,
    findings: &mut Findings<'_>,
) -> Result<Vec<Entry>, ZipError> {
    let mut entries = Vec::new();
    let mut at = directory.start;
    while at < directory.end {
        if entries.len() as u64 >= limits.entries {
            let found = directory.entries.max(limits.entries.saturating_add(1));
            let message = exceeded("entries", found, limits.entries);
            return Err(findings.stop(&rules::LIMIT_ENTRIES, message));
        }
        let Some((entry, next)) = one(window, at, directory, limits, findings)? else {
            let message = "central directory is cut off or holds more than its entries";
            return Err(findings.stop(&rules::DIRECTORY_FORM, message));
        };
        entries.push(entry);
        at = next;
    }
    let found = entries.len() as u64;
    if found != directory.entries {
        let said = directory.entries;
        let message = format!("central directory has {found} entries, its end says {said}");
        return Err(findings.stop(&rules::DIRECTORY_COUNT, message));
    }
    Ok(entries)
}

/// The entry whose header starts at a byte, and where the next one starts.
fn one<S: Read + Seek>(
    window: &mut Window<S>,
    at: u64,
    directory: &Directory,
    limits: &ZipLimits,
    findings: &mut Findings<'_>,
) -> Result<Option<(Entry, u64)>, ZipError> {
    let fixed = window.bytes(at, SIZE, BUFFER)?;
    let Some(header) = fixed.and_then(fixed_part) else {
        return Ok(None);
    };
    let length = header
        .lengths
        .iter()
        .map(|length| usize::from(*length))
        .fold(SIZE, usize::saturating_add);
    let next = at.saturating_add(length as u64);
    if next > directory.end {
        return Ok(None);
    }
    let Some(bytes) = window.bytes(at, length, BUFFER)? else {
        return Ok(None);
    };
    let entry = entry(header, bytes, directory, limits, findings);
    Ok(entry.map(|entry| (entry, next)))
}

fn fixed_part(bytes: &[u8]) -> Option<Header> {
    let mut fields = Fields::new(bytes);
    if fields.u32()? != SIGNATURE {
        return None;
    }
    fields.take(4)?;
    let (flags, method) = (fields.u16()?, fields.u16()?);
    fields.take(4)?;
    let (crc32, compressed, size) = (fields.u32()?, fields.u32()?, fields.u32()?);
    let lengths = [fields.u16()?, fields.u16()?, fields.u16()?];
    let disk = fields.u16()?;
    fields.take(2)?;
    Some(Header {
        flags,
        method,
        crc32,
        sizes: [size, compressed],
        lengths,
        disk,
        attributes: fields.u32()?,
        offset: fields.u32()?,
    })
}

fn entry(
    header: Header,
    bytes: &[u8],
    directory: &Directory,
    limits: &ZipLimits,
    findings: &mut Findings<'_>,
) -> Option<Entry> {
    let mut fields = Fields::new(bytes);
    fields.take(SIZE)?;
    let [name_length, extra_length, _] = header.lengths;
    let raw = fields.take(name_length.into())?;
    let extra = Extra::read(fields.take(extra_length.into())?);
    let name = name::judge(raw, header.flags & UTF_8 != 0, limits, findings);
    extra.judge(raw, &name, findings);
    let [size, compressed] = header.sizes;
    let widened = extra.widened([size, compressed, header.offset]);
    if widened.is_none() {
        let message = "zip64 field is missing, cut off or there twice";
        findings.about(&rules::EXTRA_ZIP64, &name, message);
    }
    let [size, compressed_size, offset] =
        widened.unwrap_or([size.into(), compressed.into(), header.offset.into()]);
    let entry = Entry {
        received: (name.as_bytes() != raw).then(|| raw.into()),
        name,
        flags: header.flags,
        method: if header.method == 0 {
            Method::Stored
        } else {
            Method::Deflated
        },
        crc32: header.crc32,
        size,
        compressed_size,
        header: directory.base.saturating_add(offset),
        data: 0,
    };
    judge(&entry, &header, limits, findings);
    Some(entry)
}

/// Judges an entry by its header alone.
fn judge(entry: &Entry, header: &Header, limits: &ZipLimits, findings: &mut Findings<'_>) {
    let name = entry.name();
    if header.flags & (ENCRYPTED | STRONGLY_ENCRYPTED | MASKED) != 0 || header.method == 99 {
        findings.about(&rules::ENTRY_ENCRYPTED, name, "entry is encrypted");
    } else if !matches!(header.method, 0 | 8) || header.flags & PATCHED != 0 {
        let method = header.method;
        let message = format!("method is {method}, stored (0) and deflated (8) are allowed");
        findings.about(&rules::ENTRY_METHOD, name, message);
    }
    if header.disk != 0 && header.disk != 0xffff {
        findings.about(&rules::MULTI_DISK, name, "entry is on another disk");
    }
    if header.method == 0 && entry.size != entry.compressed_size {
        let message = "entry is stored, but its two sizes differ";
        findings.about(&rules::ENTRY_STORED_SIZE, name, message);
    }
    if entry.size > limits.entry_bytes {
        let message = exceeded("bytes of an entry", entry.size, limits.entry_bytes);
        findings.about(&rules::LIMIT_ENTRY, name, message);
    }
    judge_kind(entry, header.attributes, findings);
}

/// Judges what kind of thing an entry is: a mode of Unix stands in the upper half of the
/// attributes, whatever system the archive says it comes from.
fn judge_kind(entry: &Entry, attributes: u32, findings: &mut Findings<'_>) {
    let name = entry.name();
    let kind = match attributes >> 28 {
        0xa => Some("a symbolic link"),
        0x1 => Some("a pipe"),
        0x2 | 0x6 => Some("a device"),
        0xc => Some("a socket"),
        _ => None,
    };
    if let Some(kind) = kind {
        let message = format!("entry is {kind}, files and folders are allowed");
        findings.about(&rules::ENTRY_SPECIAL, name, message);
    }
    let folder = attributes >> 28 == 0x4 || attributes & 0x10 != 0;
    if entry.is_folder() && entry.size > 0 {
        findings.about(
            &rules::ENTRY_FOLDER,
            name,
            "folder has data, which is ignored",
        );
    } else if folder && !entry.is_folder() {
        let message = "entry is marked as a folder, but its name is that of a file";
        findings.about(&rules::ENTRY_FOLDER, name, message);
    }
}
