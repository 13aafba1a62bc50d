//! Absolute IRIs, kept byte for byte.

use core::borrow::Borrow;
use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

mod check;

/// An absolute IRI, kept byte for byte: a name that the whole world can share.
///
/// It has a scheme and may have a fragment; `urn:`, `tag:` and schemes that nobody registered
/// are as good as `https:`. Nothing is normalised: two are equal when their bytes are, so
/// `HTTP://a/` is another name than `http://a/`.
///
/// `Debug` shows the text, because most IRIs name things. One that points at a person belongs in
/// [`Personal`](crate::Personal).
///
/// ```
/// use edu_types::Iri;
///
/// let verb = Iri::new("http://adlnet.gov/expapi/verbs/experienced")?;
/// assert_eq!(verb.scheme(), "http");
/// assert_eq!(Iri::new("course-v1:FUN-MOOC+00002+session01")?.scheme(), "course-v1");
/// assert_eq!(
///     Iri::new("verbs/experienced").unwrap_err().to_string(),
///     "IRI has no scheme, it begins with one such as `https:`",
/// );
/// # Ok::<(), edu_types::IriError>(())
/// ```
///
/// Spec: RFC 3987 §2.2, production `IRI`; compared as §5.3.1 says.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iri(Box<str>);

/// Why a text is not an absolute IRI.
///
/// Never quotes the text: identifiers may point at people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IriError {
    /// The text is longer than allowed.
    #[error("IRI is {found} bytes, limit is {limit}")]
    TooLong {
        /// Bytes found.
        found: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// The text does not begin with a letter, further letters, digits, `+`, `-` or `.`, and a
    /// colon.
    #[error("IRI has no scheme, it begins with one such as `https:`")]
    NoScheme,
    /// A character may not stand in an IRI, or not in this part of one.
    #[error("character at byte {at} of IRI is not allowed there")]
    Character {
        /// Where, counted from zero.
        at: usize,
    },
    /// `%` is not followed by two hexadecimal digits.
    #[error("`%` at byte {at} of IRI is not followed by two hexadecimal digits")]
    PercentEncoding {
        /// Where, counted from zero.
        at: usize,
    },
    /// What stands between `//` and the path is not an authority.
    #[error("authority at byte {at} of IRI is not of the form [user@]host[:port]")]
    Authority {
        /// Where it begins, counted from zero.
        at: usize,
    },
}

impl Iri {
    /// Longest text allowed, in bytes.
    pub const MAX_BYTES: usize = 8192;

    /// Takes the text as it is.
    ///
    /// # Errors
    ///
    /// As [`Iri::check`].
    pub fn new(text: impl Into<Box<str>>) -> Result<Self, IriError> {
        let text = text.into();
        Self::check(&text)?;
        Ok(Self(text))
    }

    /// Takes an IRI out of a table of constants, each of which a test has checked.
    #[doc(hidden)]
    pub fn of_constant(text: &'static str) -> Self {
        debug_assert!(Self::check(text).is_ok(), "a constant is an IRI");
        Self(text.into())
    }

    /// Says whether a text is an absolute IRI, without keeping it.
    ///
    /// # Errors
    ///
    /// [`IriError`] names what is wrong and where.
    #[inline]
    pub fn check(text: &str) -> Result<(), IriError> {
        check::check(text)
    }

    /// The text, byte for byte as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the first colon, in the case it came in.
    pub fn scheme(&self) -> &str {
        self.0.split(':').next().unwrap_or_default()
    }
}

impl fmt::Display for Iri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Iri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Iri({})", self.0)
    }
}

impl AsRef<str> for Iri {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for Iri {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl FromStr for Iri {
    type Err = IriError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(text)
    }
}

impl Serialize for Iri {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Iri {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::deserialize(deserializer, "an absolute IRI")
    }
}
