//! What a host provides to a platform: few operations, each atomic.

use std::sync::Arc;

use edu_http::SessionId;
use edu_types::Timestamp;

use crate::{BackendError, ClientId, MessageHint, PendingMessage, ToolRegistration};

/// What came out of a store that gives each message once, to its own session.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every caller must decide about each of the four"
)]
pub enum TakenMessage {
    /// The message; nobody else has got it or will get it.
    Fresh(PendingMessage),
    /// The message was there and its session took it before.
    AlreadyUsed,
    /// The message is there, waits for another session, and still does.
    OtherSession,
    /// There is no such message, it is void, or a full store forgot it.
    Unknown,
}

/// What a platform's host provides: tools, and a place for messages.
///
/// [`PlatformBackend::take_message`] is the heart: of any number of concurrent calls for one
/// hint, exactly one gets the message, on one machine or many, and only for the session the
/// message was started in. A call for another session changes nothing: who has seen somebody's
/// hint must not be able to spend it.
pub trait PlatformBackend: Send + Sync {
    /// Finds the tool of a client id.
    fn tool(
        &self,
        client_id: &ClientId,
    ) -> impl Future<Output = Result<Option<Arc<ToolRegistration>>, BackendError>> + Send;

    /// Keeps a message until it expires.
    ///
    /// A store that is full forgets the oldest waiting message; it never gives one out twice.
    /// A good store keeps a limited number of each session, forgets where most are waiting, and
    /// never forgets that a message was used for one that waits.
    fn keep_message(
        &self,
        pending: PendingMessage,
        now: &Timestamp,
    ) -> impl Future<Output = Result<(), BackendError>> + Send;

    /// Takes a message out for its session, once, and remembers until its expiry that it was
    /// taken. Session and hint are compared in the same step that takes. Of too many taken ones
    /// the oldest may be forgotten: [`TakenMessage::Unknown`] is refused as well.
    fn take_message(
        &self,
        hint: &MessageHint,
        session: &SessionId,
        now: &Timestamp,
    ) -> impl Future<Output = Result<TakenMessage, BackendError>> + Send;
}

macro_rules! forward {
    ($($pointer:tt)+) => {
        impl<T: PlatformBackend + ?Sized> PlatformBackend for $($pointer)+ {
            fn tool(
                &self,
                client_id: &ClientId,
            ) -> impl Future<Output = Result<Option<Arc<ToolRegistration>>, BackendError>> + Send
            {
                T::tool(self, client_id)
            }

            fn keep_message(
                &self,
                pending: PendingMessage,
                now: &Timestamp,
            ) -> impl Future<Output = Result<(), BackendError>> + Send {
                T::keep_message(self, pending, now)
            }

            fn take_message(
                &self,
                hint: &MessageHint,
                session: &SessionId,
                now: &Timestamp,
            ) -> impl Future<Output = Result<TakenMessage, BackendError>> + Send {
                T::take_message(self, hint, session, now)
            }
        }
    };
}

forward!(&T);
forward!(Arc<T>);
