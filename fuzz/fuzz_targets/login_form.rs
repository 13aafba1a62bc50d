//! Any bytes as a login initiation: no panic; a redirect goes to the registered endpoint.
#![no_main]

use edu_fuzz::{NOW, registration};
use edu_http::{Entropy, Form, FormLimits};
use libfuzzer_sys::fuzz_target;
use lti_core::{LoginInitiation, ToolSettings, begin_login};

fuzz_target!(|bytes: &[u8]| {
    let Ok(form) = Form::parse(bytes, &FormLimits::DEFAULT) else { return };
    let Ok(initiation) = LoginInitiation::from_form(&form) else { return };
    let mut entropy = Entropy::new([7; Entropy::BYTES]);
    let started =
        begin_login(&initiation, &registration(), &ToolSettings::new(), &mut entropy, &NOW);
    let Ok(started) = started else { return };
    assert!(started.redirect.starts_with("https://lms.example/auth?"));
    let query = started.redirect.split_once('?').expect("a query").1;
    let sent = Form::parse(query.as_bytes(), &FormLimits::DEFAULT.with_bytes(1 << 20))
        .expect("the request is a form again");
    assert_eq!(sent.get("login_hint"), form.get("login_hint"));
    assert_eq!(sent.get("redirect_uri"), Some("https://tool.example/launch"));
    if let Some(hint) = form.get("lti_message_hint").filter(|hint| !hint.is_empty()) {
        assert_eq!(sent.get("lti_message_hint"), Some(hint));
    }
});
