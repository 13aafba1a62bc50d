//! Scopes: what a caller was granted, and what an endpoint needs.

use core::fmt;
use std::collections::BTreeSet;

use edu_types::{LimitExceeded, Limits};

/// What a caller was granted: a set of scopes, compared byte for byte.
///
/// Spec: RFC 6749, §3.3.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scopes(BTreeSet<Box<str>>);

impl Scopes {
    /// Most scopes one caller may hold.
    pub const MAX_SCOPES: usize = 64;
    /// Longest scope, in bytes.
    pub const MAX_BYTES: usize = 512;

    /// No scope at all.
    pub const fn none() -> Self {
        Self(BTreeSet::new())
    }

    /// Reads scopes separated by single spaces, as `scope` of a token request or reply.
    ///
    /// The empty text is the empty set; a scope named twice is held once.
    ///
    /// # Errors
    ///
    /// [`ScopesError`] for characters outside the grammar, for an empty scope (as two spaces
    /// in a row make) and for too many or too long scopes.
    pub fn parse(text: &str) -> Result<Self, ScopesError> {
        let mut scopes = Self::none();
        if text.is_empty() {
            return Ok(scopes);
        }
        for scope in text.split(' ') {
            scopes.insert(scope)?;
        }
        Ok(scopes)
    }

    /// Adds one scope.
    ///
    /// # Errors
    ///
    /// As [`Scopes::parse`]; the set is then unchanged.
    pub fn insert(&mut self, scope: &str) -> Result<(), ScopesError> {
        if scope.is_empty() {
            return Err(ScopesError::Empty);
        }
        Limits::check("scope bytes", scope.len(), Self::MAX_BYTES)?;
        if !scope.bytes().all(is_scope_byte) {
            return Err(ScopesError::Character);
        }
        if !self.contains(scope) {
            let found = self.0.len().saturating_add(1);
            Limits::check("scopes", found, Self::MAX_SCOPES)?;
            self.0.insert(scope.into());
        }
        Ok(())
    }

    /// Whether exactly this scope was granted.
    pub fn contains(&self, scope: &str) -> bool {
        self.0.contains(scope)
    }

    /// Whether nothing was granted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The scopes, in byte order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(AsRef::as_ref)
    }
}

/// The scopes separated by single spaces, as they stand on the wire.
impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, scope) in self.iter().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            f.write_str(scope)?;
        }
        Ok(())
    }
}

/// What an endpoint asks of its callers; a constant of the endpoint.
///
/// ```
/// use edu_http::{Needs, Scopes};
///
/// const READ: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly";
/// const WRITE: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem";
/// const NEEDS: Needs = Needs::any(&[READ, WRITE]);
///
/// assert!(NEEDS.met_by(&Scopes::parse(WRITE)?));
/// assert!(!NEEDS.met_by(&Scopes::none()));
/// # Ok::<(), edu_http::ScopesError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs(Option<&'static [&'static str]>);

impl Needs {
    /// Open to everyone.
    pub const NOTHING: Self = Self(None);

    /// Open to callers who hold at least one of `scopes`; with no scopes, to nobody.
    pub const fn any(scopes: &'static [&'static str]) -> Self {
        Self(Some(scopes))
    }

    /// Whether `granted` is enough.
    pub fn met_by(&self, granted: &Scopes) -> bool {
        self.0
            .is_none_or(|scopes| scopes.iter().any(|scope| granted.contains(scope)))
    }

    /// The scopes of which one is needed; none where everyone may call.
    pub const fn scopes(&self) -> &'static [&'static str] {
        match self.0 {
            Some(scopes) => scopes,
            None => &[],
        }
    }
}

/// Why a text is not a list of scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScopesError {
    /// A scope has no characters.
    #[error("scope is empty, exactly one space separates two scopes")]
    Empty,
    /// A scope has a character outside the grammar.
    #[error("scope has a character other than printable ASCII without quote and backslash")]
    Character,
    /// There are too many scopes, or one is too long.
    #[error(transparent)]
    TooLarge(#[from] LimitExceeded),
}

/// `scope-token` of RFC 6749, §3.3.
const fn is_scope_byte(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_out_of_grammar_are_refused() {
        for text in ["a\tb", "a\nb", "a\"b", "a\\b", "é", "a\0"] {
            assert_eq!(Scopes::parse(text), Err(ScopesError::Character), "{text:?}");
        }
    }

    #[test]
    fn empty_scopes_are_refused() {
        for text in [" ", "a  b", " a", "a "] {
            assert_eq!(Scopes::parse(text), Err(ScopesError::Empty), "{text:?}");
        }
    }

    #[test]
    fn too_many_scopes_are_refused() {
        let many: Vec<String> = (0..65).map(|index| format!("s{index}")).collect();
        let error = Scopes::parse(&many.join(" ")).unwrap_err();
        assert_eq!(error.to_string(), "scopes is 65, limit is 64");
    }

    #[test]
    fn a_scope_too_long_is_refused() {
        assert!(Scopes::parse(&"s".repeat(512)).is_ok());
        let error = Scopes::parse(&"s".repeat(513)).unwrap_err();
        assert_eq!(error.to_string(), "scope bytes is 513, limit is 512");
    }

    #[test]
    fn a_scope_named_twice_is_held_once() {
        let scopes = Scopes::parse("b a b").unwrap();
        assert_eq!(scopes.to_string(), "a b");
    }

    #[test]
    fn a_longer_or_differently_written_scope_is_another_scope() {
        let needs = Needs::any(&["https://x/lineitem"]);
        for text in [
            "https://x/lineitem.readonly",
            "https://x/LineItem",
            "https://x/line",
            "https://x/lineitem/",
        ] {
            assert!(!needs.met_by(&Scopes::parse(text).unwrap()), "{text}");
        }
    }

    #[test]
    fn needing_any_of_no_scopes_admits_nobody() {
        assert!(!Needs::any(&[]).met_by(&Scopes::parse("a").unwrap()));
        assert!(Needs::NOTHING.met_by(&Scopes::none()));
    }

    #[test]
    fn the_empty_text_grants_nothing() {
        assert!(Scopes::parse("").unwrap().is_empty());
    }
}
