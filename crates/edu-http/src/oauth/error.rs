//! What a token endpoint says where it gives no token.

use core::fmt;

use edu_json::{ToJson as _, json_object, json_open_enum, json_wire};
use edu_types::open_enum;
use http::StatusCode;

use super::rules::RULES;
use crate::Reply;

open_enum! {
    /// Why no token is given.
    ///
    /// Spec: RFC 6749, §5.2.
    pub enum TokenErrorCode {
        /// The request lacks a field, has one twice, or is otherwise malformed.
        InvalidRequest = "invalid_request",
        /// The client is unknown, or did not prove who it is.
        InvalidClient = "invalid_client",
        /// What the client hands in for a token is not valid.
        InvalidGrant = "invalid_grant",
        /// The client may not ask in this way.
        UnauthorizedClient = "unauthorized_client",
        /// The server does not know this way of asking.
        UnsupportedGrantType = "unsupported_grant_type",
        /// The scope is unknown, malformed, or more than the client may have.
        InvalidScope = "invalid_scope",
        /// The server cannot answer right now; borrowed from the authorization endpoint, §4.1.2.1.
        TemporarilyUnavailable = "temporarily_unavailable",
    }
}
json_open_enum!(TokenErrorCode);

json_object! {
    /// A refusal as the token endpoint writes it.
    ///
    /// Displays code and description; a description that came from outside is for a log only.
    ///
    /// Spec: RFC 6749, §5.2.
    #[derive(Eq)]
    pub struct TokenError {
        required {
            /// Why, for programs.
            code: TokenErrorCode = "error",
        }
        optional {
            /// Why, for developers.
            description: String = "error_description",
            /// A page about it.
            uri: String = "error_uri",
        }
    }
}
json_wire!(TokenError, &RULES);

impl TokenError {
    /// Longest description that [`fmt::Display`] shows, in characters.
    const SHOWN: usize = 256;

    /// A refusal with its reason. Characters that the standard does not allow become spaces.
    pub fn because(code: TokenErrorCode, description: &str) -> Self {
        let allowed = |c: char| matches!(c, ' '..='~') && !matches!(c, '"' | '\\');
        let plain = |c: char| if allowed(c) { c } else { ' ' };
        let mut error = Self::new(code);
        error.description = Some(description.chars().map(plain).collect());
        error
    }

    /// The status of the response that tells it.
    pub const fn status(&self) -> StatusCode {
        if matches!(self.code, TokenErrorCode::InvalidClient) {
            StatusCode::UNAUTHORIZED
        } else if matches!(self.code, TokenErrorCode::TemporarilyUnavailable) {
            StatusCode::SERVICE_UNAVAILABLE
        } else {
            StatusCode::BAD_REQUEST
        }
    }

    /// The response, with [`TokenError::status`].
    pub fn to_reply(&self) -> Reply {
        Reply::json(self.status(), self.to_json_string())
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.as_str())?;
        let Some(description) = &self.description else {
            return Ok(());
        };
        f.write_str(": ")?;
        description
            .chars()
            .filter(|c| !c.is_control())
            .take(Self::SHOWN)
            .try_for_each(|c| fmt::Write::write_char(f, c))
    }
}

impl core::error::Error for TokenError {}

#[cfg(test)]
mod tests {
    use super::*;
    use edu_types::{Limits, Profile};

    #[test]
    fn a_description_holds_only_what_the_standard_allows() {
        let error = TokenError::because(TokenErrorCode::InvalidScope, "a \"b\" \\ é\r\nX: c");
        assert_eq!(error.description.as_deref(), Some("a  b       X: c"));
    }

    #[test]
    fn codes_of_others_are_kept() {
        let text = r#"{"error":"slow_down","error_description":"later","retry":5}"#;
        let read = TokenError::from_slice(text.as_bytes(), &Profile::strict(), &Limits::DEFAULT);
        let error = read.unwrap().value;
        assert!(!error.code.is_known());
        assert_eq!(error.to_string(), "slow_down: later");
        assert_eq!(error.status(), StatusCode::BAD_REQUEST);
        assert_eq!(error.to_json_string(), text);
    }

    #[test]
    fn a_refusal_without_a_code_is_none() {
        assert!(serde_json::from_str::<TokenError>(r#"{"error_description":"x"}"#).is_err());
        assert!(serde_json::from_str::<TokenError>(r#"{"error":1}"#).is_err());
    }

    #[test]
    fn a_long_description_is_cut_where_it_is_shown() {
        let mut error = TokenError::new(TokenErrorCode::InvalidClient);
        error.description = Some("\n".to_owned() + &"x".repeat(5000));
        assert_eq!(
            error.to_string().len(),
            "invalid_client: ".len() + TokenError::SHOWN
        );
    }

    #[test]
    fn only_the_client_and_the_server_have_a_status_of_their_own() {
        for code in TokenErrorCode::KNOWN {
            let expected = match code.as_str() {
                "invalid_client" => 401,
                "temporarily_unavailable" => 503,
                _ => 400,
            };
            assert_eq!(TokenError::new(code.clone()).status(), expected);
        }
    }
}
