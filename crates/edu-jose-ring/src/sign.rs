//! Making signatures with one private key.

use core::fmt;

use edu_jose::pem::private_key_der;
use edu_jose::{Algorithm, Curve, KeyId, PublicKey, Sign, SignError, SigningKeyError};
use ring::rand::SystemRandom;
use ring::signature::{self, EcdsaKeyPair, KeyPair as _, RsaEncoding, RsaKeyPair};

/// Makes signatures with one private key, parsed once.
///
/// Its key id is the thumbprint of the public key until another is given.
pub struct RingSigner {
    algorithm: Algorithm,
    key_id: KeyId,
    public_key: PublicKey,
    pair: Pair,
    random: SystemRandom,
}

enum Pair {
    Rsa(Box<RsaKeyPair>, &'static dyn RsaEncoding),
    Ec(Box<EcdsaKeyPair>),
}

impl RingSigner {
    /// Reads a private key from a PEM block `PRIVATE KEY` (PKCS #8, not encrypted).
    ///
    /// # Errors
    ///
    /// [`SigningKeyError`] when the text is no such block, or the key does not belong to the
    /// algorithm.
    pub fn from_pkcs8_pem(algorithm: Algorithm, text: &str) -> Result<Self, SigningKeyError> {
        let der = private_key_der(text).map_err(SigningKeyError::Pem)?;
        Self::from_pkcs8_der(algorithm, der.expose())
    }

    /// Reads a private key in PKCS #8.
    ///
    /// # Errors
    ///
    /// [`SigningKeyError`] when the bytes are no such key, or the key does not belong to the
    /// algorithm.
    pub fn from_pkcs8_der(algorithm: Algorithm, der: &[u8]) -> Result<Self, SigningKeyError> {
        let random = SystemRandom::new();
        let (pair, public_key) = match algorithm {
            Algorithm::Rs256 => read_rsa(der, &signature::RSA_PKCS1_SHA256),
            Algorithm::Rs384 => read_rsa(der, &signature::RSA_PKCS1_SHA384),
            Algorithm::Rs512 => read_rsa(der, &signature::RSA_PKCS1_SHA512),
            Algorithm::Es256 => read_ec(Curve::P256, der, &random),
            Algorithm::Es384 => read_ec(Curve::P384, der, &random),
            Algorithm::Es512 => return Err(SigningKeyError::Unsupported(algorithm)),
        }
        .ok_or(SigningKeyError::Rejected(algorithm))?;
        Ok(Self {
            algorithm,
            key_id: public_key.thumbprint(),
            public_key,
            pair,
            random,
        })
    }

    /// Names the key.
    #[must_use]
    pub fn with_key_id(mut self, key_id: KeyId) -> Self {
        self.key_id = key_id;
        self
    }
}

impl Sign for RingSigner {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn key_id(&self) -> Option<&KeyId> {
        Some(&self.key_id)
    }

    fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        match &self.pair {
            Pair::Rsa(pair, encoding) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(*encoding, &self.random, message, &mut signature)
                    .map_err(|_| SignError::Failed)?;
                Ok(signature)
            }
            Pair::Ec(pair) => pair
                .sign(&self.random, message)
                .map(|signature| signature.as_ref().to_vec())
                .map_err(|_| SignError::Failed),
        }
    }
}

impl fmt::Debug for RingSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RingSigner")
            .field("algorithm", &self.algorithm)
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

fn read_rsa(der: &[u8], encoding: &'static dyn RsaEncoding) -> Option<(Pair, PublicKey)> {
    let pair = RsaKeyPair::from_pkcs8(der).ok()?;
    let public_key = PublicKey::from_pkcs1_der(pair.public().as_ref()).ok()?;
    Some((Pair::Rsa(Box::new(pair), encoding), public_key))
}

fn read_ec(curve: Curve, der: &[u8], random: &SystemRandom) -> Option<(Pair, PublicKey)> {
    let algorithm = match curve {
        Curve::P256 => &signature::ECDSA_P256_SHA256_FIXED_SIGNING,
        Curve::P384 => &signature::ECDSA_P384_SHA384_FIXED_SIGNING,
        Curve::P521 => return None,
    };
    let pair = EcdsaKeyPair::from_pkcs8(algorithm, der, random).ok()?;
    let public_key = PublicKey::ec_from_point(curve, pair.public_key().as_ref()).ok()?;
    Some((Pair::Ec(Box::new(pair)), public_key))
}
