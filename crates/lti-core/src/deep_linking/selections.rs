//! Where requests for content wait for their answer.

use edu_http::SessionId;
use edu_types::Timestamp;

use super::{PendingSelection, SelectionData};
use crate::{BackendError, TakenFor};
use edu_http::for_pointers;

/// Where requests for content wait for their answer, each to be taken once.
///
/// A trait of its own, and no part of [`PlatformBackend`](crate::PlatformBackend): a platform that
/// asks for no content needs no such store. [`Selections::take_selection`] is the heart, and as
/// atomic as [`Messages::take_message`](crate::Messages::take_message): of any number of
/// concurrent calls for one request, exactly one gets it, and only for the session it was made
/// in; a call for another session changes nothing. That is why no answer can be posted twice.
pub trait Selections: Send + Sync {
    /// Keeps a request until it expires.
    ///
    /// A store that is full forgets the oldest waiting request; it never gives one out twice.
    /// A good store keeps a limited number of each session, forgets where most are waiting, and
    /// never forgets that a request was answered for one that waits.
    fn keep_selection(
        &self,
        pending: PendingSelection,
        now: &Timestamp,
    ) -> impl Future<Output = Result<(), BackendError>> + Send;

    /// Takes a request out for its session, once, and remembers until its expiry that it was
    /// taken. Session and name are compared in the same step that takes.
    fn take_selection(
        &self,
        data: &SelectionData,
        session: &SessionId,
        now: &Timestamp,
    ) -> impl Future<Output = Result<TakenFor<PendingSelection>, BackendError>> + Send;
}

for_pointers!(Selections {
    fn keep_selection(pending: PendingSelection, now: &Timestamp) -> ();
    fn take_selection(
        data: &SelectionData,
        session: &SessionId,
        now: &Timestamp
    ) -> TakenFor<PendingSelection>;
});
