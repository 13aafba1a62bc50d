//! The end of central directory, plain and zip64: where the directory is.

use std::io::{Read, Seek};

use crate::fields::Fields;
use crate::findings::Findings;
use crate::window::{NEARBY, Window};
use crate::{ZipError, rules};

const SIGNATURE: &[u8] = b"PK\x05\x06";
const SIZE: u64 = 22;
const LONGEST_COMMENT: u64 = 0xffff;
const LOCATOR_SIGNATURE: u32 = 0x0706_4b50;
const LOCATOR_SIZE: u64 = 20;
const RECORD_SIGNATURE: u32 = 0x0606_4b50;
const RECORD_SIZE: u64 = 56;
/// Bytes of the zip64 record that its own size does not count.
const RECORD_UNCOUNTED: u64 = 12;

/// Where the central directory stands and how much is in it.
///
/// Spec: APPNOTE 6.3.10 §4.3.14 to §4.3.16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Directory {
    /// Entries it holds.
    pub(crate) entries: u64,
    /// Bytes of the source before it.
    pub(crate) start: u64,
    /// Bytes of the source up to its end.
    pub(crate) end: u64,
    /// Bytes of the source before the byte that offsets of the archive count from.
    pub(crate) base: u64,
}

/// The values of an end record, plain or zip64.
#[derive(Clone, Copy, Debug)]
struct Values {
    disks: [u32; 2],
    entries_here: u64,
    entries: u64,
    size: u64,
    offset: u64,
    /// Where the record starts, which is where the central directory must end.
    at: u64,
}

/// Finds the central directory.
pub(crate) fn find<S: Read + Seek>(
    window: &mut Window<S>,
    findings: &mut Findings<'_>,
) -> Result<Directory, ZipError> {
    let Some(at) = last_record(window, findings)? else {
        return Err(findings.stop(&rules::END_MISSING, not_an_archive(window)?));
    };
    let Some(plain) = plain_values(window, at)? else {
        return Err(findings.stop(&rules::END_MISSING, "end of central directory is cut off"));
    };
    let values = match wide_values(window, &plain)? {
        Ok(wide) => wide.unwrap_or(plain),
        Err(message) => return Err(findings.stop(&rules::END_ZIP64, message)),
    };
    if values.disks != [0, 0] || values.entries_here != values.entries {
        let message = "archive is one of several disks, one alone is allowed";
        return Err(findings.stop(&rules::MULTI_DISK, message));
    }
    let start = values.at.checked_sub(values.size);
    let Some((start, base)) =
        start.and_then(|start| Some((start, start.checked_sub(values.offset)?)))
    else {
        let message = "central directory starts before the archive does";
        return Err(findings.stop(&rules::DIRECTORY_FORM, message));
    };
    Ok(Directory {
        entries: values.entries,
        start,
        end: values.at,
        base,
    })
}

/// Where the last end record starts that fits in the source.
fn last_record<S: Read + Seek>(
    window: &mut Window<S>,
    findings: &mut Findings<'_>,
) -> Result<Option<u64>, ZipError> {
    let length = window.length();
    let tail = length.min(SIZE.saturating_add(LONGEST_COMMENT));
    let tail_start = length.saturating_sub(tail);
    let count = usize::try_from(tail).unwrap_or(usize::MAX);
    let Some(bytes) = window.bytes(tail_start, count, 0)? else {
        return Ok(None);
    };
    let mut last = None;
    for (at, _) in bytes
        .windows(SIGNATURE.len())
        .enumerate()
        .rev()
        .filter(|(_, four)| *four == SIGNATURE)
    {
        let Some(left) = bytes.get(at..).and_then(left_over) else {
            continue;
        };
        if last.is_none() {
            last = Some((at, left));
            continue;
        }
        // Some readers take the last record, some the one whose comment fits.
        if left == 0 {
            let message = "two records could each be the end of the archive";
            return Err(findings.stop(&rules::END_AMBIGUOUS, message));
        }
    }
    let Some((at, left)) = last else {
        return Ok(None);
    };
    if left < 0 {
        let message = "comment of the archive is longer than what follows it";
        return Err(findings.stop(&rules::END_COMMENT, message));
    }
    if left > 0 {
        let message = format!("{left} bytes follow the end of the archive, none are allowed");
        findings.note(&rules::END_TRAILING, message);
    }
    Ok(Some(tail_start.saturating_add(at as u64)))
}

/// Bytes that follow the comment of the end record at the start of `record`; negative where the
/// comment is cut off.
fn left_over(record: &[u8]) -> Option<i64> {
    let mut fields = Fields::new(record);
    fields.take(20)?;
    let comment = i64::from(fields.u16()?);
    i64::try_from(fields.rest().len())
        .ok()?
        .checked_sub(comment)
}

fn plain_values<S: Read + Seek>(
    window: &mut Window<S>,
    at: u64,
) -> Result<Option<Values>, ZipError> {
    let bytes = window.bytes(at, 22, 0)?;
    Ok(bytes.and_then(|bytes| {
        let mut fields = Fields::new(bytes);
        fields.take(4)?;
        Some(Values {
            disks: [fields.u16()?, fields.u16()?].map(u32::from),
            entries_here: fields.u16()?.into(),
            entries: fields.u16()?.into(),
            size: fields.u32()?.into(),
            offset: fields.u32()?.into(),
            at,
        })
    }))
}

/// The values of the zip64 record, where there is one; or why it cannot be trusted.
fn wide_values<S: Read + Seek>(
    window: &mut Window<S>,
    plain: &Values,
) -> Result<Result<Option<Values>, &'static str>, ZipError> {
    let Some(locator_at) = plain.at.checked_sub(LOCATOR_SIZE) else {
        return Ok(Ok(None));
    };
    let Some((disk, disks, offset)) = locator(window, locator_at)? else {
        return Ok(Ok(None));
    };
    if disk != 0 || disks > 1 {
        return Ok(Err("zip64 end record is on another disk"));
    }
    // What stands before the archive may or may not be counted: the record says which, as its
    // usual place has its signature.
    let usual = locator_at.checked_sub(RECORD_SIZE);
    for at in [Some(offset), usual].into_iter().flatten() {
        if let Some((values, end)) = record(window, at)? {
            if end != locator_at {
                return Ok(Err(
                    "zip64 end record does not end where its locator starts",
                ));
            }
            return Ok(agreed(values, plain, at.saturating_sub(offset)).map(Some));
        }
    }
    Ok(Err("zip64 end record is not where its locator says"))
}

fn locator<S: Read + Seek>(
    window: &mut Window<S>,
    at: u64,
) -> Result<Option<(u32, u32, u64)>, ZipError> {
    let bytes = window.bytes(at, 20, 0)?;
    Ok(bytes.and_then(|bytes| {
        let mut fields = Fields::new(bytes);
        if fields.u32()? != LOCATOR_SIGNATURE {
            return None;
        }
        let (disk, offset, disks) = (fields.u32()?, fields.u64()?, fields.u32()?);
        Some((disk, disks, offset))
    }))
}

/// The zip64 record at a byte, and where it ends.
fn record<S: Read + Seek>(
    window: &mut Window<S>,
    at: u64,
) -> Result<Option<(Values, u64)>, ZipError> {
    let bytes = window.bytes(at, 56, NEARBY)?;
    Ok(bytes.and_then(|bytes| {
        let mut fields = Fields::new(bytes);
        if fields.u32()? != RECORD_SIGNATURE {
            return None;
        }
        let size = fields.u64()?;
        fields.take(4)?;
        let values = Values {
            disks: [fields.u32()?, fields.u32()?],
            entries_here: fields.u64()?,
            entries: fields.u64()?,
            size: fields.u64()?,
            offset: fields.u64()?,
            at,
        };
        let end = at.checked_add(RECORD_UNCOUNTED)?.checked_add(size)?;
        Some((values, end))
    }))
}

/// The zip64 values, where the plain record has the same or leaves them to it.
fn agreed(wide: Values, plain: &Values, base: u64) -> Result<Values, &'static str> {
    let same = |plain: u64, most: u64, wide: u64| plain == most || plain == wide;
    let agree = same(plain.entries_here, 0xffff, wide.entries_here)
        && same(plain.entries, 0xffff, wide.entries)
        && same(plain.size, 0xffff_ffff, wide.size)
        && same(plain.offset, 0xffff_ffff, wide.offset);
    let disks = plain.disks.iter().zip(wide.disks);
    let agree = agree
        && disks
            .into_iter()
            .all(|(plain, wide)| *plain == 0xffff || *plain == wide);
    if !agree {
        return Err("zip64 end record and end of central directory differ");
    }
    let ends = wide
        .offset
        .checked_add(wide.size)
        .and_then(|end| end.checked_add(base));
    if ends != Some(wide.at) {
        return Err("zip64 end record does not stand behind the central directory");
    }
    Ok(wide)
}

fn not_an_archive<S: Read + Seek>(window: &mut Window<S>) -> Result<String, ZipError> {
    let first = window.part(0, 8)?;
    let kinds: [(&[u8], &str); 4] = [
        (b"Rar!", "a RAR archive"),
        (b"7z\xbc\xaf", "a 7z archive"),
        (b"\x1f\x8b", "a gzip file"),
        (b"PK", "a zip archive that was cut off"),
    ];
    let kind = kinds.iter().find(|(magic, _)| first.starts_with(magic));
    let begins = kind.map_or_else(String::new, |(_, kind)| format!(", it begins like {kind}"));
    Ok(format!("no end of central directory was found{begins}"))
}
