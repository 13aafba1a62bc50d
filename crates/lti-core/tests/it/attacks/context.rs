//! The optional claims: what they must hold where they are there. No numbered case.

use edu_types::Personal;
use lti_core::{Custom, Fault, Flag, Pixels, claim};
use serde_json::{Value, json};

use crate::launch::{Token, assert_accepted, assert_refused};

#[track_caller]
fn assert_claim_refused(name: &str, value: impl Into<Value>, code: &str) {
    assert_refused(
        &Token::resource_link().with(name, value),
        code,
        Fault::Claim,
    );
}

#[test]
fn a_context_has_an_id_and_may_have_types() {
    assert_claim_refused(
        claim::CONTEXT,
        json!({"label": "BIO 1"}),
        "lti.claim.missing",
    );
    assert_claim_refused(claim::CONTEXT, json!({"id": ""}), "lti.claim.value");
    assert_claim_refused(claim::CONTEXT, json!("c-1"), "lti.claim.kind");
    let course = json!({
        "id": "c-1",
        "type": ["http://purl.imsglobal.org/vocab/lis/v2/course#CourseSection", "Account"],
    });
    let launch = assert_accepted(&Token::resource_link().with(claim::CONTEXT, course), &[]);
    assert_eq!(launch.claims().context.as_ref().unwrap().types.len(), 2);
    let untyped = Token::resource_link().with(claim::CONTEXT, json!({"id": "c-1", "type": []}));
    assert_accepted(&untyped, &["lti.claim.context_type_empty"]);
}

#[test]
fn a_tool_platform_has_a_guid() {
    assert_claim_refused(
        claim::TOOL_PLATFORM,
        json!({"name": "x"}),
        "lti.claim.info_missing",
    );
    let long = json!({"guid": "g".repeat(256)});
    assert_claim_refused(claim::TOOL_PLATFORM, long, "lti.claim.id_length");
    let platform = json!({"guid": "g-1", "product_family_code": "moodle", "url": null});
    let token = Token::resource_link().with(claim::TOOL_PLATFORM, platform);
    assert_accepted(&token, &["lti.claim.null"]);
}

#[test]
fn sizes_of_the_window_may_be_numbers_in_strings() {
    let shown = json!({"document_target": "overlay", "width": "640", "height": 480});
    let token = Token::resource_link().with(claim::LAUNCH_PRESENTATION, shown);
    let launch = assert_accepted(&token, &["lti.claim.loose_spelling"]);
    let shown = launch.claims().launch_presentation.as_ref().unwrap();
    assert_eq!(
        (shown.width, shown.height),
        (Some(Pixels(640)), Some(Pixels(480)))
    );
    let shown = json!({"width": "wide"});
    assert_claim_refused(claim::LAUNCH_PRESENTATION, shown, "lti.claim.info_value");
}

#[test]
fn custom_parameters_that_are_no_strings_are_kept_with_a_warning() {
    let custom = json!({"chapter": "7", "points": 1.50, "open": true, "none": null});
    let warned = ["lti.claim.custom_kind"; 3];
    let token = Token::resource_link().with(claim::CUSTOM, custom);
    let launch = assert_accepted(&token, &warned);
    let custom = launch.claims().custom.as_ref().unwrap();
    assert_eq!(custom.text("chapter").as_deref(), Some("7"));
    assert_eq!(custom.text("points").as_deref(), Some("1.5"));
    assert_eq!(custom.text("open").as_deref(), Some("true"));
    assert_eq!(custom.text("none"), None);
    assert_eq!(custom.text("absent"), None);
    assert_claim_refused(claim::CUSTOM, json!(["a"]), "lti.claim.info_kind");
}

#[test]
fn identifiers_of_the_student_information_system_are_texts() {
    let lis =
        json!({"person_sourcedid": "p", "course_section_sourcedid": "s", "result_sourcedid": "r"});
    let launch = assert_accepted(&Token::resource_link().with(claim::LIS, lis), &[]);
    let lis = launch.claims().lis.as_ref().unwrap();
    let text = |member: &Option<Personal<String>>| member.clone().unwrap().into_inner();
    assert_eq!(text(&lis.course_section_sourcedid), "s");
    assert_eq!(text(&lis.result_sourcedid), "r");
    let odd = json!({"person_sourcedid": 7});
    assert_claim_refused(claim::LIS, odd, "lti.claim.info_kind");
}

#[test]
fn null_in_place_of_an_optional_claim_is_accepted_with_a_warning() {
    for name in [
        claim::CONTEXT,
        claim::CUSTOM,
        claim::LIS,
        claim::TOOL_PLATFORM,
        "azp",
        "email",
    ] {
        let token = Token::resource_link().with(name, Value::Null);
        assert_accepted(&token, &["lti.claim.null"]);
    }
}

#[test]
fn a_custom_parameter_of_any_length_is_set_and_read() {
    let (mut custom, long) = (Custom::default(), "é\n".repeat(400_000));
    custom.set("essay", &long);
    assert_eq!(custom.text("essay"), Some(long));
}

#[test]
fn identifiers_of_lti_1_1_are_typed() {
    let before = json!({"user_id": "old-7", "oauth_consumer_key": "key", "vendor": 1});
    let token = Token::resource_link()
        .with(claim::LTI1P1, before)
        .with(claim::LTI11_LEGACY_USER_ID, "old-7")
        .with("email_verified", "true");
    let launch = assert_accepted(&token, &["lti.claim.loose_spelling"]);
    let claims = launch.claims();
    let before = claims.lti1p1.as_ref().unwrap();
    assert_eq!(before.user_id.as_ref().unwrap().expose(), "old-7");
    assert_eq!(before.oauth_consumer_key.as_deref(), Some("key"));
    assert_eq!(before.extra.get("vendor").unwrap().as_str(), "1");
    let person = claims.lti11_legacy_user_id.as_ref().unwrap();
    assert_eq!(person.expose(), "old-7");
    assert_eq!(claims.email_verified, Some(Flag(true)));
}

#[test]
fn claims_of_vendors_are_kept_byte_for_byte() {
    let kept: fn(String) -> String = |text| {
        let claims = r#"{"https://www.instructure.com/placement": null,
            "http://www.brightspace.com": {"user_id" : 1.0},"#;
        text.replacen('{', claims, 1)
    };
    let launch = assert_accepted(&Token::resource_link().rewritten(kept), &[]);
    let extra = &launch.claims().extra;
    let text = |name| extra.get(name).unwrap().as_str();
    assert_eq!(text("https://www.instructure.com/placement"), "null");
    assert_eq!(text("http://www.brightspace.com"), r#"{"user_id" : 1.0}"#);
}
