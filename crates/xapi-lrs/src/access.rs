//! What of a store a caller may see.

use std::collections::BTreeSet;

use crate::Key;

/// Which statements a caller may see: part of every query, never a check of what was found.
///
/// The host makes it from its own permissions: its own statements, those of assigned learners, those
/// of an organisation, or all.
///
/// ```
/// use xapi_lrs::{Access, Key};
/// use xapi_model::Agent;
///
/// let ada = Agent::mbox("mailto:ada@example.org")?;
/// let own = Access::any([Key::agent(&ada.identifier)]);
/// let organisation = Access::any([Key::label("school/7")]);
/// assert!(organisation.reaches(&[Key::label("school/7")]));
/// assert!(!own.reaches(&[Key::label("school/7")]));
/// assert!(!Access::nothing().reaches(&[Key::label("school/7")]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access(Reach);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reach {
    All,
    Any(BTreeSet<Key>),
}

impl Access {
    /// Every statement of the tenant.
    pub const fn all() -> Self {
        Self(Reach::All)
    }

    /// No statement.
    pub const fn nothing() -> Self {
        Self(Reach::Any(BTreeSet::new()))
    }

    /// Statements that have one of these keys themselves.
    pub fn any(keys: impl IntoIterator<Item = Key>) -> Self {
        Self(Reach::Any(keys.into_iter().collect()))
    }

    /// The keys of which a statement needs one; `None` where it needs none.
    pub const fn keys(&self) -> Option<&BTreeSet<Key>> {
        match &self.0 {
            Reach::All => None,
            Reach::Any(keys) => Some(keys),
        }
    }

    /// Whether a statement with these keys of its own may be seen.
    pub fn reaches(&self, own: &[Key]) -> bool {
        self.keys()
            .is_none_or(|keys| own.iter().any(|key| keys.contains(key)))
    }
}
