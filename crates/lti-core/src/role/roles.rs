//! All roles of one person in one launch, and the questions an application asks of them.

use super::{ContextRole, ContextSubRole, InstitutionRole, KnownRole, Role, SystemRole};

/// The roles of one person, in arrival order, duplicates kept.
///
/// Every question compares typed values and never text. The answers hold for this launch only:
/// a person has other roles in other contexts.
///
/// Spec: LTI 1.3 Core, §5.3.7 and §A.2.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Roles(Vec<Role>);

impl Roles {
    /// No roles.
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// Reads every text as a role.
    pub fn parse<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        texts.into_iter().map(Role::parse).collect()
    }

    /// The roles as they came.
    pub fn as_slice(&self) -> &[Role] {
        &self.0
    }

    /// The roles as they came.
    pub fn iter(&self) -> core::slice::Iter<'_, Role> {
        self.0.iter()
    }

    /// How many roles came, unknown and repeated ones included.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no role came; the standard allows that.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether at least one role is of the vocabulary, in any spelling.
    ///
    /// A list that is not empty must have one.
    pub fn has_known_role(&self) -> bool {
        self.known().next().is_some()
    }

    /// Whether the person holds `role` in the context: it came itself, or with one of the
    /// sub-roles that [stand for it](ContextSubRole::stands_for_principal).
    pub fn has(&self, role: ContextRole) -> bool {
        self.known().any(|known| match known {
            KnownRole::Context(held) => held == role,
            KnownRole::ContextSub(sub) => sub.principal() == role && sub.stands_for_principal(),
            KnownRole::System(_) | KnownRole::TestUser | KnownRole::Institution(_) => false,
        })
    }

    /// Whether the person teaches in the context.
    ///
    /// True if the principal role Instructor came, or one of its sub-roles
    /// `ExternalInstructor`, `GuestInstructor`, `Lecturer`, `PrimaryInstructor`,
    /// `SecondaryInstructor`. A grader or teaching assistant alone is not an instructor;
    /// platforms that send the principal role beside it, as the standard advises, make both
    /// this and [`is_teaching_assistant`](Self::is_teaching_assistant) true. An application in
    /// which assistants may do less asks for assistants first.
    pub fn is_context_instructor(&self) -> bool {
        self.has(ContextRole::Instructor)
    }

    /// Whether one of the six teaching-assistant sub-roles came, with or without Instructor.
    pub fn is_teaching_assistant(&self) -> bool {
        self.known().any(|known| {
            if let KnownRole::ContextSub(ContextSubRole::Instructor(sub)) = known {
                sub.is_teaching_assistant()
            } else {
                false
            }
        })
    }

    /// Whether the person learns in the context.
    pub fn is_context_learner(&self) -> bool {
        self.has(ContextRole::Learner)
    }

    /// Whether the person administers the context. Those who only support it or develop for it
    /// do not, unless the principal role came too.
    pub fn is_context_administrator(&self) -> bool {
        self.has(ContextRole::Administrator)
    }

    /// Whether the person makes content for the context.
    pub fn is_content_developer(&self) -> bool {
        self.has(ContextRole::ContentDeveloper)
    }

    /// Whether the person accompanies learners of the context; whom, the claim
    /// `role_scope_mentor` says.
    pub fn is_mentor(&self) -> bool {
        self.has(ContextRole::Mentor)
    }

    /// Whether the person works for the institution: Administrator, Faculty, Instructor or
    /// Staff. Gives no right in the context.
    pub fn is_institution_staff(&self) -> bool {
        self.known().any(|known| {
            matches!(
                known,
                KnownRole::Institution(
                    InstitutionRole::Administrator
                        | InstitutionRole::Faculty
                        | InstitutionRole::Instructor
                        | InstitutionRole::Staff
                )
            )
        })
    }

    /// Whether the person administers the whole platform: Administrator or `SysAdmin` of the
    /// system. Account administrators and support do not.
    pub fn is_system_administrator(&self) -> bool {
        self.known().any(|known| {
            matches!(
                known,
                KnownRole::System(SystemRole::Administrator | SystemRole::SysAdmin)
            )
        })
    }

    /// Whether the person does not exist: the preview of a course as a student.
    pub fn is_test_user(&self) -> bool {
        self.known().any(|known| known == KnownRole::TestUser)
    }

    /// Principal roles that should have come beside a sub-role and did not, each once, in the
    /// order in which their sub-roles came.
    ///
    /// Spec: LTI 1.3 Core, §A.2.3.1.
    pub fn missing_principals(&self) -> Vec<ContextRole> {
        // Two passes over at most eight principals, so that many roles cost no more than few.
        let mut stated = Vec::new();
        for known in self.known() {
            if let KnownRole::Context(role) = known
                && !stated.contains(&role)
            {
                stated.push(role);
            }
        }
        let mut missing = Vec::new();
        for known in self.known() {
            if let KnownRole::ContextSub(sub) = known
                && !stated.contains(&sub.principal())
                && !missing.contains(&sub.principal())
            {
                missing.push(sub.principal());
            }
        }
        missing
    }

    fn known(&self) -> impl Iterator<Item = KnownRole> {
        self.0.iter().filter_map(Role::known)
    }
}

impl From<Vec<Role>> for Roles {
    fn from(roles: Vec<Role>) -> Self {
        Self(roles)
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        Self(roles.into_iter().collect())
    }
}

impl<'a> IntoIterator for &'a Roles {
    type Item = &'a Role;
    type IntoIter = core::slice::Iter<'a, Role>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Roles {
    type Item = Role;
    type IntoIter = std::vec::IntoIter<Role>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
