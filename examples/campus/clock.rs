//! The machine's clock, as pages and tables write it.

use edu_axum::SystemMoments;
use edu_http::Moments as _;
use edu_types::Timestamp;

use crate::Failure;

/// Seconds since 1970.
pub(crate) fn unix_now() -> Result<i64, Failure> {
    Ok(now()?.unix_seconds())
}

/// The time.
pub(crate) fn now() -> Result<Timestamp, Failure> {
    Ok(SystemMoments::new().moment()?.now)
}

/// A time as people read it, in UTC to the second.
pub(crate) fn for_people(unix: i64) -> String {
    let text = Timestamp::from_unix_seconds(unix).to_string();
    text.replace('T', " ").replace('Z', " UTC")
}
