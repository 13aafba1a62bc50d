//! The versions of xAPI by which a statement is judged.

use core::fmt;

use edu_types::Profile;

use crate::rules;

/// By which text of the standard something is judged.
///
/// A service takes it from the header `X-Experience-API-Version` of the request; a file of
/// statements has none, so its reader decides. The `version` member of a statement is no substitute:
/// it may be absent, and a store of 2.0 still takes in statements that say `1.0.0`.
///
/// Profiles carry it: [`Version::strict`] and [`Version::lenient`] make one. A profile without a
/// version of xAPI judges by [`Version::LATEST`].
///
/// Spec: xAPI 1.0.3 Part 3 §3.3; xAPI 2.0 (IEEE 9274.1.1) §4.1.6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every rule that differs must decide about each of them"
)]
pub enum Version {
    /// Experience API 1.0.3; every 1.0.x is judged by it.
    V1_0_3,
    /// IEEE 9274.1.1, which calls itself xAPI 2.0.
    V2_0,
}

impl Version {
    /// The newest version this crate knows.
    pub const LATEST: Self = Self::V2_0;

    /// Both, the older first.
    pub const ALL: [Self; 2] = [Self::V1_0_3, Self::V2_0];

    /// The number as headers and statements carry it: the latest patch of this version.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1_0_3 => "1.0.3",
            Self::V2_0 => "2.0.0",
        }
    }

    /// The version a header or a user names: `1.0` and every `1.0.x`, `2.0` and every `2.0.x`.
    pub fn parse(text: &str) -> Option<Self> {
        let known = [("1.0", Self::V1_0_3), ("2.0", Self::V2_0)];
        known.into_iter().find_map(|(name, version)| {
            let rest = text.strip_prefix(name)?;
            (rest.is_empty() || is_patch(rest)).then_some(version)
        })
    }

    /// Every rule at the weight that this version gives it.
    pub fn strict(self) -> Profile {
        self.of(Profile::strict())
    }

    /// Takes in what can be read, and says what is wrong with it.
    ///
    /// Unknown members are kept with a warning; what has no place in the model, such as a verb
    /// without an IRI, is refused all the same.
    pub fn lenient(self) -> Profile {
        self.of(Profile::lenient())
    }

    /// The version that a profile judges by.
    pub fn judging(profile: &Profile) -> Self {
        match profile.edition() {
            Some(edition) if edition == Self::V1_0_3.as_str() => Self::V1_0_3,
            _ => Self::LATEST,
        }
    }

    fn of(self, profile: Profile) -> Profile {
        let profile = profile.for_edition(self.as_str());
        match self {
            Self::V1_0_3 => profile
                .tolerating(&rules::TIMESTAMP_RFC3339)
                .tolerating(&rules::TIMESTAMP_ZONE),
            Self::V2_0 => profile
                .advising(&rules::INTERACTION_ACTIVITY)
                .accepting(&rules::AUTHORITY_CONSUMER)
                .accepting(&rules::CONTEXT_AGENTS_VERSION),
        }
    }
}

/// Whether the text is a point and a number, which is all that may follow `1.0`.
pub(crate) fn is_patch(text: &str) -> bool {
    let digits = text.strip_prefix('.').unwrap_or_default();
    !digits.is_empty() && digits.len() <= 9 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the text may follow the hyphen behind a patch: letters, digits and hyphens.
///
/// Spec: Semantic Versioning 1.0.0 (4).
pub(crate) fn is_pre_release(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !text.is_empty() && text.bytes().all(allowed)
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_named_with_any_patch() {
        for text in ["1.0", "1.0.0", "1.0.3", "1.0.17"] {
            assert_eq!(Version::parse(text), Some(Version::V1_0_3));
        }
        assert_eq!(Version::parse("2.0.0"), Some(Version::V2_0));
        for text in [
            "", "1", "1.0.", "1.1", "1.0.x", "1.01", "2", "2.1", "0.95", "1.0.3 ",
        ] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_profile_without_version_judges_by_the_latest() {
        assert_eq!(Version::judging(&Profile::strict()), Version::V2_0);
        for version in Version::ALL {
            assert_eq!(Version::judging(&version.strict()), version);
            assert_eq!(Version::judging(&version.lenient()), version);
        }
    }
}
