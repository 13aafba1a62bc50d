//! Bounded reading of files and standard input.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use crate::console::Console;

/// Says that a text is UTF-8, to programs that take it for something else.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What a file holds, as far as it may be judged.
pub(crate) enum Bytes {
    /// All of it.
    Whole(Vec<u8>),
    /// It is longer than this limit; the rest was not read.
    TooLarge(usize),
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
        let name = file.to_string_lossy();
        if name == "-" {
            if self.standard_input_taken {
                return Err("standard input can be read only once".to_owned());
            }
            self.standard_input_taken = true;
            return within(&mut *console.input, limit).map_err(|error| told("-", &error));
        }
        if looks_like_token(&name) {
            let told = "a token stands where a file name belongs, \
                        give - and send the token to standard input";
            return Err(told.to_owned());
        }
        let opened = File::open(file).and_then(|file| within(file, limit));
        opened.map_err(|error| told(&name.escape_debug().to_string(), &error))
    }
}

/// The text behind a byte order mark, which editors of one system put in front, and no standard wants.
pub(crate) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes)
}

fn within(source: impl Read, limit: usize) -> Result<Bytes, std::io::Error> {
    let one_more = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    source.take(one_more).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        return Ok(Bytes::TooLarge(limit));
    }
    Ok(Bytes::Whole(bytes))
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the operating system may have further reasons, in its own words"
)]
fn told(name: &str, error: &std::io::Error) -> String {
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
            within(std::io::repeat(b'a'), 1000),
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
