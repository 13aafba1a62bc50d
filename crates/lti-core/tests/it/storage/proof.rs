//! Case 34: which proofs of the storage count, from which page, for which login.

use http::header::{LOCATION, SET_COOKIE};
use lti_core::{Fault, LaunchPost, LoginPage, ToolSettings};

use super::{
    FRAME, Stored, attribute, form, login, paging, post_own, post_with, stored, text, tool, with,
};
use crate::launch::{assert_error, post, verdict};

#[test]
fn case_34_a_storage_that_kept_nothing_proves_nothing() {
    let tool = tool();
    let stored = stored(&tool);
    let result = verdict(post_own(&tool, &form(&stored, Some(""))));
    let error = assert_error(result, "lti.state.no_storage", Fault::State);
    assert!(error.public_sentence().contains("new window"));
    assert!(verdict(post_own(&tool, &form(&stored, Some(&stored.secret)))).is_ok());
}

#[test]
fn case_34_a_guessed_or_borrowed_proof_is_refused_and_burns_nothing() {
    let tool = tool();
    let [stored, other] = [(); 2].map(|()| stored(&tool));
    let state = stored.state.clone();
    let nonce = stored.nonce.clone();
    for proof in ["x", &state, &nonce, &stored.key, &other.secret] {
        let result = verdict(post_own(&tool, &form(&stored, Some(proof))));
        assert_error(result, "lti.state.browser", Fault::State);
    }
    assert!(verdict(post_own(&tool, &form(&stored, Some(&stored.secret)))).is_ok());
}

#[test]
fn case_34_a_proof_that_another_page_posts_is_refused_and_burns_nothing() {
    let tool = tool();
    let stored = stored(&tool);
    let whole = form(&stored, Some(&stored.secret));
    // Whoever began the login knows its secret and can have any browser post it.
    for headers in [
        &[][..],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "none")],
        &[("origin", "https://evil.example")],
        &[("origin", "https://lms.example")],
        &[("origin", "null")],
        &[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://tool.example"),
        ],
        &[
            ("sec-fetch-site", "same-origin"),
            ("origin", "https://evil.example"),
        ],
    ] {
        let result = verdict(post_with(&tool, headers, &whole));
        assert_error(result, "lti.state.browser", Fault::State);
    }
    // Browsers without Fetch Metadata say it so.
    let own = [("origin", "https://tool.example")];
    assert!(verdict(post_with(&tool, &own, &whole)).is_ok());
}

#[test]
fn case_34_a_proof_counts_only_for_a_login_that_left_something_in_the_storage() {
    let plain = with(ToolSettings::new());
    for tool in [plain, paging(LoginPage::Never)] {
        let reply = login(&tool, Some(FRAME), None);
        let cookie = reply.headers()[SET_COOKIE].to_str().unwrap().to_owned();
        let (_, secret) = cookie.split(';').next().unwrap().split_once('=').unwrap();
        let redirect = match reply.headers().get(LOCATION) {
            Some(location) => location.to_str().unwrap().to_owned(),
            None => attribute(&text(reply), "data-redirect").unwrap(),
        };
        let query = redirect.split_once('?').unwrap().1.to_owned();
        let field = |wanted: &str| {
            form_urlencoded::parse(query.as_bytes())
                .find_map(|(name, value)| (name == wanted).then(|| value.into_owned()))
                .unwrap()
        };
        let stored = Stored {
            key: String::new(),
            secret: secret.to_owned(),
            state: field("state"),
            nonce: field("nonce"),
        };
        let result = verdict(post_own(&tool, &form(&stored, Some(&stored.secret))));
        assert_error(result, "lti.state.browser", Fault::State);
        let result = verdict(post(&tool, &[], &form(&stored, None)));
        assert_error(result, "lti.state.no_cookie", Fault::State);
    }
}

#[test]
fn case_34_steps_walked_by_hand_take_no_proof_for_a_cookie() {
    let tool = tool();
    let stored = stored(&tool);
    let text = form(&stored, Some(&stored.secret));
    let form = edu_http::Form::parse(text.as_bytes(), &edu_http::FormLimits::DEFAULT).unwrap();
    let Ok(LaunchPost::Message(message)) = LaunchPost::from_form(&form) else {
        panic!("it is a message");
    };
    let error = message.in_browser(&http::HeaderMap::new()).unwrap_err();
    assert_eq!(error.code(), "lti.state.no_cookie");
}
