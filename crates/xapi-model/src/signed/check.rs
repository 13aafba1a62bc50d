//! Checking the signature of a statement.

use core::fmt;

use edu_jose::{
    Algorithm, CertificateChain, Compact, JoseError, JwsLimits, KeyId, PublicKey, Verify,
};
use edu_json::Document;
use edu_types::{Limits, Place, Profile, Report, Rule, Severity};

use super::error::is_weak;
use super::{ALGORITHMS, SignatureError, equality, rules};
use crate::multipart::{Digest, Sha2Family};
use crate::{Attachment, Statement};

/// A signature that is well formed and about its statement, made by anybody.
///
/// Spec: xAPI 1.0.3 Part 2 §2.6; 2.0 §4.2.6.
pub struct UnverifiedSignature<'d> {
    compact: Compact<'d>,
    statement: Document<Statement>,
    report: Report,
}

/// A signature that was computed again and fits a key.
///
/// Whose key that is, [`VerifiedSignature::key`] does not always know.
#[derive(Clone)]
pub struct VerifiedSignature {
    statement: Document<Statement>,
    algorithm: Algorithm,
    key: KeyOrigin,
    report: Report,
}

/// Where the key came from with which a signature was verified.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every caller must decide about each"
)]
pub enum KeyOrigin {
    /// From the signature itself: proof of its integrity, and of its origin only to who validates
    /// these certificates.
    Certificates(CertificateChain),
    /// From the caller, who knows whose it is.
    Caller(PublicKey),
}

/// What a store has found out about a signature.
#[derive(Debug)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every caller must decide about each"
)]
pub enum CheckedSignature<'d> {
    /// It was made with the key of the certificate it brings.
    Verified(Box<VerifiedSignature>),
    /// It is well formed, and brings no certificate it could be verified with.
    Unverified(Box<UnverifiedSignature<'d>>),
}

/// How large a signature and the statement in it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignatureLimits {
    /// The signature. Default 2 MiB, its header 64 KiB, which is enough for long chains.
    pub jws: JwsLimits,
    /// The statement in it. Default as for every document.
    pub statement: Limits,
}

/// Judges a signature as a store must: that it is well formed, that it is about the statement, and,
/// where it brings a certificate, that it was made with that certificate's key.
///
/// `data` is that of the attachment. The profile judges the statement that was signed; no profile
/// relaxes what guards security.
///
/// # Errors
///
/// [`SignatureError`] names the first rule broken.
pub fn check<'d>(
    statement: &Statement,
    data: &'d [u8],
    verifier: &(impl Verify + ?Sized),
    profile: &Profile,
    limits: &SignatureLimits,
) -> Result<CheckedSignature<'d>, SignatureError> {
    let mut signature = UnverifiedSignature::read(statement, data, profile, limits)?;
    let Some(chain) = signature.certificates() else {
        signature.note(
            profile,
            &rules::NO_CERTIFICATE,
            "signature brings no certificate",
        );
        return Ok(CheckedSignature::Unverified(signature.into()));
    };
    if let Err(error) = chain.public_key() {
        let error = JoseError::Certificate(error);
        let refused = || profile.severity(&rules::KEY_WEAK) == Some(Severity::Error);
        if !is_weak(&error) || refused() {
            return Err(SignatureError::Jws(error));
        }
        signature.note(profile, &rules::KEY_WEAK, &error.to_string());
        return Ok(CheckedSignature::Unverified(signature.into()));
    }
    let signature = signature.verify_certified(verifier)?;
    Ok(CheckedSignature::Verified(signature.into()))
}

impl<'d> UnverifiedSignature<'d> {
    /// Takes a signature apart and compares what was signed with the statement.
    ///
    /// # Errors
    ///
    /// [`SignatureError`] names the first rule broken.
    pub fn read(
        statement: &Statement,
        data: &'d [u8],
        profile: &Profile,
        limits: &SignatureLimits,
    ) -> Result<Self, SignatureError> {
        let (position, attachment) = attachment_of(statement, data)?;
        let essence = attachment.content_type.essence();
        if !essence.eq_ignore_ascii_case(Attachment::SIGNATURE_TYPE)
            && profile.severity(&crate::rules::SIGNATURE_TYPE) == Some(Severity::Error)
        {
            return Err(SignatureError::ContentType);
        }
        let text = core::str::from_utf8(data).map_err(|_| SignatureError::NotText)?;
        let compact = Compact::parse_certified(text, &limits.jws).map_err(SignatureError::Jws)?;
        let found = compact.header().algorithm;
        if !ALGORITHMS.contains(found) {
            let allowed = ALGORITHMS;
            let refused = JoseError::AlgorithmNotAllowed { found, allowed };
            return Err(SignatureError::Jws(refused));
        }
        let payload = compact.unverified_payload();
        let signed = Document::<Statement>::from_slice(payload, profile, &limits.statement);
        let signed = signed.map_err(|refused| SignatureError::Payload(refused.into()))?;
        let places = equality::differences(statement, position, signed.value.value());
        if !places.is_empty() {
            return Err(SignatureError::Differs { places });
        }
        Ok(Self {
            compact,
            statement: signed.value,
            report: Report::new(),
        })
    }

    /// How it claims to be signed.
    pub const fn algorithm(&self) -> Algorithm {
        self.compact.header().algorithm
    }

    /// With which key it claims to be signed.
    pub const fn key_id(&self) -> Option<&KeyId> {
        self.compact.header().key_id.as_ref()
    }

    /// The certificates that it brings; anybody can make such.
    pub const fn certificates(&self) -> Option<&CertificateChain> {
        self.compact.header().certificates.as_ref()
    }

    /// What is amiss without refusing it.
    pub const fn report(&self) -> &Report {
        &self.report
    }

    /// Verifies it with the first certificate that it brings.
    ///
    /// # Errors
    ///
    /// [`SignatureError::Jws`] when it brings none, that has no acceptable key, or another key
    /// made the signature.
    pub fn verify_certified(
        self,
        verifier: &(impl Verify + ?Sized),
    ) -> Result<VerifiedSignature, SignatureError> {
        let payload = self.compact.verify_certified(ALGORITHMS, verifier);
        payload.map_err(SignatureError::Jws)?;
        let chain = self.certificates().cloned();
        let chain = chain.ok_or(SignatureError::Jws(JoseError::CertificateMissing))?;
        Ok(self.verified(KeyOrigin::Certificates(chain)))
    }

    /// Verifies it with a key that the caller knows to be the signer's.
    ///
    /// # Errors
    ///
    /// [`SignatureError::Jws`] when another key made the signature.
    pub fn verify_with(
        self,
        key: PublicKey,
        verifier: &(impl Verify + ?Sized),
    ) -> Result<VerifiedSignature, SignatureError> {
        let payload = self.compact.verify_with(&key, ALGORITHMS, verifier);
        payload.map_err(SignatureError::Jws)?;
        Ok(self.verified(KeyOrigin::Caller(key)))
    }

    fn verified(self, key: KeyOrigin) -> VerifiedSignature {
        VerifiedSignature {
            algorithm: self.algorithm(),
            statement: self.statement,
            key,
            report: self.report,
        }
    }

    fn note(&mut self, profile: &Profile, rule: &Rule, message: &str) -> Option<Severity> {
        let place = Place::member("attachments");
        self.report.note(profile, rule, place, message)
    }
}

impl VerifiedSignature {
    /// The statement that was signed, with the bytes that were.
    ///
    /// Says the same as the one that came, whose order of members, and what a store adds, are
    /// not covered by the signature.
    pub const fn statement(&self) -> &Document<Statement> {
        &self.statement
    }

    /// The statement that was signed, by value.
    pub fn into_statement(self) -> Document<Statement> {
        self.statement
    }

    /// How it is signed.
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// With which key, and where that came from.
    pub const fn key(&self) -> &KeyOrigin {
        &self.key
    }

    /// What is amiss without refusing it.
    pub const fn report(&self) -> &Report {
        &self.report
    }
}

impl SignatureLimits {
    /// The limits of [`SignatureLimits::default`], usable in constants.
    pub const DEFAULT: Self = Self {
        jws: JwsLimits::DEFAULT
            .with_token(2 * 1024 * 1024)
            .with_header(64 * 1024),
        statement: Limits::DEFAULT,
    };

    /// Sets the limits on the signature.
    #[must_use]
    pub const fn with_jws(mut self, jws: JwsLimits) -> Self {
        self.jws = jws;
        self
    }

    /// Sets the limits on the statement in it.
    #[must_use]
    pub const fn with_statement(mut self, statement: Limits) -> Self {
        self.statement = statement;
        self
    }
}

impl Default for SignatureLimits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl fmt::Debug for UnverifiedSignature<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnverifiedSignature")
            .field("algorithm", &self.algorithm())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for VerifiedSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifiedSignature")
            .field("algorithm", &self.algorithm)
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

/// The attachment that the data belongs to, and its place among the attachments.
///
/// Data and attachment meet by hash and nothing else (1.0.3 Part 3 §1.5.2); the length in the
/// standard's own example is wrong.
fn attachment_of<'s>(
    statement: &'s Statement,
    data: &[u8],
) -> Result<(usize, &'s Attachment), SignatureError> {
    let attachments = statement.attachments.as_deref().unwrap_or_default();
    let signatures = || {
        let all = attachments.iter().enumerate();
        all.filter(|(_, one)| one.is_signature())
    };
    if signatures().next().is_none() {
        return Err(SignatureError::Missing);
    }
    // Data is hashed once for each family, however many attachments there are.
    let found = Sha2Family::ALL.into_iter().find_map(|family| {
        let of_family = |one: &Attachment| {
            Digest::parse(one.sha2.as_str()).filter(|digest| digest.family() == family)
        };
        signatures().find(|(_, one)| of_family(one).is_some())?;
        let expected = Digest::of_family(family, data);
        signatures().find(|(_, one)| of_family(one) == Some(expected))
    });
    found.ok_or(SignatureError::OtherData)
}
