//! What a signature is worth.

use edu_jose::{Algorithm, Sign as _};
use edu_jose_ring::{Ring, RingSigner};
use edu_types::{LanguageMap, Profile};
use serde_json::json;
use xapi_model::Version;
use xapi_model::signed::{
    CheckedSignature, KeyOrigin, SignatureError, SignatureLimits, SignedStatement,
    UnverifiedSignature, check, sign,
};

use super::{as_json, chain, checked, document, plain, signed, signer, statement, strict};

/// Signed without certificates, as the public conformance suite does.
fn without_certificates() -> SignedStatement {
    let signer = signer(Algorithm::Rs512);
    sign(&document(&plain()), LanguageMap::new(), None, &signer).unwrap()
}

fn unverified(signed: &SignedStatement) -> UnverifiedSignature<'_> {
    let limits = SignatureLimits::DEFAULT;
    UnverifiedSignature::read(signed.statement(), signed.data(), &strict(), &limits).unwrap()
}

#[test]
fn a_signature_without_certificates_is_accepted_and_verified_by_nobody() {
    let signed = without_certificates();
    let CheckedSignature::Unverified(found) = checked(signed.statement(), signed.data()).unwrap()
    else {
        panic!("there is nothing to verify it with");
    };
    assert_eq!(found.algorithm(), Algorithm::Rs512);
    let findings = found.report().findings();
    assert_eq!(findings[0].code, "xapi.signature.no_certificate");
    assert!(found.report().is_valid());
}

#[test]
fn a_signature_without_certificates_does_not_verify_itself() {
    let signed = without_certificates();
    let refused = unverified(&signed).verify_certified(&Ring).unwrap_err();
    assert_eq!(refused.rule().code, "xapi.signature.certificate");
}

#[test]
fn a_key_that_the_caller_knows_verifies_with_and_without_certificates() {
    let key = signer(Algorithm::Rs256).public_key().clone();
    for signed in [without_certificates(), signed(&plain())] {
        let verified = unverified(&signed).verify_with(key.clone(), &Ring).unwrap();
        assert_eq!(verified.key(), &KeyOrigin::Caller(key.clone()));
    }
}

#[test]
fn the_key_of_somebody_else_verifies_nothing() {
    let other = include_str!("../../data/signed/other.pem");
    let other = RingSigner::from_pkcs8_pem(Algorithm::Rs256, other).unwrap();
    let signed = signed(&plain());
    let refused = unverified(&signed).verify_with(other.public_key().clone(), &Ring);
    assert_eq!(refused.unwrap_err().rule().code, "xapi.signature.mismatch");
}

#[test]
fn the_whole_chain_is_handed_to_who_validates_it() {
    let signed = signed(&plain());
    let CheckedSignature::Verified(found) = checked(signed.statement(), signed.data()).unwrap()
    else {
        panic!("it brings a certificate");
    };
    assert_eq!(found.key(), &KeyOrigin::Certificates(chain()));
}

#[test]
fn what_a_store_adds_does_not_break_a_signature() {
    let signed = signed(&plain());
    let mut json = as_json(&signed);
    json["stored"] = json!("2024-05-01T10:00:01.5Z");
    json["authority"] = json!({"mbox": "mailto:store@example.org"});
    json["version"] = json!("1.0.3");
    json["verb"]["display"] = json!({"de": "bestanden"});
    json["timestamp"] = json!("2024-05-01T12:00:00+02:00");
    assert!(checked(&statement(&json), signed.data()).is_ok());
}

#[test]
fn a_store_may_give_an_id_and_a_time_to_what_was_signed_without() {
    let mut bare = plain();
    for name in ["id", "timestamp"] {
        bare.as_object_mut().unwrap().remove(name);
    }
    let signed = signed(&bare);
    let mut json = as_json(&signed);
    json["id"] = plain()["id"].clone();
    json["timestamp"] = plain()["timestamp"].clone();
    assert!(checked(&statement(&json), signed.data()).is_ok());
}

#[test]
fn a_signature_meets_its_attachment_by_hash_alone() {
    let signed = signed(&plain());
    let mut json = as_json(&signed);
    json["attachments"][0]["length"] = json!(3);
    assert!(checked(&statement(&json), signed.data()).is_ok());
}

#[test]
fn letter_case_of_the_hash_and_other_hashes_of_the_family_are_fine() {
    let signed = signed(&plain());
    let mut json = as_json(&signed);
    let upper = signed.digest().to_string().to_uppercase();
    json["attachments"][0]["sha2"] = json!(upper);
    assert!(checked(&statement(&json), signed.data()).is_ok());
    let family = xapi_model::multipart::Sha2Family::Sha512;
    let longer = xapi_model::multipart::Digest::of_family(family, signed.data());
    json["attachments"][0]["sha2"] = json!(longer.to_string());
    assert!(checked(&statement(&json), signed.data()).is_ok());
}

#[test]
fn two_may_sign_one_statement() {
    let (one, two) = (signed(&plain()), without_certificates());
    let mut json = as_json(&one);
    let second = as_json(&two)["attachments"][0].clone();
    json["attachments"].as_array_mut().unwrap().push(second);
    let both = statement(&json);
    assert!(checked(&both, one.data()).is_ok());
    assert!(checked(&both, two.data()).is_ok());
}

#[test]
fn no_profile_relaxes_what_a_signature_must_hold() {
    let signed = signed(&plain());
    let mut json = as_json(&signed);
    json["actor"]["mbox"] = json!("mailto:eve@example.org");
    let statement = statement(&json);
    let limits = SignatureLimits::DEFAULT;
    for profile in [Profile::lenient(), Version::V2_0.lenient()] {
        let refused = check(&statement, signed.data(), &Ring, &profile, &limits).unwrap_err();
        assert!(matches!(refused, SignatureError::Differs { .. }));
    }
}
