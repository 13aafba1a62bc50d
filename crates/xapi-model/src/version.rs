//! The versions of xAPI by which a statement is judged.

use core::fmt;

/// By which text of the standard something is judged.
///
/// A service takes it from the header `X-Experience-API-Version` of the request; a file of
/// statements has none, so its reader decides. The `version` member of a statement is no substitute:
/// it may be absent, and a store of 2.0 still takes in statements that say `1.0.0`.
///
/// Spec: xAPI 1.0.3 Part 3 §3.3; IEEE 9274.1.1-2023 (xAPI 2.0) §4.1.6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every rule that differs must decide about each of them"
)]
pub enum Version {
    /// Experience API 1.0.3; every 1.0.x is judged by it.
    V1_0_3,
    /// IEEE 9274.1.1-2023, which calls itself xAPI 2.0.
    V2_0,
}

impl Version {
    /// The newest version this crate knows.
    pub const LATEST: Self = Self::V2_0;

    /// The number as headers and statements carry it: the latest patch of this version.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1_0_3 => "1.0.3",
            Self::V2_0 => "2.0.0",
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
