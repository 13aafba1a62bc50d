//! Access tokens by OAuth 2 client credentials, where the client signs who it is.
//!
//! ```text
//! client ──TokenRequest (form)──▶ token endpoint
//!        ◀──TokenReply or TokenError (JSON)──
//! TokenCache: when to use a token, and when somebody should ask for one
//! ```
//!
//! What the signed text says, the assertion, is the standard's own; here it is carried only.
//!
//! ```
//! use edu_http::{Form, FormLimits, Scopes, TokenErrorCode, TokenRequest};
//!
//! let scopes = Scopes::parse("https://purl.imsglobal.org/spec/lti-ags/scope/score")?;
//! let request = TokenRequest::new("e30.e30.c2ln", scopes);
//! let form = Form::parse(request.to_body().as_bytes(), &FormLimits::DEFAULT)?;
//! assert_eq!(TokenRequest::from_form(&form)?, request);
//!
//! let form = Form::parse(b"grant_type=password&username=ada", &FormLimits::DEFAULT)?;
//! let error = TokenRequest::from_form(&form).unwrap_err();
//! assert_eq!(error.code, TokenErrorCode::UnsupportedGrantType);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Spec: RFC 6749, §4.4 and §5; RFC 7521, §4.2; RFC 7523, §2.2.

mod cache;
mod error;
mod reply;
mod request;
mod rules;

pub use cache::{HeldToken, TokenCache, TokenKey, TokenLookup, TokenTicket};
pub use error::{TokenError, TokenErrorCode};
pub use reply::{AccessToken, ExpiresIn, TokenReply, TokenType, TokenUnavailable};
pub use request::TokenRequest;
