//! RFC 7515 §4: what a header may say, and what leads to refusal by being said.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use edu_jose::{Algorithm, Compact, Header, JoseError, JwsLimits, RefusedAlgorithm};

fn header(json: &str) -> Result<Header, JoseError> {
    let token = format!("{}.e30.c2ln", URL_SAFE_NO_PAD.encode(json));
    Compact::parse(&token, &JwsLimits::default()).map(|compact| compact.header().clone())
}

fn code(json: &str) -> &'static str {
    header(json).unwrap_err().rule().code
}

#[test]
fn algorithm_key_id_and_type_are_kept_as_they_came() {
    let header = header(r#"{"typ":"at+jwt","alg":"ES384","kid":"a/b"}"#).unwrap();
    assert_eq!(header.algorithm, Algorithm::Es384);
    assert_eq!(header.key_id.unwrap().as_str(), "a/b");
    assert_eq!(header.typ.as_deref(), Some("at+jwt"));
}

#[test]
fn key_id_and_type_may_be_missing() {
    let header = header(r#"{"alg":"RS256"}"#).unwrap();
    assert_eq!((header.key_id, header.typ), (None, None));
}

#[test]
fn certificate_thumbprints_and_unknown_members_are_ignored() {
    let json =
        r#"{"alg":"RS256","x5t":"a","x5t\u0023S256":"b","cty":"x","https://a.example":{"b":[1]}}"#;
    assert!(header(json).is_ok());
}

#[test]
fn tokens_without_signature_are_refused_in_every_spelling() {
    for name in ["none", "None", "nOnE", "NONE"] {
        let error = header(&format!(r#"{{"alg":"{name}"}}"#)).unwrap_err();
        assert_eq!(error, JoseError::AlgorithmRefused(RefusedAlgorithm::None));
        assert_eq!(error.rule().code, "jose.alg.refused");
    }
}

#[test]
fn an_unsigned_token_is_refused_for_its_algorithm_not_its_empty_signature() {
    let token = format!("{}.e30.", URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#));
    let error = Compact::parse(&token, &JwsLimits::default()).unwrap_err();
    assert_eq!(error, JoseError::AlgorithmRefused(RefusedAlgorithm::None));
}

#[test]
fn symmetric_and_padded_algorithms_are_refused_by_family() {
    for (name, family) in [
        ("HS256", RefusedAlgorithm::Hmac),
        ("HS512", RefusedAlgorithm::Hmac),
        ("PS256", RefusedAlgorithm::RsaPss),
        ("EdDSA", RefusedAlgorithm::Unknown),
        ("rs256", RefusedAlgorithm::Unknown),
        ("RS256 ", RefusedAlgorithm::Unknown),
        ("", RefusedAlgorithm::Unknown),
        ("é", RefusedAlgorithm::Unknown),
    ] {
        let error = header(&format!(r#"{{"alg":"{name}"}}"#)).unwrap_err();
        assert_eq!(error, JoseError::AlgorithmRefused(family), "{name}");
    }
}

#[test]
fn the_text_of_a_refused_algorithm_is_not_repeated() {
    let error = header(r#"{"alg":"<script>"}"#).unwrap_err();
    assert!(!error.to_string().contains("script"));
    assert!(!format!("{error:?}").contains("script"));
}

#[test]
fn a_missing_algorithm_is_refused() {
    assert_eq!(code("{}"), "jose.alg.missing");
    assert_eq!(code(r#"{"kid":"a"}"#), "jose.alg.missing");
}

#[test]
fn members_that_change_what_is_checked_are_refused() {
    for (member, value, expected) in [
        ("crit", r#"["exp"]"#, "jose.header.crit"),
        ("crit", "[]", "jose.header.crit"),
        ("crit", "null", "jose.header.crit"),
        ("b64", "false", "jose.header.b64"),
        ("b64", "true", "jose.header.b64"),
        ("zip", r#""DEF""#, "jose.header.zip"),
    ] {
        let json = format!(r#"{{"alg":"RS256","{member}":{value}}}"#);
        assert_eq!(code(&json), expected, "{json}");
    }
}

#[test]
fn keys_and_addresses_of_keys_in_the_header_are_refused() {
    for (member, value) in [
        ("jwk", r#"{"kty":"RSA","n":"AQ","e":"AQAB"}"#),
        ("jku", r#""https://evil.example/keys""#),
        ("jku", r#""http://169.254.169.254/latest""#),
        ("x5u", r#""https://evil.example/certificate""#),
        ("x5c", r#"["MIIB"]"#),
    ] {
        let json = format!(r#"{{"{member}":{value},"alg":"RS256","kid":"k"}}"#);
        let error = header(&json).unwrap_err();
        assert_eq!(error, JoseError::HeaderRefused { member });
        assert_eq!(error.rule().code, "jose.header.key_material");
    }
}

#[test]
fn a_trap_spelt_with_escapes_is_still_a_trap() {
    let json = r#"{"alg":"RS256","\u0063rit":["x"]}"#;
    assert_eq!(code(json), "jose.header.crit");
}

#[test]
fn members_of_the_wrong_type_are_refused() {
    for (json, expected) in [
        (r#"{"alg":256}"#, "jose.header.type"),
        (r#"{"alg":["RS256"]}"#, "jose.header.type"),
        (r#"{"alg":null}"#, "jose.header.type"),
        (r#"{"alg":"RS256","typ":1}"#, "jose.header.type"),
        (r#"{"alg":"RS256","cty":{}}"#, "jose.header.type"),
        (r#"{"alg":"RS256","kid":7}"#, "jose.kid.invalid"),
        (r#"{"alg":"RS256","kid":null}"#, "jose.kid.invalid"),
        (r#"{"alg":"RS256","kid":["a"]}"#, "jose.kid.invalid"),
    ] {
        assert_eq!(code(json), expected, "{json}");
    }
}

#[test]
fn key_ids_that_are_empty_endless_or_hold_controls_are_refused() {
    for kid in [
        String::new(),
        "k".repeat(256),
        "k".repeat(6000),
        r"a\u0000b".into(),
    ] {
        let json = format!(r#"{{"alg":"RS256","kid":"{kid}"}}"#);
        assert_eq!(code(&json), "jose.kid.invalid");
    }
}

#[test]
fn a_key_id_that_looks_like_a_path_is_only_a_name() {
    for kid in ["../../etc/passwd", "' OR '1'='1"] {
        let json = format!(r#"{{"alg":"RS256","kid":"{kid}"}}"#);
        assert_eq!(header(&json).unwrap().key_id.unwrap().as_str(), kid);
    }
}

#[test]
fn members_that_appear_twice_are_refused() {
    for json in [
        r#"{"alg":"RS256","alg":"none"}"#,
        r#"{"alg":"RS256","kid":"a","kid":"a"}"#,
        r#"{"alg":"RS256","x":1,"\u0078":1}"#,
    ] {
        assert_eq!(code(json), "jose.header.duplicate", "{json}");
    }
}

#[test]
fn headers_that_are_no_json_object_are_refused() {
    for json in [
        "",
        " ",
        "null",
        "[]",
        r#""alg""#,
        "{",
        r#"{"alg":"RS256"}x"#,
        "{'alg':1}",
    ] {
        let expected = if json.is_empty() {
            "jose.segments"
        } else {
            "jose.header.json"
        };
        assert_eq!(code(json), expected, "{json}");
    }
}

#[test]
fn a_header_that_is_not_utf8_is_refused() {
    let token = format!("{}.e30.c2ln", URL_SAFE_NO_PAD.encode(b"{\"alg\":\"\xff\"}"));
    let error = Compact::parse(&token, &JwsLimits::default()).unwrap_err();
    assert_eq!(error.rule().code, "jose.header.json");
}

#[test]
fn a_deeply_nested_header_is_refused() {
    let json = format!(
        r#"{{"alg":"RS256","x":{}{}}}"#,
        "[".repeat(1000),
        "]".repeat(1000)
    );
    assert_eq!(code(&json), "jose.header.json");
}

#[test]
fn a_header_beyond_its_limit_is_refused() {
    let json = format!(r#"{{"alg":"RS256","x":"{}"}}"#, "x".repeat(8 * 1024));
    let error = header(&json).unwrap_err();
    assert_eq!(error.rule().code, "jose.size");
    assert!(error.to_string().ends_with("limit is 8192"), "{error}");
}
