//! What follows statements, such as forwarding them: none is missed, whatever fails in between.

use edu_types::UuidText;

use crate::StoredStatement;

edu_types::string_id! {
    /// One that follows a tenant's statements, such as a forwarder to another store.
    pub struct FollowerId("follower id", max 255);
}

/// A statement as those that follow see it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "stores make them")]
pub struct Followed {
    /// Its id.
    pub id: UuidText,
    /// Whether it is voided by now.
    pub voided: bool,
    /// The statement.
    pub statement: StoredStatement,
}
