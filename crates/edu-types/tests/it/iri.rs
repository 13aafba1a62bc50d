use edu_types::{Iri, IriError};
use iri_string::spec::IriSpec;
use iri_string::validate;
use proptest::prelude::*;

#[test]
fn names_of_all_kinds_are_accepted_and_kept() {
    for text in [
        "http://adlnet.gov/expapi/verbs/experienced",
        "https://example.com:8443/a/b;c=d?e=f/g?h#i/j?k",
        "http://user:secret@example.com/",
        "http://[2001:db8::7]/c=GB?one",
        "http://127.0.0.1",
        "course-v1:FUN-MOOC+00002+session01",
        "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "tag:adlnet.gov,2013:expapi:0.9:activities:cluster",
        "mailto:ada@example.com",
        "tel:+1-816-555-1212",
        "http://例え.テスト/ページ?質問#断片",
        "http://example.com/r%C3%A9sum%c3%a9",
        "http://example.com/?\u{e000}",
        "HTTP://EXAMPLE.com/%7e",
        "x:",
        "x://",
        "x:///a",
        "a+b-c.d1:e",
    ] {
        let iri = Iri::new(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(iri.as_str(), text);
        assert_eq!(iri.to_string(), text);
    }
}

#[test]
fn texts_without_scheme_are_refused() {
    for text in [
        "",
        ":",
        "/",
        "#top",
        "//example.com/",
        "verbs/experienced",
        "www.example.com",
        "1http://example.com/",
        "ht_tp://example.com/",
        " http://example.com/",
        "é:a",
        "a/b:c",
    ] {
        assert_eq!(Iri::check(text), Err(IriError::NoScheme), "{text}");
    }
}

#[test]
fn characters_that_stand_nowhere_are_named() {
    for character in [
        ' ',
        '<',
        '>',
        '"',
        '{',
        '}',
        '|',
        '\\',
        '^',
        '`',
        '\0',
        '\t',
        '\n',
        '\u{7f}',
        '\u{80}',
        '\u{9f}',
        '\u{fdd0}',
        '\u{fffe}',
        '\u{1fffe}',
        '\u{e0001}',
    ] {
        for text in [
            format!("x:ab{character}"),
            format!("x:é{character}c"),
            format!("x:?b{character}"),
            format!("x:#b{character}c"),
            format!("x://{character}"),
        ] {
            let at = text.rfind(character).unwrap();
            assert_eq!(
                Iri::check(&text),
                Err(IriError::Character { at }),
                "{text:?}"
            );
        }
    }
}

#[test]
fn characters_out_of_place_are_named() {
    for (text, at) in [
        ("http://example.com/#a#b", 21),
        ("x:##", 3),
        ("http://example.com/[1]", 19),
        ("http://example.com/?a]", 21),
        ("http://example.com/\u{e000}", 19),
        ("http://\u{e000}.example.com/", 7),
        ("http://example.com/#\u{f0000}", 20),
    ] {
        assert_eq!(Iri::check(text), Err(IriError::Character { at }), "{text}");
    }
}

#[test]
fn percent_needs_two_hexadecimal_digits() {
    for (text, at) in [
        ("x:%", 2),
        ("x:a%2", 3),
        ("x:%zz", 2),
        ("x:%20%2g", 5),
        ("http://a%x0/", 8),
        ("x:%é", 2),
        ("x:#%", 3),
    ] {
        assert_eq!(
            Iri::check(text),
            Err(IriError::PercentEncoding { at }),
            "{text}"
        );
    }
}

#[test]
fn a_bad_authority_is_refused() {
    for text in [
        "http://a@b@c/",
        "http://example.com:80a/",
        "http://a:b:c/",
        "http://[::1/",
        "http://[::1]x/",
        "http://[1.2.3.4]/",
        "http://a[b]/",
    ] {
        assert_eq!(
            Iri::check(text),
            Err(IriError::Authority { at: 7 }),
            "{text}"
        );
    }
}

#[test]
fn long_texts_are_refused() {
    let longest = format!("x:{}", "a".repeat(Iri::MAX_BYTES - 2));
    assert_eq!(Iri::check(&longest), Ok(()));
    assert_eq!(
        Iri::check(&format!("{longest}a")).unwrap_err().to_string(),
        "IRI is 8193 bytes, limit is 8192"
    );
}

#[test]
fn nothing_is_normalised() {
    let same = |one: &str, other: &str| Iri::new(one).unwrap() == Iri::new(other).unwrap();
    assert!(!same("HTTP://example.com/", "http://example.com/"));
    assert!(!same("http://example.com", "http://example.com/"));
    assert!(!same("http://example.com/%7e", "http://example.com/~"));
    assert!(same("http://example.com/", "http://example.com/"));
    assert_eq!(Iri::new("HTTP://a/").unwrap().scheme(), "HTTP");
}

#[test]
fn errors_never_quote_the_text() {
    for text in ["ada", "x:ada lovelace", "x://ada@ada@", "x:ada%"] {
        assert!(!Iri::check(text).unwrap_err().to_string().contains("ada"));
    }
}

#[test]
fn serde_keeps_the_text_and_refuses_others() {
    let json = r#""HTTP://example.com/%7e""#;
    let iri: Iri = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&iri).unwrap(), json);
    assert!(serde_json::from_str::<Iri>(r#""experienced""#).is_err());
    assert!(serde_json::from_str::<Iri>("null").is_err());
}

/// Judges alike, and names a place within the text.
fn agrees(text: &str) -> Result<(), TestCaseError> {
    let ours = Iri::check(text);
    let theirs = validate::iri::<IriSpec>(text).is_ok();
    prop_assert_eq!(ours.is_ok(), theirs, "{:?}: {:?}", text, ours);
    match ours {
        Err(IriError::Character { at } | IriError::PercentEncoding { at }) => {
            prop_assert!(text.get(at..).is_some_and(|rest| !rest.is_empty()));
        }
        Err(IriError::Authority { at }) => {
            prop_assert!(text.get(..at).is_some_and(|before| before.ends_with("://")));
        }
        _ => {}
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn the_other_implementation_judges_alike(text in "\\PC{0,12}") {
        agrees(&text)?;
    }

    #[test]
    fn the_other_implementation_judges_near_iris_alike(
        text in "[a-z1+]{0,2}(:|://|)[a-z0-9:/?#@%\\[\\]é\u{e000}\u{fdd0} <.v-]{0,16}",
    ) {
        agrees(&text)?;
    }

    #[test]
    fn the_other_implementation_judges_addresses_alike(
        text in "https?://([a-z]{1,3}@)?([a-z.]{1,8}|\\[[0-9a-f:.v]{1,8}\\])(:[0-9]{0,5})?(/[a-z%0-9é]{0,6})*(\\?[a-z=&\u{e000}]{0,5})?(#[a-z#]{0,3})?",
    ) {
        agrees(&text)?;
    }
}
