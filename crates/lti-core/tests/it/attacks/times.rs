//! Cases 25 to 30 and 33: when the token was made, and for which login.

use core::time::Duration;

use lti_core::{Fault, ToolSettings};
use serde_json::json;

use crate::launch::{
    KEY, NOW, Token, assert_accepted, assert_error, assert_refused, begin, deliver, keys, launch,
    memory, registration, tool, tool_with,
};

/// A change to the text of the payload.
type Rewrite = fn(String) -> String;

fn times(issued: i64, expires: i64) -> Token {
    Token::resource_link()
        .with("iat", issued)
        .with("exp", expires)
}

#[test]
fn case_25_a_token_expired_beyond_the_leeway_is_refused() {
    for late in [60, 61, 200] {
        assert_refused(
            &times(NOW - 300, NOW - late),
            "lti.time.expired",
            Fault::Time,
        );
    }
}

#[test]
fn case_25_a_token_expired_within_the_leeway_is_accepted() {
    for late in [0, 30, 59] {
        assert_accepted(&times(NOW - 300, NOW - late), &[]);
    }
}

#[test]
fn case_25_leeway_can_be_taken_away() {
    let settings = ToolSettings::new().with_leeway(Duration::ZERO).unwrap();
    let tool = tool_with(memory(registration(), keys(&[&*KEY])), settings);
    let result = launch(&tool, &times(NOW - 300, NOW));
    assert_error(result, "lti.time.expired", Fault::Time);
    let result = launch(&tool, &times(NOW + 1, NOW + 300));
    assert_error(result, "lti.time.future", Fault::Time);
    assert!(launch(&tool, &times(NOW, NOW + 1)).is_ok());
    assert!(
        ToolSettings::new()
            .with_leeway(Duration::from_secs(301))
            .is_err()
    );
}

#[test]
fn case_26_an_expiry_that_is_no_time_is_refused() {
    for (expires, code) in [
        (json!("1700000300"), "lti.claim.kind"),
        (json!([NOW]), "lti.claim.kind"),
        (json!(true), "lti.claim.kind"),
        (json!(-1), "lti.claim.value"),
        (json!(i64::MIN), "lti.claim.value"),
        (json!(u64::MAX), "lti.claim.value"),
        (json!(253_402_300_800_i64), "lti.claim.value"),
    ] {
        for name in ["exp", "iat", "nbf"] {
            let token = Token::resource_link().with(name, expires.clone());
            assert_refused(&token, code, Fault::Claim);
        }
    }
    for name in ["exp", "iat"] {
        let token = Token::resource_link().without(name);
        assert_refused(&token, "lti.claim.missing", Fault::Claim);
    }
}

#[test]
fn case_26_an_expiry_that_is_no_number_of_json_or_not_finite_is_refused() {
    let expiries: [(Rewrite, &str, Fault); 5] = [
        (|text| expiry(&text, "NaN"), "json.syntax", Fault::Malformed),
        (
            |text| expiry(&text, "Infinity"),
            "json.syntax",
            Fault::Malformed,
        ),
        (
            |text| expiry(&text, "01700000300"),
            "json.syntax",
            Fault::Malformed,
        ),
        (
            |text| expiry(&text, "1e400"),
            "lti.claim.value",
            Fault::Claim,
        ),
        (
            |text| expiry(&text, "-1e400"),
            "lti.claim.value",
            Fault::Claim,
        ),
    ];
    for (payload, code, fault) in expiries {
        let token = Token::resource_link().rewritten(payload);
        assert_refused(&token, code, fault);
    }
}

#[test]
fn case_26_an_expiry_with_fraction_or_exponent_is_accepted_with_a_warning() {
    // RFC 7519 §2: a NumericDate is a number of seconds, "where non-integer values can be
    // represented". The list refuses fractions; we warn and cut them off.
    let spellings: [Rewrite; 3] = [
        |text| expiry(&text, "1.7000003e9"),
        |text| expiry(&text, "1700000300.0"),
        |text| expiry(&text, "1700000300.9"),
    ];
    for payload in spellings {
        let token = Token::resource_link().rewritten(payload);
        let launch = assert_accepted(&token, &["lti.time.not_integer"]);
        assert_eq!(launch.claims().expires.seconds(), 1_700_000_300);
    }
}

fn expiry(text: &str, value: &str) -> String {
    text.replacen(r#""exp":1700000300"#, &format!(r#""exp":{value}"#), 1)
}

#[test]
fn case_27_a_token_from_the_future_is_refused() {
    let token = times(NOW + 300, NOW + 600);
    assert_refused(&token, "lti.time.future", Fault::Time);
    let token = times(NOW + 61, NOW + 600);
    assert_refused(&token, "lti.time.future", Fault::Time);
}

#[test]
fn case_27_a_clock_that_is_a_little_ahead_is_accepted() {
    for early in [30, 60] {
        assert_accepted(&times(NOW + early, NOW + 300), &[]);
    }
}

#[test]
fn case_27_a_token_that_is_not_valid_yet_is_refused() {
    let token = Token::resource_link().with("nbf", NOW + 61);
    assert_refused(&token, "lti.time.not_before", Fault::Time);
    assert_accepted(&Token::resource_link().with("nbf", NOW + 60), &[]);
}

#[test]
fn case_28_an_old_token_is_refused_although_it_has_not_expired() {
    let token = times(NOW - 7200, NOW + 3600);
    assert_refused(&token, "lti.time.too_old", Fault::Time);
    // 600 s of age and 60 s of leeway.
    assert_refused(
        &times(NOW - 661, NOW + 300),
        "lti.time.too_old",
        Fault::Time,
    );
    assert_accepted(&times(NOW - 660, NOW + 300), &[]);
}

#[test]
fn case_29_a_token_that_lives_for_years_is_refused() {
    let ten_years = 10 * 365 * 24 * 3600;
    assert_refused(
        &times(NOW, NOW + ten_years),
        "lti.time.lifetime",
        Fault::Time,
    );
    assert_refused(&times(NOW, NOW + 86_401), "lti.time.lifetime", Fault::Time);
    assert_accepted(&times(NOW, NOW + 86_400), &[]);
}

#[test]
fn case_29_a_token_that_ends_before_it_begins_is_refused() {
    assert_refused(&times(NOW, NOW), "lti.time.lifetime", Fault::Time);
    assert_refused(&times(NOW + 20, NOW + 10), "lti.time.lifetime", Fault::Time);
}

#[test]
fn case_30_a_nonce_is_text_and_not_empty() {
    let token = Token::resource_link().without("nonce");
    assert_refused(&token, "lti.claim.missing", Fault::Claim);
    let token = Token::resource_link().with("nonce", "");
    assert_refused(&token, "lti.claim.value", Fault::Claim);
    for nonce in [json!(7), json!(null), json!(["n"]), json!({})] {
        let token = Token::resource_link().with("nonce", nonce);
        assert_refused(&token, "lti.claim.kind", Fault::Claim);
    }
}

#[test]
fn case_33_a_nonce_of_another_login_is_refused() {
    let tool = tool();
    let (first, second) = (begin(&tool), begin(&tool));
    let token = Token::resource_link().seal(&first.nonce);
    let result = deliver(&tool, &second, &token);
    assert_error(result, "lti.nonce.differs", Fault::Nonce);
    // The first login is still open.
    assert!(deliver(&tool, &first, &token).is_ok());
}
