use core::hash::{Hash, Hasher};
use core::time::Duration;
use std::collections::BTreeSet;
use std::hash::DefaultHasher;
use std::time::SystemTime;

use edu_types::{Offset, Timestamp, TimestampError};
use proptest::prelude::*;

fn refusal(text: &str) -> String {
    Timestamp::parse(text).unwrap_err().to_string()
}

fn seconds(text: &str) -> i64 {
    Timestamp::parse(text).unwrap().unix_seconds()
}

#[test]
fn refuses_every_other_form() {
    for text in [
        "",
        " ",
        "2024",
        "2024-05-01",
        "2024-05-01T",
        "2024-05-01T10",
        "2024-05-01T10:00",
        "2024-05-01T10:00Z",
        "2024-05-01T10:00:00",
        "2024-05-01 10:00:00Z",
        "2024-05-01_10:00:00Z",
        "20240501T100000Z",
        "2024-05-01T100000Z",
        "20240501T10:00:00Z",
        "2024-122T10:00:00Z",
        "2024-W18-3T10:00:00Z",
        "24-05-01T10:00:00Z",
        "02024-05-01T10:00:00Z",
        "+002024-05-01T10:00:00Z",
        "-002024-05-01T10:00:00Z",
        "-2024-05-01T10:00:00Z",
        "2024-5-01T10:00:00Z",
        "2024-05-1T10:00:00Z",
        "2024-05-01T1:00:00Z",
        "2024-05-01T10:00:0Z",
        "2024/05/01T10:00:00Z",
        "2024-05-01T10.00.00Z",
        "2024-05-01T10:00:00,5Z",
        "2024-05-01T10:00:00.Z",
        "2024-05-01T10:00:00.+02:00",
        "2024-05-01T10:00:00.5",
        "2024-05-01T10:00:00. 5Z",
        "2024-05-01T10:00:00.5.5Z",
        "2024-05-01T10:00.5Z",
        "2024-05-01T10:00:00 Z",
        " 2024-05-01T10:00:00Z",
        "2024-05-01T10:00:00Z ",
        "2024-05-01T10:00:00Z\n",
        "2024-05-01T10:00:00ZZ",
        "2024-05-01T10:00:00Z[Europe/Berlin]",
        "2024-05-01T10:00:00Y",
        "2024-05-01T10:00:00UTC",
        "2024-05-01T10:00:00+02",
        "2024-05-01T10:00:00+2:00",
        "2024-05-01T10:00:00+0200",
        "2024-05-01T10:00:00+02:0",
        "2024-05-01T10:00:00+02:00:00",
        "2024-05-01T10:00:00+02:00Z",
        "2024-05-01T10:00:00\u{2212}02:00",
        "2024-05-01T10:00:00\u{ff0b}02:00",
        "\u{0662}024-05-01T10:00:00Z",
        "2024-05-01T10:00:00Z\0",
        "\u{feff}2024-05-01T10:00:00Z",
        "1714557600",
        "null",
    ] {
        let error = Timestamp::parse(text).unwrap_err();
        assert!(
            matches!(error, TimestampError::Form { .. }),
            "{text:?}: {error}"
        );
    }
}

#[test]
fn refuses_fields_out_of_range_and_names_what_is_allowed() {
    for (text, message) in [
        (
            "2024-00-01T10:00:00Z",
            "month of timestamp is 0, allowed is 1 to 12",
        ),
        (
            "2024-13-01T10:00:00Z",
            "month of timestamp is 13, allowed is 1 to 12",
        ),
        (
            "2024-05-00T10:00:00Z",
            "day of timestamp is 0, allowed is 1 to 31",
        ),
        (
            "2024-05-32T10:00:00Z",
            "day of timestamp is 32, allowed is 1 to 31",
        ),
        (
            "2024-04-31T10:00:00Z",
            "day of timestamp is 31, allowed is 1 to 30",
        ),
        (
            "2024-02-30T10:00:00Z",
            "day of timestamp is 30, allowed is 1 to 29",
        ),
        (
            "2023-02-29T10:00:00Z",
            "day of timestamp is 29, allowed is 1 to 28",
        ),
        (
            "1900-02-29T10:00:00Z",
            "day of timestamp is 29, allowed is 1 to 28",
        ),
        (
            "2100-02-29T10:00:00Z",
            "day of timestamp is 29, allowed is 1 to 28",
        ),
        (
            "2024-05-01T24:00:00Z",
            "hour of timestamp is 24, allowed is 0 to 23",
        ),
        (
            "2024-05-01T10:60:00Z",
            "minute of timestamp is 60, allowed is 0 to 59",
        ),
        (
            "2024-05-01T10:00:61Z",
            "second of timestamp is 61, allowed is 0 to 60",
        ),
        (
            "2024-05-01T10:00:00+24:00",
            "offset hour of timestamp is 24, allowed is 0 to 23",
        ),
        (
            "2024-05-01T10:00:00-02:60",
            "offset minute of timestamp is 60, allowed is 0 to 59",
        ),
    ] {
        assert_eq!(refusal(text), message, "{text}");
    }
}

#[test]
fn says_what_is_missing_and_where() {
    let form = ", its form is YYYY-MM-DDThh:mm:ss[.fraction](Z|+hh:mm|-hh:mm)";
    for (text, message) in [
        ("", "timestamp has no digit of the year at byte 0"),
        ("2024-05-01 10:00:00Z", "timestamp has no `T` at byte 10"),
        ("2024-05-01T10:00Z", "timestamp has no `:` at byte 16"),
        (
            "2024-05-01T10:00:00",
            "timestamp has no `Z`, `+hh:mm` or `-hh:mm` at byte 19",
        ),
        ("2024-05-01T10:00:00Z ", "timestamp has no end at byte 20"),
    ] {
        assert_eq!(refusal(text), format!("{message}{form}"));
    }
}

#[test]
fn refuses_a_leap_second_that_is_not_at_the_end_of_a_month_in_utc() {
    for text in [
        "2016-12-31T23:59:60+01:00",
        "2016-12-31T22:59:60Z",
        "2016-12-31T23:58:60Z",
        "2016-12-30T23:59:60Z",
        "2017-01-01T00:00:60Z",
        "2016-12-31T15:59:60-07:00",
        "2023-02-27T23:59:60Z",
        "2024-02-28T23:59:60Z",
    ] {
        assert_eq!(
            Timestamp::parse(text),
            Err(TimestampError::LeapSecond),
            "{text}"
        );
    }
}

#[test]
fn a_leap_second_is_the_instant_of_the_second_before_and_keeps_its_text() {
    for (text, before) in [
        ("1990-12-31T23:59:60Z", "1990-12-31T23:59:59Z"),
        ("1990-12-31T15:59:60-08:00", "1990-12-31T23:59:59Z"),
        ("2017-01-01T05:29:60.25+05:30", "2016-12-31T23:59:59.25Z"),
        ("2024-02-29T23:59:60Z", "2024-02-29T23:59:59Z"),
        ("9999-12-31T23:59:60Z", "9999-12-31T23:59:59Z"),
        ("0000-01-01T00:59:60+01:00", "0000-01-01T00:59:59+01:00"),
    ] {
        let leap = Timestamp::parse(text).unwrap();
        assert_eq!(leap, Timestamp::parse(before).unwrap(), "{text}");
        assert_eq!(leap.to_string(), text);
    }
}

#[test]
fn refuses_a_fraction_of_more_digits_than_the_limit() {
    let allowed = "7".repeat(Timestamp::MAX_FRACTION_DIGITS);
    let text = format!("2024-05-01T10:00:00.{allowed}Z");
    assert_eq!(Timestamp::parse(&text).unwrap().to_string(), text);
    for further in ["7".to_owned(), "7".repeat(100_000)] {
        let text = format!("2024-05-01T10:00:00.{allowed}{further}Z");
        assert_eq!(
            refusal(&text),
            "fraction of timestamp has more than 64 digits"
        );
    }
}

#[test]
fn digits_beyond_the_nanosecond_stay_in_the_text_only() {
    let long = Timestamp::parse("1969-12-31T23:59:59.9999999999Z").unwrap();
    assert_eq!(long.subsec_nanos(), 999_999_999);
    assert_eq!(long.unix_nanos(), -1);
    assert_eq!(long, Timestamp::from_unix_nanos(-1).unwrap());
    assert_eq!(long.to_string(), "1969-12-31T23:59:59.9999999999Z");
}

#[test]
fn seconds_are_rounded_towards_the_past() {
    assert_eq!(seconds("1969-12-31T23:59:59.5Z"), -1);
    assert_eq!(seconds("1970-01-01T00:00:00.999Z"), 0);
}

#[test]
fn counts_from_1970_over_leap_days_and_offsets() {
    assert_eq!(seconds("1970-01-01T00:00:00Z"), 0);
    assert_eq!(seconds("2000-02-29T12:00:00Z"), 951_825_600);
    assert_eq!(seconds("2024-05-01T10:00:00+02:00"), 1_714_550_400);
    assert_eq!(seconds("2024-05-01T10:00:00-23:59"), 1_714_643_940);
    assert_eq!(seconds("0000-01-01T00:00:00Z"), -62_167_219_200);
    assert_eq!(seconds("9999-12-31T23:59:59Z"), 253_402_300_799);
    assert_eq!(seconds("0000-01-01T00:00:00+23:59"), -62_167_305_540);
    assert_eq!(seconds("9999-12-31T23:59:59-23:59"), 253_402_387_139);
}

#[test]
fn the_offset_is_the_one_written() {
    for (offset, expected) in [
        ("Z", Offset::Utc),
        ("z", Offset::Utc),
        ("+00:00", Offset::Minutes(0)),
        ("-00:00", Offset::Unknown),
        ("-00:01", Offset::Minutes(-1)),
        ("+05:30", Offset::Minutes(330)),
        ("-23:59", Offset::Minutes(-1439)),
    ] {
        let text = format!("2024-05-01T10:00:00{offset}");
        assert_eq!(Timestamp::parse(&text).unwrap().offset(), expected);
    }
}

#[test]
fn numbers_out_of_range_are_clamped_or_refused() {
    assert_eq!(Timestamp::from_unix_seconds(i64::MIN), Timestamp::MIN);
    assert_eq!(Timestamp::from_unix_seconds(i64::MAX), Timestamp::MAX);
    for nanos in [
        i128::MIN,
        i128::MAX,
        -62_167_219_200_000_000_001,
        253_402_300_800_000_000_000,
    ] {
        assert!(Timestamp::from_unix_nanos(nanos).is_none());
    }
    for millis in [i64::MIN, i64::MAX, -62_167_219_200_001, 253_402_300_800_000] {
        assert!(Timestamp::from_unix_millis(millis).is_none());
    }
    assert_eq!(Timestamp::MIN.to_string(), "0000-01-01T00:00:00Z");
    assert_eq!(Timestamp::MAX.to_string(), "9999-12-31T23:59:59Z");
}

#[test]
fn readings_of_a_clock_out_of_range_are_refused() {
    let epoch = SystemTime::UNIX_EPOCH;
    let (first, last) = (62_167_219_200, 253_402_300_800);
    let year_10000 = epoch.checked_add(Duration::from_secs(last)).unwrap();
    assert!(Timestamp::from_system_time(year_10000).is_none());
    let before_year_0 = epoch.checked_sub(Duration::new(first, 1)).unwrap();
    assert!(Timestamp::from_system_time(before_year_0).is_none());
}

#[test]
fn a_reading_of_a_clock_is_kept_to_the_nanosecond() {
    let epoch = SystemTime::UNIX_EPOCH;
    let step = Duration::new(1, 5);
    for (time, nanos) in [
        (epoch, 0),
        (epoch.checked_add(step).unwrap(), 1_000_000_005),
        (epoch.checked_sub(step).unwrap(), -1_000_000_005),
    ] {
        let read = Timestamp::from_system_time(time).unwrap();
        assert_eq!(read.unix_nanos(), nanos);
    }
}

#[test]
fn sums_out_of_range_are_refused_or_clamped() {
    let now = Timestamp::from_unix_seconds(1_714_550_400);
    for far in [i64::MIN, i64::MAX, -63_881_769_601, 251_687_750_400] {
        assert!(now.checked_add_seconds(far).is_none());
    }
    assert_eq!(now.saturating_add_seconds(i64::MIN), Timestamp::MIN);
    assert_eq!(now.saturating_add_seconds(i64::MAX), Timestamp::MAX);
}

#[test]
fn a_sum_is_written_in_utc_and_keeps_its_fraction() {
    let start = Timestamp::parse("2024-02-28T23:30:00.5-01:00").unwrap();
    let later = start.checked_add_seconds(86_400).unwrap();
    assert_eq!(later.to_string(), "2024-03-01T00:30:00.500Z");
    assert_eq!(later.offset(), Offset::Utc);
}

#[test]
fn equality_order_and_hash_are_those_of_the_instant() {
    let hash = |timestamp: &Timestamp| {
        let mut hasher = DefaultHasher::new();
        timestamp.hash(&mut hasher);
        hasher.finish()
    };
    let one = Timestamp::parse("2024-05-01T10:00:00+02:00").unwrap();
    let other = Timestamp::parse("2024-05-01T08:00:00.000Z").unwrap();
    let later = Timestamp::parse("2024-05-01T08:00:00.0001Z").unwrap();
    assert_eq!(one, other);
    assert_eq!(hash(&one), hash(&other));
    assert!(one < later);
    assert_eq!(BTreeSet::from([one, other, later]).len(), 2);
}

#[test]
fn json_that_is_not_a_timestamp_string_is_refused() {
    for json in ["0", "null", "{}", "\"\"", "\"2024-05-01\"", "[]", "true"] {
        assert!(serde_json::from_str::<Timestamp>(json).is_err(), "{json}");
    }
}

#[test]
fn json_gives_the_text_back() {
    let json = r#""2024-05-01T10:00:00.100+02:00""#;
    let timestamp: Timestamp = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&timestamp).unwrap(), json);
    // Escaped text is read as what it means.
    let escaped = r#""2024-05-01T10:00:00\u005a""#;
    assert!(serde_json::from_str::<Timestamp>(escaped).is_ok());
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>()) {
        drop(Timestamp::parse(&text));
    }

    #[test]
    fn text_near_the_form_is_kept_or_refused(
        text in "[0-9]{4}-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{0,12})?(Z|z|[+-][0-2][0-9]:[0-6][0-9])?",
    ) {
        if let Ok(timestamp) = Timestamp::parse(&text) {
            prop_assert_eq!(timestamp.to_string(), text);
        }
    }

    #[test]
    fn every_instant_survives_its_text(nanos in -62_167_219_200_000_000_000..253_402_300_800_000_000_000_i128) {
        let timestamp = Timestamp::from_unix_nanos(nanos).unwrap();
        let read = Timestamp::parse(&timestamp.to_string()).unwrap();
        prop_assert_eq!(read.unix_nanos(), nanos);
        prop_assert_eq!(read, timestamp);
    }

    #[test]
    fn canonical_text_is_the_same_from_text_and_from_number(millis in -62_167_219_200_000..253_402_300_800_000_i64) {
        let instant = Timestamp::from_unix_millis(millis).unwrap();
        prop_assert_eq!(instant.unix_nanos(), i128::from(millis).saturating_mul(1_000_000));
        let text = instant.to_string();
        prop_assert_eq!(Timestamp::parse(&text).unwrap().to_string(), text);
    }
}
