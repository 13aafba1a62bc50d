//! Any service of the family below a prefix: who calls, and how much may be sent.

use bytes::Bytes;
use edu_http::{Body, Caller, Moment, Refusal, Reply, Service, collect};
use http::request::Parts;
use http::{Request, Response, StatusCode};

use crate::browser::{mounted, send, text};
use crate::stack::anonymous;

/// Answers with the body it got, of eight bytes at most, and its caller and path.
struct Echo;

impl Service for Echo {
    async fn call<T>(&self, caller: Caller, _: Moment, request: Request<T>) -> Response<Body>
    where
        T: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let path = request.uri().path().to_owned();
        let reply = match collect(request.into_body(), 8).await {
            Ok(bytes) => {
                let said = String::from_utf8_lossy(&bytes).into_owned();
                let user = caller.user().map_or("nobody", |user| user.as_str());
                Reply::text(StatusCode::OK, format!("{user} {path} {said}"))
            }
            Err(error) => Refusal::from(error).into_reply(),
        };
        reply.into_response()
    }
}

fn by_header(parts: &Parts) -> Result<Caller, Box<Response<Body>>> {
    let named = parts
        .headers
        .get("x-user")
        .and_then(|name| name.to_str().ok());
    let Some(user) = named.and_then(|name| edu_http::UserId::new(name).ok()) else {
        let status = StatusCode::UNAUTHORIZED;
        return Err(Refusal::new(status, "host.session", "sign in first").into());
    };
    Ok(Caller::anonymous().with_user(user))
}

fn request(path: &str, body: &'static str) -> Request<Body> {
    Request::post(path).body(Body::from(body)).unwrap()
}

#[tokio::test]
async fn nested_service_sees_the_path_below_its_prefix() {
    let app = mounted("/records", Echo, anonymous);
    let response = send(&app, request("/records/a/b", "hello")).await;
    assert_eq!(text(response).await, "nobody /a/b hello");
}

#[tokio::test]
async fn body_over_the_services_limit_is_answered_with_413() {
    let app = mounted("/records", Echo, anonymous);
    let response = send(&app, request("/records/a", "nine byte")).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn caller_comes_from_the_host_and_strangers_are_sent_away() {
    let app = mounted("/records", Echo, by_header);
    let response = send(&app, request("/records/a", "hello")).await;
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(text(response).await, "host.session: sign in first");
    let mut known = request("/records/a", "hello");
    known.headers_mut().insert("x-user", "ada".parse().unwrap());
    assert_eq!(text(send(&app, known).await).await, "ada /a hello");
}
