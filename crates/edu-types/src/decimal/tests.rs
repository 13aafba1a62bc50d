//! What is a number, and how numbers compare.

use super::*;

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

#[test]
fn what_json_does_not_write_is_no_number() {
    for text in [
        "",
        "-",
        "+1",
        "01",
        "-01",
        ".5",
        "5.",
        "1e",
        "1e+",
        "1.e2",
        "0x1",
        "1_0",
        " 1",
        "1 ",
        "NaN",
        "Infinity",
        "-Infinity",
        "inf",
        "1,5",
        "1e1.5",
        "--1",
        "١",
    ] {
        assert_eq!(
            Decimal::parse(text).unwrap_err(),
            DecimalError::Syntax,
            "{text}"
        );
    }
}

#[test]
fn what_other_readers_take_for_infinite_is_refused() {
    for text in ["1e400", "-1e309", "1e999999999999999999999"] {
        assert_eq!(
            Decimal::parse(text).unwrap_err(),
            DecimalError::Range,
            "{text}"
        );
    }
    assert!(Decimal::parse("1e308").is_ok());
    assert_eq!(Decimal::from_f64(f64::NAN), None);
    assert_eq!(Decimal::from_f64(f64::NEG_INFINITY), None);
}

#[test]
fn a_text_too_long_is_refused() {
    let long = format!("0.{}", "1".repeat(63));
    let limit = Decimal::MAX_CHARS;
    let refused = Decimal::parse(&long).unwrap_err();
    assert_eq!(refused, DecimalError::TooLong { found: 65, limit });
    assert!(Decimal::parse(long.split_at(64).0).is_ok());
}

#[test]
fn numbers_compare_by_value_and_keep_their_text() {
    for (left, right) in [
        ("7", "7.0"),
        ("70e-1", "7"),
        ("0", "-0.000"),
        ("0e5", "0"),
        ("0.001", "1e-3"),
        ("-12.50", "-1.25E+1"),
        ("1e2", "100"),
    ] {
        assert_eq!(decimal(left), decimal(right), "{left} {right}");
        assert_eq!(decimal(left).to_string(), left);
    }
    for (less, more) in [
        ("-2", "-1.5"),
        ("-1", "0"),
        ("0.30000000000000004", "0.30000000000000005"),
        ("9.99", "10"),
        ("99", "100.1"),
        ("1e-9", "1e-8"),
        ("0.1", "0.11"),
    ] {
        assert!(decimal(less) < decimal(more), "{less} {more}");
        assert!(decimal(more) > decimal(less), "{less} {more}");
    }
}

#[test]
fn equal_numbers_have_one_hash() {
    use std::hash::DefaultHasher;
    let hash = |text: &str| {
        let mut hasher = DefaultHasher::new();
        decimal(text).hash(&mut hasher);
        hasher.finish()
    };
    assert_eq!(hash("7.0"), hash("70e-1"));
    assert_eq!(hash("-0"), hash("0.0"));
    assert_ne!(hash("7"), hash("-7"));
}

#[test]
fn only_numbers_above_zero_are_positive() {
    for (text, found) in [("0", "zero"), ("-0.0", "zero"), ("-0.1", "negative")] {
        let refused = PositiveDecimal::new(decimal(text)).unwrap_err();
        assert_eq!(refused, DecimalError::NotPositive { found }, "{text}");
    }
    assert!(PositiveDecimal::new(decimal("1e-300")).is_ok());
}

#[test]
fn floating_point_numbers_come_back() {
    for value in [0.0, 0.1, 83.5, -2.25, 1e300, 5e-324, f64::MAX] {
        let back = Decimal::from_f64(value).unwrap().as_f64();
        assert_eq!(back.to_bits(), value.to_bits(), "{value}");
    }
}

#[test]
fn texts_of_every_length_come_back() {
    for length in 1..=Decimal::MAX_CHARS {
        let text = "7".repeat(length);
        let number = decimal(&text);
        assert_eq!(number.as_str(), text);
        assert_eq!(number.clone(), number);
    }
}
