//! What a tool may learn about people.

use crate::nrps::Member;
use crate::{Claims, ForUser, Lis};

/// What a tool may learn about a person beside an opaque id and roles.
///
/// Applies to the members of `OpenID` Connect, to the person's id and result in the student
/// information system with whatever else the host put there, to the person a message is
/// about, and to every member of a list of members. What a host itself puts into custom parameters or claims of a vendor is the host's to
/// judge. An anonymous person is never told of, whatever the tool may learn about others: their
/// identifiers of LTI 1.1 and the persons they mentor are left out as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Privacy {
    /// Nothing more.
    #[default]
    Pseudonymous,
    /// The names.
    Name,
    /// The mail address.
    Email,
    /// The names and the mail address.
    NameAndEmail,
    /// Everything the host says.
    Everything,
}

/// Members with a person's name. `OpenID` Connect Core 1.0, §5.1.
const NAMES: [&str; 6] = [
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "nickname",
    "preferred_username",
];
/// Members with a person's mail address.
const EMAILS: [&str; 2] = ["email", "email_verified"];
/// Other members that tell about a person.
const OTHERS: [&str; 13] = [
    "profile",
    "picture",
    "website",
    "gender",
    "birthdate",
    "zoneinfo",
    "locale",
    "phone_number",
    "phone_number_verified",
    "address",
    "updated_at",
    "person_sourcedid",
    "lis_person_sourcedid",
];

impl Privacy {
    /// Every level, from the least a tool may learn to the most.
    pub const ALL: [Self; 5] = [
        Self::Pseudonymous,
        Self::Name,
        Self::Email,
        Self::NameAndEmail,
        Self::Everything,
    ];

    /// The level as text, for stores and forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pseudonymous => "pseudonymous",
            Self::Name => "name",
            Self::Email => "email",
            Self::NameAndEmail => "name-and-email",
            Self::Everything => "everything",
        }
    }

    /// The level of that text.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == name)
    }

    /// Whether the tool may learn names.
    pub const fn shares_name(self) -> bool {
        matches!(self, Self::Name | Self::NameAndEmail | Self::Everything)
    }

    /// Whether the tool may learn the mail address.
    pub const fn shares_email(self) -> bool {
        matches!(self, Self::Email | Self::NameAndEmail | Self::Everything)
    }

    /// Whether the tool may learn everything the host says.
    pub const fn shares_everything(self) -> bool {
        matches!(self, Self::Everything)
    }

    /// Takes away what the tool may not learn.
    pub(super) fn cut(self, claims: &mut Claims) {
        if !self.shares_name() {
            claims.name = None;
            claims.given_name = None;
            claims.family_name = None;
            claims.middle_name = None;
        }
        if !self.shares_email() {
            claims.email = None;
            claims.email_verified = None;
        }
        if !self.shares_everything() {
            claims.picture = None;
            claims.locale = None;
            if let Some(lis) = &mut claims.lis {
                cut_lis(lis);
            }
        }
        claims.extra.retain(|name, _| self.shares(name));
        if let Some(person) = &mut claims.for_user {
            self.cut_for_user(person);
        }
    }

    fn cut_for_user(self, person: &mut ForUser) {
        if !self.shares_name() {
            person.name = None;
            person.given_name = None;
            person.family_name = None;
        }
        if !self.shares_email() {
            person.email = None;
        }
        if !self.shares_everything() {
            person.person_sourcedid = None;
        }
        person.extra.retain(|name, _| self.shares(name));
    }

    /// Takes away what the tool may not learn of a member of a context: the same as of the person
    /// of a launch.
    pub(crate) fn cut_member(self, member: &mut Member) {
        if !self.shares_name() {
            member.name = None;
            member.given_name = None;
            member.family_name = None;
            member.middle_name = None;
        }
        if !self.shares_email() {
            member.email = None;
        }
        if !self.shares_everything() {
            member.picture = None;
            member.lis_person_sourcedid = None;
        }
        member.extra.retain(|name, _| self.shares(name));
    }

    fn shares(self, member: &str) -> bool {
        if NAMES.contains(&member) {
            self.shares_name()
        } else if EMAILS.contains(&member) {
            self.shares_email()
        } else {
            self.shares_everything() || !OTHERS.contains(&member)
        }
    }
}

/// Takes away every identifier of somebody who is not to be recognised.
///
/// Their name is left out by [`Privacy::Pseudonymous`].
pub(super) fn cut_anonymous(claims: &mut Claims) {
    claims.lti11_legacy_user_id = None;
    claims.lti1p1 = None;
    claims.role_scope_mentor.clear();
    claims.for_user = None;
    if let Some(lis) = &mut claims.lis {
        cut_lis(lis);
    }
}

/// Leaves what is about the course. A host's own members may be about the person.
fn cut_lis(lis: &mut Lis) {
    lis.person_sourcedid = None;
    lis.result_sourcedid = None;
    lis.extra.retain(|_, _| false);
}
