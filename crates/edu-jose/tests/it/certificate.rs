//! RFC 7515 §4.1.6, RFC 5280 §4.1: certificates, read for their key.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use edu_jose::{
    Algorithms, CertificateChain, CertificateError, Compact, Curve, JoseError, JwsLimits, KeyError,
    PemError, PublicKey, Verify, VerifyError,
};

const P256: &str = include_str!("../data/certificate.pem");
const V1: &str = include_str!("../data/certificate-v1.pem");
const V1_KEY: &str = include_str!("../data/certificate-v1-key.pem");
const WEAK: &str = include_str!("../data/certificate-rsa-1024.pem");
const ED25519: &str = include_str!("../data/certificate-ed25519.pem");

/// A provider that must not be asked.
struct Unasked;

impl Verify for Unasked {
    fn verify(
        &self,
        _: edu_jose::Algorithm,
        _: &PublicKey,
        _: &[u8],
        _: &[u8],
    ) -> Result<(), VerifyError> {
        panic!("a signature was computed");
    }
}

fn der(pem: &str) -> Vec<u8> {
    let lines = pem.lines().filter(|line| !line.starts_with('-'));
    STANDARD.decode(lines.collect::<String>()).unwrap()
}

fn token(header: &str) -> String {
    format!("{}.e30.c2ln", URL_SAFE_NO_PAD.encode(header))
}

/// A header that brings certificates.
fn certified(chain: &str) -> String {
    token(&format!(r#"{{"alg":"RS256","x5c":{chain}}}"#))
}

fn refusal(chain: &str) -> JoseError {
    Compact::parse_certified(&certified(chain), &JwsLimits::default()).unwrap_err()
}

#[test]
fn the_key_of_a_certificate_is_read() {
    let Ok(PublicKey::Ec(key)) = PublicKey::from_certificate_der(&der(P256)) else {
        panic!("not a point");
    };
    assert_eq!(key.curve(), Curve::P256);
}

#[test]
fn a_certificate_of_version_1_has_a_key_too() {
    let key = PublicKey::from_pem(V1_KEY).unwrap();
    assert_eq!(PublicKey::from_certificate_der(&der(V1)), Ok(key));
}

#[test]
fn a_certificate_with_a_weak_key_is_refused() {
    let weak = PemError::Key(KeyError::ModulusSize { bits: 1024 });
    let refused = PublicKey::from_certificate_der(&der(WEAK)).unwrap_err();
    assert_eq!(refused, CertificateError::Key(weak));
}

#[test]
fn a_certificate_with_a_key_of_another_kind_is_refused() {
    let refused = PublicKey::from_certificate_der(&der(ED25519)).unwrap_err();
    assert_eq!(refused, CertificateError::Key(PemError::Type));
}

#[test]
fn a_certificate_cut_anywhere_is_refused() {
    let whole = der(V1);
    for length in 0..whole.len() {
        let refused = PublicKey::from_certificate_der(&whole[..length]);
        assert_eq!(refused, Err(CertificateError::Der), "{length} bytes");
    }
}

#[test]
fn bytes_after_a_certificate_are_refused() {
    let longer = [der(V1), vec![0]].concat();
    assert_eq!(
        PublicKey::from_certificate_der(&longer),
        Err(CertificateError::Der)
    );
}

#[test]
fn a_public_key_file_is_no_certificate() {
    let key = PublicKey::from_pem(V1_KEY).unwrap().to_spki_der();
    assert_eq!(
        PublicKey::from_certificate_der(&key),
        Err(CertificateError::Der)
    );
}

#[test]
fn a_certificate_with_any_byte_changed_does_not_panic() {
    let whole = der(V1);
    for position in 0..whole.len() {
        for change in [0x01, 0x80, 0xff] {
            let mut changed = whole.clone();
            changed[position] ^= change;
            let _key = PublicKey::from_certificate_der(&changed);
        }
    }
}

#[test]
fn a_chain_keeps_the_bytes_of_every_certificate() {
    let chain = CertificateChain::new([der(P256), der(V1)]).unwrap();
    assert!(chain.iter().eq([&der(P256)[..], &der(V1)]));
    let json = format!(
        r#"["{}","{}"]"#,
        STANDARD.encode(der(V1)),
        STANDARD.encode(der(P256))
    );
    let token = certified(&json);
    let compact = Compact::parse_certified(&token, &JwsLimits::default()).unwrap();
    let read = compact.header().certificates.as_ref().unwrap();
    assert!(read.iter().eq([&der(V1)[..], &der(P256)]));
}

#[test]
fn a_chain_has_one_to_ten_certificates() {
    let none = CertificateChain::new(Vec::<Vec<u8>>::new()).unwrap_err();
    assert_eq!(none, CertificateError::Count { found: 0 });
    let many = CertificateChain::new(vec![der(V1); 11]).unwrap_err();
    assert_eq!(
        many.to_string(),
        "chain has 11 certificates, 1 to 10 are allowed"
    );
    assert!(CertificateChain::new(vec![der(V1); 10]).is_ok());
}

#[test]
fn a_chain_that_begins_with_no_certificate_cannot_be_made() {
    let refused = CertificateChain::new([vec![1, 2, 3], der(V1)]).unwrap_err();
    assert_eq!(refused, CertificateError::Der);
}

#[test]
fn certificates_are_refused_where_nobody_asked_for_them() {
    let refused = Compact::parse(&certified(r#"["MIIB"]"#), &JwsLimits::default()).unwrap_err();
    assert_eq!(refused, JoseError::HeaderRefused { member: "x5c" });
}

#[test]
fn other_key_material_is_refused_beside_certificates_too() {
    for member in ["jwk", "jku", "x5u", "crit"] {
        let token = token(&format!(
            r#"{{"alg":"RS256","x5c":["MIIB"],"{member}":"a"}}"#
        ));
        let refused = Compact::parse_certified(&token, &JwsLimits::default()).unwrap_err();
        assert_eq!(refused, JoseError::HeaderRefused { member });
    }
}

#[test]
fn certificates_that_are_no_list_of_base64_are_refused() {
    let many = format!("[{}]", [r#""MIIB""#; 11].join(","));
    for chain in [
        "[]",
        r#""MIIB""#,
        "[1]",
        "[null]",
        r#"[""]"#,
        r#"["MII"]"#,
        r#"["MI-_"]"#,
        r#"["MI IB"]"#,
        r#"["MIIB\n"]"#,
        r#"["MIIB",["MIIB"]]"#,
        "{}",
        "null",
        &many,
    ] {
        let refused = refusal(chain);
        assert_eq!(refused, JoseError::HeaderCertificates, "{chain}");
        assert_eq!(refused.rule().code, "jose.certificates");
    }
}

#[test]
fn a_token_without_certificates_has_no_key_of_its_own() {
    let token = token(r#"{"alg":"RS256"}"#);
    let compact = Compact::parse_certified(&token, &JwsLimits::default()).unwrap();
    let refused = compact
        .verify_certified(Algorithms::default(), &Unasked)
        .unwrap_err();
    assert_eq!(refused, JoseError::CertificateMissing);
}

#[test]
fn no_signature_is_computed_with_a_certificate_that_does_not_do() {
    for (bytes, code) in [
        (der(WEAK), "jose.key.weak"),
        (der(ED25519), "jose.certificates"),
        (vec![1, 2, 3], "jose.certificates"),
        (der(P256), "jose.key.unfit"),
    ] {
        let token = certified(&format!(r#"["{}"]"#, STANDARD.encode(bytes)));
        let compact = Compact::parse_certified(&token, &JwsLimits::default()).unwrap();
        let refused = compact
            .verify_certified(Algorithms::default(), &Unasked)
            .unwrap_err();
        assert_eq!(refused.rule().code, code);
    }
}

#[test]
fn debug_shows_how_many_certificates_and_nothing_in_them() {
    let chain = CertificateChain::new([der(V1)]).unwrap();
    assert_eq!(format!("{chain:?}"), "CertificateChain(1 certificates)");
}
