//! What can be asked of statements without further values.

use core::fmt;

/// One thing that the standard leaves to the sender, and a profile asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Demand {
    /// The statement has an id, in place of one that the store gives it.
    Id,
    /// The statement has a timestamp, in place of the time it was stored.
    Timestamp,
    /// The timestamp is written in UTC, `Z` or `+00:00`; advice.
    Utc,
    /// The verb has a display with a text.
    VerbDisplay,
    /// The object says by `objectType` what it is, activities too.
    ObjectType,
    /// Whoever is named, is so by an account, and its name is no address of mail.
    Account,
    /// Nobody is named by a `name` for people to read; groups of persons neither.
    Nameless,
    /// `scaled` follows from the points: how far `raw` has come from `min`, or from 0 where that is
    /// absent, to `max`; to the half of a hundredth. Asked of scores that have all it takes.
    ScaledRatio,
}

impl Demand {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Id,
        Self::Timestamp,
        Self::Utc,
        Self::VerbDisplay,
        Self::ObjectType,
        Self::Account,
        Self::Nameless,
        Self::ScaledRatio,
    ];

    /// The word by which files of profiles ask for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Timestamp => "timestamp",
            Self::Utc => "utc",
            Self::VerbDisplay => "verbDisplay",
            Self::ObjectType => "objectType",
            Self::Account => "account",
            Self::Nameless => "nameless",
            Self::ScaledRatio => "scaledRatio",
        }
    }

    /// The one with that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

impl fmt::Display for Demand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
