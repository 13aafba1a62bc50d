//! What a record store keeps: statements and what they are found by, attachments, what is known of
//! activities and agents, documents.
//!
//! # Order
//!
//! Statements of one tenant are written under one advisory lock, which a transaction takes first and holds
//! until its commit is visible. So positions and times of storing are committed in their order, between any number
//! of processes; a batch never meets another halfway, and no two can wait for each other. Batches of
//! one tenant that wait in one process share a transaction and so one write to the disk. Where several were answered
//! together the next transaction waits for them to come back, half as long as the last one took and 5 ms at most; after a
//! lone batch it waits for nobody. Tenants do not wait for each other, and readers for nobody.
//!
//! # Time
//!
//! The clock that all processes share is the database's: a statement is stored at that time, or later where
//! the caller's clock or an earlier statement is ahead of it. An answer is complete up to the database's time where nobody writes,
//! and up to the last statement where somebody does. A server that takes over from another must not be behind its clock.
//!
//! # Size
//!
//! A statement takes a row and, for each thing it is found by, an index entry. Tenants are small numbers
//! in all of them, and every unique key holds the tenant, that of a statement or entry the position as
//! well. So `edu_xapi_statement` and `edu_xapi_entry` can be partitioned by lists of tenants, and
//! further by ranges of positions (`position` and `listed`): put partitioned tables with the same columns and indexes
//! in their place and attach the old ones as first partitions. Nothing here has to know of it.
//! That an id is there once is seen to under the lock, which needs no index over all partitions to be unique.

mod documents;
mod entries;
mod filter;
mod group;
mod id;
mod insert;
mod line;
mod pace;
mod reads;
mod records;
mod schema;
mod time;
mod writing;

pub use records::StoredRecords;
