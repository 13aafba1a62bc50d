//! RFC 7515 §7.1: the compact form, to the letter.

use edu_jose::{Compact, JoseError, JwsLimits};

/// `{"alg":"RS256"}`, `{"a":1}`, `sig`.
const TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2ln";

fn refusal(token: &str) -> JoseError {
    Compact::parse(token, &JwsLimits::default()).unwrap_err()
}

#[test]
fn the_payload_can_be_looked_at_for_routing() {
    let compact = Compact::parse(TOKEN, &JwsLimits::default()).unwrap();
    assert_eq!(compact.unverified_payload(), br#"{"a":1}"#);
}

#[test]
fn any_other_number_of_segments_is_refused() {
    for (token, found) in [
        ("", 1),
        ("eyJhbGciOiJSUzI1NiJ9", 1),
        ("eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ", 2),
        ("eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2ln.", 4),
        ("eyJhbGciOiJSUzI1NiJ9.a.b.c.d", 5),
        ("......................", 6),
    ] {
        assert_eq!(refusal(token), JoseError::Segments { found }, "{token}");
    }
}

#[test]
fn empty_segments_are_refused() {
    for (token, segment) in [
        (".eyJhIjoxfQ.c2ln", "header"),
        ("eyJhbGciOiJSUzI1NiJ9..c2ln", "payload"),
        ("eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.", "signature"),
        ("..", "header"),
    ] {
        assert_eq!(refusal(token), JoseError::Empty { segment }, "{token}");
    }
}

#[test]
fn padding_is_refused_in_every_segment() {
    for (token, segment) in [
        ("eyJhbGciOiJSUzI1NiJ9Cg==.eyJhIjoxfQ.c2ln", "header"),
        ("eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ==.c2ln", "payload"),
        ("eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2lnYQ==", "signature"),
    ] {
        assert_eq!(refusal(token), JoseError::Base64 { segment }, "{token}");
    }
}

#[test]
fn trailing_bits_that_are_not_zero_are_refused() {
    let error = JoseError::Base64 { segment: "payload" };
    assert_eq!(refusal("eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfR.c2ln"), error);
    let error = JoseError::Base64 {
        segment: "signature",
    };
    assert_eq!(refusal("eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2lnYR"), error);
}

#[test]
fn white_space_and_other_alphabets_are_refused() {
    for token in [
        " eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2ln",
        "eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2ln\n",
        "eyJhbGciOiJSUzI1NiJ9.eyJh\r\nIjoxfQ.c2ln",
        "eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.+/+/",
        "eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2%6C",
        "eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.ｃ2ln",
    ] {
        assert_eq!(refusal(token).rule().code, "jose.base64", "{token:?}");
    }
}

#[test]
fn a_token_beyond_its_limit_is_refused_before_anything_is_read() {
    let token = format!("!{}", "A".repeat(64 * 1024));
    let error = refusal(&token);
    assert_eq!(error.rule().code, "jose.size");
    assert_eq!(error.to_string(), "token bytes is 65537, limit is 65536");
}

#[test]
fn a_smaller_limit_counts_from_the_first_byte_above_it() {
    let exact = JwsLimits::default().with_token(TOKEN.len());
    assert!(Compact::parse(TOKEN, &exact).is_ok());
    let below = JwsLimits::default().with_token(TOKEN.len() - 1);
    assert!(Compact::parse(TOKEN, &below).is_err());
}

#[test]
fn faults_are_told_in_the_order_size_segments_base64_header() {
    // Every later fault is there too: an unknown algorithm and an empty signature.
    assert_eq!(refusal("eyJhbGciOiJub25lIn0.!.").rule().code, "jose.base64");
    assert_eq!(
        refusal("eyJhbGciOiJub25lIn0.!").rule().code,
        "jose.segments"
    );
    assert_eq!(
        refusal("eyJhbGciOiJub25lIn0.e30.").rule().code,
        "jose.alg.refused"
    );
}

#[test]
fn a_refusal_explains_itself_with_code_and_clause() {
    assert_eq!(
        refusal("a.b").to_report().to_string(),
        "error jose.segments: token has 2 segments, exactly 3 are allowed (RFC 7515 §7.1)\n"
    );
}

#[test]
fn debug_shows_neither_token_nor_payload() {
    let compact = Compact::parse(TOKEN, &JwsLimits::default()).unwrap();
    let shown = format!("{compact:?}");
    assert_eq!(
        shown,
        "Compact { header: Header { algorithm: Rs256, key_id: None, .. }, .. }"
    );
}

#[test]
fn no_cut_of_a_token_is_accepted_or_panics() {
    for end in 0..TOKEN.len() {
        let cut = TOKEN.get(..end).unwrap();
        let parsed = Compact::parse(cut, &JwsLimits::default());
        // Cutting whole groups off the signature leaves a form that only the check can refuse.
        assert!(parsed.is_err() || end > TOKEN.len() - 3, "{cut}");
    }
}
