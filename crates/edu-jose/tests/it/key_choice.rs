//! RFC 8725 §3.1, §3.10: the one key a token may be checked with.

use edu_jose::{
    Algorithm, JoseError, Jwk, JwksLimits, KeyChoice, KeyFault, KeyId, KeySet, PublicKey,
};
use edu_json::ToJson as _;

fn rsa() -> PublicKey {
    PublicKey::from_pem(include_str!("../data/rsa-2048.pem")).unwrap()
}

fn other_rsa() -> PublicKey {
    PublicKey::rsa(&[0xff; 256], &[1, 0, 1]).unwrap()
}

fn p256() -> PublicKey {
    PublicKey::from_pem(include_str!("../data/p256.pem")).unwrap()
}

fn id(text: &str) -> KeyId {
    KeyId::new(text).unwrap()
}

fn named(key: PublicKey, text: &str) -> Jwk {
    Jwk::new(key).with_key_id(id(text))
}

fn choose<'k>(keys: &'k KeySet, algorithm: Algorithm, text: &str) -> Result<&'k Jwk, JoseError> {
    keys.choose(algorithm, Some(&id(text)), KeyChoice::KeyIdRequired)
}

#[test]
fn the_key_of_the_tokens_id_is_chosen() {
    let keys = KeySet::from_keys([named(other_rsa(), "a"), named(rsa(), "b")]);
    let jwk = choose(&keys, Algorithm::Rs256, "b").unwrap();
    assert_eq!(jwk.public_key(), &rsa());
}

#[test]
fn an_unknown_id_is_the_only_refusal_worth_a_fetch() {
    let keys = KeySet::from_keys([named(rsa(), "a")]);
    for text in ["A", "a ", "b"] {
        let error = choose(&keys, Algorithm::Rs256, text).unwrap_err();
        assert_eq!(error, JoseError::UnknownKey);
        assert!(error.is_retryable());
    }
    assert!(!JoseError::BadSignature.is_retryable());
    assert!(!JoseError::AmbiguousKey.is_retryable());
    assert!(!JoseError::KeyIdMissing.is_retryable());
    assert!(!JoseError::WeakKey.is_retryable());
}

#[test]
fn two_usable_keys_of_one_id_are_ambiguous() {
    let keys = KeySet::from_keys([named(rsa(), "a"), named(other_rsa(), "a")]);
    let error = choose(&keys, Algorithm::Rs256, "a").unwrap_err();
    assert_eq!(error, JoseError::AmbiguousKey);
    assert_eq!(error.rule().code, "jose.key.ambiguous");
}

#[test]
fn a_second_key_of_one_id_and_another_type_does_not_stand_in() {
    let keys = KeySet::from_keys([named(p256(), "a"), named(rsa(), "a")]);
    let jwk = choose(&keys, Algorithm::Rs256, "a").unwrap();
    assert_eq!(jwk.public_key(), &rsa());
}

#[test]
fn a_key_of_another_type_or_curve_is_refused() {
    let keys = KeySet::from_keys([named(rsa(), "r"), named(p256(), "e")]);
    for (algorithm, text) in [
        (Algorithm::Es256, "r"),
        (Algorithm::Rs256, "e"),
        (Algorithm::Es384, "e"),
    ] {
        let error = choose(&keys, algorithm, text).unwrap_err();
        assert_eq!(error, JoseError::UnfitKey(KeyFault::OtherType));
    }
}

#[test]
fn a_key_bound_to_another_algorithm_is_refused() {
    let keys = KeySet::from_keys([named(rsa(), "a").with_algorithm(Algorithm::Rs512)]);
    let error = choose(&keys, Algorithm::Rs256, "a").unwrap_err();
    assert_eq!(error, JoseError::UnfitKey(KeyFault::Algorithm));
    assert_eq!(
        error.to_string(),
        "the key of that id is bound to another algorithm"
    );
    assert!(choose(&keys, Algorithm::Rs512, "a").is_ok());
}

#[test]
fn a_token_that_names_no_key_is_refused_by_default() {
    let keys = KeySet::from_keys([named(rsa(), "a")]);
    let error = keys
        .choose(Algorithm::Rs256, None, KeyChoice::default())
        .unwrap_err();
    assert_eq!(error, JoseError::KeyIdMissing);
    assert_eq!(error.rule().code, "jose.kid.missing");
}

#[test]
fn the_sole_key_is_chosen_only_where_there_is_exactly_one() {
    let sole = |keys: &[Jwk]| {
        let keys = KeySet::from_keys(keys.iter().cloned());
        keys.choose(Algorithm::Rs256, None, KeyChoice::SoleKey)
            .cloned()
    };
    let (one, other, point) = (Jwk::new(rsa()), Jwk::new(other_rsa()), Jwk::new(p256()));
    assert_eq!(sole(&[point.clone(), one.clone()]), Ok(one.clone()));
    assert_eq!(sole(&[one, other]), Err(JoseError::NoSoleKey { usable: 2 }));
    assert_eq!(sole(&[point]), Err(JoseError::NoSoleKey { usable: 0 }));
    assert_eq!(sole(&[]), Err(JoseError::NoSoleKey { usable: 0 }));
}

#[test]
fn a_wrong_id_is_refused_even_where_there_is_only_one_key() {
    let keys = KeySet::from_keys([named(rsa(), "a")]);
    let error = keys.choose(Algorithm::Rs256, Some(&id("b")), KeyChoice::SoleKey);
    assert_eq!(error, Err(JoseError::UnknownKey));
}

#[test]
fn a_token_that_names_a_weak_key_is_told_so() {
    let json = include_bytes!("../data/weak.jwks.json");
    let (keys, _) = KeySet::parse(json, &JwksLimits::default()).unwrap();
    for text in [
        "bits-512",
        "bits-1024",
        "bits-8193",
        "exponent-1",
        "exponent-even",
        "exponent-34-bits",
        "modulus-even",
    ] {
        assert!(keys.contains(&id(text)));
        let error = choose(&keys, Algorithm::Rs256, text).unwrap_err();
        assert_eq!(error, JoseError::WeakKey, "{text}");
        assert_eq!(error.rule().code, "jose.key.weak");
    }
}

#[test]
fn a_token_that_names_a_skipped_key_is_told_why() {
    let rsa = Jwk::new(rsa()).to_json_string();
    let with = |members: &str| rsa.replace(r#""use":"sig""#, members);
    let json = format!(
        r#"{{"keys":[{},{},{{"kty":"oct","k":"AA","kid":"s"}},{{"kty":"RSA","kid":"m"}}]}}"#,
        with(r#""use":"enc","kid":"e""#),
        with(r#""alg":"PS256","kid":"p""#),
    );
    let (keys, _) = KeySet::parse(json.as_bytes(), &JwksLimits::default()).unwrap();
    for (text, fault) in [
        ("e", KeyFault::Use),
        ("p", KeyFault::Algorithm),
        ("s", KeyFault::Type),
        ("m", KeyFault::Malformed),
    ] {
        let error = choose(&keys, Algorithm::Rs256, text).unwrap_err();
        assert_eq!(error, JoseError::UnfitKey(fault), "{text}");
        assert!(!error.is_retryable());
    }
}

#[test]
fn a_skipped_key_does_not_hide_a_usable_one_of_the_same_id() {
    let good = named(rsa(), "a").to_json_string();
    let json = format!(r#"{{"keys":[{{"kty":"oct","k":"AA","kid":"a"}},{good}]}}"#);
    let (keys, _) = KeySet::parse(json.as_bytes(), &JwksLimits::default()).unwrap();
    assert!(choose(&keys, Algorithm::Rs256, "a").is_ok());
}

#[test]
fn an_empty_set_accepts_nothing() {
    let keys = KeySet::new();
    assert!(!keys.contains(&id("a")));
    assert_eq!(
        choose(&keys, Algorithm::Rs256, "a"),
        Err(JoseError::UnknownKey)
    );
}
