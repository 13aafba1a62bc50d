//! Any bytes as the claims of a token whose signature is accepted: no panic; a launch that
//! holds asserts what was asked for, and its claims survive writing and reading.
#![no_main]

use edu_fuzz::{AcceptAll, NOW, base64url, bound, keys, login, registration};
use edu_types::{Limits, Profile};
use libfuzzer_sys::fuzz_target;
use lti_core::{Claims, Deployment, Taken, ToolSettings};

fuzz_target!(|claims: &[u8]| {
    let token = format!("{}.{}.AAAA", base64url(br#"{"alg":"RS256","kid":"k"}"#), base64url(claims));
    let Ok(launch) = bound(token).with_login(Taken::Fresh(login().pending), &NOW) else {
        return;
    };
    let settings = ToolSettings::new().allowing_anonymous();
    let checked = launch.check(&registration(), &keys(), &AcceptAll, &settings, &NOW);
    match checked {
        Ok(signed) => {
            let launch = signed.with_deployment(Deployment::Known).expect("a known deployment");
            assert_eq!(launch.issuer().as_str(), "https://lms.example");
            assert_eq!(launch.client_id().as_str(), "tool");
            let written = serde_json::to_vec(launch.claims()).expect("claims are written");
            let limits = Limits::DEFAULT;
            let again = Claims::from_slice(&written, &Profile::lenient(), &limits);
            assert_eq!(&again.expect("claims are read again").value, launch.claims());
        }
        Err(error) => {
            assert!(!error.code().is_empty());
            assert!(!error.clause().is_empty());
            assert!(!error.to_string().is_empty());
        }
    }
});
