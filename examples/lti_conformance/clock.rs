//! The machine's clock.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since the year 1970.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    })
}
