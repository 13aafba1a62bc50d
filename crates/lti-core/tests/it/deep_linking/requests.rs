//! The tool's side: a request kept while the person chooses, and the answer to it.

use edu_http::Entropy;
use edu_jose::{Compact, JwsLimits, Sign as _};
use edu_types::{Limits, Profile};
use lti_core::deep_linking::{
    FileItem, HtmlItem, LinkItem, MediaTypes, NewLineItem, ResourceLinkItem, ResponseClaims,
    SignedResponse, UntrustedHtml,
};
use lti_core::{
    ContentItem, DeepLinkingRequest, DeepLinkingResponse, ItemType, MessageType, ToolSettings,
    claim,
};
use serde_json::{Value, json};

use super::bed::{at, codes};
use crate::launch::{
    CLIENT, DEPLOYMENT, ISSUER, KEY, OTHER_KEY, Token, keys, launch, memory, registration,
    tool_with,
};

fn settings() -> Value {
    json!({
        "deep_link_return_url": "https://lms.example/return?id=1",
        "accept_types": ["ltiResourceLink", "link", "file"],
        "accept_presentation_document_targets": ["iframe"],
        "accept_multiple": true,
        "data": "d\u{e4}ta \"1\"",
    })
}

fn requested(settings: Value) -> DeepLinkingRequest {
    let accepting = ToolSettings::new().accepting_messages(&[MessageType::DeepLinkingRequest]);
    let tool = tool_with(memory(registration(), keys(&[&*KEY])), accepting);
    let token = Token::deep_linking().with(claim::DEEP_LINKING_SETTINGS, settings);
    DeepLinkingRequest::from_launch(&launch(&tool, &token).unwrap()).unwrap()
}

fn request() -> DeepLinkingRequest {
    requested(settings())
}

fn changed(name: &str, value: Value) -> DeepLinkingRequest {
    let mut settings = settings();
    settings[name] = value;
    requested(settings)
}

fn link() -> ContentItem {
    LinkItem::new("https://a.example/".into()).into()
}

fn graded() -> ContentItem {
    let mut item = ResourceLinkItem::new();
    item.url = Some("https://tool.example/1".into());
    item.title = Some("T".to_owned());
    let maximum = serde_json::from_str::<NewLineItem>(r#"{"scoreMaximum":10}"#);
    item.line_item = Some(maximum.unwrap());
    item.into()
}

#[track_caller]
fn assert_refused(request: &DeepLinkingRequest, items: Vec<ContentItem>, code: &str) {
    let refused = DeepLinkingResponse::new(request, items, &at(0)).unwrap_err();
    assert_eq!(refused.code(), code, "{refused}");
}

fn sign(response: DeepLinkingResponse) -> SignedResponse {
    let mut entropy = Entropy::new([9; Entropy::BYTES]);
    response.sign(&*OTHER_KEY, &at(0), &mut entropy).unwrap()
}

fn claims_of(signed: &SignedResponse) -> ResponseClaims {
    let token = signed.jwt.expose();
    let token = Compact::parse(token, &JwsLimits::DEFAULT).unwrap();
    let payload = token.unverified_payload();
    let read = ResponseClaims::from_slice(payload, &Profile::strict(), &Limits::DEFAULT);
    read.unwrap().value
}

#[test]
fn a_launch_that_asks_for_content_becomes_a_request() {
    let request = request();
    assert_eq!(request.issuer().as_str(), ISSUER);
    assert_eq!(request.client_id().as_str(), CLIENT);
    assert_eq!(request.deployment_id().as_str(), DEPLOYMENT);
    assert_eq!(
        request.return_url().as_str(),
        "https://lms.example/return?id=1"
    );
    assert!(request.accepts(&ItemType::Link) && !request.accepts(&ItemType::Html));
    assert!(request.accepts_multiple());
}

#[test]
fn a_launch_that_asks_for_something_else_becomes_none() {
    let tool = crate::launch::tool();
    let launch = launch(&tool, &Token::resource_link()).unwrap();
    let refused = DeepLinkingRequest::from_launch(&launch).unwrap_err();
    assert_eq!(refused.code(), "lti.deep_linking.request");
}

#[test]
fn case_45_an_answer_is_never_posted_to_a_script() {
    for bad in ["javascript:alert(1)", "data:text/html,x", "/return", ""] {
        let accepting = ToolSettings::new().accepting_messages(&[MessageType::DeepLinkingRequest]);
        let tool = tool_with(memory(registration(), keys(&[&*KEY])), accepting);
        let mut settings = settings();
        settings["deep_link_return_url"] = json!(bad);
        let token = Token::deep_linking().with(claim::DEEP_LINKING_SETTINGS, settings);
        let launch = launch(&tool, &token).unwrap();
        let refused = DeepLinkingRequest::from_launch(&launch).unwrap_err();
        assert_eq!(refused.code(), "lti.deep_linking.return_url");
    }
}

#[test]
fn a_request_comes_back_as_it_was_stored_and_changed_text_is_refused() {
    let request = request();
    let text = request.to_stored();
    assert_eq!(DeepLinkingRequest::from_stored(&text).unwrap(), request);
    for damaged in [
        "",
        "{}",
        &text.replace("https://lms.example/return", "javascript:x"),
        &text.replace("\"issuer\"", "\"other\""),
    ] {
        assert!(DeepLinkingRequest::from_stored(damaged).is_err());
    }
    assert!(!format!("{request:?}").contains("ta "));
}

#[test]
fn items_that_the_platform_does_not_take_are_refused_before_they_are_sent() {
    let request = request();
    let html = HtmlItem::new(UntrustedHtml::new("<b>")).into();
    assert_refused(&request, vec![html], "lti.deep_linking.item_type");
    let script = LinkItem::new("javascript:x".into()).into();
    assert_refused(&request, vec![script], "lti.deep_linking.address");
    for one in [json!(false), json!("false"), Value::Null] {
        let request = changed("accept_multiple", one);
        assert_refused(&request, vec![link(), link()], "lti.deep_linking.multiple");
    }
}

#[test]
fn files_of_another_media_type_are_refused_before_they_are_sent() {
    let request = changed("accept_media_types", json!("image/*"));
    let mut file = FileItem::new("https://tool.example/a.pdf".into());
    file.media_type = Some("application/pdf".to_owned());
    let taken = MediaTypes::from("image/*");
    assert_eq!(request.settings().accept_media_types, Some(taken));
    assert_refused(
        &request,
        vec![file.clone().into()],
        "lti.deep_linking.media_type",
    );
    file.media_type = Some("image/png".to_owned());
    assert!(DeepLinkingResponse::new(&request, [file.into()], &at(0)).is_ok());
}

#[test]
fn columns_are_left_out_only_where_the_platform_says_that_it_makes_none() {
    for (request, kept) in [
        (request(), true),
        (changed("accept_lineitem", json!(true)), true),
        (changed("accept_lineitem", json!(false)), false),
    ] {
        let response = DeepLinkingResponse::new(&request, [graded()], &at(0)).unwrap();
        assert_eq!(codes(response.report()).is_empty(), kept);
        let claims = claims_of(&sign(response));
        let Some([ContentItem::ResourceLink(item)]) = claims.items.as_deref() else {
            panic!("another item");
        };
        assert_eq!(item.line_item.is_some(), kept);
    }
}

#[test]
fn an_answer_says_everything_that_platforms_ask_for() {
    let response = DeepLinkingResponse::new(&request(), [link()], &at(0)).unwrap();
    let signed = sign(
        response
            .with_message("m")
            .with_log("l")
            .with_error_message("em")
            .with_error_log("el"),
    );
    let claims = claims_of(&signed);
    assert_eq!(claims.client_id.as_str(), CLIENT);
    assert_eq!(claims.data.as_ref().unwrap().expose(), "d\u{e4}ta \"1\"");
    assert_eq!(claims.expires.seconds() - claims.issued.seconds(), 300);
    assert_eq!(claims.message.unwrap().expose(), "m");
    assert_eq!(claims.error_log.unwrap().expose(), "el");
    let token = Compact::parse(signed.jwt.expose(), &JwsLimits::DEFAULT).unwrap();
    assert_eq!(token.header().key_id.as_ref(), OTHER_KEY.key_id());
    let text = core::str::from_utf8(token.unverified_payload()).unwrap();
    assert!(text.contains(r#""aud":"https://lms.example""#), "{text}");
    assert_eq!(signed.fields()[0].0, "JWT");
}

#[test]
fn data_goes_back_only_where_it_came() {
    let mut settings = settings();
    settings.as_object_mut().unwrap().remove("data");
    let response = DeepLinkingResponse::cancelled(&requested(settings));
    let claims = claims_of(&sign(response));
    assert_eq!(claims.data, None);
    assert_eq!(claims.items.as_deref(), Some(&[][..]));
}

#[test]
fn an_answer_without_randomness_or_too_large_is_not_sent() {
    let mut spent = Entropy::new([9; Entropy::BYTES]);
    spent.take::<100>().unwrap();
    let response = DeepLinkingResponse::cancelled(&request());
    let refused = response.sign(&*OTHER_KEY, &at(0), &mut spent).unwrap_err();
    assert_eq!(refused.code(), "lti.deep_linking.setting");
    let response = DeepLinkingResponse::cancelled(&request()).with_log("x".repeat(50_000));
    let mut entropy = Entropy::new([9; Entropy::BYTES]);
    let refused = response
        .sign(&*OTHER_KEY, &at(0), &mut entropy)
        .unwrap_err();
    assert_eq!(refused.code(), "lti.deep_linking.size");
}

#[test]
fn the_page_posts_the_answer_escaped_and_shows_no_secret() {
    let request = changed(
        "deep_link_return_url",
        json!("https://lms.example/r?a=1&b=%22"),
    );
    let signed = sign(DeepLinkingResponse::cancelled(&request));
    assert_eq!(format!("{signed:?}"), "SignedResponse(…)");
    let page = signed.page().into_response();
    let bytes = pollster::block_on(edu_http::collect(page.into_body(), 1 << 20)).unwrap();
    let html = String::from_utf8(bytes.to_vec()).unwrap();
    assert!(
        html.contains(r#"action="https://lms.example/r?a=1&amp;b=%22""#),
        "{html}"
    );
    assert!(html.contains(r#"name="JWT" value=""#) && html.contains("Returning to your course"));
}
