//! Launches that no tool should take are not started.

use edu_json::RawJson;
use edu_types::Limits;
use lti_core::{
    Context, ContextId, DeepLinkingSettings, DocumentTarget, LaunchMessage, LaunchPresentation,
    LaunchRequest, MessageType, Person, PlatformError, ResourceLink, ResourceLinkId, Roles,
    Subject, begin_message, claim,
};

use super::{
    ADA, CLIENT, NOW, OTHER_CLIENT, ada, at, client, deployment, entropy, link, request,
    request_for, session, settings, tool, url,
};

fn refused(request: LaunchRequest) -> Option<&'static str> {
    let (ada, mut entropy) = (session(ADA), entropy());
    let (tool, settings) = (tool(CLIENT), settings());
    let started = begin_message(request, &tool, &settings, &ada, &mut entropy, &at(NOW));
    started.err().map(|error| error.code())
}

fn to(client_id: &str, installed: &str) -> LaunchRequest {
    let message = LaunchMessage::resource_link(link());
    let (client_id, installed) = (client(client_id), deployment(installed));
    LaunchRequest::new(
        client_id,
        installed,
        url("https://tool.example/x"),
        ada(),
        message,
    )
}

#[test]
fn a_launch_goes_to_its_own_tool_where_that_is_installed() {
    assert_eq!(refused(request()), None);
    let other = refused(to(OTHER_CLIENT, super::DEPLOYMENT));
    assert_eq!(other, Some("lti.request.client"));
    for elsewhere in ["deployment-2", "Deployment-1", "deployment-1 "] {
        let code = refused(to(CLIENT, elsewhere));
        assert_eq!(code, Some("lti.request.deployment"), "{elsewhere}");
    }
}

#[test]
fn ids_that_tools_refuse_are_not_sent() {
    for id in [&*"a".repeat(256), "käse"] {
        let link = ResourceLink::new(ResourceLinkId::new(id).unwrap());
        let linked = request_for(ada(), LaunchMessage::resource_link(link));
        assert_eq!(refused(linked), Some("lti.request.claim"));
        let context = Context::new(ContextId::new(id).unwrap());
        let code = refused(request().with_context(context));
        assert_eq!(code, Some("lti.request.claim"));
    }
    let context = Context::new(ContextId::new("a".repeat(255)).unwrap());
    assert_eq!(refused(request().with_context(context)), None);
}

#[test]
fn roles_are_empty_or_have_one_of_the_vocabularies() {
    let with = |roles: &[&str]| {
        let roles = Roles::parse(roles.iter().copied());
        let person = Person::new(Subject::new("person-7").unwrap(), roles);
        refused(request_for(person, LaunchMessage::resource_link(link())))
    };
    assert_eq!(with(&[]), None);
    assert_eq!(
        with(&["https://vendor.example/role"]),
        Some("lti.request.claim")
    );
    assert_eq!(with(&["https://vendor.example/role", super::LEARNER]), None);
}

#[test]
fn addresses_to_return_to_are_on_the_web() {
    for address in ["javascript:alert(1)", "data:text/html,x", "/chosen", ""] {
        let mut shown = LaunchPresentation::new();
        shown.return_url = Some(address.into());
        let code = refused(request().with_launch_presentation(shown));
        assert_eq!(code, Some("lti.request.claim"), "{address}");
        let settings = DeepLinkingSettings::new(address.into(), [].into(), [].into());
        let code = refused(request_for(ada(), LaunchMessage::deep_linking(settings)));
        assert_eq!(code, Some("lti.request.claim"), "{address}");
    }
}

#[test]
fn a_launch_is_shown_in_a_frame_or_window() {
    for target in DocumentTarget::KNOWN {
        let mut shown = LaunchPresentation::new();
        shown.document_target = Some(target.clone());
        let refused = refused(request().with_launch_presentation(shown)).is_some();
        assert_eq!(refused, !target.is_launch_target(), "{target}");
    }
}

#[test]
fn messages_with_claims_of_their_own_have_constructors_of_their_own() {
    for name in [
        "LtiResourceLinkRequest",
        "LtiDeepLinkingRequest",
        "LtiSubmissionReviewRequest",
        "LtiDataPrivacyLaunchRequest",
        "DataPrivacyLaunchRequest",
        "LtiDeepLinkingResponse",
        "LtiStartAssessment",
        "",
    ] {
        let error = LaunchMessage::other(MessageType::from(name), None).unwrap_err();
        assert_eq!(error.code(), "lti.request.message_type", "{name}");
    }
    assert!(LaunchMessage::other(MessageType::from("VendorRequest"), None).is_ok());
}

fn with_claim(name: &str) -> Result<LaunchRequest, PlatformError> {
    let value = RawJson::new("\"x\"", &Limits::DEFAULT).unwrap();
    request().with_claim(name, value)
}

#[test]
fn no_claim_can_be_said_twice() {
    // Every claim this crate has a type for, and those that the signing sets.
    let every = [
        "iss",
        "aud",
        "exp",
        "iat",
        "nbf",
        "nonce",
        "azp",
        "sub",
        "jti",
        "name",
        "given_name",
        "family_name",
        "middle_name",
        "picture",
        "email",
        "email_verified",
        "locale",
        "",
        claim::MESSAGE_TYPE,
        claim::VERSION,
        claim::DEPLOYMENT_ID,
        claim::ROLES,
        claim::TARGET_LINK_URI,
        claim::RESOURCE_LINK,
        claim::CONTEXT,
        claim::TOOL_PLATFORM,
        claim::LAUNCH_PRESENTATION,
        claim::AGS_ENDPOINT,
        claim::NAMES_AND_ROLES,
        claim::LIS,
        claim::CUSTOM,
        claim::LTI1P1,
        claim::LTI11_LEGACY_USER_ID,
        claim::DEEP_LINKING_SETTINGS,
        claim::FOR_USER,
        claim::ROLE_SCOPE_MENTOR,
    ];
    for name in every {
        let error = with_claim(name).unwrap_err();
        assert_eq!(error.code(), "lti.request.claim_reserved", "{name}");
    }
    assert!(with_claim(claim::GROUPS).is_ok());
}

#[test]
fn every_claim_with_a_type_is_among_the_reserved() {
    // Read from a launch that has them all, so that a claim added later is not forgotten.
    let known = include_str!("../../../src/claims.rs");
    let (claims, _) = known.split_once("json_wire!(Claims").unwrap();
    let names = claims.lines().filter_map(|line| {
        let (_, name) = line.trim().strip_suffix(',')?.split_once(" = ")?;
        name.strip_prefix('"')?.strip_suffix('"')
    });
    let names: Vec<_> = names.filter(|name| *name != "1.3.0").collect();
    assert!(names.len() >= 15, "{names:?}");
    for name in names {
        assert!(with_claim(name).is_err(), "{name}");
    }
}

#[test]
fn a_call_without_randomness_starts_nothing() {
    let (ada, mut entropy) = (session(ADA), entropy());
    entropy.take::<100>().unwrap();
    let (tool, settings) = (tool(CLIENT), settings());
    let started = begin_message(request(), &tool, &settings, &ada, &mut entropy, &at(NOW));
    assert_eq!(started.unwrap_err().code(), "lti.request.setting");
}

#[test]
fn a_call_outside_the_years_of_tokens_starts_nothing() {
    for now in [-1, i64::MAX, 253_402_300_799] {
        let (ada, mut entropy) = (session(ADA), entropy());
        let (tool, settings) = (tool(CLIENT), settings());
        let started = begin_message(request(), &tool, &settings, &ada, &mut entropy, &at(now));
        assert_eq!(started.unwrap_err().code(), "lti.request.setting", "{now}");
    }
}
