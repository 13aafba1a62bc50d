//! SQLite stores for the edu family, one feature per standard.
//!
//! A [`Database`] is one file. The stores of the standards keep their tables in it, each made
//! and renewed by a [`Schema`]; a host may keep its own there too, so that one transaction can
//! span both. Any number of processes may open the same file.
//!
//! | module | holds |
//! |---|---|
//! | [`Database`], [`Schema`] | the file, its thread and its migrations |
#![cfg_attr(
    feature = "lti",
    doc = "| [`lti`] | registrations and tools; what was started and not finished, or is good once; a gradebook; rosters |"
)]
#![cfg_attr(
    feature = "xapi",
    doc = "| [`xapi`] | the record store: statements, their attachments, and documents |"
)]

#[cfg(any(feature = "lti", feature = "xapi"))]
mod backend;
mod database;
mod error;
#[cfg(feature = "lti")]
pub mod lti;
#[cfg(feature = "lti")]
mod once;
mod schema;
mod worker;
#[cfg(feature = "xapi")]
pub mod xapi;

pub use database::Database;
pub use error::DatabaseError;
#[cfg(feature = "lti")]
pub use lti::{
    StoredAssertions, StoredGradebook, StoredInvitations, StoredLogins, StoredMessages,
    StoredRegistrations, StoredRosters, StoredSelections, StoredTools,
};
pub use schema::Schema;
#[cfg(feature = "xapi")]
pub use xapi::StoredRecords;

/// What the functions given to [`Database::call`] work with: its `Connection` and `Error`.
pub use rusqlite;

/// The example of the README, run with the tests.
#[cfg(all(doctest, feature = "lti"))]
#[doc = include_str!("../README.md")]
struct Readme;
