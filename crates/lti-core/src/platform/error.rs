//! Refusals that stay at the platform, because nobody is known who may be sent them.

use core::fmt;

use edu_types::Rule;
use http::StatusCode;

use super::rules;
use crate::BackendError;

/// Why a message is not started, or a request for one is not answered at all.
///
/// Displays what was found, with code and clause; quotes no token, hint, address or person. Show
/// people [`PlatformError::public_sentence`] and the code.
#[derive(Clone, Debug, PartialEq)]
pub struct PlatformError {
    rule: &'static Rule,
    message: String,
}

impl PlatformError {
    pub(crate) fn new(rule: &'static Rule, message: impl Into<String>) -> Self {
        Self {
            rule,
            message: message.into(),
        }
    }

    #[expect(clippy::needless_pass_by_value, reason = "for map_err")]
    pub(crate) fn backend(error: BackendError) -> Self {
        Self::new(&rules::BACKEND, error.to_string())
    }

    pub(crate) fn no_entropy() -> Self {
        Self::new(&rules::SETTING, "no randomness left for this call")
    }

    /// The stable code of the rule broken, such as `lti.request.redirect`.
    pub const fn code(&self) -> &'static str {
        self.rule.code
    }

    /// Where that rule stands.
    pub const fn clause(&self) -> &'static str {
        self.rule.clause
    }

    /// One sentence for the person who clicked; says nothing that helps an attacker.
    pub fn public_sentence(&self) -> &'static str {
        match self.status() {
            StatusCode::SERVICE_UNAVAILABLE => {
                "This page cannot answer right now. Please try again in a moment."
            }
            _ if self.is(&rules::SESSION) => "Please sign in, then open the link again.",
            // Every other status tells of a set-up that the person cannot mend.
            _ => {
                "This tool is not set up correctly for your learning platform. \
                 Please tell your administrator."
            }
        }
    }

    /// The status of the page that tells it.
    pub fn status(&self) -> StatusCode {
        if self.is(&rules::METHOD) {
            StatusCode::METHOD_NOT_ALLOWED
        } else if self.is(&rules::BACKEND) || self.is(&rules::SETTING) {
            StatusCode::SERVICE_UNAVAILABLE
        } else if self.is(&rules::SESSION) || self.is(&rules::DEPLOYMENT) {
            StatusCode::FORBIDDEN
        } else {
            StatusCode::BAD_REQUEST
        }
    }

    pub(crate) fn is(&self, rule: &Rule) -> bool {
        self.rule.code == rule.code
    }
}

impl fmt::Display for PlatformError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} ({}, {})",
            self.message, self.rule.code, self.rule.clause
        )
    }
}

impl core::error::Error for PlatformError {}
