//! From received bytes to text: byte order mark, declaration, what is supported.

use std::borrow::Cow;

use edu_types::{Limits, Place, Profile, Report, Rule, Severity};

use crate::XmlError;
use crate::error::{ENCODING, ENCODING_MARK, ENCODING_MISMATCH, Flaw, shown};

/// What the bytes of a document were decoded from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8, of which ASCII is a part.
    Utf8,
    /// UTF-16, low byte first.
    Utf16LittleEndian,
    /// UTF-16, high byte first.
    Utf16BigEndian,
    /// ISO-8859-1: each byte is the character of its number.
    Latin1,
    /// windows-1252.
    Windows1252,
}

/// What a declaration may ask for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Declared {
    Nothing,
    Ascii,
    Utf8,
    Utf16,
    Latin1,
    Windows1252,
}

/// A decoded document.
#[derive(Debug)]
pub(crate) struct Source<'s> {
    text: Cow<'s, str>,
    encoding: Encoding,
    mark: usize,
}

/// The characters of 0x80 to 0x9f; bytes without one are the control character of their number.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// White space and declarations beyond this are not looked at for an encoding.
const LOOKED_AT: usize = 1024;

impl Encoding {
    /// The name by which declarations ask for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16LittleEndian | Self::Utf16BigEndian => "UTF-16",
            Self::Latin1 => "ISO-8859-1",
            Self::Windows1252 => "windows-1252",
        }
    }

    /// Whether offsets in the decoded text are those of the received bytes.
    pub(crate) const fn keeps_offsets(self) -> bool {
        matches!(self, Self::Utf8)
    }

    /// How many received bytes a character had.
    pub(crate) const fn bytes_of(self, one: char) -> usize {
        match self {
            Self::Utf8 => one.len_utf8(),
            Self::Utf16LittleEndian | Self::Utf16BigEndian => one.len_utf16().saturating_mul(2),
            Self::Latin1 | Self::Windows1252 => 1,
        }
    }
}

impl<'s> Source<'s> {
    pub(crate) fn decode(
        bytes: &'s [u8],
        profile: &Profile,
        limits: &Limits,
        report: &mut Report,
    ) -> Result<Self, XmlError> {
        let most = limits.bytes.min(u32::MAX as usize);
        within(bytes.len(), most)?;
        let mut judge = Judge {
            bytes,
            profile,
            report,
        };
        let (encoding, mark) = judge.choose()?;
        let body = bytes.get(mark..).unwrap_or_default();
        let text = match encoding {
            Encoding::Utf8 => Cow::Borrowed(judge.utf8(body, mark)?),
            Encoding::Utf16LittleEndian => Cow::Owned(utf16(body, mark, u16::from_le_bytes)?),
            Encoding::Utf16BigEndian => Cow::Owned(utf16(body, mark, u16::from_be_bytes)?),
            Encoding::Latin1 => Cow::Owned(body.iter().map(|byte| char::from(*byte)).collect()),
            Encoding::Windows1252 => Cow::Owned(body.iter().copied().map(windows_1252).collect()),
        };
        within(text.len(), u32::MAX as usize)?;
        Ok(Self {
            text,
            encoding,
            mark,
        })
    }

    #[inline]
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) const fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Bytes of the byte order mark.
    pub(crate) const fn mark(&self) -> usize {
        self.mark
    }
}

/// Chooses an encoding for bytes and weighs what is odd about the choice.
struct Judge<'a> {
    bytes: &'a [u8],
    profile: &'a Profile,
    report: &'a mut Report,
}

impl Judge<'_> {
    /// The encoding of the bytes, and how many of them are a byte order mark.
    fn choose(&mut self) -> Result<(Encoding, usize), XmlError> {
        match self.bytes {
            [0xff, 0xfe, 0, 0, ..]
            | [0, 0, 0xfe, 0xff, ..]
            | [0, 0, 0, b'<', ..]
            | [b'<', 0, 0, 0, ..] => {
                Err(refusal(&ENCODING, 0, "found UTF-32".to_owned() + SUPPORTED))
            }
            [0xff, 0xfe, ..] => self.marked(Encoding::Utf16LittleEndian, 2),
            [0xfe, 0xff, ..] => self.marked(Encoding::Utf16BigEndian, 2),
            [0xef, 0xbb, 0xbf, ..] => self.marked(Encoding::Utf8, 3),
            [b'<', 0, ..] => self.unmarked_utf16(Encoding::Utf16LittleEndian),
            [0, b'<', ..] => self.unmarked_utf16(Encoding::Utf16BigEndian),
            _ => Ok((self.unmarked()?, 0)),
        }
    }

    /// A byte order mark decides; a declaration that contradicts it is a deviation.
    fn marked(&mut self, encoding: Encoding, mark: usize) -> Result<(Encoding, usize), XmlError> {
        let step = if encoding == Encoding::Utf8 { 1 } else { 2 };
        let skip = usize::from(encoding == Encoding::Utf16BigEndian);
        let head: Vec<u8> = self
            .bytes
            .iter()
            .skip(mark.saturating_add(skip))
            .step_by(step)
            .take(LOOKED_AT)
            .copied()
            .collect();
        let agrees = match declared(&head)? {
            Declared::Nothing => true,
            Declared::Ascii | Declared::Utf8 => encoding == Encoding::Utf8,
            Declared::Utf16 => encoding != Encoding::Utf8,
            Declared::Latin1 | Declared::Windows1252 => false,
        };
        if !agrees {
            let found = encoding.as_str();
            self.weigh(
                &ENCODING_MISMATCH,
                0,
                format!("bytes are {found} by their byte order mark, another encoding is declared"),
            )?;
        }
        Ok((encoding, mark))
    }

    fn unmarked_utf16(&mut self, encoding: Encoding) -> Result<(Encoding, usize), XmlError> {
        self.weigh(
            &ENCODING_MARK,
            0,
            "UTF-16 without a byte order mark, one is required".to_owned(),
        )?;
        self.marked(encoding, 0)
    }

    fn unmarked(&mut self) -> Result<Encoding, XmlError> {
        let head = self.bytes.get(..LOOKED_AT).unwrap_or(self.bytes);
        let (name, expected_ascii) = match declared(head)? {
            Declared::Latin1 => return Ok(Encoding::Latin1),
            Declared::Windows1252 => return Ok(Encoding::Windows1252),
            Declared::Nothing => ("no encoding", false),
            Declared::Utf8 => ("UTF-8", false),
            Declared::Utf16 => {
                let message = "UTF-16 is declared, bytes are one for each letter".to_owned();
                self.weigh(&ENCODING_MISMATCH, 0, message)?;
                ("UTF-16", false)
            }
            Declared::Ascii => ("US-ASCII", true),
        };
        let invalid = simdutf8::compat::from_utf8(self.bytes).err();
        let first = match invalid {
            Some(error) => Some(error.valid_up_to()),
            None if expected_ascii => self.bytes.iter().position(|byte| !byte.is_ascii()),
            None => None,
        };
        if let Some(offset) = first {
            let message = format!("{name} is declared, byte does not continue it");
            self.weigh(&ENCODING_MISMATCH, offset, message)?;
        }
        Ok(if invalid.is_some() {
            Encoding::Windows1252
        } else {
            Encoding::Utf8
        })
    }

    fn utf8<'s>(&self, body: &'s [u8], mark: usize) -> Result<&'s str, XmlError> {
        simdutf8::compat::from_utf8(body).map_err(|error| {
            let offset = error.valid_up_to().saturating_add(mark);
            let message = "byte does not continue valid UTF-8".to_owned();
            self.located(refusal(&ENCODING, offset, message), offset)
        })
    }

    /// Records a deviation, or refuses it where the profile does.
    fn weigh(
        &mut self,
        rule: &'static Rule,
        offset: usize,
        message: String,
    ) -> Result<(), XmlError> {
        if self.profile.severity(rule) == Some(Severity::Error) {
            return Err(self.located(refusal(rule, offset, message), offset));
        }
        let place = Place::offset(offset).located_in(self.bytes);
        self.report.note(self.profile, rule, place, message);
        Ok(())
    }

    fn located(&self, error: XmlError, offset: usize) -> XmlError {
        error.at(Place::offset(offset).located_in(self.bytes))
    }
}

const SUPPORTED: &str = ", supported are UTF-8, UTF-16, ISO-8859-1 and windows-1252";

/// The encoding that the declaration at the start of `head` asks for.
fn declared(head: &[u8]) -> Result<Declared, XmlError> {
    let Some(name) = declared_name(head) else {
        return Ok(Declared::Nothing);
    };
    let is_one_of = |names: &[&str]| names.iter().any(|one| one.eq_ignore_ascii_case(&name));
    if is_one_of(&["utf-8", "utf8"]) {
        Ok(Declared::Utf8)
    } else if is_one_of(&["utf-16", "utf16", "utf-16le", "utf-16be", "unicode"]) {
        Ok(Declared::Utf16)
    } else if is_one_of(&[
        "iso-8859-1",
        "iso8859-1",
        "iso_8859-1",
        "latin1",
        "latin-1",
        "l1",
    ]) {
        Ok(Declared::Latin1)
    } else if is_one_of(&["windows-1252", "cp1252", "cp-1252", "x-cp1252"]) {
        Ok(Declared::Windows1252)
    } else if is_one_of(&["us-ascii", "ascii"]) {
        Ok(Declared::Ascii)
    } else {
        let message = format!("encoding {} is declared{SUPPORTED}", shown(&name));
        Err(refusal(&ENCODING, 0, message))
    }
}

/// The value of `encoding` in the declaration. What is wrong with a declaration is said later, when
/// its text is read.
fn declared_name(head: &[u8]) -> Option<String> {
    let head = head.trim_ascii_start().strip_prefix(b"<?xml")?;
    let end = head.windows(2).position(|pair| pair == b"?>")?;
    let inside = core::str::from_utf8(head.get(..end)?).ok()?;
    let (_, rest) = inside.split_once("encoding")?;
    let rest = rest
        .trim_ascii_start()
        .strip_prefix('=')?
        .trim_ascii_start();
    let quote = rest
        .chars()
        .next()
        .filter(|one| matches!(one, '"' | '\''))?;
    let value = rest.strip_prefix(quote)?;
    value.split_once(quote).map(|(name, _)| name.to_owned())
}

fn utf16(body: &[u8], mark: usize, unit: fn([u8; 2]) -> u16) -> Result<String, XmlError> {
    let (pairs, rest) = body.as_chunks::<2>();
    let mut text = String::with_capacity(pairs.len());
    let mut offset = mark;
    for one in char::decode_utf16(pairs.iter().copied().map(unit)) {
        let Ok(one) = one else {
            let message = "half of a surrogate pair".to_owned();
            return Err(refusal(&ENCODING, offset, message));
        };
        text.push(one);
        offset = offset.saturating_add(one.len_utf16().saturating_mul(2));
    }
    if !rest.is_empty() {
        let message = "UTF-16 with half a unit at its end".to_owned();
        return Err(refusal(&ENCODING, offset, message));
    }
    Ok(text)
}

fn windows_1252(byte: u8) -> char {
    let special = byte
        .checked_sub(0x80)
        .and_then(|at| WINDOWS_1252.get(usize::from(at)));
    special.copied().unwrap_or(char::from(byte))
}

fn refusal(rule: &'static Rule, offset: usize, message: String) -> XmlError {
    XmlError::new(*Flaw::new(rule, offset, message), Place::offset(offset))
}

fn within(found: usize, most: usize) -> Result<(), XmlError> {
    Limits::check("bytes", found, most)
        .map_err(|exceeded| XmlError::new(*Flaw::limit(most, exceeded), Place::offset(most)))
}
