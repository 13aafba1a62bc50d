//! The token that a token endpoint gives.

use core::time::Duration;

use bytes::Bytes;
use edu_json::{FromJson, JsonWriter, Kind, Node, Reader, ToJson, json_id, json_object, json_wire};
use edu_types::{Limits, Profile, string_id};
use http::header::{HeaderName, PRAGMA};
use http::{HeaderValue, Response, StatusCode};

use super::TokenError;
use super::rules::{LOOSE, RULES};
use crate::{Reply, ReplyUnreadable, Scopes};

string_id! {
    /// A token that lets its holder call; nobody but its maker reads it.
    ///
    /// Spec: RFC 6749, §1.4.
    pub struct AccessToken("access token", max 16384, ascii, secret);
}
json_id!(AccessToken);

impl AccessToken {
    /// The value of the `Authorization` header, which loggers are told not to show.
    ///
    /// `None` for a token that no header can hold.
    ///
    /// Spec: RFC 6750, §2.1.
    pub fn to_header_value(&self) -> Option<HeaderValue> {
        let mut value = HeaderValue::try_from(format!("Bearer {}", self.as_str())).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

/// How a token is used.
///
/// Spec: RFC 6749, §7.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenType {
    /// Whoever has it may use it. Read in any case of letters.
    Bearer,
}

impl FromJson for TokenType {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        if reader.text(node)?.eq_ignore_ascii_case("bearer") {
            return Some(Self::Bearer);
        }
        reader.not_allowed(node, "token type is another than Bearer")
    }
}

impl ToJson for TokenType {
    fn to_json(&self, writer: &mut JsonWriter) {
        match self {
            Self::Bearer => writer.string("Bearer"),
        }
    }
}

/// How long a token is good for, in whole seconds.
///
/// A number in quotes is read with a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExpiresIn(u32);

impl ExpiresIn {
    /// So many seconds; more than 136 years become that.
    pub fn new(life: Duration) -> Self {
        Self(u32::try_from(life.as_secs()).unwrap_or(u32::MAX))
    }

    /// The time.
    pub const fn duration(self) -> Duration {
        Duration::from_secs(self.0 as u64)
    }
}

impl FromJson for ExpiresIn {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let digits = match node.as_str() {
            Some(text) if node.kind() == Kind::String => {
                reader.note(&LOOSE, node, "number of seconds is written as a string");
                text
            }
            Some(_) | None => {
                reader.expect(node, Kind::Number)?;
                node.raw()
            }
        };
        match digits.parse::<u64>() {
            Ok(seconds) => Some(Self::new(Duration::from_secs(seconds))),
            Err(_) => reader.not_allowed(node, "life of the token is not a whole number"),
        }
    }
}

impl ToJson for ExpiresIn {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.integer(i64::from(self.0));
    }
}

impl FromJson for Scopes {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        match Self::parse(reader.text(node)?) {
            Ok(scopes) => Some(scopes),
            Err(error) => reader.not_allowed(node, error.to_string()),
        }
    }
}

impl ToJson for Scopes {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(&self.to_string());
    }
}

json_object! {
    /// A token, as the token endpoint gives it.
    ///
    /// Spec: RFC 6749, §5.1.
    pub struct TokenReply {
        required {
            /// The token.
            access_token: AccessToken = "access_token",
            /// How it is used.
            token_type: TokenType = "token_type",
        }
        optional {
            /// How long it is good for, from now on.
            expires_in: ExpiresIn = "expires_in",
            /// What it is good for; absent where that is what was asked for.
            scopes: Scopes = "scope",
        }
    }
}
json_wire!(TokenReply, &RULES);

impl TokenReply {
    /// Most bytes of a reply that are read.
    pub const MAX_BYTES: usize = 64 * 1024;

    /// What the token is good for, where `asked` was asked for.
    pub fn granted<'s>(&'s self, asked: &'s Scopes) -> &'s Scopes {
        self.scopes.as_ref().unwrap_or(asked)
    }

    /// The response.
    pub fn to_reply(&self) -> Reply {
        // Proxies of old know nothing else; RFC 6749 asks for it.
        let no_cache = HeaderValue::from_static("no-cache");
        let pragma: HeaderName = PRAGMA;
        Reply::json(StatusCode::OK, self.to_json_string()).with_header(pragma, no_cache)
    }

    /// Reads the response of a token endpoint.
    ///
    /// The media type is not judged: some platforms name none or another.
    ///
    /// # Errors
    ///
    /// [`TokenUnavailable`]: the endpoint refuses, or says nothing that can be read.
    pub fn from_http(response: &Response<Bytes>) -> Result<Self, TokenUnavailable> {
        let limits = Limits::DEFAULT.with_bytes(Self::MAX_BYTES).with_depth(8);
        let (status, body) = (response.status(), response.body());
        let unreadable = |reason| Err(ReplyUnreadable::new(response, reason).into());
        if status == StatusCode::OK {
            return match Self::from_slice(body, &Profile::strict(), &limits) {
                Ok(checked) => Ok(checked.value),
                Err(_) => unreadable("response holds no access token as RFC 6749 writes one"),
            };
        }
        if !status.is_client_error() && !status.is_server_error() {
            return unreadable("response is neither a token nor an error");
        }
        match TokenError::from_slice(body, &Profile::strict(), &limits) {
            Ok(checked) => Err(TokenUnavailable::Refused {
                status,
                error: Box::new(checked.value),
            }),
            Err(_) => unreadable("response is an error of another form than RFC 6749's"),
        }
    }
}

/// Why a token endpoint gave no token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenUnavailable {
    /// It refuses.
    #[error("token endpoint refuses with {error} (status {status})")]
    Refused {
        /// Status of the response.
        status: StatusCode,
        /// Why.
        error: Box<TokenError>,
    },
    /// It says nothing that can be read.
    #[error("token endpoint cannot be understood: {0}")]
    Unreadable(#[from] ReplyUnreadable),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(status: u16, body: &'static str) -> Result<TokenReply, TokenUnavailable> {
        let mut response = Response::new(Bytes::from_static(body.as_bytes()));
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        TokenReply::from_http(&response)
    }

    #[test]
    fn replies_that_hold_no_usable_token_are_refused() {
        for body in [
            "",
            "[]",
            "{}",
            r#"{"token_type":"Bearer"}"#,
            r#"{"access_token":"t"}"#,
            r#"{"access_token":"","token_type":"Bearer"}"#,
            r#"{"access_token":"t\n","token_type":"Bearer"}"#,
            r#"{"access_token":"é","token_type":"Bearer"}"#,
            r#"{"access_token":"t","token_type":"mac"}"#,
            r#"{"access_token":"t","token_type":"Bearer","expires_in":-1}"#,
            r#"{"access_token":"t","token_type":"Bearer","expires_in":1.5}"#,
            r#"{"access_token":"t","token_type":"Bearer","expires_in":"soon"}"#,
            r#"{"access_token":"t","token_type":"Bearer","scope":"a  b"}"#,
            r#"{"access_token":"t","access_token":"u","token_type":"Bearer"}"#,
        ] {
            let refused = read(200, body).unwrap_err();
            assert!(matches!(refused, TokenUnavailable::Unreadable(_)), "{body}");
        }
    }

    #[test]
    fn an_error_is_read_whatever_its_status() {
        for status in [400, 401, 403, 500, 503] {
            let refused = read(status, r#"{"error":"invalid_client"}"#).unwrap_err();
            let shown = format!("token endpoint refuses with invalid_client (status {status}");
            assert!(refused.to_string().starts_with(&shown), "{refused}");
        }
    }

    #[test]
    fn pages_and_redirects_are_no_reply() {
        for (status, body) in [(302, "{}"), (404, "<h1>"), (204, ""), (201, "{}")] {
            let refused = read(status, body).unwrap_err();
            assert!(
                matches!(refused, TokenUnavailable::Unreadable(_)),
                "{status}"
            );
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut reply = TokenReply::new(AccessToken::new("t.o-k").unwrap(), TokenType::Bearer);
        reply.expires_in = Some(ExpiresIn::new(Duration::from_secs(3600)));
        reply.scopes = Some(Scopes::parse("b a").unwrap());
        let response = reply.to_reply().into_response();
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert_eq!(response.headers()["pragma"], "no-cache");
        let body = pollster::block_on(crate::collect(response.into_body(), 1000)).unwrap();
        let text =
            r#"{"access_token":"t.o-k","token_type":"Bearer","expires_in":3600,"scope":"a b"}"#;
        assert_eq!(body, text);
        assert_eq!(TokenReply::from_http(&Response::new(body)), Ok(reply));
    }

    #[test]
    fn a_type_in_any_case_and_a_life_in_quotes_are_read() {
        let reply = read(
            200,
            r#"{"access_token":"t","token_type":"bEARER","expires_in":"60"}"#,
        );
        let reply = reply.unwrap();
        assert_eq!(
            reply.expires_in.map(ExpiresIn::duration),
            Some(Duration::from_secs(60))
        );
        let asked = Scopes::parse("a").unwrap();
        assert_eq!(reply.granted(&asked), &asked);
    }

    #[test]
    fn debug_and_errors_do_not_show_the_token() {
        let body = r#"{"access_token":"hunter2","token_type":"Bearer"}"#;
        let reply = read(200, body).unwrap();
        let header = reply.access_token.to_header_value().unwrap();
        assert_eq!(header, "Bearer hunter2");
        let body = r#"{"access_token":"hunter2","token_type":"mac"}"#;
        let refused = read(200, body).unwrap_err();
        for shown in [
            format!("{reply:?} {header:?}"),
            format!("{refused:?} {refused}"),
        ] {
            assert!(!shown.contains("hunter2"), "{shown}");
        }
    }
}
