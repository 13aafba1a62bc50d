//! Signed statements: made, and checked, with a signature that travels as an attachment.
//!
//! The signature is a JWS whose payload is the statement as it was before the signature was added.
//! [`sign`] makes one. [`check()`] is what a store does with one that comes in; whoever wants to rely
//! on a signature goes on to a [`VerifiedSignature`] and looks at [`VerifiedSignature::key`].
//!
//! ```
//! use edu_jose::Verify;
//! use edu_json::Document;
//! use xapi_model::signed::{CheckedSignature, SignatureError, SignatureLimits, check};
//! use xapi_model::{Statement, Version};
//!
//! /// What a store of 2.0 does; `data` is the attachment's, as it came.
//! fn admit(
//!     statement: &Statement,
//!     data: &[u8],
//!     verifier: &impl Verify,
//! ) -> Result<Option<Document<Statement>>, SignatureError> {
//!     let profile = Version::V2_0.strict();
//!     let limits = SignatureLimits::default();
//!     Ok(match check(statement, data, verifier, &profile, &limits)? {
//!         // Signed with the key of a certificate; whose that is, its chain must be asked.
//!         CheckedSignature::Verified(signature) => Some(signature.into_statement()),
//!         // Well formed, and nothing here to check it with.
//!         CheckedSignature::Unverified(_) => None,
//!     })
//! }
//! ```
//!
//! A certificate in a signature is read for its key alone. Whether it belongs to anybody, was valid
//! when the statement was made and leads to a root that is trusted, is the host's to find out: the
//! bytes of the whole chain are in [`KeyOrigin::Certificates`].
//!
//! | module | holds |
//! |---|---|
//! | [`make`] | [`sign()`], [`SignedStatement`] |
//! | [`check`](mod@check) | [`check()`], [`UnverifiedSignature`], [`VerifiedSignature`] |
//! | [`error`], [`rules`] | refusals and the rule behind each |
//!
//! Spec: xAPI 1.0.3 Part 2 §2.6; 2.0 §4.2.6; RFC 7515.

pub mod check;
pub mod error;
pub mod make;
pub mod rules;

mod equality;

pub use check::{
    CheckedSignature, KeyOrigin, SignatureLimits, UnverifiedSignature, VerifiedSignature, check,
};
pub use error::{SignatureError, SigningError};
pub use make::{SignedStatement, sign};

use edu_jose::{Algorithm, Algorithms};

/// What the standard lets a statement be signed with: RS256, RS384 and RS512.
pub const ALGORITHMS: Algorithms = Algorithms::only(Algorithm::Rs256)
    .with(Algorithm::Rs384)
    .with(Algorithm::Rs512);
