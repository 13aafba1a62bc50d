//! Why a token endpoint gives no token.

use core::fmt;

use edu_http::{Reply, TokenError, TokenErrorCode};
use edu_jose::JoseError;
use edu_json::{JsonError, Refused};
use edu_types::{Place, Report, Rule};
use http::StatusCode;

use super::rules;
use crate::BackendError;
use crate::fields::NoFields;
use crate::headline::Headline;

/// Why a tool gets no access token.
///
/// Displays the first rule broken, with code and clause; quotes no assertion. The tool is told
/// [`TokenRefused::error`]. Every response of [`TokenService`](crate::TokenService) that refuses
/// carries this error among its extensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRefused(Box<Refusal>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Refusal {
    headline: Headline,
    code: TokenErrorCode,
}

impl TokenRefused {
    pub(super) fn new(rule: &Rule, code: TokenErrorCode, message: impl Into<String>) -> Self {
        let headline = Headline::new(rule, Place::unknown(), message);
        Self(Box::new(Refusal { headline, code }))
    }

    /// The tool did not prove who it is.
    pub(super) fn client(rule: &Rule, message: impl Into<String>) -> Self {
        Self::new(rule, TokenErrorCode::InvalidClient, message)
    }

    /// An assertion whose report has at least one error.
    pub(super) fn from_report(report: Report) -> Self {
        let headline = Headline::of(report, &rules::AUTHENTICATION);
        let code = TokenErrorCode::InvalidClient;
        Self(Box::new(Refusal { headline, code }))
    }

    /// The host's own store, key source or settings are why.
    pub(super) fn host(rule: &Rule, message: impl Into<String>) -> Self {
        Self::new(rule, TokenErrorCode::TemporarilyUnavailable, message)
    }

    pub(super) fn no_fields(found: NoFields) -> Self {
        let code = TokenErrorCode::InvalidRequest;
        match found {
            NoFields::Method => Self::new(&rules::METHOD, code, "the token endpoint takes POST"),
            NoFields::MediaType => Self::new(&rules::MEDIA_TYPE, code, NoFields::MEDIA_TYPE),
            NoFields::Form(why) => Self::new(&rules::FORM, code, why),
        }
    }

    /// The stable code of the first rule broken, such as `lti.token.audience`.
    pub fn code(&self) -> &'static str {
        self.0.headline.code()
    }

    /// Where that rule stands.
    pub fn clause(&self) -> &'static str {
        self.0.headline.clause()
    }

    /// Every finding.
    pub fn report(&self) -> &Report {
        self.0.headline.report()
    }

    /// Whether the host's own store, keys or settings are why.
    pub fn is_by_host(&self) -> bool {
        self.0.code == TokenErrorCode::TemporarilyUnavailable
    }

    /// What the tool is told.
    pub fn error(&self) -> TokenError {
        let message = if self.is_by_host() {
            "the platform cannot answer right now"
        } else {
            self.0.headline.message()
        };
        TokenError::because(self.0.code.clone(), message)
    }

    /// The status of the response that tells it.
    pub fn status(&self) -> StatusCode {
        if self.0.headline.is(&rules::METHOD) {
            StatusCode::METHOD_NOT_ALLOWED
        } else if self.0.headline.is(&rules::MEDIA_TYPE) {
            StatusCode::UNSUPPORTED_MEDIA_TYPE
        } else {
            self.error().status()
        }
    }

    /// The response, without this error among its extensions.
    pub(super) fn to_reply(&self) -> Reply {
        use edu_json::ToJson as _;

        Reply::json(self.status(), self.error().to_json_string())
    }
}

impl fmt::Display for TokenRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.headline.fmt(f)
    }
}

impl core::error::Error for TokenRefused {}

/// A form that [`TokenRequest`](edu_http::TokenRequest) refuses.
impl From<TokenError> for TokenRefused {
    fn from(error: TokenError) -> Self {
        let rules = [
            (TokenErrorCode::UnsupportedGrantType, &rules::GRANT),
            (TokenErrorCode::InvalidScope, &rules::SCOPE),
            (TokenErrorCode::InvalidClient, &rules::AUTHENTICATION),
        ];
        let found = rules.into_iter().find(|(code, _)| *code == error.code);
        let rule = found.map_or(&rules::FORM, |(_, rule)| rule);
        let message = error.description.unwrap_or_default();
        Self::new(rule, error.code, message)
    }
}

impl From<JoseError> for TokenRefused {
    fn from(error: JoseError) -> Self {
        Self::client(error.rule(), error.to_string())
    }
}

impl From<JsonError> for TokenRefused {
    fn from(error: JsonError) -> Self {
        Self::from_report(error.into_report())
    }
}

impl From<Refused> for TokenRefused {
    fn from(refused: Refused) -> Self {
        Self::from_report(refused.into_report())
    }
}

impl From<BackendError> for TokenRefused {
    fn from(error: BackendError) -> Self {
        Self::host(&rules::BACKEND, error.to_string())
    }
}
