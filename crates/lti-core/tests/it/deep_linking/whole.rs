//! Whole ways: our platform asks, our tool answers, our platform takes it.

use std::sync::Arc;

use edu_http::{Body, Mount, encode_pairs};
use edu_jose_ring::Ring;
use http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use http::{Request, Response};
use lti_core::deep_linking::{
    FileItem, HtmlItem, LinkItem, NewLineItem, ResourceLinkItem, UntrustedHtml,
};
use lti_core::{
    ContentItem, DeepLinkingRequest, DeepLinkingResponse, LaunchOutcome, LtiPlatform, LtiTool,
    MemoryTool, MessageType, Registration, ToolSettings, VerifiedLaunch,
};

use super::bed::{ADA, BACK, Bed, bed, caller, deployment, form, platform_settings, verdict};
use crate::launch::{CLIENT, DEPLOYMENT, ISSUER, KEY, NOW, OTHER_KEY, TARGET, moment, url};

fn location(response: &Response<Body>) -> Request<Body> {
    let address = response.headers()[LOCATION].to_str().unwrap();
    Request::get(address).body(Body::empty()).unwrap()
}

/// Carries a request for content to our tool, as a browser does.
fn launched(bed: &Bed) -> VerifiedLaunch {
    let mount = Mount::new("https://lms.example/lti", "/lti").unwrap();
    let memory = Arc::clone(&bed.memory);
    let lms = LtiPlatform::new(memory, &*KEY, platform_settings(), mount);
    let endpoint = url(&lms.authorization_endpoint());
    let (issuer, client) = (
        lti_core::Issuer::new(ISSUER).unwrap(),
        lti_core::ClientId::new(CLIENT).unwrap(),
    );
    let registration = Registration::new(issuer, client, endpoint, url(TARGET)).unwrap();
    let backend = MemoryTool::new();
    backend.register(
        registration.with_keys(lms.key_set()),
        [deployment(DEPLOYMENT)],
    );
    let settings = ToolSettings::new().accepting_messages(MessageType::KNOWN);
    let tool = LtiTool::new(backend, Ring, settings);

    let request = Bed::request(bed.settings());
    let started = pollster::block_on(bed.asking.start(&caller(ADA), request, moment(NOW)));
    let redirected = pollster::block_on(tool.login(moment(NOW), location(&started)));
    let cookie = redirected.headers()[SET_COOKIE].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let now = super::bed::at(0);
    let page = pollster::block_on(lms.authorize(&caller(ADA), &now, location(&redirected)));
    let bytes = pollster::block_on(edu_http::collect(page.into_body(), 1 << 20)).unwrap();
    let html = String::from_utf8(bytes.to_vec()).unwrap();
    let field = |name: &str| {
        let (_, rest) = html
            .split_once(&format!("name=\"{name}\" value=\""))
            .unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    };
    let (token, state) = (field("id_token"), field("state"));
    let fields = [("id_token", &*token), ("state", &*state)];
    let post = Request::post(TARGET)
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(COOKIE, cookie)
        .body(Body::from(encode_pairs(fields)))
        .unwrap();
    match pollster::block_on(tool.launch(moment(NOW), post)) {
        LaunchOutcome::Launched(launch) => launch,
        LaunchOutcome::Asked(_) => panic!("no cookie came"),
        LaunchOutcome::Refused(_, error) => panic!("{error}"),
    }
}

fn chosen() -> Vec<ContentItem> {
    let mut quiz = ResourceLinkItem::new();
    quiz.url = Some("https://tool.example/quiz/1".into());
    quiz.title = Some("Quiz".to_owned());
    let line_item = serde_json::from_str::<NewLineItem>(r#"{"scoreMaximum":10.0,"tag":"t"}"#);
    quiz.line_item = Some(line_item.unwrap());
    vec![
        quiz.into(),
        LinkItem::new("https://a.example/".into()).into(),
        FileItem::new("https://tool.example/a.pdf".into()).into(),
        HtmlItem::new(UntrustedHtml::new("<b>x</b>")).into(),
    ]
}

#[test]
fn what_our_tool_sends_our_platform_takes() {
    let bed = bed();
    let launch = launched(&bed);
    assert!(launch.report().is_empty(), "{}", launch.report());
    let stored = DeepLinkingRequest::from_launch(&launch)
        .unwrap()
        .to_stored();
    // Other pages, another process, some minutes later.
    let request = DeepLinkingRequest::from_stored(&stored).unwrap();
    assert_eq!(request.return_url().as_str(), BACK);
    assert!(
        !stored.contains("section-3"),
        "the host's data stays at home"
    );
    let response = DeepLinkingResponse::new(&request, chosen(), &super::bed::at(0)).unwrap();
    let mut moment = moment(NOW);
    let signed = response
        .sign(&*OTHER_KEY, &moment.now.clone(), &mut moment.entropy)
        .unwrap();
    let post = form(&signed.fields());
    let selection = verdict(bed.post_as(&caller(ADA), &super::bed::at(5), post)).unwrap();
    assert_eq!(selection.items(), chosen());
    assert_eq!(selection.data(), Some("section-3"));
}

#[test]
fn what_our_tool_leaves_our_platform_is_told_of() {
    let bed = bed();
    let request = DeepLinkingRequest::from_launch(&launched(&bed)).unwrap();
    let response = DeepLinkingResponse::cancelled(&request).with_message("nothing fits");
    let mut moment = moment(NOW);
    let signed = response
        .sign(&*OTHER_KEY, &moment.now.clone(), &mut moment.entropy)
        .unwrap();
    let post = form(&signed.fields());
    let selection = verdict(bed.post_as(&caller(ADA), &super::bed::at(5), post)).unwrap();
    assert!(selection.is_cancelled());
    assert_eq!(selection.message(), Some("nothing fits"));
}
