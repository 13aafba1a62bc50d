//! Whole launches: our platform, a browser, our tool.

use edu_http::{Body, Caller};
use edu_jose_ring::Ring;
use http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use http::{Request, StatusCode};
use lti_core::{
    DeepLinkingSettings, DocumentTarget, ForUser, ItemType, LaunchMessage, LaunchOutcome,
    LaunchRequest, LtiTool, MemoryTool, Message, MessageType, Person, Registration, Roles, Subject,
    ToolSettings, VerifiedLaunch,
};

use super::{
    ADA, BOB, CLIENT, DEPLOYMENT, ISSUER, LEARNER, Lms, NOW, Page, REDIRECT, ada, call, caller,
    client, deployment, link, lms, location, moment, request, request_for, url,
};

type Tool = LtiTool<MemoryTool, Ring>;

fn our_tool(lms: &Lms) -> Tool {
    let issuer = lti_core::Issuer::new(ISSUER).unwrap();
    let endpoint = url(&lms.authorization_endpoint());
    let registration = Registration::new(issuer, client(CLIENT), endpoint, url(REDIRECT)).unwrap();
    let backend = MemoryTool::new();
    let registration = registration.with_keys(lms.key_set());
    backend.register(registration, [deployment(DEPLOYMENT)]);
    let settings = ToolSettings::new()
        .allowing_anonymous()
        .accepting_messages(MessageType::KNOWN);
    LtiTool::new(backend, Ring, settings)
}

/// Carries a launch from the platform's start to the tool's verdict, as a browser does.
fn launch(lms: &Lms, tool: &Tool, request: LaunchRequest, at_platform: &Caller) -> LaunchOutcome {
    let started = pollster::block_on(lms.start(&caller(ADA), request, moment(NOW)));
    assert_eq!(started.status(), StatusCode::FOUND);
    let login = Request::get(location(&started))
        .body(Body::empty())
        .unwrap();
    let redirected = pollster::block_on(tool.login(moment(NOW), login));
    let cookie = redirected.headers()[SET_COOKIE].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let asked = Request::get(location(&redirected))
        .body(Body::empty())
        .unwrap();
    let page = Page::of(call(lms, at_platform, NOW, asked));
    let fields = page.fields.iter().map(|(name, value)| (&**name, &**value));
    let post = Request::post(page.action.as_deref().unwrap())
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(COOKIE, cookie)
        .body(Body::from(edu_http::encode_pairs(fields)))
        .unwrap();
    pollster::block_on(tool.launch(moment(NOW), post))
}

fn launched(request: LaunchRequest) -> VerifiedLaunch {
    let lms = lms();
    match launch(&lms, &our_tool(&lms), request, &caller(ADA)) {
        LaunchOutcome::Launched(launch) => launch,
        LaunchOutcome::Asked(_) => panic!("no cookie came"),
        LaunchOutcome::Refused(_, error) => panic!("{error}"),
    }
}

#[test]
fn our_tool_takes_our_resource_link_without_a_finding() {
    let launch = launched(request());
    assert!(
        launch.report().findings().is_empty(),
        "{:?}",
        launch.report()
    );
    assert_eq!(launch.issuer().as_str(), ISSUER);
    assert_eq!(launch.client_id().as_str(), CLIENT);
    assert_eq!(launch.deployment_id().as_str(), DEPLOYMENT);
    assert_eq!(launch.subject().unwrap().as_str(), "person-7");
    assert!(launch.roles().is_context_learner());
    assert_eq!(launch.target_link_uri().unwrap().as_str(), REDIRECT);
    assert!(matches!(launch.message(), Message::ResourceLink(found) if *found == link()));
}

#[test]
fn our_tool_takes_every_message_our_platform_can_make() {
    let person = ForUser::new(Subject::new("person-8").unwrap());
    let settings = DeepLinkingSettings::new(
        "https://lms.example/chosen".into(),
        [ItemType::ResourceLink].into(),
        [DocumentTarget::Iframe].into(),
    );
    let messages = [
        LaunchMessage::deep_linking(settings),
        LaunchMessage::submission_review(person.clone(), Some(link())),
        LaunchMessage::data_privacy(person),
        LaunchMessage::other(MessageType::EulaRequest, None).unwrap(),
    ];
    for message in messages {
        let launch = launched(request_for(ada(), message.clone()));
        let typed = !matches!(launch.message(), Message::Other(_));
        let other = launch.claims().message_type == MessageType::EulaRequest;
        assert!(typed != other, "{message:?}");
    }
}

#[test]
fn an_anonymous_launch_names_nobody() {
    let person = Person::anonymous(Roles::parse([LEARNER])).with_name("Ada");
    let launch = launched(request_for(person, LaunchMessage::resource_link(link())));
    assert_eq!(launch.subject(), None);
    assert_eq!(launch.claims().name, None);
}

#[test]
fn our_tool_is_told_that_somebody_else_signed_in_meanwhile() {
    let lms = lms();
    let outcome = launch(&lms, &our_tool(&lms), request(), &caller(BOB));
    let LaunchOutcome::Refused(_, error) = outcome else {
        panic!("launched for another session");
    };
    assert_eq!(error.platform().unwrap().code.as_str(), "login_required");
}

#[test]
fn a_launch_needs_somebody_signed_in() {
    let lms = lms();
    let nobody = Caller::anonymous();
    let reply = pollster::block_on(lms.start(&nobody, request(), moment(NOW)));
    let page = Page::of(reply);
    assert!(page.stays_with("lti.request.session"));
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}
