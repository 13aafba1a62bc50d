//! Requests as stores keep them.

use std::sync::Arc;

use edu_http::SessionId;
use edu_types::Timestamp;
use lti_core::deep_linking::{PendingSelection, SelectionData};
use lti_core::{BackendError, MemoryPlatform, Selections, TakenFor};

use super::bed::{ADA, BOB, at, bed};

/// Gives out the request of this name, whichever is asked for.
pub(super) struct Mixed(pub(super) Arc<MemoryPlatform>, pub(super) String);

impl Selections for Mixed {
    async fn keep_selection(
        &self,
        pending: PendingSelection,
        now: &Timestamp,
    ) -> Result<(), BackendError> {
        self.0.keep_selection(pending, now).await
    }

    async fn take_selection(
        &self,
        _: &SelectionData,
        session: &SessionId,
        now: &Timestamp,
    ) -> Result<TakenFor<PendingSelection>, BackendError> {
        let data = SelectionData::new(self.1.as_str()).unwrap();
        self.0.take_selection(&data, session, now).await
    }
}

fn pending() -> PendingSelection {
    let bed = bed();
    let data = SelectionData::new(bed.asked()).unwrap();
    let session = SessionId::new(ADA).unwrap();
    match pollster::block_on(bed.memory.take_selection(&data, &session, &at(0))) {
        Ok(TakenFor::Fresh(pending)) => pending,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_pending_request_comes_back_as_it_was_stored() {
    let pending = pending();
    let text = pending.to_stored();
    for hidden in [pending.data().as_str(), ADA] {
        assert!(!text.contains(hidden));
    }
    let (data, session) = (pending.data().clone(), pending.session().clone());
    let again = PendingSelection::from_stored(data, session, &text).unwrap();
    assert_eq!(again, pending);
    assert_eq!(again.expires().unix_seconds(), at(3600).unix_seconds());
}

#[test]
fn a_pending_request_whose_text_was_changed_is_refused() {
    let pending = pending();
    let text = pending.to_stored();
    for damaged in ["", "{}", "null", &text.replace("\"types\"", "\"type\"")] {
        let (data, session) = (pending.data().clone(), pending.session().clone());
        let refused = PendingSelection::from_stored(data, session, damaged).unwrap_err();
        assert_eq!(refused.code(), "lti.deep_linking.backend");
    }
}

#[test]
fn a_pending_request_shows_nothing_of_the_host() {
    let shown = format!("{:?}", pending());
    assert!(
        !shown.contains("section-3") && !shown.contains(ADA),
        "{shown}"
    );
    assert!(!pending().belongs_to(&SessionId::new(BOB).unwrap()));
}
