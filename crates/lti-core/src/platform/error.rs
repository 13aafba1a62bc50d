//! Refusals that stay at the platform, because nobody is known who may be sent them.

use core::fmt;

use edu_types::{Place, Report, Rule};
use http::StatusCode;

use super::rules;
use crate::BackendError;
use crate::deep_linking::rules as deep_linking;
use crate::fields::NoFields;
use crate::headline::Headline;

/// Why a message is not started, or a request for one is not answered at all.
///
/// Displays what was found, with code and clause; quotes no token, hint, address or person. Show
/// people [`PlatformError::public_sentence`] and the code. Every response of
/// [`LtiPlatform`](crate::LtiPlatform) that refuses so carries this error among its extensions;
/// the 404 of an unknown address is no such refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlatformError(Box<Refusal>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Refusal {
    headline: Headline,
    other_media_type: bool,
}

impl PlatformError {
    pub(crate) fn new(rule: &Rule, message: impl Into<String>) -> Self {
        Self(Box::new(Refusal {
            headline: Headline::new(rule, Place::unknown(), message),
            other_media_type: false,
        }))
    }

    /// A report with at least one error; where there is none, `otherwise` is what was broken.
    pub(crate) fn from_report(report: Report, otherwise: &Rule) -> Self {
        Self(Box::new(Refusal {
            headline: Headline::of(report, otherwise),
            other_media_type: false,
        }))
    }

    pub(crate) fn no_selection_session() -> Self {
        let message = "nobody is signed in, a request for content is bound to a session";
        Self::new(&deep_linking::SESSION, message)
    }

    /// What was posted is no answer to a request for content.
    pub(crate) fn no_answer(found: NoFields) -> Self {
        match found {
            NoFields::Method => {
                let message = "the address of answers takes POST";
                Self::new(&deep_linking::METHOD, message)
            }
            NoFields::MediaType => Self::other_media_type(&deep_linking::FORM),
            NoFields::Form(why) => Self::new(&deep_linking::FORM, why),
        }
    }

    fn other_media_type(rule: &Rule) -> Self {
        let mut refused = Self::new(rule, NoFields::MEDIA_TYPE);
        refused.0.other_media_type = true;
        refused
    }

    #[expect(clippy::needless_pass_by_value, reason = "for map_err")]
    pub(crate) fn backend(error: BackendError) -> Self {
        Self::new(&rules::BACKEND, error.to_string())
    }

    pub(crate) fn no_entropy() -> Self {
        Self::new(&rules::SETTING, "no randomness left for this call")
    }

    pub(super) fn no_fields(found: NoFields) -> Self {
        match found {
            NoFields::Method => {
                let message = "the authorization endpoint takes GET and POST";
                Self::new(&rules::METHOD, message)
            }
            NoFields::MediaType => Self::other_media_type(&rules::FORM),
            NoFields::Form(why) => Self::new(&rules::FORM, why),
        }
    }

    /// The stable code of the first rule broken, such as `lti.request.redirect`.
    pub fn code(&self) -> &'static str {
        self.0.headline.code()
    }

    /// Where that rule stands.
    pub fn clause(&self) -> &'static str {
        self.0.headline.clause()
    }

    /// One sentence for the person who clicked; says nothing that helps an attacker.
    pub fn public_sentence(&self) -> &'static str {
        Remedy::of(&self.0.headline).public_sentence()
    }

    /// Whether opening the link again may help.
    pub fn is_retryable(&self) -> bool {
        Remedy::of(&self.0.headline) != Remedy::SetUp
    }

    /// The status of the page that tells it.
    pub fn status(&self) -> StatusCode {
        let any = |rules: &[&Rule]| rules.iter().any(|rule| self.is(rule));
        if self.0.other_media_type {
            StatusCode::UNSUPPORTED_MEDIA_TYPE
        } else if any(&[&rules::METHOD, &deep_linking::METHOD]) {
            StatusCode::METHOD_NOT_ALLOWED
        } else if any(&[&rules::BACKEND, &deep_linking::BACKEND]) {
            StatusCode::SERVICE_UNAVAILABLE
        } else if any(&[&rules::SETTING, &deep_linking::SETTING]) {
            StatusCode::INTERNAL_SERVER_ERROR
        } else if any(&[
            &rules::SESSION,
            &rules::DEPLOYMENT,
            &deep_linking::SESSION,
            &deep_linking::DEPLOYMENT,
        ]) {
            StatusCode::FORBIDDEN
        } else {
            StatusCode::BAD_REQUEST
        }
    }

    /// Every finding.
    pub fn report(&self) -> &Report {
        self.0.headline.report()
    }

    pub(crate) fn is(&self, rule: &Rule) -> bool {
        self.0.headline.is(rule)
    }
}

impl fmt::Display for PlatformError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.headline.fmt(f)
    }
}

impl core::error::Error for PlatformError {}

/// What the person who clicked can do about a refusal of the platform.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Remedy {
    /// Sign in.
    SignIn,
    /// Open the link again.
    Again,
    /// Wait; the host's store failed.
    Wait,
    /// Nothing: tool and platform do not fit each other.
    SetUp,
}

impl Remedy {
    pub(super) fn of(headline: &Headline) -> Self {
        let any = |rules: &[&Rule]| rules.iter().any(|rule| headline.is(rule));
        if any(&[&rules::SESSION, &deep_linking::SESSION]) {
            Self::SignIn
        } else if any(&[&rules::BACKEND, &deep_linking::BACKEND]) {
            Self::Wait
        } else if any(&[
            &rules::LOGIN_HINT,
            &rules::HINT_UNKNOWN,
            &rules::HINT_USED,
            &rules::HINT_EXPIRED,
            &deep_linking::DATA_UNKNOWN,
            &deep_linking::DATA_USED,
            &deep_linking::DATA_EXPIRED,
        ]) {
            Self::Again
        } else {
            Self::SetUp
        }
    }

    pub(super) const fn public_sentence(self) -> &'static str {
        match self {
            Self::SignIn => "Please sign in, then open the link again.",
            Self::Again => {
                "This launch is out of date or was used before. \
                 Please go back to your course and open the link again."
            }
            Self::Wait => "This page cannot answer right now. Please try again in a moment.",
            Self::SetUp => {
                "This tool is not set up correctly for your learning platform. \
                 Please tell your administrator."
            }
        }
    }
}
