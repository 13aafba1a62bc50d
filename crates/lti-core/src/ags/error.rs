//! Why a call of the service is refused.

use core::fmt;

use edu_http::{Body, BuildError, EntropyExhausted, Refusal};
use edu_types::Rule;
use http::{HeaderName, HeaderValue, Response, StatusCode};

use super::rules;
use crate::BackendError;

/// Why a call is refused: a status, a stable code, and what was found.
///
/// Names no person, points, comment or token. Every response of
/// [`AgsService`](super::AgsService) that refuses carries this error among its extensions, and
/// says it in plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgsError(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    refusal: Refusal,
    /// What the response says beside it.
    header: Option<(HeaderName, HeaderValue)>,
}

impl AgsError {
    pub(super) fn new(status: StatusCode, rule: &Rule, message: impl Into<String>) -> Self {
        Refusal::new(status, rule.code, message).into()
    }

    #[expect(clippy::needless_pass_by_value, reason = "for map_err")]
    pub(super) fn backend(error: BackendError) -> Self {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Self::new(status, &rules::BACKEND, error.to_string())
    }

    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        self.0.refusal.status
    }

    /// The stable code of the rule broken, such as `lti.ags.older`.
    pub fn code(&self) -> &'static str {
        self.0.refusal.code
    }

    /// Where that rule stands.
    pub fn clause(&self) -> &'static str {
        let rule = rules::ALL.iter().find(|rule| rule.code == self.code());
        // The others are of HTTP itself: a body too large, or cut off.
        rule.map_or("RFC 9110 §15.5", |rule| rule.clause)
    }

    /// Adds what the response says beside it.
    pub(super) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.header = Some((name, value));
        self
    }

    /// Whether the host's own gradebook is why.
    pub(super) fn is_the_hosts(&self) -> bool {
        let own = [&rules::BACKEND, &rules::REPLY];
        own.iter().any(|rule| rule.code == self.code())
    }

    /// The response, which carries this error among its extensions.
    ///
    /// What failed at the host is for its log, and not for the tool.
    pub(super) fn into_response(self) -> Response<Body> {
        let mut told = self.0.refusal.clone();
        if self.is_the_hosts() {
            "the gradebook cannot answer now".clone_into(&mut told.message);
        }
        let mut reply = told.into_reply();
        if let Some((name, value)) = self.0.header.clone() {
            reply = reply.with_header(name, value);
        }
        let mut response = reply.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Refusal> for AgsError {
    fn from(refusal: Refusal) -> Self {
        let header = None;
        Self(Box::new(Inner { refusal, header }))
    }
}

impl From<BuildError> for AgsError {
    fn from(error: BuildError) -> Self {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Self::new(status, &rules::REPLY, error.to_string())
    }
}

impl From<EntropyExhausted> for AgsError {
    fn from(error: EntropyExhausted) -> Self {
        Refusal::from(error).into()
    }
}

impl fmt::Display for AgsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Refusal { code, message, .. } = &self.0.refusal;
        write!(f, "{message} ({code}, {})", self.clause())
    }
}

impl core::error::Error for AgsError {}
