//! Bodies: what a service sends, and how it takes in what it is sent.

use core::fmt;
use core::pin::{Pin, pin};
use core::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use edu_types::{LimitExceeded, Limits};
use http_body::{Body as HttpBody, Frame, SizeHint};
use http_body_util::BodyExt;

type Chunks = Pin<Box<dyn HttpBody<Data = Bytes, Error = BodyError> + Send>>;

/// What a service sends back: bytes at hand, or chunks that arrive as they are made.
///
/// `Debug` shows the length only, never the content.
///
/// ```
/// use edu_http::Body;
/// use http_body::Body as _;
///
/// let body = Body::from("recorded");
/// assert_eq!(body.size_hint().exact(), Some(8));
/// assert_eq!(format!("{body:?}"), "Body(8 bytes)");
/// ```
pub struct Body(Inner);

enum Inner {
    Whole(Bytes),
    Chunks(Chunks),
}

impl Body {
    /// A body without bytes.
    pub const fn empty() -> Self {
        Self(Inner::Whole(Bytes::new()))
    }

    /// A body that is made while it is sent.
    ///
    /// The reason for a failure stays with whoever made `body`: the peer only sees the reply
    /// break off, and [`BodyError`] carries nothing.
    pub fn chunks<B>(body: B) -> Self
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
    {
        Self(Inner::Chunks(Box::pin(body.map_err(|_| BodyError))))
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Inner::Whole(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        match &mut self.get_mut().0 {
            Inner::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Inner::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(core::mem::take(bytes))))),
            Inner::Chunks(chunks) => chunks.as_mut().poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Inner::Whole(bytes) => bytes.is_empty(),
            Inner::Chunks(chunks) => chunks.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Whole(bytes) => {
                SizeHint::with_exact(u64::try_from(bytes.len()).unwrap_or(u64::MAX))
            }
            Inner::Chunks(chunks) => chunks.size_hint(),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Whole(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Inner::Chunks(_) => f.write_str("Body(chunks)"),
        }
    }
}

/// A reply broke off while it was being made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("reply body broke off")]
#[non_exhaustive]
pub struct BodyError;

/// Why a request body was not taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CollectError {
    /// The body is longer than the endpoint accepts.
    #[error(transparent)]
    TooLarge(#[from] LimitExceeded),
    /// The connection failed before the body ended.
    #[error("request body broke off")]
    Transport,
}

/// Takes in a whole request body of at most `limit` bytes.
///
/// A body that announces more is refused before its first byte is read; one that turns out
/// longer is dropped as soon as it passes the limit. Trailers are dropped.
///
/// # Errors
///
/// [`CollectError`] when the body is too large or the connection fails.
pub async fn collect<B>(body: B, limit: usize) -> Result<Bytes, CollectError>
where
    B: HttpBody<Data = Bytes>,
{
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    Limits::check("body bytes", announced, limit)?;

    let mut body = pin!(body);
    let mut first = Bytes::new();
    let mut rest = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| CollectError::Transport)?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        let taken = first.len().saturating_add(rest.len());
        Limits::check("body bytes", taken.saturating_add(data.len()), limit)?;
        // Most bodies arrive in one piece, which is then handed on without a copy.
        if first.is_empty() {
            first = data;
        } else {
            rest.extend_from_slice(&data);
        }
    }
    if rest.is_empty() {
        return Ok(first);
    }
    let mut whole = BytesMut::with_capacity(first.len().saturating_add(rest.len()));
    whole.extend_from_slice(&first);
    whole.extend_from_slice(&rest);
    Ok(whole.freeze())
}

#[cfg(test)]
mod tests {
    use core::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::Arc;

    use super::*;

    /// Hands out chunks one by one and says nothing about its length; counts what is read.
    struct Drip {
        chunks: Vec<Result<&'static str, ()>>,
        announced: u64,
        reads: Arc<AtomicUsize>,
    }

    impl Drip {
        fn new(chunks: &[Result<&'static str, ()>]) -> Self {
            Self {
                chunks: chunks.iter().rev().copied().collect(),
                announced: 0,
                reads: Arc::default(),
            }
        }
    }

    impl HttpBody for Drip {
        type Data = Bytes;
        type Error = ();

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, ()>>> {
            self.reads.fetch_add(1, Ordering::SeqCst);
            let chunk = self.chunks.pop();
            Poll::Ready(
                chunk.map(|chunk| {
                    chunk.map(|text| Frame::data(Bytes::from_static(text.as_bytes())))
                }),
            )
        }

        fn size_hint(&self) -> SizeHint {
            let mut hint = SizeHint::new();
            hint.set_lower(self.announced);
            hint
        }
    }

    fn collected(body: Drip, limit: usize) -> Result<Bytes, CollectError> {
        pollster::block_on(collect(body, limit))
    }

    fn too_large(found: usize, limit: usize) -> CollectError {
        CollectError::TooLarge(LimitExceeded::new("body bytes", found, limit))
    }

    #[test]
    fn a_body_of_exactly_the_limit_is_taken() {
        let body = Drip::new(&[Ok("abc"), Ok("def"), Ok("g")]);
        assert_eq!(collected(body, 7), Ok(Bytes::from_static(b"abcdefg")));
    }

    #[test]
    fn a_body_one_byte_over_the_limit_is_refused() {
        let body = Drip::new(&[Ok("abc"), Ok("def"), Ok("gh")]);
        assert_eq!(collected(body, 7), Err(too_large(8, 7)));
    }

    #[test]
    fn reading_stops_as_soon_as_the_limit_is_passed() {
        let body = Drip::new(&[Ok("abcd"), Ok("efgh"), Ok("never"), Ok("read")]);
        let reads = Arc::clone(&body.reads);
        assert_eq!(collected(body, 5), Err(too_large(8, 5)));
        assert_eq!(reads.load(Ordering::SeqCst), 2);
    }

    #[test]
    fn a_body_that_announces_too_much_is_not_read_at_all() {
        let mut body = Drip::new(&[Ok("a")]);
        body.announced = 1_000_000;
        let reads = Arc::clone(&body.reads);
        assert_eq!(collected(body, 10), Err(too_large(1_000_000, 10)));
        assert_eq!(reads.load(Ordering::SeqCst), 0);
    }

    #[test]
    fn a_body_that_breaks_off_is_refused() {
        let body = Drip::new(&[Ok("abc"), Err(())]);
        assert_eq!(collected(body, 10), Err(CollectError::Transport));
    }

    #[test]
    fn an_empty_body_fits_a_limit_of_zero() {
        assert_eq!(collected(Drip::new(&[]), 0), Ok(Bytes::new()));
    }

    #[test]
    fn chunks_reach_the_peer_in_order() {
        let body = Body::chunks(Drip::new(&[Ok("a"), Ok("b")]));
        assert_eq!(format!("{body:?}"), "Body(chunks)");
        let bytes = pollster::block_on(collect(body, 2));
        assert_eq!(bytes, Ok(Bytes::from_static(b"ab")));
    }

    #[test]
    fn a_reply_that_fails_while_it_is_made_breaks_off() {
        let body = Body::chunks(Drip::new(&[Ok("a"), Err(())]));
        let bytes = pollster::block_on(collect(body, 2));
        assert_eq!(bytes, Err(CollectError::Transport));
    }

    #[test]
    fn a_whole_body_is_sent_once() {
        let mut body = Body::from("once");
        assert!(!body.is_end_stream());
        let sent = pollster::block_on(body.frame()).map(|frame| frame.is_ok());
        assert_eq!(sent, Some(true));
        assert!(body.is_end_stream());
        assert!(pollster::block_on(body.frame()).is_none());
    }

    #[test]
    fn debug_shows_no_content() {
        assert_eq!(format!("{:?}", Body::from("hunter2")), "Body(7 bytes)");
    }
}
