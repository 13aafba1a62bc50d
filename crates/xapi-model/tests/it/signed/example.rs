//! The standard's own example: the statement, what it becomes when it is signed, and a header with
//! certificates of 1024 bits.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use edu_jose::{JoseError, Verify, VerifyError};
use serde_json::{Value, json};
use xapi_model::Version;
use xapi_model::signed::{CheckedSignature, SignatureError, SignatureLimits, check};

use super::{attach, certificate, plain, signed, statement, strict, token};
use crate::corpus;

/// A provider that must not be asked: no signature is computed with a weak key.
struct Unasked;

impl Verify for Unasked {
    fn verify(
        &self,
        _: edu_jose::Algorithm,
        _: &edu_jose::PublicKey,
        _: &[u8],
        _: &[u8],
    ) -> Result<(), VerifyError> {
        panic!("a signature was computed");
    }
}

/// Strict refuses a weak certificate; lenient takes the signature for well formed alone.
fn weak_is_unverified(plain: &Value, header: &Value) {
    let data = token(header, plain.to_string().as_bytes(), b"signature");
    let statement = statement(&attach(plain, data.as_bytes()));
    let judge = |profile| {
        let limits = SignatureLimits::DEFAULT;
        check(&statement, data.as_bytes(), &Unasked, &profile, &limits)
    };
    let refused = judge(strict()).unwrap_err();
    assert!(matches!(
        refused,
        SignatureError::Jws(JoseError::Certificate(_))
    ));
    assert_eq!(refused.rule().code, "xapi.signature.key_weak");
    assert!(refused.to_string().contains("1024 bits"));
    let CheckedSignature::Unverified(found) = judge(Version::V1_0_3.lenient()).unwrap() else {
        panic!("a weak key verifies nothing");
    };
    let findings = found.report().findings();
    assert_eq!(findings[0].code, "xapi.signature.key_weak");
}

#[test]
fn a_weak_certificate_is_refused_or_verifies_nothing() {
    let weak = certificate(include_str!("../../data/signed/weak-certificate.pem"));
    let header = json!({"alg": "RS256", "x5c": [STANDARD.encode(weak)]});
    weak_is_unverified(&plain(), &header);
}

#[test]
fn the_standards_example_says_the_same_with_and_without_its_signature() {
    let Some(folder) = edu_testing::corpus() else {
        return;
    };
    let example = |line: &str| {
        let name = format!("xAPI-Data-{line}-appendix-d-example-signed-statement.json");
        corpus::json(&folder.join("xapi/adlnet_xAPI-Spec/examples").join(name))
    };
    let (plain, header, with) = (example("L2711"), example("L2810"), example("L2826"));
    weak_is_unverified(&plain, &header);

    let ours = signed(&plain);
    let mut theirs = statement(&with);
    theirs.attachments = ours.statement().attachments.clone();
    let limits = SignatureLimits::DEFAULT;
    let found = check(
        &theirs,
        ours.data(),
        &edu_jose_ring::Ring,
        &strict(),
        &limits,
    )
    .unwrap();
    assert!(matches!(found, CheckedSignature::Verified(_)));
}
