//! Public keys in PEM and DER, as administrators paste them.

use edu_types::Secret;
use pkcs1::RsaPublicKeyRef;
use spki::der::asn1::{BitStringRef, UintRef};
use spki::der::pem::{self, LineEnding};
use spki::der::{Decode as _, Encode as _};
use spki::{AlgorithmIdentifierRef, ObjectIdentifier, SubjectPublicKeyInfoRef};

use crate::{Curve, EcPublicKey, KeyError, PublicKey, RsaPublicKey};

/// Why text or bytes are not an acceptable public key file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PemError {
    /// The text is not one well-formed PEM block.
    #[error("not one PEM block with `BEGIN` and `END` lines and base64 between them")]
    NotPem,
    /// The block is a certificate.
    #[error("block is a certificate, allowed: PUBLIC KEY, RSA PUBLIC KEY")]
    Certificate,
    /// The block is a private key where a public one is wanted.
    #[error("block is a private key, allowed: PUBLIC KEY, RSA PUBLIC KEY")]
    PrivateKey,
    /// The block is something else.
    #[error("block has another label, allowed: {allowed}")]
    Label {
        /// The labels allowed.
        allowed: &'static str,
    },
    /// The bytes in the block are not the DER its label promises.
    #[error("content is not the DER of a public key")]
    Der,
    /// The key is of a type or curve that is not known here.
    #[error("key is neither RSA nor on P-256, P-384 or P-521")]
    Type,
    /// The key is well formed but not acceptable.
    #[error("{0}")]
    Key(KeyError),
}

const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");

const fn curve_name(curve: Curve) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(match curve {
        Curve::P256 => "1.2.840.10045.3.1.7",
        Curve::P384 => "1.3.132.0.34",
        Curve::P521 => "1.3.132.0.35",
    })
}

impl PublicKey {
    /// Reads a PEM block `PUBLIC KEY` (SPKI) or `RSA PUBLIC KEY` (PKCS #1).
    ///
    /// Spec: RFC 7468 §13; RFC 8017 appendix A.1.1.
    ///
    /// # Errors
    ///
    /// [`PemError`] says what was found instead.
    pub fn from_pem(text: &str) -> Result<Self, PemError> {
        let (label, der) = pem::decode_vec(text.as_bytes()).map_err(|_| PemError::NotPem)?;
        match label {
            "PUBLIC KEY" => Self::from_spki_der(&der),
            "RSA PUBLIC KEY" => Self::from_pkcs1_der(&der),
            "CERTIFICATE" => Err(PemError::Certificate),
            other if other.ends_with("PRIVATE KEY") => Err(PemError::PrivateKey),
            // Labels are an open set.
            _ => Err(PemError::Label {
                allowed: "PUBLIC KEY, RSA PUBLIC KEY",
            }),
        }
    }

    /// Reads a `SubjectPublicKeyInfo`.
    ///
    /// # Errors
    ///
    /// [`PemError`] says what was found instead.
    pub fn from_spki_der(der: &[u8]) -> Result<Self, PemError> {
        let info = SubjectPublicKeyInfoRef::from_der(der).map_err(|_| PemError::Der)?;
        let key = info.subject_public_key.as_bytes().ok_or(PemError::Der)?;
        if info.algorithm.oid == pkcs1::ALGORITHM_OID {
            return Self::from_pkcs1_der(key);
        }
        if info.algorithm.oid != EC {
            return Err(PemError::Type);
        }
        let named = info.algorithm.parameters_oid().map_err(|_| PemError::Der)?;
        let curve = Curve::ALL.into_iter().find(|one| curve_name(*one) == named);
        Self::ec_from_point(curve.ok_or(PemError::Type)?, key).map_err(PemError::Key)
    }

    /// Reads an `RSAPublicKey` of PKCS #1.
    ///
    /// # Errors
    ///
    /// [`PemError`] says what was found instead.
    pub fn from_pkcs1_der(der: &[u8]) -> Result<Self, PemError> {
        let key = RsaPublicKeyRef::from_der(der).map_err(|_| PemError::Der)?;
        let (modulus, exponent) = (key.modulus.as_bytes(), key.public_exponent.as_bytes());
        Self::rsa(modulus, exponent).map_err(PemError::Key)
    }

    /// Writes a PEM block `PUBLIC KEY`.
    pub fn to_pem(&self) -> String {
        // Lengths of checked keys are far below what either encoder refuses.
        pem::encode_string("PUBLIC KEY", LineEnding::LF, &self.to_spki_der()).unwrap_or_default()
    }

    /// Writes a `SubjectPublicKeyInfo`.
    pub fn to_spki_der(&self) -> Vec<u8> {
        let encoded = match self {
            Self::Rsa(key) => rsa_info(key),
            Self::Ec(key) => ec_info(key),
        };
        // Lengths of checked keys are far below what the encoder refuses.
        encoded.unwrap_or_default()
    }
}

fn rsa_info(key: &RsaPublicKey) -> Result<Vec<u8>, spki::der::Error> {
    let numbers = RsaPublicKeyRef {
        modulus: UintRef::new(key.modulus())?,
        public_exponent: UintRef::new(key.exponent())?,
    };
    info(pkcs1::ALGORITHM_ID, &numbers.to_der()?)
}

fn ec_info(key: &EcPublicKey) -> Result<Vec<u8>, spki::der::Error> {
    let curve = curve_name(key.curve());
    let algorithm = AlgorithmIdentifierRef {
        oid: EC,
        parameters: Some((&curve).into()),
    };
    info(algorithm, key.point())
}

fn info(algorithm: AlgorithmIdentifierRef<'_>, key: &[u8]) -> Result<Vec<u8>, spki::der::Error> {
    SubjectPublicKeyInfoRef {
        algorithm,
        subject_public_key: BitStringRef::from_bytes(key)?,
    }
    .to_der()
}

/// Reads a PEM block `PRIVATE KEY` (PKCS #8) for a signature provider.
///
/// The bytes in the block are not looked at: the provider judges them.
///
/// # Errors
///
/// [`PemError`] when the text is not one such block.
pub fn private_key_der(text: &str) -> Result<Secret<Vec<u8>>, PemError> {
    let (label, der) = pem::decode_vec(text.as_bytes()).map_err(|_| PemError::NotPem)?;
    let der = Secret::new(der);
    if label == "PRIVATE KEY" {
        return Ok(der);
    }
    Err(PemError::Label {
        allowed: "PRIVATE KEY (PKCS #8, not encrypted)",
    })
}

/// Writes a PEM block `PRIVATE KEY` (PKCS #8) for a signature provider.
///
/// # Errors
///
/// [`PemError::NotPem`] when the bytes are too many for a block.
pub fn private_key_pem(pkcs8: &[u8]) -> Result<Secret<String>, PemError> {
    pem::encode_string("PRIVATE KEY", LineEnding::LF, pkcs8)
        .map(Secret::new)
        .map_err(|_| PemError::NotPem)
}
