//! Language tags, kept as they came.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::short_text::ShortText;

/// The name of a language, such as `en`, `pt-BR` or `zh-Hant-TW`, with the text it came in.
///
/// Any well-formed tag is accepted, also one whose parts nobody registered. Two are equal when
/// they differ at most in case; `Display` and serde give the text back byte for byte.
///
/// ```
/// use edu_types::LanguageTag;
///
/// let tag = LanguageTag::parse("PT-br")?;
/// assert_eq!(tag, LanguageTag::parse("pt-BR")?);
/// assert_eq!(tag.to_string(), "PT-br");
/// assert_eq!(
///     LanguageTag::parse("pt_BR").unwrap_err().to_string(),
///     "character at byte 2 of language tag is not a letter, digit or hyphen",
/// );
/// # Ok::<(), edu_types::LanguageTagError>(())
/// ```
///
/// Spec: RFC 5646 §2.1 (form), §2.1.1 (case), §2.2.9 (well-formed).
#[derive(Clone)]
pub struct LanguageTag(ShortText);

/// Why a text is not a language tag.
///
/// Never quotes the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LanguageTagError {
    /// The text is longer than allowed.
    #[error("language tag is {found} bytes, limit is {limit}")]
    TooLong {
        /// Bytes found.
        found: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// The text has no characters.
    #[error("language tag is empty")]
    Empty,
    /// A character may not stand in a tag.
    #[error("character at byte {at} of language tag is not a letter, digit or hyphen")]
    Character {
        /// Where, counted from zero.
        at: usize,
    },
    /// The characters may stand in a tag, but its parts have other lengths or another order.
    #[error("text is not a language tag such as `en`, `pt-BR` or `zh-Hant-TW`")]
    Form,
    /// A variant or the letter of an extension is there twice.
    #[error("language tag has a variant or an extension twice, each is allowed once")]
    Repeated,
}

impl LanguageTag {
    /// Longest text allowed, in bytes; no registered language needs more than 35.
    pub const MAX_BYTES: usize = 255;

    /// Takes the text as it is.
    ///
    /// # Errors
    ///
    /// [`LanguageTagError`] says what is wrong.
    pub fn parse(text: &str) -> Result<Self, LanguageTagError> {
        Self::check(text)?;
        Ok(Self(ShortText::new(text)))
    }

    /// Says whether a text is a language tag, without keeping it.
    ///
    /// # Errors
    ///
    /// [`LanguageTagError`] says what is wrong.
    pub fn check(text: &str) -> Result<(), LanguageTagError> {
        if is_everyday(text.as_bytes()) {
            return Ok(());
        }
        let (found, limit) = (text.len(), Self::MAX_BYTES);
        if found > limit {
            return Err(LanguageTagError::TooLong { found, limit });
        }
        if oxilangtag::LanguageTag::parse(text).is_ok() {
            if repeats(text) {
                return Err(LanguageTagError::Repeated);
            }
            return Ok(());
        }
        let strange = |byte: u8| !byte.is_ascii_alphanumeric() && byte != b'-';
        match text.bytes().position(strange) {
            Some(at) => Err(LanguageTagError::Character { at }),
            None if text.is_empty() => Err(LanguageTagError::Empty),
            None => Err(LanguageTagError::Form),
        }
    }

    /// The text, byte for byte as it came.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    fn lower_case(&self) -> impl Iterator<Item = u8> {
        self.as_str().bytes().map(|byte| byte.to_ascii_lowercase())
    }
}

/// Whether the text is surely a tag: a language of two or three letters, alone or with a region
/// or a script.
fn is_everyday(text: &[u8]) -> bool {
    let letters = |part: &[u8]| part.iter().all(u8::is_ascii_alphabetic);
    let hyphen = text.iter().take(4).position(|byte| *byte == b'-');
    let Some((language, rest)) = text.split_at_checked(hyphen.unwrap_or(text.len())) else {
        return false;
    };
    let area = match rest {
        [] => true,
        [_, area @ ..] if area.len() == 3 => area.iter().all(u8::is_ascii_digit),
        [_, area @ ..] => matches!(area.len(), 2 | 4) && letters(area),
    };
    matches!(language.len(), 2 | 3) && letters(language) && area
}

/// Whether a well-formed tag has a variant or an extension twice.
///
/// Spec: RFC 5646 §2.2.5 (5) and §2.2.6 (3).
fn repeats(text: &str) -> bool {
    let mut parts = text.split('-');
    // What is private means what it likes; of a grandfathered tag nothing comes twice.
    if parts.next().is_none_or(|first| first.len() == 1) {
        return false;
    }
    let until = |stop: fn(&str) -> bool| parts.clone().take_while(move |part| !stop(part));
    let singletons = until(|part| part.eq_ignore_ascii_case("x")).filter(|part| part.len() == 1);
    let variants = until(|part| part.len() == 1).filter(|part| {
        part.len() > 4
            || (part.len() == 4 && part.starts_with(|first: char| first.is_ascii_digit()))
    });
    has_twice(singletons) || has_twice(variants)
}

/// Whether two of a few parts are the same in whatever case.
fn has_twice<'t>(parts: impl Iterator<Item = &'t str> + Clone) -> bool {
    let mut rest = parts;
    while let Some(part) = rest.next() {
        if rest.clone().any(|other| other.eq_ignore_ascii_case(part)) {
            return true;
        }
    }
    false
}

impl PartialEq for LanguageTag {
    fn eq(&self, other: &Self) -> bool {
        self.as_str().eq_ignore_ascii_case(other.as_str())
    }
}

impl Eq for LanguageTag {}

impl PartialOrd for LanguageTag {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for LanguageTag {
    fn cmp(&self, other: &Self) -> Ordering {
        self.lower_case().cmp(other.lower_case())
    }
}

impl Hash for LanguageTag {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for byte in self.lower_case() {
            state.write_u8(byte);
        }
        // No tag holds this byte, so that no tag goes on where another ends.
        state.write_u8(0xff);
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LanguageTag({self})")
    }
}

impl AsRef<str> for LanguageTag {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl FromStr for LanguageTag {
    type Err = LanguageTagError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for LanguageTag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for LanguageTag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::deserialize(deserializer, "a language tag")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_everyday_form_is_seen_at_once() {
        for text in [
            "en", "EN", "und", "en-US", "pt-br", "es-419", "ast-ES", "zh-Hant", "yue-HK",
        ] {
            assert!(is_everyday(text.as_bytes()), "{text}");
        }
        for text in [
            "", "e", "1n", "en-", "en-U", "en-1a", "en_US", "en-41a", "zh-yue", "engl", "é",
        ] {
            assert!(!is_everyday(text.as_bytes()), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_everyday_is_a_tag(text in "[a-zA-Z0-9-]{0,8}|[a-z]{2,3}-[a-zA-Z0-9]{1,4}") {
            if is_everyday(text.as_bytes()) {
                prop_assert!(oxilangtag::LanguageTag::parse(text.as_str()).is_ok());
            }
        }
    }
}
