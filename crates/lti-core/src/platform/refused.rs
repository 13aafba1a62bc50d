//! Refusals that are posted to the tool.

use core::fmt;

use edu_types::{HttpUrl, Place, Report, Rule};

use super::error::Remedy;
use super::rules;
use crate::headline::Headline;
use crate::{OidcError, OidcErrorCode, State};

/// A request for a message that is refused; the tool is told so at its redirect URI.
///
/// The redirect URI is registered, else there would be a
/// [`PlatformError`](crate::PlatformError). Displays the first rule broken, with code and clause;
/// `Debug` shows neither address nor state. Every response of
/// [`LtiPlatform`](crate::LtiPlatform) that tells a tool so carries this error among its
/// extensions.
///
/// Spec: `OpenID` Connect Core 1.0, §3.1.2.6.
#[derive(Clone, PartialEq, Eq)]
pub struct RefusedRequest(Box<Refusal>);

#[derive(Clone, PartialEq, Eq)]
struct Refusal {
    redirect_uri: HttpUrl,
    error: OidcError,
    headline: Headline,
}

impl RefusedRequest {
    pub(super) fn new(
        redirect_uri: HttpUrl,
        state: Option<State>,
        rule: &Rule,
        code: OidcErrorCode,
        message: &str,
    ) -> Self {
        let headline = Headline::new(rule, Place::unknown(), message);
        Self::headed(redirect_uri, state, code, headline)
    }

    /// A report with at least one error; `code` belongs to its first.
    pub(super) fn from_report(
        redirect_uri: HttpUrl,
        state: Option<State>,
        code: OidcErrorCode,
        report: Report,
    ) -> Self {
        let headline = Headline::of(report, &rules::PARAMETER);
        Self::headed(redirect_uri, state, code, headline)
    }

    fn headed(
        redirect_uri: HttpUrl,
        state: Option<State>,
        code: OidcErrorCode,
        headline: Headline,
    ) -> Self {
        let mut error = OidcError::new(code).with_description(headline.message());
        error.state = state;
        Self(Box::new(Refusal {
            redirect_uri,
            error,
            headline,
        }))
    }

    /// Tells the tool less than the host.
    pub(super) fn telling(mut self, description: &str) -> Self {
        self.0.error = self.0.error.with_description(description);
        self
    }

    /// Where the tool is told.
    pub fn redirect_uri(&self) -> &HttpUrl {
        &self.0.redirect_uri
    }

    /// What the tool is told.
    pub fn error(&self) -> &OidcError {
        &self.0.error
    }

    /// The tool's name for its login, where the request had a readable one.
    pub fn state(&self) -> Option<&State> {
        self.0.error.state.as_ref()
    }

    /// The stable code of the first rule broken, such as `lti.request.hint_used`, for the log.
    pub fn code(&self) -> &'static str {
        self.0.headline.code()
    }

    /// Where that rule stands.
    pub fn clause(&self) -> &'static str {
        self.0.headline.clause()
    }

    /// One sentence for the person who clicked, for hosts that show a page of their own instead
    /// of telling the tool.
    pub fn public_sentence(&self) -> &'static str {
        Remedy::of(&self.0.headline).public_sentence()
    }

    /// Whether opening the link again may help.
    pub fn is_retryable(&self) -> bool {
        Remedy::of(&self.0.headline) != Remedy::SetUp
    }

    /// Every finding; the tool is told of the first only.
    pub fn report(&self) -> &Report {
        self.0.headline.report()
    }

    /// Names and values of the form to post.
    pub fn fields(&self) -> Vec<(&'static str, &str)> {
        let error = self.error();
        let mut fields = vec![("error", error.code.as_str())];
        if let Some(description) = &error.description {
            fields.push(("error_description", description));
        }
        if let Some(state) = self.state() {
            fields.push(("state", state.as_str()));
        }
        fields
    }
}

impl fmt::Debug for RefusedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefusedRequest")
            .field("code", &self.code())
            .field("error", self.error())
            .finish_non_exhaustive()
    }
}

impl fmt::Display for RefusedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.headline.fmt(f)
    }
}

impl core::error::Error for RefusedRequest {}
