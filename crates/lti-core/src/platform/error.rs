//! Refusals that stay at the platform, because nobody is known who may be sent them.

use core::fmt;

use edu_types::{Place, Report, Rule};
use http::StatusCode;

use super::rules;
use crate::BackendError;
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
            NoFields::MediaType => {
                let mut refused = Self::new(&rules::FORM, NoFields::MEDIA_TYPE);
                refused.0.other_media_type = true;
                refused
            }
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
        if self.0.other_media_type {
            StatusCode::UNSUPPORTED_MEDIA_TYPE
        } else if self.is(&rules::METHOD) {
            StatusCode::METHOD_NOT_ALLOWED
        } else if self.is(&rules::BACKEND) {
            StatusCode::SERVICE_UNAVAILABLE
        } else if self.is(&rules::SETTING) {
            StatusCode::INTERNAL_SERVER_ERROR
        } else if self.is(&rules::SESSION) || self.is(&rules::DEPLOYMENT) {
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
        if headline.is(&rules::SESSION) {
            Self::SignIn
        } else if headline.is(&rules::BACKEND) {
            Self::Wait
        } else if any(&[
            &rules::LOGIN_HINT,
            &rules::HINT_UNKNOWN,
            &rules::HINT_USED,
            &rules::HINT_EXPIRED,
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
