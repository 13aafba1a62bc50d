//! Cases 31 and 32: one login, one launch.

use std::sync::Barrier;

use edu_types::{Limits, Timestamp};
use http::StatusCode;
use lti_core::{Fault, LaunchOutcome, Logins as _, MemoryTool, State, Taken, ToolSettings};

use crate::launch::{
    CLIENT, INITIATION, ISSUER, KEY, NOW, TARGET, Token, Tool, assert_error, begin, begin_with,
    deliver, deployments, initiate, keys, launch, memory, message_form, post, registration,
    registration_of, tool, tool_with, verdict,
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

/// A tool with room for so many logins, and two platforms that sign with one key.
fn small_tool(capacity: usize) -> Tool {
    let small = MemoryTool::with_capacity(capacity);
    for client in [CLIENT, OTHER_CLIENT] {
        let registration = registration_of(ISSUER, client);
        small.register(registration.with_keys(keys(&[&*KEY])), deployments());
    }
    tool_with(small, ToolSettings::new())
}

const OTHER_CLIENT: &str = "client-2";

const OTHER_INITIATION: &[(&str, &str)] = &[
    ("iss", ISSUER),
    ("client_id", OTHER_CLIENT),
    ("login_hint", "hint"),
    ("target_link_uri", TARGET),
];

/// Begins so many logins that nobody finishes.
fn flood(tool: &Tool, logins: usize) {
    for _ in 0..logins {
        assert_eq!(initiate(tool, INITIATION).status(), StatusCode::FOUND);
    }
}

#[test]
fn case_31_a_flood_of_logins_cannot_push_out_a_used_one() {
    let tool = small_tool(2);
    let login = begin(&tool);
    let token = Token::resource_link().seal(&login.nonce);
    assert!(deliver(&tool, &login, &token).is_ok());
    flood(&tool, 20);
    assert_error(
        deliver(&tool, &login, &token),
        "lti.state.used",
        Fault::State,
    );
}

#[test]
fn case_31_a_flood_of_logins_locks_nobody_out() {
    let tool = small_tool(8);
    let other = begin_with(&tool, OTHER_INITIATION);
    flood(&tool, 3 * 8);
    // Of the platform that is flooded: whoever is faster than so many logins gets in.
    assert!(launch(&tool, &Token::resource_link()).is_ok());
    // Of another platform: nothing was lost.
    let token = Token::resource_link().with("aud", OTHER_CLIENT);
    assert!(deliver(&tool, &other, &token.seal(&other.nonce)).is_ok());
}

#[test]
fn case_31_a_login_that_was_pushed_out_is_refused_as_unknown() {
    let tool = small_tool(4);
    let login = begin(&tool);
    flood(&tool, 4);
    let token = Token::resource_link().seal(&login.nonce);
    assert_error(
        deliver(&tool, &login, &token),
        "lti.state.unknown",
        Fault::State,
    );
}

#[test]
fn case_31_a_flood_of_used_logins_lets_no_replay_in() {
    let tool = small_tool(4);
    let login = begin(&tool);
    let other = begin_with(&tool, OTHER_INITIATION);
    let token = Token::resource_link().seal(&login.nonce);
    assert!(deliver(&tool, &login, &token).is_ok());
    for _ in 0..3 * 4 {
        assert!(launch(&tool, &Token::resource_link()).is_ok());
    }
    // Its use was forgotten, and so was everything that made it valid.
    assert!(deliver(&tool, &login, &token).is_err());
    let token = Token::resource_link().with("aud", OTHER_CLIENT);
    assert!(deliver(&tool, &other, &token.seal(&other.nonce)).is_ok());
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
