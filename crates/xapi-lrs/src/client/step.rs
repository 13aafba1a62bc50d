//! What a delivery wants done next.

use core::fmt;
use core::time::Duration;

use bytes::Bytes;
use http::Request;

use super::DeliveryError;

/// What whoever holds a [`Delivery`](super::Delivery) does next.
#[expect(clippy::exhaustive_enums, reason = "whoever sends must do all of it")]
pub enum DeliveryStep {
    /// Send this, and tell what came of it by [`Delivery::answered`](super::Delivery::answered) or [`Delivery::failed`](super::Delivery::failed). Redirects must
    /// not be followed. Until it is told, the next step is the same request again.
    Send(Box<Request<Bytes>>),
    /// Nothing before this time is over.
    Wait(Duration),
    /// Every statement is settled; more may be pushed.
    Done,
    /// The store cannot be used; every statement is settled, and those pushed from now on at once.
    Stopped(DeliveryError),
}

/// Shows no statement and no credentials.
impl fmt::Debug for DeliveryStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Send(request) => {
                let (method, bytes) = (request.method(), request.body().len());
                write!(f, "Send({method}, {bytes} bytes)")
            }
            Self::Wait(pause) => write!(f, "Wait({pause:?})"),
            Self::Done => f.write_str("Done"),
            Self::Stopped(error) => write!(f, "Stopped({error:?})"),
        }
    }
}
