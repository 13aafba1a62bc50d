//! An archive: opened, judged, searched and read.

use core::fmt;
use core::ops::ControlFlow;
use std::io::{self, Read, Seek};

use edu_types::{Profile, Report};
use flate2::Decompress;

use crate::findings::{Findings, exceeded};
use crate::lookup::Names;
use crate::window::{BUFFER, Window};
use crate::{
    Entry, EntryReader, Found, Progress, Step, ZipError, ZipLimits, central, end, layout, rules,
};

/// A zip archive whose structure and names were judged and found acceptable.
///
/// Holds what the central directory lists, one buffer of 64 KiB, and the source. Data is judged
/// as it is read: whoever needs to know about all of it before using any calls
/// [`Archive::check`].
pub struct Archive<S> {
    window: Window<S>,
    inflate: Decompress,
    entries: Vec<Entry>,
    names: Names,
}

/// An archive that was opened, and what the profile let pass.
#[derive(Debug)]
#[non_exhaustive]
pub struct Opened<S> {
    /// The archive.
    pub archive: Archive<S>,
    /// Findings of less than error weight.
    pub report: Report,
}

impl<S: Read + Seek> Archive<S> {
    /// Opens an archive: reads its directory and every local header, and judges both.
    ///
    /// Bytes in memory are a source within a [`Cursor`](io::Cursor). Nothing is inflated yet.
    ///
    /// # Errors
    ///
    /// [`ZipError::Refused`] with all findings, or with those up to the first fault after which
    /// the directory cannot be read; [`ZipError::Source`] where the source fails.
    pub fn open(source: S, profile: &Profile, limits: &ZipLimits) -> Result<Opened<S>, ZipError> {
        let mut window = Window::new(source)?;
        let mut findings = Findings::new(profile);
        if window.length() > limits.archive_bytes {
            let message = exceeded(
                "bytes of the archive",
                window.length(),
                limits.archive_bytes,
            );
            return Err(findings.stop(&rules::LIMIT_ARCHIVE, message));
        }
        let directory = end::find(&mut window, &mut findings)?;
        if directory.entries == 0 {
            return Err(findings.stop(&rules::EMPTY, "archive has no entries"));
        }
        if directory.entries > limits.entries {
            let message = exceeded("entries", directory.entries, limits.entries);
            return Err(findings.stop(&rules::LIMIT_ENTRIES, message));
        }
        let mut entries = central::read(&mut window, &directory, limits, &mut findings)?;
        judge_sizes(&entries, limits, &mut findings);
        let names = Names::judge(&entries, &mut findings);
        layout::judge(&mut window, &directory, &mut entries, &mut findings)?;
        let report = findings.finish()?;
        let archive = Self {
            window,
            inflate: Decompress::new(false),
            entries,
            names,
        };
        Ok(Opened { archive, report })
    }

    /// What an entry holds, inflated as it is read; `None` where there is no such entry.
    pub fn read(&mut self, index: usize) -> Option<EntryReader<'_, S>> {
        let entry = self.entries.get(index)?;
        Some(EntryReader::new(&mut self.window, &mut self.inflate, entry))
    }

    /// All that an entry holds, where that is at most so many bytes.
    ///
    /// # Errors
    ///
    /// [`ZipError::Refused`] where the entry is larger or its data is not what it declares;
    /// [`ZipError::Source`] where the source fails or there is no such entry.
    pub fn bytes(&mut self, index: usize, most: u64) -> Result<Vec<u8>, ZipError> {
        let Some(mut reader) = self.read(index) else {
            return Err(ZipError::Source(io::ErrorKind::NotFound.into()));
        };
        let entry = reader.entry();
        if entry.size() > most {
            let message = exceeded("bytes of an entry", entry.size(), most);
            return Err(ZipError::refused(
                &rules::LIMIT_ENTRY,
                entry.name(),
                message,
            ));
        }
        let mut bytes = Vec::new();
        reader
            .read_to_end(&mut bytes)
            .map_err(ZipError::from_read)?;
        Ok(bytes)
    }

    /// Reads every entry to its end, so that sizes and checksums of all are known to be right.
    ///
    /// # Errors
    ///
    /// [`ZipError::Refused`] with a finding for each entry whose data is not what it declares;
    /// [`ZipError::Stopped`] where `progress` asks for it; [`ZipError::Source`] where the source
    /// fails.
    pub fn check(&mut self, progress: &mut impl Progress) -> Result<(), ZipError> {
        let total = self.total_bytes();
        let (mut done, mut scratch) = (0_u64, vec![0; BUFFER]);
        let mut report = Report::new();
        for entry in &self.entries {
            let mut reader = EntryReader::new(&mut self.window, &mut self.inflate, entry);
            loop {
                let step = Step {
                    done,
                    total,
                    entry: entry.name(),
                };
                if let ControlFlow::Break(()) = progress.step(step) {
                    return Err(ZipError::Stopped);
                }
                match reader.fill(&mut scratch) {
                    Ok(0) => break,
                    Ok(read) => done = done.saturating_add(read as u64),
                    Err(ZipError::Refused(found)) => {
                        report.append(found);
                        break;
                    }
                    Err(other) => return Err(other),
                }
            }
        }
        if report.is_valid() {
            Ok(())
        } else {
            Err(ZipError::Refused(report))
        }
    }
}

impl<S> Archive<S> {
    /// The entries, in the order of the central directory.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The file of that name: by the same bytes where there is one, or else by the same letters in
    /// another case or composition, or with backslashes.
    ///
    /// Among several of the second kind, the first of the central directory is found.
    pub fn find(&self, name: &str) -> Option<Found> {
        self.names.find(&self.entries, name)
    }

    /// Inflated bytes of all entries, as they declare; what [`Archive::check`] will read.
    pub fn total_bytes(&self) -> u64 {
        self.entries
            .iter()
            .map(Entry::size)
            .fold(0, u64::saturating_add)
    }
}

impl<S: Read + Seek> Archive<S> {
    /// The source, wherever it stands.
    pub fn into_source(self) -> S {
        self.window.into_source()
    }
}

impl<S> fmt::Debug for Archive<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Archive")
            .field("entries", &self.entries.len())
            .finish_non_exhaustive()
    }
}

/// Judges how much all entries are together, and how much of it is only declared.
fn judge_sizes(entries: &[Entry], limits: &ZipLimits, findings: &mut Findings<'_>) {
    let sum = |size: fn(&Entry) -> u64| entries.iter().map(size).fold(0, u64::saturating_add);
    let (total, packed) = (sum(Entry::size), sum(Entry::compressed_size));
    if total > limits.total_bytes {
        let message = exceeded("bytes of all entries", total, limits.total_bytes);
        findings.note(&rules::LIMIT_TOTAL, message);
    }
    if total > limits.ratio_after && total > packed.saturating_mul(limits.ratio) {
        let ratio = total.checked_div(packed).unwrap_or(u64::MAX);
        let what = "ratio of inflated to packed bytes";
        let largest = entries.iter().max_by_key(|entry| entry.size());
        let name = largest.map_or("", Entry::name);
        findings.about(
            &rules::LIMIT_RATIO,
            name,
            exceeded(what, ratio, limits.ratio),
        );
    }
}
