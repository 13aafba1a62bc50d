//! The twin of the spans for hosts that do not watch: does nothing.

use edu_types::HttpUrl;

use crate::FetchFailure;

pub(crate) struct Fetch;

impl Fetch {
    pub(crate) const fn of(_: &HttpUrl) -> Self {
        Self
    }

    pub(crate) async fn around<F: Future>(&self, work: F) -> F::Output {
        work.await
    }

    #[expect(clippy::unused_self, reason = "the signature of its twin")]
    pub(crate) const fn ended(self, _: usize, _: Option<&FetchFailure>) {}
}
