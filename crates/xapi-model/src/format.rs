//! How a store gives statements back: exactly, by identifiers only, or as everybody knows them.
//!
//! A store keeps the bytes it received and makes the three formats from them, in one pass each. Every
//! byte that a format does not speak of comes back as it came: number text, order, white space,
//! escapes. In all three, a context activity that came alone is put in a list, as stores must.
//!
//! ```
//! use edu_types::{AcceptLanguage, Limits, Timestamp};
//! use xapi_model::format::{Assigned, Received};
//!
//! let sent = br#"{"actor":{"name":"Ada","mbox":"mailto:ada@example.org"},
//!   "verb":{"id":"http://example.org/read","display":{"en":"read","de":"las"}},
//!   "object":{"id":"http://example.org/book"},"result":{"score":{"raw":7.50}}}"#;
//! let received = Received::new(sent, &Limits::default())?;
//!
//! let assigned = Assigned::new(Timestamp::from_unix_seconds(1_714_550_400));
//! let exact = received.exact(&assigned);
//! assert!(exact.starts_with(sent.strip_suffix(b"}").unwrap()));
//! assert!(exact.ends_with(br#","stored":"2024-05-01T08:00:00Z","timestamp":"2024-05-01T08:00:00Z"}"#));
//!
//! assert_eq!(received.ids(), br#"{"actor":{"mbox":"mailto:ada@example.org"},
//!   "verb":{"id":"http://example.org/read"},
//!   "object":{"id":"http://example.org/book"},"result":{"score":{"raw":7.50}}}"#);
//!
//! let german = received.canonical(&(), &AcceptLanguage::parse("de-AT"));
//! assert!(String::from_utf8(german)?.contains(r#""display":{"de":"las"}"#));
//!
//! assert!(Received::new(b"[]", &Limits::default()).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | format | agents and groups | verbs | activities |
//! |---|---|---|---|
//! | [exact](Received::exact) | as they came | as they came | as they came |
//! | [ids](Received::ids) | the identifier; an anonymous group: those of its members | `id` | `id` |
//! | [canonical](Received::canonical) | as they came | the store's display, or the statement's | the store's definition, or the statement's |
//!
//! What the standard leaves open is settled as follows.
//!
//! | open | settled |
//! |---|---|
//! | `objectType` in ids | only where the object would be taken for another without it: groups, and agents that are objects |
//! | which languages in canonical | one in each display, name and description, chosen for each by itself; a map that came empty stays empty |
//! | texts of attachments in canonical | as they came: filtering is asked of activities and verbs, and a store has no other text for one file |
//! | language maps in extensions | as they came: only their community knows that they are any |
//! | timestamps with an offset | as they came: writing them in UTC is only recommended, and exact is exact |
//!
//! Spec: xAPI 1.0.3 Part 3 §2.1.3, Part 2 §2.4.3, §2.4.4.1, §2.4.6.2; 2.0 §4.1.6.1.

use edu_json::{JsonError, Kind, Tree};
use edu_types::{AcceptLanguage, Limits};

mod canonical;
mod definition;
mod exact;
mod ids;
mod parts;
mod splice;

pub use canonical::Definitions;
pub use exact::Assigned;

use splice::Splice;

/// The bytes of a statement that was judged before, ready to be given back in any format.
///
/// They are read once more, but nothing about the statement is judged again. What is made from bytes
/// that are no statement means nothing.
#[derive(Debug)]
pub struct Received<'s>(Tree<'s>);

impl<'s> Received<'s> {
    /// Takes the bytes of one statement, such as those of a [`Document`](edu_json::Document).
    ///
    /// # Errors
    ///
    /// [`JsonError`] where the bytes are no JSON object within the limits.
    pub fn new(bytes: &'s [u8], limits: &Limits) -> Result<Self, JsonError> {
        let tree = Tree::parse(bytes, limits)?;
        if tree.root().kind() != Kind::Object {
            return Err(JsonError::Syntax {
                offset: tree.root().span().start,
                message: "a statement is an object",
            });
        }
        Ok(Self(tree))
    }

    /// The statement as it came, with what a store sets.
    ///
    /// Spec: xAPI 1.0.3 Part 3 §2.1.3; 2.0 §4.1.6.1.
    pub fn exact(&self, assigned: &Assigned) -> Vec<u8> {
        let mut splice = Splice::new(self.0.source());
        exact::write(self.0.root(), assigned, &mut splice);
        splice.into_bytes()
    }

    /// The statement with the least that identifies agents, groups, verbs and activities.
    ///
    /// Spec: xAPI 1.0.3 Part 3 §2.1.3; 2.0 §4.1.6.1.
    pub fn ids(&self) -> Vec<u8> {
        let mut splice = Splice::new(self.0.source());
        parts::statement(self.0.root(), &ids::Ids, &mut splice);
        splice.into_bytes()
    }

    /// The statement with what the store knows of its verbs and activities, each text in the one
    /// language that serves the reader best.
    ///
    /// Spec: xAPI 1.0.3 Part 3 §2.1.3, "Language Filtering"; 2.0 §4.1.6.1.
    pub fn canonical<D: Definitions + ?Sized>(
        &self,
        definitions: &D,
        wanted: &AcceptLanguage,
    ) -> Vec<u8> {
        let mut splice = Splice::new(self.0.source());
        let canonical = canonical::Canonical {
            definitions,
            wanted,
        };
        parts::statement(self.0.root(), &canonical, &mut splice);
        splice.into_bytes()
    }
}
