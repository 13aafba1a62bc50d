//! Archives written the same every time.

use core::fmt;
use std::collections::BTreeSet;
use std::io::{self, Read, Seek, SeekFrom, Write};

use crc32fast::Hasher;
use edu_types::{Profile, Report};
use flate2::Compression;
use flate2::write::DeflateEncoder;

mod media;
mod records;

use crate::findings::Findings;
use crate::lookup::folders_of;
use crate::name::{fold, judge};
use crate::window::BUFFER;
use crate::{Method, ZipError, ZipLimits, rules};
use records::{Record, central_header, end_records, local_header};

/// Writes an archive to a stream, entry by entry in the order they are added.
///
/// The same files in the same order give the same bytes: every entry has the time 1980-01-01 and
/// the mode of a plain file, and there are no folders, comments, descriptors or, below 4 GiB and
/// 65,535 entries, extra fields. Media that is compressed already is stored, all else deflated where that
/// makes it smaller. Walk a sorted map to have entries sorted.
///
/// Names are judged as the reader judges them: what the profile refuses there is refused here,
/// and so is any name that a reader would have to change, such as one with backslashes.
///
/// Spec: APPNOTE 6.3.10 §4.3.6.
pub struct Writer<W> {
    out: W,
    profile: Profile,
    at: u64,
    records: Vec<Record>,
    names: BTreeSet<Box<str>>,
    folded: BTreeSet<Box<str>>,
    folders: BTreeSet<Box<str>>,
    report: Report,
}

impl<W: Write> Writer<W> {
    /// An archive without entries yet, written to `out` from its first byte.
    pub fn new(out: W, profile: &Profile) -> Self {
        Self {
            out,
            profile: profile.clone(),
            at: 0,
            records: Vec::new(),
            names: BTreeSet::new(),
            folded: BTreeSet::new(),
            folders: BTreeSet::new(),
            report: Report::new(),
        }
    }

    /// Adds a file that is in memory.
    ///
    /// # Errors
    ///
    /// [`ZipError::Refused`] where the name is, after which the archive can go on without it;
    /// [`ZipError::Source`] where writing fails, after which it cannot.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), ZipError> {
        self.claim(name)?;
        let packed = if bytes.is_empty() || media::is_compressed(name) {
            None
        } else {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(bytes)?;
            Some(encoder.finish()?).filter(|packed| packed.len() < bytes.len())
        };
        let data = packed.as_deref().unwrap_or(bytes);
        let method = packed.as_ref().map_or(Method::Stored, |_| Method::Deflated);
        let record = Record {
            name: name.into(),
            method,
            crc32: crc32fast::hash(bytes),
            size: bytes.len() as u64,
            compressed_size: data.len() as u64,
            offset: self.at,
        };
        self.begin(&record)?;
        self.out.write_all(data)?;
        self.end(record);
        Ok(())
    }

    /// Adds a file that is read twice from where its source stands: once for its size and checksum, once
    /// for its data. Memory stays the same however large it is.
    ///
    /// # Errors
    ///
    /// As for [`Writer::add`]; and [`ZipError::Source`] where the source fails or differs the
    /// second time.
    pub fn add_from(
        &mut self,
        name: &str,
        source: &mut (impl Read + Seek),
    ) -> Result<(), ZipError> {
        self.claim(name)?;
        let start = source.stream_position()?;
        let packable = !media::is_compressed(name);
        let first = pass(source, io::sink(), packable)?;
        let deflated = packable && first.packed < first.size;
        let method = if deflated {
            Method::Deflated
        } else {
            Method::Stored
        };
        let record = Record {
            name: name.into(),
            method,
            crc32: first.crc32,
            size: first.size,
            compressed_size: if deflated { first.packed } else { first.size },
            offset: self.at,
        };
        self.begin(&record)?;
        source.seek(SeekFrom::Start(start))?;
        let second = pass(source, &mut self.out, deflated)?;
        if (second.crc32, second.size, second.packed)
            != (record.crc32, record.size, record.compressed_size)
        {
            let changed = "file changed while it was added";
            return Err(io::Error::new(io::ErrorKind::InvalidData, changed).into());
        }
        self.end(record);
        Ok(())
    }

    /// What the profile let pass in the names so far.
    pub const fn report(&self) -> &Report {
        &self.report
    }

    /// Writes the central directory and hands back what was written to, flushed.
    ///
    /// # Errors
    ///
    /// [`ZipError::Refused`] where nothing was added, since no reader takes an empty archive;
    /// [`ZipError::Source`] where writing fails.
    pub fn finish(mut self) -> Result<W, ZipError> {
        if self.records.is_empty() {
            return Err(Findings::new(&self.profile).stop(&rules::EMPTY, "archive has no entries"));
        }
        let start = self.at;
        let mut end = start;
        for record in &self.records {
            let header = central_header(record);
            self.out.write_all(&header)?;
            end = end.saturating_add(header.len() as u64);
        }
        let records = end_records(self.records.len() as u64, start, end);
        self.out.write_all(&records)?;
        self.out.flush()?;
        Ok(self.out)
    }

    /// Judges a name and takes it, so that no other entry can have it.
    fn claim(&mut self, name: &str) -> Result<(), ZipError> {
        let mut findings = Findings::new(&self.profile);
        let normal = judge(name.as_bytes(), true, &ZipLimits::DEFAULT, &mut findings);
        if findings.is_valid() && *normal != *name {
            return Err(ZipError::refused(
                &rules::NAME_SEGMENT,
                name,
                "name is not in its one form",
            ));
        }
        if normal.ends_with('/') {
            let message = "name is that of a folder, folders are not written";
            return Err(ZipError::refused(&rules::ENTRY_FOLDER, name, message));
        }
        if self.names.contains(name) {
            findings.about(&rules::ENTRY_DUPLICATE, name, "two entries have this name");
        }
        let mut above = folders_of(name);
        if self.folders.contains(name) || above.any(|folder| self.names.contains(folder)) {
            findings.about(
                &rules::ENTRY_CONFLICT,
                name,
                "file has the name of a folder",
            );
        }
        let folded: Box<str> = fold(name).into();
        if self.folded.contains(&folded) && !self.names.contains(name) {
            let message = "name differs from another one in case or composition only";
            findings.about(&rules::ENTRY_CASE, name, message);
        }
        let report = findings.finish()?;
        self.report.append(report);
        self.folded.insert(folded);
        self.names.insert(name.into());
        for folder in folders_of(name) {
            if !self.folders.insert(folder.into()) {
                break;
            }
        }
        Ok(())
    }

    fn begin(&mut self, record: &Record) -> Result<(), ZipError> {
        let header = local_header(record);
        self.out.write_all(&header)?;
        self.at = self.at.saturating_add(header.len() as u64);
        Ok(())
    }

    fn end(&mut self, record: Record) {
        self.at = self.at.saturating_add(record.compressed_size);
        self.records.push(record);
    }
}

impl<W> fmt::Debug for Writer<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer")
            .field("entries", &self.records.len())
            .field("bytes", &self.at)
            .finish_non_exhaustive()
    }
}

/// What one pass over a source came to.
struct Passed {
    crc32: u32,
    size: u64,
    packed: u64,
}

/// Copies a source to its end, deflated where asked for.
fn pass(source: &mut impl Read, out: impl Write, deflate: bool) -> Result<Passed, ZipError> {
    let mut source = Summed {
        source,
        checksum: Hasher::new(),
        size: 0,
    };
    let mut out = Counted { out, written: 0 };
    if deflate {
        // Made here alone: an encoder writes its end even where nothing was given to it.
        let mut encoder = DeflateEncoder::new(&mut out, Compression::default());
        copy(&mut source, &mut encoder)?;
        encoder.finish()?;
    } else {
        copy(&mut source, &mut out)?;
    }
    Ok(Passed {
        crc32: source.checksum.finalize(),
        size: source.size,
        packed: out.written,
    })
}

fn copy(source: &mut impl Read, out: &mut impl Write) -> io::Result<()> {
    let mut buffer = vec![0; BUFFER];
    loop {
        let read = match source.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        match buffer.get(..read) {
            Some([]) | None => return Ok(()),
            Some(bytes) => out.write_all(bytes)?,
        }
    }
}

/// Sums up what is read.
struct Summed<R> {
    source: R,
    checksum: Hasher,
    size: u64,
}

impl<R: Read> Read for Summed<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(out)?;
        self.checksum.update(out.get(..read).unwrap_or_default());
        self.size = self.size.saturating_add(read as u64);
        Ok(read)
    }
}

/// Counts what goes through.
struct Counted<W> {
    out: W,
    written: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.written = self.written.saturating_add(written as u64);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
