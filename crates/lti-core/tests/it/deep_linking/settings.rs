//! What a platform offers to a tool that is asked for content.

use edu_json::ToJson as _;
use edu_types::{Limits, Profile};
use lti_core::deep_linking::{ItemType, MediaTypes};
use lti_core::{Claims, DocumentTarget, quirks};
use serde_json::{Value, json};

fn claims(settings: &Value) -> String {
    json!({
        "iss": "https://lms.example", "aud": "client-1", "exp": 1_700_000_300, "iat": 1_700_000_000,
        "nonce": "n",
        "https://purl.imsglobal.org/spec/lti/claim/message_type": "LtiDeepLinkingRequest",
        "https://purl.imsglobal.org/spec/lti/claim/version": "1.3.0",
        "https://purl.imsglobal.org/spec/lti/claim/deployment_id": "d",
        "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings": settings,
    })
    .to_string()
}

fn full() -> Value {
    json!({
        "deep_link_return_url": "https://lms.example/chosen",
        "accept_types": ["link", "https://vendor.example/quiz"],
        "accept_presentation_document_targets": ["iframe", "hologram"],
        "data": "d1",
        "accept_media_types": "image/*, text/html",
        "accept_multiple": true,
        "accept_lineitem": false,
        "auto_create": true,
        "accept_copy_advice": false,
        "can_confirm": true,
        "title": "T",
        "text": "X",
        "vendor": {"n": 1.5},
    })
}

/// The value and the codes of what was found, or the code of the first error.
fn read(settings: &Value, profile: &Profile) -> Result<(Claims, Vec<&'static str>), &'static str> {
    let read = Claims::from_slice(claims(settings).as_bytes(), profile, &Limits::DEFAULT);
    match read {
        Ok(checked) => {
            let found = checked.report.findings().iter();
            Ok((checked.value, found.map(|found| found.code).collect()))
        }
        Err(refused) => {
            let report = refused.into_report();
            Err(report.first_error().unwrap().code)
        }
    }
}

#[test]
fn every_setting_is_read_and_written_again() {
    let (claims, found) = read(&full(), &Profile::strict()).unwrap();
    assert!(found.is_empty(), "{found:?}");
    let settings = claims.deep_linking_settings.unwrap();
    assert_eq!(settings.accept_copy_advice.map(|flag| flag.0), Some(false));
    assert_eq!(settings.can_confirm.map(|flag| flag.0), Some(true));
    let written: Value = serde_json::from_str(&settings.to_json_string()).unwrap();
    assert_eq!(written, full());
}

#[test]
fn lists_as_text_with_commas_are_refused_but_for_platforms_known_to_send_them() {
    let mut settings = full();
    settings["accept_types"] = json!("link, ltiResourceLink,file");
    settings["accept_presentation_document_targets"] = json!("iframe,window");
    let strict = read(&settings, &Profile::strict());
    assert_eq!(strict.unwrap_err(), "lti.claim.list_spelling");
    for profile in [Profile::lenient(), quirks::blackboard()] {
        let (claims, found) = read(&settings, &profile).unwrap();
        assert_eq!(found, ["lti.claim.list_spelling"; 2]);
        let settings = claims.deep_linking_settings.unwrap();
        let types = [ItemType::Link, ItemType::ResourceLink, ItemType::File];
        assert_eq!(settings.accept_types.0, types);
        let targets = [DocumentTarget::Iframe, DocumentTarget::Window];
        assert_eq!(settings.accept_presentation_document_targets.0, targets);
        assert!(
            settings
                .to_json_string()
                .contains(r#"["link","ltiResourceLink","file"]"#)
        );
    }
}

#[test]
fn media_types_in_an_array_are_refused_but_where_tolerated() {
    let mut settings = full();
    settings["accept_media_types"] = json!(["image/png", "text/html"]);
    let strict = read(&settings, &Profile::strict());
    assert_eq!(strict.unwrap_err(), "lti.claim.list_spelling");
    let (claims, _) = read(&settings, &Profile::lenient()).unwrap();
    let types = claims.deep_linking_settings.unwrap().accept_media_types;
    assert_eq!(types, Some(MediaTypes::from("image/png,text/html")));
}

#[test]
fn flags_as_text_are_noted_and_other_texts_refused() {
    let mut settings = full();
    settings["accept_multiple"] = json!("true");
    let (claims, found) = read(&settings, &Profile::strict()).unwrap();
    assert_eq!(found, ["lti.claim.loose_spelling"]);
    let multiple = claims.deep_linking_settings.unwrap().accept_multiple;
    assert_eq!(multiple.map(|flag| flag.0), Some(true));
    settings["accept_multiple"] = json!("yes");
    assert_eq!(
        read(&settings, &Profile::strict()).unwrap_err(),
        "lti.claim.info_value"
    );
}

#[test]
fn what_must_come_back_is_refused_in_any_other_form_than_text() {
    for profile in [Profile::strict(), Profile::lenient()] {
        let mut settings = full();
        settings["data"] = json!({"a": 1});
        assert_eq!(read(&settings, &profile).unwrap_err(), "lti.claim.kind");
        settings["accept_types"] = json!([1]);
        settings["data"] = json!("d");
        assert_eq!(read(&settings, &profile).unwrap_err(), "lti.claim.kind");
    }
}

#[test]
fn media_types_are_compared_without_case_and_parameters() {
    let taken = MediaTypes::from("Application/PDF;q=1,image/*,,");
    assert_eq!(taken.iter().count(), 2);
    for inside in [
        "application/pdf",
        "image/png",
        "IMAGE/SVG+XML; charset=utf-8",
    ] {
        assert!(taken.contains(inside), "{inside}");
    }
    for outside in [
        "application/pdfx",
        "image",
        "imagine/png",
        "",
        "*/*",
        "text/plain",
    ] {
        assert!(!taken.contains(outside), "{outside}");
    }
    assert!(MediaTypes::from("*/*").contains("text/plain"));
    assert!(!MediaTypes::from("").contains("text/plain"));
}
