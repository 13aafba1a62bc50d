use core::hash::{Hash, Hasher};
use std::hash::DefaultHasher;

use edu_types::{LanguageTag, LanguageTagError};
use proptest::prelude::*;

fn tag(text: &str) -> LanguageTag {
    LanguageTag::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn hash_of(tag: &LanguageTag) -> u64 {
    let mut hasher = DefaultHasher::new();
    tag.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn well_formed_tags_are_accepted_and_kept() {
    for text in [
        "en",
        "und",
        "en-US",
        "EN-us",
        "es-419",
        "zh-Hant",
        "zh-Hant-TW",
        "zh-cmn-Hans-CN",
        "sl-rozaj-biske",
        "de-CH-1901",
        "hy-Latn-IT-arevela",
        "de-a-value",
        "en-u-ca-gregory-x-private",
        "x-whatever",
        "i-klingon",
        "en-GB-oed",
        "qaa-Qaaa-QM-x-southern",
        "abcde",
        "abcdefgh",
    ] {
        assert_eq!(tag(text).as_str(), text);
        assert_eq!(tag(text).to_string(), text);
    }
}

#[test]
fn an_empty_text_is_refused() {
    assert_eq!(LanguageTag::parse(""), Err(LanguageTagError::Empty));
}

#[test]
fn characters_that_no_tag_has_are_named() {
    for (text, at) in [
        ("en_US", 2),
        ("en-US ", 5),
        (" en", 0),
        ("deutsch (at)", 7),
        ("français", 4),
        ("en-ÜS", 3),
        ("*", 0),
        ("en;q=1", 2),
        ("en\0", 2),
    ] {
        assert_eq!(
            LanguageTag::parse(text),
            Err(LanguageTagError::Character { at }),
            "{text}"
        );
    }
}

#[test]
fn parts_of_other_lengths_or_order_are_refused() {
    for text in [
        "e",
        "1",
        "12",
        "en-",
        "-en",
        "en--US",
        "a-DE",
        "de-419-DE",
        "en-US-US",
        "abcdefghi",
        "en-abcdefghi",
        "en-x",
        "en-x-",
        "x",
        "x-",
        "en-a",
        "en-a-b-cd",
        "ar-a-aaa-b-bbb-",
        "zh-aaa-bbb-ccc-ddd",
        "error9",
    ] {
        assert_eq!(
            LanguageTag::parse(text),
            Err(LanguageTagError::Form),
            "{text}"
        );
    }
}

#[test]
fn a_variant_or_an_extension_that_comes_twice_is_refused() {
    for text in [
        "zh-z-aaa-z-bbb-c-ccc",
        "en-a-bbb-A-ccc",
        "de-1996-1996",
        "sl-rozaj-biske-ROZAJ",
        "de-1996-1901-1996-u-co-phonebk",
    ] {
        assert_eq!(
            LanguageTag::parse(text),
            Err(LanguageTagError::Repeated),
            "{text}"
        );
    }
}

#[test]
fn parts_of_an_extension_and_private_ones_may_come_twice() {
    for text in [
        "en-a-bbb-b-bbb",
        "de-1996-u-1996",
        "en-a-bbb-x-a-a-bbb-bbb",
        "x-school-school",
        "en-GB-oed",
        "i-klingon",
    ] {
        assert_eq!(tag(text).as_str(), text);
    }
}

#[test]
fn long_tags_are_refused() {
    let longest = format!("en-x{}", "-abcdefgh".repeat(27));
    assert_eq!(longest.len(), 247);
    assert_eq!(tag(&longest).as_str(), longest);
    assert_eq!(
        LanguageTag::parse(&format!("{longest}-abcdefgh")),
        Err(LanguageTagError::TooLong {
            found: 256,
            limit: 255
        })
    );
}

#[test]
fn case_is_kept_but_does_not_count() {
    assert_eq!(tag("PT-br"), tag("pt-BR"));
    assert_eq!(hash_of(&tag("PT-br")), hash_of(&tag("pt-BR")));
    assert!(tag("EN") < tag("en-US"));
    assert!(tag("de") < tag("EN"));
    assert_ne!(tag("en"), tag("en-US"));
    let long = "en-x-abcdefgh-abcdefgh-abcdefgh";
    assert_eq!(tag(long), tag(&long.to_uppercase()));
}

#[test]
fn errors_never_quote_the_text() {
    for text in ["ada lovelace", "adalovelace", "ada-1"] {
        let error = LanguageTag::parse(text).unwrap_err().to_string();
        assert!(!error.contains("ada"), "{error}");
    }
}

#[test]
fn serde_keeps_the_text_and_refuses_others() {
    let read: LanguageTag = serde_json::from_str(r#""PT-br""#).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), r#""PT-br""#);
    assert!(serde_json::from_str::<LanguageTag>(r#""pt_BR""#).is_err());
    assert!(serde_json::from_str::<LanguageTag>("[]").is_err());
}

proptest! {
    #[test]
    fn the_other_implementation_judges_alike(text in "[a-zA-Z]{1,4}(-[a-zA-Z0-9]{0,9}){0,4}|\\PC{0,8}") {
        let theirs = oxilangtag::LanguageTag::parse(text.as_str()).is_ok();
        prop_assert_eq!(LanguageTag::check(&text).is_ok(), theirs);
    }
}
