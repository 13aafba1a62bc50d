//! Bounded reading of files and standard input.

use std::fs::File;
use std::io::{self, Cursor, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;

use crate::console::Console;

/// Says that a text is UTF-8, to programs that take it for something else.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What a file holds, as far as it may be judged.
pub(crate) enum Bytes<W = Vec<u8>> {
    /// All of it.
    Whole(W),
    /// It is longer than this limit; the rest was not read.
    TooLarge(usize),
}

/// Bytes that can be read at any place.
pub(crate) enum Source {
    /// A file, which is not read before it is needed.
    File(File),
    /// What came from a pipe.
    Memory(Cursor<Vec<u8>>),
}

/// The inputs of one call: standard input can be read only once.
#[derive(Default)]
pub(crate) struct Inputs {
    standard_input_taken: bool,
}

impl Inputs {
    /// Reads a file, or standard input where it is called `-`, and no more than `limit` bytes.
    ///
    /// The error is for people and names the file, unless the name may be a token.
    pub(crate) fn read(
        &mut self,
        file: &Path,
        limit: usize,
        console: &mut Console<'_>,
    ) -> Result<Bytes, String> {
        let read = match self.file(file)? {
            None => within(&mut *console.input, limit),
            Some(file) => within(file, limit),
        };
        read.map_err(|error| told(file, &error))
    }

    /// Opens a file, or reads `limit` bytes at most of what can be read only from its start to its end.
    ///
    /// The error is as for [`Inputs::read`].
    pub(crate) fn open(
        &mut self,
        file: &Path,
        limit: usize,
        console: &mut Console<'_>,
    ) -> Result<Bytes<Source>, String> {
        let read = match self.file(file)? {
            None => within(&mut *console.input, limit),
            Some(opened) if is_regular(&opened) => return Ok(Bytes::Whole(Source::File(opened))),
            Some(pipe) => within(pipe, limit),
        };
        match read.map_err(|error| told(file, &error))? {
            Bytes::Whole(bytes) => Ok(Bytes::Whole(Source::Memory(Cursor::new(bytes)))),
            Bytes::TooLarge(limit) => Ok(Bytes::TooLarge(limit)),
        }
    }

    /// The file of that name, or `None` for standard input, once.
    fn file(&mut self, file: &Path) -> Result<Option<File>, String> {
        let name = file.to_string_lossy();
        if name == "-" {
            if self.standard_input_taken {
                return Err("standard input can be read only once".to_owned());
            }
            self.standard_input_taken = true;
            return Ok(None);
        }
        if looks_like_token(&name) {
            let told = "a token stands where a file name belongs, \
                        give - and send the token to standard input";
            return Err(told.to_owned());
        }
        let opened = File::open(file).map_err(|error| told(file, &error))?;
        Ok(Some(opened))
    }
}

impl Read for Source {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(into),
            Self::Memory(bytes) => bytes.read(into),
        }
    }
}

impl Seek for Source {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Memory(bytes) => bytes.seek(to),
        }
    }
}

/// The text behind a byte order mark, which editors of one system put in front, and no standard wants.
pub(crate) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes)
}

fn is_regular(file: &File) -> bool {
    file.metadata().is_ok_and(|about| about.is_file())
}

fn within(source: impl Read, limit: usize) -> io::Result<Bytes> {
    let one_more = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    source.take(one_more).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        return Ok(Bytes::TooLarge(limit));
    }
    Ok(Bytes::Whole(bytes))
}

/// Why a file cannot be read, for people.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the operating system may have further reasons, in its own words"
)]
pub(crate) fn told(file: &Path, error: &io::Error) -> String {
    let name = file.to_string_lossy();
    let name = name.escape_debug();
    match error.kind() {
        ErrorKind::NotFound => {
            format!("{name}: there is no such file; - stands for standard input")
        }
        ErrorKind::IsADirectory => format!("{name}: is a folder, a file is needed"),
        ErrorKind::PermissionDenied => format!("{name}: may not be read by this user"),
        _ => format!("{name}: {error}"),
    }
}

/// Whether a name is a token that was pasted: it must not be repeated on the screen.
fn looks_like_token(name: &str) -> bool {
    name.starts_with("eyJ") && name.matches('.').count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_at_the_limit_is_read_and_one_above_is_not() {
        assert!(matches!(within(&b"1234"[..], 4), Ok(Bytes::Whole(bytes)) if bytes == b"1234"));
        assert!(matches!(within(&b"12345"[..], 4), Ok(Bytes::TooLarge(4))));
    }

    #[test]
    fn an_endless_source_is_left_after_the_limit() {
        assert!(matches!(
            within(io::repeat(b'a'), 1000),
            Ok(Bytes::TooLarge(1000))
        ));
    }

    #[test]
    fn a_token_is_told_from_a_file_name() {
        assert!(looks_like_token("eyJhbGciOiJSUzI1NiJ9.e30.c2ln"));
        assert!(!looks_like_token("eyJ.token"));
        assert!(!looks_like_token("launch.2026.jwt"));
    }
}
