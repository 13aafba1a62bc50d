//! Why a list of members is not given.

use core::fmt;

use edu_http::{Body, Refusal};
use edu_types::{Place, Rule};
use http::header::{ALLOW, WWW_AUTHENTICATE};
use http::{HeaderValue, Response, StatusCode};

use super::rules;
use crate::BackendError;
use crate::headline::Headline;

/// Why the service of members refuses a call.
///
/// Displays what was found, with code and clause, and names no person. Every response of
/// [`NrpsService`](super::NrpsService) that refuses carries it among its extensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NrpsError(Box<Headline>);

impl NrpsError {
    pub(super) fn new(rule: &Rule, message: impl Into<String>) -> Self {
        Self(Box::new(Headline::new(rule, Place::unknown(), message)))
    }

    #[expect(clippy::needless_pass_by_value, reason = "for map_err")]
    pub(super) fn backend(error: BackendError) -> Self {
        Self::new(&rules::BACKEND, error.to_string())
    }

    /// The stable code of the rule broken, such as `lti.nrps.scope`.
    pub fn code(&self) -> &'static str {
        self.0.code()
    }

    /// Where that rule stands.
    pub fn clause(&self) -> &'static str {
        self.0.clause()
    }

    /// The status that tells it.
    pub fn status(&self) -> StatusCode {
        let any = |rules: &[&Rule]| rules.iter().any(|rule| self.0.is(rule));
        if any(&[&rules::CLIENT]) {
            StatusCode::UNAUTHORIZED
        } else if any(&[&rules::SCOPE]) {
            StatusCode::FORBIDDEN
        } else if any(&[&rules::CONTEXT, &rules::LINK]) {
            StatusCode::NOT_FOUND
        } else if any(&[&rules::METHOD]) {
            StatusCode::METHOD_NOT_ALLOWED
        } else if any(&[&rules::BACKEND]) {
            StatusCode::SERVICE_UNAVAILABLE
        } else if any(&[&rules::REPLY]) {
            StatusCode::INTERNAL_SERVER_ERROR
        } else {
            StatusCode::BAD_REQUEST
        }
    }

    /// Whether the host's own store is why.
    pub(super) fn is_by_host(&self) -> bool {
        self.0.is(&rules::BACKEND) || self.0.is(&rules::REPLY)
    }

    pub(super) fn refusal(&self) -> Refusal {
        Refusal::new(self.status(), self.code(), self.0.message())
    }

    pub(super) fn into_response(self) -> Response<Body> {
        let mut reply = self.refusal().into_reply();
        if self.status() == StatusCode::METHOD_NOT_ALLOWED {
            reply = reply.with_header(ALLOW, HeaderValue::from_static("GET, HEAD"));
        }
        if self.status() == StatusCode::UNAUTHORIZED {
            reply = reply.with_header(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        let mut response = reply.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl fmt::Display for NrpsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl core::error::Error for NrpsError {}
