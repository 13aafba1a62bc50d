//! The optional claims: what they must hold where they are there. No numbered case.

use lti_core::{Fault, Pixels, claim};
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
}

#[test]
fn a_tool_platform_has_a_guid() {
    assert_claim_refused(
        claim::TOOL_PLATFORM,
        json!({"name": "x"}),
        "lti.claim.missing",
    );
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
    assert_claim_refused(claim::LAUNCH_PRESENTATION, shown, "lti.claim.value");
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
    assert_eq!(custom.text("none").as_deref(), Some("null"));
    assert_eq!(custom.text("absent"), None);
    assert_claim_refused(claim::CUSTOM, json!(["a"]), "lti.claim.kind");
}

#[test]
fn identifiers_of_the_student_information_system_are_texts() {
    let lis =
        json!({"person_sourcedid": "p", "course_section_sourcedid": "s", "result_sourcedid": "r"});
    let launch = assert_accepted(&Token::resource_link().with(claim::LIS, lis), &[]);
    let lis = launch.claims().lis.as_ref().unwrap();
    assert_eq!(lis.course_section_sourcedid.as_deref(), Some("s"));
    assert!(lis.extra.get("result_sourcedid").is_some());
    assert_claim_refused(claim::LIS, json!({"person_sourcedid": 7}), "lti.claim.kind");
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
fn claims_of_vendors_and_of_the_migration_guide_are_kept_byte_for_byte() {
    let kept: fn(String) -> String = |text| {
        let claims = r#"{"https://www.instructure.com/placement": null,
            "https://purl.imsglobal.org/spec/lti/claim/lti1p1": {"user_id" : "1.0"},"#;
        text.replacen('{', claims, 1)
    };
    let launch = assert_accepted(&Token::resource_link().rewritten(kept), &[]);
    let extra = &launch.claims().extra;
    let text = |name| extra.get(name).unwrap().as_str();
    assert_eq!(text("https://www.instructure.com/placement"), "null");
    assert_eq!(text(claim::LTI1P1), r#"{"user_id" : "1.0"}"#);
}
