//! What a request still sends when it is answered early: read and dropped first, within bounds.
//!
//! A server that answers and stops reading breaks the connection, and the browser shows that instead of the answer.

use core::future::poll_fn;
use core::mem;
use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use http_body::{Frame, SizeHint};
use tokio::sync::oneshot::{Sender, channel};
use tokio::time::timeout;

/// How long an answer waits for the rest of its request.
const PATIENCE: Duration = Duration::from_secs(60);

/// Pages that answer when their request is read: what they left of it is dropped, at most so many bytes.
pub(crate) fn reads_out<S>(pages: Router<S>, most: usize) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    pages.layer(from_fn(move |request: Request, next: Next| {
        answered(request, next, most)
    }))
}

async fn answered(request: Request, next: Next, most: usize) -> Response {
    let (back, mut rest) = channel();
    let back = Some(back);
    let request = request.map(|body| Body::new(Lent { body, back }));
    let response = next.run(request).await;
    if let Ok(body) = rest.try_recv() {
        // Who takes longer than that is answered all the same.
        let _late = timeout(PATIENCE, drop_all(body, most)).await;
    }
    response
}

async fn drop_all(mut body: Body, most: usize) {
    let mut left = most;
    while let Some(Ok(frame)) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let length = frame.data_ref().map_or(0, Bytes::len);
        let Some(after) = left.checked_sub(length) else {
            return;
        };
        left = after;
    }
}

/// A body that is handed back by whoever is done with it.
struct Lent {
    body: Body,
    back: Option<Sender<Body>>,
}

impl HttpBody for Lent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(back) = self.back.take() {
            // Nobody waits for it where the connection is lost.
            let _lost = back.send(mem::take(&mut self.body));
        }
    }
}
