//! Case 34: the browser that posts is the browser that started the login.

use core::time::Duration;

use edu_http::{Form, FormLimits, encode_pairs};
use edu_types::Timestamp;
use lti_core::{
    BoundLaunch, Fault, LaunchOutcome, LaunchPost, LoginInitiation, State, Taken, ToolSettings,
    begin_login, login_cookie_name,
};

use crate::launch::{
    INITIATION, KEY, Login, NOW, Token, assert_error, begin, deliver, initiate, keys, memory,
    message_form, moment, post, registration, tool, tool_with, verdict,
};

fn honest_form(login: &Login) -> String {
    message_form(&login.state, &Token::resource_link().seal(&login.nonce))
}

#[test]
fn case_34_a_post_without_state_is_refused() {
    let tool = tool();
    let login = begin(&tool);
    let token = Token::resource_link().seal(&login.nonce);
    for form in [
        encode_pairs([("id_token", token.as_str())]),
        encode_pairs([("id_token", token.as_str()), ("state", "")]),
    ] {
        let result = verdict(post(&tool, &[&login.cookie], &form));
        assert_error(result, "lti.malformed.form", Fault::Malformed);
    }
    // Nothing of this used the login up.
    assert!(deliver(&tool, &login, &token).is_ok());
}

#[test]
fn case_34_a_state_nobody_issued_is_refused() {
    let tool = tool();
    let login = begin(&tool);
    let form = message_form(
        "of my own making",
        &Token::resource_link().seal(&login.nonce),
    );
    let result = verdict(post(&tool, &[&login.cookie], &form));
    assert_error(result, "lti.state.browser", Fault::State);
}

#[test]
fn case_34_a_state_of_another_tool_is_unknown_even_with_its_cookie() {
    let (here, elsewhere) = (tool(), tool());
    let login = begin(&elsewhere);
    let token = Token::resource_link().seal(&login.nonce);
    assert_error(
        deliver(&here, &login, &token),
        "lti.state.unknown",
        Fault::State,
    );
}

#[test]
fn case_34_a_post_without_cookie_is_refused() {
    let tool = tool();
    let login = begin(&tool);
    let result = verdict(post(&tool, &[], &honest_form(&login)));
    assert_error(result, "lti.state.no_cookie", Fault::State);
    let result = verdict(post(
        &tool,
        &["session=1; theme=dark"],
        &honest_form(&login),
    ));
    assert_error(result, "lti.state.no_cookie", Fault::State);
}

#[test]
fn case_34_a_launch_planted_in_another_browser_is_refused_and_burns_nothing() {
    let tool = tool();
    let (attacker, victim) = (begin(&tool), begin(&tool));
    // The attacker's token and state, posted by the victim's browser: no cookie of that name.
    let planted = honest_form(&attacker);
    let result = verdict(post(&tool, &[&victim.cookie], &planted));
    assert_error(result, "lti.state.browser", Fault::State);
    // The victim's secret under the name of the attacker's cookie.
    let (_, secret) = victim.cookie.split_once('=').unwrap();
    let name = login_cookie_name(&State::new(attacker.state.as_str()).unwrap());
    let result = verdict(post(&tool, &[&format!("{name}={secret}")], &planted));
    assert_error(result, "lti.state.browser", Fault::State);
    // Both logins are still open to their own browsers.
    for login in [&victim, &attacker] {
        let result = verdict(post(&tool, &[&login.cookie], &honest_form(login)));
        assert!(result.is_ok());
    }
}

#[test]
fn case_34_a_stranger_who_knows_the_state_cannot_use_or_burn_the_login() {
    let tool = tool();
    let victim = begin(&tool);
    let name = login_cookie_name(&State::new(victim.state.as_str()).unwrap());
    for guess in [&victim.state, &victim.nonce, "", "guess"] {
        let cookie = format!("{name}={guess}");
        let result = verdict(post(&tool, &[&cookie], &honest_form(&victim)));
        assert_error(result, "lti.state.browser", Fault::State);
    }
    assert!(verdict(post(&tool, &[&victim.cookie], &honest_form(&victim))).is_ok());
}

#[test]
fn case_34_a_cookie_sent_twice_is_refused() {
    let tool = tool();
    let login = begin(&tool);
    let (name, _) = login.cookie.split_once('=').unwrap();
    let planted = format!("{name}=planted");
    let form = honest_form(&login);
    for cookies in [
        &[planted.as_str(), login.cookie.as_str()][..],
        &[login.cookie.as_str(), planted.as_str()],
        &[&format!("{}; {planted}", login.cookie)],
        &[&format!("{0}; {0}", login.cookie)],
    ] {
        let result = verdict(post(&tool, cookies, &form));
        assert_error(result, "lti.state.browser", Fault::State);
    }
    assert!(verdict(post(&tool, &["other=1", &login.cookie], &form)).is_ok());
}

fn form(text: &str) -> Form {
    Form::parse(text.as_bytes(), &FormLimits::DEFAULT).unwrap()
}

/// A token of good form, which nobody signed.
const UNSIGNED: &str = "eyJhbGciOiJSUzI1NiJ9.e30.AA";

/// A message whose browser is known, for the login of this state.
fn bound(state: &str, secret: &str) -> BoundLaunch {
    let post = LaunchPost::from_form(&form(&message_form(state, UNSIGNED))).unwrap();
    let LaunchPost::Message(message) = post else {
        panic!("not a message");
    };
    message.with_secret(secret).unwrap()
}

#[test]
fn case_34_a_login_that_took_too_long_is_refused_whatever_the_store_hands_out() {
    let initiation = form(&encode_pairs(INITIATION.iter().copied()));
    let initiation = LoginInitiation::from_form(&initiation).unwrap();
    let mut now = moment(NOW);
    let (entropy, settings) = (&mut now.entropy, ToolSettings::new());
    let started = begin_login(&initiation, &registration(), &settings, entropy, &now.now);
    let started = started.unwrap();
    let cookie = started.cookie.to_header_value().unwrap();
    let secret = cookie.to_str().unwrap().split([';', '=']).nth(1).unwrap();
    let state = started.pending.state().as_str();

    let late = Timestamp::from_unix_seconds(NOW + 600);
    let taken = Taken::Fresh(started.pending.clone());
    let error = bound(state, secret).with_login(taken, &late).unwrap_err();
    let found = (error.code(), error.fault());
    assert_eq!(found, ("lti.state.expired", Fault::State));
    let in_time = Timestamp::from_unix_seconds(NOW + 599);
    let taken = Taken::Fresh(started.pending.clone());
    assert!(bound(state, secret).with_login(taken, &in_time).is_ok());
}

fn posted_at(seconds: i64, cookie: &str) -> LaunchOutcome {
    let tool = tool();
    let login = begin(&tool);
    let cookie = cookie.replace("KEPT", &login.cookie);
    let request = http::Request::post("/launch")
        .header(
            http::header::CONTENT_TYPE,
            "application/x-www-form-urlencoded",
        )
        .header(http::header::COOKIE, cookie);
    let body = edu_http::Body::from(honest_form(&login));
    pollster::block_on(tool.launch(moment(seconds), request.body(body).unwrap()))
}

#[test]
fn case_34_the_memory_store_forgets_a_login_that_took_too_long() {
    // For as long as its cookie stays, it is not told that the browser keeps none.
    for late in [600, 601, 4199] {
        let result = verdict(posted_at(NOW + late, "KEPT"));
        let error = assert_error(result, "lti.state.unknown", Fault::State);
        assert!(error.public_sentence().contains("took too long"));
    }
    let result = verdict(posted_at(NOW + 4200, "theme=dark"));
    assert_error(result, "lti.state.no_cookie", Fault::State);
    // A second earlier the login is there, and only its token is too old.
    let result = verdict(posted_at(NOW + 599, "KEPT"));
    assert_error(result, "lti.time.expired", Fault::Time);
}

#[test]
fn the_login_cookie_outlives_its_login_by_an_hour() {
    for lifetime in [10, 600, 3600] {
        let settings = ToolSettings::new().with_login_lifetime(Duration::from_secs(lifetime));
        let tool = tool_with(memory(registration(), keys(&[&*KEY])), settings.unwrap());
        let reply = initiate(&tool, INITIATION);
        let cookie = reply.headers()[http::header::SET_COOKIE].to_str().unwrap();
        let expected = format!("; Max-Age={}", lifetime + 3600);
        assert!(cookie.ends_with(&expected), "{cookie}");
    }
}

#[test]
fn the_login_cookie_is_bound_to_its_host_and_usable_in_frames() {
    let reply = initiate(&tool(), INITIATION);
    let cookie = reply.headers()[http::header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("__Host-lti-"), "{cookie}");
    assert!(
        cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=None; Partitioned; Max-Age=4200"),
        "{cookie}"
    );
}
