//! Errors a platform reports instead of a message, and those ours reports.

use core::fmt;

use edu_http::Form;
use edu_types::open_enum;

use crate::State;

open_enum! {
    /// Why a platform does not answer an authentication request with a message.
    ///
    /// Spec: OpenID Connect Core 1.0, §3.1.2.6; RFC 6749, §4.1.2.1.
    pub enum OidcErrorCode {
        /// The request lacks a parameter or has a bad one.
        InvalidRequest = "invalid_request",
        /// The client may not ask this.
        UnauthorizedClient = "unauthorized_client",
        /// The person or the platform said no.
        AccessDenied = "access_denied",
        /// Anything but `id_token` was asked for.
        UnsupportedResponseType = "unsupported_response_type",
        /// The scope lacks `openid`.
        InvalidScope = "invalid_scope",
        /// The platform failed.
        ServerError = "server_error",
        /// The platform is overloaded.
        TemporarilyUnavailable = "temporarily_unavailable",
        /// The person is not signed in at the platform, or as somebody else.
        LoginRequired = "login_required",
        /// The platform would have to ask the person.
        InteractionRequired = "interaction_required",
        /// The platform would have to ask for consent.
        ConsentRequired = "consent_required",
        /// The platform would have to ask which account to use.
        AccountSelectionRequired = "account_selection_required",
        /// Canvas: the launch expired or was used before.
        LaunchNoLongerValid = "launch_no_longer_valid",
    }
}

/// An error in place of a message.
///
/// Nothing in it is signed: anybody can have a browser post one. Description and address come from
/// the other side: show them as text only. `Debug` leaves them and the state out.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OidcError {
    /// What went wrong.
    pub code: OidcErrorCode,
    /// Text for developers, at most [`OidcError::MAX_TEXT`] bytes of it.
    pub description: Option<String>,
    /// Address of a page about the error; never followed here.
    pub uri: Option<String>,
    /// The login it answers, unverified; `None` where the form names none that can be a state.
    pub state: Option<State>,
}

impl OidcError {
    /// Bytes kept of description and address.
    pub const MAX_TEXT: usize = 1024;

    /// An error with a code and nothing else.
    pub const fn new(code: OidcErrorCode) -> Self {
        Self {
            code,
            description: None,
            uri: None,
            state: None,
        }
    }

    /// Adds a text for developers.
    #[must_use]
    pub fn with_description(mut self, description: &str) -> Self {
        self.description = Some(shortened(description));
        self
    }

    /// The error in a posted form, where it has one.
    pub fn from_form(form: &Form) -> Option<Self> {
        let code = form.get("error")?;
        Some(Self {
            code: OidcErrorCode::from(shortened(code).as_str()),
            description: form.get("error_description").map(shortened),
            uri: form.get("error_uri").map(shortened),
            state: form.get("state").and_then(|state| State::new(state).ok()),
        })
    }
}

impl fmt::Debug for OidcError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = if self.code.is_known() {
            self.code.as_str()
        } else {
            "unknown"
        };
        f.debug_struct("OidcError")
            .field("code", &code)
            .finish_non_exhaustive()
    }
}

fn shortened(text: &str) -> String {
    let mut kept = String::new();
    for character in text.chars() {
        if kept.len().saturating_add(character.len_utf8()) > OidcError::MAX_TEXT {
            break;
        }
        kept.push(character);
    }
    kept
}
