//! What a client posts to a token endpoint.

use bytes::Bytes;
use edu_types::{HttpUrl, Secret};
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderValue, Request};

use super::{TokenError, TokenErrorCode};
use crate::{BuildError, Form, Scopes, encode_pairs};

const GRANT_TYPE: &str = "client_credentials";
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A request for an access token, by a client that signs who it is (`private_key_jwt`).
///
/// Whether the assertion holds is not known here. `Debug` does not show it: until it is used or
/// expires, whoever has it may ask for a token.
///
/// Spec: RFC 6749, §4.4.2; RFC 7523, §2.2.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenRequest {
    /// The signed text by which the client says who it is.
    pub assertion: Secret<String>,
    /// What is asked for; empty where the client leaves that to the server.
    pub scopes: Scopes,
    /// The client as it names itself beside the assertion; none is needed.
    pub client_id: Option<String>,
}

impl TokenRequest {
    /// A request for `scopes`.
    pub fn new(assertion: impl Into<String>, scopes: Scopes) -> Self {
        Self {
            assertion: Secret::new(assertion.into()),
            scopes,
            client_id: None,
        }
    }

    /// Writes the form.
    pub fn to_body(&self) -> String {
        let scopes = self.scopes.to_string();
        let mut fields = vec![
            ("grant_type", GRANT_TYPE),
            ("client_assertion_type", ASSERTION_TYPE),
            ("client_assertion", self.assertion.expose().as_str()),
        ];
        if !scopes.is_empty() {
            fields.push(("scope", &scopes));
        }
        if let Some(client) = &self.client_id {
            fields.push(("client_id", client));
        }
        encode_pairs(fields)
    }

    /// Writes the request to the token endpoint.
    ///
    /// # Errors
    ///
    /// [`BuildError`] when HTTP cannot carry the address.
    pub fn to_http(&self, endpoint: &HttpUrl) -> Result<Request<Bytes>, BuildError> {
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        Request::post(endpoint.as_str())
            .header(CONTENT_TYPE, form)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .body(Bytes::from(self.to_body()))
            .map_err(|_| BuildError::Request)
    }

    /// Reads the form; unknown fields are ignored.
    ///
    /// # Errors
    ///
    /// [`TokenError`] to answer with: another grant, another way for the client to say who it
    /// is, two ways at once, or scopes that are none.
    pub fn from_form(form: &Form) -> Result<Self, TokenError> {
        use TokenErrorCode::{InvalidClient, InvalidRequest, InvalidScope, UnsupportedGrantType};

        let refuse = |code, message: &str| Err(TokenError::because(code, message));
        match form.get("grant_type") {
            Some(GRANT_TYPE) => {}
            Some(_) => return refuse(UnsupportedGrantType, "grant_type is not client_credentials"),
            None => return refuse(InvalidRequest, "grant_type is missing"),
        }
        if form.get("client_secret").is_some() {
            return refuse(InvalidRequest, "client_secret is not taken");
        }
        match form.get("client_assertion_type") {
            Some(ASSERTION_TYPE) => {}
            Some(_) => return refuse(InvalidClient, "client_assertion_type is not jwt-bearer"),
            None => return refuse(InvalidClient, "client_assertion_type is missing"),
        }
        let assertion = form.get("client_assertion").unwrap_or_default();
        if assertion.is_empty() {
            return refuse(InvalidClient, "client_assertion is missing");
        }
        let scopes = Scopes::parse(form.get("scope").unwrap_or_default());
        let scopes =
            scopes.map_err(|error| TokenError::because(InvalidScope, &error.to_string()))?;
        Ok(Self {
            assertion: Secret::new(assertion.to_owned()),
            scopes,
            client_id: form.get("client_id").map(str::to_owned),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FormLimits;

    const GOOD: &str = "grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams\
        %3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=a.b.c&scope=x+y";

    fn read(body: &str) -> Result<TokenRequest, TokenError> {
        TokenRequest::from_form(&Form::parse(body.as_bytes(), &FormLimits::DEFAULT).unwrap())
    }

    #[test]
    fn a_request_with_one_thing_changed_is_refused_with_the_code_for_it() {
        for (from, to, code) in [
            ("client_credentials", "password", "unsupported_grant_type"),
            (
                "client_credentials",
                "Client_Credentials",
                "unsupported_grant_type",
            ),
            ("grant_type=client_credentials&", "", "invalid_request"),
            ("&scope=", "&client_secret=z&scope=", "invalid_request"),
            ("jwt-bearer", "saml2-bearer", "invalid_client"),
            (
                "client_assertion_type=",
                "client_assertion_kind=",
                "invalid_client",
            ),
            (
                "client_assertion=a.b.c",
                "client_assertion=",
                "invalid_client",
            ),
            (
                "client_assertion=a.b.c",
                "assertion=a.b.c",
                "invalid_client",
            ),
            ("scope=x+y", "scope=x++y", "invalid_scope"),
            ("scope=x+y", "scope=%22", "invalid_scope"),
        ] {
            let body = GOOD.replace(from, to);
            assert_ne!(body, GOOD);
            assert_eq!(read(&body).unwrap_err().code.as_str(), code, "{to}");
        }
    }

    #[test]
    fn fields_of_others_are_ignored_and_the_client_may_name_itself() {
        let request = read(&format!("{GOOD}&client_id=tool-1&resource=z")).unwrap();
        assert_eq!(request.client_id.as_deref(), Some("tool-1"));
        assert_eq!(request.scopes.to_string(), "x y");
        assert_eq!(request.assertion.expose(), "a.b.c");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut request = TokenRequest::new("a.b.c", Scopes::parse("y x").unwrap());
        assert_eq!(read(&request.to_body()), Ok(request.clone()));
        request.client_id = Some("tool 1&scope=z".to_owned());
        assert_eq!(read(&request.to_body()), Ok(request));
        let nothing = TokenRequest::new("a.b.c", Scopes::none());
        assert_eq!(read(&nothing.to_body()), Ok(nothing));
    }

    #[test]
    fn a_request_is_posted_as_a_form() {
        let endpoint = HttpUrl::parse("https://lms.example/token?tenant=7").unwrap();
        let sent = TokenRequest::new("a.b.c", Scopes::none())
            .to_http(&endpoint)
            .unwrap();
        assert_eq!(sent.method(), http::Method::POST);
        assert_eq!(sent.uri(), "https://lms.example/token?tenant=7");
        assert!(crate::is_form(sent.headers()));
    }

    #[test]
    fn debug_does_not_show_the_assertion() {
        let request = TokenRequest::new("hunter2", Scopes::none());
        assert!(!format!("{request:?}").contains("hunter2"));
    }
}
