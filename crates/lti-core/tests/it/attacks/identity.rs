//! Cases 36 and 41 to 43: which deployment, which person, and what that person may do.

use edu_types::Profile;
use lti_core::{DeploymentId, Fault, Flag, MessageType, ToolSettings, claim};
use serde_json::{Value, json};

use crate::launch::{
    INITIATION, INSTRUCTOR, KEY, LEARNER, Token, assert_accepted, assert_error, assert_refused,
    begin_with, codes, deliver, keys, launch, memory, registration, registration_of, tool,
    tool_for, tool_with,
};

fn with_roles(roles: impl Into<Value>) -> Token {
    Token::resource_link().with(claim::ROLES, roles)
}

#[test]
fn case_36_a_deployment_that_is_missing_or_malformed_is_refused() {
    let token = Token::resource_link().without(claim::DEPLOYMENT_ID);
    assert_refused(&token, "lti.claim.missing", Fault::Claim);
    for (deployment, code) in [
        (json!(null), "lti.claim.kind"),
        (json!(1), "lti.claim.kind"),
        (json!(""), "lti.claim.value"),
        (json!("d".repeat(256)), "lti.claim.value"),
        (json!("d\u{e9}ploiement"), "lti.claim.value"),
    ] {
        let token = Token::resource_link().with(claim::DEPLOYMENT_ID, deployment);
        assert_refused(&token, code, Fault::Claim);
    }
}

#[test]
fn case_36_a_deployment_that_is_not_known_is_refused() {
    for deployment in ["deployment-2", "DEPLOYMENT-1", "deployment-1 "] {
        let token = Token::resource_link().with(claim::DEPLOYMENT_ID, deployment);
        assert_refused(&token, "lti.deployment.unknown", Fault::Deployment);
    }
}

#[test]
fn case_36_a_deployment_of_another_client_of_the_issuer_is_refused() {
    let backend = memory(registration(), keys(&[&*KEY]));
    let second = registration_of(registration().issuer().as_str(), "client-2");
    let deployment = DeploymentId::new("deployment-2").unwrap();
    backend.register(second.with_keys(keys(&[&*KEY])), [deployment]);
    let tool = tool_with(backend, ToolSettings::new());
    let token = Token::resource_link().with(claim::DEPLOYMENT_ID, "deployment-2");
    assert_error(
        launch(&tool, &token),
        "lti.deployment.unknown",
        Fault::Deployment,
    );
}

#[test]
fn case_36_a_deployment_that_differs_from_the_announced_one_is_refused() {
    let tool = tool();
    let announcing = |deployment| [INITIATION, &[("lti_deployment_id", deployment)]].concat();
    let login = begin_with(&tool, &announcing("deployment-2"));
    let result = deliver(&tool, &login, &Token::resource_link().seal(&login.nonce));
    assert_error(result, "lti.deployment.differs", Fault::Deployment);
    let login = begin_with(&tool, &announcing("deployment-1"));
    assert!(deliver(&tool, &login, &Token::resource_link().seal(&login.nonce)).is_ok());
}

#[test]
fn case_41_a_subject_that_is_no_id_is_refused() {
    for (subject, code) in [
        (json!(""), "lti.claim.value"),
        (json!("s".repeat(256)), "lti.claim.value"),
        (json!("ren\u{e9}"), "lti.claim.value"),
        (json!(39890), "lti.claim.kind"),
    ] {
        let token = Token::resource_link().with("sub", subject);
        assert_refused(&token, code, Fault::Claim);
    }
    assert_accepted(&Token::resource_link().with("sub", "s".repeat(255)), &[]);
}

#[test]
fn case_41_an_anonymous_launch_is_refused_unless_the_tool_allows_it() {
    let anonymous = Token::resource_link().without("sub");
    assert_refused(&anonymous, "lti.claim.anonymous", Fault::Claim);
    let null = Token::resource_link().with("sub", Value::Null);
    assert_refused(&null, "lti.claim.anonymous", Fault::Claim);
    let settings = ToolSettings::new().allowing_anonymous();
    let tool = tool_with(memory(registration(), keys(&[&*KEY])), settings);
    let launch = launch(&tool, &anonymous).unwrap();
    assert_eq!(launch.subject(), None);
}

#[test]
fn case_41_no_profile_lets_a_person_be_missing() {
    let tool = tool_for(registration().with_profile(Profile::lenient()));
    let anonymous = Token::resource_link().without("sub");
    assert_error(
        launch(&tool, &anonymous),
        "lti.claim.anonymous",
        Fault::Claim,
    );
}

#[test]
fn case_42_roles_are_an_array_of_strings() {
    for (roles, code) in [
        (json!(INSTRUCTOR), "lti.claim.kind"),
        (json!([INSTRUCTOR, 7]), "lti.claim.kind"),
        (json!({"0": INSTRUCTOR}), "lti.claim.kind"),
        (json!(null), "lti.claim.roles_missing"),
    ] {
        assert_refused(&with_roles(roles), code, Fault::Claim);
    }
    let token = Token::resource_link().without(claim::ROLES);
    assert_refused(&token, "lti.claim.roles_missing", Fault::Claim);
}

#[test]
fn case_42_every_message_that_a_person_starts_has_roles() {
    let messages = [
        MessageType::ResourceLinkRequest,
        MessageType::DeepLinkingRequest,
        MessageType::SubmissionReviewRequest,
        MessageType::DataPrivacyLaunchRequest,
        MessageType::EulaRequest,
    ];
    let settings = ToolSettings::new().accepting_messages(messages.clone());
    let tool = tool_with(memory(registration(), keys(&[&*KEY])), settings);
    for message in messages {
        let token = Token::deep_linking()
            .with(claim::RESOURCE_LINK, json!({"id": "link-1"}))
            .with(claim::FOR_USER, json!({"user_id": "user-2"}))
            .with(claim::MESSAGE_TYPE, message.as_str());
        assert!(launch(&tool, &token).is_ok(), "{message:?}");
        let result = launch(&tool, &token.without(claim::ROLES));
        assert_error(result, "lti.claim.roles_missing", Fault::Claim);
    }
}

#[test]
fn case_42_no_roles_at_all_are_accepted() {
    let launch = assert_accepted(&with_roles(json!([])), &[]);
    assert!(launch.roles().is_empty());
}

#[test]
fn case_42_roles_that_are_all_unknown_are_accepted_with_a_warning_and_grant_nothing() {
    for roles in [
        json!(["http://purl.imsglobal.org/vocab/lis/v2/unknown/unknown#Helper"]),
        json!([format!("{INSTRUCTOR} ")]),
        json!([format!(" {INSTRUCTOR}")]),
        json!([""]),
    ] {
        let launch = assert_accepted(&with_roles(roles), &["lti.claim.roles_unknown"]);
        assert!(!launch.roles().has_known_role());
        assert!(!launch.roles().is_context_instructor());
    }
}

#[test]
fn case_42_unknown_roles_beside_a_known_one_are_accepted() {
    let roles = json!(["https://vendor.example/roles#Helper", LEARNER]);
    let launch = assert_accepted(&with_roles(roles), &[]);
    assert!(launch.roles().is_context_learner());
}

#[test]
fn case_43_roles_that_only_look_like_instructor_grant_no_teaching() {
    let membership = "http://purl.imsglobal.org/vocab/lis/v2/membership";
    let person = "http://purl.imsglobal.org/vocab/lis/v2/institution/person";
    for (role, warnings) in [
        (
            format!("{membership}/Learner#Instructor"),
            &["lti.claim.role_principal"][..],
        ),
        (format!("{person}#Instructor"), &[]),
        (format!("{person}#Faculty"), &[]),
        (
            "http://evil.example/membership#Instructor".to_owned(),
            &["lti.claim.roles_unknown"],
        ),
        (
            format!("https{}", INSTRUCTOR.trim_start_matches("http")),
            &["lti.claim.roles_unknown"],
        ),
        (INSTRUCTOR.to_uppercase(), &["lti.claim.roles_unknown"]),
        (
            format!("{INSTRUCTOR}#Learner"),
            &["lti.claim.roles_unknown"],
        ),
    ] {
        let launch = assert_accepted(&with_roles(json!([role])), warnings);
        assert!(!launch.roles().is_context_instructor(), "{role}");
        assert!(!launch.roles().is_context_administrator(), "{role}");
    }
}

#[test]
fn short_and_old_spellings_of_roles_are_accepted_with_a_warning() {
    let launch = assert_accepted(
        &with_roles(json!(["Instructor"])),
        &["lti.claim.role_spelling"],
    );
    assert!(launch.roles().is_context_instructor());
}

#[test]
fn a_sub_role_should_come_with_its_principal_role() {
    let sub = "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant";
    let launch = assert_accepted(&with_roles(json!([sub])), &["lti.claim.role_principal"]);
    assert!(!launch.roles().is_context_instructor());
    let launch = assert_accepted(&with_roles(json!([sub, INSTRUCTOR])), &[]);
    assert!(launch.roles().is_teaching_assistant());
}

#[test]
fn names_and_mail_address_are_optional() {
    let token = Token::resource_link()
        .with("name", "Ada Lovelace")
        .with("email", "ada@example.org")
        .with("email_verified", true)
        .with("locale", Value::Null);
    let launch = launch(&tool(), &token).unwrap();
    assert_eq!(codes(&launch), ["lti.claim.null"]);
    let name = launch
        .claims()
        .name
        .as_ref()
        .map(|name| name.expose().as_str());
    assert_eq!(name, Some("Ada Lovelace"));
    assert_eq!(launch.claims().email_verified, Some(Flag(true)));
}

#[test]
fn a_mentor_names_whom_they_accompany() {
    let mentor = "http://purl.imsglobal.org/vocab/lis/v2/membership#Mentor";
    let token = with_roles(json!([mentor])).with(claim::ROLE_SCOPE_MENTOR, json!(["user-7"]));
    let launch = assert_accepted(&token, &[]);
    assert!(launch.roles().is_mentor());
    assert_eq!(launch.claims().role_scope_mentor[0].as_str(), "user-7");
    let token = with_roles(json!([mentor])).with(claim::ROLE_SCOPE_MENTOR, "user-7");
    assert_refused(&token, "lti.claim.info_kind", Fault::Claim);
}
