//! Times as numbers of milliseconds.

use edu_types::Timestamp;

const NANOS: i128 = 1_000_000;

/// The first whole millisecond that is no earlier.
pub(super) fn no_earlier(time: &Timestamp) -> i64 {
    let floor = no_later(time);
    let exact = i128::from(floor).saturating_mul(NANOS) == time.unix_nanos();
    floor.saturating_add(i64::from(!exact))
}

/// The last whole millisecond that is no later.
pub(super) fn no_later(time: &Timestamp) -> i64 {
    i64::try_from(time.unix_nanos().div_euclid(NANOS)).unwrap_or(i64::MAX)
}

/// The time that a number of milliseconds stands for, written in UTC.
pub(super) fn timestamp(millis: i64) -> Timestamp {
    Timestamp::from_unix_millis(millis).unwrap_or(Timestamp::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn part_of_a_millisecond_goes_up_or_down_as_asked() {
        let time = Timestamp::parse("2024-05-01T08:00:00.0005Z").unwrap();
        assert_eq!(
            timestamp(no_later(&time)).to_string(),
            "2024-05-01T08:00:00Z"
        );
        assert_eq!(
            timestamp(no_earlier(&time)).to_string(),
            "2024-05-01T08:00:00.001Z"
        );
        let whole = Timestamp::parse("1969-12-31T23:59:59.999Z").unwrap();
        assert_eq!((no_earlier(&whole), no_later(&whole)), (-1, -1));
    }
}
