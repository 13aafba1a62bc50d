//! The one buffer through which an archive is read.

use std::io::{self, Read, Seek, SeekFrom};

/// Bytes that are fetched at a time for data and the central directory.
pub(crate) const BUFFER: usize = 64 * 1024;
/// Bytes that are fetched at a time where little is needed here and there.
pub(crate) const NEARBY: usize = 4 * 1024;

/// A source of bytes with the part of it that was read last.
#[derive(Debug)]
pub(crate) struct Window<S> {
    source: S,
    length: u64,
    buffer: Vec<u8>,
    start: u64,
    filled: usize,
}

impl<S: Read + Seek> Window<S> {
    pub(crate) fn new(mut source: S) -> io::Result<Self> {
        let length = source.seek(SeekFrom::End(0))?;
        Ok(Self {
            source,
            length,
            buffer: vec![0; BUFFER],
            start: 0,
            filled: 0,
        })
    }

    /// Bytes of the source, as it said at the beginning.
    pub(crate) const fn length(&self) -> u64 {
        self.length
    }

    /// Exactly so many bytes from `at`; `None` where the source ends before.
    pub(crate) fn bytes(
        &mut self,
        at: u64,
        length: usize,
        ahead: usize,
    ) -> io::Result<Option<&[u8]>> {
        if self.held(at).is_none_or(|held| held.len() < length) {
            self.fetch(at, length, length.max(ahead))?;
        }
        Ok(self.held(at).and_then(|held| held.get(..length)))
    }

    /// At least one of the bytes from `at`, at most so many; empty at the end of the source.
    pub(crate) fn part(&mut self, at: u64, most: u64) -> io::Result<&[u8]> {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        if most == 0 {
            return Ok(&[]);
        }
        if self.held(at).is_none_or(<[u8]>::is_empty) {
            self.fetch(at, 1, most.min(BUFFER))?;
        }
        let held = self.held(at).unwrap_or_default();
        Ok(held.get(..most).unwrap_or(held))
    }

    /// Reads from `at` straight into `out`; zero at the end of the source.
    pub(crate) fn copy(&mut self, at: u64, out: &mut [u8]) -> io::Result<usize> {
        if out.len() < BUFFER || self.held(at).is_some_and(|held| !held.is_empty()) {
            let part = self.part(at, out.len() as u64)?;
            if let Some(target) = out.get_mut(..part.len()) {
                target.copy_from_slice(part);
            }
            return Ok(part.len());
        }
        self.source.seek(SeekFrom::Start(at))?;
        read_some(&mut self.source, out)
    }

    pub(crate) fn into_source(self) -> S {
        self.source
    }

    fn held(&self, at: u64) -> Option<&[u8]> {
        let skipped = usize::try_from(at.checked_sub(self.start)?).ok()?;
        self.buffer.get(..self.filled)?.get(skipped..)
    }

    /// Fills the buffer from `at`: at least `needed` bytes where there are so many.
    fn fetch(&mut self, at: u64, needed: usize, wanted: usize) -> io::Result<()> {
        if self.buffer.len() < wanted {
            self.buffer.resize(wanted, 0);
        }
        self.start = at;
        self.filled = 0;
        if at >= self.length {
            return Ok(());
        }
        self.source.seek(SeekFrom::Start(at))?;
        while self.filled < needed {
            let Some(free) = self.buffer.get_mut(self.filled..wanted) else {
                break;
            };
            let read = read_some(&mut self.source, free)?;
            if read == 0 {
                break;
            }
            self.filled = self.filled.saturating_add(read);
        }
        Ok(())
    }
}

fn read_some(source: &mut impl Read, out: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(out) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            done => return done.map(|read| read.min(out.len())),
        }
    }
}
