//! How stores give statements back.

mod canonical;
mod definitions;
mod exact;
mod ids;
mod made_up;
mod real;

use edu_types::{Limits, Timestamp};
use xapi_model::format::{Assigned, Received};

/// When all statements of these tests were stored.
const STORED: &str = "2024-05-01T08:00:00Z";

fn stored() -> Timestamp {
    Timestamp::parse(STORED).unwrap()
}

/// The statement as stored, with nothing set but the times.
fn exact(text: &str) -> String {
    exact_with(text, &Assigned::new(stored()))
}

fn exact_with(text: &str, assigned: &Assigned) -> String {
    let received = Received::new(text.as_bytes(), &Limits::default()).unwrap();
    String::from_utf8(received.exact(assigned)).unwrap()
}

fn ids(text: &str) -> String {
    let received = Received::new(text.as_bytes(), &Limits::default()).unwrap();
    String::from_utf8(received.ids()).unwrap()
}
