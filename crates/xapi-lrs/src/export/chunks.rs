//! A body whose pieces are asked of a store, one after the other.

use core::pin::Pin;
use core::task::{Context, Poll};

use bytes::Bytes;
use edu_http::BackendError;
use http_body::Frame;

use super::run::Run;
use crate::RecordStore;

/// The pieces of an export.
pub(super) struct Chunks<S>(State<S>);

type Piece<S> = (Box<Run<S>>, Result<Option<Bytes>, BackendError>);

enum State<S> {
    Idle(Box<Run<S>>),
    Working(Pin<Box<dyn Future<Output = Piece<S>> + Send>>),
    End,
}

impl<S: RecordStore + 'static> Chunks<S> {
    pub(super) fn new(run: Run<S>) -> Self {
        Self(State::Idle(Box::new(run)))
    }
}

impl<S: RecordStore + 'static> http_body::Body for Chunks<S> {
    type Data = Bytes;
    type Error = BackendError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BackendError>>> {
        let state = &mut self.get_mut().0;
        let mut work = match core::mem::replace(state, State::End) {
            State::End => return Poll::Ready(None),
            State::Working(work) => work,
            State::Idle(mut run) => Box::pin(async move {
                let piece = run.next().await;
                (run, piece)
            }),
        };
        match work.as_mut().poll(context) {
            Poll::Pending => {
                *state = State::Working(work);
                Poll::Pending
            }
            Poll::Ready((run, Ok(Some(bytes)))) => {
                *state = State::Idle(run);
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            Poll::Ready((_, Ok(None))) => Poll::Ready(None),
            Poll::Ready((_, Err(error))) => Poll::Ready(Some(Err(error))),
        }
    }
}
