//! Signing a statement.

use core::fmt;

use edu_jose::{CertificateChain, Sign, SignError, sign_certified, sign_compact};
use edu_json::Document;
use edu_types::{Iri, LanguageMap};

use super::{ALGORITHMS, SigningError};
use crate::multipart::Digest;
use crate::{Attachment, ByteLength, MediaType, Sha2, Statement};

/// A statement with its signature, ready to be sent.
///
/// It goes out as `multipart/mixed`: the statement first, then the signature as the data of its
/// last attachment.
///
/// Spec: xAPI 1.0.3 Part 2 §2.6; 2.0 §4.2.6.
#[derive(Clone, PartialEq)]
pub struct SignedStatement {
    statement: Statement,
    signature: Box<str>,
    digest: Digest,
}

/// Signs a statement: its bytes as they are, or as they are written where it was made here.
///
/// `display` names the attachment for people. `certificates` are those of the signer's key, which
/// the standard recommends; without them a reader must know the key.
///
/// A statement that shall be found again under its id has one before it is signed.
///
/// # Errors
///
/// [`SigningError`] when the signer's algorithm is not RS256, RS384 or RS512, when the statement
/// has a signature already, and when the signer fails or the certificates are another's.
pub fn sign(
    statement: &Document<Statement>,
    display: LanguageMap,
    certificates: Option<&CertificateChain>,
    signer: &(impl Sign + ?Sized),
) -> Result<SignedStatement, SigningError> {
    if !ALGORITHMS.contains(signer.algorithm()) {
        return Err(SigningError::Algorithm(signer.algorithm()));
    }
    let attachments = statement.value().attachments.as_deref();
    if attachments
        .unwrap_or_default()
        .iter()
        .any(Attachment::is_signature)
    {
        return Err(SigningError::AlreadySigned);
    }
    let payload = statement.to_bytes();
    let signature = match certificates {
        Some(chain) => sign_certified(None, chain, &payload, signer),
        None => sign_compact(None, &payload, signer),
    };
    let signature = signature.map_err(SigningError::Signer)?;
    let digest = Digest::of(signature.as_bytes());
    // All texts of the attachment are good ones; were one not, no statement would go out unsigned.
    let attachment = attachment(&signature, &digest, display);
    let attachment = attachment.ok_or(SigningError::Signer(SignError::Failed))?;
    let mut statement = statement.value().clone();
    statement
        .attachments
        .get_or_insert_default()
        .push(attachment);
    Ok(SignedStatement {
        statement,
        signature: signature.into(),
        digest,
    })
}

impl SignedStatement {
    /// The statement with the attachment of its signature.
    pub const fn statement(&self) -> &Statement {
        &self.statement
    }

    /// The signature: the data of the attachment.
    pub const fn data(&self) -> &[u8] {
        self.signature.as_bytes()
    }

    /// The hash by which the data meets its attachment.
    pub const fn digest(&self) -> &Digest {
        &self.digest
    }
}

impl fmt::Debug for SignedStatement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedStatement")
            .field("signature", &self.signature.len())
            .finish_non_exhaustive()
    }
}

/// The attachment that says what a signature is.
fn attachment(signature: &str, digest: &Digest, display: LanguageMap) -> Option<Attachment> {
    Some(Attachment::new(
        Iri::new(Attachment::SIGNATURE).ok()?,
        display,
        MediaType::new(Attachment::SIGNATURE_TYPE).ok()?,
        ByteLength(u64::try_from(signature.len()).ok()?),
        Sha2::new(digest.to_string()).ok()?,
    ))
}
