//! RFC 7518 §3.3, §3.4: two providers that must agree.

use edu_jose::{Algorithm, KeyId, PublicKey, Sign, SigningKeyError, Verify, VerifyError};
use edu_jose_aws_lc::{AwsLc, AwsLcSigner};
use edu_jose_ring::{Ring, RingSigner};

const SHARED: [Algorithm; 5] = [
    Algorithm::Rs256,
    Algorithm::Rs384,
    Algorithm::Rs512,
    Algorithm::Es256,
    Algorithm::Es384,
];

fn check(verifier: &impl Verify, signer: &impl Sign) {
    let (algorithm, key) = (signer.algorithm(), signer.public_key());
    let signature = signer.sign(b"message").unwrap();
    assert_eq!(
        verifier.verify(algorithm, key, b"message", &signature),
        Ok(()),
        "{algorithm}"
    );
    let bad = Err(VerifyError::BadSignature);
    assert_eq!(verifier.verify(algorithm, key, b"Message", &signature), bad);
    for position in (0..signature.len()).step_by(7) {
        let mut flipped = signature.clone();
        flipped[position] ^= 1;
        assert_eq!(verifier.verify(algorithm, key, b"message", &flipped), bad);
    }
    for wrong in [&signature[1..], &[], &[&signature[..], &[0]].concat()] {
        assert_eq!(verifier.verify(algorithm, key, b"message", wrong), bad);
    }
}

#[test]
fn every_algorithm_signs_and_checks() {
    for algorithm in Algorithm::ALL {
        check(&AwsLc, &AwsLcSigner::generate(algorithm).unwrap());
    }
}

#[test]
fn each_provider_accepts_what_the_other_signs() {
    for algorithm in SHARED {
        let ours = AwsLcSigner::generate(algorithm).unwrap();
        let pem = ours.to_pkcs8_pem().unwrap();
        let theirs = RingSigner::from_pkcs8_pem(algorithm, pem.expose()).unwrap();
        assert_eq!(ours.public_key(), theirs.public_key());
        assert_eq!(ours.key_id(), theirs.key_id());
        check(&Ring, &ours);
        check(&AwsLc, &theirs);
    }
}

#[test]
fn a_stored_key_is_the_same_key_when_read_back() {
    for algorithm in Algorithm::ALL {
        let made = AwsLcSigner::generate(algorithm).unwrap();
        let pem = made.to_pkcs8_pem().unwrap();
        assert!(pem.expose().starts_with("-----BEGIN PRIVATE KEY-----\n"));
        let read = AwsLcSigner::from_pkcs8_pem(algorithm, pem.expose()).unwrap();
        assert_eq!(read.public_key(), made.public_key());
        check(&AwsLc, &read);
    }
}

#[test]
fn a_longer_rsa_key_is_made_on_request() {
    let signer = AwsLcSigner::generate_rsa_3072(Algorithm::Rs256).unwrap();
    let PublicKey::Rsa(key) = signer.public_key() else {
        panic!("not rsa");
    };
    assert_eq!(key.bits(), 3072);
    let error = AwsLcSigner::generate_rsa_3072(Algorithm::Es256).unwrap_err();
    assert_eq!(error, SigningKeyError::Unsupported(Algorithm::Es256));
}

#[test]
fn new_keys_are_never_the_same() {
    let one = AwsLcSigner::generate(Algorithm::Es256).unwrap();
    let other = AwsLcSigner::generate(Algorithm::Es256).unwrap();
    assert_ne!(one.key_id(), other.key_id());
}

#[test]
fn a_key_checks_nothing_of_an_algorithm_it_does_not_fit() {
    for algorithm in Algorithm::ALL {
        let signer = AwsLcSigner::generate(algorithm).unwrap();
        let signature = signer.sign(b"message").unwrap();
        for other in Algorithm::ALL
            .into_iter()
            .filter(|other| *other != algorithm)
        {
            let accepted = AwsLc.verify(other, signer.public_key(), b"message", &signature);
            assert_eq!(
                accepted,
                Err(VerifyError::BadSignature),
                "{algorithm} {other}"
            );
        }
    }
}

#[test]
fn a_private_key_of_another_type_or_curve_is_refused() {
    let point = AwsLcSigner::generate(Algorithm::Es256).unwrap();
    let pem = point.to_pkcs8_pem().unwrap();
    for algorithm in [Algorithm::Rs256, Algorithm::Es384, Algorithm::Es512] {
        let error = AwsLcSigner::from_pkcs8_pem(algorithm, pem.expose()).unwrap_err();
        assert_eq!(error, SigningKeyError::Rejected(algorithm));
    }
}

#[test]
fn a_public_key_is_no_private_key() {
    let signer = AwsLcSigner::generate(Algorithm::Es256).unwrap();
    let pem = signer.public_key().to_pem();
    let error = AwsLcSigner::from_pkcs8_pem(Algorithm::Es256, &pem).unwrap_err();
    assert!(matches!(error, SigningKeyError::Pem(_)));
}

#[test]
fn debug_shows_no_private_part() {
    let signer = AwsLcSigner::generate(Algorithm::Es512)
        .unwrap()
        .with_key_id(KeyId::new("a").unwrap());
    assert_eq!(
        format!("{signer:?}"),
        r#"AwsLcSigner { algorithm: Es512, key_id: KeyId("a"), .. }"#
    );
    assert_eq!(format!("{:?}", signer.to_pkcs8_pem().unwrap()), "Secret(…)");
}
