//! Dates and times of `chrono`.

use chrono::{DateTime, FixedOffset, Offset as _, Utc};

use super::ConvertError;
use crate::{Timestamp, TimestampError};

impl From<&Timestamp> for DateTime<Utc> {
    /// Keeps the instant; text and offset are lost, a leap second is the second before it.
    fn from(timestamp: &Timestamp) -> Self {
        // Never the maximum: chrono holds the years up to 262,142.
        Self::from_timestamp(timestamp.unix_seconds(), timestamp.subsec_nanos())
            .unwrap_or(Self::MAX_UTC)
    }
}

impl From<&Timestamp> for DateTime<FixedOffset> {
    /// Keeps the instant and the offset, an unknown one as zero; the text is lost, a leap second
    /// is the second before it.
    fn from(timestamp: &Timestamp) -> Self {
        let seconds = i32::from(timestamp.offset().minutes()).saturating_mul(60);
        // Never UTC in place of another: offsets are below 24 hours.
        let offset = FixedOffset::east_opt(seconds).unwrap_or(Utc.fix());
        DateTime::<Utc>::from(timestamp).with_timezone(&offset)
    }
}

impl TryFrom<DateTime<Utc>> for Timestamp {
    type Error = ConvertError;

    /// Keeps the instant and writes it in UTC. Refuses years outside 0000 to 9999, and leap
    /// seconds that do not end a month.
    fn try_from(time: DateTime<Utc>) -> Result<Self, Self::Error> {
        from_fields(time.fixed_offset(), "Z")
    }
}

impl TryFrom<DateTime<FixedOffset>> for Timestamp {
    type Error = ConvertError;

    /// Keeps the instant and writes it with its offset. Refuses years outside 0000 to 9999,
    /// offsets with seconds, and leap seconds that do not end a month.
    fn try_from(time: DateTime<FixedOffset>) -> Result<Self, Self::Error> {
        let east = time.offset().local_minus_utc();
        let minutes = east.unsigned_abs() / 60;
        let seconds = east.unsigned_abs() % 60;
        if seconds != 0 {
            return Err(ConvertError::OffsetSeconds { seconds });
        }
        let sign = if east < 0 { '-' } else { '+' };
        let offset = format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60);
        from_fields(time, &offset)
    }
}

/// Writes the local fields and reads them back, so that the one parser judges them.
fn from_fields(time: DateTime<FixedOffset>, offset: &str) -> Result<Timestamp, ConvertError> {
    use chrono::{Datelike as _, Timelike as _};

    let local = time.naive_local();
    let year = u16::try_from(local.year()).map_err(|_| ConvertError::Year)?;
    // chrono counts the leap second as nanoseconds from a thousand million on.
    let leap = local.nanosecond() / NANOS_PER_SECOND;
    if leap != 0 && local.second() != 59 {
        return Err(ConvertError::LeapSecond);
    }
    let nanos = local.nanosecond() % NANOS_PER_SECOND;
    let fraction = match nanos {
        0 => String::new(),
        nanos if nanos.is_multiple_of(1_000_000) => format!(".{:03}", nanos / 1_000_000),
        nanos if nanos.is_multiple_of(1000) => format!(".{:06}", nanos / 1000),
        nanos => format!(".{nanos:09}"),
    };
    let text = format!(
        "{year:04}-{:02}-{:02}T{:02}:{:02}:{:02}{fraction}{offset}",
        local.month(),
        local.day(),
        local.hour(),
        local.minute(),
        local.second().saturating_add(leap),
    );
    Timestamp::parse(&text).map_err(|error| match error {
        TimestampError::LeapSecond => ConvertError::LeapSecond,
        // A year of five digits; nothing else that chrono holds is refused.
        TimestampError::Form { .. }
        | TimestampError::Range { .. }
        | TimestampError::FractionTooLong { .. } => ConvertError::Year,
    })
}

const NANOS_PER_SECOND: u32 = 1_000_000_000;

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{NaiveDate, TimeDelta, Timelike as _};

    fn utc(text: &str) -> DateTime<Utc> {
        DateTime::from(&Timestamp::parse(text).unwrap())
    }

    #[test]
    fn years_that_cannot_be_written_are_refused() {
        for time in [
            DateTime::<Utc>::MIN_UTC,
            DateTime::<Utc>::MAX_UTC,
            utc("0000-01-01T00:00:00Z") - TimeDelta::nanoseconds(1),
            utc("9999-12-31T23:59:59Z") + TimeDelta::seconds(1),
        ] {
            assert_eq!(Timestamp::try_from(time), Err(ConvertError::Year));
        }
    }

    #[test]
    fn an_offset_with_seconds_is_refused() {
        let offset = FixedOffset::east_opt(-3_601).unwrap();
        let time = utc("2024-05-01T10:00:00Z").with_timezone(&offset);
        assert_eq!(
            Timestamp::try_from(time),
            Err(ConvertError::OffsetSeconds { seconds: 1 })
        );
    }

    #[test]
    fn a_leap_second_is_refused_in_the_middle_of_a_month() {
        let leap = |month, day| {
            NaiveDate::from_ymd_opt(2016, month, day)
                .and_then(|date| date.and_hms_nano_opt(23, 59, 59, 1_500_000_000))
                .unwrap()
                .and_utc()
        };
        assert_eq!(
            Timestamp::try_from(leap(12, 30)),
            Err(ConvertError::LeapSecond)
        );
        assert_eq!(
            Timestamp::try_from(leap(12, 31)).unwrap().to_string(),
            "2016-12-31T23:59:60.500Z"
        );
    }

    #[test]
    fn a_leap_second_is_refused_in_the_middle_of_a_minute() {
        let time = utc("2016-12-31T23:59:30Z").with_nanosecond(1_500_000_000);
        assert_eq!(
            Timestamp::try_from(time.unwrap()),
            Err(ConvertError::LeapSecond)
        );
    }

    #[test]
    fn instant_and_offset_survive_both_ways() {
        for text in [
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999Z",
            "9999-12-31T23:59:59-23:59",
            "0000-01-01T00:00:00+23:59",
            "2024-05-01T10:00:00.5+05:30",
            "1969-12-31T23:59:59.999999-00:01",
        ] {
            let timestamp = Timestamp::parse(text).unwrap();
            let fixed = DateTime::<FixedOffset>::from(&timestamp);
            let back = Timestamp::try_from(fixed).unwrap();
            assert_eq!(back, timestamp, "{text}");
            assert_eq!(
                back.offset().minutes(),
                timestamp.offset().minutes(),
                "{text}"
            );
        }
    }

    #[test]
    fn utc_is_written_with_z() {
        let time = utc("2024-05-01T10:00:00.5+05:30");
        assert_eq!(
            Timestamp::try_from(time).unwrap().to_string(),
            "2024-05-01T04:30:00.500Z"
        );
    }
}
