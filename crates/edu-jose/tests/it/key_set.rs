//! RFC 7517: published sets, good and bad.

use edu_jose::{Algorithm, JwksLimits, KeySet, KeySetError, PublicKey};
use edu_json::ToJson as _;
use edu_types::{Report, Severity};

const P256: &str = r#""kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0""#;

fn parse(json: &str) -> (KeySet, Report) {
    KeySet::parse(json.as_bytes(), &JwksLimits::default()).unwrap()
}

/// A set of one entry made of these members.
fn one(members: &str) -> (KeySet, Report) {
    parse(&format!(r#"{{"keys":[{{{members}}}]}}"#))
}

/// The code, place and weight of the only finding.
fn finding(report: &Report) -> (&'static str, String, Severity) {
    assert_eq!(report.findings().len(), 1, "{report}");
    let finding = &report.findings()[0];
    (finding.code, finding.place.to_string(), finding.severity)
}

fn rsa() -> String {
    let key = PublicKey::from_pem(include_str!("../data/rsa-2048.pem")).unwrap();
    let json = edu_jose::Jwk::new(key).to_json_string();
    json.trim_matches(['{', '}']).replace(r#","use":"sig""#, "")
}

#[test]
fn members_that_are_not_needed_may_be_missing() {
    let (keys, report) = one(&format!(r#"{},"kid":"a""#, rsa()));
    assert!(report.is_empty(), "{report}");
    assert_eq!(keys.keys()[0].algorithm(), None);
}

#[test]
fn unknown_members_are_ignored() {
    let (keys, report) = one(&format!(r#"{P256},"kid":"a","x5c":["MIIB"],"ext":true"#));
    assert!(report.is_empty(), "{report}");
    assert_eq!(keys.keys().len(), 1);
}

#[test]
fn one_bad_entry_does_not_lock_the_others_out() {
    let json = format!(
        r#"{{"keys":[7,{{"kty":"OKP","crv":"Ed25519","x":"AA","kid":"o"}},{{{P256},"kid":"a"}}]}}"#
    );
    let (keys, report) = parse(&json);
    assert_eq!(keys.keys().len(), 1);
    let codes: Vec<_> = report.findings().iter().map(|one| one.code).collect();
    assert_eq!(codes, ["jwk.malformed", "jwk.type"]);
    assert_eq!(report.findings()[1].place.path.as_deref(), Some("/keys/1"));
    assert!(report.is_valid());
}

#[test]
fn malformed_entries_are_skipped_and_told() {
    let rsa = rsa();
    for members in [
        r#""kid":"a""#,
        r#""kty":7,"kid":"a""#,
        r#""kty":"RSA","kid":"a","e":"AQAB""#,
        r#""kty":"RSA","kid":"a","n":"AQ==","e":"AQAB""#,
        r#""kty":"RSA","kid":"a","n":["AQ"],"e":"AQAB""#,
        r#""kty":"EC","kid":"a","crv":"P-256","x":"AQ","y":"AQ""#,
        r#""kty":"EC","kid":"a","x":"AQ","y":"AQ""#,
        &format!(r#"{},"kid":"a""#, P256.replace("P-256", "P-384")),
        &format!(r#"{rsa},"kid":7"#),
        &format!(r#"{rsa},"kid":"""#),
        &format!(r#"{rsa},"kid":"a","use":["sig"]"#),
        &format!(r#"{rsa},"kid":"a","key_ops":"verify""#),
        &format!(r#"{rsa},"kid":"a","alg":256"#),
    ] {
        let (keys, report) = one(members);
        assert!(keys.keys().is_empty(), "{members}");
        let expected = ("jwk.malformed", "/keys/0".to_owned(), Severity::Warning);
        assert_eq!(finding(&report), expected, "{members}");
    }
}

#[test]
fn entries_of_unknown_types_and_curves_are_skipped_and_told() {
    for members in [
        r#""kty":"OKP","kid":"a","crv":"Ed25519","x":"AA""#,
        r#""kty":"rsa","kid":"a","n":"AQ","e":"AQAB""#,
        r#""kty":"EC","kid":"a","crv":"secp256k1","x":"AQ","y":"AQ""#,
    ] {
        let (keys, report) = one(members);
        assert!(keys.keys().is_empty());
        assert_eq!(finding(&report).0, "jwk.type", "{members}");
    }
}

#[test]
fn symmetric_keys_are_skipped_and_never_shown() {
    let (keys, report) = one(r#""kty":"oct","kid":"a","alg":"HS256","k":"c2VjcmV0""#);
    assert!(keys.keys().is_empty());
    assert_eq!(finding(&report).0, "jwk.type");
    assert!(!format!("{keys:?} {report:?}").contains("c2VjcmV0"));
}

#[test]
fn every_weak_key_is_skipped_and_told() {
    let (keys, report) = parse(include_str!("../data/weak.jwks.json"));
    assert!(keys.keys().is_empty());
    assert_eq!(report.findings().len(), 7);
    assert!(report.findings().iter().all(|one| one.code == "jwk.weak"));
    assert_eq!(
        report.findings()[0].message,
        "modulus has 512 bits, 2048 to 8192 are allowed"
    );
}

#[test]
fn keys_for_encryption_or_signing_alone_are_skipped() {
    for extra in [
        r#""use":"enc""#,
        r#""use":"SIG""#,
        r#""key_ops":["sign"]"#,
        r#""key_ops":[]"#,
    ] {
        let (keys, report) = one(&format!(r#"{P256},"kid":"a",{extra}"#));
        assert!(keys.keys().is_empty());
        let expected = ("jwk.use", "/keys/0".to_owned(), Severity::Advice);
        assert_eq!(finding(&report), expected, "{extra}");
    }
    let (keys, _) = one(&format!(
        r#"{P256},"kid":"a","use":"sig","key_ops":["x","verify"]"#
    ));
    assert_eq!(keys.keys().len(), 1);
}

#[test]
fn keys_bound_to_an_algorithm_that_does_not_exist_here_or_does_not_fit_are_skipped() {
    for name in ["PS256", "HS256", "RSA-OAEP", "none", "RS256", "ES384"] {
        let (keys, report) = one(&format!(r#"{P256},"kid":"a","alg":"{name}""#));
        assert!(keys.keys().is_empty());
        assert_eq!(finding(&report).0, "jwk.alg", "{name}");
    }
}

#[test]
fn a_published_private_part_is_told_but_never_shown_or_kept() {
    for name in ["d", "p", "q", "dp", "dq", "qi"] {
        let (keys, report) = one(&format!(r#"{},"kid":"a","{name}":"c2VjcmV0""#, rsa()));
        assert_eq!(keys.keys().len(), 1);
        assert_eq!(finding(&report).0, "jwk.private_part_published");
        assert!(report.is_valid());
        assert!(!format!("{keys:?} {report:?}").contains("c2VjcmV0"));
        assert!(!keys.to_json_string().contains("c2VjcmV0"));
    }
}

#[test]
fn zeros_before_a_number_are_told() {
    let (keys, report) = one(&format!(r#"{},"kid":"a""#, rsa().replace("AQAB", "AAEAAQ")));
    assert_eq!(keys.keys().len(), 1);
    assert_eq!(finding(&report).0, "jwk.leading_zero");
    assert!(keys.to_json_string().contains(r#""e":"AQAB""#));
}

#[test]
fn ids_that_are_missing_or_shared_are_told() {
    let (_, report) = one(P256);
    assert_eq!(finding(&report).0, "jwk.kid.missing");
    let json = format!(
        r#"{{"keys":[{{{P256},"kid":"a"}},{{{},"kid":"a"}}]}}"#,
        rsa()
    );
    let (keys, report) = parse(&json);
    assert_eq!(keys.keys().len(), 2);
    let expected = ("jwk.kid.duplicate", "/keys/1".to_owned(), Severity::Warning);
    assert_eq!(finding(&report), expected);
}

#[test]
fn documents_of_another_shape_are_refused() {
    for json in [
        "[]",
        "{}",
        r#"{"keys":{}}"#,
        r#"{"keys":null}"#,
        r#"{"Keys":[]}"#,
    ] {
        let error = KeySet::parse(json.as_bytes(), &JwksLimits::default()).unwrap_err();
        assert_eq!(error, KeySetError::Shape);
        let expected = "error jwks.shape at the top: \
            key set is not an object with an array `keys` (RFC 7517 §5)\n";
        assert_eq!(error.to_report().to_string(), expected);
    }
}

#[test]
fn an_html_page_or_a_member_twice_is_refused() {
    for (json, code) in [
        ("<!doctype html>", "json.syntax"),
        ("", "json.syntax"),
        (r#"{"keys":[],"keys":[]}"#, "json.duplicate"),
        (r#"{"keys":[{"kid":"a","kid":"b"}]}"#, "json.duplicate"),
    ] {
        let error = KeySet::parse(json.as_bytes(), &JwksLimits::default()).unwrap_err();
        assert_eq!(error.rule().code, code, "{json}");
    }
}

#[test]
fn sets_beyond_their_limits_are_refused() {
    let json = format!(r#"{{"keys":[{}1]}}"#, "1,".repeat(100));
    let error = KeySet::parse(json.as_bytes(), &JwksLimits::default()).unwrap_err();
    assert_eq!(error.to_string(), "keys is 101, limit is 100");
    let json = format!(r#"{{"keys":[]{}}}"#, " ".repeat(64 * 1024));
    let error = KeySet::parse(json.as_bytes(), &JwksLimits::default()).unwrap_err();
    assert_eq!(error.rule().code, "json.limit");
}

#[test]
fn an_empty_set_is_a_set() {
    let (keys, report) = parse(r#"{"keys":[]}"#);
    assert_eq!(keys, KeySet::new());
    assert!(report.is_empty());
}

#[test]
fn a_set_is_written_with_few_members_in_a_fixed_order() {
    let (keys, _) = one(&format!(r#""kid":"ä\"","alg":"ES256","x5c":[],{P256}"#));
    let expected = format!(r#"{{"keys":[{{{P256},"alg":"ES256","use":"sig","kid":"ä\""}}]}}"#);
    assert_eq!(keys.to_json_string(), expected);
    assert_eq!(parse(&expected).0, keys);
    assert_eq!(keys.keys()[0].algorithm(), Some(Algorithm::Es256));
}
