//! Forged tokens: every test starts from a key set the attacker knows and a token that fails.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use edu_jose::{
    Algorithm, Algorithms, Compact, JoseError, Jwk, JwsLimits, KeyChoice, KeyId, KeySet,
    RefusedAlgorithm, Sign as _, Verify, sign_compact,
};
use edu_jose_aws_lc::{AwsLc, AwsLcSigner};
use edu_jose_ring::Ring;
use edu_json::ToJson as _;

const CLAIMS: &[u8] = br#"{"iss":"https://lms.example","sub":"ada"}"#;

/// The sender, its published keys, and a token of its own.
struct Sender {
    signer: AwsLcSigner,
    keys: KeySet,
    token: String,
}

fn sender() -> Sender {
    let signer = AwsLcSigner::generate(Algorithm::Rs256).unwrap();
    let keys = KeySet::from_keys([Jwk::of_signer(&signer)]);
    let token = sign_compact(Some("JWT"), CLAIMS, &signer).unwrap();
    Sender {
        signer,
        keys,
        token,
    }
}

fn all() -> Algorithms {
    Algorithm::ALL
        .into_iter()
        .fold(Algorithms::default(), Algorithms::with)
}

/// What both providers say about a token; they must agree.
fn outcome(token: &str, keys: &KeySet, algorithms: Algorithms) -> Result<Vec<u8>, JoseError> {
    let with = |verifier: &dyn Verify| {
        let compact = Compact::parse(token, &JwsLimits::default())?;
        let payload = compact.verify(keys, algorithms, verifier)?;
        Ok(payload.as_slice().to_vec())
    };
    let (one, other) = (with(&AwsLc), with(&Ring));
    assert_eq!(one, other);
    one
}

/// A token with this header, signed by the sender over exactly these segments.
fn with_header(sender: &Sender, header: &str) -> String {
    let mut token = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(header),
        URL_SAFE_NO_PAD.encode(CLAIMS)
    );
    let signature = sender.signer.sign(token.as_bytes()).unwrap();
    token.push('.');
    token.push_str(&URL_SAFE_NO_PAD.encode(signature));
    token
}

fn kid(sender: &Sender) -> &str {
    sender.signer.key_id().unwrap().as_str()
}

#[test]
fn the_senders_own_token_is_accepted() {
    let sender = sender();
    let accepted = outcome(&sender.token, &sender.keys, Algorithms::default());
    assert_eq!(accepted.as_deref(), Ok(CLAIMS));
}

#[test]
fn a_token_stripped_of_its_signature_is_refused() {
    let sender = sender();
    for name in ["none", "None", "nOnE"] {
        let header = format!(r#"{{"alg":"{name}","kid":"{}"}}"#, kid(&sender));
        let signed = with_header(&sender, &header);
        let stripped = format!("{}.", signed.rsplit_once('.').unwrap().0);
        for token in [signed, stripped] {
            let error = outcome(&token, &sender.keys, all()).unwrap_err();
            assert_eq!(error, JoseError::AlgorithmRefused(RefusedAlgorithm::None));
        }
    }
}

#[test]
fn a_token_signed_with_the_public_key_as_a_shared_secret_is_refused() {
    let sender = sender();
    let key = sender.signer.public_key();
    let header = format!(r#"{{"alg":"HS256","kid":"{}"}}"#, kid(&sender));
    for secret in [
        key.to_pem().into_bytes(),
        key.to_spki_der(),
        sender.keys.to_json_string().into_bytes(),
        sender.keys.keys()[0].to_json_string().into_bytes(),
    ] {
        let signed = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(&header),
            URL_SAFE_NO_PAD.encode(CLAIMS)
        );
        let secret = hmac::Key::new(hmac::HMAC_SHA256, &secret);
        let tag = hmac::sign(&secret, signed.as_bytes());
        let token = format!("{signed}.{}", URL_SAFE_NO_PAD.encode(tag));
        let error = outcome(&token, &sender.keys, all()).unwrap_err();
        assert_eq!(error, JoseError::AlgorithmRefused(RefusedAlgorithm::Hmac));
    }
}

#[test]
fn a_header_that_lies_about_the_algorithm_is_refused() {
    let sender = sender();
    for (name, code) in [
        ("PS256", "jose.alg.refused"),
        ("ES256", "jose.key.unfit"),
        ("RS384", "jose.key.unfit"),
    ] {
        let header = format!(r#"{{"alg":"{name}","kid":"{}"}}"#, kid(&sender));
        let token = with_header(&sender, &header);
        let error = outcome(&token, &sender.keys, all()).unwrap_err();
        assert_eq!(error.rule().code, code, "{name}");
    }
}

#[test]
fn an_algorithm_that_was_not_agreed_is_refused_before_any_key_is_looked_at() {
    let signer = AwsLcSigner::generate(Algorithm::Es256).unwrap();
    let token = sign_compact(None, CLAIMS, &signer).unwrap();
    let error = outcome(&token, &KeySet::new(), Algorithms::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "token is signed with ES256, allowed: RS256"
    );
    let keys = KeySet::from_keys([Jwk::of_signer(&signer)]);
    let agreed = Algorithms::only(Algorithm::Es256);
    assert_eq!(outcome(&token, &keys, agreed).as_deref(), Ok(CLAIMS));
}

#[test]
fn a_token_that_brings_its_own_key_is_refused() {
    let (sender, attacker) = (sender(), sender());
    let jwk = attacker.keys.keys()[0].to_json_string();
    for member in [
        format!(r#""jwk":{jwk}"#),
        r#""jku":"https://evil.example/keys""#.to_owned(),
        r#""x5u":"http://169.254.169.254/""#.to_owned(),
        r#""x5c":["MIIB"]"#.to_owned(),
    ] {
        let header = format!(r#"{{"alg":"RS256","kid":"{}",{member}}}"#, kid(&sender));
        let error = outcome(&with_header(&attacker, &header), &sender.keys, all()).unwrap_err();
        assert_eq!(error.rule().code, "jose.header.key_material");
    }
}

#[test]
fn extensions_are_refused_even_when_the_sender_signed_them() {
    let sender = sender();
    for member in [
        r#""crit":["exp"],"exp":1"#,
        r#""b64":false"#,
        r#""zip":"DEF""#,
    ] {
        let header = format!(r#"{{"alg":"RS256","kid":"{}",{member}}}"#, kid(&sender));
        let error = outcome(&with_header(&sender, &header), &sender.keys, all()).unwrap_err();
        assert!(matches!(error, JoseError::HeaderRefused { .. }), "{member}");
    }
}

#[test]
fn a_key_of_another_sender_is_unknown() {
    let (sender, other) = (sender(), sender());
    let error = outcome(&other.token, &sender.keys, all()).unwrap_err();
    assert_eq!(error, JoseError::UnknownKey);
}

#[test]
fn a_key_of_another_sender_under_a_borrowed_id_does_not_match() {
    let (sender, other) = (sender(), sender());
    let header = format!(r#"{{"alg":"RS256","kid":"{}"}}"#, kid(&sender));
    let error = outcome(&with_header(&other, &header), &sender.keys, all()).unwrap_err();
    assert_eq!(error, JoseError::BadSignature);
}

#[test]
fn two_keys_under_one_id_are_never_tried_in_turn() {
    let (sender, attacker) = (sender(), sender());
    let shared = KeyId::new("shared").unwrap();
    let entry = |sender: &Sender| sender.keys.keys()[0].clone().with_key_id(shared.clone());
    let keys = KeySet::from_keys([entry(&sender), entry(&attacker)]);
    let header = r#"{"alg":"RS256","kid":"shared"}"#;
    for signer in [&sender, &attacker] {
        let error = outcome(&with_header(signer, header), &keys, all()).unwrap_err();
        assert_eq!(error, JoseError::AmbiguousKey);
    }
}

#[test]
fn a_token_that_names_no_key_is_refused_unless_there_is_one_only() {
    let (sender, other) = (sender(), sender());
    let token = with_header(&sender, r#"{"alg":"RS256"}"#);
    let error = outcome(&token, &sender.keys, all()).unwrap_err();
    assert_eq!(error, JoseError::KeyIdMissing);
    let both: KeySet = [&sender, &other]
        .map(|one| one.keys.keys()[0].clone())
        .into_iter()
        .collect();
    let compact = Compact::parse(&token, &JwsLimits::default()).unwrap();
    let choosing = |keys| compact.verify_choosing(keys, all(), KeyChoice::SoleKey, &AwsLc);
    assert!(choosing(&sender.keys).is_ok());
    assert_eq!(choosing(&other.keys), Err(JoseError::BadSignature));
    assert_eq!(choosing(&both), Err(JoseError::NoSoleKey { usable: 2 }));
}

#[test]
fn no_flipped_bit_is_accepted() {
    let signer = AwsLcSigner::generate(Algorithm::Es256).unwrap();
    let keys = KeySet::from_keys([Jwk::of_signer(&signer)]);
    let token = sign_compact(None, CLAIMS, &signer).unwrap();
    for position in 0..token.len() {
        for bit in [1, 2, 4, 8, 16, 32] {
            let mut bytes = token.clone().into_bytes();
            bytes[position] ^= bit;
            let forged = String::from_utf8(bytes).unwrap();
            assert!(outcome(&forged, &keys, all()).is_err(), "{position} {bit}");
        }
    }
}

#[test]
fn parts_of_two_tokens_do_not_make_a_third() {
    let sender = sender();
    let other = sign_compact(Some("JWT"), br#"{"sub":"eve"}"#, &sender.signer).unwrap();
    let parts = |token: &str| -> Vec<String> { token.split('.').map(str::to_owned).collect() };
    let (one, two) = (parts(&sender.token), parts(&other));
    let spliced = format!("{}.{}.{}", one[0], two[1], one[2]);
    let error = outcome(&spliced, &sender.keys, all()).unwrap_err();
    assert_eq!(error, JoseError::BadSignature);
}

#[test]
fn a_signature_in_another_spelling_is_refused() {
    let sender = sender();
    let (signed, signature) = sender.token.rsplit_once('.').unwrap();
    for respelt in [
        format!("{signature}="),
        format!("{signature}=="),
        format!(" {signature}"),
        format!("{signature}\n"),
        format!("A{signature}"),
    ] {
        let token = format!("{signed}.{respelt}");
        assert!(outcome(&token, &sender.keys, all()).is_err(), "{respelt:?}");
    }
}
