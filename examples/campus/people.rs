//! The made-up people of the campus.

use lti_core::role::{ContextRole, KnownRole};
use lti_core::{Role, Roles};

/// Somebody of the campus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    /// What the platform calls them; opaque to tools.
    pub(crate) id: &'static str,
    pub(crate) given_name: &'static str,
    pub(crate) family_name: &'static str,
    pub(crate) role: ContextRole,
    /// Whether tools are told that there is no such person.
    pub(crate) test: bool,
}

/// Everybody who can sign in.
pub(crate) const PEOPLE: [Person; 3] = [
    Person {
        id: "p-7c1e",
        given_name: "Tove",
        family_name: "Lind",
        role: ContextRole::Instructor,
        test: false,
    },
    Person {
        id: "p-3d90",
        given_name: "Sami",
        family_name: "Okoye",
        role: ContextRole::Learner,
        test: false,
    },
    Person {
        id: "p-b2a4",
        given_name: "Ines",
        family_name: "Prado",
        role: ContextRole::Learner,
        test: false,
    },
];

impl Person {
    /// The person of that id.
    pub(crate) fn find(id: &str) -> Option<Self> {
        PEOPLE.into_iter().find(|person| person.id == id)
    }

    /// Somebody to try a tool with, who cannot sign in.
    pub(crate) fn to_test(role: ContextRole) -> Self {
        Self {
            id: "p-test",
            given_name: "Test",
            family_name: "Person",
            role,
            test: true,
        }
    }

    /// Whether the person teaches; in this school, who teaches administers, too.
    pub(crate) fn teaches(self) -> bool {
        self.role == ContextRole::Instructor
    }

    /// First and last name.
    pub(crate) fn name(self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }

    /// What they do in the course, for people.
    pub(crate) fn role_name(self) -> &'static str {
        if self.teaches() { "teacher" } else { "student" }
    }

    /// What they do in the course, for tools.
    pub(crate) fn lti_roles(self) -> Roles {
        let test = self.test.then(|| Role::from(KnownRole::TestUser));
        [Role::from(self.role)].into_iter().chain(test).collect()
    }
}
