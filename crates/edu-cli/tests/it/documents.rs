//! Documents of services, each broken in one way.

use serde_json::{Value, json};

use crate::fixtures::{Ended, Folder, edu_reading, key, key_set, platform, signed};

fn judged(kind: &str, text: &str, more: &[&str]) -> Ended {
    let arguments = [&["check", kind, "-", "--format", "json"], more].concat();
    edu_reading(&arguments, text.as_bytes())
}

fn refusal(kind: &str, document: &Value) -> Vec<String> {
    let ended = judged(kind, &document.to_string(), &[]);
    assert_eq!(ended.code, 1, "{}", ended.output);
    ended.codes("error")
}

fn with(document: &Value, name: &str, value: Value) -> Value {
    let mut changed = document.clone();
    changed[name] = value;
    changed
}

fn without(document: &Value, name: &str) -> Value {
    let mut changed = document.clone();
    changed.as_object_mut().unwrap().remove(name);
    changed
}

fn line_item() -> Value {
    json!({"id": "https://lms.example/items/1", "label": "Essay", "scoreMaximum": 10})
}

fn score() -> Value {
    json!({
        "userId": "person-of-the-test",
        "timestamp": "2026-05-01T10:00:00.250Z",
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
        "scoreGiven": 8.5,
        "scoreMaximum": 10,
    })
}

fn members() -> Value {
    json!({
        "id": "https://lms.example/members",
        "context": {"id": "course-1"},
        "members": [{
            "user_id": "person-of-the-test",
            "roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"],
            "name": "Ada Example",
        }],
    })
}

fn answer() -> Value {
    json!({
        "iss": "tool-7",
        "aud": "https://lms.example",
        "exp": 1_800_000_300,
        "iat": 1_800_000_000,
        "nonce": "nonce-of-the-test",
        "https://purl.imsglobal.org/spec/lti/claim/message_type": "LtiDeepLinkingResponse",
        "https://purl.imsglobal.org/spec/lti/claim/version": "1.3.0",
        "https://purl.imsglobal.org/spec/lti/claim/deployment_id": "1",
        "https://purl.imsglobal.org/spec/lti-dl/claim/content_items": [
            {"type": "ltiResourceLink", "url": "https://tool.example/1", "title": "Essay"},
        ],
    })
}

fn registration() -> Value {
    json!({
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "initiate_login_uri": "https://tool.example/login",
        "redirect_uris": ["https://tool.example/launch"],
        "client_name": "Essays",
        "jwks_uri": "https://tool.example/jwks",
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": "",
        "https://purl.imsglobal.org/spec/lti-tool-configuration": {
            "domain": "tool.example",
            "target_link_uri": "https://tool.example/launch",
            "claims": ["iss", "sub"],
            "messages": [{"type": "LtiResourceLinkRequest"}],
        },
    })
}

#[test]
fn documents_that_hold_are_valid_and_say_their_version() {
    for (kind, document, version) in [
        ("ags-lineitem", line_item(), "2.0"),
        ("ags-lineitem", json!([line_item(), line_item()]), "2.0"),
        ("ags-score", score(), "2.0"),
        ("nrps", members(), "2.0"),
        ("lti-deep-linking", answer(), "2.0"),
        ("lti-registration", registration(), "1.0"),
    ] {
        let ended = judged(kind, &document.to_string(), &["--version", version]);
        assert_eq!(ended.code, 0, "{kind}: {}{}", ended.output, ended.errors);
        assert_eq!(ended.object()["kind"], kind);
        assert_eq!(ended.object()["version"], version);
    }
}

#[test]
fn broken_line_items_are_refused() {
    for broken in [
        without(&line_item(), "label"),
        with(&line_item(), "label", json!(" ")),
        with(&line_item(), "scoreMaximum", json!(0)),
        with(&line_item(), "scoreMaximum", json!("10")),
        json!([line_item(), without(&line_item(), "scoreMaximum")]),
        json!("item"),
    ] {
        assert_eq!(refusal("ags-lineitem", &broken).len(), 1, "{broken}");
    }
}

#[test]
fn broken_scores_are_refused() {
    for broken in [
        without(&score(), "userId"),
        without(&score(), "scoreMaximum"),
        with(&score(), "scoreGiven", json!(-1)),
        with(&score(), "scoreMaximum", json!(0)),
        with(&score(), "timestamp", json!("2026-05-01T10:00:00")),
        with(&score(), "activityProgress", json!("completed")),
        with(&score(), "gradingProgress", json!("Graded")),
    ] {
        assert!(!refusal("ags-score", &broken).is_empty(), "{broken}");
    }
    for text in ["{\"scoreGiven\": NaN}", "{\"scoreGiven\": 1e400}"] {
        assert_eq!(judged("ags-score", text, &[]).code, 1);
    }
}

#[test]
fn one_bad_member_refuses_a_list_and_is_left_out_under_a_lenient_profile() {
    let mut broken = members();
    broken["members"][0]
        .as_object_mut()
        .unwrap()
        .remove("user_id");
    assert_eq!(refusal("nrps", &broken), ["lti.nrps.member_missing"]);
    let ended = judged("nrps", &broken.to_string(), &["--profile", "lenient"]);
    assert_eq!(ended.code, 0, "{}", ended.output);
}

#[test]
fn broken_answers_are_refused() {
    const TYPE: &str = "https://purl.imsglobal.org/spec/lti/claim/message_type";
    const VERSION: &str = "https://purl.imsglobal.org/spec/lti/claim/version";
    for (broken, code) in [
        (without(&answer(), "nonce"), "lti.deep_linking.missing"),
        (
            with(&answer(), TYPE, json!("LtiResourceLinkRequest")),
            "lti.deep_linking.message_type",
        ),
        (
            with(&answer(), VERSION, json!("1.3")),
            "lti.deep_linking.version",
        ),
    ] {
        assert_eq!(refusal("lti-deep-linking", &broken), [code]);
    }
}

#[test]
fn the_signature_of_an_answer_is_checked_where_the_keys_are_given() {
    let folder = Folder::new("deep-linking");
    let keys = folder.write("keys.json", key_set(platform()));
    let more = ["--jwks", keys.as_str()];
    let good = judged("lti-deep-linking", &signed(&answer(), platform()), &more);
    assert_eq!(good.code, 0, "{}", good.output);
    assert!(good.codes("advice").is_empty());
    let foreign = signed(&answer(), &key("platform"));
    assert_eq!(judged("lti-deep-linking", &foreign, &more).code, 1);
    let unchecked = judged("lti-deep-linking", &foreign, &[]);
    assert_eq!(unchecked.codes("advice"), ["edu.signature.not_checked"]);
}

#[test]
fn broken_registrations_are_refused() {
    for broken in [
        with(
            &registration(),
            "redirect_uris",
            json!("https://tool.example"),
        ),
        with(&registration(), "initiate_login_uri", json!(7)),
        with(&registration(), "client_id", json!("")),
        json!({"authorization_endpoint": "https://lms.example/auth"}),
        json!([]),
    ] {
        assert!(!refusal("lti-registration", &broken).is_empty(), "{broken}");
    }
}

#[test]
fn no_verdict_repeats_what_a_document_says_of_persons() {
    for (kind, document) in [
        (
            "ags-score",
            with(&score(), "userId", json!(["person-of-the-test"])),
        ),
        ("nrps", with(&members(), "context", json!("Ada Example"))),
    ] {
        let ended = judged(kind, &document.to_string(), &[]);
        assert!(!ended.output.contains("person-of-the-test"));
        assert!(!ended.output.contains("Ada"));
    }
}

#[test]
fn documents_too_large_or_of_another_version_are_refused() {
    let long = format!("{{\"label\":\"{}\"}}", "a".repeat(100_000));
    assert_eq!(
        judged("ags-score", &long, &[]).codes("error"),
        ["edu.file.size"]
    );
    for kind in ["ags-score", "nrps", "lti-registration", "lti-deep-linking"] {
        assert_eq!(judged(kind, "{}", &["--version", "1.1"]).code, 2, "{kind}");
    }
}
