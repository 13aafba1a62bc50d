//! Why a tool is not registered, as the tool finds out.

use core::fmt;

use edu_http::Reply;
use edu_types::{Place, Rule};
use http::StatusCode;

use super::{RegistrationRefused, rules};
use crate::headline::Headline;
use crate::page::refusal_page;

/// Why a tool's registration ends before it is one.
///
/// Displays what was found, with code and clause; quotes neither token nor address.
#[derive(Clone, Debug, PartialEq)]
pub struct DynamicRegistrationError(Box<Failure>);

#[derive(Clone, Debug, PartialEq)]
struct Failure {
    headline: Headline,
    said: Option<RegistrationRefused>,
}

impl DynamicRegistrationError {
    pub(super) fn new(rule: &Rule, message: impl Into<String>) -> Self {
        Self(Box::new(Failure {
            headline: Headline::new(rule, Place::unknown(), message),
            said: None,
        }))
    }

    pub(super) fn said(status: StatusCode, said: Option<RegistrationRefused>) -> Self {
        let message = format!("platform answered {status}, 200 or 201 is a registration");
        let mut failure = Self::new(&rules::REFUSED, message);
        failure.0.said = said;
        failure
    }

    /// The stable code of the rule broken, such as `lti.registration.issuer`.
    pub fn code(&self) -> &'static str {
        self.0.headline.code()
    }

    /// Where that rule stands.
    pub fn clause(&self) -> &'static str {
        self.0.headline.clause()
    }

    /// What the platform says is wrong, where it refused.
    pub fn refused(&self) -> Option<&RegistrationRefused> {
        self.0.said.as_ref()
    }

    /// The page for the administrator who wanted to register the tool.
    pub fn page(&self) -> Reply {
        let sentence = "The platform and this tool could not agree. Nothing was registered.";
        let title = "The tool was not registered";
        refusal_page(StatusCode::BAD_REQUEST, title, sentence, self.code())
    }
}

impl fmt::Display for DynamicRegistrationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.headline.fmt(f)
    }
}

impl core::error::Error for DynamicRegistrationError {}
