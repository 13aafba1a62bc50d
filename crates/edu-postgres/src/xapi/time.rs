//! Times as the tables keep them: milliseconds since 1970 for statements, microseconds for documents.

use edu_types::Timestamp;

const NANOS_OF_MILLI: i128 = 1_000_000;
const NANOS_OF_MICRO: i128 = 1000;

/// The last whole millisecond that is not later.
pub(super) fn millis(time: &Timestamp) -> i64 {
    whole(time, NANOS_OF_MILLI)
}

/// The first whole millisecond that is not earlier.
pub(super) fn millis_from(time: &Timestamp) -> i64 {
    let part = time.unix_nanos().rem_euclid(NANOS_OF_MILLI);
    millis(time).saturating_add(i64::from(part > 0))
}

/// The last whole microsecond that is not later.
pub(super) fn micros(time: &Timestamp) -> i64 {
    whole(time, NANOS_OF_MICRO)
}

// What a table holds was a timestamp before; what no timestamp can say was altered by others.

/// The time after so many milliseconds.
pub(super) fn of_millis(millis: i64) -> Timestamp {
    Timestamp::from_unix_millis(millis).unwrap_or(Timestamp::MIN)
}

/// The time after so many microseconds.
pub(super) fn of_micros(micros: i64) -> Timestamp {
    let nanos = i128::from(micros).saturating_mul(NANOS_OF_MICRO);
    Timestamp::from_unix_nanos(nanos).unwrap_or(Timestamp::MIN)
}

fn whole(time: &Timestamp, unit: i128) -> i64 {
    let count = time.unix_nanos().div_euclid(unit);
    i64::try_from(count).unwrap_or(if count < 0 { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_between_two_milliseconds_is_stored_at_the_later_and_searched_at_the_earlier() {
        let time: Timestamp = "2024-05-01T10:00:00.0005Z".parse().unwrap();
        assert_eq!(of_millis(millis(&time)).to_string(), "2024-05-01T10:00:00Z");
        assert_eq!(
            of_millis(millis_from(&time)).to_string(),
            "2024-05-01T10:00:00.001Z"
        );
    }

    #[test]
    fn time_before_1970_is_rounded_the_same_way() {
        let time: Timestamp = "1969-12-31T23:59:59.9995Z".parse().unwrap();
        assert_eq!(millis(&time), -1);
        assert_eq!(millis_from(&time), 0);
        assert_eq!(of_micros(micros(&time)), time);
    }
}
