//! Refusals: requests that are not served, and why.

use core::fmt;

use http::StatusCode;

use crate::{Body, CollectError, EntropyExhausted, MomentUnavailable, Reply};

/// Why a request is not served: a status for machines, a code that never changes, and a
/// sentence that names neither secrets nor people.
///
/// Standards that have an error format of their own turn it into theirs; where a standard is
/// silent, [`Refusal::into_reply`] answers in plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// Status of the reply.
    pub status: StatusCode,
    /// Stable, dotted name of the rule broken, such as `http.form.duplicate`.
    pub code: &'static str,
    /// What was found and what is allowed: lower case, no final period.
    pub message: String,
}

impl Refusal {
    /// A refusal for one rule.
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
        }
    }

    /// Nothing lives at the requested path.
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "http.path.unknown",
            "nothing lives at this path",
        )
    }

    /// The caller lacks every scope the endpoint needs.
    pub fn forbidden() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "http.scope.missing",
            "caller holds none of the scopes needed",
        )
    }

    /// The reply in plain text: code, colon, message.
    pub fn into_reply(self) -> Reply {
        let text = self.to_string();
        Reply::text(self.status, text)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl core::error::Error for Refusal {}

impl From<CollectError> for Refusal {
    fn from(error: CollectError) -> Self {
        let (status, code) = match error {
            CollectError::TooLarge(_) => (StatusCode::PAYLOAD_TOO_LARGE, "http.body.large"),
            CollectError::Transport => (StatusCode::BAD_REQUEST, "http.body.broken"),
        };
        Self::new(status, code, error.to_string())
    }
}

impl From<EntropyExhausted> for Refusal {
    fn from(error: EntropyExhausted) -> Self {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Self::new(status, "http.entropy.exhausted", error.to_string())
    }
}

impl From<MomentUnavailable> for Refusal {
    fn from(error: MomentUnavailable) -> Self {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        Self::new(status, "http.moment.unavailable", error.to_string())
    }
}

impl From<Refusal> for http::Response<Body> {
    fn from(refusal: Refusal) -> Self {
        refusal.into_reply().into_response()
    }
}

impl From<Refusal> for Box<http::Response<Body>> {
    fn from(refusal: Refusal) -> Self {
        Self::new(refusal.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use edu_types::LimitExceeded;

    #[test]
    fn a_body_too_large_is_answered_with_its_limit() {
        let refusal = Refusal::from(CollectError::from(LimitExceeded::new("body bytes", 9, 8)));
        assert_eq!(refusal.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(
            refusal.to_string(),
            "http.body.large: body bytes is 9, limit is 8"
        );
    }

    #[test]
    fn a_refusal_is_answered_in_plain_text_that_no_cache_keeps() {
        let response: http::Response<Body> = Refusal::not_found().into();
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        assert_eq!(
            response.headers()["content-type"],
            "text/plain; charset=utf-8"
        );
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    }
}
