//! Why a launch is refused, for developers, for support and for the person who clicked.

use core::fmt;

use edu_jose::JoseError;
use edu_json::{JsonError, Refused};
use edu_types::{Place, Report, Rule};
use http::StatusCode;

use crate::fields::NoFields;
use crate::headline::Headline;
use crate::{OidcError, rules};

/// The family a broken rule belongs to: who can mend it, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// The bytes have not the form of an LTI message.
    Malformed,
    /// An algorithm, token type, version or message type this tool does not take.
    Unsupported,
    /// The platform or client is not registered here, or not unambiguously.
    Unregistered,
    /// The signing key is unknown, ambiguous or too weak.
    Key,
    /// The signature does not fit.
    Signature,
    /// The token is too old, too new, or lives too long.
    Time,
    /// The token is meant for, or made by, somebody else.
    Audience,
    /// The login was not started here, in this browser, or was used before.
    State,
    /// The token answers another login.
    Nonce,
    /// The deployment is not known here.
    Deployment,
    /// A claim is missing or has a value that is not allowed.
    Claim,
    /// The platform reported an error of its own.
    Platform,
    /// The host's own settings or store are at fault.
    Host,
}

impl Fault {
    fn of(code: &str) -> Self {
        let mut words = code.split('.');
        match (words.next(), words.next()) {
            (Some("lti"), Some("unsupported")) | (Some("jose"), Some("alg")) => Self::Unsupported,
            (Some("lti"), Some("unregistered")) => Self::Unregistered,
            (Some("jose"), Some("key" | "kid")) => Self::Key,
            (Some("jose"), Some("signature")) => Self::Signature,
            (Some("lti"), Some("time")) => Self::Time,
            (Some("lti"), Some("audience" | "issuer")) => Self::Audience,
            (Some("lti"), Some("state")) => Self::State,
            (Some("lti"), Some("nonce")) => Self::Nonce,
            (Some("lti"), Some("deployment")) => Self::Deployment,
            (Some("lti"), Some("claim")) => Self::Claim,
            (Some("lti"), Some("platform")) => Self::Platform,
            (Some("lti"), Some("backend" | "policy")) => Self::Host,
            // What remains are faults of form: json.*, jose.* and lti.malformed.*.
            _ => Self::Malformed,
        }
    }

    /// One sentence for the person who clicked; says nothing that helps an attacker.
    pub const fn public_sentence(self) -> &'static str {
        match self {
            Self::Malformed | Self::Unsupported | Self::Claim => {
                "Your learning platform sent a message this tool cannot accept. \
                 Please tell your administrator."
            }
            Self::Unregistered | Self::Deployment => {
                "This tool is not set up for your learning platform yet. \
                 Please tell your administrator."
            }
            Self::Key | Self::Signature | Self::Audience | Self::Nonce => {
                "It could not be confirmed that this launch comes from your learning platform. \
                 Please go back to your course and open the link again."
            }
            Self::Time => {
                "This launch is out of date. Please go back to your course and open the link again."
            }
            Self::State => {
                "This launch was used before, took too long, or belongs to another browser. \
                 Please go back to your course and open the link again."
            }
            Self::Platform => {
                "Your learning platform could not start this tool. \
                 Please sign in there and open the link again."
            }
            Self::Host => "This tool cannot answer right now. Please try again in a moment.",
        }
    }
}

/// Why a launch is refused.
///
/// Displays the first error found, with code and clause; [`LaunchError::report`] holds every
/// finding. Neither quotes tokens, names, addresses or subjects. Show people
/// [`LaunchError::public_sentence`] and the code. Every response of [`LtiTool`](crate::LtiTool)
/// that refuses carries this error among its extensions.
#[derive(Clone, Debug, PartialEq)]
pub struct LaunchError(Box<Refusal>);

#[derive(Clone, Debug, PartialEq)]
struct Refusal {
    headline: Headline,
    platform: Option<OidcError>,
    key_may_be_new: bool,
    other_media_type: bool,
}

impl LaunchError {
    pub(crate) fn new(rule: &Rule, message: impl Into<String>) -> Self {
        Self::at(rule, Place::unknown(), message)
    }

    pub(crate) fn at(rule: &Rule, place: Place, message: impl Into<String>) -> Self {
        Self::headed(Headline::new(rule, place, message))
    }

    pub(crate) fn from_platform(error: OidcError) -> Self {
        let code = if error.code.is_known() {
            error.code.as_str()
        } else {
            "an unknown code"
        };
        let message = format!("the platform answered with {code}");
        let mut refused = Self::new(&rules::PLATFORM_ERROR, message);
        refused.0.platform = Some(error);
        refused
    }

    /// `methods` says which methods the address takes.
    pub(crate) fn no_fields(found: NoFields, methods: &'static str) -> Self {
        match found {
            NoFields::Method => Self::new(&rules::METHOD, methods),
            NoFields::MediaType => {
                let mut refused = Self::new(&rules::FORM, NoFields::MEDIA_TYPE);
                refused.0.other_media_type = true;
                refused
            }
            NoFields::Form(why) => Self::new(&rules::FORM, why),
        }
    }

    /// A report with at least one error; its first error becomes the headline.
    pub(crate) fn from_report(report: Report) -> Self {
        Self::headed(Headline::of(report, &rules::FORM))
    }

    fn headed(headline: Headline) -> Self {
        Self(Box::new(Refusal {
            headline,
            platform: None,
            key_may_be_new: false,
            other_media_type: false,
        }))
    }

    /// The stable code of the first rule broken, such as `lti.time.expired`.
    pub fn code(&self) -> &'static str {
        self.0.headline.code()
    }

    /// Where that rule stands.
    pub fn clause(&self) -> &'static str {
        self.0.headline.clause()
    }

    /// The family of the first rule broken.
    pub fn fault(&self) -> Fault {
        Fault::of(self.code())
    }

    /// One sentence for the person who clicked: that of the family, or one of the rule's own.
    pub fn public_sentence(&self) -> &'static str {
        if self.is(&rules::NO_COOKIE) || self.is(&rules::NO_STORAGE) {
            "Your browser did not keep this tool's cookie. \
             Please go back to your course and open the link in a new window."
        } else if self.is(&rules::SETTING) {
            "This tool is not set up correctly. Please tell its administrator."
        } else {
            self.fault().public_sentence()
        }
    }

    /// Whether opening the link again may help.
    pub fn is_retryable(&self) -> bool {
        let passes = matches!(
            self.fault(),
            Fault::Time | Fault::State | Fault::Nonce | Fault::Platform | Fault::Host
        );
        // A wrong setting stays wrong until somebody mends it, and so does a wrong address.
        let stays = self.is(&rules::SETTING) || self.is(&rules::OTHER_ADDRESS);
        passes && !stays || self.0.key_may_be_new
    }

    /// The status of the page that tells it.
    pub fn status(&self) -> StatusCode {
        if self.0.other_media_type {
            return StatusCode::UNSUPPORTED_MEDIA_TYPE;
        }
        match self.fault() {
            _ if self.is(&rules::METHOD) => StatusCode::METHOD_NOT_ALLOWED,
            Fault::Malformed | Fault::Unsupported | Fault::Claim => StatusCode::BAD_REQUEST,
            Fault::Host if self.is(&rules::SETTING) => StatusCode::INTERNAL_SERVER_ERROR,
            Fault::Host => StatusCode::SERVICE_UNAVAILABLE,
            Fault::Unregistered
            | Fault::Key
            | Fault::Signature
            | Fault::Time
            | Fault::Audience
            | Fault::State
            | Fault::Nonce
            | Fault::Deployment
            | Fault::Platform => StatusCode::FORBIDDEN,
        }
    }

    /// Every finding.
    pub fn report(&self) -> &Report {
        self.0.headline.report()
    }

    /// What the platform reported, where it reported an error.
    pub fn platform(&self) -> Option<&OidcError> {
        self.0.platform.as_ref()
    }

    pub(crate) fn is(&self, rule: &Rule) -> bool {
        self.0.headline.is(rule)
    }
}

impl fmt::Display for LaunchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.headline.fmt(f)
    }
}

impl core::error::Error for LaunchError {}

impl From<JoseError> for LaunchError {
    fn from(error: JoseError) -> Self {
        let mut refused = Self::new(error.rule(), error.to_string());
        // The key is not in the set: by the next launch the host may have newer keys.
        refused.0.key_may_be_new = error.is_retryable();
        refused
    }
}

impl From<JsonError> for LaunchError {
    fn from(error: JsonError) -> Self {
        Self::from_report(error.into_report())
    }
}

impl From<Refused> for LaunchError {
    fn from(refused: Refused) -> Self {
        Self::from_report(refused.into_report())
    }
}
