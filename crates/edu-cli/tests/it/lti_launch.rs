//! Launch tokens, each broken in one way.

use edu_jose::{Algorithm, KeyId};
use edu_jose_aws_lc::AwsLcSigner;
use serde_json::{Value, json};

use crate::fixtures::{
    ASKED, Folder, NOW, claims, edu, edu_reading, judge, key, key_set, platform, signed, weak_set,
};

fn changed(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    claims
}

/// Judges claims signed by the platform, everything compared that can be.
fn refusal_of(claims: &Value) -> Vec<String> {
    let ended = judge(&signed(claims, platform()), &key_set(platform()), &ASKED);
    assert_eq!(ended.code, 1, "{}", ended.output);
    assert_eq!(ended.object()["valid"], false);
    ended.codes("error")
}

fn token_refusal(token: &str, keys: &str) -> Vec<String> {
    let ended = judge(token, keys, &ASKED);
    assert_eq!(ended.code, 1, "{}", ended.output);
    ended.codes("error")
}

#[test]
fn a_launch_that_holds_is_valid() {
    let token = format!("\n {}\r\n", signed(&claims(), platform()));
    let ended = judge(&token, &key_set(platform()), &ASKED);
    assert_eq!(ended.code, 0, "{} {}", ended.output, ended.errors);
    let object = ended.object();
    assert_eq!(object["kind"], "lti-launch");
    assert_eq!(object["version"], "1.3.0");
    assert_eq!(object["valid"], true);
    assert_eq!(object["findings"], json!([]));
}

#[test]
fn what_was_not_compared_is_said() {
    let ended = judge(&signed(&claims(), platform()), &key_set(platform()), &[]);
    assert_eq!(ended.code, 0);
    assert_eq!(
        ended.codes("advice"),
        [
            "lti.nonce.not_checked",
            "lti.deployment.not_checked",
            "lti.claim.target_not_checked"
        ]
    );
}

#[test]
fn what_is_compared_must_be_equal() {
    let keys = key_set(platform());
    let token = signed(&claims(), platform());
    for (option, value, code) in [
        ("--nonce", "another", "lti.nonce.differs"),
        ("--deployment", "2", "lti.deployment.unknown"),
        (
            "--target",
            "https://evil.example/launch",
            "lti.claim.target_foreign",
        ),
        ("--issuer", "https://lms.example/", "lti.issuer.differs"),
        ("--client-id", "tool-8", "lti.audience.other"),
    ] {
        let ended = judge(&token, &keys, &[option, value]);
        assert_eq!(ended.code, 1, "{option}");
        assert!(
            ended.codes("error").contains(&code.to_owned()),
            "{}",
            ended.output
        );
    }
}

#[test]
fn claims_of_another_time_are_refused() {
    for (name, value, code) in [
        ("exp", json!(NOW - 61), "lti.time.expired"),
        ("iat", json!(NOW + 61), "lti.time.future"),
        ("iat", json!(NOW - 661), "lti.time.too_old"),
        ("nbf", json!(NOW + 61), "lti.time.not_before"),
        ("exp", json!(NOW + 100_000), "lti.time.lifetime"),
    ] {
        let codes = refusal_of(&changed(name, value));
        assert!(codes.contains(&code.to_owned()), "{name}: {codes:?}");
    }
}

#[test]
fn leeway_and_now_decide_about_time() {
    let (token, keys) = (signed(&claims(), platform()), key_set(platform()));
    let folder = Folder::new("launch-time");
    let (token, keys) = (folder.write("t.jwt", token), folder.write("k.json", keys));
    let run = |more: &[&str]| {
        let mut arguments = vec!["check", "lti-launch", &token, "--jwks", &keys];
        arguments.extend(["--issuer", "https://lms.example", "--client-id", "tool-7"]);
        arguments.extend(more);
        edu(&arguments).code
    };
    assert_eq!(run(&["--now", "2027-01-15T08:00:00Z"]), 0);
    assert_eq!(run(&["--now", "2027-01-15T08:05:59Z"]), 0);
    assert_eq!(run(&["--now", "2027-01-15T08:06:00Z"]), 1);
    assert_eq!(run(&["--now", "2027-01-15T08:05:00Z", "--leeway", "0"]), 1);
    assert_eq!(
        run(&["--now", "2027-01-15T08:08:00Z", "--leeway", "300"]),
        0
    );
    assert_eq!(run(&[]), 1, "the clock is not at the time of the test");
}

#[test]
fn claims_for_somebody_else_are_refused() {
    for (name, value, code) in [
        ("aud", json!("tool-8"), "lti.audience.other"),
        ("aud", json!(["tool-7", "tool-8"]), "lti.audience.untrusted"),
        ("azp", json!("tool-8"), "lti.audience.azp_other"),
        ("iss", json!("https://evil.example"), "lti.issuer.differs"),
        ("nonce", json!("another"), "lti.nonce.differs"),
        ("sub", Value::Null, "lti.claim.anonymous"),
    ] {
        let codes = refusal_of(&changed(name, value));
        assert!(codes.contains(&code.to_owned()), "{name}: {codes:?}");
    }
}

#[test]
fn an_anonymous_launch_is_accepted_where_allowed() {
    let mut claims = claims();
    claims.as_object_mut().unwrap().remove("sub");
    let token = signed(&claims, platform());
    let ended = judge(&token, &key_set(platform()), &["--anonymous"]);
    assert_eq!(ended.code, 0, "{}", ended.output);
}

#[test]
fn a_bad_signature_is_refused_and_nothing_else_is_told() {
    let stranger = key("platform");
    let token = signed(&changed("exp", json!(0)), &stranger);
    assert_eq!(
        token_refusal(&token, &key_set(platform())),
        ["jose.signature"]
    );
}

#[test]
fn an_unknown_key_is_refused() {
    let token = signed(&claims(), &key("another"));
    assert_eq!(
        token_refusal(&token, &key_set(platform())),
        ["jose.key.unknown"]
    );
}

#[test]
fn a_weak_key_is_refused() {
    let token = signed(&claims(), platform());
    assert_eq!(token_refusal(&token, &weak_set()), ["jose.key.weak"]);
}

#[test]
fn a_set_without_keys_refuses_every_token() {
    let token = signed(&claims(), platform());
    assert_eq!(
        token_refusal(&token, r#"{"keys":[]}"#),
        ["jose.key.unknown"]
    );
}

#[test]
fn another_algorithm_is_refused() {
    let other = AwsLcSigner::generate(Algorithm::Es256)
        .unwrap()
        .with_key_id(KeyId::new("platform").unwrap());
    let token = signed(&claims(), &other);
    assert_eq!(
        token_refusal(&token, &key_set(&other)),
        ["jose.alg.not_allowed"]
    );
}

#[test]
fn a_token_without_signature_is_refused() {
    // {"alg":"none"} and {}
    for token in ["eyJhbGciOiJub25lIn0.e30.", "eyJhbGciOiJub25lIn0.e30.c2ln"] {
        assert_eq!(
            token_refusal(token, &key_set(platform())),
            ["jose.alg.refused"]
        );
    }
}

#[test]
fn what_is_no_token_is_refused() {
    let keys = key_set(platform());
    let token = signed(&claims(), platform());
    let inner_space = token.replacen('.', ". ", 1);
    for (text, code) in [
        ("", "jose.segments"),
        ("a.b", "jose.segments"),
        (inner_space.as_str(), "jose.base64"),
        ("id_token=a.b.c", "jose.base64"),
    ] {
        assert_eq!(token_refusal(text, &keys), [code], "{text:.20}");
    }
}

#[test]
fn bytes_that_are_no_text_and_huge_files_are_refused() {
    let folder = Folder::new("launch-bytes");
    let keys = folder.write("keys.json", key_set(platform()));
    for (bytes, code) in [
        (vec![0xff, 0xfe], "edu.file.not_text"),
        (vec![b'a'; 10 * 1024 * 1024], "edu.file.size"),
    ] {
        let arguments = [
            "check",
            "lti-launch",
            "-",
            "--jwks",
            &keys,
            "--issuer",
            "https://lms.example",
            "--client-id",
            "tool-7",
            "--format",
            "json",
        ];
        let ended = edu_reading(&arguments, &bytes);
        assert_eq!(ended.code, 1);
        assert_eq!(ended.codes("error"), [code]);
    }
}

#[test]
fn a_lenient_profile_tolerates_form_and_never_danger() {
    let long = changed(
        "https://purl.imsglobal.org/spec/lti/claim/resource_link",
        json!({"id": "x".repeat(300)}),
    );
    let keys = key_set(platform());
    let token = signed(&long, platform());
    assert_eq!(
        judge(&token, &keys, &[]).codes("error"),
        ["lti.claim.id_length"]
    );
    let ended = judge(&token, &keys, &["--profile", "lenient"]);
    assert_eq!(ended.code, 0);
    assert!(
        ended
            .codes("warning")
            .contains(&"lti.claim.id_length".to_owned())
    );
    let expired = signed(&changed("exp", json!(NOW - 61)), platform());
    assert_eq!(judge(&expired, &keys, &["--profile", "lenient"]).code, 1);
}

#[test]
fn a_platforms_profile_tolerates_its_own_deviations_only() {
    let custom = "https://purl.imsglobal.org/spec/lti/claim/custom";
    let token = signed(&changed(custom, json!([])), platform());
    let keys = key_set(platform());
    assert_eq!(judge(&token, &keys, &["--profile", "moodle"]).code, 0);
    assert_eq!(judge(&token, &keys, &["--profile", "canvas"]).code, 1);
    assert_eq!(
        judge(&token, &keys, &[]).codes("error"),
        ["lti.claim.empty_array"]
    );
}

#[test]
fn every_finding_has_its_place_and_clause() {
    let token = signed(&changed("aud", json!("tool-8")), platform());
    let ended = judge(&token, &key_set(platform()), &ASKED);
    let finding = &ended.object()["findings"][0];
    let members: Vec<_> = finding.as_object().unwrap().keys().cloned().collect();
    let mut wanted = [
        "severity", "code", "at", "line", "column", "clause", "message",
    ];
    wanted.sort_unstable();
    assert_eq!(members, wanted);
    assert_eq!(finding["at"], "/aud");
    assert_eq!(finding["clause"], "Security Framework 1.0 §5.1.3 (3)");
}

#[test]
fn neither_token_nor_claims_are_repeated() {
    let keys = key_set(platform());
    let mut wrong = changed("aud", json!("somebody-secret"));
    wrong["nonce"] = json!("nonce-secret");
    wrong["https://purl.imsglobal.org/spec/lti/claim/deployment_id"] = json!("deployment-secret");
    for claims in [claims(), wrong] {
        let token = signed(&claims, platform());
        for format in ["text", "json"] {
            let folder = Folder::new(&format!("launch-silent-{format}"));
            let (token_file, keys) = (folder.write("t.jwt", &token), folder.write("k.json", &keys));
            let ended = edu(&[
                "check",
                "lti-launch",
                &token_file,
                "--jwks",
                &keys,
                "--issuer",
                "https://lms.example",
                "--client-id",
                "tool-7",
                "--format",
                format,
                "--nonce",
                "nonce-of-the-test",
                "--deployment",
                "1",
            ]);
            let told = format!("{}{}", ended.output, ended.errors);
            for secret in ["eyJ", "secret", "Ada", "person-of", "nonce-of"] {
                assert!(!told.contains(secret), "{secret}: {told}");
            }
        }
    }
}
