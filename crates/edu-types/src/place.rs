//! Where in an input a rule was broken.

use core::fmt;

/// Where a finding was made: a path inside the document, a byte offset, a line and column.
///
/// Every part is optional. Paths are JSON Pointers (RFC 6901) for JSON, element paths for XML,
/// field names for forms and headers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// Path inside the document; the empty path is the document itself.
    pub path: Option<String>,
    /// File inside a package, where the input is one.
    pub file: Option<String>,
    /// Bytes from the start of the input.
    pub offset: Option<usize>,
    /// Line and column, both counted from one; the column counts bytes.
    pub position: Option<(usize, usize)>,
}

impl Place {
    /// No particular place.
    pub const fn unknown() -> Self {
        Self {
            path: None,
            file: None,
            offset: None,
            position: None,
        }
    }

    /// A path inside the document.
    pub fn pointer(path: impl Into<String>) -> Self {
        Self {
            path: Some(path.into()),
            ..Self::unknown()
        }
    }

    /// The member of that name at the top of a JSON document.
    pub fn member(name: &str) -> Self {
        let mut path = String::new();
        push_segment(&mut path, name);
        Self::pointer(path)
    }

    /// A byte offset from the start of the input.
    pub fn offset(offset: usize) -> Self {
        Self {
            offset: Some(offset),
            ..Self::unknown()
        }
    }

    /// Adds a byte offset.
    #[must_use]
    pub const fn at_offset(mut self, offset: usize) -> Self {
        self.offset = Some(offset);
        self
    }

    /// Adds the file inside a package.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// Puts `prefix` before the path, as when a part was judged on its own.
    #[must_use]
    pub fn under(mut self, prefix: &str) -> Self {
        let rest = self.path.unwrap_or_default();
        self.path = Some(format!("{prefix}{rest}"));
        self
    }

    /// Adds line and column by counting the lines of `source` up to the offset.
    ///
    /// Costs one pass over the bytes before the offset: call it when a finding is shown, not
    /// when it is made.
    #[must_use]
    #[expect(clippy::naive_bytecount, reason = "runs once per shown finding")]
    pub fn located_in(mut self, source: &[u8]) -> Self {
        let Some(before) = self.offset.and_then(|offset| source.get(..offset)) else {
            return self;
        };
        let line = before
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            .saturating_add(1);
        let column = before
            .iter()
            .rev()
            .take_while(|byte| **byte != b'\n')
            .count();
        self.position = Some((line, column.saturating_add(1)));
        self
    }

    /// Whether nothing is known about the place.
    pub const fn is_unknown(&self) -> bool {
        self.path.is_none()
            && self.file.is_none()
            && self.offset.is_none()
            && self.position.is_none()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut gap = "";
        if let Some(file) = &self.file {
            write!(f, "{file}")?;
            gap = " ";
        }
        if let Some(path) = &self.path {
            let shown = if path.is_empty() { "the top" } else { path };
            write!(f, "{gap}{shown}")?;
            gap = " ";
        }
        if let Some((line, column)) = self.position {
            return write!(f, "{gap}line {line} column {column}");
        }
        match (self.offset, gap) {
            // With a path, the offset is for programs; a reader finds the path sooner.
            (Some(offset), "") => write!(f, "byte {offset}"),
            _ => Ok(()),
        }
    }
}

/// Appends one reference token to a JSON Pointer, with `~` and `/` escaped.
pub fn push_segment(pointer: &mut String, segment: &str) {
    pointer.push('/');
    if !segment.contains(['~', '/']) {
        pointer.push_str(segment);
        return;
    }
    for character in segment.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_and_column_count_from_one() {
        let place = Place::offset(4).located_in(b"ab\ncd");
        assert_eq!(place.position, Some((2, 2)));
        assert_eq!(place.to_string(), "line 2 column 2");
    }

    #[test]
    fn an_offset_outside_the_source_gives_no_position() {
        assert_eq!(Place::offset(9).located_in(b"ab").position, None);
    }

    #[test]
    fn a_prefix_goes_before_the_path() {
        assert_eq!(
            Place::pointer("/b").under("/a").path.as_deref(),
            Some("/a/b")
        );
        assert_eq!(Place::unknown().under("/a").path.as_deref(), Some("/a"));
    }
}
