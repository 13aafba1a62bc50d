//! Making signatures with one private key.

use core::fmt;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    self, EcdsaKeyPair, EcdsaSigningAlgorithm, KeyPair as _, RsaEncoding, RsaKeyPair,
};
use edu_jose::pem::{private_key_der, private_key_pem};
use edu_jose::{Algorithm, Curve, KeyId, PublicKey, Sign, SignError, SigningKeyError};
use edu_types::Secret;

/// Makes signatures with one private key, parsed once.
///
/// Its key id is the thumbprint of the public key until another is given.
pub struct AwsLcSigner {
    algorithm: Algorithm,
    key_id: KeyId,
    public_key: PublicKey,
    pair: Pair,
    random: SystemRandom,
}

enum Pair {
    Rsa(RsaKeyPair, &'static dyn RsaEncoding),
    Ec(EcdsaKeyPair),
}

impl AwsLcSigner {
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
        let (pair, public_key) = match algorithm {
            Algorithm::Rs256 => read_rsa(der, &signature::RSA_PKCS1_SHA256),
            Algorithm::Rs384 => read_rsa(der, &signature::RSA_PKCS1_SHA384),
            Algorithm::Rs512 => read_rsa(der, &signature::RSA_PKCS1_SHA512),
            Algorithm::Es256 => read_ec(Curve::P256, der),
            Algorithm::Es384 => read_ec(Curve::P384, der),
            Algorithm::Es512 => read_ec(Curve::P521, der),
        }
        .ok_or(SigningKeyError::Rejected(algorithm))?;
        Ok(Self {
            algorithm,
            key_id: public_key.thumbprint(),
            public_key,
            pair,
            random: SystemRandom::new(),
        })
    }

    /// Makes a new key: RSA of 2048 bits, or a point on the algorithm's curve.
    ///
    /// # Errors
    ///
    /// [`SigningKeyError::Generation`] when the provider fails.
    pub fn generate(algorithm: Algorithm) -> Result<Self, SigningKeyError> {
        Self::generate_sized(algorithm, KeySize::Rsa2048)
    }

    /// Makes a new RSA key of 3072 bits, for keys that stay in use for years.
    ///
    /// # Errors
    ///
    /// [`SigningKeyError::Unsupported`] when the algorithm is not of the RSA family,
    /// [`SigningKeyError::Generation`] when the provider fails.
    pub fn generate_rsa_3072(algorithm: Algorithm) -> Result<Self, SigningKeyError> {
        match algorithm {
            Algorithm::Rs256 | Algorithm::Rs384 | Algorithm::Rs512 => {
                Self::generate_sized(algorithm, KeySize::Rsa3072)
            }
            Algorithm::Es256 | Algorithm::Es384 | Algorithm::Es512 => {
                Err(SigningKeyError::Unsupported(algorithm))
            }
        }
    }

    fn generate_sized(algorithm: Algorithm, size: KeySize) -> Result<Self, SigningKeyError> {
        let der = new_pair(algorithm, size).ok_or(SigningKeyError::Generation)?;
        Self::from_pkcs8_der(algorithm, der.expose())
    }

    /// Writes the private key as a PEM block `PRIVATE KEY`, so that it can be stored.
    ///
    /// # Errors
    ///
    /// [`SigningKeyError`] when the provider does not give the key out.
    pub fn to_pkcs8_pem(&self) -> Result<Secret<String>, SigningKeyError> {
        let der = match &self.pair {
            Pair::Rsa(pair, _) => pair.as_der().map(|der| Secret::new(der.as_ref().to_vec())),
            Pair::Ec(pair) => pair
                .to_pkcs8v1()
                .map(|document| Secret::new(document.as_ref().to_vec())),
        };
        let der = der.map_err(|_| SigningKeyError::Rejected(self.algorithm))?;
        private_key_pem(der.expose()).map_err(SigningKeyError::Pem)
    }

    /// Names the key.
    #[must_use]
    pub fn with_key_id(mut self, key_id: KeyId) -> Self {
        self.key_id = key_id;
        self
    }
}

impl Sign for AwsLcSigner {
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
                let mut signature = vec![0; pair.public_modulus_len()];
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

impl fmt::Debug for AwsLcSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AwsLcSigner")
            .field("algorithm", &self.algorithm)
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

fn read_rsa(der: &[u8], encoding: &'static dyn RsaEncoding) -> Option<(Pair, PublicKey)> {
    let pair = RsaKeyPair::from_pkcs8(der).ok()?;
    let public_key = PublicKey::from_pkcs1_der(pair.public_key().as_ref()).ok()?;
    Some((Pair::Rsa(pair, encoding), public_key))
}

fn read_ec(curve: Curve, der: &[u8]) -> Option<(Pair, PublicKey)> {
    let pair = EcdsaKeyPair::from_pkcs8(ecdsa(curve), der).ok()?;
    let public_key = PublicKey::ec_from_point(curve, pair.public_key().as_ref()).ok()?;
    Some((Pair::Ec(pair), public_key))
}

const fn ecdsa(curve: Curve) -> &'static EcdsaSigningAlgorithm {
    match curve {
        Curve::P256 => &signature::ECDSA_P256_SHA256_FIXED_SIGNING,
        Curve::P384 => &signature::ECDSA_P384_SHA384_FIXED_SIGNING,
        Curve::P521 => &signature::ECDSA_P521_SHA512_FIXED_SIGNING,
    }
}

/// Makes a key pair and writes it down in PKCS #8.
fn new_pair(algorithm: Algorithm, size: KeySize) -> Option<Secret<Vec<u8>>> {
    let curve = match algorithm {
        Algorithm::Rs256 | Algorithm::Rs384 | Algorithm::Rs512 => {
            let der = RsaKeyPair::generate(size).ok()?.as_der().ok()?;
            return Some(Secret::new(der.as_ref().to_vec()));
        }
        Algorithm::Es256 => Curve::P256,
        Algorithm::Es384 => Curve::P384,
        Algorithm::Es512 => Curve::P521,
    };
    let document = EcdsaKeyPair::generate(ecdsa(curve))
        .ok()?
        .to_pkcs8v1()
        .ok()?;
    Some(Secret::new(document.as_ref().to_vec()))
}
