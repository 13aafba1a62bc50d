//! Any statement with any signature: no panic; a signature over the very statement is about it, and
//! nothing verifies that is not RS256, RS384 or RS512.
#![no_main]

use edu_fuzz::{AcceptAll, base64url};
use edu_json::Document;
use edu_types::{Iri, LanguageMap, Limits, Profile};
use libfuzzer_sys::fuzz_target;
use xapi_model::multipart::Digest;
use xapi_model::signed::{ALGORITHMS, CheckedSignature, SignatureError, SignatureLimits, check};
use xapi_model::{Attachment, ByteLength, MediaType, Sha2, Statement, Version};

fuzz_target!(|input: (u8, &str, &[u8])| {
    let (kind, header, payload) = input;
    let token = match kind % 3 {
        // The bytes as they are, so that the fuzzer writes the token itself.
        0 => payload.to_vec(),
        1 => format!("{}.{}.c2ln", base64url(header.as_bytes()), base64url(payload)).into_bytes(),
        _ => format!("{}.{}.c2ln", base64url(br#"{"alg":"RS256"}"#), base64url(payload)).into_bytes(),
    };
    for profile in [Version::V1_0_3.strict(), Version::V2_0.lenient()] {
        judge(&token, payload, &profile);
    }
});

fn judge(token: &[u8], payload: &[u8], profile: &Profile) {
    let Ok(read) = Document::<Statement>::from_slice(payload, profile, &Limits::DEFAULT) else {
        return;
    };
    let mut statement = read.value.into_value();
    let signed_before = statement
        .attachments
        .iter()
        .flatten()
        .any(Attachment::is_signature);
    let attachment = Attachment::new(
        Iri::new(Attachment::SIGNATURE).expect("an IRI"),
        LanguageMap::new(),
        MediaType::new(Attachment::SIGNATURE_TYPE).expect("a media type"),
        ByteLength(token.len() as u64),
        Sha2::new(Digest::of(token).to_string()).expect("a digest"),
    );
    statement.attachments.get_or_insert_default().push(attachment);
    match check(&statement, token, &AcceptAll, profile, &SignatureLimits::DEFAULT) {
        Ok(CheckedSignature::Verified(signature)) => {
            assert!(ALGORITHMS.contains(signature.algorithm()));
        }
        Ok(CheckedSignature::Unverified(signature)) => {
            assert!(ALGORITHMS.contains(signature.algorithm()));
        }
        Err(SignatureError::Differs { .. }) => {
            // Only a token of the fuzzer's own making can be about something else.
            assert!(signed_before || !token.ends_with(b".c2ln") || token == payload);
        }
        Err(error) => assert!(!error.rule().code.is_empty()),
    }
}
