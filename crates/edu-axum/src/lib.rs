//! Mounts the services of the edu family in axum applications.
//!
//! The services hold no clock and no randomness; this crate brings the machine's own:
//! [`SystemMoments`]. [`mount`] turns any service into one that axum routes to. With feature
//! `lti`, the `Launch` extractor hands a verified launch to a handler.
//!
//! Depends on `axum-core` only, so that it fits any axum 0.8 application.

#[cfg(feature = "lti")]
mod launch;
mod moments;
mod mount;

#[cfg(feature = "lti")]
pub use launch::{HasTool, Launch, LaunchRefused, login};
pub use moments::SystemMoments;
pub use mount::{Mounted, anonymous, mount};
