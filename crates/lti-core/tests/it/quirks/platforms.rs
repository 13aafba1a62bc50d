//! What the big platforms are known to do at login and launch: it goes well, and not a step further.

use edu_http::{Body, encode_pairs};
use edu_jose::{Jwk, JwksLimits, KeySet, PublicKey, Sign as _};
use edu_json::ToJson as _;
use edu_types::Profile;
use http::header::{CONTENT_SECURITY_POLICY, X_FRAME_OPTIONS};
use http::{Method, Request, Response, StatusCode};
use lti_core::{
    DeploymentId, Fault, LaunchOutcome, MemoryTool, OidcErrorCode, Registration, ToolSettings,
    claim, quirks,
};
use serde_json::{Value, json};

use super::profiles;
use crate::launch::{
    CLIENT, INITIATION, KEY, NOW, OTHER_KEY, Token, Tool, assert_error, begin_with, codes, deliver,
    deployments, initiate, keys, launch, memory, moment, post, registration, registration_of, tool,
    tool_for, tool_with, url, verdict,
};

const CANVAS: &str = "https://canvas.instructure.com";
const BLACKBOARD: &str = "https://blackboard.com";

fn tool_judging(profile: Profile) -> Tool {
    tool_for(registration().with_profile(profile))
}

/// The initiation of this platform for this client, with these fields more or other.
fn initiation<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = INITIATION.iter().copied();
    let kept = kept.filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    kept.chain(changes.iter().copied()).collect()
}

fn sent(location: &str, name: &str) -> String {
    let (_, query) = location.split_once('?').unwrap();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs
        .find_map(|(given, value)| (given == name).then(|| value.into_owned()))
        .unwrap()
}

#[test]
fn two_schools_of_canvas_share_an_issuer_and_nothing_else() {
    let backend = MemoryTool::new();
    let school = |client: &str| registration_of(CANVAS, client).with_keys(keys(&[&*KEY]));
    backend.register(school("10000000000001"), deployments());
    let other = DeploymentId::new("deployment-of-the-other").unwrap();
    backend.register(school("10000000000002"), [other]);
    let tool = tool_with(backend, ToolSettings::new());
    let named = initiation(&[("iss", CANVAS), ("client_id", "10000000000001")]);
    let token = Token::resource_link().with("iss", CANVAS);
    for (audience, deployment, verdict) in [
        ("10000000000001", "deployment-1", None),
        ("10000000000002", "deployment-1", Some("lti.audience.other")),
        (
            "10000000000001",
            "deployment-of-the-other",
            Some("lti.deployment.unknown"),
        ),
    ] {
        let login = begin_with(&tool, &named);
        let token = token.clone().with("aud", audience);
        let token = token.with(claim::DEPLOYMENT_ID, deployment);
        let result = deliver(&tool, &login, &token.seal(&login.nonce));
        assert_eq!(result.err().map(|error| error.code()), verdict);
    }
    let nameless = initiation(&[("iss", CANVAS), ("client_id", "")]);
    assert_eq!(initiate(&tool, &nameless).status(), StatusCode::FORBIDDEN);
}

#[test]
fn errors_of_canvas_come_with_its_own_word_and_may_be_tried_again() {
    for code in [
        OidcErrorCode::LoginRequired,
        OidcErrorCode::LaunchNoLongerValid,
    ] {
        let fields = [("error", code.as_str()), ("error_description", "of Canvas")];
        let LaunchOutcome::Refused(reply, error) = post(&tool(), &[], &encode_pairs(fields)) else {
            panic!("launched");
        };
        assert_eq!(reply.status(), StatusCode::FORBIDDEN);
        assert_eq!(error.code(), "lti.platform.error");
        assert!(error.is_retryable());
        assert_eq!(error.platform().unwrap().code, code);
    }
}

#[test]
fn an_address_goes_out_as_it_is_registered_with_its_slash() {
    let slash = "https://tool.example/launch/";
    let issuer = registration().issuer().clone();
    let client = registration().client_id().clone();
    let auth = registration().authorization_endpoint().clone();
    let registered = Registration::new(issuer, client, auth, url(slash)).unwrap();
    let tool = tool_for(registered);
    // The link's own address lacks the slash: it chooses no other address.
    for target in ["https://tool.example/launch", slash] {
        let fields = initiation(&[("target_link_uri", target)]);
        let login = begin_with(&tool, &fields);
        assert_eq!(sent(&login.location, "redirect_uri"), slash);
    }
}

#[test]
fn nulls_and_additions_of_canvas_are_told_and_kept() {
    let token = Token::resource_link()
        .with("https://www.instructure.com/placement", Value::Null)
        .with("name", Value::Null)
        .with(claim::CUSTOM, json!({"section": null, "points": 10}))
        .with(
            claim::LIS,
            json!({"person_sourcedid": null, "errors": {"errors": {}}, "validation_context": null}),
        )
        .with(
            claim::CONTEXT,
            json!({"id": "c", "title": null, "type": ["Account"]}),
        );
    let found = launch(&tool_judging(quirks::canvas()), &token).unwrap();
    let mut codes = codes(&found);
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes, ["lti.claim.custom_kind", "lti.claim.null"]);
    assert!(found.report().is_valid());
    let extra = &found.claims().extra;
    let placement = extra.get("https://www.instructure.com/placement").unwrap();
    assert_eq!(placement.as_str(), "null");
    // What makes the launch is not made up for.
    for name in ["sub", "nonce", claim::DEPLOYMENT_ID, claim::RESOURCE_LINK] {
        let token = token.clone().with(name, Value::Null);
        let result = launch(&tool_judging(quirks::canvas()), &token);
        assert!(result.is_err(), "{name}");
    }
}

#[test]
fn role_names_of_old_canvas_are_context_roles_and_nothing_more() {
    let tool = tool_judging(quirks::canvas());
    let with = |roles: Value| Token::resource_link().with(claim::ROLES, roles);
    let teacher = launch(&tool, &with(json!(["Instructor"]))).unwrap();
    assert!(teacher.roles().is_context_instructor());
    assert_eq!(codes(&teacher), ["lti.claim.role_spelling"]);
    for roles in [
        json!(["Learner"]),
        json!(["instructor"]),
        json!(["Instructor "]),
        json!(["institution/person#Instructor"]),
    ] {
        let launch = launch(&tool, &with(roles.clone())).unwrap();
        assert!(!launch.roles().is_context_instructor(), "{roles}");
    }
}

#[test]
fn a_token_of_moodle_holds_for_its_minute_and_the_leeway() {
    let tool = tool_judging(quirks::moodle());
    for (age, verdict) in [(0, None), (119, None), (120, Some("lti.time.expired"))] {
        let token = Token::resource_link()
            .with("iat", NOW - age)
            .with("exp", NOW - age + 60);
        let result = launch(&tool, &token);
        assert_eq!(result.err().map(|error| error.code()), verdict, "{age}");
    }
}

#[test]
fn a_key_pasted_as_pem_checks_tokens_that_name_it_or_none() {
    let pasted = PublicKey::from_pem(&KEY.public_key().to_pem()).unwrap();
    let nameless = Token::resource_link().header("kid", Value::Null);
    let set = KeySet::from_keys([Jwk::new(pasted.clone())]);
    let sole = registration().lenient_sole_key();
    let tool = tool_with(memory(sole.clone(), set), ToolSettings::new());
    assert!(launch(&tool, &nameless).is_ok());
    let forged = nameless.clone().forged_by(&OTHER_KEY);
    let result = launch(&tool, &forged);
    assert_error(result, "jose.signature", Fault::Signature);
    // A token that names a key wants that key.
    let named = Token::resource_link();
    assert_error(launch(&tool, &named), "jose.key.unknown", Fault::Key);
    let id = KEY.key_id().unwrap().clone();
    let set = KeySet::from_keys([Jwk::new(pasted).with_key_id(id)]);
    let tool = tool_with(memory(registration(), set), ToolSettings::new());
    assert!(launch(&tool, &named).is_ok());
    assert_error(launch(&tool, &nameless), "jose.kid.missing", Fault::Key);
}

#[test]
fn one_registration_of_blackboard_serves_each_school_by_its_deployment() {
    let backend = MemoryTool::new();
    let registration = registration_of(BLACKBOARD, CLIENT).with_profile(quirks::blackboard());
    let schools = ["school-1", "school-2"].map(|school| DeploymentId::new(school).unwrap());
    backend.register(registration.with_keys(keys(&[&*KEY])), schools);
    let tool = tool_with(backend, ToolSettings::new());
    let fields = initiation(&[("iss", BLACKBOARD)]);
    for (school, known) in [("school-1", true), ("school-2", true), ("school-3", false)] {
        let login = begin_with(&tool, &fields);
        let token = Token::resource_link()
            .with("iss", BLACKBOARD)
            .with(claim::DEPLOYMENT_ID, school)
            .with(claim::ROLES, json!([]));
        let result = deliver(&tool, &login, &token.seal(&login.nonce));
        assert_eq!(result.is_ok(), known, "{school}");
        if let Ok(launch) = result {
            assert_eq!(launch.deployment_id().as_str(), school);
            // No role is no right, and what LTI 1.1 called all this is not told.
            assert!(!launch.roles().is_context_instructor());
            assert!(launch.claims().lti1p1.is_none());
        }
    }
}

#[test]
fn keys_of_brightspace_without_algorithm_check_rs256_alone() {
    let published = keys(&[&*KEY]).to_json_string();
    let mut published: Value = serde_json::from_str(&published).unwrap();
    published["keys"][0].as_object_mut().unwrap().remove("alg");
    let text = published.to_string();
    let (set, report) = KeySet::parse(text.as_bytes(), &JwksLimits::DEFAULT).unwrap();
    assert!(report.is_valid());
    let judged = registration().with_profile(quirks::brightspace());
    let tool = tool_with(memory(judged, set), ToolSettings::new());
    assert!(launch(&tool, &Token::resource_link()).is_ok());
    let other = Token::resource_link().header("alg", "RS512");
    let result = launch(&tool, &other);
    assert_error(result, "jose.alg.not_allowed", Fault::Unsupported);
}

#[test]
fn the_audience_of_schoology_is_an_array_of_one() {
    let tool = tool_judging(quirks::schoology());
    let with = |audience: Value| Token::resource_link().with("aud", audience);
    let found = launch(&tool, &with(json!([CLIENT]))).unwrap();
    assert!(found.report().is_empty());
    assert!(launch(&tool, &with(json!([CLIENT, "client-2"]))).is_err());
    assert!(launch(&tool, &with(json!(["client-2"]))).is_err());
}

#[test]
fn no_profile_lets_open_edx_leave_the_key_id_out() {
    let nameless = Token::resource_link().header("kid", Value::Null);
    let result = launch(&tool_judging(quirks::open_edx()), &nameless);
    assert_error(result, "jose.kid.missing", Fault::Key);
    let sole = registration().with_profile(quirks::open_edx());
    assert!(launch(&tool_for(sole.lenient_sole_key()), &nameless).is_ok());
}

#[test]
fn the_target_that_open_edx_signs_counts_and_must_be_the_tools() {
    let tool = tool_judging(quirks::open_edx());
    let with = |target: &str| Token::resource_link().with(claim::TARGET_LINK_URI, target);
    let found = launch(&tool, &with("https://tool.example/unit/7")).unwrap();
    assert_eq!(codes(&found), ["lti.claim.target_differs"]);
    let target = found.target_link_uri().unwrap();
    assert_eq!(target.as_str(), "https://tool.example/unit/7");
    let result = launch(&tool, &with("https://other.example/unit/7"));
    assert_error(result, "lti.claim.target_foreign", Fault::Claim);
}

#[track_caller]
fn assert_may_be_framed(reply: &Response<Body>) {
    assert!(!reply.headers().contains_key(X_FRAME_OPTIONS));
    if let Some(policy) = reply.headers().get(CONTENT_SECURITY_POLICY) {
        let policy = policy.to_str().unwrap();
        assert!(!policy.contains("frame-ancestors"), "{policy}");
    }
}

#[test]
fn no_answer_of_the_tool_blanks_the_frame_it_is_shown_in() {
    let tool = tool();
    assert_may_be_framed(&initiate(&tool, INITIATION));
    assert_may_be_framed(&initiate(&tool, &initiation(&[("iss", CANVAS)])));
    let stored = initiation(&[("lti_storage_target", "_parent")]);
    assert_may_be_framed(&initiate(&tool, &stored));
    let LaunchOutcome::Refused(reply, _) = post(&tool, &[], "error=login_required") else {
        panic!("launched");
    };
    assert_may_be_framed(&reply);
}

#[test]
fn a_launch_that_says_nothing_optional_is_accepted_under_every_profile() {
    for profile in profiles().into_iter().chain([Profile::strict()]) {
        let found = launch(&tool_judging(profile), &Token::resource_link()).unwrap();
        assert!(found.report().is_empty());
        let claims = found.claims();
        assert!(claims.tool_platform.is_none() && claims.context.is_none());
        assert!(claims.name.is_none() && claims.launch_presentation.is_none());
    }
}

#[test]
fn a_wrong_method_is_told_with_the_address_that_was_hit() {
    let tool = tool();
    let request = Request::builder().method(Method::GET).body(Body::empty());
    let outcome = pollster::block_on(tool.launch(moment(NOW), request.unwrap()));
    let error = assert_error(verdict(outcome), "lti.malformed.method", Fault::Malformed);
    assert!(error.to_string().contains("launch address"), "{error}");
    let request = Request::builder().method(Method::PUT).body(Body::empty());
    let reply = pollster::block_on(tool.login(moment(NOW), request.unwrap()));
    let error = reply.extensions().get::<lti_core::LaunchError>().unwrap();
    assert!(error.to_string().contains("login address"), "{error}");
}
