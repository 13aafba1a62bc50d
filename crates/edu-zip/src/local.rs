//! Local headers: what stands before the data of an entry must be what the directory says.

use std::io::{Read, Seek};

use crate::central::{DESCRIPTOR, UTF_8};
use crate::extra::Extra;
use crate::fields::Fields;
use crate::findings::Findings;
use crate::window::{NEARBY, Window};
use crate::{Entry, Method, ZipError, rules};

/// The signature that local headers start with.
pub(crate) const SIGNATURE: &[u8; 4] = b"PK\x03\x04";
const SIZE: usize = 30;
const ENCRYPTION: u16 = (1 << 0) | (1 << 6) | (1 << 13);

/// Reads the local header of an entry, compares it with the entry, and returns where the data
/// starts; `None` where there is no such header.
///
/// Spec: APPNOTE 6.3.10 §4.3.7.
pub(crate) fn compare<S: Read + Seek>(
    window: &mut Window<S>,
    entry: &Entry,
    findings: &mut Findings<'_>,
) -> Result<Option<u64>, ZipError> {
    let at = entry.header;
    let fixed = window.bytes(at, SIZE, NEARBY)?;
    let Some((name, extra)) = fixed
        .filter(|bytes| bytes.starts_with(SIGNATURE))
        .and_then(lengths)
    else {
        return Ok(None);
    };
    let length = SIZE.saturating_add(name).saturating_add(extra);
    let Some(bytes) = window.bytes(at, length, NEARBY)? else {
        return Ok(None);
    };
    if compare_fields(bytes, name, extra, entry, findings).is_none() {
        return Ok(None);
    }
    Ok(at.checked_add(length as u64))
}

fn lengths(fixed: &[u8]) -> Option<(usize, usize)> {
    let mut fields = Fields::new(fixed);
    fields.take(26)?;
    Some((fields.u16()?.into(), fields.u16()?.into()))
}

fn compare_fields(
    bytes: &[u8],
    name_length: usize,
    extra_length: usize,
    entry: &Entry,
    findings: &mut Findings<'_>,
) -> Option<()> {
    let mut fields = Fields::new(bytes);
    fields.take(6)?;
    let (flags, method) = (fields.u16()?, fields.u16()?);
    fields.take(4)?;
    let (crc32, compressed, size) = (fields.u32()?, fields.u32()?, fields.u32()?);
    fields.take(4)?;
    let raw = fields.take(name_length)?;
    let extra = Extra::read(fields.take(extra_length)?);
    let name = entry.name();
    if raw != entry.received_name() {
        let message = "local header has another name than the central directory";
        findings.about(&rules::LOCAL_NAME, name, message);
    }
    extra.judge(raw, name, findings);
    compare_flags(flags, raw, entry, findings);
    let own = match entry.method {
        Method::Stored => 0,
        Method::Deflated => 8,
    };
    if method != own && matches!(method, 0 | 8) || !matches!(method, 0 | 8) {
        let message = format!("local header has method {method}, the central directory {own}");
        findings.about(&rules::LOCAL_METHOD, name, message);
    }
    let sizes = extra.widened([size, compressed]);
    let later = flags & DESCRIPTOR != 0;
    let agrees = |found: u64, said: u64| found == said || later && found == 0;
    let agree = sizes.is_some_and(|[size, compressed]| {
        agrees(size, entry.size)
            && agrees(compressed, entry.compressed_size)
            && agrees(crc32.into(), entry.crc32.into())
    });
    // Writers that stream and do not know how much will come leave the zip64 field at zero or out.
    let unknown = later && size == u32::MAX && compressed == u32::MAX && matches!(crc32, 0);
    if !agree && !unknown {
        let message = "local header has other sizes or checksum than the central directory";
        findings.about(&rules::LOCAL_SIZE, name, message);
    }
    Some(())
}

fn compare_flags(flags: u16, raw: &[u8], entry: &Entry, findings: &mut Findings<'_>) {
    let differing = flags ^ entry.flags;
    if flags & ENCRYPTION != 0 && differing & ENCRYPTION != 0 {
        let message = "entry is encrypted by its local header alone";
        findings.about(&rules::ENTRY_ENCRYPTED, entry.name(), message);
    } else if differing & DESCRIPTOR != 0 || differing & UTF_8 != 0 && !raw.is_ascii() {
        let message = "local header has other flags than the central directory";
        findings.about(&rules::LOCAL_FLAGS, entry.name(), message);
    }
}
