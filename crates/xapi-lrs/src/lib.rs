//! A learning record store for xAPI 1.0.3 and 2.0: the service over a store trait, no I/O.
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
//! | [`memory`] | a store for tests and small uses, gone with the process |
//! | [`export`] | statements as a file, JSON or a table |
//! | [`client`] | sending statements to a store, anybody's |

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
pub use query::{Order, Position, StatementQuery};
pub use record::{Attached, Batch, Inserted, NewStatement, Seen, Sender, StoredStatement};
pub use service::LrsService;
pub use settings::LrsSettings;
pub use store::RecordStore;
