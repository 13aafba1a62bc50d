use edu_types::{AcceptLanguage, LanguageMap, LanguageTag};
use proptest::prelude::*;

/// A map of these tags, each with its own tag as text.
fn map(tags: &[&str]) -> LanguageMap {
    let entry = |text: &&str| (LanguageTag::parse(text).unwrap(), Box::from(*text));
    tags.iter().map(entry).collect()
}

fn chosen(tags: &[&str], header: &str) -> String {
    let map = map(tags);
    let (tag, text) = map.choose(&AcceptLanguage::parse(header)).unwrap();
    assert_eq!(tag.as_str(), text);
    text.to_owned()
}

fn ranges(header: &str) -> Vec<(String, u16)> {
    let wanted = AcceptLanguage::parse(header);
    wanted
        .ranges()
        .map(|(range, weight)| (range.to_owned(), weight))
        .collect()
}

#[test]
fn texts_stay_in_the_order_received() {
    let map = map(&["fr", "EN-us", "de"]);
    let tags: Vec<_> = map.iter().map(|(tag, _)| tag.as_str()).collect();
    assert_eq!(tags, ["fr", "EN-us", "de"]);
    assert_eq!((map.len(), map.is_empty()), (3, false));
    assert_eq!(map.get("en-US"), Some("EN-us"));
    assert_eq!(map.get("en"), None);
}

#[test]
fn later_texts_replace_earlier_ones_and_others_follow() {
    let mut texts = map(&["en", "de"]);
    let mut later = LanguageMap::new();
    for (tag, text) in [("fr", "un"), ("DE", "eins"), ("fr", "deux")] {
        later.push(LanguageTag::parse(tag).unwrap(), text);
    }
    texts.merge(&later);
    let merged = texts.iter().map(|(tag, text)| (tag.as_str(), text));
    assert_eq!(
        merged.collect::<Vec<_>>(),
        [("en", "en"), ("de", "eins"), ("fr", "un")]
    );
}

#[test]
fn maps_with_the_same_texts_are_equal_in_any_order() {
    let many = ["aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh", "ii", "jj"];
    let mut turned = many;
    turned.reverse();
    assert_eq!(map(&many), map(&turned));
    let mut one = LanguageMap::new();
    one.push(LanguageTag::parse("en-US").unwrap(), "hello");
    let mut other = LanguageMap::with_capacity(1);
    other.push(LanguageTag::parse("EN-us").unwrap(), "hello");
    assert_eq!(one, other);
}

#[test]
fn maps_with_other_texts_or_languages_differ() {
    assert_ne!(map(&["en"]), map(&["de"]));
    assert_ne!(map(&["en"]), map(&[]));
    assert_ne!(map(&["en", "de"]), map(&["en"]));
    assert_ne!(map(&["en"]), map(&["EN"]), "texts keep their case");
    assert_ne!(map(&["en", "en"]), map(&["en", "de"]));
}

#[test]
fn a_language_that_is_there_twice_is_told() {
    let repeated = |tags: &[&str]| map(tags).repeated().map(ToString::to_string);
    assert_eq!(repeated(&["en", "de", "EN"]), Some("EN".to_owned()));
    assert_eq!(repeated(&["en", "en"]), Some("en".to_owned()));
    assert_eq!(repeated(&["en", "en-US", "de"]), None);
    assert_eq!(repeated(&[]), None);
    let many = [
        "aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh", "ii", "BB", "AA",
    ];
    assert_eq!(repeated(&many), Some("BB".to_owned()));
    assert_eq!(repeated(&many[..9]), None);
}

#[test]
fn serde_keeps_order_and_case() {
    let json = r#"{"fr":"a","EN-us":"b"}"#;
    let read: LanguageMap = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), json);
}

#[test]
fn serde_refuses_what_is_no_map_of_languages() {
    for json in [
        r#"{"en_US":"a"}"#,
        r#"{"":"a"}"#,
        r#"{"en":null}"#,
        r#"{"en":7}"#,
        r#"{"en":"a","EN":"b"}"#,
        r#"["en"]"#,
        r#""en""#,
        "null",
    ] {
        assert!(serde_json::from_str::<LanguageMap>(json).is_err(), "{json}");
    }
}

#[test]
fn nothing_is_chosen_only_where_there_is_nothing() {
    assert!(
        LanguageMap::new()
            .choose(&AcceptLanguage::parse("en"))
            .is_none()
    );
    for header in [
        "",
        "junk!!",
        "fr",
        "*;q=0",
        "en;q=0",
        "en;q=0, *;q=0",
        "fr-*",
    ] {
        assert_eq!(chosen(&["en"], header), "en", "{header}");
    }
}

#[test]
fn the_language_wanted_is_chosen_before_its_varieties() {
    assert_eq!(chosen(&["en-US", "EN"], "en"), "EN");
    assert_eq!(chosen(&["de", "en-GB", "en-US"], "en"), "en-GB");
    assert_eq!(chosen(&["de", "enm", "en-US"], "en"), "en-US");
}

#[test]
fn a_language_is_found_without_its_last_parts() {
    assert_eq!(chosen(&["en", "zh", "zh-Hant"], "zh-Hant-TW"), "zh-Hant");
    assert_eq!(chosen(&["en", "zh"], "zh-Hant-TW"), "zh");
    assert_eq!(chosen(&["de", "en"], "en-x-private"), "en");
}

#[test]
fn the_most_wanted_language_is_chosen() {
    assert_eq!(chosen(&["en", "de"], "en;q=0.5, de"), "de");
    assert_eq!(chosen(&["en", "de"], "de;q=0.5, en;q=0.500"), "de");
    assert_eq!(chosen(&["en", "de"], "fr, de;q=0.001"), "de");
    assert_eq!(chosen(&["en", "de"], "de-AT, en;q=0.9"), "de");
}

#[test]
fn another_variety_is_chosen_only_where_nothing_wanted_is_there() {
    assert_eq!(chosen(&["en-US", "fr"], "en-GB, fr;q=0.1"), "fr");
    assert_eq!(chosen(&["de", "en-US"], "en-GB"), "en-US");
}

#[test]
fn any_language_stands_for_those_not_named() {
    assert_eq!(chosen(&["en", "de"], "*, en;q=0.5"), "de");
    assert_eq!(chosen(&["en", "de"], "fr, *;q=0.1"), "en");
    assert_eq!(chosen(&["en", "de"], "de;q=0.5, *;q=0.1"), "de");
}

#[test]
fn the_undetermined_language_comes_before_the_first() {
    assert_eq!(chosen(&["en", "und", "de"], "fr"), "und");
    assert_eq!(chosen(&["en", "UND"], ""), "UND");
    assert_eq!(chosen(&["en", "de"], "fr"), "en");
}

#[test]
fn a_refused_language_is_chosen_only_where_there_is_no_other() {
    assert_eq!(chosen(&["en-US", "de"], "en;q=0"), "de");
    assert_eq!(chosen(&["en-US", "en-GB"], "en;q=0, en-GB"), "en-GB");
    assert_eq!(chosen(&["en", "de"], "*;q=0, de;q=0.1"), "de");
    assert_eq!(chosen(&["en-GB", "en-US"], "en-GB;q=0, en"), "en-US");
}

#[test]
fn a_header_is_read_by_weight() {
    assert_eq!(
        ranges("da, en-gb;q=0.8,\ten;q=0.7 , *;Q=0.1"),
        [
            ("da".to_owned(), 1000),
            ("en-gb".to_owned(), 800),
            ("en".to_owned(), 700),
            ("*".to_owned(), 100)
        ]
    );
    assert_eq!(
        ranges("fr;q=0, de ; q=1.000"),
        [("de".to_owned(), 1000), ("fr".to_owned(), 0)]
    );
}

#[test]
fn malformed_entries_are_left_out() {
    for entry in [
        "",
        ";",
        "q=1",
        "en_US",
        "de;q",
        "de;q=",
        "de;q=2",
        "de;q=1.001",
        "de;q=0.1234",
        "de;q=-1",
        "de;q=.5",
        "de;q=0.5;x=1",
        "de;q = 1",
        "de;level=1",
        "e n",
        "abcdefghi",
        "1a",
        "en-",
        "-en",
        "en-*",
        "**",
        "é",
        "de;q=0,5x",
        "de;q=+1",
    ] {
        let entry = entry.replace(',', "");
        let ranges = ranges(&format!("{entry}, fr"));
        assert_eq!(ranges, [("fr".to_owned(), 1000)], "{entry}");
    }
}

#[test]
fn long_headers_are_read_in_part() {
    let header = vec!["en"; AcceptLanguage::MAX_RANGES + 1].join(",");
    assert_eq!(ranges(&header).len(), AcceptLanguage::MAX_RANGES);
    assert_eq!(
        ranges(&format!("{}fr", ",".repeat(AcceptLanguage::MAX_RANGES))),
        []
    );
}

proptest! {
    #[test]
    fn something_is_always_chosen(
        tags in proptest::collection::vec("[a-c]{2}(-[A-C]{2})?|und", 1..6),
        header in "([a-c]{2}(-[A-C]{2})?(;q=(0|1|0\\.5))?,|\\*(;q=0)?,|\\PC{0,4}){0,6}",
    ) {
        let tags: Vec<_> = tags.iter().map(String::as_str).collect();
        prop_assert!(map(&tags).choose(&AcceptLanguage::parse(&header)).is_some());
    }

    #[test]
    fn what_is_there_in_the_only_language_wanted_is_chosen(
        tags in proptest::collection::vec("[a-c]{2}(-[A-C]{2})?", 1..6),
        at: proptest::sample::Index,
    ) {
        let tags: Vec<_> = tags.iter().map(String::as_str).collect();
        let wanted = tags[at.index(tags.len())];
        prop_assert_eq!(chosen(&tags, wanted), wanted);
    }
}
