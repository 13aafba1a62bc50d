//! The records of an archive, as bytes.

use crate::Method;

const NARROW: u64 = 0xffff_ffff;
const MOST_ENTRIES: u64 = 0xffff;
/// 1980-01-01 00:00, the earliest time that a header can hold.
const TIME: [u8; 4] = [0, 0, 0x21, 0];
/// Version 2.0 of the format: deflated data.
const VERSION: u16 = 20;
/// Version 4.5: zip64.
const VERSION_ZIP64: u16 = 45;
/// Attributes are those of Unix, where tools look for the mode of a file.
const UNIX: u16 = 3 << 8;
/// A plain file that its owner may write and everybody read.
const MODE: u32 = 0o100_644 << 16;
/// The name is UTF-8.
const UTF_8: u16 = 1 << 11;

/// One entry that was written.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) name: Box<str>,
    pub(super) method: Method,
    pub(super) crc32: u32,
    pub(super) size: u64,
    pub(super) compressed_size: u64,
    pub(super) offset: u64,
}

/// Spec: APPNOTE 6.3.10 §4.3.7.
pub(super) fn local_header(record: &Record) -> Vec<u8> {
    let sizes = [record.size, record.compressed_size];
    // In a local header the zip64 field has both sizes or is not there (§4.5.3).
    let wide = sizes.iter().any(|size| *size >= NARROW);
    let extra = if wide { zip64(&sizes) } else { Vec::new() };
    let mut bytes = b"PK\x03\x04".to_vec();
    push_16(&mut bytes, if wide { VERSION_ZIP64 } else { VERSION });
    push_middle(&mut bytes, record);
    for size in [record.compressed_size, record.size] {
        push_32(&mut bytes, if wide { u32::MAX } else { narrow(size) });
    }
    push_16(&mut bytes, length(record.name.len()));
    push_16(&mut bytes, length(extra.len()));
    bytes.extend_from_slice(record.name.as_bytes());
    bytes.extend_from_slice(&extra);
    bytes
}

/// Spec: APPNOTE 6.3.10 §4.3.12.
pub(super) fn central_header(record: &Record) -> Vec<u8> {
    let sizes = [record.size, record.compressed_size];
    let wide = sizes.iter().any(|size| *size >= NARROW);
    let mut in_zip64 = if wide { sizes.to_vec() } else { Vec::new() };
    if record.offset >= NARROW {
        in_zip64.push(record.offset);
    }
    let extra = zip64(&in_zip64);
    let version = if extra.is_empty() {
        VERSION
    } else {
        VERSION_ZIP64
    };
    let mut bytes = b"PK\x01\x02".to_vec();
    push_16(&mut bytes, UNIX | version);
    push_16(&mut bytes, version);
    push_middle(&mut bytes, record);
    for size in [record.compressed_size, record.size] {
        push_32(&mut bytes, if wide { u32::MAX } else { narrow(size) });
    }
    push_16(&mut bytes, length(record.name.len()));
    push_16(&mut bytes, length(extra.len()));
    // No comment, disk 0, no internal attributes.
    bytes.extend_from_slice(&[0; 6]);
    push_32(&mut bytes, MODE);
    push_32(&mut bytes, narrow(record.offset));
    bytes.extend_from_slice(record.name.as_bytes());
    bytes.extend_from_slice(&extra);
    bytes
}

/// The end of central directory; with the zip64 records before it where a value needs them.
///
/// Spec: APPNOTE 6.3.10 §4.3.14 to §4.3.16.
pub(super) fn end_records(entries: u64, start: u64, end: u64) -> Vec<u8> {
    let size = end.saturating_sub(start);
    let mut bytes = Vec::new();
    if entries >= MOST_ENTRIES || size >= NARROW || start >= NARROW {
        bytes.extend_from_slice(b"PK\x06\x06");
        push_64(&mut bytes, 44);
        push_16(&mut bytes, UNIX | VERSION_ZIP64);
        push_16(&mut bytes, VERSION_ZIP64);
        bytes.extend_from_slice(&[0; 8]);
        for value in [entries, entries, size, start] {
            push_64(&mut bytes, value);
        }
        bytes.extend_from_slice(b"PK\x06\x07");
        push_32(&mut bytes, 0);
        push_64(&mut bytes, end);
        push_32(&mut bytes, 1);
    }
    bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    let count = u16::try_from(entries).unwrap_or(u16::MAX);
    push_16(&mut bytes, count);
    push_16(&mut bytes, count);
    push_32(&mut bytes, narrow(size));
    push_32(&mut bytes, narrow(start));
    push_16(&mut bytes, 0);
    bytes
}

/// Flags, method, time and checksum, which both headers have in this order.
fn push_middle(bytes: &mut Vec<u8>, record: &Record) {
    push_16(bytes, if record.name.is_ascii() { 0 } else { UTF_8 });
    let method = match record.method {
        Method::Stored => 0,
        Method::Deflated => 8,
    };
    push_16(bytes, method);
    bytes.extend_from_slice(&TIME);
    push_32(bytes, record.crc32);
}

/// The zip64 field of these values; nothing where there are none.
fn zip64(values: &[u64]) -> Vec<u8> {
    let mut bytes = Vec::new();
    if !values.is_empty() {
        push_16(&mut bytes, 1);
        push_16(&mut bytes, length(values.len().saturating_mul(8)));
    }
    for value in values {
        push_64(&mut bytes, *value);
    }
    bytes
}

fn narrow(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// Names and fields are at most a kibibyte long.
fn length(value: usize) -> u16 {
    u16::try_from(value).unwrap_or(u16::MAX)
}

fn push_16(bytes: &mut Vec<u8>, value: u16) {
    bytes.extend_from_slice(&value.to_le_bytes());
}

fn push_32(bytes: &mut Vec<u8>, value: u32) {
    bytes.extend_from_slice(&value.to_le_bytes());
}

fn push_64(bytes: &mut Vec<u8>, value: u64) {
    bytes.extend_from_slice(&value.to_le_bytes());
}
