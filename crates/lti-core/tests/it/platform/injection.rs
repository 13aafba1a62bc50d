//! Text from outside stays text, in pages and in addresses.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, SET_COOKIE, X_FRAME_OPTIONS,
};
use lti_core::{ClientId, DeploymentId, LaunchMessage, LaunchRequest, Privacy, ToolRegistration};
use sha2::{Digest as _, Sha256};

use super::{
    ADA, Ask, CLIENT, LOGIN, NOW, Page, REDIRECT, ada, begin, call, caller, link, lms, lms_sharing,
    moment, tool, url,
};

/// Texts that end a quote, an attribute, a tag or a comment.
const BAIT: [&str; 6] = [
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "\" onfocus=\"alert(1)\" autofocus=\"",
    "</form><form action=https://evil.example>",
    "&quot;&gt;&lt;script&gt;",
    "--><!--",
];

/// The one script of the page, and the policy that lets it and nothing else run.
fn is_harmless(page: &Page) -> bool {
    let (_, script) = page.html.split_once("<script>").unwrap();
    let (script, rest) = script.split_once("</script>").unwrap();
    let digest = STANDARD.encode(Sha256::digest(script));
    let runs = format!("script-src 'sha256-{digest}'");
    !rest.contains("<script")
        && page.html.matches("<script").count() == 1
        && page.html.matches("<form").count() == 1
        && !page.html.contains("<img")
        && !page.html.contains("onfocus=\"")
        && page.policy.contains("default-src 'none'")
        && page.policy.split("; ").any(|directive| directive == runs)
        && !page.policy.contains("script-src 'unsafe-inline'")
}

#[test]
fn a_state_cannot_leave_its_field() {
    // Case 48 of the attack list.
    let lms = lms();
    for bait in BAIT {
        let answered = Ask::new(&begin(&lms))
            .with("state", bait)
            .send(&lms, &caller(ADA));
        assert_eq!(answered.field("state"), Some(bait));
        assert!(answered.field("id_token").is_some());
        assert!(is_harmless(&answered), "{bait}");
        let refused = Ask::new(&begin(&lms))
            .with("state", bait)
            .with("scope", bait);
        let refused = refused.send(&lms, &caller(ADA));
        assert_eq!(refused.error(), Some("invalid_scope"));
        assert_eq!(refused.field("state"), Some(bait));
        assert!(is_harmless(&refused), "{bait}");
    }
}

#[test]
fn no_parameter_reaches_a_page_but_the_state() {
    let lms = lms();
    let login = begin(&lms);
    let names = Ask::new(&login).0;
    for (name, _) in names.iter().filter(|(name, _)| name != "state") {
        for bait in BAIT {
            let page = Ask::new(&login).with(name, bait).send(&lms, &caller(ADA));
            assert!(!page.html.contains("alert(1)"), "{name} {bait}");
            assert!(!page.html.contains("evil"), "{name} {bait}");
        }
    }
}

#[test]
fn claims_cannot_leave_the_token() {
    let lms = lms_sharing(Privacy::Everything);
    for bait in BAIT {
        let mut link = link();
        link.title = Some(bait.to_owned());
        let request = super::request_for(ada().with_name(bait), LaunchMessage::resource_link(link));
        let login = pollster::block_on(lms.begin(&caller(ADA), request, moment(NOW))).unwrap();
        let page = Ask::new(&login).send(&lms, &caller(ADA));
        assert!(is_harmless(&page), "{bait}");
        assert!(!page.html.contains(bait), "{bait}");
    }
}

#[test]
fn an_address_stays_in_its_attribute() {
    let lms = lms();
    let odd = "https://tool.example/launch?a='&quot;=%22%3E%3Cscript%3E";
    lms.backend()
        .register(tool(CLIENT).with_redirect_uri(url(odd)).unwrap());
    let page = Ask::new(&begin(&lms))
        .with("redirect_uri", odd)
        .send(&lms, &caller(ADA));
    assert_eq!(page.action.as_deref(), Some(odd));
    assert!(is_harmless(&page));
}

/// A platform whose ids are bait.
fn baited(bait: &str, login_uri: &str) -> lti_core::OutgoingLogin {
    let lms = lms();
    let client = ClientId::new(bait).unwrap();
    let deployment = DeploymentId::new(bait).unwrap();
    let odd = ToolRegistration::new(client.clone(), url(login_uri), url(REDIRECT)).unwrap();
    lms.backend()
        .register(odd.with_deployment(deployment.clone()));
    let target = url("https://tool.example/launch?x='&redirect_uri=evil");
    let message = LaunchMessage::resource_link(link());
    let request = LaunchRequest::new(client, deployment, target, ada(), message);
    pollster::block_on(lms.begin(&caller(ADA), request, moment(NOW))).unwrap()
}

#[test]
fn an_initiation_cannot_leave_its_form() {
    for bait in BAIT {
        let login = baited(bait, LOGIN);
        let page = Page::of(login.page().into_response());
        assert_eq!(page.action.as_deref(), Some(LOGIN));
        assert_eq!(page.field("client_id"), Some(bait));
        assert_eq!(page.field("lti_deployment_id"), Some(bait));
        assert!(is_harmless(&page), "{bait}");
    }
}

#[test]
fn an_initiation_cannot_add_a_parameter_to_its_redirect() {
    // Case 47 of the attack list.
    for bait in ["x&redirect_uri=evil", "x#y", "x+y", "x=y;z", "%26iss=evil"] {
        let login = baited(bait, "https://tool.example/login?tenant=7");
        let address = login.redirect();
        let query = address.strip_prefix("https://tool.example/login?").unwrap();
        let limits = edu_http::FormLimits::DEFAULT;
        let form = edu_http::Form::parse(query.as_bytes(), &limits).unwrap();
        let names: Vec<_> = form.iter().map(|(name, _)| name).collect();
        assert_eq!(
            names,
            [
                "tenant",
                "iss",
                "login_hint",
                "target_link_uri",
                "lti_message_hint",
                "lti_deployment_id",
                "client_id",
            ]
        );
        assert_eq!(form.get("client_id"), Some(bait));
    }
}

#[test]
fn the_page_works_without_scripts_and_is_kept_by_nobody() {
    let lms = lms();
    let response = call(&lms, &caller(ADA), NOW, Ask::new(&begin(&lms)).get());
    assert_eq!(response.headers()[CACHE_CONTROL], "no-store");
    // Tools that check where a post comes from see the origin, and no path or query.
    assert_eq!(response.headers()[REFERRER_POLICY], "strict-origin");
    assert!(!response.headers().contains_key(SET_COOKIE));
    let page = Page::of(response);
    assert!(page.html.contains("<button>Continue</button>"));
    assert!(page.html.contains("<form method=\"post\""));
    assert!(page.html.contains("<html lang=\"en\">"));
}

#[test]
fn the_page_lets_the_tool_send_the_person_on_to_any_address() {
    // Chromium holds redirects after the post to `form-action` as well.
    let lms = lms();
    let page = Ask::new(&begin(&lms)).send(&lms, &caller(ADA));
    assert!(!page.policy.contains("form-action"));
    assert!(page.policy.contains("base-uri 'none'"));
}

#[test]
fn a_refusal_runs_loads_and_submits_nothing() {
    let lms = lms();
    let page = Ask::new(&begin(&lms))
        .without("client_id")
        .send(&lms, &caller(ADA));
    assert!(page.policy.contains("default-src 'none'"));
    assert!(page.policy.contains("form-action 'none'"));
    assert!(!page.policy.contains("script-src"));
    assert!(!page.html.contains("<script"));
}

#[test]
fn no_answer_of_the_platform_blanks_the_frame_it_is_shown_in() {
    let lms = lms();
    let login = begin(&lms);
    let ask = || Ask::new(&login);
    // A refusal that stays, the message, and an error for the tool.
    for request in [ask().without("client_id").get(), ask().get(), ask().get()] {
        let answer = call(&lms, &caller(ADA), NOW, request);
        assert!(!answer.headers().contains_key(X_FRAME_OPTIONS));
        let policy = answer.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(!policy.contains("frame-ancestors"), "{policy}");
    }
}
