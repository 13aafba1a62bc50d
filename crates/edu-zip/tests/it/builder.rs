//! Archives made byte by byte, so that every field can lie.

use std::io::{Cursor, Write as _};

use edu_types::{Profile, Severity};
use edu_zip::{Archive, Opened, ZipError, ZipLimits};
use flate2::Compression;
use flate2::write::DeflateEncoder;

/// A field of a header that differs between the two headers of an entry.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    pub(crate) name: Vec<u8>,
    pub(crate) flags: u16,
    pub(crate) method: u16,
    pub(crate) crc32: u32,
    pub(crate) compressed: u32,
    pub(crate) size: u32,
    pub(crate) extra: Vec<u8>,
}

/// One entry: its two headers, its data and what follows that.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) local: Header,
    pub(crate) central: Header,
    pub(crate) attributes: u32,
    pub(crate) disk: u16,
    /// In place of where the local header is.
    pub(crate) offset: Option<u32>,
    pub(crate) data: Vec<u8>,
    /// After the data: a descriptor, a gap.
    pub(crate) after: Vec<u8>,
}

impl File {
    /// A file that is stored.
    pub(crate) fn stored(name: impl AsRef<[u8]>, data: &[u8]) -> Self {
        let length = u32::try_from(data.len()).unwrap();
        Self::packed(name.as_ref(), 0, data.to_vec(), length, crc32(data))
    }

    /// A file that is deflated.
    pub(crate) fn deflated(name: impl AsRef<[u8]>, data: &[u8]) -> Self {
        let length = u32::try_from(data.len()).unwrap();
        Self::packed(name.as_ref(), 8, deflate(data), length, crc32(data))
    }

    fn packed(name: &[u8], method: u16, data: Vec<u8>, size: u32, crc32: u32) -> Self {
        let header = Header {
            name: name.to_vec(),
            flags: 0,
            method,
            crc32,
            compressed: u32::try_from(data.len()).unwrap(),
            size,
            extra: Vec::new(),
        };
        Self {
            local: header.clone(),
            central: header,
            attributes: 0,
            disk: 0,
            offset: None,
            data,
            after: Vec::new(),
        }
    }

    /// Changes both headers.
    pub(crate) fn both(mut self, change: impl Fn(&mut Header)) -> Self {
        change(&mut self.local);
        change(&mut self.central);
        self
    }

    /// Changes the local header alone.
    pub(crate) fn local(mut self, change: impl Fn(&mut Header)) -> Self {
        change(&mut self.local);
        self
    }

    /// Changes the central header alone.
    pub(crate) fn central(mut self, change: impl Fn(&mut Header)) -> Self {
        change(&mut self.central);
        self
    }

    pub(crate) fn with_attributes(mut self, attributes: u32) -> Self {
        self.attributes = attributes;
        self
    }

    pub(crate) fn followed_by(mut self, after: impl AsRef<[u8]>) -> Self {
        self.after = after.as_ref().to_vec();
        self
    }

    /// The file with its sizes and checksum behind its data, and zeros in the local header.
    pub(crate) fn streamed(self, descriptor: Vec<u8>) -> Self {
        self.both(|header| header.flags |= 8)
            .local(|header| (header.crc32, header.compressed, header.size) = (0, 0, 0))
            .followed_by(descriptor)
    }

    /// The data descriptor that tells the truth.
    pub(crate) fn descriptor(&self, signed: bool, wide: bool) -> Vec<u8> {
        let mut bytes = if signed {
            b"PK\x07\x08".to_vec()
        } else {
            Vec::new()
        };
        bytes.extend(self.central.crc32.to_le_bytes());
        for size in [self.central.compressed, self.central.size] {
            if wide {
                bytes.extend(u64::from(size).to_le_bytes());
            } else {
                bytes.extend(size.to_le_bytes());
            }
        }
        bytes
    }
}

/// An archive of such files.
#[derive(Clone, Debug, Default)]
pub(crate) struct Zip {
    pub(crate) files: Vec<File>,
    /// Before the first entry; offsets do not count it.
    pub(crate) prefix: Vec<u8>,
    /// Between the central directory and its end.
    pub(crate) before_end: Vec<u8>,
    pub(crate) comment: Vec<u8>,
    /// In place of what the end says: entries here, entries, size, offset.
    pub(crate) entries_here: Option<u16>,
    pub(crate) entries: Option<u16>,
    pub(crate) size: Option<u32>,
    pub(crate) offset: Option<u32>,
    pub(crate) disk: u16,
}

impl Zip {
    pub(crate) fn of(files: impl IntoIterator<Item = File>) -> Self {
        Self {
            files: files.into_iter().collect(),
            ..Self::default()
        }
    }

    pub(crate) fn build(&self) -> Vec<u8> {
        let (start, mut bytes) = self.entries_and_directory();
        let size = u32::try_from(bytes.len().saturating_sub(start)).unwrap();
        let offset = u32::try_from(start.saturating_sub(self.prefix.len())).unwrap();
        bytes.extend(&self.before_end);
        let count = u16::try_from(self.files.len()).unwrap_or(u16::MAX);
        bytes.extend(b"PK\x05\x06");
        bytes.extend(self.disk.to_le_bytes());
        bytes.extend(self.disk.to_le_bytes());
        bytes.extend(self.entries_here.unwrap_or(count).to_le_bytes());
        bytes.extend(self.entries.unwrap_or(count).to_le_bytes());
        bytes.extend(self.size.unwrap_or(size).to_le_bytes());
        bytes.extend(self.offset.unwrap_or(offset).to_le_bytes());
        bytes.extend(u16::try_from(self.comment.len()).unwrap().to_le_bytes());
        bytes.extend(&self.comment);
        bytes
    }

    /// Everything up to the end of the central directory, and where that starts.
    pub(crate) fn entries_and_directory(&self) -> (usize, Vec<u8>) {
        let mut bytes = self.prefix.clone();
        let mut directory = Vec::new();
        for file in &self.files {
            let offset = u32::try_from(bytes.len().saturating_sub(self.prefix.len())).unwrap();
            bytes.extend(b"PK\x03\x04\x14\0");
            push_header(&mut bytes, &file.local);
            push_lengths(&mut bytes, &file.local);
            bytes.extend(&file.local.name);
            bytes.extend(&file.local.extra);
            bytes.extend(&file.data);
            bytes.extend(&file.after);
            directory.extend(b"PK\x01\x02\x14\x03\x14\0");
            push_header(&mut directory, &file.central);
            push_lengths(&mut directory, &file.central);
            directory.extend([0, 0]);
            directory.extend(file.disk.to_le_bytes());
            directory.extend([0, 0]);
            directory.extend(file.attributes.to_le_bytes());
            directory.extend(file.offset.unwrap_or(offset).to_le_bytes());
            directory.extend(&file.central.name);
            directory.extend(&file.central.extra);
        }
        let start = bytes.len();
        bytes.extend(directory);
        (start, bytes)
    }
}

fn push_header(bytes: &mut Vec<u8>, header: &Header) {
    bytes.extend(header.flags.to_le_bytes());
    bytes.extend(header.method.to_le_bytes());
    bytes.extend([0, 0, 0x21, 0]);
    bytes.extend(header.crc32.to_le_bytes());
    bytes.extend(header.compressed.to_le_bytes());
    bytes.extend(header.size.to_le_bytes());
}

fn push_lengths(bytes: &mut Vec<u8>, header: &Header) {
    for length in [header.name.len(), header.extra.len()] {
        bytes.extend(u16::try_from(length).unwrap().to_le_bytes());
    }
}

/// An extra field.
pub(crate) fn field(id: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = id.to_le_bytes().to_vec();
    bytes.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
    bytes.extend(data);
    bytes
}

pub(crate) fn zip64(values: &[u64]) -> Vec<u8> {
    let data: Vec<u8> = values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect();
    field(1, &data)
}

pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

pub(crate) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn open(bytes: &[u8], profile: &Profile) -> Result<Opened<Cursor<Vec<u8>>>, ZipError> {
    Archive::open(Cursor::new(bytes.to_vec()), profile, &ZipLimits::default())
}

/// Opens and reads all: the codes of what is an error, and of what is less.
pub(crate) fn verdict(bytes: &[u8], profile: &Profile) -> (Vec<&'static str>, Vec<&'static str>) {
    let checked = open(bytes, profile).and_then(|mut opened| {
        opened.archive.check(&mut ())?;
        Ok(opened.report)
    });
    let report = match checked {
        Ok(report) | Err(ZipError::Refused(report)) => report,
        Err(other) => panic!("{other}"),
    };
    let of = |error: bool| {
        let found = report.findings().iter();
        let found = found.filter(|found| (found.severity == Severity::Error) == error);
        found.map(|found| found.code).collect()
    };
    (of(true), of(false))
}

/// The codes for which an archive is refused by every profile.
#[track_caller]
pub(crate) fn refused(zip: &Zip) -> Vec<&'static str> {
    let (codes, _) = verdict(&zip.build(), &Profile::lenient());
    assert!(!codes.is_empty(), "accepted");
    codes
}

/// The codes for which an archive is refused strictly, and only warned of leniently.
#[track_caller]
pub(crate) fn tolerated(zip: &Zip) -> Vec<&'static str> {
    let (errors, warnings) = verdict(&zip.build(), &Profile::lenient());
    assert_eq!(errors, Vec::<&str>::new());
    let (strict, _) = verdict(&zip.build(), &Profile::strict());
    for code in &strict {
        assert!(warnings.contains(code), "{code} is not told");
    }
    strict
}

/// The codes of what is told of an archive that every profile accepts.
#[track_caller]
pub(crate) fn told(zip: &Zip) -> Vec<&'static str> {
    let (errors, warnings) = verdict(&zip.build(), &Profile::strict());
    assert_eq!(errors, Vec::<&str>::new());
    warnings
}
