//! RFC 7638: a key's name made from the key itself.

use edu_jose::{Curve, JwksLimits, KeySet, PublicKey};

/// The key of RFC 7638 §3.1.
const RFC_7638: &str = r#"{"keys":[{
    "kty":"RSA","e":"AQAB","alg":"RS256","kid":"2011-04-29",
    "n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
}]}"#;

#[test]
fn the_thumbprint_is_that_of_the_specification() {
    let (keys, report) = KeySet::parse(RFC_7638.as_bytes(), &JwksLimits::default()).unwrap();
    assert!(report.is_empty());
    let thumbprint = keys.keys()[0].public_key().thumbprint();
    assert_eq!(
        thumbprint.as_str(),
        "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
    );
}

#[test]
fn zeros_before_a_modulus_do_not_change_the_thumbprint() {
    let padded = [&[0][..], &[0xff; 256]].concat();
    let one = PublicKey::rsa(&padded, &[0, 1, 0, 1]).unwrap();
    let other = PublicKey::rsa(&[0xff; 256], &[1, 0, 1]).unwrap();
    assert_eq!(one.thumbprint(), other.thumbprint());
}

#[test]
fn coordinates_that_change_places_change_the_thumbprint() {
    let one = PublicKey::ec(Curve::P256, &[1; 32], &[2; 32]).unwrap();
    let other = PublicKey::ec(Curve::P256, &[2; 32], &[1; 32]).unwrap();
    assert_ne!(one.thumbprint(), other.thumbprint());
}
