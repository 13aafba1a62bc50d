//! Templates of IRIs.

use serde_json::json;
use xapi_model::events::IriTemplate;

use super::{event, made};

fn refusal(template: &str) -> String {
    IriTemplate::new(template).unwrap_err().to_string()
}

#[test]
fn what_fills_a_place_stays_in_its_place() {
    for (value, encoded) in [
        ("a/b", "a%2Fb"),
        ("a?b#c", "a%3Fb%23c"),
        ("../../admin", "..%2F..%2Fadmin"),
        ("{lesson}", "%7Blesson%7D"),
        ("50%", "50%25"),
        ("é", "%C3%A9"),
        ("a-b_c.d~e", "a-b_c.d~e"),
        ("\u{0}", "%00"),
    ] {
        let made = made(&event("lesson.completed", &json!({"lesson": value})));
        let expected = format!("https://lms.example/lessons/{encoded}");
        assert_eq!(made["object"]["id"], expected);
    }
}

#[test]
fn numbers_fill_places_by_their_text() {
    let made = made(&event("lesson.completed", &json!({"lesson": 7})));
    assert_eq!(made["object"]["id"], "https://lms.example/lessons/7");
}

#[test]
fn refuses_braces_that_do_not_pair() {
    for (template, at) in [
        ("https://a.example/{b", 18),
        ("https://a.example/b}", 19),
        ("https://a.example/{a{b}}", 18),
        ("https://a.example/{a}}", 21),
    ] {
        assert_eq!(
            refusal(template),
            format!("brace at byte {at} of template has no counterpart")
        );
    }
}

#[test]
fn refuses_a_place_without_name() {
    assert_eq!(
        refusal("https://a.example/{}"),
        "place at byte 18 of template names no member"
    );
}

#[test]
fn refuses_a_place_that_decides_whose_name_it_is() {
    for template in [
        "{all}",
        "{scheme}://a.example/",
        "https://{host}/a",
        "https://a.example{port}/",
        "urn:{namespace}:a",
        "/lessons/{lesson}",
    ] {
        assert!(refusal(template).contains("before the path"), "{template}");
    }
}

#[test]
fn takes_places_behind_whose_name_it_is() {
    for template in [
        "https://a.example/{a}/{b}?c={c}#{d}",
        "https://a.example?{a}",
        "urn:example:{a}",
        "tag:a.example,2026:{a}",
        "course-v1:{org}+{course}",
        "https://a.example/fixed",
    ] {
        assert!(IriTemplate::new(template).is_ok(), "{template}");
    }
}

#[test]
fn refuses_what_makes_no_iri() {
    for template in [
        "",
        "lessons",
        "https://a.example/a b",
        "https://a.example/%zz/{a}",
    ] {
        assert!(
            refusal(template).starts_with("template makes no IRI"),
            "{template}"
        );
    }
}
