//! One span for each fetch of keys, for hosts that watch them; has a silent twin for the others.
//!
//! No clock is read here: the subscriber measures how long the span lives.

use edu_types::HttpUrl;
use tracing::field::Empty;
use tracing::{Instrument as _, Span, info_span, warn};

use crate::{FetchError, FetchFailure};

/// One fetch, from its beginning to its end.
pub(crate) struct Fetch(Span);

impl Fetch {
    /// A fetch from a registered address.
    pub(crate) fn of(url: &HttpUrl) -> Self {
        let span = info_span!(
            target: "edu_reqwest",
            parent: None,
            "key_set.fetch",
            host = url.host(),
            bytes = Empty,
            outcome = Empty,
            error = Empty,
        );
        // As its child it would hold the launch's span open when the launch is broken off.
        span.follows_from(Span::current());
        Self(span)
    }

    /// Does the work inside the span.
    pub(crate) async fn around<F: Future>(&self, work: F) -> F::Output {
        work.instrument(self.0.clone()).await
    }

    /// The fetch is over, with so many bytes; `failure` is why they are not the keys now.
    pub(crate) fn ended(self, bytes: usize, failure: Option<&FetchFailure>) {
        self.0.record("bytes", bytes);
        let Some(failure) = failure else {
            self.0.record("outcome", "taken");
            return;
        };
        self.0.record("outcome", "failed");
        self.0.record("error", word(failure));
        warn!(target: "edu_reqwest", parent: &self.0, "keys were not fetched");
    }
}

/// The failure as a word to count by.
const fn word(failure: &FetchFailure) -> &'static str {
    match failure {
        FetchFailure::Fetch(error) => match error {
            FetchError::Address => "address",
            FetchError::Insecure => "insecure",
            FetchError::OutOfReach => "out_of_reach",
            FetchError::Connect => "connect",
            FetchError::Tls { .. } => "tls",
            FetchError::Timeout { .. } => "timeout",
            FetchError::Redirect => "redirect",
            FetchError::Status { .. } => "status",
            FetchError::TooLarge { .. } => "too_large",
            FetchError::Broken => "broken",
        },
        FetchFailure::NotAKeySet(_) => "not_a_key_set",
        FetchFailure::Unfinished => "unfinished",
    }
}
