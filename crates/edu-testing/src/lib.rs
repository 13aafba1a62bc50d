//! What tests of several crates share: where material made by others lies, when a test may skip, and
//! ports that nobody listens on.
//!
//! Never published. What is wrong with a test's surroundings makes it panic, so that it fails and says why.
#![cfg_attr(doctest, doc = include_str!("../README.md"))]

mod material;
mod port;
mod skip;

pub use material::{corpus, entries, read};
pub use port::free_port;
pub use skip::skip;
