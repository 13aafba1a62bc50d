//! Roles: what a person is to the system, to the institution and in the context of a launch.
//!
//! The standard names 81 roles by URI. [`Role::parse`] never fails: it yields a typed
//! [`KnownRole`] for those and for the spellings the standard once had, and keeps everything
//! else as text that means nothing. [`Roles`] answers what an application asks, so that nobody
//! compares text.
//!
//! ```
//! use lti_core::role::{ContextRole, Role, Roles};
//!
//! let roles = Roles::parse([
//!     "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor",
//!     "http://purl.imsglobal.org/vocab/lis/v2/membership/Learner#Instructor",
//! ]);
//! assert!(roles.is_context_learner());
//! assert!(!roles.is_context_instructor());
//!
//! let bait = Role::parse("http://evil.example/membership#Instructor");
//! assert_eq!(bait.known(), None);
//! assert_eq!(Role::parse("Learner").context_role(), Some(ContextRole::Learner));
//! ```

use core::fmt;

mod principal;
mod roles;
mod spelling;
mod sub_role;
mod sub_role_lists;

pub use principal::{ContextRole, InstitutionRole, SystemRole};
pub use roles::Roles;
pub use spelling::Spelling;
pub use sub_role::{
    AdministratorSubRole, ContentDeveloperSubRole, ContextSubRole, InstructorSubRole,
    LearnerSubRole, ManagerSubRole, MemberSubRole, MentorSubRole, OfficerSubRole,
};

use crate::vocabulary::Kept;

/// One role of a person, as the platform stated it.
///
/// Compares by text. Text outside the vocabulary is kept byte for byte and grants nothing:
/// padding, another case or another host make a role unknown.
///
/// Spec: LTI 1.3 Core, §5.3.7 and §A.2.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Role(Kept<KnownRole>);

impl Role {
    /// Reads a role; text outside the vocabulary becomes an unknown role.
    pub fn parse(text: &str) -> Self {
        match spelling::read(text) {
            Some((known, Spelling::Canonical)) => Self(Kept::Canonical(known)),
            Some((known, _)) => Self(Kept::Respelled(known, text.into())),
            None => Self(Kept::Unknown(text.into())),
        }
    }

    /// The text as it came.
    pub fn as_str(&self) -> &str {
        self.0.text(KnownRole::uri)
    }

    /// What the role means, if the vocabulary has it.
    pub const fn known(&self) -> Option<KnownRole> {
        self.0.known()
    }

    /// The principal role of the context that this role is or narrows.
    ///
    /// Says nothing about what a lone sub-role allows; ask [`Roles`] for that.
    pub const fn context_role(&self) -> Option<ContextRole> {
        match self.known() {
            Some(KnownRole::Context(role)) => Some(role),
            Some(KnownRole::ContextSub(sub)) => Some(sub.principal()),
            Some(KnownRole::System(_) | KnownRole::TestUser | KnownRole::Institution(_)) | None => {
                None
            }
        }
    }

    /// In which spelling a known role came; `None` if the role is unknown.
    pub fn spelling(&self) -> Option<Spelling> {
        spelling::read(self.as_str()).map(|(_, spelling)| spelling)
    }

    /// Whether the role is known, but not by its URI in the current vocabulary.
    pub const fn is_deprecated_spelling(&self) -> bool {
        self.0.is_respelled()
    }
}

impl From<&str> for Role {
    fn from(text: &str) -> Self {
        Self::parse(text)
    }
}

impl From<KnownRole> for Role {
    fn from(known: KnownRole) -> Self {
        Self(Kept::Canonical(known))
    }
}

impl From<ContextRole> for Role {
    fn from(role: ContextRole) -> Self {
        KnownRole::Context(role).into()
    }
}

impl From<ContextSubRole> for Role {
    fn from(role: ContextSubRole) -> Self {
        KnownRole::ContextSub(role).into()
    }
}

impl From<InstitutionRole> for Role {
    fn from(role: InstitutionRole) -> Self {
        KnownRole::Institution(role).into()
    }
}

impl From<SystemRole> for Role {
    fn from(role: SystemRole) -> Self {
        KnownRole::System(role).into()
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Role({:?})", self.as_str())
    }
}

/// What a role of the vocabulary means.
///
/// Spec: LTI 1.3 Core, §A.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum KnownRole {
    /// Of the whole platform.
    System(SystemRole),
    /// Marks a person who does not exist: the teacher's preview as a student.
    TestUser,
    /// Of the institution.
    Institution(InstitutionRole),
    /// Of the context, principal.
    Context(ContextRole),
    /// Of the context, narrowing a principal role.
    ContextSub(ContextSubRole),
}

impl KnownRole {
    /// URI of [`KnownRole::TestUser`], the only role outside the LIS vocabularies.
    pub const TEST_USER_URI: &'static str =
        "http://purl.imsglobal.org/vocab/lti/system/person#TestUser";

    /// The URI on the wire.
    pub const fn uri(self) -> &'static str {
        match self {
            Self::System(role) => role.uri(),
            Self::TestUser => Self::TEST_USER_URI,
            Self::Institution(role) => role.uri(),
            Self::Context(role) => role.uri(),
            Self::ContextSub(role) => role.uri(),
        }
    }

    /// All 81 roles: system, institution, context, sub-roles of the context.
    pub fn all() -> impl Iterator<Item = Self> {
        let institution = InstitutionRole::ALL.iter().copied();
        SystemRole::ALL
            .iter()
            .copied()
            .map(Self::System)
            .chain([Self::TestUser])
            .chain(institution.map(Self::Institution))
            .chain(ContextRole::ALL.iter().copied().map(Self::Context))
            .chain(ContextSubRole::all().map(Self::ContextSub))
    }
}

impl fmt::Display for KnownRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.uri())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_no_larger_than_three_words() {
        assert!(size_of::<Role>() <= 3 * size_of::<usize>());
    }

    #[test]
    fn made_and_read_roles_are_equal() {
        let made = Role::from(ContextRole::Instructor);
        assert_eq!(made, Role::parse(made.as_str()));
        assert_ne!(made, Role::parse("Instructor"));
    }

    #[test]
    fn debug_shows_the_text() {
        assert_eq!(
            format!("{:?}", Role::parse("Learner")),
            r#"Role("Learner")"#
        );
    }
}
