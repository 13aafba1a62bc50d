//! Tokens in the compact form, before and after their signature was checked.

use core::fmt;
use std::borrow::Cow;

use edu_types::Limits;

use crate::header::Certificates;
use crate::{
    Algorithms, Header, JoseError, KeyChoice, KeyFault, KeySet, PublicKey, Verify, VerifyError,
    base64url,
};

/// A token that was taken apart but not yet believed.
///
/// Everything about its form was checked: size, segments, base64url, header. Its payload
/// becomes a [`Payload`] only through [`Compact::verify`].
///
/// ```
/// use edu_jose::{Compact, JwsLimits};
///
/// let unsigned = "eyJhbGciOiJub25lIn0.e30.";
/// let error = Compact::parse(unsigned, &JwsLimits::default()).unwrap_err();
/// assert_eq!(error.rule().code, "jose.alg.refused");
/// ```
///
/// Spec: RFC 7515 §3.1, §7.1.
pub struct Compact<'t> {
    signed: Cow<'t, str>,
    header: Header,
    payload: Vec<u8>,
    signature: Vec<u8>,
}

/// The payload of a token whose signature was checked.
///
/// Only [`Compact::verify`] makes one. It says who signed, not that the content is true, in
/// time, or meant for the reader.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Payload<'c>(&'c [u8]);

/// How large a token may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct JwsLimits {
    /// Bytes of the whole token. Default 64 KiB.
    pub token: usize,
    /// Bytes of the decoded header. Default 8 KiB.
    pub header: usize,
}

impl<'t> Compact<'t> {
    /// Takes a token apart and checks its form.
    ///
    /// # Errors
    ///
    /// [`JoseError`] names the first rule broken, in this order: size, segments, base64url,
    /// header.
    pub fn parse(token: &'t str, limits: &JwsLimits) -> Result<Self, JoseError> {
        let (mut compact, signed) = Self::parts(token, limits, Certificates::Refused)?;
        compact.signed = Cow::Borrowed(token.get(..signed).unwrap_or_default());
        Ok(compact)
    }

    /// Like [`Compact::parse`], for standards that let a token bring certificates in `x5c`.
    ///
    /// # Errors
    ///
    /// Like [`Compact::parse`], and when the certificates are not 1 to 10 texts of base64.
    pub fn parse_certified(token: &'t str, limits: &JwsLimits) -> Result<Self, JoseError> {
        let (mut compact, signed) = Self::parts(token, limits, Certificates::Read)?;
        compact.signed = Cow::Borrowed(token.get(..signed).unwrap_or_default());
        Ok(compact)
    }

    /// Like [`Compact::parse`], for a token that must outlive where it came from.
    ///
    /// # Errors
    ///
    /// Like [`Compact::parse`].
    pub fn parse_owned(mut token: String, limits: &JwsLimits) -> Result<Self, JoseError> {
        let (mut compact, signed) = Self::parts(&token, limits, Certificates::Refused)?;
        token.truncate(signed);
        compact.signed = Cow::Owned(token);
        Ok(compact)
    }

    /// Everything but the signed text, and how many bytes of the token that is.
    fn parts(
        token: &str,
        limits: &JwsLimits,
        certificates: Certificates,
    ) -> Result<(Self, usize), JoseError> {
        Limits::check("token bytes", token.len(), limits.token).map_err(JoseError::TooLarge)?;
        let [header, payload, signature] = segments(token)?;
        // The two first segments and the dot between them.
        let signed = header.len().saturating_add(payload.len()).saturating_add(1);
        let header = decode("header", header)?;
        not_empty("header", &header)?;
        Limits::check("header bytes", header.len(), limits.header).map_err(JoseError::TooLarge)?;
        let compact = Self {
            signed: Cow::Borrowed(""),
            payload: decode("payload", payload)?,
            signature: decode("signature", signature)?,
            // After the other segments, so that faults are told in the order promised.
            header: Header::parse(&header, certificates)?,
        };
        not_empty("payload", &compact.payload)?;
        not_empty("signature", &compact.signature)?;
        Ok((compact, signed))
    }

    /// What the token says about its own signature.
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// The payload before anything vouches for it.
    ///
    /// Good for one thing: to find out whose keys to check with.
    pub fn unverified_payload(&self) -> &[u8] {
        &self.payload
    }

    /// Checks the signature with the key that the token names, and gives out the payload.
    ///
    /// The token must name its key; see [`Compact::verify_choosing`] for senders that do not.
    ///
    /// # Errors
    ///
    /// [`JoseError`] names the first rule broken, in this order: algorithm, key, signature.
    pub fn verify(
        &self,
        keys: &KeySet,
        algorithms: Algorithms,
        verifier: &(impl Verify + ?Sized),
    ) -> Result<Payload<'_>, JoseError> {
        self.verify_choosing(keys, algorithms, KeyChoice::KeyIdRequired, verifier)
    }

    /// Like [`Compact::verify`], with a rule for tokens that name no key.
    ///
    /// # Errors
    ///
    /// Like [`Compact::verify`].
    pub fn verify_choosing(
        &self,
        keys: &KeySet,
        algorithms: Algorithms,
        choice: KeyChoice,
        verifier: &(impl Verify + ?Sized),
    ) -> Result<Payload<'_>, JoseError> {
        self.check_algorithm(algorithms)?;
        let algorithm = self.header.algorithm;
        let key = keys.choose(algorithm, self.header.key_id.as_ref(), choice)?;
        self.verify_by(key.public_key(), verifier)
    }

    /// Checks the signature with a key that the caller knows to be the signer's, whatever the
    /// token says about its key.
    ///
    /// # Errors
    ///
    /// [`JoseError`] names the first rule broken, in this order: algorithm, key, signature.
    pub fn verify_with(
        &self,
        key: &PublicKey,
        algorithms: Algorithms,
        verifier: &(impl Verify + ?Sized),
    ) -> Result<Payload<'_>, JoseError> {
        self.check_algorithm(algorithms)?;
        if !key.fits(self.header.algorithm) {
            return Err(JoseError::UnfitKey(KeyFault::OtherType));
        }
        self.verify_by(key, verifier)
    }

    /// Checks the signature with the first certificate that the token itself brings.
    ///
    /// That finds mistakes and proves no origin: anybody can make a certificate. Who signed is
    /// known once the host has validated the chain in [`Header::certificates`].
    ///
    /// # Errors
    ///
    /// [`JoseError`] names the first rule broken, in this order: algorithm, certificate, signature.
    pub fn verify_certified(
        &self,
        algorithms: Algorithms,
        verifier: &(impl Verify + ?Sized),
    ) -> Result<Payload<'_>, JoseError> {
        self.check_algorithm(algorithms)?;
        let chain = self.header.certificates.as_ref();
        let chain = chain.ok_or(JoseError::CertificateMissing)?;
        let key = chain.public_key().map_err(JoseError::Certificate)?;
        self.verify_with(&key, algorithms, verifier)
    }

    fn check_algorithm(&self, allowed: Algorithms) -> Result<(), JoseError> {
        let found = self.header.algorithm;
        if allowed.contains(found) {
            return Ok(());
        }
        Err(JoseError::AlgorithmNotAllowed { found, allowed })
    }

    fn verify_by(
        &self,
        key: &PublicKey,
        verifier: &(impl Verify + ?Sized),
    ) -> Result<Payload<'_>, JoseError> {
        let (message, signature) = (self.signed.as_bytes(), &self.signature);
        verifier
            .verify(self.header.algorithm, key, message, signature)
            .map_err(|error| match error {
                VerifyError::BadSignature => JoseError::BadSignature,
                VerifyError::Unsupported(algorithm) => JoseError::AlgorithmUnsupported(algorithm),
            })?;
        Ok(Payload(&self.payload))
    }
}

impl<'c> Payload<'c> {
    /// The bytes that were signed.
    pub const fn as_slice(self) -> &'c [u8] {
        self.0
    }
}

impl JwsLimits {
    /// The limits of [`JwsLimits::default`], usable in constants.
    pub const DEFAULT: Self = Self {
        token: 64 * 1024,
        header: 8 * 1024,
    };

    /// Sets the limit on the whole token.
    #[must_use]
    pub const fn with_token(mut self, bytes: usize) -> Self {
        self.token = bytes;
        self
    }

    /// Sets the limit on the decoded header.
    #[must_use]
    pub const fn with_header(mut self, bytes: usize) -> Self {
        self.header = bytes;
        self
    }
}

impl Default for JwsLimits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl fmt::Debug for Compact<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Compact")
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Payload<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Payload({} bytes)", self.0.len())
    }
}

/// Most segments counted before the counting stops: an encrypted token has five.
const COUNTED: usize = 6;

fn segments(token: &str) -> Result<[&str; 3], JoseError> {
    let mut rest = token.split('.');
    if let (Some(header), Some(payload), Some(signature), None) =
        (rest.next(), rest.next(), rest.next(), rest.next())
    {
        return Ok([header, payload, signature]);
    }
    let found = token.split('.').take(COUNTED).count();
    Err(JoseError::Segments { found })
}

fn decode(segment: &'static str, text: &str) -> Result<Vec<u8>, JoseError> {
    base64url::decode(text).ok_or(JoseError::Base64 { segment })
}

fn not_empty(segment: &'static str, bytes: &[u8]) -> Result<(), JoseError> {
    if bytes.is_empty() {
        return Err(JoseError::Empty { segment });
    }
    Ok(())
}
