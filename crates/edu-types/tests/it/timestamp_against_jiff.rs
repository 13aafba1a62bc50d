use edu_types::Timestamp;
use proptest::prelude::*;

/// Texts that jiff reads and RFC 3339 §5.6 does not allow.
const TOO_LOOSE: &[&str] = &[
    "2024-05-01 10:00:00Z",
    "2024-05-01T10:00Z",
    "2024-05-01T10Z",
    "20240501T100000Z",
    "2024-05-01T100000Z",
    "20240501T10:00:00Z",
    "2024-05-01T10:00:00+02",
    "2024-05-01T10:00:00+0200",
    "2024-05-01T10:00:00+02:00:00",
    "2024-05-01T10:00:00,5Z",
    "+002024-05-01T10:00:00Z",
    "-002024-05-01T10:00:00Z",
    "2024-05-01T10:00:00Z[Europe/Berlin]",
    // An offset of more than a day.
    "2024-05-01T10:00:00-24:00",
    // A leap second in the middle of a day.
    "2024-05-01T10:00:60Z",
];

/// Texts that RFC 3339 allows and jiff does not read.
const TOO_NARROW: &[&str] = &[
    // More digits than a nanosecond has.
    "2024-05-01T10:00:00.1234567890Z",
    // Beyond the last instant it can hold.
    "9999-12-31T23:59:59Z",
];

fn theirs(text: &str) -> Option<i128> {
    text.parse::<jiff::Timestamp>()
        .ok()
        .map(jiff::Timestamp::as_nanosecond)
}

fn ours(text: &str) -> Option<i128> {
    Timestamp::parse(text).ok().map(|read| read.unix_nanos())
}

#[test]
fn refuses_what_jiff_reads_beyond_the_standard() {
    for text in TOO_LOOSE {
        assert!(theirs(text).is_some(), "jiff now refuses {text}");
        assert_eq!(ours(text), None, "{text}");
    }
}

#[test]
fn reads_what_jiff_refuses_within_the_standard() {
    for text in TOO_NARROW {
        assert_eq!(theirs(text), None, "jiff now reads {text}");
        assert!(ours(text).is_some(), "{text}");
    }
}

proptest! {
    // Only the full form, fields often out of range, no leap second, nine digits at most, no
    // offset of a day, year 9998 at most: everything else is a known difference above.
    #[test]
    fn the_full_form_is_judged_alike(
        text in "([0-8][0-9]{3}|999[0-8])-[01][0-9]-[0-3][0-9][Tt][0-2][0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]{0,9})?(Z|z|[+-]([01][0-9]|2[0-3]):[0-6][0-9])",
    ) {
        prop_assert_eq!(ours(&text), theirs(&text));
    }

    #[test]
    fn the_same_instant_is_printed(nanos in -62_167_219_200_000_000_000..253_402_207_200_000_000_000_i128) {
        let printed = Timestamp::from_unix_nanos(nanos).unwrap().to_string();
        prop_assert_eq!(theirs(&printed), Some(nanos));
    }
}
