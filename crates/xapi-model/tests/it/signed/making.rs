//! Signing statements.

use edu_jose::{Algorithm, CertificateChain, SignError};
use edu_jose_ring::RingSigner;
use edu_json::Document;
use edu_types::{LanguageMap, Limits};
use xapi_model::signed::{CheckedSignature, SigningError, sign};
use xapi_model::{Attachment, Statement};

use super::{as_json, certificate, chain, checked, document, plain, signed, signer, strict};

#[test]
fn what_is_signed_is_verified_with_every_algorithm_of_the_standard() {
    for algorithm in [Algorithm::Rs256, Algorithm::Rs384, Algorithm::Rs512] {
        let with = signer(algorithm);
        let document = document(&plain());
        let signed = sign(&document, LanguageMap::new(), Some(&chain()), &with).unwrap();
        let found = checked(signed.statement(), signed.data()).unwrap();
        let CheckedSignature::Verified(verified) = found else {
            panic!("it brings a certificate");
        };
        assert_eq!(verified.algorithm(), algorithm);
        assert_eq!(verified.statement().value(), document.value());
        assert!(verified.report().is_empty());
    }
}

#[test]
fn the_attachment_says_what_the_signature_is() {
    let signed = signed(&plain());
    let json = as_json(&signed);
    let attachment = &json["attachments"][0];
    assert_eq!(attachment["usageType"], Attachment::SIGNATURE);
    assert_eq!(attachment["contentType"], "application/octet-stream");
    assert_eq!(attachment["length"], signed.data().len());
    assert_eq!(attachment["sha2"], signed.digest().to_string());
}

#[test]
fn the_bytes_that_came_are_the_bytes_that_are_signed() {
    let bytes = br#"{ "verb" : {"id":"http://example.org/did"},
        "actor":{"mbox":"mailto:ada@example.org"}, "object":{"id":"http://example.org/x"} }"#;
    let document = Document::<Statement>::from_slice(bytes, &strict(), &Limits::DEFAULT);
    let with = signer(Algorithm::Rs256);
    let signed = sign(
        &document.unwrap().value,
        LanguageMap::new(),
        Some(&chain()),
        &with,
    );
    let signed = signed.unwrap();
    let found = checked(signed.statement(), signed.data()).unwrap();
    let CheckedSignature::Verified(verified) = found else {
        panic!("it brings a certificate");
    };
    assert_eq!(verified.into_statement().to_bytes(), &bytes[..]);
}

#[test]
fn the_signature_comes_after_the_attachments_that_were_there() {
    let mut json = plain();
    json["attachments"] = serde_json::json!([{
        "usageType": "http://example.org/essay", "display": {"en": "Essay"},
        "contentType": "text/plain", "length": 3, "fileUrl": "http://example.org/essay.txt",
        "sha2": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    }]);
    let signed = signed(&json);
    let attachments = signed.statement().attachments.as_deref().unwrap();
    let signatures: Vec<_> = attachments.iter().map(Attachment::is_signature).collect();
    assert_eq!(signatures, [false, true]);
    assert!(checked(signed.statement(), signed.data()).is_ok());
}

#[test]
fn a_signer_with_another_algorithm_signs_no_statement() {
    let point = include_str!("../../data/signed/point.pem");
    let with = RingSigner::from_pkcs8_pem(Algorithm::Es256, point).unwrap();
    let refused = sign(&document(&plain()), LanguageMap::new(), None, &with).unwrap_err();
    assert_eq!(refused, SigningError::Algorithm(Algorithm::Es256));
}

#[test]
fn a_statement_is_signed_once() {
    let signed = Document::from_value(signed(&plain()).statement().clone());
    let with = signer(Algorithm::Rs256);
    let refused = sign(&signed, LanguageMap::new(), None, &with).unwrap_err();
    assert_eq!(refused, SigningError::AlreadySigned);
}

#[test]
fn the_certificates_of_somebody_else_are_not_sent_along() {
    let authority = include_str!("../../data/signed/authority-certificate.pem");
    let other = CertificateChain::new([certificate(authority)]).unwrap();
    let with = signer(Algorithm::Rs256);
    let refused = sign(&document(&plain()), LanguageMap::new(), Some(&other), &with);
    let expected = SigningError::Signer(SignError::OtherCertificate);
    assert_eq!(refused.unwrap_err(), expected);
}

#[test]
fn debug_shows_no_person() {
    let signed = signed(&plain());
    assert!(!format!("{signed:?}").contains("ada"));
    let found = checked(signed.statement(), signed.data()).unwrap();
    assert!(!format!("{found:?}").contains("ada"));
}
