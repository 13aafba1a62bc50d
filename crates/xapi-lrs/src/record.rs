//! Statements on their way into a store and out of it.

use core::fmt;

use bytes::Bytes;
use edu_http::BackendError;
use edu_json::Document;
use edu_types::{Iri, Timestamp, UuidText};
use xapi_model::compare;
use xapi_model::format::{Assigned, Received};
use xapi_model::multipart::Digest;
use xapi_model::{ActivityDefinition, Actor, Object, Statement, Version};

use crate::index::Index;
use crate::{Key, Position, limits};

/// Statements that are taken in wholly or not at all, with the attachments that came along.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Batch {
    /// The statements, no two of one id, in the order in which they are stored.
    pub statements: Vec<NewStatement>,
    /// The data of attachments, each digest once.
    pub attachments: Vec<Attached>,
}

impl Batch {
    /// Statements, no two of one id, and the data of attachments, each digest once.
    pub const fn new(statements: Vec<NewStatement>, attachments: Vec<Attached>) -> Self {
        Self {
            statements,
            attachments,
        }
    }
}

/// A statement that was judged and is ready to be kept.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct NewStatement {
    /// Its id, set here if the sender set none.
    pub id: UuidText,
    /// What it is found by: sorted, each once.
    pub keys: Vec<Key>,
    /// The statement that is its object.
    pub target: Option<UuidText>,
    /// Whether it takes its target back.
    pub voids: bool,
    /// What it says of activities, where its sender has a say in that: each activity once.
    pub definitions: Vec<(Iri, ActivityDefinition)>,
    /// Which names it gives to agents and groups, by their [`Key::agent`]: each pair once.
    pub names: Vec<(Key, Box<str>)>,
    /// The statement as it was sent.
    sent: Document<Statement>,
    /// By which version it was sent.
    version: Version,
    /// Who vouches for it.
    authority: Actor,
}

/// How a statement was sent: what it does not say itself.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "whoever takes in statements must say all of it"
)]
pub struct Sender<'a> {
    /// By which version.
    pub version: Version,
    /// Who vouches for it.
    pub authority: &'a Actor,
    /// Marks of the host's.
    pub labels: &'a [Box<str>],
    /// Whether the sender has a say in what activities are.
    pub defines: bool,
}

impl NewStatement {
    /// Makes a judged statement ready; `id` is for one that has none.
    pub fn new(sent: Document<Statement>, id: UuidText, sender: &Sender<'_>) -> Self {
        let statement = sent.value();
        let target = match &statement.object {
            Object::StatementRef(reference) => Some(reference.id),
            Object::Activity(_) | Object::Agent(_) | Object::Group(_) | Object::SubStatement(_) => {
                None
            }
        };
        let mut index = Index::of(statement, sender.authority);
        let labels = sender.labels.iter().map(|label| Key::label(label));
        index.keys.extend(labels);
        Self {
            id: statement.id.unwrap_or(id),
            keys: index.keys.into_iter().collect(),
            target,
            voids: statement.voids().is_some(),
            definitions: if sender.defines {
                index.definitions.into_iter().collect()
            } else {
                Vec::new()
            },
            names: index.names.into_iter().collect(),
            version: sender.version,
            authority: sender.authority.clone(),
            sent,
        }
    }

    /// The JSON text that is kept of it, if it is stored then.
    ///
    /// # Errors
    ///
    /// [`BackendError`] where it cannot be read again, which it was before.
    pub fn json(&self, stored: &Timestamp) -> Result<Vec<u8>, BackendError> {
        let bytes = self.sent.to_bytes();
        let version = match self.version {
            Version::V1_0_3 => "1.0.0",
            Version::V2_0 => Version::V2_0.as_str(),
        };
        let assigned = Assigned::new(stored.clone())
            .with_id(self.id)
            .with_authority(self.authority.clone())
            .with_version(version);
        let received = Received::new(&bytes, &limits::KEPT);
        let received = received.map_err(|error| BackendError::failed(error.to_string()))?;
        Ok(received.exact(&assigned))
    }

    /// Whether a statement of the same id that is kept says the same.
    ///
    /// # Errors
    ///
    /// [`BackendError`] where what is kept is no statement.
    pub fn repeats(&self, kept: &[u8]) -> Result<bool, BackendError> {
        let profile = Version::LATEST.lenient();
        let kept = Statement::from_slice(kept, &profile, &limits::KEPT);
        let kept = kept.map_err(|_| BackendError::failed("a kept statement cannot be read"))?;
        Ok(compare::is_same(
            self.sent.value(),
            &kept.value,
            self.version,
        ))
    }
}

/// The data of an attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "data and the digest it is found by"
)]
pub struct Attached {
    /// The digest that its statements name.
    pub digest: Digest,
    /// The data.
    pub data: Bytes,
}

/// What became of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
#[expect(clippy::exhaustive_enums, reason = "a batch is taken in or not")]
pub enum Inserted {
    /// Every statement is in the store, now or since before; nothing of those from before has changed.
    Done,
    /// The statement at this place has the id of another that says something else. Nothing was
    /// stored.
    Conflict {
        /// Its place in the batch, from 0.
        at: usize,
    },
}

/// A statement as it is returned.
#[derive(Clone, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "stores make them")]
pub struct StoredStatement {
    /// Where it stands in the tenant's order.
    pub position: Position,
    /// When it was stored.
    pub stored: Timestamp,
    /// Its JSON text with all that the store set.
    pub json: Bytes,
}

/// An answer from a store, and up to when it is complete.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "stores make them")]
pub struct Seen<T> {
    /// The answer.
    pub value: T,
    /// Every statement stored up to then is in the answer, where it belongs there; each one to come
    /// is stored later. No statement of the answer is stored later.
    pub consistent_through: Timestamp,
}

impl<T> Seen<T> {
    /// The same, with what `change` makes of the answer.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Seen<U> {
        Seen {
            value: change(self.value),
            consistent_through: self.consistent_through,
        }
    }
}

impl fmt::Debug for StoredStatement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredStatement")
            .field("position", &self.position)
            .field("stored", &self.stored)
            .field("bytes", &self.json.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use edu_types::Limits;
    use xapi_model::Agent;

    use super::*;

    const ID: &str = "07940580-b309-415e-a37c-914d387c1150";
    const OLD: Version = Version::V1_0_3;
    const NEW: Version = Version::V2_0;

    fn new_of(text: &str, version: Version, labels: &[Box<str>], defines: bool) -> NewStatement {
        let sent = Document::from_slice(text.as_bytes(), &version.strict(), &Limits::DEFAULT);
        let authority = Actor::Agent(Agent::mbox("mailto:app@example.org").unwrap());
        let sender = Sender {
            version,
            authority: &authority,
            labels,
            defines,
        };
        let id = UuidText::parse(ID).unwrap();
        NewStatement::new(sent.unwrap().value, id, &sender)
    }

    fn new(members: &str, version: Version) -> NewStatement {
        new_of(&text(members), version, &[], true)
    }

    fn text(members: &str) -> String {
        format!(
            r#"{{"actor":{{"mbox":"mailto:ada@example.org"}},"verb":{{"id":"https://a.example/read"}},
            "object":{{"id":"https://a.example/book","definition":{{"name":{{"en":"Book"}}}}}}{members}}}"#
        )
    }

    fn kept(new: &NewStatement) -> String {
        String::from_utf8(new.json(&Timestamp::MIN).unwrap()).unwrap()
    }

    #[test]
    fn statement_without_id_gets_one() {
        let new = new("", NEW);
        assert_eq!(new.id.as_str(), ID);
        assert!(kept(&new).contains(ID));
    }

    #[test]
    fn id_of_the_sender_stays_as_it_is_spelt() {
        let own = "12345678-1234-4234-9234-123456789ABC";
        let new = new(&format!(r#","id":"{own}""#), NEW);
        assert_eq!(new.id.as_str(), own);
        assert!(kept(&new).contains(own) && !kept(&new).contains(ID));
    }

    #[test]
    fn store_says_who_vouches_when_and_by_which_version() {
        let kept = kept(&new(
            r#","authority":{"mbox":"mailto:mallory@example.org"},"stored":"2030-01-01T00:00:00Z""#,
            OLD,
        ));
        assert!(
            kept.contains("app@example.org") && !kept.contains("mallory"),
            "{kept}"
        );
        assert!(
            kept.contains("0000-01-01T00:00:00Z") && !kept.contains("2030"),
            "{kept}"
        );
        assert!(kept.contains(r#""version":"1.0.0""#), "{kept}");
    }

    #[test]
    fn version_that_the_statement_says_stays() {
        let kept = kept(&new(r#","version":"1.0.2""#, OLD));
        assert!(kept.contains("1.0.2") && !kept.contains("1.0.0"), "{kept}");
    }

    #[test]
    fn what_is_kept_of_a_statement_repeats_it_whatever_its_form_of_time() {
        let forms = [
            "2024-05-01T10:00:00Z",
            "2024-05-01T10:00Z",
            "20240501T100000Z",
            "2024-05-01T10:00:00",
        ];
        for form in forms {
            let new = new(&format!(r#","timestamp":"{form}""#), OLD);
            assert!(new.repeats(kept(&new).as_bytes()).unwrap(), "{form}");
        }
        let new = new(r#","timestamp":"2024-05-01T10:00:00Z""#, NEW);
        assert!(new.repeats(kept(&new).as_bytes()).unwrap());
    }

    #[test]
    fn statement_kept_by_one_version_is_repeated_by_the_other() {
        for (one, other) in [(OLD, NEW), (NEW, OLD)] {
            assert!(
                new("", other)
                    .repeats(kept(&new("", one)).as_bytes())
                    .unwrap()
            );
        }
    }

    #[test]
    fn statement_that_says_otherwise_does_not_repeat() {
        let kept = kept(&new("", NEW));
        for members in [
            r#","result":{"success":true}"#,
            r#","context":{"language":"en"}"#,
        ] {
            assert!(!new(members, NEW).repeats(kept.as_bytes()).unwrap());
        }
    }

    #[test]
    fn what_is_no_statement_cannot_be_compared() {
        for kept in ["", "{}", "[]"] {
            assert!(new("", NEW).repeats(kept.as_bytes()).is_err());
        }
    }

    #[test]
    fn sender_without_a_say_defines_nothing() {
        assert_eq!(new("", NEW).definitions.len(), 1);
        assert!(new_of(&text(""), NEW, &[], false).definitions.is_empty());
    }

    #[test]
    fn labels_are_among_the_sorted_keys() {
        let new = new_of(&text(""), NEW, &["red".into(), "red".into()], true);
        assert!(new.keys.binary_search(&Key::label("red")).is_ok());
        assert!(new.keys.windows(2).all(|pair| pair[0] < pair[1]));
    }

    fn on_another(verb: &str) -> NewStatement {
        let text = format!(
            r#"{{"actor":{{"mbox":"mailto:ada@example.org"}},"verb":{{"id":"{verb}"}},
            "object":{{"objectType":"StatementRef","id":"{ID}"}}}}"#
        );
        new_of(&text, NEW, &[], true)
    }

    #[test]
    fn target_is_the_statement_that_is_the_object() {
        let voiding = on_another("http://adlnet.gov/expapi/verbs/voided");
        assert_eq!((voiding.target, voiding.voids), (Some(voiding.id), true));
        let liking = on_another("https://a.example/liked");
        assert_eq!((liking.target, liking.voids), (Some(liking.id), false));
        assert_eq!(new("", NEW).target, None);
    }

    #[test]
    fn statement_in_the_context_is_no_target() {
        let context = r#","context":{"statement":{"objectType":"StatementRef","id":"#;
        assert_eq!(new(&format!(r#"{context}"{ID}"}}}}"#), NEW).target, None);
    }
}
