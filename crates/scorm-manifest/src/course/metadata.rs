//! What catalogues want to know of a course.

use edu_json::json_object;
use edu_types::{IsoDuration, Personal};

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
    ///
    /// Spec: RFC 2426 §4 (vCard 3.0); escapes of §5.
    pub fn vcard(&self) -> Personal<String> {
        let name = escaped(self.name.expose());
        let mut card = format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nN:{name};;;;\r\n");
        if let Some(organization) = &self.organization {
            card.push_str("ORG:");
            card.push_str(&escaped(organization));
            card.push_str("\r\n");
        }
        if let Some(email) = &self.email {
            card.push_str("EMAIL;TYPE=INTERNET:");
            card.push_str(&escaped(email.expose()));
            card.push_str("\r\n");
        }
        card.push_str("END:VCARD");
        Personal::new(card)
    }
}

fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => value.extend(['\\', character]),
            '\n' => value.push_str("\\n"),
            '\r' => {}
            other => value.push(other),
        }
    }
    value
}
