//! Which registered tool or platform a request turned out to be about.
//!
//! The errors of a launch name nobody, so that they may go anywhere. The host knows more: it is
//! asked for the registration on the way. What it found is remembered until the request ends.

use core::cell::RefCell;

tokio::task_local! {
    static FOUND: RefCell<Option<String>>;
}

/// Does the work of one request, and says which registration was found for it last.
pub(crate) async fn watched<F: Future>(work: F) -> (F::Output, Option<String>) {
    let work = async {
        let output = work.await;
        (output, FOUND.with(RefCell::take))
    };
    FOUND.scope(RefCell::new(None), work).await
}

/// Remembers the name of a registration for the request that is being worked on.
pub(crate) fn found(name: impl FnOnce() -> String) {
    // Elsewhere nobody asks.
    let _elsewhere = FOUND.try_with(|found| found.replace(Some(name())));
}
