//! xAPI statements of versions 1.0.3 and 2.0: typed, judged clause by clause, returned byte for
//! byte.
//!
//! ```
//! use edu_json::Document;
//! use edu_types::Limits;
//! use xapi_model::{Statement, Version};
//!
//! let sent = br#"{"actor":{"mbox":"mailto:ada@school.example"},
//!     "verb":{"id":"http://adlnet.gov/expapi/verbs/completed","display":{"en":"completed"}},
//!     "object":{"id":"https://school.example/lessons/7"},"timestamp":"2024-05-01T10:00:00"}"#;
//! let read = |version: Version| {
//!     Document::<Statement>::from_slice(sent, &version.strict(), &Limits::DEFAULT)
//! };
//!
//! // 1.0.3 only says that a time should have an offset: the statement is taken in, with a warning.
//! let taken = read(Version::V1_0_3)?;
//! assert_eq!(taken.report.findings()[0].code, "xapi.timestamp.zone");
//! assert_eq!(taken.value.value().verb.id.as_str(), "http://adlnet.gov/expapi/verbs/completed");
//! assert_eq!(taken.value.to_bytes(), &sent[..]);
//!
//! // 2.0 demands it.
//! let refused = read(Version::V2_0).unwrap_err();
//! assert_eq!(
//!     refused.to_string(),
//!     "/timestamp: timestamp has no offset from UTC \
//!      (XAPI-00123, xAPI 1.0.3 Part 2 §4.5; 2.0 §5.2.7)",
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What to use when
//!
//! | to | use |
//! |---|---|
//! | read a statement and keep its bytes | [`Document::from_slice`](edu_json::Document::from_slice) of a [`Statement`] |
//! | read a statement without its bytes | [`Statement::from_slice`] |
//! | read what a store is posted | [`Statement::batch_from_slice`]: one or several, taken in whole or not at all |
//! | choose by which text and how strictly | [`Version`], which makes a [`Profile`](edu_types::Profile) |
//! | ask for more than the standard does, where a host wants to | [`profile`] |
//! | name one rule, to weigh it otherwise or to look for it | [`rules`]; all of them: [`rules::all`] |
//! | see what would mend a statement, without mending it | [`repair`] |
//! | make a statement | [`Statement::builder`], [`builder`] |
//! | make statements of a host's events, the same at every replay | [`events`] |
//! | name verbs, types of activities, usages and extensions | [`vocabulary`] |
//! | tell a repetition from a conflict, or find where two differ | [`compare`] |
//! | give statements back as clients ask: exact, ids, canonical | [`format`](mod@format) |
//! | read and write responses to questions, and say which are correct | [`interaction`] |
//! | take in and send attachments | [`multipart`] |
//! | sign statements and check signatures | [`signed`] |
//! | put statements into a table | [`csv`] |
//!
//! The parts of a statement have a module each, by the nouns of the standard: [`statement`], [`actor`],
//! [`identifier`], [`verb`], [`object`], [`activity`], [`statement_ref`], [`result`], [`context`],
//! [`attachment`], [`extensions`], [`timestamp`]. Each can be read by itself, too:
//! [`Activity::from_slice`], [`Agent::from_slice`] and so on. `Deserialize` of serde judges by the
//! same rules, under the strict profile of [`Version::LATEST`], and stops at the first error.
//!
//! # What holds everywhere
//!
//! - **Nothing is repaired.** What a profile lets pass is kept as it came, and told as a finding;
//!   [`repair`] says what would mend it, and does not.
//! - **Nothing is made up.** No time, id or authority is set where none came; what a store sets, it
//!   says: [`format::Assigned`].
//! - **Persons stay out of logs.** Names, identifiers and responses are kept so that no `Debug`, no
//!   finding and no error shows them ([`Personal`](edu_types::Personal)).
//! - **Work is bounded.** Readers take [`Limits`](edu_types::Limits), read once and without recursion.
//!
//! # Where the text is silent
//!
//! The standard leaves some things open. What is decided here, and where it is said in full:
//!
//! | open | decided |
//! |---|---|
//! | members that come twice | refused under every profile: readers differ over which one counts ([`edu_json`]) |
//! | empty objects | taken in with a warning; the requirement speaks against them, the text only recommends |
//! | one language twice in a map, in two cases | refused: nobody could tell which text counts |
//! | a timestamp with a leap second, or small letters | taken in, as RFC 3339 has both ([`timestamp`]) |
//! | an address of mail | refused only where it is clearly none ([`Mbox`]) |
//! | IRIs | the grammar of RFC 3987, with a scheme, kept and compared byte for byte ([`edu_types::Iri`]) |
//! | correct responses and responses that are not written as they should be | a warning: a store may look at them and need not ([`interaction`] lists how the rest is settled) |
//! | an agent of a group that vouches, without account | a warning in 1.0.3, nothing in 2.0, which has no OAuth ([`rules::AUTHORITY_CONSUMER`]) |
//! | what makes two statements the same, member by member | [`compare`] |
//! | which members `ids` keeps, which languages `canonical` shows | [`format`](mod@format) |
//! | parts of a body that nobody asked for, or that come twice | refused, or tolerated where the profile says so ([`multipart`]) |
//! | signatures without certificate, or with a weak one | the first are well formed and unverified; the second are refused, or unverified where the profile tolerates them ([`signed`]) |
//! | ids of statements made of events | version 5, of tenant, event and attempt ([`events::statement_id`]) |

pub mod activity;
pub mod actor;
pub mod attachment;
pub mod builder;
pub mod compare;
pub mod context;
pub mod csv;
pub mod events;
pub mod extensions;
pub mod format;
pub mod identifier;
pub mod interaction;
pub mod multipart;
pub mod object;
mod object_type;
pub mod profile;
pub mod repair;
pub mod result;
pub mod rules;
pub mod signed;
pub mod statement;
pub mod statement_ref;
pub mod timestamp;
mod uuid;
pub mod verb;
pub mod version;
pub mod vocabulary;

pub use activity::{Activity, ActivityDefinition, Component};
pub use actor::{Actor, Agent, Group};
pub use attachment::{Attachment, ByteLength, MediaType, Sha2};
pub use builder::StatementBuilder;
pub use context::{
    ActivityList, Context, ContextActivities, ContextAgent, ContextGroup, RelevantTypes,
};
pub use extensions::Extensions;
pub use identifier::{Account, Identifier, Mbox, MboxSha1Sum};
pub use object::Object;
pub use result::{Outcome, Score, ScoreError};
pub use statement::{Statement, SubStatement};
pub use statement_ref::StatementRef;
pub use timestamp::StatementTime;
pub use verb::Verb;
pub use version::Version;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
