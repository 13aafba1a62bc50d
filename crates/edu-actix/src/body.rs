//! Bodies between actix-web, which ties a request's to one thread, and services, which may
//! leave it.

use core::future::poll_fn;
use core::pin::{Pin, pin};
use core::task::{Context, Poll, ready};
use std::sync::{Arc, Weak};

use actix_web::HttpRequest;
use actix_web::body::{BodySize, BodyStream, MessageBody};
use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_LENGTH;
use bytes::Bytes;
use edu_http::BodyError;
use futures_channel::mpsc;
use http_body::{Body, Frame, SizeHint};

/// A request body as services read it: chunk by chunk, within a limit of their own.
#[derive(Debug)]
pub(crate) struct Incoming {
    chunks: mpsc::Receiver<Part>,
    announced: u64,
    ended: bool,
    _read: Arc<()>,
}

/// Brings the chunks of a payload to its [`Incoming`], on the payload's own thread.
pub(crate) struct Carrier(Option<Carrying>);

struct Carrying {
    work: Pin<Box<dyn Future<Output = ()>>>,
    /// Gone with the [`Incoming`].
    read: Weak<()>,
}

enum Part {
    Chunk(Bytes),
    End,
}

/// The body of a request for a service, and what must be driven meanwhile.
///
/// At most one chunk is taken from the payload before the service asks for it.
pub(crate) fn incoming(request: &HttpRequest, payload: Payload) -> (Incoming, Carrier) {
    let announced = request.headers().get(CONTENT_LENGTH);
    let announced = announced.and_then(|length| length.to_str().ok()?.parse().ok());
    let (sender, chunks) = mpsc::channel(0);
    let read = Arc::new(());
    let carrying = Carrying {
        work: Box::pin(carry(payload, sender)),
        read: Arc::downgrade(&read),
    };
    let incoming = Incoming {
        chunks,
        announced: announced.unwrap_or_default(),
        ended: false,
        _read: read,
    };
    (incoming, Carrier(Some(carrying)))
}

/// Ends without a last part where the payload breaks off, or where nobody reads it any more.
async fn carry(payload: Payload, mut sender: mpsc::Sender<Part>) {
    let mut payload = pin!(BodyStream::new(payload));
    while poll_fn(|context| sender.poll_ready(context)).await.is_ok() {
        let (part, more) = match poll_fn(|context| payload.as_mut().poll_next(context)).await {
            Some(Ok(chunk)) => (Part::Chunk(chunk), true),
            Some(Err(_)) => return,
            None => (Part::End, false),
        };
        if sender.start_send(part).is_err() || !more {
            return;
        }
    }
}

impl Body for Incoming {
    type Data = Bytes;
    type Error = BrokeOff;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BrokeOff>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let part = ready!(Pin::new(&mut self.chunks.recv()).poll(context));
        self.ended = !matches!(part, Ok(Part::Chunk(_)));
        Poll::Ready(match part {
            Ok(Part::Chunk(chunk)) => Some(Ok(Frame::data(chunk))),
            Ok(Part::End) => None,
            Err(_) => Some(Err(BrokeOff)),
        })
    }

    fn is_end_stream(&self) -> bool {
        self.ended
    }

    fn size_hint(&self) -> SizeHint {
        // A lower bound only: a middleware may have decompressed the body.
        let mut hint = SizeHint::new();
        hint.set_lower(self.announced);
        hint
    }
}

/// A request body ended before its time.
#[derive(Debug)]
pub(crate) struct BrokeOff;

impl Carrier {
    /// Carries nothing.
    pub(crate) const fn empty() -> Self {
        Self(None)
    }

    /// Does `work`, to which the body belongs, and carries the body to it.
    pub(crate) async fn during<F: Future>(&mut self, work: F) -> F::Output {
        let mut work = pin!(work);
        let done = poll_fn(|context| {
            // Work first: what it refuses by the head alone is not read.
            let done = work.as_mut().poll(context);
            if done.is_pending() {
                self.drive(context);
            }
            done
        })
        .await;
        // The server keeps a connection only where it can throw away what is left of a body, and
        // it looks whether anybody holds the payload when the reply begins.
        self.0.take_if(|carrying| carrying.read.strong_count() == 0);
        done
    }

    fn drive(&mut self, context: &mut Context<'_>) {
        let carried = |carrying: &mut Carrying| carrying.work.as_mut().poll(context).is_ready();
        self.0.take_if(carried);
    }
}

/// What a service sends back, as actix-web sends it: with a length where one is known.
///
/// Carries the request's body on, for replies that are made from it while it arrives.
pub(crate) struct Outgoing {
    body: edu_http::Body,
    request: Carrier,
}

impl Outgoing {
    pub(crate) const fn new(body: edu_http::Body, request: Carrier) -> Self {
        Self { body, request }
    }
}

impl MessageBody for Outgoing {
    type Error = BodyError;

    fn size(&self) -> BodySize {
        match self.body.size_hint().exact() {
            Some(length) => BodySize::Sized(length),
            None => BodySize::Stream,
        }
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, BodyError>>> {
        loop {
            let frame = Pin::new(&mut self.body).poll_frame(context);
            if frame.is_pending() {
                self.request.drive(context);
            }
            let Some(frame) = ready!(frame).transpose()? else {
                return Poll::Ready(None);
            };
            // Trailers have no place here, and an empty chunk would end the reply.
            if let Ok(chunk) = frame.into_data()
                && !chunk.is_empty()
            {
                return Poll::Ready(Some(Ok(chunk)));
            }
        }
    }
}
