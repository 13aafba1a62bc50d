//! Why a platform does not register a tool, as the platform says it.

use core::fmt;

use edu_http::{Body, Reply};
use edu_json::ToJson as _;
use edu_types::{Place, Report, Rule};
use http::header::{ALLOW, WWW_AUTHENTICATE};
use http::{HeaderValue, Response, StatusCode};

use super::{RegistrationErrorCode, RegistrationRefused, rules};
use crate::BackendError;
use crate::headline::Headline;

/// Why the service of registrations refuses a call.
///
/// Displays what was found, with code and clause; quotes no token. Every response of
/// [`RegistrationService`](super::RegistrationService) that refuses carries it among its
/// extensions; the tool is told its sentence, and that of no store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRegistration(Box<Headline>);

impl RefusedRegistration {
    pub(super) fn new(rule: &Rule, message: impl Into<String>) -> Self {
        Self(Box::new(Headline::new(rule, Place::unknown(), message)))
    }

    /// What a report says that has an error.
    pub(super) fn of(report: Report) -> Self {
        Self(Box::new(Headline::of(report, &rules::METADATA)))
    }

    #[expect(clippy::needless_pass_by_value, reason = "for map_err")]
    pub(super) fn backend(error: BackendError) -> Self {
        Self::new(&rules::BACKEND, error.to_string())
    }

    /// The stable code of the first rule broken, such as `lti.registration.invitation`.
    pub fn code(&self) -> &'static str {
        self.0.code()
    }

    /// Where that rule stands.
    pub fn clause(&self) -> &'static str {
        self.0.clause()
    }

    /// Every finding.
    pub fn report(&self) -> &Report {
        self.0.report()
    }

    /// The status that tells it.
    pub fn status(&self) -> StatusCode {
        if self.is(&rules::INVITATION) || self.is(&rules::ACCESS) {
            StatusCode::UNAUTHORIZED
        } else if self.is(&rules::METHOD) {
            StatusCode::METHOD_NOT_ALLOWED
        } else if self.is(&rules::CHANGED) {
            StatusCode::CONFLICT
        } else if self.is(&rules::BACKEND) {
            StatusCode::SERVICE_UNAVAILABLE
        } else if self.is(&rules::SETTING) {
            StatusCode::INTERNAL_SERVER_ERROR
        } else {
            StatusCode::BAD_REQUEST
        }
    }

    /// The same in the words of the standard.
    pub fn error(&self) -> RegistrationErrorCode {
        match self.status() {
            StatusCode::UNAUTHORIZED => RegistrationErrorCode::InvalidToken,
            StatusCode::METHOD_NOT_ALLOWED => RegistrationErrorCode::InvalidRequest,
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::INTERNAL_SERVER_ERROR => {
                RegistrationErrorCode::ServerError
            }
            _ if self.is(&rules::REDIRECT_URI) => RegistrationErrorCode::InvalidRedirectUri,
            _ => RegistrationErrorCode::InvalidClientMetadata,
        }
    }

    /// Whether the host's own store or settings are why.
    pub(super) fn is_by_host(&self) -> bool {
        self.is(&rules::BACKEND) || self.is(&rules::SETTING)
    }

    pub(super) fn into_response(self, allow: &'static str) -> Response<Body> {
        let mut said = RegistrationRefused::new();
        said.error = Some(self.error());
        said.error_description = (!self.is_by_host()).then(|| self.0.message().to_owned());
        let mut reply = Reply::json(self.status(), said.to_json_string());
        if self.is(&rules::METHOD) {
            reply = reply.with_header(ALLOW, HeaderValue::from_static(allow));
        }
        if self.status() == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static("Bearer error=\"invalid_token\"");
            reply = reply.with_header(WWW_AUTHENTICATE, challenge);
        }
        let mut response = reply.into_response();
        response.extensions_mut().insert(self);
        response
    }

    fn is(&self, rule: &Rule) -> bool {
        self.0.is(rule)
    }
}

impl fmt::Display for RefusedRegistration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl core::error::Error for RefusedRegistration {}
