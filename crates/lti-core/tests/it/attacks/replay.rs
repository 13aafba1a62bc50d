//! Cases 31 and 32: one login, one launch.

use std::sync::Barrier;

use edu_types::{Limits, Timestamp};
use http::StatusCode;
use lti_core::{
    BackendError, Fault, LaunchOutcome, MemoryTool, State, Taken, ToolBackend as _, ToolSettings,
};

use crate::launch::{
    KEY, NOW, Token, assert_error, begin, deliver, initiate, keys, launch, memory, message_form,
    post, registration, tool, tool_with, verdict,
};

#[test]
fn case_31_the_same_form_posted_twice_shows_a_page_that_says_so() {
    let tool = tool();
    let login = begin(&tool);
    let form = message_form(&login.state, &Token::resource_link().seal(&login.nonce));
    let first = post(&tool, &[&login.cookie], &form);
    assert!(matches!(first, LaunchOutcome::Launched(_)));
    let LaunchOutcome::Refused(page, error) = post(&tool, &[&login.cookie], &form) else {
        panic!("the second post launched");
    };
    assert_eq!(
        (error.code(), error.fault()),
        ("lti.state.used", Fault::State)
    );
    assert!(error.is_retryable());
    assert_eq!(page.status(), StatusCode::FORBIDDEN);
    let limit = Limits::DEFAULT.bytes;
    let body = pollster::block_on(edu_http::collect(page.into_body(), limit)).unwrap();
    let body = core::str::from_utf8(&body).unwrap();
    assert!(body.contains("lti.state.used"));
    assert!(body.contains("used before"));
}

#[test]
fn case_31_a_new_token_for_a_used_login_is_refused() {
    let tool = tool();
    let login = begin(&tool);
    let token = Token::resource_link().seal(&login.nonce);
    assert!(deliver(&tool, &login, &token).is_ok());
    let token = Token::resource_link()
        .with("sub", "user-2")
        .seal(&login.nonce);
    assert_error(
        deliver(&tool, &login, &token),
        "lti.state.used",
        Fault::State,
    );
}

#[test]
fn case_31_a_refused_token_uses_its_login_up() {
    // Otherwise an attacker could try one token after the other against one login.
    let tool = tool();
    let login = begin(&tool);
    let bad = Token::resource_link()
        .with("aud", "client-2")
        .seal(&login.nonce);
    assert_error(
        deliver(&tool, &login, &bad),
        "lti.audience.other",
        Fault::Audience,
    );
    let good = Token::resource_link().seal(&login.nonce);
    assert_error(
        deliver(&tool, &login, &good),
        "lti.state.used",
        Fault::State,
    );
}

#[test]
fn case_31_a_used_login_is_remembered_until_it_expires() {
    let memory = memory(registration(), keys(&[&*KEY]));
    let tool = tool_with(memory, ToolSettings::new());
    let login = begin(&tool);
    assert!(deliver(&tool, &login, &Token::resource_link().seal(&login.nonce)).is_ok());
    let state = State::new(login.state.as_str()).unwrap();
    let taken_at = |seconds| {
        let now = Timestamp::from_unix_seconds(seconds);
        pollster::block_on(tool.backend().take_login(&state, &now)).unwrap()
    };
    assert_eq!(taken_at(NOW + 599), Taken::AlreadyUsed);
    assert_eq!(taken_at(NOW + 600), Taken::Unknown);
}

#[test]
fn case_31_a_flood_of_logins_cannot_push_out_a_used_one() {
    let small = MemoryTool::with_capacity(2);
    small.register(registration(), keys(&[&*KEY]), crate::launch::deployments());
    let tool = tool_with(small, ToolSettings::new());
    let login = begin(&tool);
    let token = Token::resource_link().seal(&login.nonce);
    assert!(deliver(&tool, &login, &token).is_ok());
    let statuses: Vec<_> = (0..3)
        .map(|_| initiate(&tool, crate::launch::INITIATION).status())
        .collect();
    assert_eq!(
        statuses,
        [
            StatusCode::FOUND,
            StatusCode::SERVICE_UNAVAILABLE,
            StatusCode::SERVICE_UNAVAILABLE
        ]
    );
    assert_error(
        deliver(&tool, &login, &token),
        "lti.state.used",
        Fault::State,
    );
    let full = BackendError::Full {
        what: "logins",
        limit: 2,
    };
    assert_eq!(full.to_string(), "logins are 2, the most this store keeps");
}

#[test]
fn case_32_of_two_posts_at_once_exactly_one_launches() {
    let tool = tool();
    for _ in 0..1000 {
        let login = begin(&tool);
        let form = message_form(&login.state, &Token::resource_link().seal(&login.nonce));
        let start = Barrier::new(2);
        let race = || {
            start.wait();
            verdict(post(&tool, &[&login.cookie], &form))
        };
        let results = std::thread::scope(|scope| {
            let (one, other) = (scope.spawn(race), scope.spawn(race));
            [one.join().unwrap(), other.join().unwrap()]
        });
        let won = results.iter().filter(|result| result.is_ok()).count();
        assert_eq!(won, 1);
        for lost in results.into_iter().filter(Result::is_err) {
            assert_error(lost, "lti.state.used", Fault::State);
        }
    }
}

#[test]
fn two_logins_of_one_browser_do_not_disturb_each_other() {
    let tool = tool();
    let (first, second) = (begin(&tool), begin(&tool));
    assert_ne!(first.cookie, second.cookie);
    let both = format!("{}; {}", first.cookie, second.cookie);
    for login in [second, first] {
        let form = message_form(&login.state, &Token::resource_link().seal(&login.nonce));
        assert!(verdict(post(&tool, &[&both], &form)).is_ok());
    }
    assert!(launch(&tool, &Token::resource_link()).is_ok());
}
