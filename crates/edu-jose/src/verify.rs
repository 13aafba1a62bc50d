//! Checking signatures: the trait that providers implement.

use std::sync::Arc;

use crate::{Algorithm, PublicKey};

/// Checks signatures; a value, so that the host chooses who computes.
///
/// An implementation must refuse with [`VerifyError::Unsupported`] what it cannot check, and
/// must never accept a key that does not [fit](PublicKey::fits) the algorithm.
pub trait Verify {
    /// Checks that `signature` was made over `message` by the owner of `key`.
    ///
    /// Signatures of the `ES` family are the two numbers one after the other at full length
    /// (RFC 7518 §3.4), not DER.
    ///
    /// # Errors
    ///
    /// [`VerifyError`] says why the signature was not accepted.
    fn verify(
        &self,
        algorithm: Algorithm,
        key: &PublicKey,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), VerifyError>;
}

/// Why a signature was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The signature does not belong to the message and key, or the key is no valid key.
    #[error("signature does not match")]
    BadSignature,
    /// The provider cannot check this algorithm.
    #[error("the signature provider does not support {0}")]
    Unsupported(Algorithm),
}

impl<V: Verify + ?Sized> Verify for &V {
    fn verify(
        &self,
        algorithm: Algorithm,
        key: &PublicKey,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), VerifyError> {
        (**self).verify(algorithm, key, message, signature)
    }
}

impl<V: Verify + ?Sized> Verify for Arc<V> {
    fn verify(
        &self,
        algorithm: Algorithm,
        key: &PublicKey,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), VerifyError> {
        (**self).verify(algorithm, key, message, signature)
    }
}
