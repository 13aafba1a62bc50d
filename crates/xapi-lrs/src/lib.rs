//! A learning record store for xAPI 1.0.3 and 2.0: the service over a store trait, no I/O.
//!
//! [`LrsService`] is the whole store but for its database: a [`RecordStore`] keeps what it is given and finds it again, and
//! every decision of the standard is made here. The host says who calls, by [`Accounts`], and what of the records each may
//! see, by [`Access`], which is part of every query. The README has an example that runs.
//!
//! | module | holds |
//! |---|---|
//! | [`service`], [`settings`], [`error`], [`rules`] | [`LrsService`]: the resources, served |
//! | [`account`], [`access`], [`scope`] | who may do what, as the host says |
//! | [`store`] | [`RecordStore`]: what a database does for the service |
//! | [`record`] | statements on their way in and out |
//! | [`query`], [`key`] | which statements are asked for, and what they are found by |
//! | [`document`] | state and profile documents |
//! | [`follow`] | what follows statements and misses none |
//! | [`memory`] | [`MemoryRecords`]: a store for tests and for trying out, gone with the process |
//! | [`export`] | statements as a file, JSON or a table |
//! | [`client`] | sending statements to a store, anybody's |
//! | `kit` (feature `kit`) | checks of your own store |
//!
//! What is stored comes as a [`Batch`], taken in wholly or not at all, and is seen in one order by everybody:
//!
//! ```
//! use edu_http::TenantId;
//! use edu_json::Document;
//! use edu_types::{Limits, Timestamp, UuidText};
//! use xapi_lrs::{
//!     Access, Batch, Inserted, MemoryRecords, NewStatement, RecordStore, Sender, StatementQuery,
//! };
//! use xapi_model::{Actor, Agent, Statement, Version};
//!
//! let json = br#"{"actor":{"mbox":"mailto:ada@school.example"},
//!     "verb":{"id":"https://school.example/read"},"object":{"id":"https://school.example/books/7"}}"#;
//! let version = Version::V2_0;
//! let judged = Document::<Statement>::from_slice(json, &version.strict(), &Limits::DEFAULT)?;
//! let authority = Actor::Agent(Agent::mbox("mailto:importer@school.example")?);
//! let sender = Sender { version, authority: &authority, labels: &[], defines: true };
//! let id = UuidText::parse("5b4a6f6e-9d5b-4f0e-8d3f-0d6c2b1a9e77")?;
//! let new = NewStatement::new(judged.value, id, &sender);
//!
//! let (store, tenant) = (MemoryRecords::new(), TenantId::new("school")?);
//! let now = Timestamp::parse("2026-11-26T09:00:00Z")?;
//! let batch = Batch::new(vec![new], Vec::new());
//! # pollster::block_on(async {
//! assert_eq!(store.insert(&tenant, batch, &now).await?, Inserted::Done);
//!
//! let mut query = StatementQuery::new(Access::all(), core::num::NonZeroUsize::MIN);
//! let found = store.statements(&tenant, &query, &now).await?;
//! assert_eq!(found.value.len(), 1);
//!
//! // Who polls asks for what is stored later, and misses nothing that comes.
//! query.since = Some(found.consistent_through);
//! let none = store.statements(&tenant, &query, &now).await?;
//! assert!(none.value.is_empty());
//! # Ok::<(), edu_http::BackendError>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod access;
pub mod account;
pub mod client;
pub mod document;
pub mod error;
pub mod export;
pub mod follow;
mod index;
pub mod key;
#[cfg(feature = "kit")]
pub mod kit;
mod limits;
pub mod memory;
mod more;
mod page;
pub mod query;
pub mod record;
pub mod rules;
pub mod scope;
pub mod service;
pub mod settings;
pub mod store;

pub use access::Access;
pub use account::{Account, Accounts};
pub use document::{
    Comparison, DocumentAction, DocumentChange, DocumentId, DocumentPlace, DocumentRefusal,
    DocumentVerdict, EntityTag, Precondition, StoredDocument, Tags, TagsError,
};
pub use error::LrsError;
pub use follow::{Followed, FollowerId};
pub use key::Key;
pub use memory::{MemoryLimits, MemoryRecords};
pub use page::{ListedStatement, StatementPage};
pub use query::{Order, Position, StatementQuery};
pub use record::{Attached, Batch, Inserted, NewStatement, Seen, Sender, StoredStatement};
pub use service::LrsService;
pub use settings::LrsSettings;
pub use store::RecordStore;

#[cfg(all(doctest, feature = "kit"))]
#[doc = include_str!("../README.md")]
struct Readme;
