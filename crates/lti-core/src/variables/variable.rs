//! The name of a variable.

use core::fmt;

use super::names::NAMES;
use crate::Privacy;

/// A variable of the standard: a name that stands in custom parameters for a value of the launch.
///
/// Names are compared byte for byte. Two that a platform once spelled otherwise
/// (`CourseSection.numberofStudents` and its like) are variables of their own with the value of
/// the right spelling.
///
/// Spec: LTI Core 1.3, Appendix B.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Variable {
    name: &'static str,
    tells: Tells,
}

/// What a variable tells of people, and so which tools may learn its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Tells {
    /// Nothing of anybody: every tool may learn it.
    Nothing,
    /// Of one person, whom it only tells apart from others: every tool may learn it, but not of
    /// an anonymous person.
    Id,
    /// A name: for tools that may learn names.
    Name,
    /// A mail address: for tools that may learn mail addresses.
    Email,
    /// Anything else of a person: for tools that may learn everything.
    Everything,
}

impl Variable {
    /// Every variable, sorted by name.
    pub fn all() -> &'static [Self] {
        &NAMES
    }

    /// The variable of that name, without `$`.
    pub fn named(name: &str) -> Option<Self> {
        let found = NAMES.binary_search_by(|one| one.name.cmp(name));
        found.ok().and_then(|at| NAMES.get(at)).copied()
    }

    pub(super) const fn new(name: &'static str, tells: Tells) -> Self {
        Self { name, tells }
    }

    /// Its name, without `$`.
    pub const fn as_str(self) -> &'static str {
        self.name
    }

    /// What it tells of people.
    pub const fn tells(self) -> Tells {
        self.tells
    }
}

impl fmt::Display for Variable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "${}", self.name)
    }
}

impl Tells {
    /// Whether a tool that may learn `privacy` of people may learn it; `anonymous` where the
    /// person of the launch is not to be recognised.
    pub const fn is_for(self, privacy: Privacy, anonymous: bool) -> bool {
        match self {
            Self::Nothing => true,
            Self::Id => !anonymous,
            Self::Name => !anonymous && privacy.shares_name(),
            Self::Email => !anonymous && privacy.shares_email(),
            Self::Everything => !anonymous && privacy.shares_everything(),
        }
    }
}
