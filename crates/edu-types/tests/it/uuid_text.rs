use core::hash::{Hash, Hasher};
use std::collections::BTreeSet;
use std::hash::DefaultHasher;

use edu_types::{UuidError, UuidText};
use proptest::prelude::*;

fn hash_of(id: &UuidText) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn other_forms_are_refused() {
    for text in [
        "",
        "07940580b309415ea37c914d387c1150",
        "{07940580-b309-415e-a37c-914d387c1150}",
        "urn:uuid:07940580-b309-415e-a37c-914d387c1150",
        " 07940580-b309-415e-a37c-914d387c1150",
        "07940580-b309-415e-a37c-914d387c115",
        "07940580-b309-415e-a37c-914d387c11500",
    ] {
        let found = text.len();
        assert_eq!(UuidText::parse(text), Err(UuidError::Length { found }));
    }
}

#[test]
fn a_wrong_byte_is_named() {
    for (text, at, expected) in [
        (
            "0794058-0b309-415e-a37c-914d387c1150",
            7,
            "a hexadecimal digit",
        ),
        ("07940580_b309-415e-a37c-914d387c1150", 8, "`-`"),
        (
            "07940580-b309-415e-a37c-914d387c115g",
            35,
            "a hexadecimal digit",
        ),
        (
            "07940580-b309-415e-a37c-914d387c11 0",
            34,
            "a hexadecimal digit",
        ),
        (
            "+7940580-b309-415e-a37c-914d387c1150",
            0,
            "a hexadecimal digit",
        ),
        (
            "07940580-b309-415e-a37c-914d387c11é",
            34,
            "a hexadecimal digit",
        ),
        (
            "{7940580-b309-415e-a37c-914d387c115}",
            0,
            "a hexadecimal digit",
        ),
    ] {
        assert_eq!(
            UuidText::parse(text),
            Err(UuidError::Character { at, expected }),
            "{text}"
        );
    }
}

#[test]
fn an_error_never_quotes_the_text() {
    let error = UuidText::parse("07940580-b309-415e-a37c-914d387c115g").unwrap_err();
    assert_eq!(
        error.to_string(),
        "byte 35 of UUID is not a hexadecimal digit"
    );
}

#[test]
fn the_case_of_digits_is_kept_but_does_not_count() {
    let upper = UuidText::parse("07940580-B309-415E-A37C-914D387C1150").unwrap();
    let lower = UuidText::parse("07940580-b309-415e-a37c-914d387c1150").unwrap();
    assert_eq!(upper, lower);
    assert_eq!(upper.as_str(), "07940580-B309-415E-A37C-914D387C1150");
    assert_eq!(upper.to_bytes(), lower.to_bytes());
    assert_eq!(hash_of(&upper), hash_of(&lower));
    assert_eq!(BTreeSet::from([upper, lower]).len(), 1);
}

#[test]
fn different_numbers_are_ordered_by_number() {
    let less = UuidText::parse("07940580-b309-415e-a37c-914d387c115A").unwrap();
    let more = UuidText::parse("07940580-b309-415e-a37c-914d387c115b").unwrap();
    assert!(less < more);
    assert_ne!(less, more);
}

#[test]
fn version_and_variant_are_told() {
    for (text, version, standard) in [
        ("07940580-b309-415e-a37c-914d387c1150", 4, true),
        ("07940580-b309-715e-B37c-914d387c1150", 7, true),
        ("07940580-b309-115e-8000-914d387c1150", 1, true),
        ("07940580-b309-F15e-c37c-914d387c1150", 15, false),
        ("00000000-0000-0000-0000-000000000000", 0, false),
        ("ffffffff-ffff-ffff-ffff-ffffffffffff", 15, false),
    ] {
        let id = UuidText::parse(text).unwrap();
        assert_eq!(
            (id.version(), id.is_rfc4122_variant()),
            (version, standard),
            "{text}"
        );
    }
}

#[test]
fn serde_keeps_the_text() {
    let json = r#""07940580-B309-415E-A37C-914D387C1150""#;
    let id: UuidText = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&id).unwrap(), json);
    assert!(serde_json::from_str::<UuidText>(r#""07940580""#).is_err());
    assert!(serde_json::from_str::<UuidText>("7").is_err());
}

proptest! {
    #[test]
    fn numbers_survive_both_ways(bytes: [u8; 16]) {
        let text = UuidText::from_bytes(bytes);
        prop_assert_eq!(text.to_bytes(), bytes);
        prop_assert_eq!(UuidText::parse(text.as_str()), Ok(text));
        prop_assert_eq!(text.as_str().to_lowercase(), text.as_str());
    }

    #[test]
    fn arbitrary_text_never_panics(text in "\\PC{0,40}") {
        let _ = UuidText::parse(&text);
    }
}
