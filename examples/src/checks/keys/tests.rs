use edu_jose::{Algorithm, Sign as _};
use edu_jose_aws_lc::AwsLcSigner;
use edu_json::ToJson as _;

use super::super::codes;
use super::*;

fn signer(algorithm: Algorithm) -> AwsLcSigner {
    AwsLcSigner::generate(algorithm).unwrap()
}

fn pasted(text: &str) -> (Option<KeySet>, Vec<&'static str>) {
    let mut findings = Findings::new();
    let keys = pasted_keys(&mut findings, "keys", text, None);
    let codes = codes(&findings).into_iter().map(|(_, code)| code);
    (keys, codes.collect())
}

/// What is left of a text in a form after it was looked through.
fn kept(text: &str) -> (String, Vec<&'static str>) {
    let mut findings = Findings::new();
    let sent = Fields::default().with("keys", text);
    let fields = without_private_keys(&mut findings, sent);
    let codes = codes(&findings).into_iter().map(|(_, code)| code);
    (fields.get("keys").to_owned(), codes.collect())
}

#[test]
fn one_public_key_in_pem_is_taken_with_the_id_it_is_given() {
    let key = signer(Algorithm::Rs256);
    let text = key.public_key().to_pem().replace('\n', "\r\n");
    let (keys, codes) = pasted(&format!("\r\n{text}\r\n"));
    assert_eq!(codes, Vec::<&str>::new());
    assert_eq!(keys.unwrap().keys()[0].public_key(), key.public_key());
    let mut findings = Findings::new();
    let id = KeyId::new("2026").unwrap();
    let named = pasted_keys(&mut findings, "keys", &text, Some(id.clone()));
    assert_eq!(named.unwrap().keys()[0].key_id(), Some(&id));
}

#[test]
fn a_key_set_is_taken_with_its_ids_and_odd_entries_are_told() {
    let jwk = Jwk::of_signer(&signer(Algorithm::Rs256));
    let set = KeySet::from_keys([jwk.clone()]).to_json_string();
    assert_eq!(pasted(&set), (Some(KeySet::from_keys([jwk])), vec![]));
    let odd = set.replacen('[', r#"[{"kty":"RSA","n":"AQAB","e":"AQAB"},"#, 1);
    let (keys, codes) = pasted(&odd);
    assert_eq!(keys.unwrap().keys().len(), 1);
    assert_eq!(codes, ["form.key.entry"]);
}

#[test]
fn a_key_on_a_curve_draws_a_warning_where_only_rsa_is_taken() {
    let set = KeySet::from_keys([Jwk::of_signer(&signer(Algorithm::Es256))]);
    let (keys, codes) = pasted(&set.to_json_string());
    assert!(keys.is_some());
    assert_eq!(codes, ["form.key.algorithm"]);
}

#[test]
fn what_is_no_key_is_refused() {
    let pem = signer(Algorithm::Rs256).public_key().to_pem();
    let jwk = Jwk::of_signer(&signer(Algorithm::Rs256)).to_json_string();
    for text in [
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A",
        "https://lms.example/jwks",
        "{",
        "[]",
        "{}",
        r#"{"keys":{}}"#,
        r#"{"keys":[]}"#,
        r#"{"keys":[7]}"#,
        &jwk,
        &format!("{pem}{pem}"),
        &pem.replace("BEGIN PUBLIC", "BEGIN CERTIFICATE"),
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
    ] {
        let (keys, codes) = pasted(text);
        assert_eq!(keys, None, "{text}");
        assert_eq!(codes.last(), Some(&"form.key"), "{text}");
    }
}

#[test]
fn a_private_key_is_refused_and_does_not_stay_in_the_form_however_it_is_written() {
    let pem = signer(Algorithm::Rs256)
        .to_pkcs8_pem()
        .unwrap()
        .into_inner();
    let head: String = pem.lines().take(3).collect();
    for text in [
        &*pem,
        &format!("here it is:\n{pem}"),
        &head,
        "-----BEGIN RSA PRIVATE KEY-----\n",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA\n-----END ENCRYPTED PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----\n",
        r#"{"kty":"RSA","n":"AQAB","e":"AQAB","d":"AQAB"}"#,
        r#"{"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA","d":"AA"}]}"#,
        r#"{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"},{"kty":"RSA","p":"AQAB"}]}"#,
        r#"{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}"#,
        r#"{"keys":[{"kty":"RSA","n":"AQAB","d":"AQ"#,
    ] {
        assert_eq!(
            kept(text),
            (String::new(), vec!["form.key.private"]),
            "{text}"
        );
    }
}

#[test]
fn what_everybody_may_know_stays_in_the_form() {
    let key = signer(Algorithm::Rs256);
    let set = KeySet::from_keys([Jwk::of_signer(&key)]).to_json_string();
    for text in [&*key.public_key().to_pem(), &set, "{\"d\":1}", "dp and dq"] {
        assert_eq!(kept(text), (text.to_owned(), vec![]), "{text}");
    }
}
