//! What an entry holds, within what it declares.

use core::fmt;
use std::io::{self, Read, Seek};

use crc32fast::Hasher;
use edu_types::Rule;
use flate2::{Decompress, FlushDecompress, Status};

use crate::window::Window;
use crate::{Entry, Method, ZipError, rules};

/// Reads what an entry holds, inflating on the way.
///
/// Never hands out more bytes than the entry declares. Its size and checksum are compared at the
/// end: only a reader that returned zero has been found right. Faults arrive through [`Read`] as
/// errors of [`io::ErrorKind::InvalidData`]; [`ZipError::from_read`] takes them out again.
pub struct EntryReader<'a, S> {
    window: &'a mut Window<S>,
    inflate: &'a mut Decompress,
    entry: &'a Entry,
    /// Where the next packed byte stands.
    at: u64,
    /// Packed bytes that were not read yet.
    left: u64,
    /// Inflated bytes so far.
    made: u64,
    checksum: Hasher,
    state: State,
}

#[derive(Clone, Copy, Debug)]
enum State {
    Reading,
    Finished,
    Failed(&'static Rule),
}

impl<'a, S: Read + Seek> EntryReader<'a, S> {
    pub(crate) fn new(
        window: &'a mut Window<S>,
        inflate: &'a mut Decompress,
        entry: &'a Entry,
    ) -> Self {
        inflate.reset(false);
        Self {
            window,
            inflate,
            at: entry.data,
            left: entry.compressed_size,
            made: 0,
            checksum: Hasher::new(),
            state: State::Reading,
            entry,
        }
    }

    /// The entry that is read.
    pub const fn entry(&self) -> &'a Entry {
        self.entry
    }

    /// Fills `out` from its start and says how much; zero at the end, once all was found right.
    pub(crate) fn fill(&mut self, out: &mut [u8]) -> Result<usize, ZipError> {
        match self.state {
            State::Failed(rule) => return Err(self.refusal(rule)),
            State::Finished => return Ok(0),
            State::Reading if out.is_empty() => return Ok(0),
            State::Reading => {}
        }
        let read = match self.entry.method {
            Method::Stored => self.copy(out),
            Method::Deflated => self.inflate(out),
        };
        match read? {
            Ok(read) => Ok(read),
            Err(rule) => {
                self.state = State::Failed(rule);
                Err(self.refusal(rule))
            }
        }
    }

    fn copy(&mut self, out: &mut [u8]) -> Result<Result<usize, &'static Rule>, ZipError> {
        let most = usize::try_from(self.left)
            .unwrap_or(usize::MAX)
            .min(out.len());
        let Some(target) = out.get_mut(..most).filter(|target| !target.is_empty()) else {
            return Ok(self.finish().map(|()| 0));
        };
        let read = self.window.copy(self.at, target)?;
        self.advance(read);
        if read == 0 {
            return Ok(Err(&rules::DATA_FORM));
        }
        Ok(self.take(out, read).map(|()| read))
    }

    fn inflate(&mut self, out: &mut [u8]) -> Result<Result<usize, &'static Rule>, ZipError> {
        // Writers of empty files announce a method and then have nothing to apply it to.
        if self.entry.compressed_size == 0 {
            return Ok(self.finish().map(|()| 0));
        }
        loop {
            let input = self.window.part(self.at, self.left)?;
            let (before_in, before_out) = (self.inflate.total_in(), self.inflate.total_out());
            let status = self.inflate.decompress(input, out, FlushDecompress::None);
            let consumed = self.inflate.total_in().saturating_sub(before_in);
            let made = self.inflate.total_out().saturating_sub(before_out);
            let [consumed, made] =
                [consumed, made].map(|count| usize::try_from(count).unwrap_or(0));
            self.advance(consumed);
            let Ok(status) = status else {
                return Ok(Err(&rules::DATA_FORM));
            };
            if let Err(rule) = self.take(out, made) {
                return Ok(Err(rule));
            }
            if status == Status::StreamEnd {
                return Ok(self.finish().map(|()| made));
            }
            if made > 0 {
                return Ok(Ok(made));
            }
            if consumed == 0 {
                return Ok(Err(&rules::DATA_FORM));
            }
        }
    }

    fn advance(&mut self, packed: usize) {
        self.at = self.at.saturating_add(packed as u64);
        self.left = self.left.saturating_sub(packed as u64);
    }

    /// Counts inflated bytes, which are not to be more than declared.
    fn take(&mut self, out: &[u8], made: usize) -> Result<(), &'static Rule> {
        self.made = self.made.saturating_add(made as u64);
        if self.made > self.entry.size {
            return Err(&rules::DATA_LONGER);
        }
        self.checksum.update(out.get(..made).unwrap_or_default());
        Ok(())
    }

    fn finish(&mut self) -> Result<(), &'static Rule> {
        if self.made < self.entry.size {
            return Err(&rules::DATA_SHORTER);
        }
        if self.left > 0 {
            return Err(&rules::DATA_TRAILING);
        }
        if self.checksum() != self.entry.crc32 {
            return Err(&rules::DATA_CHECKSUM);
        }
        self.state = State::Finished;
        Ok(())
    }

    /// Of what was read so far.
    fn checksum(&self) -> u32 {
        self.checksum.clone().finalize()
    }

    fn refusal(&self, rule: &'static Rule) -> ZipError {
        let (made, size) = (self.made, self.entry.size);
        let message = if rule == &rules::DATA_LONGER {
            format!("entry holds more than the {size} bytes that it declares")
        } else if rule == &rules::DATA_SHORTER {
            format!("entry holds {made} bytes, it declares {size}")
        } else if rule == &rules::DATA_TRAILING {
            let left = self.left;
            format!("{left} bytes follow the deflated data, none are allowed")
        } else if rule == &rules::DATA_CHECKSUM {
            let (found, said) = (self.checksum(), self.entry.crc32);
            format!("data has checksum {found:08x}, {said:08x} is declared")
        } else {
            format!("data cannot be inflated beyond byte {made}, or is cut off there")
        };
        ZipError::refused(rule, self.entry.name(), message)
    }
}

impl<S: Read + Seek> Read for EntryReader<'_, S> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.fill(out).map_err(Into::into)
    }
}

impl<S> fmt::Debug for EntryReader<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EntryReader")
            .field("entry", self.entry)
            .field("made", &self.made)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}
