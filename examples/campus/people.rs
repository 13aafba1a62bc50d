//! The made-up people of the campus.

use lti_core::Role;
use lti_core::role::ContextRole;

/// Somebody who can sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    /// What the platform calls them; opaque to tools.
    pub(crate) id: &'static str,
    pub(crate) given_name: &'static str,
    pub(crate) family_name: &'static str,
    pub(crate) role: ContextRole,
}

/// Everybody on the campus.
pub(crate) const PEOPLE: [Person; 3] = [
    Person {
        id: "p-7c1e",
        given_name: "Tove",
        family_name: "Lind",
        role: ContextRole::Instructor,
    },
    Person {
        id: "p-3d90",
        given_name: "Sami",
        family_name: "Okoye",
        role: ContextRole::Learner,
    },
    Person {
        id: "p-b2a4",
        given_name: "Ines",
        family_name: "Prado",
        role: ContextRole::Learner,
    },
];

impl Person {
    /// The person of that id.
    pub(crate) fn find(id: &str) -> Option<Self> {
        PEOPLE.into_iter().find(|person| person.id == id)
    }

    /// First and last name.
    pub(crate) fn name(self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }

    /// What they do in the course, for people.
    pub(crate) fn role_name(self) -> &'static str {
        if self.role == ContextRole::Instructor {
            "teacher"
        } else {
            "student"
        }
    }

    /// What they do in the course, for tools.
    pub(crate) fn lti_role(self) -> Role {
        Role::from(self.role)
    }
}
