//! Every rule of a signature, broken once.

use edu_jose::JwsLimits;
use edu_jose_ring::Ring;
use edu_types::Limits;
use serde_json::{Value, json};
use xapi_model::signed::{SignatureError, SignatureLimits, check};

use super::{as_json, attach, certificate, checked, code, plain, signed, statement, strict, token};

/// Header that names an algorithm and brings nothing.
fn header(algorithm: &str) -> Value {
    json!({"alg": algorithm})
}

fn payload() -> Vec<u8> {
    plain().to_string().into_bytes()
}

/// What became of a signed statement that somebody changed afterwards.
fn tampered(change: impl Fn(&mut Value)) -> SignatureError {
    let signed = signed(&plain());
    let mut json = as_json(&signed);
    change(&mut json);
    checked(&statement(&json), signed.data()).unwrap_err()
}

fn places(error: SignatureError) -> Vec<String> {
    assert_eq!(error.rule().code, "xapi.signature.differs");
    let SignatureError::Differs { places } = error else {
        panic!("{error}");
    };
    places
}

#[test]
fn a_statement_without_signature_is_refused() {
    let refused = checked(&statement(&plain()), b"data").unwrap_err();
    assert_eq!(refused, SignatureError::Missing);
    assert_eq!(refused.rule().code, "xapi.signature.missing");
    assert_eq!(refused.rule().requirement, Some("XAPI-00115"));
}

#[test]
fn data_that_is_not_the_attachments_is_refused() {
    let signed = signed(&plain());
    for data in [
        &b""[..],
        &signed.data()[1..],
        &[signed.data(), b"\n"].concat(),
    ] {
        let refused = checked(signed.statement(), data).unwrap_err();
        assert_eq!(refused, SignatureError::OtherData);
    }
    let refused = tampered(|json| json["attachments"][0]["sha2"] = json!("0".repeat(64)));
    assert_eq!(refused, SignatureError::OtherData);
}

#[test]
fn a_signature_of_another_media_type_is_refused() {
    let signed = signed(&plain());
    let mut changed = signed.statement().clone();
    let attachments = changed.attachments.as_mut().unwrap();
    attachments[0].content_type = xapi_model::MediaType::new("text/plain").unwrap();
    let refused = checked(&changed, signed.data()).unwrap_err();
    assert_eq!(refused, SignatureError::ContentType);
    assert_eq!(refused.rule().code, "xapi.signature.content_type");
}

#[test]
fn data_that_is_no_token_is_refused() {
    let none = token(&header("RS256"), b"", b"s");
    for data in [
        &b"signature"[..],
        b"a.b",
        b"a.b.c",
        b"a.b.c.d",
        b"{\"payload\":\"\"}",
        b"\xff.\xff.\xff",
        b" eyJhbGciOiJSUzI1NiJ9.e30.c2ln",
        b"eyJhbGciOiJSUzI1NiJ9.e30=.c2ln",
        none.as_bytes(),
        b"",
    ] {
        assert_eq!(code(&plain(), data), "xapi.signature.malformed", "{data:?}");
    }
}

#[test]
fn a_token_that_asks_for_more_than_is_known_is_refused() {
    for member in ["crit", "b64", "zip", "jwk", "jku", "x5u"] {
        let header = json!({"alg": "RS256", member: ["x"]});
        let data = token(&header, &payload(), b"s");
        assert_eq!(
            code(&plain(), data.as_bytes()),
            "xapi.signature.malformed",
            "{member}"
        );
    }
}

#[test]
fn other_algorithms_than_three_are_refused() {
    for algorithm in [
        "none", "HS256", "ES256", "ES384", "PS256", "RS1", "rs256", "",
    ] {
        let data = token(&header(algorithm), &payload(), b"s");
        assert_eq!(
            code(&plain(), data.as_bytes()),
            "xapi.signature.algorithm",
            "{algorithm}"
        );
    }
    let data = token(&json!({"typ": "JWT"}), &payload(), b"s");
    assert_eq!(code(&plain(), data.as_bytes()), "xapi.signature.algorithm");
}

#[test]
fn a_payload_that_is_no_statement_is_refused() {
    let broken = plain().to_string().replacen('"', "'", 1);
    let array = json!([plain()]).to_string();
    let mut without_verb = plain();
    without_verb.as_object_mut().unwrap().remove("verb");
    for payload in [
        &broken,
        &array,
        &without_verb.to_string(),
        "{}",
        "1",
        "\u{feff}{}",
    ] {
        let data = token(&header("RS256"), payload.as_bytes(), b"s");
        assert_eq!(
            code(&plain(), data.as_bytes()),
            "xapi.signature.payload",
            "{payload}"
        );
    }
}

#[test]
fn a_payload_that_is_refused_tells_every_finding_in_it() {
    let data = token(&header("RS256"), br#"{"actor":{},"verb":{}}"#, b"s");
    let statement = statement(&attach(&plain(), data.as_bytes()));
    let report = checked(&statement, data.as_bytes())
        .unwrap_err()
        .to_report();
    assert_eq!(report.findings()[0].code, "xapi.signature.payload");
    assert!(report.errors() > 2, "{report}");
}

#[test]
fn a_statement_that_says_something_else_is_refused() {
    let other = json!({"mbox": "mailto:eve@example.org"});
    for (place, change) in [
        ("/actor/mbox", json!({"actor": other})),
        (
            "/verb/id",
            json!({"verb": {"id": "http://adlnet.gov/expapi/verbs/failed"}}),
        ),
        (
            "/object/id",
            json!({"object": {"id": "http://example.org/other"}}),
        ),
        (
            "/result/score/raw",
            json!({"result": {"score": {"raw": 1.49}}}),
        ),
    ] {
        let refused = tampered(|json| {
            let changed = change.as_object().unwrap().clone();
            json.as_object_mut().unwrap().extend(changed);
        });
        assert!(places(refused).contains(&place.to_owned()), "{place}");
    }
}

#[test]
fn a_difference_is_told_by_its_place_and_not_by_what_stands_there() {
    let refused = tampered(|json| json["actor"]["mbox"] = json!("mailto:eve@example.org"));
    let report = refused.to_report();
    let finding = report.first_error().unwrap();
    assert_eq!(finding.place.path.as_deref(), Some("/actor/mbox"));
    assert_eq!(finding.requirement, Some("XAPI-00116"));
    assert!(!format!("{refused} {refused:?} {report}").contains("eve"));
}

#[test]
fn a_signature_is_no_good_under_another_id() {
    let refused = tampered(|json| json["id"] = json!("8f87ccde-bb56-4c2e-ab83-44982ef22df0"));
    assert_eq!(places(refused), ["/id"]);
    let refused = tampered(|json| drop(json.as_object_mut().unwrap().remove("id")));
    assert_eq!(places(refused), ["/id"]);
}

#[test]
fn a_signature_is_no_good_at_another_time() {
    let refused = tampered(|json| json["timestamp"] = json!("2024-05-02T10:00:00Z"));
    assert_eq!(places(refused), ["/timestamp"]);
    let refused = tampered(|json| drop(json.as_object_mut().unwrap().remove("timestamp")));
    assert_eq!(places(refused), ["/timestamp"]);
}

#[test]
fn an_attachment_that_was_not_signed_is_refused_in_both_versions() {
    let signed = signed(&plain());
    let mut json = as_json(&signed);
    let evidence = json!({
        "usageType": "http://example.org/essay", "display": {"en": "Essay"},
        "contentType": "text/plain", "length": 3, "fileUrl": "http://example.org/essay.txt",
        "sha2": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    });
    json["attachments"].as_array_mut().unwrap().push(evidence);
    let statement = statement(&json);
    for version in xapi_model::Version::ALL {
        let (profile, limits) = (version.strict(), SignatureLimits::DEFAULT);
        let refused = check(&statement, signed.data(), &Ring, &profile, &limits).unwrap_err();
        assert!(
            places(refused)[0].starts_with("/attachments/0"),
            "{version}"
        );
    }
}

#[test]
fn a_signature_over_something_else_is_refused() {
    let signed = signed(&plain());
    let text = core::str::from_utf8(signed.data()).unwrap();
    let (head, rest) = text.split_once('.').unwrap();
    let (_, signature) = rest.split_once('.').unwrap();
    let mut changed = plain();
    changed["result"]["score"]["raw"] = json!(2);
    let other = token(&json!({}), changed.to_string().as_bytes(), b"");
    let payload = other.split('.').nth(1).unwrap();
    let data = format!("{head}.{payload}.{signature}");
    assert_eq!(code(&changed, data.as_bytes()), "xapi.signature.mismatch");
}

#[test]
fn certificates_that_are_none_are_refused() {
    for chain in [
        json!([]),
        json!("MIIB"),
        json!(["MIIB"]),
        json!(["-_-_"]),
        json!([1]),
    ] {
        let header = json!({"alg": "RS256", "x5c": chain});
        let data = token(&header, &payload(), b"s");
        assert_eq!(
            code(&plain(), data.as_bytes()),
            "xapi.signature.certificate",
            "{chain}"
        );
    }
}

#[test]
fn a_certificate_with_a_key_of_another_kind_is_refused() {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    let point = include_str!("../../data/signed/authority-certificate.pem");
    let header = json!({"alg": "RS256", "x5c": [STANDARD.encode(certificate(point))]});
    let data = token(&header, &payload(), b"s");
    assert_eq!(
        code(&plain(), data.as_bytes()),
        "xapi.signature.certificate"
    );
}

#[test]
fn a_signature_beyond_its_limits_is_refused_by_name() {
    let signed = signed(&plain());
    let small = JwsLimits::DEFAULT.with_token(100);
    let limits = SignatureLimits::DEFAULT.with_jws(small);
    let refused = check(signed.statement(), signed.data(), &Ring, &strict(), &limits);
    let refused = refused.unwrap_err();
    assert_eq!(refused.rule().code, "xapi.signature.limit");
    assert!(refused.to_string().starts_with("token bytes is "));
    let limits = SignatureLimits::DEFAULT.with_statement(Limits::DEFAULT.with_bytes(100));
    let refused = check(signed.statement(), signed.data(), &Ring, &strict(), &limits);
    let refused = refused.unwrap_err();
    assert_eq!(refused.rule().code, "xapi.signature.payload");
    assert!(refused.to_string().contains("limit is 100"));
}
