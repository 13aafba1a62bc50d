//! The machine's clock and random source.
//!
//! `edu-actix` has the same file: pure crates may read neither, and adapters do not depend on
//! each other.

use std::time::SystemTime;

use edu_http::{Entropy, Moment, MomentUnavailable, Moments};
use edu_types::Timestamp;

/// The machine's clock, and randomness from its operating system.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct SystemMoments;

impl SystemMoments {
    /// The clock and random source of this machine.
    pub const fn new() -> Self {
        Self
    }
}

impl Moments for SystemMoments {
    fn moment(&self) -> Result<Moment, MomentUnavailable> {
        let now = Timestamp::from_system_time(SystemTime::now()).ok_or(MomentUnavailable)?;
        let mut fresh = [0; Entropy::BYTES];
        getrandom::fill(&mut fresh).map_err(|_| MomentUnavailable)?;
        Ok(Moment::new(now, Entropy::new(fresh)))
    }
}
