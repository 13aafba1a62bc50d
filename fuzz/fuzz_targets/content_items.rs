//! Any bytes as the claims of a tool's answer whose signature is accepted: no panic; an answer
//! that holds has only what was asked for, and its items survive writing and reading.
#![no_main]

use edu_fuzz::{AcceptAll, NOW, base64url, keys, pending, policy, tool};
use edu_http::{Caller, Form, FormLimits, SessionId, encode_pairs};
use edu_json::ToJson as _;
use edu_types::{Limits, Profile};
use libfuzzer_sys::fuzz_target;
use lti_core::deep_linking::{PostedResponse, ResponseClaims};
use lti_core::{ContentItem, TakenFor};

fuzz_target!(|claims: &[u8]| {
    both_doors(claims);
    let header = base64url(br#"{"alg":"RS256","kid":"k"}"#);
    let token = format!("{header}.{}.AAAA", base64url(claims));
    let body = encode_pairs([("JWT", token.as_str())]);
    let Ok(form) = Form::parse(body.as_bytes(), &FormLimits::DEFAULT) else {
        return;
    };
    let answer = PostedResponse::from_form(&form).and_then(|posted| posted.with_tool(Some(tool())));
    let policy = policy();
    let signed = answer.and_then(|answer| answer.check(&keys(), &AcceptAll, &policy, &NOW));
    let signed = match signed {
        Ok(signed) => signed,
        Err(error) => {
            assert!(!error.code().is_empty() && !error.to_string().is_empty());
            return;
        }
    };
    let session = SessionId::new("session").expect("a session");
    let pending = pending(signed.data().clone(), session.clone());
    let caller = Caller::anonymous().with_session(session);
    let taken = TakenFor::Fresh(pending);
    if let Ok(selection) = signed.with_selection(taken, &caller, &policy, &NOW) {
        assert!(selection.items().len() <= 100);
        for item in selection.items() {
            assert_ne!(item.item_type().as_str(), "image", "images were not asked for");
            for (_, address) in item.addresses() {
                // In any case: schemes have none (RFC 3986 §3.1).
                let scheme = address.as_str().get(..4);
                assert!(scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("http")));
            }
            let written = item.to_json_string();
            let read = ContentItem::from_slice(written.as_bytes(), &Profile::lenient(), &Limits::DEFAULT);
            assert_eq!(&read.expect("items are read again").value, item);
        }
    }
});

/// The checked reader and serde agree, and what they read is written so that it is read again.
fn both_doors(bytes: &[u8]) {
    let checked = ResponseClaims::from_slice(bytes, &Profile::strict(), &Limits::DEFAULT);
    let through_serde = serde_json::from_slice::<ResponseClaims>(bytes);
    let (Ok(checked), Ok(value)) = (&checked, &through_serde) else {
        assert_eq!(checked.is_ok(), through_serde.is_ok());
        return;
    };
    assert_eq!(checked.value, *value);
    let written = value.to_json_string();
    let again = serde_json::from_str::<ResponseClaims>(&written);
    assert_eq!(&again.expect("claims are read again"), value);
}
