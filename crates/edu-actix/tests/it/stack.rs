//! The stack under test: actix-web.

use std::rc::Rc;

use actix_web::body::to_bytes;
use actix_web::dev::{Payload, Service as _, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::http::{Method, header};
use actix_web::test::{TestRequest, init_service};
use actix_web::web::{Redirect, ServiceConfig, scope, to};
use edu_actix::{HasTool, Launch, mount};
use edu_http::{Authenticate, BearerError, Body, Service};
use http::{Request, Response};
use http_body::Body as _;
use http_body_util::{BodyDataStream, BodyExt as _};
use lti_core::{LaunchError, PlatformError, RefusedRequest, TokenRefused};

pub(crate) use edu_actix::{SystemMoments, anonymous};

use crate::browser::Tool;

/// Sets an application up; done anew for every request, as every worker of a server does.
#[derive(Clone)]
pub(crate) struct App(Rc<dyn Fn(&mut ServiceConfig)>);

impl App {
    pub(crate) fn new(configure: impl Fn(&mut ServiceConfig) + 'static) -> Self {
        Self(Rc::new(configure))
    }
}

async fn launched(Launch(launch): Launch) -> Redirect {
    let to = if launch.roles().is_context_instructor() {
        "/teach"
    } else {
        "/learn"
    };
    Redirect::to(to).see_other()
}

pub(crate) fn tool_app(tool: &Tool) -> App {
    let tool = Tool::clone(tool);
    App::new(move |app| {
        app.app_data(HasTool::new(Tool::clone(&tool)))
            .route("/lti/login", to(edu_actix::login(Tool::clone(&tool))))
            .route("/lti/launch", to(launched));
    })
}

/// A service below a prefix.
pub(crate) fn mounted<S, A>(prefix: &str, service: S, authenticate: A) -> App
where
    S: Service + Send + Sync + 'static,
    A: Authenticate + Send + Sync + 'static,
{
    let (prefix, mounted) = (prefix.to_owned(), mount(service, authenticate));
    App::new(move |app| {
        app.service(scope(&prefix).service(mounted.clone()));
    })
}

/// One request, answered.
pub(crate) async fn send(app: &App, request: Request<Body>) -> Response<Body> {
    let configure = Rc::clone(&app.0);
    let app = actix_web::App::new().configure(|config| configure(config));
    let app = init_service(app).await;
    let (said, payload) = said(request);
    let (said, _) = said.to_request().replace_payload(payload);
    heard(app.call(said).await.unwrap()).await
}

fn said(request: Request<Body>) -> (TestRequest, Payload) {
    let (parts, body) = request.into_parts();
    let method = Method::from_bytes(parts.method.as_str().as_bytes()).unwrap();
    let mut said = TestRequest::with_uri(&parts.uri.to_string()).method(method);
    if let Some(length) = body.size_hint().exact() {
        said = said.insert_header((header::CONTENT_LENGTH, length));
    }
    for (name, value) in &parts.headers {
        said = said.append_header((name.as_str(), value.as_bytes()));
    }
    (said, payload(body))
}

fn payload(body: Body) -> Payload {
    let body = body.map_err(|_| PayloadError::Incomplete(None));
    Payload::Stream {
        payload: Box::pin(BodyDataStream::new(body)),
    }
}

async fn heard(response: ServiceResponse) -> Response<Body> {
    let response = response.into_parts().1;
    let mut heard = Response::builder().status(response.status().as_u16());
    for (name, value) in response.headers() {
        heard = heard.header(name.as_str(), value.as_bytes());
    }
    let extensions = heard.extensions_mut().unwrap();
    hand_on::<LaunchError>(&response.extensions(), extensions);
    hand_on::<PlatformError>(&response.extensions(), extensions);
    hand_on::<RefusedRequest>(&response.extensions(), extensions);
    hand_on::<BearerError>(&response.extensions(), extensions);
    hand_on::<TokenRefused>(&response.extensions(), extensions);
    let body = to_bytes(response.into_body()).await.unwrap();
    heard.body(Body::from(body)).unwrap()
}

fn hand_on<T: Clone + Send + Sync + 'static>(
    said: &actix_web::dev::Extensions,
    heard: &mut http::Extensions,
) {
    if let Some(one) = said.get::<T>() {
        heard.insert(one.clone());
    }
}
