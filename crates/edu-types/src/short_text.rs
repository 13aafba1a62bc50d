//! Texts of values that are nearly always short enough to need no memory of their own.

use core::fmt;

/// Bytes that are kept in place.
const SHORT: usize = 22;

/// A text that is kept in place where it is short.
#[derive(Clone)]
pub(crate) enum ShortText {
    Short { bytes: [u8; SHORT], length: u8 },
    Long(Box<str>),
}

impl ShortText {
    pub(crate) fn new(text: &str) -> Self {
        let mut bytes = [0; SHORT];
        let length = u8::try_from(text.len()).unwrap_or(u8::MAX);
        match bytes.get_mut(..text.len()) {
            Some(place) => {
                place.copy_from_slice(text.as_bytes());
                Self::Short { bytes, length }
            }
            None => Self::Long(text.into()),
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Short { bytes, length } => {
                let text = bytes.get(..usize::from(*length)).unwrap_or_default();
                // A whole text was copied, so this never falls back.
                core::str::from_utf8(text).unwrap_or_default()
            }
            Self::Long(text) => text,
        }
    }
}

impl fmt::Debug for ShortText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}
