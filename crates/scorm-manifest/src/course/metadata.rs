//! What catalogues want to know of a course.

use edu_json::json_object;
use edu_types::{IsoDuration, Personal};

use crate::lom::VCard;

json_object! {
    /// What a course is found and judged by, beside its title and description.
    ///
    /// Spec: IEEE 1484.12.1 (LOM) §6, of which this is what authors know.
    pub struct Metadata {
        optional {
            /// How long its films and sounds play.
            duration: IsoDuration = "duration",
            /// How long learners usually need.
            learning_time: IsoDuration = "learning_time",
            /// Under which conditions it may be used.
            rights: String = "rights",
        }
        list {
            /// Words that it is searched by.
            keywords: String = "keywords",
            /// Who made it.
            contributors: Contributor = "contributors",
        }
    }
}

json_object! {
    /// A person who made a course, or an organization.
    pub struct Contributor {
        required {
            /// What they are called.
            name: Personal<String> = "name",
        }
        optional {
            /// For whom they work.
            organization: String = "organization",
            /// Their address of mail.
            email: Personal<String> = "email",
        }
    }
}

impl Contributor {
    /// The same as a vCard, as metadata of learning objects name people.
    pub fn vcard(&self) -> VCard {
        let name = self.name.expose();
        let mut card = VCard::new(name).with_name(name, "");
        if let Some(organization) = &self.organization {
            card = card.with_organization(organization);
        }
        if let Some(email) = &self.email {
            card = card.with_email(email.expose());
        }
        card
    }
}
