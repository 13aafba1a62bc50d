//! Certificates that a token brings along, read for the key they hold and for nothing else.

use core::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use edu_json::{JsonWriter, Node, ToJson};
use edu_types::Rule;
use spki::der::asn1::{AnyRef, BitStringRef};
use spki::der::{self, Decode as _, Reader as _, SliceReader, Tag, TagNumber, Tagged as _};
use spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};

use crate::{PemError, PublicKey, rules};

/// The certificates of a token's `x5c`, from that of the signer towards a root.
///
/// Nothing vouches for them: no date, name, purpose or signature in them was looked at, and
/// anybody can make such a chain. Whoever wants to know who signed hands [`CertificateChain::iter`]
/// to a validator of certificates (RFC 5280 §6) together with the roots it trusts.
///
/// Spec: RFC 7515 §4.1.6.
#[derive(Clone, PartialEq, Eq)]
pub struct CertificateChain(Vec<Box<[u8]>>);

/// Why bytes are not an acceptable certificate, or a chain of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CertificateError {
    /// A chain has no certificate, or more than anybody needs.
    #[error(
        "chain has {found} certificates, 1 to {} are allowed",
        CertificateChain::MAX
    )]
    Count {
        /// Certificates found.
        found: usize,
    },
    /// The bytes are no certificate.
    #[error("content is not the DER of an X.509 certificate")]
    Der,
    /// The certificate is well formed, but its key is not acceptable.
    #[error("certificate: {0}")]
    Key(PemError),
}

impl CertificateChain {
    /// Most certificates of a chain.
    pub const MAX: usize = 10;

    /// A chain of DER certificates, that of the signer first.
    ///
    /// # Errors
    ///
    /// [`CertificateError`] when there is none or more than ten, or the first one is no certificate
    /// with an acceptable key.
    pub fn new<C: Into<Box<[u8]>>>(
        certificates: impl IntoIterator<Item = C>,
    ) -> Result<Self, CertificateError> {
        let certificates = certificates.into_iter().map(Into::into);
        let chain = Self::counted(certificates.collect())?;
        chain.public_key()?;
        Ok(chain)
    }

    /// Reads the value of an `x5c` member; `None` says that it is none.
    ///
    /// That the bytes are certificates is not looked at.
    pub(crate) fn from_header(value: Node<'_>) -> Option<Self> {
        let decoded = |item: Node<'_>| {
            let bytes = STANDARD.decode(item.as_str()?).ok()?;
            (!bytes.is_empty()).then(|| bytes.into_boxed_slice())
        };
        if value.kind() != edu_json::Kind::Array || value.items().count() > Self::MAX {
            return None;
        }
        let certificates: Option<Vec<_>> = value.items().map(decoded).collect();
        Self::counted(certificates?).ok()
    }

    fn counted(certificates: Vec<Box<[u8]>>) -> Result<Self, CertificateError> {
        match certificates.len() {
            1..=Self::MAX => Ok(Self(certificates)),
            found => Err(CertificateError::Count { found }),
        }
    }

    /// The certificates in DER, that of the signer first.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().map(AsRef::as_ref)
    }

    /// The key of the first certificate, with which the token must be signed.
    ///
    /// # Errors
    ///
    /// [`CertificateError`] when the first one is no certificate or its key is not acceptable.
    pub fn public_key(&self) -> Result<PublicKey, CertificateError> {
        let first = self.0.first().map(AsRef::as_ref).unwrap_or_default();
        PublicKey::from_certificate_der(first)
    }
}

impl CertificateError {
    pub(crate) const fn rule(&self) -> &'static Rule {
        match self {
            Self::Key(PemError::Key(error)) if error.is_weak() => &rules::KEY_WEAK,
            Self::Count { .. } | Self::Der | Self::Key(_) => &rules::CERTIFICATES,
        }
    }
}

impl PublicKey {
    /// Reads the key that an X.509 certificate is about, and nothing else of it.
    ///
    /// The key is no better than any other: see [`CertificateChain`] for what is not checked.
    ///
    /// Spec: RFC 5280 §4.1.
    ///
    /// # Errors
    ///
    /// [`CertificateError`] when the bytes are no certificate, or the key is neither RSA nor on a
    /// curve that is known here, or too weak.
    pub fn from_certificate_der(der: &[u8]) -> Result<Self, CertificateError> {
        let info = subject_public_key(der).map_err(|_| CertificateError::Der)?;
        Self::from_spki_der(info).map_err(CertificateError::Key)
    }
}

/// Finds the `SubjectPublicKeyInfo` of a certificate, which must be nothing but a certificate.
fn subject_public_key(der: &[u8]) -> der::Result<&[u8]> {
    let certificate = AnyRef::from_der(der)?;
    certificate.sequence(|certificate| {
        let signed = AnyRef::decode(certificate)?;
        AlgorithmIdentifierRef::decode(certificate)?;
        BitStringRef::decode(certificate)?;
        signed.sequence(key_of_signed_part)
    })
}

/// Reads the part of a certificate that its issuer signs: `TBSCertificate`.
fn key_of_signed_part<'d>(signed: &mut SliceReader<'d>) -> der::Result<&'d [u8]> {
    let version = Tag::ContextSpecific {
        constructed: true,
        number: TagNumber(0),
    };
    if Tag::peek(signed)? == version {
        AnyRef::decode(signed)?;
    }
    // Serial numbers may be negative in the wild, so that their sign is not looked at.
    AnyRef::decode(signed)?.tag().assert_eq(Tag::Integer)?;
    AlgorithmIdentifierRef::decode(signed)?;
    // Issuer, validity and subject.
    for _ in 0..3 {
        AnyRef::decode(signed)?.tag().assert_eq(Tag::Sequence)?;
    }
    let info = signed.tlv_bytes()?;
    SubjectPublicKeyInfoRef::from_der(info)?;
    // Unique ids and extensions.
    while !signed.is_finished() {
        AnyRef::decode(signed)?;
    }
    Ok(info)
}

impl ToJson for CertificateChain {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.array(self.iter().map(|certificate| STANDARD.encode(certificate)));
    }
}

impl fmt::Debug for CertificateChain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Certificates name persons.
        write!(f, "CertificateChain({} certificates)", self.0.len())
    }
}
