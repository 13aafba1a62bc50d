//! Statements with a signature, from outside.

mod example;
mod making;
mod refusals;
mod trust;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use edu_jose::{Algorithm, CertificateChain};
use edu_jose_ring::{Ring, RingSigner};
use edu_json::{Document, ToJson as _};
use edu_types::{LanguageMap, Limits, Profile};
use serde_json::{Value, json};
use xapi_model::multipart::Digest;
use xapi_model::signed::{
    CheckedSignature, SignatureError, SignatureLimits, SignedStatement, check, sign,
};
use xapi_model::{Attachment, Statement, Version};

const SIGNER: &str = include_str!("../data/signed/signer.pem");

/// A provider that signs as the key of a file does.
pub(crate) fn signer(algorithm: Algorithm) -> RingSigner {
    RingSigner::from_pkcs8_pem(algorithm, SIGNER).unwrap()
}

/// The bytes of a certificate.
pub(crate) fn certificate(pem: &str) -> Vec<u8> {
    let lines = pem.lines().filter(|line| !line.starts_with('-'));
    STANDARD.decode(lines.collect::<String>()).unwrap()
}

/// The certificates of the signer.
pub(crate) fn chain() -> CertificateChain {
    let files = [
        include_str!("../data/signed/signer-certificate.pem"),
        include_str!("../data/signed/authority-certificate.pem"),
    ];
    CertificateChain::new(files.map(certificate)).unwrap()
}

/// A statement as a program makes it.
pub(crate) fn plain() -> Value {
    json!({
        "id": "6690e6c9-3ef0-4ed3-8b37-7f3964730bee",
        "actor": {"mbox": "mailto:ada@example.org"},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/passed", "display": {"en": "passed"}},
        "object": {"id": "http://example.org/exam"},
        "result": {"score": {"raw": 1.50}},
        "timestamp": "2024-05-01T10:00:00Z",
    })
}

/// Reads a statement that must be one.
pub(crate) fn document(json: &Value) -> Document<Statement> {
    let bytes = json.to_string();
    let read = Document::from_slice(bytes.as_bytes(), &strict(), &Limits::DEFAULT);
    read.unwrap_or_else(|refused| panic!("{refused}")).value
}

pub(crate) fn statement(json: &Value) -> Statement {
    document(json).into_value()
}

pub(crate) fn strict() -> Profile {
    Version::V1_0_3.strict()
}

/// Signs with RS256 and the signer's certificates.
pub(crate) fn signed(json: &Value) -> SignedStatement {
    let signer = signer(Algorithm::Rs256);
    sign(&document(json), LanguageMap::new(), Some(&chain()), &signer).unwrap()
}

/// A signed statement as JSON, to be tampered with.
pub(crate) fn as_json(signed: &SignedStatement) -> Value {
    serde_json::from_str(&signed.statement().to_json_string()).unwrap()
}

/// Judges as a strict store does.
pub(crate) fn checked<'d>(
    statement: &Statement,
    data: &'d [u8],
) -> Result<CheckedSignature<'d>, SignatureError> {
    check(statement, data, &Ring, &strict(), &SignatureLimits::DEFAULT)
}

/// A token of any parts.
pub(crate) fn token(header: &Value, payload: &[u8], signature: &[u8]) -> String {
    let header = header.to_string();
    let parts = [header.as_bytes(), payload, signature];
    parts.map(|part| URL_SAFE_NO_PAD.encode(part)).join(".")
}

/// Adds the attachment that says that data is the statement's signature.
pub(crate) fn attach(json: &Value, data: &[u8]) -> Value {
    let mut json = json.clone();
    let attachment = json!({
        "usageType": Attachment::SIGNATURE,
        "display": {"en": "Signature"},
        "contentType": "application/octet-stream",
        "length": data.len(),
        "sha2": Digest::of(data).to_string(),
    });
    let attachments = json.as_object_mut().unwrap().entry("attachments");
    let attachments = attachments.or_insert_with(|| json!([]));
    attachments.as_array_mut().unwrap().push(attachment);
    json
}

/// The code of the rule that a token breaks as the signature of a statement.
pub(crate) fn code(json: &Value, data: &[u8]) -> &'static str {
    let statement = statement(&attach(json, data));
    checked(&statement, data).unwrap_err().rule().code
}
