//! Profiles for the platforms that deviate from the standard.
//!
//! [`Registration::new`](crate::Registration::new) judges strictly. Give a registration the
//! profile of its platform, so that deviations that harm nobody become warnings:
//!
//! ```
//! use edu_types::HttpUrl;
//! use lti_core::{ClientId, Issuer, Registration, quirks};
//!
//! let registration = Registration::new(
//!     Issuer::new("https://moodle.school.example")?,
//!     ClientId::new("rSgk1Xd2Yh")?,
//!     HttpUrl::parse("https://moodle.school.example/mod/lti/auth.php")?,
//!     HttpUrl::parse("https://tool.example/launch")?,
//! )?
//! .with_profile(quirks::moodle());
//! assert_eq!(registration.profile().name(), "moodle");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | platform | what it sends | rules whose breach is a warning |
//! |---|---|---|
//! | every one of these | informative claims of odd form, absent or `null` | [`INFO_KIND`], [`INFO_VALUE`], [`INFO_MISSING`], [`CLAIM_NULL`] |
//! | Canvas | `null` and numbers in custom parameters; role names without URI | [`CUSTOM_NOT_TEXT`], [`ROLE_SPELLING`] |
//! | Moodle, Open edX | empty objects as empty arrays | [`EMPTY_ARRAY`] |
//! | Blackboard | launches without resource link; lists as text with commas | [`RESOURCE_LINK_MISSING`], [`LIST_SPELLING`] |
//! | Open edX | another target in the login than in the message | [`TARGET_DIFFERS`] |
//!
//! No profile, of these or any other, relaxes a rule that guards security. What these platforms
//! do that is legal needs no profile: audiences in arrays (Schoology), empty roles (Blackboard),
//! hints in JSON and tokens that live for a minute (Moodle), old names of message types (Sakai).

use edu_types::Profile;

use crate::rules::{
    CLAIM_NULL, CUSTOM_NOT_TEXT, EMPTY_ARRAY, INFO_KIND, INFO_MISSING, INFO_VALUE, LIST_SPELLING,
    RESOURCE_LINK_MISSING, ROLE_SPELLING, TARGET_DIFFERS,
};

/// Canvas, of Instructure or self-hosted.
pub fn canvas() -> Profile {
    informing("canvas")
        // `null` in custom parameters whose variable has no value.
        .tolerating(&CUSTOM_NOT_TEXT)
        // Old versions name roles without URI. They are read as context roles and nothing more.
        .tolerating(&ROLE_SPELLING)
}

/// Moodle.
pub fn moodle() -> Profile {
    // PHP writes an object without members as an empty array.
    informing("moodle").tolerating(&EMPTY_ARRAY)
}

/// Blackboard Learn.
pub fn blackboard() -> Profile {
    // Versions such as 3800.4 leave the resource link out of some launches; see
    // `Message::ResourceLinkMissing`.
    informing("blackboard")
        .tolerating(&RESOURCE_LINK_MISSING)
        // Lists of deep-linking settings are written as text with commas.
        .tolerating(&LIST_SPELLING)
}

/// Brightspace, of D2L. Its deviations are in the services, not in the launch.
pub fn brightspace() -> Profile {
    informing("brightspace")
}

/// Schoology. Its audience is an array, which is legal.
pub fn schoology() -> Profile {
    informing("schoology")
}

/// Sakai. Its old name of the data privacy message is read in any profile.
pub fn sakai() -> Profile {
    informing("sakai")
}

/// Open edX.
pub fn open_edx() -> Profile {
    informing("open-edx")
        // The login announces another target than the message has; the signed one counts.
        .tolerating(&TARGET_DIFFERS)
        .tolerating(&EMPTY_ARRAY)
}

/// The names of the profiles here, as [`named`] takes them.
pub const NAMES: [&str; 7] = [
    "blackboard",
    "brightspace",
    "canvas",
    "moodle",
    "open-edx",
    "sakai",
    "schoology",
];

/// The profile of that name, for programs that are told it as text.
pub fn named(name: &str) -> Option<Profile> {
    match name {
        "blackboard" => Some(blackboard()),
        "brightspace" => Some(brightspace()),
        "canvas" => Some(canvas()),
        "moodle" => Some(moodle()),
        "open-edx" => Some(open_edx()),
        "sakai" => Some(sakai()),
        "schoology" => Some(schoology()),
        _ => None,
    }
}

/// The profile of that name: one of these, `strict` or `lenient`.
pub fn profile(name: &str) -> Option<Profile> {
    match name {
        "strict" => Some(Profile::strict()),
        "lenient" => Some(Profile::lenient()),
        other => named(other),
    }
}

/// Strict, but for claims that only inform.
fn informing(name: &'static str) -> Profile {
    Profile::strict()
        .named(name)
        // Optional claims that are `null`, empty or half there: a platform's description
        // without its id, sizes in per cent, numbers for texts.
        .tolerating(&CLAIM_NULL)
        .tolerating(&INFO_KIND)
        .tolerating(&INFO_VALUE)
        .tolerating(&INFO_MISSING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_to_the_profile_that_bears_it() {
        for name in NAMES {
            assert_eq!(named(name).as_ref().map(Profile::name), Some(name));
        }
    }

    #[test]
    fn names_are_compared_as_they_are() {
        for name in ["", "Canvas", "canvas ", "strict", "lenient"] {
            assert_eq!(named(name), None);
        }
    }
}
