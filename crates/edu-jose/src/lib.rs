//! Compact JWS, JWK sets, key choice and header policy, with signatures passed in as values.
//!
//! [`Compact::parse`] takes a token apart and checks its form. [`KeySet::parse`] reads what a
//! sender published. [`Compact::verify`] chooses the one key the token may be checked with,
//! lets a [`Verify`] value compute, and gives out a [`Payload`]: no other way leads to one.
//! [`sign_compact`] writes tokens with a [`Sign`] value.
//!
//! ```
//! use edu_jose::{Algorithms, Compact, JoseError, JwsLimits, KeySet, Verify};
//!
//! /// Takes a token from the one sender whose keys these are.
//! fn accept(token: &str, keys: &KeySet, verifier: &impl Verify) -> Result<Vec<u8>, JoseError> {
//!     let compact = Compact::parse(token, &JwsLimits::default())?;
//!     let payload = compact.verify(keys, Algorithms::default(), verifier)?;
//!     Ok(payload.as_slice().to_vec())
//! }
//!
//! // {"alg":"none"}
//! let error = Compact::parse("eyJhbGciOiJub25lIn0.e30.", &JwsLimits::default()).unwrap_err();
//! assert_eq!(error.rule().code, "jose.alg.refused");
//! assert!(!error.is_retryable());
//! ```
//!
//! Signatures are computed by `edu-jose-ring` or `edu-jose-aws-lc`, or by a value of your own
//! that implements the two traits.
//!
//! | module | holds |
//! |---|---|
//! | [`compact`] | [`Compact`], [`Payload`], [`JwsLimits`]: tokens before and after the check |
//! | [`header`] | [`Header`]: what a token says about its own signature |
//! | [`algorithm`] | [`Algorithm`], [`Algorithms`]: what may be named, what is accepted |
//! | [`key_set`] | [`KeySet`], [`KeyChoice`], [`JwksLimits`] |
//! | [`key_cache`] | [`KeySetCache`]: when to use a sender's keys, and when to fetch them again |
//! | [`jwk`] | [`Jwk`], [`KeyFault`]: one entry of a set |
//! | [`key_id`] | [`KeyId`] |
//! | [`public_key`], [`curve`] | [`PublicKey`], [`KeyError`], [`Curve`]: keys that passed every check of size and form |
//! | [`pem`] | public keys in PEM and DER |
//! | [`certificate`] | [`CertificateChain`]: certificates that a token brings, for standards that ask for them |
//! | [`verify`], [`sign`](mod@sign) | [`Verify`], [`Sign`]: the traits of signature providers |
//! | [`error`], [`rules`] | [`JoseError`] and the rule behind each refusal |

mod base64url;
#[cfg(feature = "jsonwebtoken")]
mod conversion;
mod thumbprint;

pub mod algorithm;
pub mod certificate;
pub mod compact;
pub mod curve;
pub mod error;
pub mod header;
pub mod jwk;
pub mod key_cache;
pub mod key_id;
pub mod key_set;
pub mod pem;
pub mod public_key;
pub mod rules;
pub mod sign;
pub mod verify;

pub use algorithm::{Algorithm, Algorithms};
pub use certificate::{CertificateChain, CertificateError};
pub use compact::{Compact, JwsLimits, Payload};
pub use curve::Curve;
pub use error::{JoseError, RefusedAlgorithm};
pub use header::Header;
pub use jwk::{Jwk, KeyFault};
pub use key_cache::{
    CacheSettings, CacheSettingsError, FetchTicket, Fetched, KeySetCache, Lookup, max_age,
};
pub use key_id::KeyId;
pub use key_set::{JwksLimits, KeyChoice, KeySet, KeySetError};
pub use pem::PemError;
pub use public_key::{EcPublicKey, KeyError, PublicKey, RsaPublicKey};
pub use sign::{Sign, SignError, SigningKeyError, sign_certified, sign_compact};
pub use verify::{Verify, VerifyError};

/// The example of the README, run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
