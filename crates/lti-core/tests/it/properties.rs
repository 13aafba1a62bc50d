//! Properties of the launch address, tried with many inputs.

use edu_http::Body;
use http::Request;
use http::header::{CONTENT_TYPE, COOKIE};
use lti_core::{Fault, LaunchOutcome};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::launch::{NOW, Token, begin, deliver, launch, message_form, moment, tool, verdict};

/// Posts any bytes as a form from the browser of an open login.
fn post_bytes(form: Vec<u8>) -> LaunchOutcome {
    let tool = tool();
    let login = begin(&tool);
    let request = Request::post("/launch")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(COOKIE, login.cookie)
        .body(Body::from(form))
        .unwrap();
    pollster::block_on(tool.launch(moment(NOW), request))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_of_a_form_launch_or_panic(form in proptest::collection::vec(any::<u8>(), 0..512)) {
        prop_assert!(verdict(post_bytes(form)).is_err());
    }

    #[test]
    fn no_token_and_state_of_an_attacker_launch_or_panic(
        state in "\\PC{0,64}",
        token in "[A-Za-z0-9_.=-]{0,256}",
    ) {
        prop_assert!(verdict(post_bytes(message_form(&state, &token).into_bytes())).is_err());
    }

    #[test]
    fn a_valid_token_with_one_byte_changed_is_refused(place in any::<Index>(), byte in any::<u8>()) {
        let tool = tool();
        let login = begin(&tool);
        let mut token = Token::resource_link().seal(&login.nonce).into_bytes();
        let place = place.index(token.len());
        prop_assume!(token[place] != byte);
        token[place] = byte;
        // Bytes that are no text cannot stand in a form; they are refused there.
        let token = String::from_utf8_lossy(&token).into_owned();
        prop_assert!(deliver(&tool, &login, &token).is_err());
    }

    #[test]
    fn a_signed_token_with_one_claim_of_another_kind_never_panics(
        name in "iss|aud|sub|exp|iat|nbf|azp|nonce|email|locale",
        value in any::<Option<i64>>(),
    ) {
        let token = Token::resource_link().with(&name, value);
        if let Err(error) = launch(&tool(), &token) {
            prop_assert!(matches!(error.fault(), Fault::Claim | Fault::Time | Fault::Audience));
        }
    }
}

#[test]
fn every_single_bit_of_a_valid_token_counts() {
    let tool = tool();
    let length = Token::resource_link().seal(&begin(&tool).nonce).len();
    for place in 0..length {
        let login = begin(&tool);
        let mut token = Token::resource_link().seal(&login.nonce).into_bytes();
        token[place] ^= 1;
        let token = String::from_utf8(token).unwrap();
        let error = deliver(&tool, &login, &token).expect_err("must be refused");
        // The type stands in the header and is looked at before the signature.
        let code = error.code();
        let unread = code.starts_with("jose.") || code == "lti.unsupported.token_type";
        assert!(unread, "byte {place}: {error}");
    }
}
