//! Handlers of the host that use the family's functions.

use std::sync::Arc;

use actix_web::dev::Service as _;
use actix_web::error::{Error, ErrorBadRequest, ErrorForbidden};
use actix_web::test::{TestRequest, init_service};
use actix_web::web::{Data, to};
use actix_web::{App as Application, HttpResponse};
use edu_actix::{Headers, SystemMoments, respond};
use edu_http::{Body, Caller, Moments as _, SessionId, cookie, same_origin};
use http::header::{LOCATION, ORIGIN};
use http::{Request, StatusCode};
use lti_core::{
    LaunchMessage, LaunchRequest, Person, PlatformError, ResourceLink, ResourceLinkId, Roles,
    Subject,
};

use crate::browser::{
    ADA, LEARNER, Platform, TARGET, client, deployment, get, location, platform, send, text, url,
};
use crate::stack::App;

/// Starts a launch for whoever is signed in.
async fn open(platform: Data<Platform>, Headers(headers): Headers) -> Result<HttpResponse, Error> {
    let session = cookie(&headers, "session").map_err(ErrorBadRequest)?;
    let caller = session.map_or_else(Caller::anonymous, |id| {
        Caller::anonymous().with_session(SessionId::new(id).unwrap())
    });
    let link = ResourceLink::new(ResourceLinkId::new("link-1").unwrap());
    let person = Person::new(Subject::new("person-1").unwrap(), Roles::parse([LEARNER]));
    let message = LaunchMessage::resource_link(link);
    let request = LaunchRequest::new(client(), deployment(), url(TARGET), person, message);
    let moment = SystemMoments::new().moment().unwrap();
    Ok(respond(platform.start(&caller, request, moment).await))
}

fn portal() -> App {
    let platform = platform();
    App::new(move |app| {
        app.app_data(Data::from(Arc::clone(&platform)))
            .route("/open", to(open));
    })
}

#[tokio::test]
async fn handler_starts_launches_of_the_person_signed_in() {
    let started = get(&portal(), "/open", ADA).await;
    assert_eq!(started.status(), StatusCode::FOUND);
    assert_eq!(started.headers()["cache-control"], "no-store");
    let to = location(started.headers());
    assert!(
        to.starts_with("https://tool.example/lti/login?iss="),
        "{to}"
    );
}

#[tokio::test]
async fn refusal_to_start_reaches_middleware_with_its_reason() {
    let refused = get(&portal(), "/open", "").await;
    assert!(refused.status().is_client_error());
    assert!(refused.extensions().get::<PlatformError>().is_some());
    assert!(!refused.headers().contains_key(LOCATION));
}

#[tokio::test]
async fn session_cookie_sent_twice_starts_nothing() {
    let refused = get(&portal(), "/open", "session=ada; session=eve").await;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    assert!(!text(refused).await.contains("eve"));
}

#[tokio::test]
async fn handler_tells_its_own_pages_from_foreign_ones() {
    async fn write(Headers(headers): Headers) -> Result<&'static str, Error> {
        if same_origin(&headers, &url("https://tool.example")) {
            return Ok("written");
        }
        Err(ErrorForbidden("write from our own page"))
    }
    let app = App::new(|app| {
        app.route("/", to(write));
    });
    for (origin, status) in [
        ("https://tool.example", StatusCode::OK),
        ("https://evil.example", StatusCode::FORBIDDEN),
        ("null", StatusCode::FORBIDDEN),
    ] {
        let request = Request::post("/").header(ORIGIN, origin);
        let response = send(&app, request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), status, "{origin}");
    }
}

#[tokio::test]
async fn header_that_services_do_not_take_is_refused() {
    async fn show(_: Headers) -> &'static str {
        "shown"
    }
    let app = init_service(Application::new().route("/", to(show))).await;
    let request = TestRequest::default().insert_header(("a\"b", "c"));
    let response = app.call(request.to_request()).await.unwrap();
    assert_eq!(response.status().as_u16(), 400);
}
