//! Names that a host has given out, by what all of them begin with.

use core::fmt;

use edu_types::{Iri, IriError};

/// What the names begin with that a host gives out, such as `https://school.example/verbs/`.
///
/// It ends where a name of the host ends and another begins, with `/`, `#`, or in a URN `:`, so that
/// `https://school.example` does not let `https://school.example.evil.example/` pass. Names are
/// compared byte for byte, as the standard compares them; a name that leads out again with `..` is not
/// under the prefix.
///
/// ```
/// use edu_types::Iri;
/// use xapi_model::profile::IriPrefix;
///
/// let prefix = IriPrefix::parse("https://school.example/verbs/")?;
/// assert!(prefix.covers(&Iri::new("https://school.example/verbs/practiced")?));
/// assert!(!prefix.covers(&Iri::new("https://school.example/verbs/../games/7")?));
/// assert!(IriPrefix::parse("https://school.example").is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IriPrefix(Iri);

/// Why a text is no beginning of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IriPrefixError {
    /// It is no IRI, of which a further part is left out.
    #[error("prefix is no IRI: {0}")]
    Iri(#[from] IriError),
    /// Other hosts' names may begin with it.
    #[error("prefix ends within a name, an end of `/` or `#` is allowed, in a URN `:` as well")]
    End,
    /// It names no host.
    #[error("prefix has no host, one is required between `//` and the path")]
    Host,
}

impl IriPrefix {
    /// Takes the text as it is.
    ///
    /// # Errors
    ///
    /// [`IriPrefixError`] where names of others may begin with it.
    pub fn parse(text: &str) -> Result<Self, IriPrefixError> {
        let iri = Iri::new(text)?;
        let (_, rest) = text.split_once(':').unwrap_or(("", text));
        match rest.strip_prefix("//") {
            Some(rest) => {
                let host = rest.split(['/', '#']).next().unwrap_or_default();
                if host.is_empty() {
                    return Err(IriPrefixError::Host);
                }
                if !text.ends_with(['/', '#']) || host.len() == rest.len() {
                    return Err(IriPrefixError::End);
                }
            }
            // A scheme alone is nobody's.
            None if rest.is_empty() || !text.ends_with([':', '/', '#']) => {
                return Err(IriPrefixError::End);
            }
            None => {}
        }
        Ok(Self(iri))
    }

    /// The text, byte for byte as it came.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether a name begins with it, goes on, and does not lead out again.
    pub fn covers(&self, name: &Iri) -> bool {
        let Some(rest) = name.as_str().strip_prefix(self.as_str()) else {
            return false;
        };
        let path = rest.split(['?', '#']).next().unwrap_or_default();
        !rest.is_empty() && !path.split('/').any(is_dots)
    }
}

/// Whether a segment of a path is `.` or `..`, also where dots are written as `%2E`.
fn is_dots(segment: &str) -> bool {
    let (mut rest, mut dots) = (segment, 0_usize);
    while let Some(after) = [".", "%2e", "%2E"]
        .iter()
        .find_map(|dot| rest.strip_prefix(dot))
    {
        rest = after;
        dots = dots.saturating_add(1);
    }
    rest.is_empty() && matches!(dots, 1 | 2)
}

impl fmt::Display for IriPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
