//! The two addresses of a tool, as HTTP sees them; and errors in place of a message.

use edu_http::{Body, Form, FormLimits, encode_pairs};
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use http::{Method, Request, StatusCode};
use lti_core::{Fault, LaunchOutcome, LoginInitiation, OidcError, OidcErrorCode};

use crate::launch::{
    CLIENT, INITIATION, NOW, Token, assert_error, begin, deliver, initiate, message_form, moment,
    post, read_login, tool, verdict,
};

const FORM: &str = "application/x-www-form-urlencoded";

#[test]
fn a_login_is_started_by_get_and_by_post_alike() {
    let tool = tool();
    let fields = encode_pairs(INITIATION.iter().copied());
    for content_type in [FORM, "application/x-www-form-urlencoded; charset=UTF-8"] {
        let request = Request::post("/login").header(CONTENT_TYPE, content_type);
        let request = request.body(Body::from(fields.clone())).unwrap();
        let posted = pollster::block_on(tool.login(moment(NOW), request));
        for reply in [posted, initiate(&tool, INITIATION)] {
            let login = read_login(&reply);
            let token = Token::resource_link().seal(&login.nonce);
            assert!(deliver(&tool, &login, &token).is_ok());
        }
    }
}

#[test]
fn a_posted_login_does_not_look_into_the_query() {
    let query = encode_pairs(INITIATION.iter().copied());
    let request = Request::post(format!("/login?{query}")).header(CONTENT_TYPE, FORM);
    let request = request.body(Body::empty()).unwrap();
    let reply = pollster::block_on(tool().login(moment(NOW), request));
    assert_eq!(reply.status(), StatusCode::BAD_REQUEST);
}

#[test]
fn a_login_redirect_is_not_cached() {
    let reply = initiate(&tool(), INITIATION);
    assert_eq!(reply.headers()[CACHE_CONTROL], "no-store");
}

#[test]
fn unknown_fields_of_login_and_launch_are_ignored() {
    let tool = tool();
    let fields = [
        INITIATION,
        &[("canvas_region", "eu"), ("session_state", "x")],
    ];
    let login = read_login(&initiate(&tool, &fields.concat()));
    let token = Token::resource_link().seal(&login.nonce);
    let form = message_form(&login.state, &token) + "&session_state=x&lti_storage_target=_parent";
    assert!(verdict(post(&tool, &[&login.cookie], &form)).is_ok());
}

#[test]
fn a_login_initiation_keeps_every_parameter_as_it_came() {
    let fields = [
        ("iss", "https://lms.example"),
        ("login_hint", "h 1"),
        ("target_link_uri", "https://tool.example/launch?a=b"),
        ("lti_message_hint", r#"{"launchid":"1"}"#),
        ("lti_deployment_id", "deployment-1"),
        ("client_id", "10000000000001"),
        ("lti_storage_target", "post_message_forwarding"),
    ];
    let form = Form::parse(encode_pairs(fields).as_bytes(), &FormLimits::DEFAULT).unwrap();
    let initiation = LoginInitiation::from_form(&form).unwrap();
    let read = [
        initiation.issuer.as_str(),
        initiation.login_hint.as_str(),
        initiation.target_link_uri.as_str(),
        initiation.message_hint.as_ref().unwrap().as_str(),
        initiation.deployment_id.as_ref().unwrap().as_str(),
        initiation.client_id.as_ref().unwrap().as_str(),
        initiation.storage_target.as_ref().unwrap().as_str(),
    ];
    assert_eq!(read, fields.map(|(_, value)| value));
    // Empty optional parameters say as much as absent ones.
    let empty = "iss=https://lms.example&login_hint=h&target_link_uri=https://tool.example/\
                 &lti_message_hint=&lti_deployment_id=&client_id=";
    let form = Form::parse(empty.as_bytes(), &FormLimits::DEFAULT).unwrap();
    let initiation = LoginInitiation::from_form(&form).unwrap();
    assert_eq!(initiation.message_hint, None);
    assert_eq!(initiation.deployment_id, None);
    assert_eq!(initiation.client_id, None);
}

#[test]
fn other_methods_are_refused_with_those_allowed() {
    let tool = tool();
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
        let request = Request::builder()
            .method(method)
            .body(Body::empty())
            .unwrap();
        let reply = pollster::block_on(tool.login(moment(NOW), request));
        assert_eq!(reply.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(reply.headers()[ALLOW], "GET, POST");
    }
    for method in [Method::GET, Method::HEAD, Method::PUT] {
        let request = Request::builder()
            .method(method)
            .body(Body::empty())
            .unwrap();
        let outcome = pollster::block_on(tool.launch(moment(NOW), request));
        let LaunchOutcome::Refused(reply, error) = outcome else {
            panic!("launched");
        };
        assert_eq!(
            (error.code(), error.fault()),
            ("lti.malformed.method", Fault::Malformed)
        );
        assert_eq!(reply.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(reply.headers()[ALLOW], "POST");
    }
}

#[test]
fn a_body_that_is_no_form_is_refused() {
    let tool = tool();
    let login = begin(&tool);
    let form = message_form(&login.state, &Token::resource_link().seal(&login.nonce));
    let types = [
        None,
        Some("application/json"),
        Some("text/plain"),
        Some("multipart/form-data"),
    ];
    for content_type in types {
        let mut request = Request::post("/launch").header(http::header::COOKIE, &login.cookie);
        if let Some(content_type) = content_type {
            request = request.header(CONTENT_TYPE, content_type);
        }
        let request = request.body(Body::from(form.clone())).unwrap();
        let outcome = pollster::block_on(tool.launch(moment(NOW), request));
        assert_error(verdict(outcome), "lti.malformed.form", Fault::Malformed);
    }
    // The login is still open.
    assert!(verdict(post(&tool, &[&login.cookie], &form)).is_ok());
}

#[test]
fn a_form_field_given_twice_is_refused() {
    let tool = tool();
    let login = begin(&tool);
    let form = message_form(&login.state, &Token::resource_link().seal(&login.nonce));
    for twice in ["state=x", "id_token=x", "unknown=1&unknown=2"] {
        let result = verdict(post(&tool, &[&login.cookie], &format!("{form}&{twice}")));
        assert_error(result, "lti.malformed.form", Fault::Malformed);
    }
}

#[test]
fn a_form_without_a_token_is_refused() {
    let tool = tool();
    let login = begin(&tool);
    let forms = [
        String::new(),
        "%".to_owned(),
        "state=%ff&id_token=a".to_owned(),
        encode_pairs([("state", login.state.as_str())]),
        encode_pairs([("state", login.state.as_str()), ("ID_TOKEN", "a.b.c")]),
    ];
    for form in forms {
        let result = verdict(post(&tool, &[&login.cookie], &form));
        assert_error(result, "lti.malformed.form", Fault::Malformed);
    }
}

#[test]
fn an_empty_token_is_refused_by_its_segments() {
    let tool = tool();
    let login = begin(&tool);
    assert_error(
        deliver(&tool, &login, ""),
        "jose.segments",
        Fault::Malformed,
    );
}

/// Posts an error of the platform, and returns the refusal with what the platform said.
fn platform_error(fields: &[(&str, &str)]) -> (StatusCode, OidcError) {
    let form = encode_pairs(fields.iter().copied());
    let LaunchOutcome::Refused(reply, error) = post(&tool(), &[], &form) else {
        panic!("launched");
    };
    assert_eq!(
        (error.code(), error.fault()),
        ("lti.platform.error", Fault::Platform)
    );
    assert!(error.is_retryable());
    (reply.status(), error.platform().unwrap().clone())
}

#[test]
fn an_error_of_the_platform_is_an_outcome_of_its_own() {
    let description = "Must have an active user session";
    let (status, error) = platform_error(&[
        ("error", "login_required"),
        ("error_description", description),
        ("error_uri", "https://lms.example/help"),
        ("state", "state"),
    ]);
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert_eq!(error.code, OidcErrorCode::LoginRequired);
    assert_eq!(error.description.as_deref(), Some(description));
    assert_eq!(error.uri.as_deref(), Some("https://lms.example/help"));
}

#[test]
fn every_error_code_of_the_standard_is_typed_and_others_are_kept() {
    for known in OidcErrorCode::KNOWN {
        let (_, error) = platform_error(&[("error", known.as_str())]);
        assert_eq!(error.code, *known);
        assert_eq!(error.description, None);
    }
    let (_, error) = platform_error(&[("error", "Login_Required")]);
    assert!(!error.code.is_known());
    assert_eq!(error.code.as_str(), "Login_Required");
}

#[test]
fn long_texts_of_an_error_are_cut_between_characters() {
    let long = "\u{e9}".repeat(5000);
    let (_, error) = platform_error(&[
        ("error", &long),
        ("error_description", &format!("x{long}")),
        ("error_uri", &long),
    ]);
    assert_eq!(error.code.as_str().len(), OidcError::MAX_TEXT);
    // A character of two bytes does not fit into the last one.
    assert_eq!(error.description.unwrap().len(), OidcError::MAX_TEXT - 1);
    assert_eq!(error.uri.unwrap().len(), OidcError::MAX_TEXT);
}

#[test]
fn an_error_beside_a_token_wins_and_does_not_use_the_login_up() {
    let tool = tool();
    let login = begin(&tool);
    let form = message_form(&login.state, &Token::resource_link().seal(&login.nonce));
    let both = format!("{form}&error=access_denied");
    let result = verdict(post(&tool, &[&login.cookie], &both));
    assert_error(result, "lti.platform.error", Fault::Platform);
    assert!(verdict(post(&tool, &[&login.cookie], &form)).is_ok());
}

#[test]
fn a_refused_login_says_why_and_goes_nowhere() {
    let request = Request::get("/login").body(Body::empty()).unwrap();
    let reply = pollster::block_on(tool().login(moment(NOW), request));
    assert_eq!(reply.status(), StatusCode::BAD_REQUEST);
    assert!(!reply.headers().contains_key(LOCATION));
}

#[test]
fn an_honest_launch_says_who_where_and_what() {
    let tool = tool();
    let launch = crate::launch::launch(&tool, &Token::resource_link()).unwrap();
    assert_eq!(launch.client_id().as_str(), CLIENT);
    assert_eq!(launch.issuer().as_str(), "https://lms.example");
    assert_eq!(launch.deployment_id().as_str(), "deployment-1");
    assert_eq!(launch.subject().unwrap().as_str(), "user-1");
    assert_eq!(
        launch.target_link_uri().unwrap().as_str(),
        "https://tool.example/launch"
    );
    assert!(launch.roles().is_context_learner());
    assert!(launch.report().is_empty());
}
