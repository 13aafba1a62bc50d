//! Checking signatures.

use edu_jose::{Algorithm, EcPublicKey, PublicKey, RsaPublicKey, Verify, VerifyError};
use ring::signature::{self, RsaPublicKeyComponents, UnparsedPublicKey};

/// Checks signatures with `ring`.
///
/// RSA keys have 2048 to 8192 bits; ES512 is refused as unsupported.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::exhaustive_structs,
    reason = "holds nothing and is named in place of a value"
)]
pub struct Ring;

impl Verify for Ring {
    fn verify(
        &self,
        algorithm: Algorithm,
        key: &PublicKey,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), VerifyError> {
        if algorithm == Algorithm::Es512 {
            return Err(VerifyError::Unsupported(algorithm));
        }
        if !key.fits(algorithm) {
            return Err(VerifyError::BadSignature);
        }
        match key {
            PublicKey::Rsa(key) => verify_rsa(algorithm, key, message, signature),
            PublicKey::Ec(key) => verify_ec(algorithm, key, message, signature),
        }
    }
}

fn verify_rsa(
    algorithm: Algorithm,
    key: &RsaPublicKey,
    message: &[u8],
    signature: &[u8],
) -> Result<(), VerifyError> {
    let parameters = match algorithm {
        Algorithm::Rs256 => &signature::RSA_PKCS1_2048_8192_SHA256,
        Algorithm::Rs384 => &signature::RSA_PKCS1_2048_8192_SHA384,
        Algorithm::Rs512 => &signature::RSA_PKCS1_2048_8192_SHA512,
        Algorithm::Es256 | Algorithm::Es384 | Algorithm::Es512 => {
            return Err(VerifyError::Unsupported(algorithm));
        }
    };
    // Taken as they are: no detour through DER for each signature.
    let components = RsaPublicKeyComponents {
        n: key.modulus(),
        e: key.exponent(),
    };
    components
        .verify(parameters, message, signature)
        .map_err(|_| VerifyError::BadSignature)
}

fn verify_ec(
    algorithm: Algorithm,
    key: &EcPublicKey,
    message: &[u8],
    signature: &[u8],
) -> Result<(), VerifyError> {
    let parameters = match algorithm {
        Algorithm::Es256 => &signature::ECDSA_P256_SHA256_FIXED,
        Algorithm::Es384 => &signature::ECDSA_P384_SHA384_FIXED,
        Algorithm::Rs256 | Algorithm::Rs384 | Algorithm::Rs512 | Algorithm::Es512 => {
            return Err(VerifyError::Unsupported(algorithm));
        }
    };
    UnparsedPublicKey::new(parameters, key.point())
        .verify(message, signature)
        .map_err(|_| VerifyError::BadSignature)
}
