//! Compact JWS, JWK sets, key choice and header policy, with signatures passed in as values.

#[cfg(feature = "jsonwebtoken")]
mod conversion;

mod base64url;

pub mod algorithm;
pub mod compact;
pub mod error;
pub mod header;
pub mod jwk;
pub mod key_id;
pub mod key_set;
pub mod pem;
pub mod public_key;
pub mod rules;
pub mod sign;
mod thumbprint;
pub mod verify;

pub use algorithm::{Algorithm, Algorithms};
pub use compact::{Compact, JwsLimits, Payload};
pub use error::{JoseError, RefusedAlgorithm};
pub use header::Header;
pub use jwk::{Jwk, KeyFault};
pub use key_id::KeyId;
pub use key_set::{JwksLimits, KeyChoice, KeySet, KeySetError};
pub use pem::PemError;
pub use public_key::{Curve, EcPublicKey, KeyError, PublicKey, RsaPublicKey};
pub use sign::{Sign, SignError, SigningKeyError, sign_compact};
pub use verify::{Verify, VerifyError};
