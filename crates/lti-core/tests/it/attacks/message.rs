//! Cases 37 to 40, 44 and 45: the message itself and the addresses in it.

use edu_types::Profile;
use lti_core::deep_linking::MediaTypes;
use lti_core::{Fault, Flag, Message, MessageType, Registration, ToolSettings, claim, rules};
use serde_json::{Value, json};

use crate::launch::{
    KEY, TARGET, Token, Tool, assert_accepted, assert_error, assert_refused, begin_with, codes,
    deliver, keys, launch, memory, registration, tool_for, tool_with,
};

fn accepting(messages: &[MessageType]) -> Tool {
    let settings = ToolSettings::new().accepting_messages(messages);
    tool_with(memory(registration(), keys(&[&*KEY])), settings)
}

fn judged_by(profile: Profile) -> Registration {
    registration().with_profile(profile)
}

fn with_link(link: impl Into<Value>) -> Token {
    Token::resource_link().with(claim::RESOURCE_LINK, link)
}

#[test]
fn case_37_a_message_type_is_compared_byte_for_byte() {
    let token = Token::resource_link().without(claim::MESSAGE_TYPE);
    assert_refused(&token, "lti.claim.missing", Fault::Claim);
    for name in [
        "ltiResourceLinkRequest",
        "LtiResourceLinkRequest ",
        "LtiUnheardOf",
        "basic-lti-launch-request",
        "LtiStartProctoring",
        "",
    ] {
        let token = Token::resource_link().with(claim::MESSAGE_TYPE, name);
        assert_refused(&token, "lti.unsupported.message_type", Fault::Unsupported);
    }
    let token = Token::resource_link().with(claim::MESSAGE_TYPE, json!(["LtiResourceLinkRequest"]));
    assert_refused(&token, "lti.claim.kind", Fault::Claim);
}

#[test]
fn case_37_an_unknown_message_type_is_accepted_where_the_tool_registered_it() {
    let unheard = MessageType::from("LtiUnheardOf");
    let tool = accepting(core::slice::from_ref(&unheard));
    let token = Token::resource_link().with(claim::MESSAGE_TYPE, "LtiUnheardOf");
    let launch = launch(&tool, &token).unwrap();
    assert!(matches!(launch.message(), Message::Other(found) if *found == unheard));
}

#[test]
fn case_37_the_old_name_of_a_message_type_is_the_same_type() {
    let tool = accepting(&[MessageType::DataPrivacyLaunchRequest]);
    let token = Token::resource_link()
        .with(claim::MESSAGE_TYPE, "DataPrivacyLaunchRequest")
        .with(claim::FOR_USER, json!({"user_id": "user-2"}));
    let launch = launch(&tool, &token).unwrap();
    assert!(matches!(launch.message(), Message::DataPrivacy(_)));
    assert_eq!(
        launch.claims().message_type.as_str(),
        "DataPrivacyLaunchRequest"
    );
}

#[test]
fn case_38_any_version_but_1_3_0_is_refused() {
    for version in ["1.3", "1.3.1", "1.3.0 ", "LTI-1p0", "11.3", ""] {
        let token = Token::resource_link().with(claim::VERSION, version);
        assert_refused(&token, "lti.unsupported.version", Fault::Unsupported);
    }
    let token = Token::resource_link().with(claim::VERSION, 1.3);
    assert_refused(&token, "lti.claim.kind", Fault::Claim);
    let token = Token::resource_link().without(claim::VERSION);
    assert_refused(&token, "lti.claim.missing", Fault::Claim);
}

#[test]
fn case_39_a_tool_takes_only_the_messages_it_said_it_takes() {
    let (links, choices) = (
        accepting(&[MessageType::ResourceLinkRequest]),
        accepting(&[MessageType::DeepLinkingRequest]),
    );
    let (link, choice) = (Token::resource_link(), Token::deep_linking());
    for (tool, token) in [(&links, &choice), (&choices, &link)] {
        let result = launch(tool, token);
        assert_error(result, "lti.unsupported.message_type", Fault::Unsupported);
    }
    assert!(matches!(
        launch(&links, &link).unwrap().message(),
        Message::ResourceLink(_)
    ));
    assert!(matches!(
        launch(&choices, &choice).unwrap().message(),
        Message::DeepLinking(_)
    ));
}

#[test]
fn case_39_a_message_with_the_claims_of_another_is_refused() {
    let token = Token::resource_link().with(claim::MESSAGE_TYPE, "LtiDeepLinkingRequest");
    assert_refused(
        &token,
        "lti.claim.deep_linking_settings_missing",
        Fault::Claim,
    );
    let token = Token::deep_linking().with(claim::MESSAGE_TYPE, "LtiResourceLinkRequest");
    assert_refused(&token, "lti.claim.resource_link_missing", Fault::Claim);
}

#[test]
fn case_40_a_resource_link_without_an_id_is_refused() {
    let token = Token::resource_link().without(claim::RESOURCE_LINK);
    assert_refused(&token, "lti.claim.resource_link_missing", Fault::Claim);
    for (link, code) in [
        (json!(null), "lti.claim.resource_link_missing"),
        (json!({}), "lti.claim.missing"),
        (json!({"id": null}), "lti.claim.kind"),
        (json!({"id": ""}), "lti.claim.value"),
        (json!({"id": 7}), "lti.claim.kind"),
        (json!("link-1"), "lti.claim.kind"),
        (json!([{"id": "link-1"}]), "lti.claim.kind"),
    ] {
        assert_refused(&with_link(link), code, Fault::Claim);
    }
}

#[test]
fn case_40_an_id_that_is_too_long_or_not_ascii_is_refused() {
    let long = with_link(json!({"id": "l".repeat(256)}));
    assert_refused(&long, "lti.claim.id_length", Fault::Claim);
    let accented = with_link(json!({"id": "caf\u{e9}"}));
    assert_refused(&accented, "lti.claim.id_ascii", Fault::Claim);
    let course = json!({"id": "c".repeat(256)});
    let course = Token::resource_link().with(claim::CONTEXT, course);
    assert_refused(&course, "lti.claim.id_length", Fault::Claim);
    assert_accepted(&with_link(json!({"id": "l".repeat(255)})), &[]);
}

#[test]
fn case_40_a_lenient_profile_accepts_such_ids_with_a_warning() {
    let tool = tool_for(judged_by(Profile::lenient()));
    let link = with_link(json!({"id": "\u{e9}".repeat(256)}));
    let launch = launch(&tool, &link).unwrap();
    assert_eq!(
        codes(&launch),
        ["lti.claim.id_length", "lti.claim.id_ascii"]
    );
    // There is a bound for the lenient, too.
    let endless = with_link(json!({"id": "l".repeat(2049)}));
    let result = crate::launch::launch(&tool, &endless);
    assert_error(result, "lti.claim.value", Fault::Claim);
}

#[test]
fn case_44_a_target_that_is_not_this_tools_is_refused() {
    for target in [
        "javascript:alert(1)",
        "data:text/html,x",
        "//tool.example/launch",
        "/launch",
        "",
        "https://evil.example/launch",
        "https://tool.example@evil.example/launch",
        "https://tool.example.evil.example/launch",
        "https://evil.example/https://tool.example/launch",
        "https://tool.example:8443/launch",
        "http://tool.example/launch",
        "https://tool.example\\@evil.example/",
        " https://tool.example/launch",
    ] {
        let token = Token::resource_link().with(claim::TARGET_LINK_URI, target);
        assert_refused(&token, "lti.claim.target_foreign", Fault::Claim);
    }
    let token = Token::resource_link().without(claim::TARGET_LINK_URI);
    assert_refused(&token, "lti.claim.target_missing", Fault::Claim);
}

#[test]
fn case_44_a_target_that_is_no_address_is_refused_with_the_reason() {
    let token = Token::resource_link().with(claim::TARGET_LINK_URI, "https://a@tool.example/");
    let error = launch(&tool_for(registration()), &token).unwrap_err();
    let told = error.to_string();
    assert!(told.contains("has a user name before its host"), "{told}");
}

#[test]
fn a_target_and_addresses_to_return_to_may_have_a_query_and_a_fragment() {
    let target = "https://tool.example/app?week=2#/unit/3";
    let back = "https://lms.example/course?sesskey=1#section-3";
    let token = Token::deep_linking()
        .with(claim::TARGET_LINK_URI, target)
        .with(claim::LAUNCH_PRESENTATION, json!({"return_url": back}))
        .with(
            claim::DEEP_LINKING_SETTINGS,
            json!({
                "deep_link_return_url": back,
                "accept_types": ["link"],
                "accept_presentation_document_targets": ["iframe"],
            }),
        );
    let tool = tool_for(registration());
    let fields = [
        ("iss", crate::launch::ISSUER),
        ("login_hint", "hint"),
        ("target_link_uri", target),
    ];
    let login = begin_with(&tool, &fields);
    let launch = deliver(&tool, &login, &token.seal(&login.nonce)).unwrap();
    assert_eq!(codes(&launch), [""; 0]);
    assert_eq!(launch.target_link_uri().unwrap().as_str(), target);
    assert_eq!(launch.return_url().unwrap().as_str(), back);
    assert_eq!(launch.deep_link_return_url().unwrap().as_str(), back);
}

#[test]
fn targets_on_a_further_origin_of_the_tool_are_accepted() {
    let target = "https://pages.tool.example/unit#3";
    let token = Token::resource_link().with(claim::TARGET_LINK_URI, target);
    assert_refused(&token, "lti.claim.target_foreign", Fault::Claim);
    let further = crate::launch::url("https://pages.tool.example/any");
    let widened = registration().with_target_origin(&further).unwrap();
    let launch = launch(&tool_for(widened), &token).unwrap();
    assert_eq!(launch.target_link_uri().unwrap().as_str(), target);
}

#[test]
fn case_44_a_target_that_differs_from_the_login_is_accepted_with_a_warning() {
    // Open edX sends another target in the login; the signed one counts.
    let signed = format!("{TARGET}?week=2");
    let token = Token::resource_link().with(claim::TARGET_LINK_URI, signed.as_str());
    let launch = assert_accepted(&token, &["lti.claim.target_differs"]);
    assert_eq!(launch.target_link_uri().unwrap().as_str(), signed);
}

#[test]
fn case_44_a_profile_may_refuse_a_target_that_differs_from_the_login() {
    let profile = Profile::strict().refusing(&rules::TARGET_DIFFERS);
    let token = Token::resource_link().with(claim::TARGET_LINK_URI, format!("{TARGET}?week=2"));
    let result = launch(&tool_for(judged_by(profile)), &token);
    assert_error(result, "lti.claim.target_differs", Fault::Claim);
}

#[test]
fn case_44_no_profile_accepts_a_foreign_target() {
    let profile = Profile::lenient().accepting(&rules::TARGET_FOREIGN);
    let token = Token::resource_link().with(claim::TARGET_LINK_URI, "https://evil.example/");
    let result = launch(&tool_for(judged_by(profile)), &token);
    assert_error(result, "lti.claim.target_foreign", Fault::Claim);
}

#[test]
fn case_45_a_return_address_that_is_no_web_address_cannot_be_used() {
    for address in [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "",
    ] {
        let shown = json!({"document_target": "iframe", "return_url": address});
        let token = Token::resource_link().with(claim::LAUNCH_PRESENTATION, shown);
        let launch = assert_accepted(&token, &["lti.claim.return_url"]);
        assert_eq!(launch.return_url(), None);
    }
    let shown = json!({"return_url": "https://lms.example/back"});
    let token = Token::resource_link().with(claim::LAUNCH_PRESENTATION, shown);
    let launch = assert_accepted(&token, &[]);
    assert_eq!(
        launch.return_url().unwrap().as_str(),
        "https://lms.example/back"
    );
}

#[test]
fn case_45_a_deep_link_return_address_that_is_no_web_address_is_told() {
    let settings = json!({
        "deep_link_return_url": "javascript:alert(1)",
        "accept_types": ["link"],
        "accept_presentation_document_targets": ["iframe"],
    });
    let token = Token::deep_linking().with(claim::DEEP_LINKING_SETTINGS, settings);
    let launch = assert_accepted(&token, &["lti.claim.return_url"]);
    assert_eq!(launch.deep_link_return_url(), None);
}

#[test]
fn what_a_deep_linking_request_allows_is_typed() {
    let settings = json!({
        "deep_link_return_url": "https://lms.example/return",
        "accept_types": ["link", "file"],
        "accept_presentation_document_targets": ["iframe"],
        "accept_media_types": "*/*",
        "accept_multiple": true,
        "accept_lineitem": "false",
        "auto_create": "TRUE",
        "title": "Week 1",
        "data": "opaque",
    });
    let token = Token::deep_linking().with(claim::DEEP_LINKING_SETTINGS, settings);
    assert_refused(&token, "lti.claim.info_value", Fault::Claim);
    let launch = launch(&tool_for(judged_by(Profile::lenient())), &token).unwrap();
    assert_eq!(
        codes(&launch),
        ["lti.claim.loose_spelling", "lti.claim.info_value"]
    );
    let settings = launch.claims().deep_linking_settings.as_ref().unwrap();
    assert_eq!(settings.accept_multiple, Some(Flag(true)));
    assert_eq!(settings.accept_lineitem, Some(Flag(false)));
    assert_eq!(settings.auto_create, None);
    assert_eq!(
        settings.extra.get("auto_create").unwrap().as_str(),
        "\"TRUE\""
    );
    let types = settings.accept_media_types.as_ref();
    assert_eq!(types.map(MediaTypes::as_str), Some("*/*"));
    assert_eq!(settings.data.as_ref().unwrap().expose(), "opaque");
}

#[test]
fn deep_linking_settings_lack_no_required_member() {
    for name in [
        "deep_link_return_url",
        "accept_types",
        "accept_presentation_document_targets",
    ] {
        let mut settings = json!({
            "deep_link_return_url": "https://lms.example/return",
            "accept_types": ["link"],
            "accept_presentation_document_targets": ["iframe"],
        });
        settings.as_object_mut().unwrap().remove(name);
        let token = Token::deep_linking().with(claim::DEEP_LINKING_SETTINGS, settings);
        assert_refused(&token, "lti.claim.missing", Fault::Claim);
    }
}

#[test]
fn a_submission_review_names_whose_work_it_is() {
    let tool = accepting(&[MessageType::SubmissionReviewRequest]);
    let token = Token::resource_link().with(claim::MESSAGE_TYPE, "LtiSubmissionReviewRequest");
    let result = launch(&tool, &token);
    assert_error(result, "lti.claim.for_user_missing", Fault::Claim);
    let token = token.with(claim::FOR_USER, json!({"user_id": "user-2"}));
    let launch = launch(&tool, &token).unwrap();
    assert!(matches!(launch.message(), Message::SubmissionReview(_)));
}
