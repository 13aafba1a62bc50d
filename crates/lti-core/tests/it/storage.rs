//! Case 34, without cookies: what the platform's storage keeps proves the browser, and
//! nothing less does.

use edu_http::{Body, encode_pairs};
use http::header::{CONTENT_SECURITY_POLICY, LOCATION, SET_COOKIE};
use http::{Request, Response, StatusCode};
use lti_core::{Binding, Fault, LaunchOutcome, LoginInitiation, LoginPage, ToolSettings};

use crate::launch::{
    INITIATION, KEY, NOW, Token, Tool, assert_error, begin, keys, memory, message_form, moment,
    post, registration, tool_with, verdict,
};

mod proof;

const FRAME: &str = "storage_frame";

fn login(tool: &Tool, storage: Option<&str>, shown: Option<&str>) -> Response<Body> {
    let storage = storage.map(|target| ("lti_storage_target", target));
    let query = encode_pairs(INITIATION.iter().copied().chain(storage));
    let mut request = Request::get(format!("/login?{query}"));
    if let Some(shown) = shown {
        request = request.header("sec-fetch-dest", shown);
    }
    let request = request.body(Body::empty()).unwrap();
    pollster::block_on(tool.login(moment(NOW), request))
}

fn with(settings: ToolSettings) -> Tool {
    tool_with(memory(registration(), keys(&[&*KEY])), settings)
}

/// A tool that goes on without cookies.
pub(crate) fn tool() -> Tool {
    with(ToolSettings::new().using_platform_storage())
}

fn paging(login_page: LoginPage) -> Tool {
    let settings = ToolSettings::new().using_platform_storage();
    with(settings.with_login_page(login_page))
}

/// Posts a form from a page of the tool, as its browser says.
pub(crate) fn post_own(tool: &Tool, form: &str) -> LaunchOutcome {
    post_with(tool, &[("sec-fetch-site", "same-origin")], form)
}

fn post_with(tool: &Tool, headers: &[(&str, &str)], form: &str) -> LaunchOutcome {
    let mut request = Request::post("/launch");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(form.to_owned()));
    pollster::block_on(tool.launch(moment(NOW), request.unwrap()))
}

fn text(response: Response<Body>) -> String {
    let bytes = pollster::block_on(edu_http::collect(response.into_body(), 1 << 20)).unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The value of an attribute of `<main>`, or of an input, as the browser reads it.
fn attribute(page: &str, name: &str) -> Option<String> {
    let (_, rest) = page.split_once(&format!("{name}=\""))?;
    let value = rest.split_once('"')?.0;
    let value = value.replace("&lt;", "<").replace("&gt;", ">");
    let value = value.replace("&quot;", "\"").replace("&#39;", "'");
    Some(value.replace("&amp;", "&"))
}

/// A login that a browser without cookies began in a frame.
pub(crate) struct Stored {
    key: String,
    pub(crate) secret: String,
    pub(crate) state: String,
    pub(crate) nonce: String,
}

pub(crate) fn stored(tool: &Tool) -> Stored {
    let page = text(login(tool, Some(FRAME), Some("iframe")));
    let redirect = attribute(&page, "data-redirect").unwrap();
    let (_, query) = redirect.split_once('?').unwrap();
    let field = |wanted: &str| {
        form_urlencoded::parse(query.as_bytes())
            .find_map(|(name, value)| (name == wanted).then(|| value.into_owned()))
            .unwrap()
    };
    Stored {
        key: attribute(&page, "data-key").unwrap(),
        secret: attribute(&page, "data-value").unwrap(),
        state: field("state"),
        nonce: field("nonce"),
    }
}

pub(crate) fn form(stored: &Stored, proof: Option<&str>) -> String {
    let form = message_form(&stored.state, &Token::resource_link().seal(&stored.nonce));
    match proof {
        Some(proof) => format!("{form}&{}", encode_pairs([("lti_storage_proof", proof)])),
        None => form,
    }
}

fn asked(outcome: LaunchOutcome) -> String {
    match outcome {
        LaunchOutcome::Asked(page) => text(page),
        LaunchOutcome::Launched(_) => panic!("launched without a proof"),
        LaunchOutcome::Refused(_, error) => panic!("{error}"),
    }
}

#[test]
fn a_login_in_a_frame_with_storage_says_what_to_keep_and_where() {
    let reply = login(&tool(), Some(FRAME), Some("iframe"));
    assert_eq!(reply.status(), StatusCode::OK);
    // Cookies come first wherever they are kept.
    assert!(reply.headers().contains_key(SET_COOKIE));
    let page = text(reply);
    assert_eq!(attribute(&page, "data-target").as_deref(), Some(FRAME));
    // The registered endpoint's origin, exactly.
    let origin = attribute(&page, "data-origin");
    assert_eq!(origin.as_deref(), Some("https://lms.example"));
    let redirect = attribute(&page, "data-redirect").unwrap();
    assert!(redirect.starts_with("https://lms.example/auth?scope=openid&"));
    let key = attribute(&page, "data-key").unwrap();
    assert!(key.starts_with("lti_state_"), "{key}");
    let secret = attribute(&page, "data-value").unwrap();
    assert!(
        !redirect.contains(&secret),
        "the platform learns the state alone"
    );
}

#[test]
fn a_page_runs_one_script_and_loads_nothing() {
    let reply = login(&tool(), Some(FRAME), Some("iframe"));
    let policy = reply.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    assert!(policy.contains("script-src 'sha256-"), "{policy}");
    let page = text(reply);
    assert_eq!(page.matches("<script").count(), 1);
}

#[test]
fn who_shows_the_tool_in_a_tab_or_asked_for_it_is_redirected() {
    let plain = paging(LoginPage::Never);
    let tool = tool();
    for reply in [
        login(&tool, None, None),
        login(&tool, None, Some("document")),
        login(&tool, None, Some("iframe")),
        login(&paging(LoginPage::InEveryFrame), None, Some("document")),
        login(&tool, Some(FRAME), Some("document")),
        login(&tool, Some(FRAME), Some("empty")),
        login(&plain, Some(FRAME), Some("iframe")),
    ] {
        assert_eq!(reply.status(), StatusCode::FOUND);
        assert!(reply.headers().contains_key(LOCATION));
    }
}

#[test]
fn a_frame_without_storage_offers_a_window_of_its_own_with_the_same_login() {
    let tool = paging(LoginPage::InEveryFrame);
    let page = text(login(&tool, None, Some("iframe")));
    assert_eq!(attribute(&page, "data-key"), None);
    assert!(page.contains("target=\"_blank\""), "{page}");
    for (name, value) in INITIATION {
        let field = format!("name=\"{name}\" value=\"{value}\"");
        assert!(page.contains(&field), "{field}");
    }
}

#[test]
fn a_browser_that_does_not_say_where_it_shows_the_tool_gets_the_page_where_there_is_storage() {
    assert_eq!(login(&tool(), Some(FRAME), None).status(), StatusCode::OK);
}

#[test]
fn a_launch_without_cookie_asks_the_storage_and_holds_with_what_it_kept() {
    let tool = tool();
    let stored = stored(&tool);
    let page = asked(post(&tool, &[], &form(&stored, None)));
    assert_eq!(attribute(&page, "data-key").unwrap(), stored.key);
    let origin = attribute(&page, "data-origin");
    assert_eq!(origin.as_deref(), Some("https://lms.example"));
    let action = attribute(&page, "action");
    assert_eq!(action.as_deref(), Some("https://tool.example/launch"));
    assert!(!page.contains(&stored.secret), "the tool does not know it");
    let launch = verdict(post_own(&tool, &form(&stored, Some(&stored.secret)))).unwrap();
    assert_eq!(launch.binding(), Binding::PlatformStorage);
    // A page that is loaded anew posts it again; the login is over.
    let again = verdict(post_own(&tool, &form(&stored, Some(&stored.secret))));
    assert_error(again, "lti.state.unknown", Fault::State);
}

#[test]
fn a_cookie_is_enough_where_there_is_storage_too() {
    let tool = tool();
    let reply = login(&tool, Some(FRAME), None);
    let cookie = reply.headers()[SET_COOKIE].to_str().unwrap().to_owned();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let page = text(reply);
    let redirect = attribute(&page, "data-redirect").unwrap();
    let query = redirect.split_once('?').unwrap().1;
    let fields: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    let field = |wanted: &str| {
        let found = fields.iter().find(|(name, _)| name == wanted);
        found.unwrap().1.clone()
    };
    let form = message_form(
        &field("state"),
        &Token::resource_link().seal(&field("nonce")),
    );
    let launch = verdict(post(&tool, &[&cookie], &form)).unwrap();
    assert_eq!(launch.binding(), Binding::Cookie);
}

#[test]
fn asking_uses_nothing_up() {
    let tool = tool();
    let stored = stored(&tool);
    for _ in 0..3 {
        asked(post(&tool, &[], &form(&stored, None)));
    }
    assert!(verdict(post_own(&tool, &form(&stored, Some(&stored.secret)))).is_ok());
}

#[test]
fn a_tool_that_uses_no_storage_offers_a_window_and_leaves_no_secret_in_the_page() {
    let page = text(login(
        &with(ToolSettings::new()),
        Some(FRAME),
        Some("iframe"),
    ));
    assert_eq!(attribute(&page, "data-value"), None);
    assert!(page.contains("target=\"_blank\""));
}

#[test]
fn case_34_a_browser_that_keeps_cookies_of_other_logins_is_not_asked() {
    let tool = tool();
    let (stored, other) = (stored(&tool), begin(&tool));
    let result = verdict(post(&tool, &[&other.cookie], &form(&stored, None)));
    assert_error(result, "lti.state.browser", Fault::State);
}

#[test]
fn case_34_a_browser_that_shows_the_tool_in_a_tab_is_not_asked() {
    let tool = tool();
    let stored = stored(&tool);
    let outcome = post_with(
        &tool,
        &[("sec-fetch-dest", "document")],
        &form(&stored, None),
    );
    assert_error(verdict(outcome), "lti.state.no_cookie", Fault::State);
}

#[test]
fn case_34_nothing_is_asked_for_a_login_that_is_unknown_used_or_without_storage() {
    let tool = tool();
    let refused = |form: &str| {
        let result = verdict(post(&tool, &[], form));
        assert_error(result, "lti.state.no_cookie", Fault::State);
    };
    let plain = begin(&tool);
    let token = Token::resource_link().seal(&plain.nonce);
    refused(&message_form(&plain.state, &token));
    refused(&message_form("of-my-own-making", &token));
    let used = stored(&tool);
    assert!(verdict(post_own(&tool, &form(&used, Some(&used.secret)))).is_ok());
    refused(&form(&used, None));
}

#[test]
fn case_48_markup_stays_text_in_both_pages() {
    let evil = "\"><script>alert(1)</script>&'";
    let tool = tool();
    let fields: Vec<_> = INITIATION
        .iter()
        .map(|(name, value)| (*name, if *name == "login_hint" { evil } else { value }))
        .chain([("lti_message_hint", evil), ("lti_storage_target", evil)])
        .collect();
    let query = encode_pairs(fields);
    let request = Request::get(format!("/login?{query}")).body(Body::empty());
    let page = text(pollster::block_on(
        tool.login(moment(NOW), request.unwrap()),
    ));
    assert_eq!(page.matches("<script").count(), 1, "{page}");
    assert_eq!(attribute(&page, "data-target").as_deref(), Some(evil));
    let redirect = attribute(&page, "data-redirect").unwrap();
    let state = redirect.split("state=").nth(1).unwrap();
    let state = state.split('&').next().unwrap();
    let page = asked(post(&tool, &[], &message_form(state, evil)));
    assert_eq!(page.matches("<script").count(), 1, "{page}");
    assert_eq!(attribute(&page, "data-target").as_deref(), Some(evil));
}

#[test]
fn a_storage_target_that_is_endless_or_holds_controls_is_refused() {
    for target in ["a".repeat(256), "a\u{0}b".to_owned()] {
        let reply = login(&tool(), Some(&target), None);
        assert_eq!(reply.status(), StatusCode::BAD_REQUEST);
    }
}

#[test]
fn an_initiation_and_a_stored_login_keep_the_storage_target() {
    let query = encode_pairs(
        INITIATION
            .iter()
            .copied()
            .chain([("lti_storage_target", FRAME)]),
    );
    let form = edu_http::Form::parse(query.as_bytes(), &edu_http::FormLimits::DEFAULT).unwrap();
    let initiation = LoginInitiation::from_form(&form).unwrap();
    let settings = ToolSettings::new().using_platform_storage();
    let mut moment = moment(NOW);
    let started = lti_core::begin_login(
        &initiation,
        &registration(),
        &settings,
        &mut moment.entropy,
        &moment.now,
    );
    let started = started.unwrap();
    let write = started.storage.unwrap();
    assert_eq!(write.target.as_str(), FRAME);
    assert!(!format!("{write:?}").contains(write.value.expose()));
    let pending = started.pending;
    let back = lti_core::PendingLogin::from_stored(pending.state().clone(), &pending.to_stored());
    assert_eq!(back.unwrap(), pending);
}
