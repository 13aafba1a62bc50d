//! What a tool may learn about people.

use edu_json::Extra;

use crate::Claims;

/// What a tool may learn about a person beside an opaque id and roles.
///
/// Applies to the members of `OpenID` Connect, to the person's id in the student information
/// system and to the person a message is about. What a host itself puts into custom parameters or
/// claims of a vendor is the host's to judge.
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
const OTHERS: [&str; 12] = [
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
];

impl Privacy {
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
        }
        if !self.shares_everything() {
            claims.picture = None;
            claims.locale = None;
            if let Some(lis) = &mut claims.lis {
                lis.person_sourcedid = None;
            }
        }
        claims.extra = self.kept(&claims.extra);
        if let Some(person) = &mut claims.for_user {
            person.extra = self.kept(&person.extra);
        }
    }

    fn kept(self, members: &Extra) -> Extra {
        let mut kept = Extra::new();
        for (name, value) in members.iter().filter(|(name, _)| self.shares(name)) {
            kept.insert(name, value.clone());
        }
        kept
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
