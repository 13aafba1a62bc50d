//! The part of a file that a request asks for, so that players can begin anywhere in a video.

use core::ops::RangeInclusive;

/// What a request's `Range` means for one file.
///
/// Only a single range of bytes is served in part; a request for several, or in words of its own, is answered with the
/// whole file, which is always allowed.
///
/// Spec: RFC 9110, §14.
#[expect(
    clippy::exhaustive_enums,
    reason = "there is no fourth answer, and each is to be given"
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ByteRange {
    /// All of the file.
    Whole,
    /// The bytes from the first to the last of the range, both within the file.
    Part(RangeInclusive<usize>),
    /// Nothing that the file has.
    Unsatisfiable,
}

impl ByteRange {
    /// Reads the value of the header `Range` for a file of so many bytes.
    ///
    /// ```
    /// use edu_examples::byte_range::ByteRange;
    ///
    /// assert_eq!(ByteRange::of("bytes=2-", 10), ByteRange::Part(2..=9));
    /// assert_eq!(ByteRange::of("bytes=10-", 10), ByteRange::Unsatisfiable);
    /// assert_eq!(ByteRange::of("bytes=1-0", 10), ByteRange::Whole);
    /// ```
    pub fn of(header: &str, length: usize) -> Self {
        let Some((unit, range)) = header.split_once('=') else {
            return Self::Whole;
        };
        let Some((first, last)) = range.trim().split_once('-') else {
            return Self::Whole;
        };
        if !unit.eq_ignore_ascii_case("bytes") {
            return Self::Whole;
        }
        match (first, last) {
            ("", last) => number(last).map_or(Self::Whole, |count| Self::end(count, length)),
            (first, "") => number(first).map_or(Self::Whole, |first| {
                Self::between(first, usize::MAX, length)
            }),
            (first, last) => match (number(first), number(last)) {
                (Some(first), Some(last)) if first <= last => Self::between(first, last, length),
                _ => Self::Whole,
            },
        }
    }

    /// The last bytes, so many of them.
    fn end(count: usize, length: usize) -> Self {
        if count == 0 {
            return Self::Unsatisfiable;
        }
        Self::between(length.saturating_sub(count), usize::MAX, length)
    }

    fn between(first: usize, last: usize, length: usize) -> Self {
        match length.checked_sub(1) {
            Some(end) if first <= end => Self::Part(first..=last.min(end)),
            _ => Self::Unsatisfiable,
        }
    }
}

/// Digits as a number; one beyond all files is as large as can be.
fn number(digits: &str) -> Option<usize> {
    let is_number = !digits.is_empty() && digits.bytes().all(|one| one.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::ByteRange::{self, Part, Unsatisfiable, Whole};

    #[test]
    fn a_range_is_cut_at_the_end_of_the_file() {
        for (header, range) in [
            ("bytes=0-0", 0..=0),
            ("bytes=0-", 0..=9),
            ("bytes=3-4", 3..=4),
            ("Bytes=9-99", 9..=9),
            ("bytes=0-99999999999999999999999", 0..=9),
            ("bytes=-3", 7..=9),
            ("bytes=-10", 0..=9),
            ("bytes=-99999999999999999999999", 0..=9),
            ("bytes= 1-2", 1..=2),
        ] {
            assert_eq!(ByteRange::of(header, 10), Part(range), "{header}");
        }
    }

    #[test]
    fn a_range_behind_the_end_is_of_nothing() {
        for header in [
            "bytes=10-",
            "bytes=10-20",
            "bytes=-0",
            "bytes=99999999999999999999999-",
        ] {
            assert_eq!(ByteRange::of(header, 10), Unsatisfiable, "{header}");
        }
    }

    #[test]
    fn an_empty_file_has_no_part() {
        for header in ["bytes=0-", "bytes=0-0", "bytes=-1"] {
            assert_eq!(ByteRange::of(header, 0), Unsatisfiable, "{header}");
        }
    }

    #[test]
    fn what_is_no_single_range_of_bytes_is_answered_with_the_whole() {
        for header in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=5",
            "bytes=5-4",
            "bytes=+1-2",
            "bytes=1-+2",
            "bytes=--1",
            "bytes=0-1,3-4",
            "bytes=0-1, -1",
            "bytes=a-b",
            "bytes=0x1-2",
            "items=0-1",
            "bytes 0-1",
            "bytes=1 - 2",
            "bytes=²-",
        ] {
            assert_eq!(ByteRange::of(header, 10), Whole, "{header}");
        }
    }
}
