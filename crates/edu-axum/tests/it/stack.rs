//! The stack under test: axum.

use axum::Router;
use axum::response::Redirect;
use axum::routing::any;
use edu_axum::{Launch, mount};
use edu_http::{Authenticate, Body, Service};
use http::{Request, Response};
use tower::ServiceExt as _;

pub(crate) use edu_axum::{SystemMoments, anonymous};

use crate::browser::Tool;

pub(crate) type App = Router;

async fn launched(Launch(launch): Launch) -> Redirect {
    Redirect::to(if launch.roles().is_context_instructor() {
        "/teach"
    } else {
        "/learn"
    })
}

pub(crate) fn tool_app(tool: &Tool) -> App {
    Router::new()
        .route_service("/lti/login", edu_axum::login(Tool::clone(tool)))
        .route("/lti/launch", any(launched))
        .with_state(Tool::clone(tool))
}

/// A service below a prefix.
pub(crate) fn mounted<S, A>(prefix: &str, service: S, authenticate: A) -> App
where
    S: Service + Send + Sync + 'static,
    A: Authenticate + Send + Sync + 'static,
{
    Router::new().nest_service(prefix, mount(service, authenticate))
}

/// One request, answered.
pub(crate) async fn send(app: &App, request: Request<Body>) -> Response<Body> {
    let request = request.map(axum::body::Body::new);
    let response = app.clone().oneshot(request).await.unwrap();
    response.map(Body::chunks)
}
