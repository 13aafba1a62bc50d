//! Assignment and Grade Services 2.0.

mod claim;

pub use claim::AgsClaim;
