//! Launches as they happen: the message that a tool is given, where it is given.

use core::cell::RefCell;

use edu_http::SessionId;
use edu_sqlite::StoredMessages;
use edu_types::Timestamp;
use lti_core::{BackendError, MessageHint, Messages, PendingMessage, TakenFor};

tokio::task_local! {
    static TAKEN: RefCell<Option<PendingMessage>>;
}

/// Does the work of one request, and says which message was taken out for it.
pub(crate) async fn watched<F: Future>(work: F) -> (F::Output, Option<PendingMessage>) {
    let work = async {
        let output = work.await;
        (output, TAKEN.with(RefCell::take))
    };
    TAKEN.scope(RefCell::new(None), work).await
}

/// Waiting messages in the store; remembers which of them a request took out.
#[derive(Clone, Debug)]
pub(crate) struct WatchedMessages(pub(crate) StoredMessages);

impl Messages for WatchedMessages {
    async fn keep_message(
        &self,
        pending: PendingMessage,
        now: &Timestamp,
    ) -> Result<(), BackendError> {
        self.0.keep_message(pending, now).await
    }

    async fn take_message(
        &self,
        hint: &MessageHint,
        session: &SessionId,
        now: &Timestamp,
    ) -> Result<TakenFor<PendingMessage>, BackendError> {
        let taken = self.0.take_message(hint, session, now).await?;
        if let TakenFor::Fresh(message) = &taken {
            // Elsewhere nobody asks.
            let _elsewhere = TAKEN.try_with(|found| found.replace(Some(message.clone())));
        }
        Ok(taken)
    }
}
