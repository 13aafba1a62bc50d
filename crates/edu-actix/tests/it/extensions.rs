//! What middleware finds of a service, and a service of middleware.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode as ActixStatus;
use actix_web::middleware::{Next, from_fn};
use actix_web::web::{scope, to};
use actix_web::{Error, HttpMessage as _, HttpResponse, Responder};
use edu_actix::{HasTool, Launch, LaunchRefused, anonymous, mount};
use edu_http::{Body, Caller, Moment, Refusal, Reply, Service, UserId};
use http::request::Parts;
use http::{Extensions, Request, Response, StatusCode};
use lti_core::LaunchError;

use crate::browser::{Tool, begin, claims, get, message, post_form, signed, text, tool};
use crate::stack::App;

const PATH: &str = "/lti/launch";

/// A host's page in place of ours, as the documentation of `LaunchRefused` has it.
async fn in_our_style(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse, Error> {
    let response = next.call(request).await?.map_into_boxed_body();
    let error = response
        .response()
        .extensions()
        .get::<LaunchError>()
        .cloned();
    let Some(error) = error else {
        return Ok(response);
    };
    let status = ActixStatus::from_u16(error.status().as_u16()).unwrap();
    let page = format!("our page: {}", error.code());
    Ok(response.into_response(HttpResponse::build(status).body(page)))
}

async fn learn(_: Launch) -> &'static str {
    "launched"
}

fn styled(tool: &Tool) -> App {
    let tool = Tool::clone(tool);
    App::new(move |app| {
        let lti = scope("/lti")
            .wrap(from_fn(in_our_style))
            .app_data(HasTool::new(Tool::clone(&tool)))
            .route("/login", to(edu_actix::login(Tool::clone(&tool))))
            .route("/launch", to(learn));
        app.service(lti);
    })
}

#[tokio::test]
async fn middleware_sends_a_page_of_its_own_for_every_refusal() {
    let app = styled(&tool());
    let login = get(&app, "/lti/login?iss=x", "").await;
    assert_eq!(login.status(), StatusCode::BAD_REQUEST);
    assert!(text(login).await.starts_with("our page: lti."));
    let launch = get(&app, PATH, "").await;
    assert_eq!(launch.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(text(launch).await, "our page: lti.malformed.method");
}

#[tokio::test]
async fn middleware_leaves_good_launches_alone() {
    let app = styled(&tool());
    let login = begin(&app).await;
    let form = message(&login.state, &signed(&claims(&login.nonce)));
    let response = post_form(&app, PATH, &login.cookie, form).await;
    assert_eq!(text(response).await, "launched");
}

#[tokio::test]
async fn handler_that_asks_for_the_refusal_gets_it() {
    async fn launched(launch: Result<Launch, LaunchRefused>) -> impl Responder {
        let refused = launch.unwrap_err();
        let code = refused.error().unwrap().code();
        HttpResponse::ImATeapot().body(format!("{code}: {refused}"))
    }
    let tool = tool();
    let app = App::new(move |app| {
        app.app_data(HasTool::new(Tool::clone(&tool)))
            .route(PATH, to(launched));
    });
    let response = post_form(&app, PATH, "", "state=x&id_token=y".to_owned()).await;
    assert_eq!(response.status(), StatusCode::IM_A_TEAPOT);
    let page = text(response).await;
    assert!(page.starts_with("lti.state.no_cookie: "), "{page}");
}

#[tokio::test]
async fn refusal_is_sent_as_often_as_it_is_asked_for() {
    async fn launched(launch: Result<Launch, LaunchRefused>) -> Result<&'static str, Error> {
        let refused = launch.map(|_| "launched").map_err(Error::from);
        let error = refused.as_ref().unwrap_err().as_response_error();
        assert_eq!(error.status_code(), ActixStatus::METHOD_NOT_ALLOWED);
        assert_eq!(error.error_response().status(), error.status_code());
        refused
    }
    let tool = tool();
    let app = App::new(move |app| {
        app.app_data(HasTool::new(Tool::clone(&tool)))
            .route(PATH, to(launched));
    });
    let response = get(&app, PATH, "").await;
    assert_eq!(response.headers()["allow"], "POST");
    assert!(text(response).await.contains("lti.malformed.method"));
}

/// Says something of its own beside its replies, and who called.
struct Talker;

#[derive(Clone, Debug, PartialEq)]
struct Aside(&'static str);

impl Service for Talker {
    async fn call<B: Send>(&self, caller: Caller, _: Moment, _: Request<B>) -> Response<Body> {
        let user = caller.user().map_or("nobody", UserId::as_str).to_owned();
        let mut response = Reply::text(StatusCode::OK, user).into_response();
        response.extensions_mut().insert(Aside("quite"));
        response
    }
}

#[tokio::test]
async fn what_a_service_says_of_its_own_is_among_the_extensions_of_http_1() {
    async fn listen(
        request: ServiceRequest,
        next: Next<impl MessageBody + 'static>,
    ) -> Result<ServiceResponse<impl MessageBody>, Error> {
        let response = next.call(request).await?;
        let said = response
            .response()
            .extensions()
            .get::<Extensions>()
            .cloned();
        assert_eq!(said.unwrap().get(), Some(&Aside("quite")));
        Ok(response)
    }
    let app = App::new(|app| {
        let talker = mount(Talker, anonymous);
        app.service(scope("/talk").wrap(from_fn(listen)).service(talker));
    });
    assert_eq!(text(get(&app, "/talk", "").await).await, "nobody");
}

/// What an application's session middleware finds.
#[derive(Clone)]
struct SignedIn(&'static str);

fn by_extension(parts: &Parts) -> Result<Caller, Box<Response<Body>>> {
    let Some(SignedIn(user)) = parts.extensions.get() else {
        let status = StatusCode::UNAUTHORIZED;
        return Err(Refusal::new(status, "host.session", "sign in first").into());
    };
    Ok(Caller::anonymous().with_user(UserId::new(*user).unwrap()))
}

#[tokio::test]
async fn authentication_sees_what_middleware_put_into_extensions_of_http_1() {
    async fn sign_in(
        request: ServiceRequest,
        next: Next<impl MessageBody>,
    ) -> Result<ServiceResponse<impl MessageBody>, Error> {
        let mut found = Extensions::new();
        found.insert(SignedIn("ada"));
        request.extensions_mut().insert(found);
        next.call(request).await
    }
    let app = App::new(|app| {
        let talker = mount(Talker, by_extension);
        app.service(scope("/in").wrap(from_fn(sign_in)).service(talker.clone()))
            .service(scope("/out").service(talker));
    });
    assert_eq!(text(get(&app, "/in", "").await).await, "ada");
    let out = get(&app, "/out", "").await;
    assert_eq!(out.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(text(out).await, "host.session: sign in first");
}
