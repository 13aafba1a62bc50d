//! PostgreSQL stores for the edu family, one feature per standard.
//!
//! A [`Database`] is a pool of connections. The stores of the standards keep their tables in
//! it, each made and renewed by a [`Schema`]; a host may keep its own there too, so that one
//! transaction can span both. Any number of processes and machines may share it.
//!
//! | module | holds |
//! |---|---|
//! | [`Database`], [`Schema`] | the pool, and migrations |
#![cfg_attr(
    feature = "lti",
    doc = "| [`lti`] | registrations and tools; what was started and not finished, or is good once; a gradebook; rosters |"
)]
#![cfg_attr(
    feature = "xapi",
    doc = "| [`xapi`] | statements, what is known of activities and agents, documents |"
)]

#[cfg(any(feature = "lti", feature = "xapi"))]
mod backend;
#[cfg(test)]
mod bed;
mod database;
mod error;
#[cfg(feature = "lti")]
pub mod lti;
#[cfg(feature = "lti")]
mod once;
#[cfg(all(test, any(feature = "lti", feature = "xapi")))]
mod plan;
mod schema;
#[cfg(any(feature = "lti", feature = "xapi"))]
mod statement;
mod wire;
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

/// What a [`Database`] is made of: its `Pool`, and the `Transaction` of [`Database::call`].
pub use deadpool_postgres;
/// What connections are made with: `Config`, `NoTls`, and the traits of other connectors.
pub use tokio_postgres;

/// The example of the README, run with the tests.
#[cfg(all(doctest, feature = "lti"))]
#[doc = include_str!("../README.md")]
struct Readme;
