//! Values that attributes and elements hold as text.

use edu_types::{Decimal, IsoDuration, Timestamp};
use edu_xml::{FromText, ToText};

fn read<T: FromText + ToText>(text: &str) -> Option<String> {
    T::from_text(text)
        .ok()
        .map(|value| value.to_text().into_owned())
}

#[test]
fn flags_are_read_in_all_four_forms_and_no_other() {
    assert_eq!(read::<bool>(" 1\n").as_deref(), Some("true"));
    assert_eq!(read::<bool>("false").as_deref(), Some("false"));
    for text in ["", "TRUE", "yes", "01", "t rue", "on"] {
        assert_eq!(read::<bool>(text), None, "{text}");
    }
}

#[test]
fn decimals_are_read_in_every_form_of_the_schema_and_no_other() {
    let forms = [
        ("0.80", "0.80"),
        (" 1 ", "1"),
        ("+1.5", "1.5"),
        ("-.5", "-0.5"),
        ("5.", "5"),
        ("007", "7"),
        ("-0", "-0"),
        ("000.10", "0.10"),
    ];
    for (text, ours) in forms {
        assert_eq!(read::<Decimal>(text).as_deref(), Some(ours), "{text}");
    }
    for text in [
        "", ".", "+", "-", "1e3", "1,5", "NaN", "INF", "1 2", "--1", "0x1", "٣",
    ] {
        assert_eq!(read::<Decimal>(text), None, "{text}");
    }
}

#[test]
fn integers_out_of_range_are_refused() {
    assert_eq!(read::<u8>("255").as_deref(), Some("255"));
    for text in ["256", "-1", "", "1.0", "1_0"] {
        assert_eq!(read::<u8>(text), None, "{text}");
    }
    assert_eq!(
        u8::from_text("256").unwrap_err(),
        "text is not an integer from 0 to 255"
    );
}

#[test]
fn times_and_durations_that_are_none_are_refused() {
    assert_eq!(read::<IsoDuration>(" PT1H ").as_deref(), Some("PT1H"));
    assert_eq!(read::<IsoDuration>("1H"), None);
    assert_eq!(
        read::<Timestamp>("2026-01-01T00:00:00Z").as_deref(),
        Some("2026-01-01T00:00:00Z")
    );
    assert_eq!(read::<Timestamp>("2026-01-01"), None);
}

#[test]
fn strings_keep_the_white_space_around_them() {
    assert_eq!(read::<String>(" a ").as_deref(), Some(" a "));
}
