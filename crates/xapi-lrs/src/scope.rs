//! What callers may be granted, by the names of xAPI 1.0.3.
//!
//! The host's authentication gives them to the [`Caller`](edu_http::Caller), whatever it is: Basic, OAuth, a session.
//!
//! Spec: xAPI 1.0.3 Part 3 §4.2.

/// To send statements.
pub const WRITE: &str = "statements/write";
/// To read the statements that the caller sent itself.
pub const READ_MINE: &str = "statements/read/mine";
/// To read every statement that its [`Access`](crate::Access) reaches.
pub const READ: &str = "statements/read";
/// To read, write and delete state documents.
pub const STATE: &str = "state";
/// To say what activities are: definitions sent without it leave the store's own unchanged.
pub const DEFINE: &str = "define";
/// To read, write and delete profile documents.
pub const PROFILE: &str = "profile";
/// To read everything.
pub const ALL_READ: &str = "all/read";
/// Everything.
pub const ALL: &str = "all";

/// Each of those with which something is read: what is known of agents and activities is open to them.
pub(crate) const ANY_READ: [&str; 6] = [READ_MINE, READ, STATE, PROFILE, ALL_READ, ALL];
