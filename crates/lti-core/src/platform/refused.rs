//! Refusals that are posted to the tool.

use core::fmt;

use edu_types::{HttpUrl, Rule};

use crate::{OidcError, OidcErrorCode, State};

/// A request for a message that is refused; the tool is told so at its redirect URI.
///
/// The redirect URI is registered, else there would be a
/// [`PlatformError`](crate::PlatformError). `Debug` shows neither address nor state.
///
/// Spec: `OpenID` Connect Core 1.0, §3.1.2.6.
#[derive(Clone, PartialEq, Eq)]
pub struct RefusedRequest {
    pub(super) redirect_uri: HttpUrl,
    pub(super) state: Option<State>,
    rule: &'static Rule,
    error: OidcError,
}

impl RefusedRequest {
    pub(super) fn new(
        redirect_uri: HttpUrl,
        state: Option<State>,
        rule: &'static Rule,
        code: OidcErrorCode,
        message: &str,
    ) -> Self {
        Self {
            redirect_uri,
            state,
            rule,
            error: OidcError::new(code).with_description(message),
        }
    }

    /// Where the tool is told.
    pub const fn redirect_uri(&self) -> &HttpUrl {
        &self.redirect_uri
    }

    /// What the tool is told.
    pub const fn error(&self) -> &OidcError {
        &self.error
    }

    /// The tool's name for its login, where the request had a readable one.
    pub const fn state(&self) -> Option<&State> {
        self.state.as_ref()
    }

    /// The stable code of the rule broken, such as `lti.request.hint_used`, for the log.
    pub const fn code(&self) -> &'static str {
        self.rule.code
    }

    /// Where that rule stands.
    pub const fn clause(&self) -> &'static str {
        self.rule.clause
    }

    /// Names and values of the form to post.
    pub fn fields(&self) -> Vec<(&'static str, &str)> {
        let mut fields = vec![("error", self.error.code.as_str())];
        if let Some(description) = &self.error.description {
            fields.push(("error_description", description));
        }
        if let Some(state) = &self.state {
            fields.push(("state", state.as_str()));
        }
        fields
    }
}

impl fmt::Debug for RefusedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefusedRequest")
            .field("code", &self.rule.code)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for RefusedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = self.error.description.as_deref().unwrap_or_default();
        write!(f, "{message} ({}, {})", self.rule.code, self.rule.clause)
    }
}

impl core::error::Error for RefusedRequest {}
