//! Any bytes as a post to the launch address: no panic, and no launch without its browser.
#![no_main]

use edu_http::{Form, FormLimits};
use libfuzzer_sys::fuzz_target;
use lti_core::LaunchPost;

fuzz_target!(|bytes: &[u8]| {
    let Ok(form) = Form::parse(bytes, &FormLimits::DEFAULT) else { return };
    match LaunchPost::from_form(&form) {
        Ok(LaunchPost::Message(message)) => {
            let refused = message.in_browser(&Default::default()).map(|_| ());
            assert_eq!(refused.expect_err("no cookie was sent").code(), "lti.state.no_cookie");
        }
        Ok(LaunchPost::Error(error)) => assert!(form.get("error").is_some(), "{error:?}"),
        Ok(_) => {}
        Err(error) => assert!(!error.code().is_empty()),
    }
});
