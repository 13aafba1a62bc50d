//! What a stretch of work took.

use core::time::Duration;
use std::time::Instant;

use crate::Clock;

/// A stretch of work that has begun.
pub(crate) enum Started {
    #[cfg(unix)]
    Processor(Duration),
    Wall(Instant),
}

impl Started {
    pub(crate) fn by(clock: Clock) -> Self {
        match clock {
            #[cfg(unix)]
            Clock::Processor => Self::Processor(on_processor()),
            #[cfg(not(unix))]
            Clock::Processor => Self::Wall(Instant::now()),
            Clock::Wall => Self::Wall(Instant::now()),
        }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        match self {
            #[cfg(unix)]
            Self::Processor(begun) => on_processor().saturating_sub(*begun),
            Self::Wall(begun) => begun.elapsed(),
        }
    }
}

/// Time that this thread has spent on a processor.
#[cfg(unix)]
fn on_processor() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    // Neither part is ever negative, and the second is below a billion.
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    let nanos = u32::try_from(time.tv_nsec).unwrap_or_default();
    Duration::new(seconds, nanos)
}
