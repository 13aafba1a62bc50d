//! RFC 7518 §3.3, §3.4: what `ring` signs and what it accepts.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use edu_jose::{
    Algorithm, Algorithms, CertificateChain, Compact, Curve, JoseError, Jwk, JwsLimits, KeyId,
    KeySet, PemError, PublicKey, Sign as _, SignError, SigningKeyError, Verify as _, VerifyError,
    sign_certified, sign_compact,
};
use edu_jose_ring::{Ring, RingSigner};

const RSA: &str = include_str!("../data/rsa-2048.pem");
const RSA_PKCS1: &str = include_str!("../data/rsa-2048-pkcs1.pem");
const P256: &str = include_str!("../data/p256.pem");
const P384: &str = include_str!("../data/p384.pem");

const PAIRS: [(Algorithm, &str); 5] = [
    (Algorithm::Rs256, RSA),
    (Algorithm::Rs384, RSA),
    (Algorithm::Rs512, RSA),
    (Algorithm::Es256, P256),
    (Algorithm::Es384, P384),
];

fn signers() -> Vec<RingSigner> {
    let read = |(algorithm, pem): (Algorithm, &str)| RingSigner::from_pkcs8_pem(algorithm, pem);
    PAIRS.into_iter().map(|pair| read(pair).unwrap()).collect()
}

#[test]
fn what_is_signed_is_accepted() {
    for signer in signers() {
        let signature = signer.sign(b"message").unwrap();
        let accepted = Ring.verify(
            signer.algorithm(),
            signer.public_key(),
            b"message",
            &signature,
        );
        assert_eq!(accepted, Ok(()), "{}", signer.algorithm());
    }
}

#[test]
fn a_signature_belongs_to_one_algorithm() {
    for signer in signers() {
        let signature = signer.sign(b"message").unwrap();
        for algorithm in Algorithm::ALL {
            if algorithm == signer.algorithm() {
                continue;
            }
            let accepted = Ring.verify(algorithm, signer.public_key(), b"message", &signature);
            assert!(accepted.is_err(), "{algorithm}");
        }
    }
}

#[test]
fn a_signature_belongs_to_one_message() {
    for signer in signers() {
        let signature = signer.sign(b"message").unwrap();
        for message in [&b"Message"[..], b"", b"message "] {
            let accepted =
                Ring.verify(signer.algorithm(), signer.public_key(), message, &signature);
            assert_eq!(accepted, Err(VerifyError::BadSignature));
        }
    }
}

#[test]
fn signatures_of_another_length_are_refused() {
    for signer in signers() {
        let signature = signer.sign(b"message").unwrap();
        let longer = [&signature[..], &[0]].concat();
        let before = [&[0], &signature[..]].concat();
        let shorter = signature[..signature.len() - 1].to_vec();
        let zeros = vec![0; signature.len()];
        for wrong in [longer, before, shorter, zeros, Vec::new()] {
            let accepted = Ring.verify(signer.algorithm(), signer.public_key(), b"message", &wrong);
            assert_eq!(accepted, Err(VerifyError::BadSignature));
        }
    }
}

#[test]
fn a_point_that_is_not_on_its_curve_accepts_nothing() {
    let signer = RingSigner::from_pkcs8_pem(Algorithm::Es256, P256).unwrap();
    let signature = signer.sign(b"message").unwrap();
    let stray = PublicKey::ec(Curve::P256, &[1; 32], &[1; 32]).unwrap();
    let accepted = Ring.verify(Algorithm::Es256, &stray, b"message", &signature);
    assert_eq!(accepted, Err(VerifyError::BadSignature));
}

#[test]
fn es512_is_unsupported_rather_than_wrong() {
    let key = PublicKey::ec(Curve::P521, &[1; 66], &[1; 66]).unwrap();
    let unsupported = VerifyError::Unsupported(Algorithm::Es512);
    assert_eq!(
        Ring.verify(Algorithm::Es512, &key, b"", &[0; 132]),
        Err(unsupported)
    );
    let error = RingSigner::from_pkcs8_pem(Algorithm::Es512, P256).unwrap_err();
    assert_eq!(error, SigningKeyError::Unsupported(Algorithm::Es512));
}

#[test]
fn a_private_key_signs_only_with_algorithms_of_its_type_and_curve() {
    for (algorithm, pem) in [
        (Algorithm::Rs256, P256),
        (Algorithm::Es256, RSA),
        (Algorithm::Es256, P384),
        (Algorithm::Es384, P256),
    ] {
        let error = RingSigner::from_pkcs8_pem(algorithm, pem).unwrap_err();
        assert_eq!(error, SigningKeyError::Rejected(algorithm));
    }
}

#[test]
fn private_keys_in_other_forms_are_refused_with_what_is_allowed() {
    let error = RingSigner::from_pkcs8_pem(Algorithm::Rs256, RSA_PKCS1).unwrap_err();
    assert_eq!(
        error.to_string(),
        "block has another label, allowed: PRIVATE KEY (PKCS #8, not encrypted)"
    );
    let error = RingSigner::from_pkcs8_pem(Algorithm::Rs256, "secret").unwrap_err();
    assert_eq!(error, SigningKeyError::Pem(PemError::NotPem));
    let error = RingSigner::from_pkcs8_der(Algorithm::Rs256, b"secret").unwrap_err();
    assert_eq!(error, SigningKeyError::Rejected(Algorithm::Rs256));
}

#[test]
fn the_public_half_is_the_one_that_other_tools_derive() {
    let public = include_str!("../../../edu-jose/tests/data/rsa-2048.pem");
    let signer = RingSigner::from_pkcs8_pem(Algorithm::Rs256, RSA).unwrap();
    assert_eq!(signer.public_key().to_pem(), public);
}

#[test]
fn the_key_id_is_the_thumbprint_until_another_is_given() {
    let signer = RingSigner::from_pkcs8_pem(Algorithm::Es256, P256).unwrap();
    let thumbprint = signer.public_key().thumbprint();
    assert_eq!(signer.key_id(), Some(&thumbprint));
    let renamed = signer.with_key_id(KeyId::new("2026-09").unwrap());
    assert_eq!(renamed.key_id().unwrap().as_str(), "2026-09");
}

#[test]
fn debug_shows_no_private_part() {
    let signer = RingSigner::from_pkcs8_pem(Algorithm::Es256, P256)
        .unwrap()
        .with_key_id(KeyId::new("a").unwrap());
    assert_eq!(
        format!("{signer:?}"),
        r#"RingSigner { algorithm: Es256, key_id: KeyId("a"), .. }"#
    );
}

#[test]
fn a_token_names_its_algorithm_key_and_type_and_is_accepted() {
    let signer = RingSigner::from_pkcs8_pem(Algorithm::Rs256, RSA).unwrap();
    let token = sign_compact(Some("JWT"), b"{}", &signer).unwrap();
    let compact = Compact::parse(&token, &JwsLimits::default()).unwrap();
    assert_eq!(compact.header().key_id.as_ref(), signer.key_id());
    assert_eq!(compact.header().typ.as_deref(), Some("JWT"));
    let keys = KeySet::from_keys([Jwk::of_signer(&signer)]);
    let payload = compact.verify(&keys, Algorithms::default(), &Ring).unwrap();
    assert_eq!(payload.as_slice(), b"{}");
}

#[test]
fn an_algorithm_that_the_provider_lacks_is_told_apart_from_a_bad_signature() {
    let key = PublicKey::ec(Curve::P521, &[1; 66], &[1; 66]).unwrap();
    let keys = KeySet::from_keys([Jwk::new(key).with_key_id(KeyId::new("a").unwrap())]);
    // {"alg":"ES512","kid":"a"}
    let token = "eyJhbGciOiJFUzUxMiIsImtpZCI6ImEifQ.e30.c2ln";
    let compact = Compact::parse(token, &JwsLimits::default()).unwrap();
    let error = compact.verify(&keys, Algorithms::only(Algorithm::Es512), &Ring);
    assert_eq!(
        error,
        Err(JoseError::AlgorithmUnsupported(Algorithm::Es512))
    );
}

fn certificate(pem: &str) -> Vec<u8> {
    let lines = pem.lines().filter(|line| !line.starts_with('-'));
    STANDARD.decode(lines.collect::<String>()).unwrap()
}

fn chain() -> CertificateChain {
    let signer = include_str!("../data/rsa-2048-certificate.pem");
    let authority = include_str!("../data/authority-certificate.pem");
    CertificateChain::new([certificate(signer), certificate(authority)]).unwrap()
}

#[test]
fn what_is_signed_with_certificates_is_accepted_by_the_first_of_them() {
    let signer = RingSigner::from_pkcs8_pem(Algorithm::Rs384, RSA).unwrap();
    let token = sign_certified(None, &chain(), b"{}", &signer).unwrap();
    let compact = Compact::parse_certified(&token, &JwsLimits::default()).unwrap();
    let allowed = Algorithms::only(Algorithm::Rs384);
    let payload = compact.verify_certified(allowed, &Ring).unwrap();
    assert_eq!(payload.as_slice(), b"{}");
    assert_eq!(compact.header().certificates, Some(chain()));
    assert!(
        compact
            .verify_with(signer.public_key(), allowed, &Ring)
            .is_ok()
    );
}

#[test]
fn a_signature_by_another_key_than_that_of_the_certificate_is_refused() {
    let signer = RingSigner::from_pkcs8_pem(Algorithm::Rs256, RSA).unwrap();
    let token = sign_certified(None, &chain(), b"{}", &signer).unwrap();
    let (message, _) = token.rsplit_once('.').unwrap();
    let other = URL_SAFE_NO_PAD.encode([7; 256]);
    let forged = format!("{message}.{other}");
    let compact = Compact::parse_certified(&forged, &JwsLimits::default()).unwrap();
    let refused = compact.verify_certified(Algorithms::default(), &Ring);
    assert_eq!(refused, Err(JoseError::BadSignature));
}

#[test]
fn an_algorithm_that_is_not_allowed_is_refused_before_the_certificate_is_read() {
    let signer = RingSigner::from_pkcs8_pem(Algorithm::Rs512, RSA).unwrap();
    let token = sign_certified(None, &chain(), b"{}", &signer).unwrap();
    let compact = Compact::parse_certified(&token, &JwsLimits::default()).unwrap();
    let refused = compact
        .verify_certified(Algorithms::default(), &Ring)
        .unwrap_err();
    assert_eq!(refused.rule().code, "jose.alg.not_allowed");
}

#[test]
fn nothing_is_signed_with_the_certificate_of_another_key() {
    let signer = RingSigner::from_pkcs8_pem(Algorithm::Es256, P256).unwrap();
    let refused = sign_certified(None, &chain(), b"{}", &signer);
    assert_eq!(refused, Err(SignError::OtherCertificate));
}
