//! What `edu inspect` shows of a token, and what it never shows.

use serde_json::{Value, json};

use crate::fixtures::{Ended, NOW, claims, edu_reading, key, platform, signed};

fn inspected(token: &str, more: &[&str]) -> Ended {
    let now = NOW.to_string();
    let arguments = [&["inspect", "lti-launch", "-", "--now", &now], more].concat();
    edu_reading(&arguments, token.as_bytes())
}

fn furnished() -> Value {
    let mut claims = claims();
    claims["email"] = "ada@person.example".into();
    claims["https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"] = json!({
        "scope": ["https://purl.imsglobal.org/spec/lti-ags/scope/score"],
        "lineitems": "https://lms.example/grades?sesskey=s3cret",
    });
    claims["https://vendor.example/claim"] = json!({"about": "Ada Example"});
    claims
}

#[test]
fn a_token_is_shown_without_keys_and_nobody_vouches_for_it() {
    let ended = inspected(&signed(&furnished(), &key("nobody")), &["--format", "json"]);
    assert_eq!(ended.code, 0, "{}", ended.errors);
    let object = ended.object();
    assert_eq!(object["verified"], false);
    assert_eq!(object["says"]["issuer"], json!(["https://lms.example"]));
    assert_eq!(object["says"]["message"], json!(["LtiResourceLinkRequest"]));
    assert_eq!(object["says"]["person"], json!(["sub", "name", "email"]));
    assert_eq!(
        object["says"]["other claims"],
        json!(["https://vendor.example/claim"])
    );
    assert_eq!(ended.codes("advice"), ["edu.signature.not_checked"]);
}

#[test]
fn nothing_about_the_person_is_shown_nor_keys_in_addresses() {
    for format in ["text", "json"] {
        let ended = inspected(&signed(&furnished(), platform()), &["--format", format]);
        for secret in [
            "person-of-the-test",
            "Ada",
            "ada@person.example",
            "nonce-of-the-test",
            "s3cret",
        ] {
            assert!(!ended.output.contains(secret), "{secret}: {}", ended.output);
        }
        assert!(ended.output.contains("https://lms.example/grades"));
    }
}

#[test]
fn times_are_told_from_now() {
    let ended = inspected(&signed(&claims(), platform()), &[]);
    assert!(ended.output.contains("300 s from now"), "{}", ended.output);
    assert!(ended.output.contains("signature was not checked"));
}

#[test]
fn claims_that_cannot_be_read_still_show_the_header_and_why() {
    let mut broken = claims();
    broken["aud"] = json!(7);
    let ended = inspected(&signed(&broken, platform()), &["--format", "json"]);
    assert_eq!(ended.object()["says"]["key"], json!(["platform"]));
    assert_eq!(ended.codes("error"), ["lti.claim.kind"]);
}

#[test]
fn what_is_no_token_is_refused_and_not_repeated() {
    for no_token in ["", "hunter2", "a.b.c", "\u{fffd}\u{0}"] {
        let ended = inspected(no_token, &["--format", "json"]);
        assert_eq!(ended.code, 1, "{}", ended.output);
        assert_eq!(ended.object()["says"], json!({}));
        assert!(!ended.output.contains("hunter2"));
    }
    let long = "a".repeat(100_000);
    assert_eq!(inspected(&long, &[]).code, 1);
}
