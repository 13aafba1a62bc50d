//! The typed pair of a principal role of the context and the sub-role that narrows it.

use core::fmt;

use super::ContextRole;
pub use super::sub_role_lists::{
    AdministratorSubRole, ContentDeveloperSubRole, InstructorSubRole, LearnerSubRole,
    ManagerSubRole, MemberSubRole, MentorSubRole, OfficerSubRole,
};

/// A role that narrows a principal role of the context, such as a teaching assistant among
/// the instructors.
///
/// The principal is part of the type: `Learner(LearnerSubRole::Instructor)` is a learner and
/// cannot be mistaken for an instructor.
///
/// Spec: LTI 1.3 Core, §A.2.3.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ContextSubRole {
    /// Narrows [`ContextRole::Administrator`].
    Administrator(AdministratorSubRole),
    /// Narrows [`ContextRole::ContentDeveloper`].
    ContentDeveloper(ContentDeveloperSubRole),
    /// Narrows [`ContextRole::Instructor`].
    Instructor(InstructorSubRole),
    /// Narrows [`ContextRole::Learner`].
    Learner(LearnerSubRole),
    /// Narrows [`ContextRole::Manager`].
    Manager(ManagerSubRole),
    /// Narrows [`ContextRole::Member`].
    Member(MemberSubRole),
    /// Narrows [`ContextRole::Mentor`].
    Mentor(MentorSubRole),
    /// Narrows [`ContextRole::Officer`].
    Officer(OfficerSubRole),
}

impl ContextSubRole {
    /// The role this one narrows.
    pub const fn principal(self) -> ContextRole {
        match self {
            Self::Administrator(_) => ContextRole::Administrator,
            Self::ContentDeveloper(_) => ContextRole::ContentDeveloper,
            Self::Instructor(_) => ContextRole::Instructor,
            Self::Learner(_) => ContextRole::Learner,
            Self::Manager(_) => ContextRole::Manager,
            Self::Member(_) => ContextRole::Member,
            Self::Mentor(_) => ContextRole::Mentor,
            Self::Officer(_) => ContextRole::Officer,
        }
    }

    /// The part of the URI after `#`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Administrator(sub) => sub.name(),
            Self::ContentDeveloper(sub) => sub.name(),
            Self::Instructor(sub) => sub.name(),
            Self::Learner(sub) => sub.name(),
            Self::Manager(sub) => sub.name(),
            Self::Member(sub) => sub.name(),
            Self::Mentor(sub) => sub.name(),
            Self::Officer(sub) => sub.name(),
        }
    }

    /// The URI on the wire.
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Administrator(sub) => sub.uri(),
            Self::ContentDeveloper(sub) => sub.uri(),
            Self::Instructor(sub) => sub.uri(),
            Self::Learner(sub) => sub.uri(),
            Self::Manager(sub) => sub.uri(),
            Self::Member(sub) => sub.uri(),
            Self::Mentor(sub) => sub.uri(),
            Self::Officer(sub) => sub.uri(),
        }
    }

    /// The sub-role with this name under this principal; case counts.
    pub fn from_name(principal: ContextRole, name: &str) -> Option<Self> {
        match principal {
            ContextRole::Administrator => {
                AdministratorSubRole::from_name(name).map(Self::Administrator)
            }
            ContextRole::ContentDeveloper => {
                ContentDeveloperSubRole::from_name(name).map(Self::ContentDeveloper)
            }
            ContextRole::Instructor => InstructorSubRole::from_name(name).map(Self::Instructor),
            ContextRole::Learner => LearnerSubRole::from_name(name).map(Self::Learner),
            ContextRole::Manager => ManagerSubRole::from_name(name).map(Self::Manager),
            ContextRole::Member => MemberSubRole::from_name(name).map(Self::Member),
            ContextRole::Mentor => MentorSubRole::from_name(name).map(Self::Mentor),
            ContextRole::Officer => OfficerSubRole::from_name(name).map(Self::Officer),
        }
    }

    /// Whether somebody with this sub-role alone may do what the principal role may.
    ///
    /// Platforms should send the principal role beside each sub-role; some do not. Then a
    /// sub-role stands for its principal only if it describes the same work in full. Those
    /// that assist, support, grade, watch or review do not:
    ///
    /// | principal | sub-roles that do not stand for it |
    /// |---|---|
    /// | Administrator | Developer, `ExternalDeveloper`, Support, `ExternalSupport` |
    /// | `ContentDeveloper` | Librarian |
    /// | Instructor | Grader, all `TeachingAssistant…` |
    /// | Manager | Observer, `ExternalObserver` |
    /// | Mentor | Auditor, Reviewer and their External forms |
    ///
    /// The table is ours: the standard leaves open what a lone sub-role allows.
    pub const fn stands_for_principal(self) -> bool {
        use AdministratorSubRole as Admin;
        match self {
            Self::Administrator(sub) => !matches!(
                sub,
                Admin::Developer
                    | Admin::ExternalDeveloper
                    | Admin::Support
                    | Admin::ExternalSupport
            ),
            Self::ContentDeveloper(sub) => !matches!(sub, ContentDeveloperSubRole::Librarian),
            Self::Instructor(sub) => {
                !sub.is_teaching_assistant() && !matches!(sub, InstructorSubRole::Grader)
            }
            Self::Manager(sub) => !matches!(
                sub,
                ManagerSubRole::Observer | ManagerSubRole::ExternalObserver
            ),
            Self::Mentor(sub) => !matches!(
                sub,
                MentorSubRole::Auditor
                    | MentorSubRole::ExternalAuditor
                    | MentorSubRole::Reviewer
                    | MentorSubRole::ExternalReviewer
            ),
            Self::Learner(_) | Self::Member(_) | Self::Officer(_) => true,
        }
    }

    /// Every sub-role, principal by principal.
    pub fn all() -> impl Iterator<Item = Self> {
        let instructors = InstructorSubRole::ALL.iter().copied();
        let developers = ContentDeveloperSubRole::ALL.iter().copied();
        AdministratorSubRole::ALL
            .iter()
            .copied()
            .map(Self::Administrator)
            .chain(developers.map(Self::ContentDeveloper))
            .chain(instructors.map(Self::Instructor))
            .chain(LearnerSubRole::ALL.iter().copied().map(Self::Learner))
            .chain(ManagerSubRole::ALL.iter().copied().map(Self::Manager))
            .chain(MemberSubRole::ALL.iter().copied().map(Self::Member))
            .chain(MentorSubRole::ALL.iter().copied().map(Self::Mentor))
            .chain(OfficerSubRole::ALL.iter().copied().map(Self::Officer))
    }
}

impl fmt::Display for ContextSubRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.uri())
    }
}

impl InstructorSubRole {
    /// Whether this is one of the six teaching-assistant sub-roles.
    pub const fn is_teaching_assistant(self) -> bool {
        matches!(
            self,
            Self::TeachingAssistant
                | Self::TeachingAssistantGroup
                | Self::TeachingAssistantOffering
                | Self::TeachingAssistantSection
                | Self::TeachingAssistantSectionAssociation
                | Self::TeachingAssistantTemplate
        )
    }
}
