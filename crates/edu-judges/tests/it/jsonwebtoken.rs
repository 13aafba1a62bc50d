//! The same tokens through `jsonwebtoken` and through ours.

use edu_jose::{Algorithm, Sign as _, sign_compact};
use edu_jose_aws_lc::AwsLc;
use edu_jose_ring::Ring;
use jsonwebtoken::{DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::keys::{self, Sender, rs256, senders};

/// Whether `jsonwebtoken` accepts the token as this sender's; its claims are not judged.
fn theirs(sender: &Sender, token: &str) -> bool {
    let Ok(header) = decode_header(token) else {
        return false;
    };
    let Some(key) = header.kid.and_then(|id| sender.theirs.find(&id).cloned()) else {
        return false;
    };
    let mut validation = Validation::new(algorithm(sender.algorithm()));
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    let key = DecodingKey::from_jwk(&key).unwrap();
    decode::<Value>(token, &key, &validation).is_ok()
}

/// Whether we accept it; both signature providers must agree.
fn ours(sender: &Sender, token: &str) -> bool {
    let verdict = sender.ours(token, &Ring);
    assert_eq!(verdict, sender.ours(token, &AwsLc), "{token}");
    verdict
}

fn algorithm(ours: Algorithm) -> jsonwebtoken::Algorithm {
    ours.as_str().parse().unwrap()
}

fn claims() -> Value {
    json!({"iss": "https://lms.example", "aud": "tool-7", "exp": 1_800_000_000, "text": "ÿ \u{1f600}"})
}

/// A token that `jsonwebtoken` signs with the sender's key.
fn signed_by_them(sender: &Sender) -> String {
    let mut header = Header::new(algorithm(sender.algorithm()));
    header.kid = Some(sender.key_id().to_owned());
    let pem = sender.signer.to_pkcs8_pem().unwrap();
    let key = match sender.algorithm() {
        Algorithm::Rs256 | Algorithm::Rs384 | Algorithm::Rs512 => {
            EncodingKey::from_rsa_pem(pem.expose().as_bytes())
        }
        Algorithm::Es256 | Algorithm::Es384 | Algorithm::Es512 => {
            EncodingKey::from_ec_pem(pem.expose().as_bytes())
        }
    };
    encode(&header, &claims(), &key.unwrap()).unwrap()
}

fn signed_by_us(sender: &Sender) -> String {
    sign_compact(Some("JWT"), claims().to_string().as_bytes(), &sender.signer).unwrap()
}

/// The header of an RS256 token with some members more.
fn header_with(more: &str) -> String {
    let id = rs256().key_id();
    format!(r#"{{"alg":"RS256","kid":"{id}"{more}}}"#)
}

#[test]
fn what_they_sign_we_accept() {
    for sender in senders() {
        let token = signed_by_them(sender);
        assert!(ours(sender, &token), "{}", sender.algorithm());
        assert!(theirs(sender, &token), "{}", sender.algorithm());
    }
}

#[test]
fn what_we_sign_they_accept() {
    for sender in senders() {
        let token = signed_by_us(sender);
        assert!(theirs(sender, &token), "{}", sender.algorithm());
        assert!(ours(sender, &token), "{}", sender.algorithm());
    }
}

#[test]
fn a_converted_key_checks_what_its_signer_signed() {
    for sender in [rs256(), &senders()[3]] {
        let key = DecodingKey::try_from(sender.signer.public_key()).unwrap();
        let token = signed_by_us(sender);
        let checked = |token: &str| {
            let (signed, signature) = token.rsplit_once('.').unwrap();
            let algorithm = algorithm(sender.algorithm());
            jsonwebtoken::crypto::verify(signature, signed.as_bytes(), &key, algorithm).unwrap()
        };
        assert!(checked(&token));
        assert!(!checked(&token.replacen('e', "f", 1)));
    }
}

#[test]
fn neither_takes_the_token_of_another_sender() {
    for (sender, other) in senders().iter().zip(senders().iter().skip(1)) {
        let token = signed_by_us(sender);
        assert!(!ours(other, &token));
        assert!(!theirs(other, &token));
    }
}

#[test]
fn neither_takes_another_algorithm_in_the_header() {
    let sender = rs256();
    for name in [
        "none", "None", "NONE", "", "HS256", "HS384", "HS512", "RS384", "RS512", "PS256", "ES256",
        "ES384", "ES512", "EdDSA", "rs256", "RS256 ", "RS1",
    ] {
        let id = sender.key_id();
        let token = sender.sign_raw(&format!(r#"{{"alg":"{name}","kid":"{id}"}}"#), b"{}");
        assert!(!ours(sender, &token), "{name}");
        assert!(!theirs(sender, &token), "{name}");
    }
}

#[test]
fn neither_takes_the_public_key_for_a_shared_secret() {
    let sender = rs256();
    let id = sender.key_id();
    let mut header = Header::new(jsonwebtoken::Algorithm::HS256);
    header.kid = Some(id.to_owned());
    let key = EncodingKey::from_secret(sender.published.as_bytes());
    let token = encode(&header, &claims(), &key).unwrap();
    assert!(!ours(sender, &token));
    assert!(!theirs(sender, &token));
}

#[test]
fn strange_tokens_with_a_good_signature_get_the_same_verdict() {
    let sender = rs256();
    let id = sender.key_id();
    for (header, payload, verdict) in [
        (header_with(""), "{}", true),
        (header_with(r#","typ":"JWT""#), r#"{"a":1}"#, true),
        (header_with(r#","unknown":{"a":[1]}"#), "{}", true),
        (format!(r#" {{"kid":"{id}", "alg":"RS256"}} "#), "{}", true),
        (header_with(r#","alg":"RS256""#), "{}", false),
        (header_with(r#","kid":"other""#), "{}", false),
        (header_with(r#","typ":7"#), "{}", false),
        (r#"{"alg":"RS256"}"#.to_owned(), "{}", false),
        (r#"{"alg":"RS256","kid":7}"#.to_owned(), "{}", false),
        (r#"{"alg":"RS256","kid":"other"}"#.to_owned(), "{}", false),
        (format!(r#"{{"kid":"{id}"}}"#), "{}", false),
        (format!(r#"{{"alg":["RS256"],"kid":"{id}"}}"#), "{}", false),
        ("[]".to_owned(), "{}", false),
        ("null".to_owned(), "{}", false),
        ("{".to_owned(), "{}", false),
        (header_with("}"), "{}", false),
    ] {
        let token = sender.sign_raw(&header, payload.as_bytes());
        assert_eq!(ours(sender, &token), verdict, "ours: {header}");
        assert_eq!(theirs(sender, &token), verdict, "theirs: {header}");
    }
}

/// Each line is a decision of ours, and why.
#[test]
fn the_known_differences_are_these() {
    let sender = rs256();
    let jwk = serde_json::to_value(&sender.theirs.keys[0]).unwrap();
    for (why, header, payload, ours_takes, theirs_takes) in [
        (
            "no extension is supported",
            header_with(r#","crit":["exp"],"exp":1"#),
            "{}",
            false,
            true,
        ),
        (
            "keys come from the set alone",
            header_with(&format!(r#","jwk":{jwk}"#)),
            "{}",
            false,
            true,
        ),
        (
            "keys come from the set alone",
            header_with(r#","jku":"https://a.example""#),
            "{}",
            false,
            true,
        ),
        (
            "keys come from the set alone",
            header_with(r#","x5u":"https://a.example""#),
            "{}",
            false,
            true,
        ),
        (
            "keys come from the set alone",
            header_with(r#","x5c":["AA"]"#),
            "{}",
            false,
            true,
        ),
        (
            "nothing is unpacked",
            header_with(r#","zip":"DEF""#),
            "{}",
            false,
            true,
        ),
        (
            "payloads are always encoded",
            header_with(r#","b64":false"#),
            "{}",
            false,
            true,
        ),
        (
            "members are unique",
            header_with(r#","a":1,"a":2"#),
            "{}",
            false,
            true,
        ),
        (
            "a payload is bytes; claims are read later",
            header_with(""),
            "text",
            true,
            false,
        ),
    ] {
        let token = sender.sign_raw(&header, payload.as_bytes());
        assert_eq!(ours(sender, &token), ours_takes, "ours, {why}: {header}");
        assert_eq!(
            theirs(sender, &token),
            theirs_takes,
            "theirs, {why}: {header}"
        );
    }
}

#[test]
fn neither_takes_other_numbers_of_segments_or_paddings() {
    let sender = rs256();
    let token = signed_by_us(sender);
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let (header, payload) = signed.split_once('.').unwrap();
    for changed in [
        String::new(),
        "..".to_owned(),
        format!("{signed}."),
        signed.to_owned(),
        format!("{token}."),
        format!("{token}.{signature}"),
        format!(".{token}"),
        format!("{token}="),
        format!("{header}=.{payload}.{signature}"),
        format!("{header}.{payload}=.{signature}"),
        format!("{payload}.{header}.{signature}"),
        format!(" {token}"),
        format!("{token}\n"),
        format!("{header}.{payload}.\n{signature}"),
        format!("{header}.{payload}.{signature}A"),
    ] {
        assert!(!ours(sender, &changed), "{changed}");
        assert!(!theirs(sender, &changed), "{changed}");
    }
}

/// The token with one bit of one byte flipped; none where that makes it no text.
fn flipped(token: &str, at: prop::sample::Index, bit: u32) -> Option<String> {
    let mut bytes = token.as_bytes().to_vec();
    let at = at.index(bytes.len());
    bytes[at] ^= 1 << bit;
    String::from_utf8(bytes).ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_flipped_bit_gets_the_same_verdict(
        sender in 0..keys::SHARED.len(),
        at: prop::sample::Index,
        bit in 0..7_u32,
    ) {
        let sender = &senders()[sender];
        let token = signed_by_us(sender);
        if let Some(changed) = flipped(&token, at, bit) {
            prop_assert_eq!(ours(sender, &changed), theirs(sender, &changed), "{}", changed);
            prop_assert!(!ours(sender, &changed), "{}", changed);
        }
    }

    #[test]
    fn any_header_text_under_a_good_signature_is_taken_by_them_where_by_us(
        at: prop::sample::Index,
        bit in 0..7_u32,
    ) {
        let sender = rs256();
        let header = header_with(r#","typ":"JWT","cty":"x""#);
        if let Some(header) = flipped(&header, at, bit) {
            let token = sender.sign_raw(&header, b"{}");
            // We are the stricter side: what we take, they must take.
            prop_assert!(!ours(sender, &token) || theirs(sender, &token), "{}", header);
        }
    }

    #[test]
    fn any_claims_come_through_both_ways(text: String, number: i64) {
        let sender = rs256();
        let claims = json!({"text": text, "number": number}).to_string();
        let token = sign_compact(None, claims.as_bytes(), &sender.signer).unwrap();
        prop_assert!(ours(sender, &token));
        prop_assert!(theirs(sender, &token));
    }
}

#[test]
fn signatures_of_a_length_that_does_not_fit_are_refused_by_both() {
    for sender in senders() {
        let token = signed_by_us(sender);
        let (signed, _) = token.rsplit_once('.').unwrap();
        let signature = sender.signer.sign(signed.as_bytes()).unwrap();
        let longer = [&[0], signature.as_slice()].concat();
        for changed in [&signature[1..], &longer, &[0; 64], &[0; 96], &[0; 256]] {
            let changed = format!("{signed}.{}", keys::encode(changed));
            assert!(!ours(sender, &changed), "{}", sender.algorithm());
            assert!(!theirs(sender, &changed), "{}", sender.algorithm());
        }
    }
}
