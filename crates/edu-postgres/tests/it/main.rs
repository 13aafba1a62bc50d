//! The crate judged from outside: one binary, so that it is linked once.

// `cfg(test)` always holds here; it tells the lints that these modules are tests.
#[cfg(test)]
mod assertions;
#[cfg(test)]
#[path = "../../src/bed.rs"]
mod bed;
#[cfg(test)]
mod calls;
#[cfg(test)]
mod connections;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod gathering;
#[cfg(test)]
mod gradebooks;
#[cfg(test)]
mod invitations;
#[cfg(test)]
#[path = "../../../lti-core/tests/it/isolation.rs"]
mod isolation;
#[cfg(test)]
mod kills;
#[cfg(test)]
mod logins;
#[cfg(test)]
mod messages;
#[cfg(test)]
mod migrations;
#[cfg(test)]
mod prepared;
#[cfg(test)]
mod races;
#[cfg(test)]
mod records;
#[cfg(test)]
mod registrations;
#[cfg(test)]
mod rosters;
#[cfg(test)]
mod selections;

// What the test bed, which is shared, knows as of its own crate.
#[cfg(test)]
use edu_postgres::Database;
