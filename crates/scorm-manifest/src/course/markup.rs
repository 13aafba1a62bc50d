//! Text with headings, lists, emphasis and links, and nothing else.

use core::fmt;

use edu_json::{FromJson, JsonWriter, Node, Reader, ToJson};
use edu_types::{HttpUrl, HttpUrlRules};

use super::FilePath;

mod spans;

/// A text as its author typed it, in a markup of a few marks.
///
/// | written | means |
/// |---|---|
/// | `# Title`, `## Title`, `### Title` | a heading, one below the title of the page |
/// | `- entry`, `* entry` | an entry of a list |
/// | `1. entry` | an entry of a numbered list |
/// | an empty line | the end of a paragraph or list |
/// | `*word*`, `**word**` | emphasis, strong emphasis |
/// | `[words](https://…)`, `[words](mailto:…)`, `[words](handout.pdf)` | a link: the web, mail, a file of the course |
/// | `\*` | the character itself |
///
/// Everything else is text: there is no way to write HTML in it. A link to any other address stays as it was typed.
///
/// ```
/// use scorm_manifest::course::{Markup, Passage, Span};
///
/// let text = Markup::new("Moon *pulls* <b>water</b>.");
/// let Passage::Paragraph(spans) = &text.passages()[0] else { panic!() };
/// assert_eq!(spans[1], Span::Emphasis("pulls".into()));
/// assert_eq!(spans[2], Span::Text(" <b>water</b>.".into()));
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Markup(Box<str>);

/// One part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Passage {
    /// A heading.
    Heading {
        /// How far below the title of the page, 1 to 3.
        level: u8,
        /// What it says.
        spans: Vec<Span>,
    },
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list.
    List {
        /// Whether its entries are numbered.
        numbered: bool,
        /// Its entries.
        entries: Vec<Vec<Span>>,
    },
}

/// A run of characters that look the same.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Span {
    /// As it is.
    Text(String),
    /// Emphasised.
    Emphasis(String),
    /// Strongly emphasised.
    Strong(String),
    /// A link.
    Link {
        /// What is shown.
        text: String,
        /// Where it leads.
        target: LinkTarget,
    },
    /// What looks like a link, but leads where no link may: shown as it was typed.
    RefusedLink(String),
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkTarget {
    /// An address of the web.
    Web(HttpUrl),
    /// An address of mail, without `mailto:`.
    Mail(String),
    /// A file of the course.
    File(FilePath),
}

impl Markup {
    /// Takes any text.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// The text as it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing is to be read.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// Its parts, from top to bottom. Reads the text once, whatever it is.
    pub fn passages(&self) -> Vec<Passage> {
        let mut passages = Vec::new();
        let mut open: Option<Open> = None;
        for line in self.0.lines() {
            let line = Line::of(line);
            let continued = open.as_mut().is_some_and(|open| open.takes(&line));
            if continued {
                continue;
            }
            passages.extend(open.take().map(Open::close));
            open = Open::by(&line);
        }
        passages.extend(open.map(Open::close));
        passages
    }

    /// The files that its links lead to.
    pub fn files(&self) -> Vec<FilePath> {
        let passages = self.passages();
        let spans = passages.iter().flat_map(Passage::spans);
        let targets = spans.filter_map(|span| match span {
            Span::Link {
                target: LinkTarget::File(file),
                ..
            } => Some(file.clone()),
            Span::Link { .. }
            | Span::Text(_)
            | Span::Emphasis(_)
            | Span::Strong(_)
            | Span::RefusedLink(_) => None,
        });
        targets.collect()
    }
}

impl Passage {
    /// Every run of characters in it.
    pub fn spans(&self) -> impl Iterator<Item = &Span> {
        let (one, many): (&[Span], &[Vec<Span>]) = match self {
            Self::Heading { spans, .. } | Self::Paragraph(spans) => (spans, &[]),
            Self::List { entries, .. } => (&[], entries),
        };
        one.iter().chain(many.iter().flatten())
    }
}

impl LinkTarget {
    /// Where a link with this text leads; `None` where no link may lead there.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(address) = text.strip_prefix("mailto:") {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"@._-+".contains(&byte);
            let (name, host) = address.split_once('@')?;
            let whole = !name.is_empty() && host.contains('.') && !host.contains('@');
            return (whole && address.bytes().all(plain)).then(|| Self::Mail(address.to_owned()));
        }
        if text.contains(':') {
            let rules = HttpUrlRules::DEFAULT.with_fragment();
            return HttpUrl::parse_with(text, &rules).ok().map(Self::Web);
        }
        FilePath::new(text).ok().map(Self::File)
    }
}

impl fmt::Debug for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Markup({:?})", self.0)
    }
}

impl FromJson for Markup {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.text(node).map(Self::new)
    }
}

impl ToJson for Markup {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(&self.0);
    }
}

/// What a line begins.
enum Line<'t> {
    Blank,
    Heading(u8, &'t str),
    Entry(bool, &'t str),
    Text(&'t str),
}

impl<'t> Line<'t> {
    fn of(line: &'t str) -> Self {
        let line = line.trim();
        if line.is_empty() {
            return Self::Blank;
        }
        for (level, mark) in [(1, "# "), (2, "## "), (3, "### ")] {
            if let Some(text) = line.strip_prefix(mark) {
                return Self::Heading(level, text.trim_start());
            }
        }
        if let Some(text) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
            return Self::Entry(false, text.trim_start());
        }
        let unnumbered = line.trim_start_matches(|digit: char| digit.is_ascii_digit());
        match unnumbered.strip_prefix(". ") {
            Some(text) if unnumbered.len() < line.len() => Self::Entry(true, text.trim_start()),
            _ => Self::Text(line),
        }
    }
}

/// A passage that further lines may belong to.
enum Open {
    Heading(u8, String),
    Paragraph(String),
    List(bool, Vec<String>),
}

impl Open {
    fn by(line: &Line<'_>) -> Option<Self> {
        Some(match *line {
            Line::Blank => return None,
            Line::Heading(level, text) => Self::Heading(level, text.to_owned()),
            Line::Entry(numbered, text) => Self::List(numbered, vec![text.to_owned()]),
            Line::Text(text) => Self::Paragraph(text.to_owned()),
        })
    }

    /// Whether the line belongs to it; it is then taken in.
    fn takes(&mut self, line: &Line<'_>) -> bool {
        match (self, line) {
            (Self::List(numbered, entries), Line::Entry(other, text)) if numbered == other => {
                entries.push((*text).to_owned());
                true
            }
            (Self::List(_, entries), Line::Text(text)) => {
                if let Some(last) = entries.last_mut() {
                    last.push(' ');
                    last.push_str(text);
                }
                true
            }
            (Self::Paragraph(paragraph), Line::Text(text)) => {
                paragraph.push(' ');
                paragraph.push_str(text);
                true
            }
            _ => false,
        }
    }

    fn close(self) -> Passage {
        match self {
            Self::Heading(level, text) => Passage::Heading {
                level,
                spans: spans::read(&text),
            },
            Self::Paragraph(text) => Passage::Paragraph(spans::read(&text)),
            Self::List(numbered, entries) => Passage::List {
                numbered,
                entries: entries.iter().map(|entry| spans::read(entry)).collect(),
            },
        }
    }
}
