//! Making signatures: the trait that providers implement, and whole tokens.

use std::sync::Arc;

use edu_json::JsonWriter;

use crate::{Algorithm, CertificateChain, KeyId, PemError, PublicKey, base64url};

/// Makes signatures with one private key; a value, so that the host chooses who computes.
pub trait Sign {
    /// The algorithm of every signature made.
    fn algorithm(&self) -> Algorithm;

    /// The id under which the public half is published.
    fn key_id(&self) -> Option<&KeyId>;

    /// The public half of the key.
    fn public_key(&self) -> &PublicKey;

    /// Signs the bytes.
    ///
    /// Signatures of the `ES` family are the two numbers one after the other at full length
    /// (RFC 7518 §3.4), not DER.
    ///
    /// # Errors
    ///
    /// [`SignError`] when the provider fails, as when its random source does.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError>;
}

/// Why a signature was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    /// The provider failed and does not say why.
    #[error("the signature provider failed to sign")]
    Failed,
    /// The first certificate is about another key than the one that signs.
    #[error("first certificate does not hold the public key of the signer")]
    OtherCertificate,
}

/// Why a private key cannot be used to sign.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SigningKeyError {
    /// The text is not a PEM file of the allowed kind.
    #[error("{0}")]
    Pem(PemError),
    /// The bytes are no private key that this provider takes for the algorithm.
    #[error("not a private key in PKCS #8 that the signature provider takes for {0}")]
    Rejected(Algorithm),
    /// The provider cannot sign with this algorithm.
    #[error("the signature provider does not support {0}")]
    Unsupported(Algorithm),
    /// The provider could not make a new key.
    #[error("the signature provider failed to make a key")]
    Generation,
}

/// Writes and signs a token: header, payload and signature in the compact form.
///
/// The header names the algorithm, the key id if the signer has one, and `typ` if given.
/// The payload is taken as it is.
///
/// Spec: RFC 7515 §7.1.
///
/// # Errors
///
/// [`SignError`] when the provider fails.
pub fn sign_compact(
    typ: Option<&str>,
    payload: &[u8],
    signer: &(impl Sign + ?Sized),
) -> Result<String, SignError> {
    sign_parts(typ, None, payload, signer)
}

/// Like [`sign_compact`], with the certificates of the signer's key in the header.
///
/// Spec: RFC 7515 §4.1.6.
///
/// # Errors
///
/// [`SignError::OtherCertificate`] when the first certificate is not about the signer's key, and
/// as for [`sign_compact`].
pub fn sign_certified(
    typ: Option<&str>,
    certificates: &CertificateChain,
    payload: &[u8],
    signer: &(impl Sign + ?Sized),
) -> Result<String, SignError> {
    if certificates.public_key().as_ref() != Ok(signer.public_key()) {
        return Err(SignError::OtherCertificate);
    }
    sign_parts(typ, Some(certificates), payload, signer)
}

fn sign_parts(
    typ: Option<&str>,
    certificates: Option<&CertificateChain>,
    payload: &[u8],
    signer: &(impl Sign + ?Sized),
) -> Result<String, SignError> {
    let mut header = JsonWriter::new();
    header.object(|header| {
        header.member("alg", signer.algorithm().as_str());
        header.optional("kid", signer.key_id().map(KeyId::as_str));
        header.optional("typ", typ);
        header.optional("x5c", certificates);
    });
    let mut token = String::new();
    base64url::encode_onto(header.into_string().as_bytes(), &mut token);
    token.push('.');
    base64url::encode_onto(payload, &mut token);
    let signature = signer.sign(token.as_bytes())?;
    token.push('.');
    base64url::encode_onto(&signature, &mut token);
    Ok(token)
}

macro_rules! sign_by_reference {
    ($($pointer:ty),+) => {$(
        impl<S: Sign + ?Sized> Sign for $pointer {
            fn algorithm(&self) -> Algorithm {
                (**self).algorithm()
            }

            fn key_id(&self) -> Option<&KeyId> {
                (**self).key_id()
            }

            fn public_key(&self) -> &PublicKey {
                (**self).public_key()
            }

            fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
                (**self).sign(message)
            }
        }
    )+};
}

sign_by_reference!(&S, Box<S>, Arc<S>);
