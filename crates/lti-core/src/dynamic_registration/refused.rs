//! What a platform says when it does not register a tool.

use edu_json::{RawJson, json_object, json_open_enum, json_wire};
use edu_types::{Limits, open_enum};

use super::rules;

json_object! {
    /// Why a platform does not register a tool, in its own words.
    ///
    /// The standard's form has a code and a sentence; Canvas has a list. Text for developers: show
    /// it as text only.
    ///
    /// ```
    /// use edu_types::{Limits, Profile};
    /// use lti_core::dynamic_registration::RegistrationRefused;
    ///
    /// let said = |text: &str| {
    ///     let limits = Limits::DEFAULT;
    ///     RegistrationRefused::from_slice(text.as_bytes(), &Profile::lenient(), &limits)
    ///         .map(|checked| checked.value.description())
    /// };
    /// let standard = said(r#"{"error":"invalid_redirect_uri","error_description":"no https"}"#)?;
    /// assert_eq!(standard, "invalid_redirect_uri: no https");
    /// let canvas = said(r#"{"errors":[{"field":"domain","message":"is missing"},"and more"]}"#)?;
    /// assert_eq!(canvas, "domain: is missing; and more");
    /// # Ok::<(), edu_json::Refused>(())
    /// ```
    ///
    /// Spec: Dynamic Registration 1.0, §3.6; RFC 7591, §3.2.2.
    pub struct RegistrationRefused {
        informative {
            /// What is wrong.
            error: RegistrationErrorCode = "error",
            /// The same in a sentence.
            error_description: String = "error_description",
        }
        list {
            /// All that is wrong, as Canvas says it.
            errors: RawJson = "errors",
        }
    }
}
json_wire!(RegistrationRefused, &rules::MEMBER_RULES);

open_enum! {
    /// What is wrong with a registration.
    ///
    /// Spec: RFC 7591, §3.2.2; RFC 6750, §3.1.
    pub enum RegistrationErrorCode {
        /// A redirect URI is not allowed.
        InvalidRedirectUri = "invalid_redirect_uri",
        /// Anything else that the tool says of itself.
        InvalidClientMetadata = "invalid_client_metadata",
        /// The software statement is not valid.
        InvalidSoftwareStatement = "invalid_software_statement",
        /// The software statement is not one this platform takes.
        UnapprovedSoftwareStatement = "unapproved_software_statement",
        /// The token is missing, unknown, spent or expired.
        InvalidToken = "invalid_token",
        /// The request is none.
        InvalidRequest = "invalid_request",
        /// The platform failed.
        ServerError = "server_error",
    }
}
json_open_enum!(RegistrationErrorCode);

impl RegistrationRefused {
    /// Longest [`RegistrationRefused::description`], in characters.
    pub const MAX_CHARS: usize = 500;

    /// All of it as one line of text, cut where it is long.
    pub fn description(&self) -> String {
        let code = self.error.as_ref().map(|code| code.as_str().to_owned());
        let first = match (code, self.error_description.clone()) {
            (Some(code), Some(sentence)) => Some(format!("{code}: {sentence}")),
            (code, sentence) => code.or(sentence),
        };
        let all: Vec<String> = first
            .into_iter()
            .chain(self.errors.iter().filter_map(said))
            .collect();
        let printable = |character: &char| !character.is_control();
        let text = all.join("; ");
        text.chars()
            .filter(printable)
            .take(Self::MAX_CHARS)
            .collect()
    }
}

/// A text, or an object with a field and a message.
fn said(error: &RawJson) -> Option<String> {
    let tree = error.tree(&Limits::DEFAULT).ok()?;
    let root = tree.root();
    if let Some(text) = root.as_str() {
        return Some(text.to_owned());
    }
    let text = |name| root.get(name).and_then(edu_json::Node::as_str);
    match (text("field"), text("message")) {
        (Some(field), Some(message)) => Some(format!("{field}: {message}")),
        (None, Some(text)) | (Some(text), None) => Some(text.to_owned()),
        (None, None) => None,
    }
}
