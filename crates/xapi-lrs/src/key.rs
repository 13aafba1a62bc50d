//! What a store's index of statements is made of: one key for each thing a statement can be found by.

use core::fmt;

use edu_types::UuidText;
use sha2::{Digest as _, Sha256};
use xapi_model::{Actor, Identifier};

/// One thing by which statements are found, such as a verb, or an agent in any part.
///
/// 128 bits of a SHA-256 digest over kind and normal form, so that every index entry has one
/// length and names no person. What is one agent, activity or registration for the standard has one
/// key: mail domains, digests and UUIDs are taken in lower case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key([u8; Self::BYTES]);

impl Key {
    /// Bytes of a key.
    pub const BYTES: usize = 16;

    /// Statements with that verb.
    pub fn verb(id: &str) -> Self {
        Self::of("verb", &[id])
    }

    /// Statements whose object is that activity.
    pub fn activity(id: &str) -> Self {
        Self::of("activity", &[id])
    }

    /// Statements with that activity as object or in their context, in their `SubStatement` as well.
    pub fn related_activity(id: &str) -> Self {
        Self::of("related activity", &[id])
    }

    /// Statements whose actor or object is that agent or group, or a group with it as member.
    pub fn agent(identifier: &Identifier) -> Self {
        Self::of_identifier("agent", identifier)
    }

    /// Statements with that agent or group in any part, in their `SubStatement` as well.
    pub fn related_agent(identifier: &Identifier) -> Self {
        Self::of_identifier("related agent", identifier)
    }

    /// Statements of that registration.
    pub fn registration(registration: UuidText) -> Self {
        Self::of(
            "registration",
            &[&registration.as_str().to_ascii_lowercase()],
        )
    }

    /// Statements for which that agent or group vouches.
    pub fn authority(authority: &Actor) -> Self {
        let mut keys: Vec<Self> = match authority {
            Actor::Agent(agent) => vec![Self::agent(&agent.identifier)],
            Actor::Group(group) => match &group.identifier {
                Some(identifier) => vec![Self::agent(identifier)],
                None => group
                    .members()
                    .iter()
                    .map(|one| Self::agent(&one.identifier))
                    .collect(),
            },
        };
        keys.sort_unstable();
        let mut digest = Sha256::new_with_prefix("authority\0");
        for key in &keys {
            digest.update(key.0);
        }
        Self::cut(digest)
    }

    /// Statements that the host marked so when they were taken in, such as with an organisation.
    pub fn label(label: &str) -> Self {
        Self::of("label", &[label])
    }

    /// A key as a store kept it.
    pub const fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }

    /// The key as a store keeps it.
    pub const fn as_bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }

    fn of_identifier(kind: &str, identifier: &Identifier) -> Self {
        match identifier {
            Identifier::Mbox(mbox) => {
                let (local, domain) = mbox.parts();
                Self::of(kind, &["mbox", local, &domain.to_lowercase()])
            }
            Identifier::MboxSha1Sum(digest) => {
                Self::of(kind, &["sha1", &digest.as_str().to_ascii_lowercase()])
            }
            Identifier::OpenId(openid) => Self::of(kind, &["openid", openid.expose().as_str()]),
            Identifier::Account(account) => Self::of(
                kind,
                &["account", account.home_page.as_str(), account.name.expose()],
            ),
        }
    }

    /// A zero byte stands in no part, because neither an IRI nor JSON text that was judged holds it
    /// unescaped; an account's name may, and is the last part.
    fn of(kind: &str, parts: &[&str]) -> Self {
        let mut digest = Sha256::new_with_prefix(kind);
        for part in parts {
            digest.update([0]);
            digest.update(part);
        }
        Self::cut(digest)
    }

    fn cut(digest: Sha256) -> Self {
        let whole: [u8; 32] = digest.finalize().into();
        let mut bytes = [0; Self::BYTES];
        bytes
            .iter_mut()
            .zip(whole)
            .for_each(|(to, from)| *to = from);
        Self(bytes)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str(")")
    }
}

#[cfg(test)]
mod tests {
    use xapi_model::{Agent, Group, MboxSha1Sum};

    use super::*;

    fn mbox(text: &str) -> Key {
        Key::agent(&Agent::mbox(text).unwrap().identifier)
    }

    fn account(home_page: &str, name: &str) -> Key {
        Key::agent(&Agent::account(home_page, name).unwrap().identifier)
    }

    #[test]
    fn case_of_a_mail_domain_does_not_matter() {
        let key = mbox("mailto:ada@example.org");
        assert_eq!(key, mbox("mailto:ada@Example.ORG"));
        assert_eq!(key, mbox("MAILTO:ada@example.org"));
    }

    #[test]
    fn case_of_a_mailbox_within_its_domain_matters() {
        assert_ne!(mbox("mailto:ada@a.example"), mbox("mailto:Ada@a.example"));
    }

    #[test]
    fn case_of_a_digest_does_not_matter() {
        let key = |text: &str| {
            let digest = MboxSha1Sum::new(text).unwrap();
            Key::agent(&Identifier::MboxSha1Sum(digest))
        };
        let digits = "ebd31e95054c018b10727ccffd2ef2ec3a016ee9";
        assert_eq!(key(digits), key(&digits.to_uppercase()));
        assert_ne!(key(digits), key(&digits.replace('e', "f")));
    }

    #[test]
    fn case_of_a_registration_does_not_matter() {
        let key = |text: &str| Key::registration(UuidText::parse(text).unwrap());
        let text = "07940580-b309-415e-a37c-914d387c1150";
        assert_eq!(key(text), key(&text.to_uppercase()));
        assert_ne!(key(text), key(&text.replace('0', "1")));
    }

    #[test]
    fn accounts_are_compared_byte_for_byte() {
        let ada = account("https://a.example/", "ada");
        assert_ne!(ada, account("https://a.example/", "Ada"));
        assert_ne!(ada, account("https://A.example/", "ada"));
        assert_ne!(ada, account("https://a.example/a", "da"));
    }

    #[test]
    fn openids_are_compared_byte_for_byte() {
        let key = |text: &str| Key::agent(&Agent::openid(text).unwrap().identifier);
        assert_ne!(key("https://a.example/ada"), key("https://a.example/Ada"));
    }

    #[test]
    fn kinds_of_keys_are_apart() {
        let identifier = Agent::mbox("mailto:ada@example.org").unwrap().identifier;
        let text = "https://a.example/";
        let mut keys = vec![
            Key::verb(text),
            Key::activity(text),
            Key::related_activity(text),
            Key::label(text),
            Key::agent(&identifier),
            Key::related_agent(&identifier),
            Key::authority(&Actor::Agent(Agent::new(identifier))),
        ];
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count);
    }

    fn authority_of(members: [&Agent; 2]) -> Key {
        let members = members.map(Clone::clone).to_vec();
        Key::authority(&Actor::Group(Group::anonymous(members)))
    }

    #[test]
    fn authority_of_two_is_one_in_either_order_and_neither_of_them() {
        let ada = Agent::mbox("mailto:ada@example.org").unwrap();
        let app = Agent::account("https://a.example/", "app").unwrap();
        let both = authority_of([&ada, &app]);
        assert_eq!(both, authority_of([&app, &ada]));
        assert_ne!(both, Key::authority(&Actor::Agent(ada)));
        assert_ne!(both, Key::authority(&Actor::Agent(app)));
    }

    #[test]
    fn key_comes_back_from_its_bytes() {
        let key = mbox("mailto:ada@example.org");
        assert_eq!(Key::from_bytes(*key.as_bytes()), key);
    }

    #[test]
    fn key_is_shown_without_what_it_was_made_of() {
        let shown = format!("{:?}", mbox("mailto:ada@example.org"));
        assert!(!shown.contains("example"), "{shown}");
        assert_eq!(shown.len(), "Key()".len() + 2 * Key::BYTES);
    }
}
