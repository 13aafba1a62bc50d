//! The machine's clock and random source.

use std::time::{SystemTime, UNIX_EPOCH};

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
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_err(|_| MomentUnavailable)?;
        let nanos = i128::try_from(since.as_nanos()).map_err(|_| MomentUnavailable)?;
        let now = Timestamp::from_unix_nanos(nanos).ok_or(MomentUnavailable)?;
        let mut fresh = [0; Entropy::BYTES];
        getrandom::fill(&mut fresh).map_err(|_| MomentUnavailable)?;
        Ok(Moment::new(now, Entropy::new(fresh)))
    }
}
