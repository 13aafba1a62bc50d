//! Files of statements: one statement, an array of them, or one a line.

use edu_json::{Kind, Node, Tree};
use edu_types::{Limits, Report};

use crate::input::without_mark;
use crate::located::{located, located_in_line};

/// Bounds of a file that is one document: as many statements as a day of a busy school.
///
/// A file of one statement a line may have as many bytes; each line is held to what a service
/// reads.
pub(crate) const LIMITS: Limits = Limits::DEFAULT
    .with_bytes(256 * 1024 * 1024)
    .with_nodes(50_000_000);

/// How a file holds its statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// One JSON document: a statement, or an array of them.
    Document,
    /// One statement a line (NDJSON).
    Lines,
}

/// One line that is not blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line<'b> {
    /// Counted from one.
    pub(crate) number: usize,
    /// Bytes of the file before it.
    pub(crate) offset: usize,
    pub(crate) bytes: &'b [u8],
}

impl Form {
    /// What the first two lines look like.
    ///
    /// In a single document, whether a second line can start an object depends on how the first
    /// one ends.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut starts = lines(bytes).map(|line| line.bytes.trim_ascii());
        let (Some(first), Some(second)) = (starts.next(), starts.next()) else {
            return Self::Document;
        };
        let goes_on = first.ends_with(b":") || first.ends_with(b",") || first.ends_with(b"[");
        if first.starts_with(b"{") && second.starts_with(b"{") && !goes_on {
            Self::Lines
        } else {
            Self::Document
        }
    }
}

/// The lines that are not blank.
pub(crate) fn lines(bytes: &[u8]) -> impl Iterator<Item = Line<'_>> {
    let mut offset = 0_usize;
    let numbered = (1_usize..).zip(bytes.split_inclusive(|byte| *byte == b'\n'));
    let lines = numbered.map(move |(number, bytes)| {
        let line = Line {
            number,
            offset,
            bytes,
        };
        offset = offset.saturating_add(bytes.len());
        line
    });
    lines.filter(|line| !line.bytes.trim_ascii().is_empty())
}

/// The text of every statement, as it stands in the file. Statements are not judged.
///
/// # Errors
///
/// What is no JSON, and where.
pub(crate) fn texts(bytes: &[u8]) -> Result<Vec<String>, Report> {
    let bytes = without_mark(bytes);
    match Form::of(bytes) {
        Form::Document => of_document(bytes),
        Form::Lines => lines(bytes).map(of_line).collect(),
    }
}

fn of_document(bytes: &[u8]) -> Result<Vec<String>, Report> {
    let tree = Tree::parse(bytes, &LIMITS);
    let tree = tree.map_err(|error| located(error.into_report(), bytes))?;
    let root = tree.root();
    if root.kind() == Kind::Array {
        return Ok(root.items().map(text).collect());
    }
    Ok(vec![text(root)])
}

fn of_line(line: Line<'_>) -> Result<String, Report> {
    let tree = Tree::parse(line.bytes, &Limits::DEFAULT);
    let tree =
        tree.map_err(|error| located_in_line(error.into_report(), line.number, line.offset))?;
    Ok(text(tree.root()))
}

fn text(node: Node<'_>) -> String {
    node.raw().to_owned()
}

/// The text on one line: breaks stand between tokens only, and mean nothing there.
pub(crate) fn on_one_line(text: &str) -> String {
    text.replace(['\r', '\n'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_shows_its_form_by_its_first_two_lines() {
        for (text, form) in [
            ("", Form::Document),
            ("{}", Form::Document),
            ("{}\n", Form::Document),
            ("[{},\n{}]", Form::Document),
            ("{\"a\":\n{}}", Form::Document),
            ("{\"a\":[\n{},\n{}]}", Form::Document),
            ("{\n \"a\": {}\n}", Form::Document),
            ("{}\n{}", Form::Lines),
            ("\n {}\r\n\r\n {}\n", Form::Lines),
            ("{\"broken\n{}", Form::Lines),
        ] {
            assert_eq!(Form::of(text.as_bytes()), form, "{text:?}");
        }
    }

    #[test]
    fn blank_lines_count_but_hold_nothing() {
        let found: Vec<_> = lines(b"{}\n\n{ }\n").collect();
        let place = |line: &Line<'_>| (line.number, line.offset);
        assert_eq!(
            found.iter().map(place).collect::<Vec<_>>(),
            [(1, 0), (3, 4)]
        );
    }

    #[test]
    fn every_statement_keeps_its_text() {
        let expected = ["{\"b\":1.0,  \"a\":1}", "{}"];
        assert_eq!(texts(b"[{\"b\":1.0,  \"a\":1},\n {}]").unwrap(), expected);
        assert_eq!(texts(b"{\"b\":1.0,  \"a\":1}\r\n{}\n").unwrap(), expected);
        assert_eq!(texts(b" {\"b\":1.0,  \"a\":1} ").unwrap(), expected[..1]);
    }

    #[test]
    fn a_broken_line_is_found_in_the_file() {
        let report = texts(b"{}\n{\"a\" 1}\n").unwrap_err();
        let place = &report.findings()[0].place;
        assert_eq!((place.offset, place.position), (Some(8), Some((2, 6))));
    }

    #[test]
    fn line_breaks_between_tokens_are_left_out() {
        assert_eq!(on_one_line("{\r\n \"a\\n\": 1\n}"), "{ \"a\\n\": 1}");
    }
}
