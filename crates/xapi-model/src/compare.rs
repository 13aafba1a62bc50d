//! Whether two statements say the same, and where they differ.
//!
//! A client that hears nothing sends its statement again; a store that has one of that id must
//! tell a repetition from a conflict. What a store may set or change itself does not count.
//!
//! ```
//! use edu_types::Limits;
//! use xapi_model::{Statement, Version, compare};
//!
//! let read = |text: &str| {
//!     Statement::from_slice(text.as_bytes(), &Version::V2_0.strict(), &Limits::default())
//!         .map(|checked| checked.value)
//! };
//! let sent = read(r#"{"actor":{"mbox":"mailto:ada@Example.org"},
//!     "verb":{"id":"http://example.org/read","display":{"en":"read"}},
//!     "object":{"id":"http://example.org/book"},"result":{"duration":"PT1.504S"}}"#)?;
//! let again = read(r#"{"actor":{"objectType":"Agent","mbox":"mailto:ada@example.org"},
//!     "verb":{"id":"http://example.org/read","display":{"en":"has read"}},
//!     "object":{"id":"http://example.org/book"},"result":{"duration":"PT1.50S"},
//!     "stored":"2024-05-01T10:00:00Z"}"#)?;
//! assert!(compare::is_same(&sent, &again, Version::V2_0));
//! assert_eq!(compare::fingerprint(&sent), compare::fingerprint(&again));
//!
//! let other = read(r#"{"actor":{"mbox":"mailto:ada@example.org"},
//!     "verb":{"id":"http://example.org/read"},
//!     "object":{"id":"http://example.org/book"},"result":{"duration":"PT2S"}}"#)?;
//! let differences = compare::differences(&sent, &other, Version::V2_0);
//! assert_eq!(differences, ["/result/duration"]);
//! # Ok::<(), edu_json::Refused>(())
//! ```
//!
//! | counts | does not count |
//! |---|---|
//! | actor with name, verb's id, object, result, context | id, stored, authority, version, `verb.display`, definitions of activities |
//! | the order of every list but one | the order of a group's members, of members of JSON objects, of languages |
//! | the text of every number | case of mail domains, UUIDs, digests and language tags |
//! | a duration as text, in the units it came in | digits of it beyond 0.01 seconds |
//! | the words of extensions' strings | how JSON escapes them; space between |
//! | in 1.0.3, the instant of two timestamps and the attachments' descriptions | in 2.0, both; contents of attachments; an `objectType` that says what is so without it; a list around a single context activity |
//!
//! Spec: xAPI 1.0.3 Part 2 §2.3.1, §4.5, §4.6; 2.0 §4.2, "Statement Immutability", by which a store shall consider neither
//! timestamps nor attachments.

use core::fmt;

use sha2::{Digest as _, Sha256};

use crate::{Statement, StatementTime, Version};

mod form;
mod json;
mod parts;

use form::{Bytes, Places};

/// What equal statements have in common: a digest of all that counts in every version.
///
/// Two statements of one fingerprint are nearly certainly the same save for timestamp and
/// attachments; [`is_same`] confirms it. Under two ids they may both be true, as of somebody who did
/// the same on two days: by itself, a fingerprint is no reason to drop a statement. The digest of a statement does not change with the version of this crate.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The digest.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The fingerprint of a statement.
pub fn fingerprint(statement: &Statement) -> Fingerprint {
    let mut digest = Sha256::new_with_prefix("xapi statement 1\n");
    digest.update(bytes(statement));
    Fingerprint(digest.finalize().into())
}

/// Whether two statements say the same, apart from what a store of that version may change.
///
/// Reflexive and symmetric. In 1.0.3 a statement without timestamp is the same as one with any,
/// which a store may have set.
pub fn is_same(one: &Statement, other: &Statement, version: Version) -> bool {
    bytes(one) == bytes(other)
        && match version {
            Version::V1_0_3 => same_time(one, other) && attachments(one) == attachments(other),
            Version::V2_0 => true,
        }
}

/// Where two statements differ, as JSON Pointers into either; empty where they are the same.
///
/// Values are not told: they may be personal. Of an extension, a map of languages and a member of a
/// group it is told that they differ, and not where within.
pub fn differences(one: &Statement, other: &Statement, version: Version) -> Vec<String> {
    let (mut left, mut right) = (Places::new(), Places::new());
    parts::statement(one, &mut left);
    parts::statement(other, &mut right);
    if version == Version::V1_0_3 {
        parts::attachments(one, &mut left);
        parts::attachments(other, &mut right);
    }
    let mut found = left.differing(right);
    if version == Version::V1_0_3 && !same_time(one, other) {
        found.push("/timestamp".to_owned());
    }
    found
}

fn bytes(statement: &Statement) -> Vec<u8> {
    // Nearly all statements fit.
    let mut form = Bytes::with_capacity(768);
    parts::statement(statement, &mut form);
    form.into_bytes()
}

fn attachments(statement: &Statement) -> Vec<u8> {
    let mut form = Bytes::new();
    parts::attachments(statement, &mut form);
    form.into_bytes()
}

/// Stores may set a timestamp, and keep thousandths of a second only.
fn same_time(one: &Statement, other: &Statement) -> bool {
    const NANOS: u128 = 1_000_000;
    let nanos = |time: &StatementTime| time.instant().unix_nanos();
    match (&one.timestamp, &other.timestamp) {
        (Some(one), Some(other)) => nanos(one).abs_diff(nanos(other)) < NANOS,
        (None, _) | (_, None) => true,
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}
