//! RFC 7468: public keys as administrators paste them.

use edu_jose::pem::{private_key_der, private_key_pem};
use edu_jose::{Curve, KeyError, PemError, PublicKey};

const RSA: &str = include_str!("../data/rsa-2048.pem");
const RSA_PKCS1: &str = include_str!("../data/rsa-2048-pkcs1.pem");
const P256: &str = include_str!("../data/p256.pem");
const P384: &str = include_str!("../data/p384.pem");
const P521: &str = include_str!("../data/p521.pem");
const PRIVATE: &str = "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n";

#[test]
fn every_accepted_key_is_written_as_it_was_read() {
    for text in [RSA, P256, P384, P521] {
        assert_eq!(PublicKey::from_pem(text).unwrap().to_pem(), text);
    }
}

#[test]
fn both_forms_of_an_rsa_key_are_the_same_key() {
    assert_eq!(PublicKey::from_pem(RSA_PKCS1), PublicKey::from_pem(RSA));
}

#[test]
fn points_keep_their_curve() {
    for (text, curve) in [
        (P256, Curve::P256),
        (P384, Curve::P384),
        (P521, Curve::P521),
    ] {
        let Ok(PublicKey::Ec(key)) = PublicKey::from_pem(text) else {
            panic!("not a point");
        };
        assert_eq!(key.curve(), curve);
    }
}

#[test]
fn windows_line_ends_are_accepted() {
    let text = RSA.replace('\n', "\r\n");
    assert_eq!(PublicKey::from_pem(&text), PublicKey::from_pem(RSA));
}

#[test]
fn a_certificate_is_refused_by_name() {
    let text = include_str!("../data/certificate.pem");
    let error = PublicKey::from_pem(text).unwrap_err();
    assert_eq!(error, PemError::Certificate);
    assert_eq!(
        error.to_string(),
        "block is a certificate, allowed: PUBLIC KEY, RSA PUBLIC KEY"
    );
}

#[test]
fn private_keys_are_refused_by_name() {
    for label in ["PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY"] {
        let text = PRIVATE.replace("PRIVATE KEY", label);
        assert_eq!(
            PublicKey::from_pem(&text),
            Err(PemError::PrivateKey),
            "{label}"
        );
    }
}

#[test]
fn keys_of_other_kinds_are_refused() {
    for text in [
        include_str!("../data/ed25519.pem"),
        include_str!("../data/secp256k1.pem"),
    ] {
        assert_eq!(PublicKey::from_pem(text), Err(PemError::Type));
    }
}

#[test]
fn a_weak_key_is_refused() {
    let error = PublicKey::from_pem(include_str!("../data/rsa-1024.pem")).unwrap_err();
    assert_eq!(error, PemError::Key(KeyError::ModulusSize { bits: 1024 }));
}

#[test]
fn other_labels_are_refused() {
    let text = RSA.replace("PUBLIC KEY", "MESSAGE");
    assert!(matches!(
        PublicKey::from_pem(&text),
        Err(PemError::Label { .. })
    ));
}

#[test]
fn a_label_that_promises_another_form_is_refused() {
    let text = RSA.replace("PUBLIC KEY", "RSA PUBLIC KEY");
    assert_eq!(PublicKey::from_pem(&text), Err(PemError::Der));
    let text = RSA_PKCS1.replace("RSA PUBLIC KEY", "PUBLIC KEY");
    assert_eq!(PublicKey::from_pem(&text), Err(PemError::Der));
}

#[test]
fn text_that_is_no_block_is_refused() {
    let cut = RSA.get(..RSA.len() - 40).unwrap();
    let twice = format!("{RSA}{RSA}");
    for text in [
        "",
        "ssh-rsa AAAA",
        "-----BEGIN PUBLIC KEY-----",
        cut,
        &twice,
    ] {
        assert_eq!(PublicKey::from_pem(text), Err(PemError::NotPem), "{text}");
    }
}

#[test]
fn der_with_bytes_after_it_is_refused() {
    let mut der = PublicKey::from_pem(P256).unwrap().to_spki_der();
    assert!(PublicKey::from_spki_der(&der).is_ok());
    der.push(0);
    assert_eq!(PublicKey::from_spki_der(&der), Err(PemError::Der));
}

#[test]
fn no_cut_of_a_key_is_accepted_or_panics() {
    for text in [RSA, P256] {
        let der = PublicKey::from_pem(text).unwrap().to_spki_der();
        for end in 0..der.len() {
            assert!(PublicKey::from_spki_der(&der[..end]).is_err());
        }
    }
}

#[test]
fn a_private_key_is_read_only_from_pkcs8_and_never_shown() {
    let der = private_key_der(PRIVATE).unwrap();
    assert_eq!(der.expose(), b"\x30\x00");
    assert_eq!(format!("{der:?}"), "Secret(…)");
    assert_eq!(private_key_pem(der.expose()).unwrap().expose(), PRIVATE);
    let older = PRIVATE.replace("PRIVATE", "RSA PRIVATE");
    assert!(matches!(
        private_key_der(&older),
        Err(PemError::Label { .. })
    ));
    assert!(matches!(private_key_der(RSA), Err(PemError::Label { .. })));
    assert_eq!(private_key_der("secret"), Err(PemError::NotPem));
}
