//! The spans that a subscriber of `tracing` sees.
//!
//! No clock is read here: a span is made when a call begins and closed when it ends, and the
//! subscriber measures how long that was.

use tracing::field::Empty;
use tracing::{Instrument as _, info, info_span, warn};

use super::Kind;

pub(super) struct Span(tracing::Span);

impl Span {
    pub(super) fn new(kind: Kind) -> Self {
        // Fields that are recorded later must be named here.
        macro_rules! of {
            ($name:literal, $($field:ident)+) => {
                info_span!(target: "lti_core", $name, $($field = Empty,)+ outcome = Empty, code = Empty)
            };
        }
        Self(match kind {
            Kind::Login => of!("lti.tool.login", issuer client_id fault),
            Kind::Launch => of!("lti.tool.launch", issuer client_id message binding fault),
            Kind::Start => of!("lti.platform.start", issuer client_id message),
            Kind::Authorize => of!("lti.platform.authorize", issuer client_id),
            Kind::Selection => of!("lti.platform.selection", issuer client_id),
            Kind::Keys => of!("lti.platform.keys", issuer),
            Kind::Token => of!("lti.platform.token", issuer client_id),
            Kind::Ags => of!("lti.platform.ags", client_id operation),
            Kind::Members => of!("lti.nrps.members", client_id),
            Kind::Registration => of!("lti.registration.call", client_id),
        })
    }

    pub(super) fn record(&self, field: &'static str, value: &str) {
        self.0.record(field, value);
    }

    /// Enters the span whenever the work goes on and leaves it whenever it waits.
    pub(super) async fn around<F: Future>(&self, work: F) -> F::Output {
        work.instrument(self.0.clone()).await
    }

    /// Says so once, inside the span: subscribers that write lines write none for a span alone.
    pub(super) fn refused(&self, by_host: bool) {
        if by_host {
            warn!(target: "lti_core", parent: &self.0, "refused, the host is at fault");
        } else {
            info!(target: "lti_core", parent: &self.0, "refused");
        }
    }
}
