//! Bodies on their way to a service and back.

use core::pin::Pin;
use core::sync::atomic::{AtomicUsize, Ordering};
use core::task::{Context, Poll};
use std::collections::VecDeque;
use std::sync::Arc;

use actix_web::web::{PayloadConfig, scope};
use bytes::Bytes;
use edu_actix::{anonymous, mount};
use edu_http::{Body, Caller, Moment, Refusal, Reply, Service, collect};
use futures_channel::oneshot;
use http::{Request, Response, StatusCode};
use http_body::{Frame, SizeHint};

use crate::browser::{send, text};
use crate::stack::{App, mounted};

/// A body that arrives chunk by chunk, each after a pause; counts what was taken of it.
#[derive(Default)]
struct Drip {
    chunks: VecDeque<Result<Frame<Bytes>, ()>>,
    announced: u64,
    paused: bool,
    taken: Arc<AtomicUsize>,
}

impl Drip {
    fn new(chunks: impl IntoIterator<Item = &'static str>) -> Self {
        let frame = |text: &'static str| Ok(Frame::data(Bytes::from_static(text.as_bytes())));
        Self {
            chunks: chunks.into_iter().map(frame).collect(),
            ..Self::default()
        }
    }
}

impl http_body::Body for Drip {
    type Data = Bytes;
    type Error = ();

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, ()>>> {
        self.paused = !self.paused;
        if self.paused {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        self.taken.fetch_add(1, Ordering::SeqCst);
        Poll::Ready(self.chunks.pop_front())
    }

    fn size_hint(&self) -> SizeHint {
        match self.announced {
            0 => SizeHint::new(),
            announced => SizeHint::with_exact(announced),
        }
    }
}

/// Takes eight bytes.
struct Small;

impl Service for Small {
    async fn call<B>(&self, _: Caller, _: Moment, request: Request<B>) -> Response<Body>
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        match collect(request.into_body(), 8).await {
            Ok(bytes) => Reply::text(StatusCode::OK, bytes).into(),
            Err(error) => Refusal::from(error).into(),
        }
    }
}

/// Sends back what arrives, while it arrives.
struct Mirror;

impl Service for Mirror {
    async fn call<B>(&self, _: Caller, _: Moment, request: Request<B>) -> Response<Body>
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        Reply::text(StatusCode::OK, Body::chunks(request.into_body())).into()
    }
}

async fn posted<S>(service: S, body: Drip) -> Response<Body>
where
    S: Service + Send + Sync + 'static,
{
    let app = mounted("/records", service, anonymous);
    let request = Request::post("/records").body(Body::chunks(body));
    send(&app, request.unwrap()).await
}

#[tokio::test]
async fn body_in_pieces_reaches_the_service_whole() {
    let response = posted(Small, Drip::new(["ab", "", "cdef", "gh"])).await;
    assert_eq!(text(response).await, "abcdefgh");
    let response = posted(Small, Drip::new([])).await;
    assert_eq!(text(response).await, "");
}

#[tokio::test]
async fn body_is_taken_no_further_than_one_chunk_beyond_the_limit() {
    let body = Drip::new(["abcd"; 100]);
    let taken = Arc::clone(&body.taken);
    let response = posted(Small, body).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert!(taken.load(Ordering::SeqCst) <= 4, "{taken:?}");
}

#[tokio::test]
async fn body_that_announces_too_much_is_not_taken_at_all() {
    let mut body = Drip::new(["a"]);
    body.announced = 9;
    let taken = Arc::clone(&body.taken);
    let response = posted(Small, body).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(taken.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn body_that_breaks_off_is_not_taken_for_a_shorter_one() {
    let mut body = Drip::new(["abcd"]);
    body.chunks.push_back(Err(()));
    let response = posted(Small, body).await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert!(text(response).await.starts_with("http.body.broken: "));
}

#[tokio::test]
async fn limits_are_the_services_own_and_not_those_of_extractors() {
    for (limit, sent, status) in [
        (1, "abcdefgh", StatusCode::OK),
        (1000, "abcdefghi", StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        let app = App::new(move |app| {
            let records = scope("/records").service(mount(Small, anonymous));
            app.app_data(PayloadConfig::new(limit)).service(records);
        });
        let request = Request::post("/records").body(Body::from(sent));
        assert_eq!(send(&app, request.unwrap()).await.status(), status);
    }
}

#[tokio::test]
async fn reply_is_made_from_the_body_while_it_arrives() {
    let response = posted(Mirror, Drip::new(["ab"; 100])).await;
    assert_eq!(text(response).await, "ab".repeat(100));
}

/// Answers without a look at the body.
struct Deaf;

impl Service for Deaf {
    async fn call<B: Send>(&self, _: Caller, _: Moment, request: Request<B>) -> Response<Body> {
        drop(request);
        tokio::task::yield_now().await;
        Reply::text(StatusCode::OK, Body::chunks(Drip::new(["not", " heard"]))).into()
    }
}

#[tokio::test]
async fn service_that_drops_the_body_answers_all_the_same() {
    let body = Drip::new(["abcd"; 100]);
    let taken = Arc::clone(&body.taken);
    assert_eq!(text(posted(Deaf, body).await).await, "not heard");
    assert_eq!(taken.load(Ordering::SeqCst), 0);
}

/// Reads the body on a thread of its own.
struct Elsewhere;

impl Service for Elsewhere {
    async fn call<B>(&self, _: Caller, _: Moment, request: Request<B>) -> Response<Body>
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        let body = request.into_body();
        std::thread::spawn(move || sender.send(pollster::block_on(collect(body, 1000))));
        let read = receiver.await.unwrap().unwrap();
        Reply::text(StatusCode::OK, read).into()
    }
}

#[tokio::test]
async fn body_follows_a_service_to_another_thread() {
    let response = posted(Elsewhere, Drip::new(["ab"; 100])).await;
    assert_eq!(text(response).await, "ab".repeat(100));
}

/// Replies in frames of every kind.
struct Framed;

impl Service for Framed {
    async fn call<B: Send>(&self, _: Caller, _: Moment, _: Request<B>) -> Response<Body> {
        let mut body = Drip::new(["", "a", "", "", "b"]);
        let trailers = http::HeaderMap::new();
        body.chunks.insert(3, Ok(Frame::trailers(trailers)));
        Reply::text(StatusCode::OK, Body::chunks(body)).into()
    }
}

#[tokio::test]
async fn empty_chunks_and_trailers_do_not_end_a_reply() {
    let response = posted(Framed, Drip::new([])).await;
    assert_eq!(text(response).await, "ab");
}
