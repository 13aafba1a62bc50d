//! Why a request is refused.

use core::fmt;

use edu_http::{BackendError, Body, CollectError, EntropyExhausted, Refusal};
use edu_types::{Report, Rule};
use http::header::ALLOW;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};

use crate::{DocumentRefusal, rules};

mod form;

pub(crate) use form::ErrorForm;

/// Why a request is refused: a status, a stable code, what was found, and every finding where
/// statements were judged.
///
/// Names no person and quotes no statement. Every response of
/// [`LrsService`](crate::LrsService) that refuses carries this error among its extensions, and says it in plain
/// text, in JSON or in HTML, as `Accept` wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LrsError(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    refusal: Refusal,
    clause: &'static str,
    report: Report,
    /// What the response says beside it.
    headers: HeaderMap,
}

impl LrsError {
    pub(crate) fn new(status: StatusCode, rule: &Rule, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            refusal: Refusal::new(status, rule.code, message),
            clause: rule.clause,
            report: Report::new(),
            headers: HeaderMap::new(),
        }))
    }

    /// A request that breaks a rule of its form: 400.
    pub(crate) fn bad(rule: &Rule, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, rule, message)
    }

    /// With everything that was found.
    pub(crate) fn with_report(mut self, report: Report) -> Self {
        self.0.report = report;
        self
    }

    /// With a header that the response is to have.
    pub(crate) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.insert(name, value);
        self
    }

    /// A resource that takes other methods: 405, with `Allow`.
    pub(crate) fn method(allowed: &[Method]) -> Self {
        let names: Vec<&str> = allowed.iter().map(Method::as_str).collect();
        let names = names.join(", ");
        let status = StatusCode::METHOD_NOT_ALLOWED;
        let error = Self::new(status, &rules::METHOD, format!("allowed here are {names}"));
        match HeaderValue::from_str(&names) {
            Ok(names) => error.with_header(ALLOW, names),
            Err(_) => error,
        }
    }

    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        self.0.refusal.status
    }

    /// The stable code of the rule broken, such as `xapi.lrs.conflict`.
    pub fn code(&self) -> &'static str {
        self.0.refusal.code
    }

    /// Where that rule stands.
    pub fn clause(&self) -> &'static str {
        self.0.clause
    }

    /// What was found wrong with statements; empty where none were judged.
    pub fn report(&self) -> &Report {
        &self.0.report
    }

    /// Whether the host's own database is why.
    pub fn is_the_hosts(&self) -> bool {
        self.code() == rules::BACKEND.code
    }

    /// The response, which carries this error among its extensions.
    ///
    /// What failed at the host is for its log, and not for the client.
    pub(crate) fn into_response(self, form: ErrorForm) -> Response<Body> {
        let message = if self.is_the_hosts() {
            "the record store cannot answer now"
        } else {
            &self.0.refusal.message
        };
        let mut response = form.reply(&self, message).into_response();
        for (name, value) in &self.0.headers {
            response.headers_mut().insert(name, value.clone());
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<BackendError> for LrsError {
    fn from(error: BackendError) -> Self {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Self::new(status, &rules::BACKEND, error.to_string())
    }
}

impl From<EntropyExhausted> for LrsError {
    fn from(error: EntropyExhausted) -> Self {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Self::new(status, &rules::BACKEND, error.to_string())
    }
}

impl From<CollectError> for LrsError {
    fn from(error: CollectError) -> Self {
        let (status, rule) = match error {
            CollectError::TooLarge(_) => (StatusCode::PAYLOAD_TOO_LARGE, &rules::LARGE),
            CollectError::Transport | _ => (StatusCode::BAD_REQUEST, &rules::BODY),
        };
        Self::new(status, rule, error.to_string())
    }
}

impl From<DocumentRefusal> for LrsError {
    fn from(refusal: DocumentRefusal) -> Self {
        let (status, rule) = match refusal {
            DocumentRefusal::Precondition => {
                (StatusCode::PRECONDITION_FAILED, &rules::PRECONDITION)
            }
            DocumentRefusal::Exists => (StatusCode::CONFLICT, &rules::UNSAID),
            DocumentRefusal::Unsaid => (StatusCode::BAD_REQUEST, &rules::PRECONDITION_MISSING),
            DocumentRefusal::NotMergeable => (StatusCode::BAD_REQUEST, &rules::MERGE),
            DocumentRefusal::TooLarge { .. } => (StatusCode::PAYLOAD_TOO_LARGE, &rules::LARGE),
        };
        Self::new(status, rule, refusal.to_string())
    }
}

impl fmt::Display for LrsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Refusal { code, message, .. } = &self.0.refusal;
        write!(f, "{message} ({code}, {})", self.clause())
    }
}

impl core::error::Error for LrsError {}
