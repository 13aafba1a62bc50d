use edu_types::{Offset, Timestamp, TimestampError};
use proptest::prelude::*;

fn read(text: &str) -> Timestamp {
    Timestamp::parse_iso8601(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn refused(text: &str) -> TimestampError {
    Timestamp::parse_iso8601(text).expect_err(text)
}

#[test]
fn forms_beyond_rfc_3339_are_read_and_kept() {
    for (text, same) in [
        ("20151118T121700Z", "2015-11-18T12:17:00Z"),
        ("20151118T121700.25Z", "2015-11-18T12:17:00.25Z"),
        ("20151118T1217+0100", "2015-11-18T11:17:00Z"),
        ("20151118T12Z", "2015-11-18T12:00:00Z"),
        ("2015-11-18T12:17Z", "2015-11-18T12:17:00Z"),
        ("2015-11-18T12Z", "2015-11-18T12:00:00Z"),
        ("2015-11-18T12:17:00,5Z", "2015-11-18T12:17:00.5Z"),
        ("2015-11-18T12:17.5Z", "2015-11-18T12:17:30Z"),
        ("2015-11-18T12,5+01:00", "2015-11-18T11:30:00Z"),
        (
            "2015-11-18T12.999999999999Z",
            "2015-11-18T12:59:59.9999999964Z",
        ),
        ("2015-11-18T12:17:00+02", "2015-11-18T10:17:00Z"),
        ("2015-11-18T12:17:00-0230", "2015-11-18T14:47:00Z"),
        ("2015-11-18T12:17:00.601+0000", "2015-11-18T12:17:00.601Z"),
        ("2015-11-18T12:17:00", "2015-11-18T12:17:00Z"),
        ("2015-11-18T24:00:00Z", "2015-11-19T00:00:00Z"),
        ("2015-11-18T24Z", "2015-11-19T00:00:00Z"),
        ("20161231T235960Z", "2016-12-31T23:59:59Z"),
    ] {
        assert!(Timestamp::parse(text).is_err(), "{text}");
        assert_eq!(read(text), Timestamp::parse(same).unwrap(), "{text}");
        assert_eq!(read(text).to_string(), text);
    }
}

#[test]
fn what_rfc_3339_allows_is_read_as_before() {
    for text in [
        "2015-11-18T12:17:00Z",
        "2015-11-18t12:17:00.120z",
        "2015-11-18T12:17:00+00:00",
        "2016-12-31T23:59:60Z",
    ] {
        let strict = Timestamp::parse(text).unwrap();
        let loose = read(text);
        assert_eq!(
            (loose.offset(), loose.to_string()),
            (strict.offset(), strict.to_string())
        );
        assert_eq!(loose, strict);
    }
}

#[test]
fn an_offset_that_is_not_written_is_told() {
    for text in [
        "2015-11-18T12:17:00",
        "2015-11-18T12:17:00.5",
        "20151118T12",
    ] {
        assert_eq!(read(text).offset(), Offset::Absent, "{text}");
        assert_eq!(read(text).offset().minutes(), 0);
    }
}

#[test]
fn an_offset_of_minus_zero_is_told() {
    for offset in ["-00", "-0000", "-00:00"] {
        let text = format!("2008-09-15T15:53:00.601{offset}");
        assert_eq!(read(&text).offset(), Offset::Unknown, "{text}");
    }
    for offset in ["+00", "+0000", "+00:00"] {
        let text = format!("2008-09-15T15:53:00.601{offset}");
        assert_eq!(read(&text).offset(), Offset::Minutes(0), "{text}");
    }
}

#[test]
fn offsets_of_hours_are_read() {
    for (offset, minutes) in [
        ("+05", 300),
        ("-05", -300),
        ("+0530", 330),
        ("-2359", -1439),
    ] {
        let text = format!("2015-11-18T12:17:00{offset}");
        assert_eq!(read(&text).offset(), Offset::Minutes(minutes));
    }
}

#[test]
fn texts_of_other_forms_are_refused() {
    for (text, at) in [
        ("", 0),
        ("should fail", 0),
        ("01/011/2015", 2),
        ("2015-11-18", 10),
        ("20151118", 8),
        ("2015-11", 7),
        ("2015-W47-3T12:17:00Z", 5),
        ("2015-122T12:17:00Z", 7),
        ("2015122T12:17:00Z", 7),
        ("+002015-11-18T12:17:00Z", 0),
        ("15-11-18T12:17:00Z", 2),
        ("2015-11-18 12:17:00Z", 10),
        ("2015-11-18T", 11),
        ("2015-11-18T1", 12),
        ("2015-11-18T1217Z", 13),
        ("2015-11-18T121700Z", 13),
        ("20151118T12:17:00Z", 11),
        ("2015-1118T12:17:00Z", 7),
        ("2015-11-18T12:17:00.Z", 20),
        ("2015-11-18T12:17:00.5.5Z", 21),
        ("2015-11-18T12:17:Z", 17),
        ("2015-11-18T12:17:00+2", 21),
        ("2015-11-18T12:17:00+02:", 23),
        ("2015-11-18T12:17:00+020", 23),
        ("2015-11-18T12:17:00+02000", 24),
        ("2015-11-18T12:17:00+02:00:00", 25),
        ("2015-11-18T12:17:00ZZ", 20),
        ("2015-11-18T12:17:00 ", 19),
        (" 2015-11-18T12:17:00", 0),
        ("2015-11-18T12:17:00é", 19),
    ] {
        let error = refused(text);
        let TimestampError::Form { at: found, .. } = error else {
            panic!("{text}: {error}");
        };
        assert_eq!(found, at, "{text}");
    }
}

#[test]
fn fields_out_of_range_are_refused() {
    for text in [
        "20150018T1217Z",
        "20150229T1217Z",
        "2015-11-18T25Z",
        "2015-11-18T24:01Z",
        "2015-11-18T24:00:00.1Z",
        "2015-11-18T24.5Z",
        "2015-11-18T12:60Z",
        "2015-11-18T12:17:61",
        "2015-11-18T12:17:00+24",
        "2015-11-18T12:17:00+0060",
    ] {
        assert!(
            matches!(refused(text), TimestampError::Range { .. }),
            "{text}"
        );
    }
    assert_eq!(refused("2015-11-18T12:17:60"), TimestampError::LeapSecond);
}

#[test]
fn long_fractions_are_refused() {
    let digits = "5".repeat(Timestamp::MAX_FRACTION_DIGITS);
    assert_eq!(
        read(&format!("20151118T12.{digits}Z")).subsec_nanos(),
        999_999_999
    );
    assert_eq!(
        refused(&format!("20151118T12.{digits}5Z")),
        TimestampError::FractionTooLong { limit: 64 }
    );
}

/// The instant that jiff sees in a text with offset.
fn theirs(text: &str) -> Option<i128> {
    let read = text.parse::<jiff::Timestamp>().ok()?;
    Some(read.as_nanosecond())
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,30}|[0-9TZ:.,+-]{0,30}") {
        if let Ok(time) = Timestamp::parse_iso8601(&text) {
            prop_assert_eq!(time.to_string(), text);
        }
    }

    #[test]
    fn jiff_reads_the_same_instant(
        text in "2[0-9]{3}(0[1-9]|1[0-2])[0-2][0-9]T[01][0-9]([0-5][0-9]([0-5][0-9](\\.[0-9]{1,9})?)?)?(Z|[+-](0[1-9]|1[0-9])([0-5][0-9])?)",
    ) {
        let ours = Timestamp::parse_iso8601(&text).ok().map(|time| time.unix_nanos());
        prop_assert_eq!(ours, theirs(&text));
    }

    #[test]
    fn jiff_reads_the_same_instant_in_the_extended_form(
        text in "2[0-9]{3}-(0[1-9]|1[0-2])-[0-2][0-9]T[01][0-9]:[0-5][0-9](:[0-5][0-9]([.,][0-9]{1,9})?)?(Z|[+-](0[1-9]|1[0-9])(:?[0-5][0-9])?)",
    ) {
        let ours = Timestamp::parse_iso8601(&text).ok().map(|time| time.unix_nanos());
        prop_assert_eq!(ours, theirs(&text));
    }
}
