//! Names within a course: identifiers, files, addresses, versions, shares.

use core::fmt;

use edu_json::{FromJson, JsonWriter, Kind, Node, Reader, ToJson};
use edu_types::{Decimal, HttpUrl, HttpUrlError, HttpUrlRules};

/// Why a text is not a name of the asked kind; never quotes it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NameError {
    /// The text has no characters, or more than allowed.
    #[error("{what} has {found} characters, 1 to {limit} are allowed")]
    Length {
        /// The kind of name.
        what: &'static str,
        /// Characters found.
        found: usize,
        /// Characters allowed.
        limit: usize,
    },
    /// The text has a character that is not allowed where it stands.
    #[error("{what} has a character that is not allowed at byte {at}; allowed are {allowed}")]
    Character {
        /// The kind of name.
        what: &'static str,
        /// Where, counted from zero.
        at: usize,
        /// What is allowed.
        allowed: &'static str,
    },
    /// A part of a file's path is a name that disks keep for something else.
    #[error("part {part} of the file's path is {found}, which cannot be kept on every disk")]
    Segment {
        /// Which part, counted from one.
        part: usize,
        /// What it is.
        found: &'static str,
    },
    /// The address is not one of the web.
    #[error("{0}")]
    Address(HttpUrlError),
    /// The address is not encrypted.
    #[error("address begins with `http:`, `https:` is allowed")]
    NotHttps,
    /// The number is out of range.
    #[error("number is {found}, 0 to 1 is allowed")]
    Share {
        /// What was found.
        found: Decimal,
    },
}

/// Declares a text that is checked when it is made, with its JSON form.
macro_rules! name {
    ($(#[$meta:meta])* $name:ident, $check:path) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// Takes the text as it is.
            ///
            /// # Errors
            ///
            /// [`NameError`] says what is wrong.
            pub fn new(text: &str) -> Result<Self, NameError> {
                $check(text)?;
                Ok(Self(text.into()))
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({:?})"), self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromJson for $name {
            fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
                let text = reader.text(node)?;
                match Self::new(text) {
                    Ok(value) => Some(value),
                    Err(error) => reader.not_allowed(node, error.to_string()),
                }
            }
        }

        impl ToJson for $name {
            fn to_json(&self, writer: &mut JsonWriter) {
                writer.string(&self.0);
            }
        }
    };
}

name! {
    /// The name of a course, an item, a question or an objective.
    ///
    /// An ASCII letter or `_`, then ASCII letters, digits, `_`, `-` and `.`; at most 64. It is an XML identifier, the
    /// name of a file and part of an address at once, everywhere without escapes.
    Identifier, check_identifier
}
name! {
    /// A file of a course, by its path.
    ///
    /// Parts of ASCII letters, digits, `_`, `-` and `.` with `/` between them, at most 180 characters. No part begins
    /// or ends with a dot or is a name that Windows keeps for a device: such a path is the same on every disk, in
    /// every archive and in every address. A host gives uploaded files such a name with [`FilePath::from_name`].
    FilePath, check_path
}
name! {
    /// Which version of a course something is; at most 20 characters.
    ///
    /// ASCII letters, digits, `.`, `-` and `_`. It is the version of the manifest, too.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §3.4.1.1.
    CourseVersion, check_version
}
name! {
    /// An address on the web that another site's page has in a frame: `https` alone.
    WebAddress, check_https
}

impl Identifier {
    /// Longest name, in characters.
    pub const MAX_CHARS: usize = 64;

    /// The identifier nearest to any text: a title, a file's name.
    ///
    /// Other characters become `-`, of several in a row one; a text that begins otherwise gets an `_`.
    pub fn from_text(text: &str) -> Self {
        let mut name = safe_name(text, Self::MAX_CHARS.saturating_sub(1));
        if !name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') {
            name.insert(0, '_');
        }
        Self(name.into())
    }
}

impl FilePath {
    /// Longest path, in characters.
    pub const MAX_CHARS: usize = 180;

    /// The path nearest to any file name, in no folder.
    ///
    /// Other characters become `-`; dots at either end are taken away; a name that cannot be kept gets an `_`.
    pub fn from_name(name: &str) -> Self {
        let mut safe = safe_name(name, Self::MAX_CHARS.saturating_sub(1));
        if check_path(&safe).is_err() {
            safe.insert(0, '_');
        }
        Self(safe.into())
    }

    /// What stands behind the last dot of the last part, in lower case.
    pub fn extension(&self) -> String {
        let name = self.0.rsplit('/').next().unwrap_or_default();
        let extension = name.rsplit_once('.').map(|(_, extension)| extension);
        extension.unwrap_or_default().to_ascii_lowercase()
    }
}

impl WebAddress {
    /// Scheme, host and port: what a page's policy allows to frame.
    pub fn origin(&self) -> String {
        let rules = HttpUrlRules::DEFAULT.with_fragment();
        HttpUrl::parse_with(&self.0, &rules).map_or_else(|_| String::new(), |url| url.origin())
    }
}

/// A share of all points or pages, from 0 to 1, with the text it came in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(Decimal);

impl Share {
    /// Takes a number from 0 to 1.
    ///
    /// # Errors
    ///
    /// [`NameError::Share`] where it is outside.
    pub fn new(number: Decimal) -> Result<Self, NameError> {
        if number < Decimal::from(0) || number > Decimal::from(1) {
            return Err(NameError::Share { found: number });
        }
        Ok(Self(number))
    }

    /// The number.
    pub const fn as_decimal(&self) -> &Decimal {
        &self.0
    }

    /// The same in hundredths, rounded to six places, as SCORM 1.2 writes scores.
    pub fn percent(&self) -> Decimal {
        let hundredths = (self.0.as_f64() * 100_000_000.0).round() / 1_000_000.0;
        Decimal::from_f64(hundredths).unwrap_or_else(|| Decimal::from(0))
    }
}

impl FromJson for Share {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.expect(node, Kind::Number)?;
        match Self::new(Decimal::from_json(node, reader)?) {
            Ok(share) => Some(share),
            Err(error) => reader.not_allowed(node, error.to_string()),
        }
    }
}

impl ToJson for Share {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.number(&self.0);
    }
}

const fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

fn check_length(what: &'static str, text: &str, limit: usize) -> Result<(), NameError> {
    if text.is_empty() || text.len() > limit {
        let found = text.chars().count();
        return Err(NameError::Length { what, found, limit });
    }
    Ok(())
}

fn check_bytes(what: &'static str, text: &str, slash: bool) -> Result<(), NameError> {
    let allowed = "ASCII letters, digits, `_`, `-` and `.`";
    let odd = |byte: u8| !(is_name_byte(byte) || slash && byte == b'/');
    match text.bytes().position(odd) {
        Some(at) => Err(NameError::Character { what, at, allowed }),
        None => Ok(()),
    }
}

fn check_identifier(text: &str) -> Result<(), NameError> {
    let what = "identifier";
    check_length(what, text, Identifier::MAX_CHARS)?;
    check_bytes(what, text, false)?;
    if text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') {
        return Ok(());
    }
    let allowed = "an ASCII letter or `_` at the beginning";
    Err(NameError::Character {
        what,
        at: 0,
        allowed,
    })
}

fn check_version(text: &str) -> Result<(), NameError> {
    check_length("version", text, 20)?;
    check_bytes("version", text, false)
}

fn check_https(text: &str) -> Result<(), NameError> {
    let rules = HttpUrlRules::DEFAULT.with_fragment();
    let url = HttpUrl::parse_with(text, &rules).map_err(NameError::Address)?;
    if url.is_https() {
        Ok(())
    } else {
        Err(NameError::NotHttps)
    }
}

fn check_path(text: &str) -> Result<(), NameError> {
    let what = "path of the file";
    check_length(what, text, FilePath::MAX_CHARS)?;
    check_bytes(what, text, true)?;
    for (index, segment) in text.split('/').enumerate() {
        if let Some(found) = unkeepable(segment) {
            let part = index.saturating_add(1);
            return Err(NameError::Segment { part, found });
        }
    }
    Ok(())
}

/// What is wrong with one part of a path, where something is.
fn unkeepable(segment: &str) -> Option<&'static str> {
    if segment.is_empty() {
        return Some("empty");
    }
    if segment.starts_with('.') || segment.ends_with('.') {
        return Some("one with a dot at its beginning or end");
    }
    let stem = segment
        .split('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let numbered = stem
        .strip_prefix("com")
        .or_else(|| stem.strip_prefix("lpt"));
    let device = matches!(&*stem, "con" | "prn" | "aux" | "nul")
        || numbered
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()));
    device.then_some("the name of a device")
}

/// A text of name bytes alone, without dashes in a row, and without dots or dashes at either end.
fn safe_name(text: &str, limit: usize) -> String {
    let mut safe = String::new();
    for character in text.chars() {
        let kept = u8::try_from(character)
            .ok()
            .filter(|byte| is_name_byte(*byte));
        match kept.map(char::from) {
            Some('-') | None if safe.ends_with('-') => {}
            Some(character) => safe.push(character),
            None => safe.push('-'),
        }
    }
    let trimmed = safe.trim_matches(['-', '.']);
    let shortened = trimmed
        .get(..limit)
        .unwrap_or(trimmed)
        .trim_end_matches(['-', '.']);
    shortened.to_owned()
}
