//! Access tokens for the services of a platform, both ends.
//!
//! ```text
//! tool ──ClientAssertion, signed──▶ TokenRequest ──▶ TokenService: UnverifiedAssertion
//!                                                    ─▶ CheckedAssertion ─▶ ProvenTool
//!      ◀──access token, signed by the platform──────
//! tool ──Authorization: Bearer────▶ edu_http::Bearer over PlatformTokens ─▶ the service
//! ```
//!
//! A tool signs who it is with its own key and asks for scopes; the platform answers with a token
//! of its own that is good for an hour. [`TokenService`] is the platform's token endpoint,
//! [`PlatformTokens`] lets in who comes with such a token. Which assertions were used is kept in
//! an [`Assertions`] store.
//!
//! ```
//! use std::sync::Arc;
//! use edu_http::{Entropy, Moment, Mount, Scopes, TokenRequest};
//! use edu_jose::{Algorithm, Jwk, KeySet};
//! use edu_jose_aws_lc::AwsLcSigner;
//! use edu_jose_ring::Ring;
//! use edu_types::{HttpUrl, Timestamp};
//! use lti_core::{
//!     ClientAssertion, ClientId, Issuer, MemoryAssertions, MemoryPlatform, NoToolKeys,
//!     Registration, TokenParts, TokenService, TokenSettings, ToolRegistration, scope,
//! };
//!
//! # pollster::block_on(async {
//! let (tool_key, platform_key) =
//!     (AwsLcSigner::generate(Algorithm::Rs256)?, AwsLcSigner::generate(Algorithm::Rs256)?);
//! let url = HttpUrl::parse;
//! let now = Timestamp::from_unix_seconds(1_700_000_000);
//! let fresh = || Moment::new(now.clone(), Entropy::new([7; Entropy::BYTES]));
//!
//! // The platform knows the tool, its key, and what it may be granted.
//! let tools = MemoryPlatform::new();
//! tools.register(
//!     ToolRegistration::new(
//!         ClientId::new("tool-1")?, url("https://tool.example/login")?, url("https://tool.example/launch")?,
//!     )?
//!     .with_keys(KeySet::from_keys([Jwk::of_signer(&tool_key)]))
//!     .with_scopes(Scopes::parse(scope::SCORE)?),
//! );
//! let settings = TokenSettings::new(Issuer::new("https://lms.example")?, "https://lms.example/api");
//! let service = TokenService::new(
//!     TokenParts::new(Arc::new(tools), NoToolKeys, MemoryAssertions::new()),
//!     Ring, platform_key, settings, Mount::new("https://lms.example/token", "/token")?,
//! );
//!
//! // The tool knows the platform and where it asks for tokens.
//! let registration = Registration::new(
//!     Issuer::new("https://lms.example")?, ClientId::new("tool-1")?,
//!     url("https://lms.example/auth")?, url("https://tool.example/launch")?,
//! )?
//! .with_token_endpoint(url("https://lms.example/token")?)?;
//! let assertion = ClientAssertion::new_for(&registration, &mut fresh().entropy, &now)?;
//! let signed = assertion.sign(&tool_key)?;
//! let asked = TokenRequest::new(signed, Scopes::parse(scope::SCORE)?);
//!
//! let reply = service.answer(&asked, fresh()).await?;
//! assert!(reply.granted(&asked.scopes).contains(scope::SCORE));
//!
//! // The same assertion again is refused.
//! let refused = service.answer(&asked, fresh()).await.unwrap_err();
//! assert_eq!(refused.code(), "lti.token.replayed");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Spec: 1EdTech Security Framework 1.0, §4; RFC 7523; RFC 9068.

mod access;
mod assertion;
mod backend;
mod check;
mod error;
mod memory;
pub mod rules;
mod service;
mod settings;

pub use access::{AccessTokenClaims, PlatformTokens};
pub use assertion::{AssertionError, AssertionId, ClientAssertion};
pub use backend::{AssertionUse, Assertions, NoToolKeys, TokenBackend, TokenParts};
pub use check::{CheckedAssertion, ProvenTool, UnverifiedAssertion};
pub use error::TokenRefused;
pub use memory::MemoryAssertions;
pub use service::TokenService;
pub use settings::TokenSettings;
