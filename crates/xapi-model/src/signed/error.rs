//! Why a statement is not signed, and why a signature is refused.

use edu_jose::{Algorithm, JoseError, SignError};
use edu_json::Refused;
use edu_types::{Place, Profile, Report, Rule};

use super::rules;

/// Why a statement cannot be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SigningError {
    /// The signer uses an algorithm that the standard does not allow.
    #[error("signer uses {0}, only RS256, RS384 and RS512 are allowed")]
    Algorithm(Algorithm),
    /// The statement has a signature, which would not be part of the new one's payload.
    #[error("statement has a signature already")]
    AlreadySigned,
    /// The signature was not made.
    #[error("{0}")]
    Signer(SignError),
}

/// Why the signature of a statement is refused: the first rule it breaks.
///
/// Never quotes the statement or the signature. A store answers it with `400 Bad Request`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// The statement has no attachment whose usage type is that of signatures.
    #[error("statement has no attachment that is a signature")]
    Missing,
    /// The data is that of no signature of the statement.
    #[error("data does not have the sha2 of an attachment that is a signature")]
    OtherData,
    /// The attachment of the signature has another media type than signatures have.
    #[error("contentType of a signature is another, application/octet-stream is allowed")]
    ContentType,
    /// The data is no text.
    #[error("signature is not a JWS in the compact form, which is ASCII text")]
    NotText,
    /// The data is no JWS that is acceptable.
    #[error("{0}")]
    Jws(JoseError),
    /// What was signed is no statement.
    #[error("signed statement: {0}")]
    Payload(Box<Refused>),
    /// What was signed is another statement than the one that came.
    #[error("statement differs from the signed one in {} places, first at {}", .places.len(), first(.places))]
    Differs {
        /// JSON Pointers into either of them.
        places: Vec<String>,
    },
}

impl SignatureError {
    /// The rule that was broken: stable code and clause.
    pub fn rule(&self) -> &'static Rule {
        match self {
            Self::Missing | Self::OtherData => &rules::MISSING,
            Self::ContentType => &crate::rules::SIGNATURE_TYPE,
            Self::NotText => &rules::MALFORMED,
            Self::Jws(error) => jws_rule(error),
            Self::Payload(_) => &rules::PAYLOAD,
            Self::Differs { .. } => &rules::DIFFERS,
        }
    }

    /// The refusal as a report: of what was signed every finding, otherwise one.
    ///
    /// Places are those in the statement.
    pub fn to_report(&self) -> Report {
        let mut report = Report::new();
        let strict = Profile::strict();
        let message = self.to_string();
        match self {
            Self::Differs { places } => {
                for place in places {
                    let message = "statement differs from the signed one";
                    report.note(&strict, self.rule(), Place::pointer(place), message);
                }
            }
            Self::Payload(refused) => {
                report.note(&strict, self.rule(), attachments(), message);
                report.append(refused.report().clone());
            }
            Self::Missing | Self::OtherData | Self::ContentType | Self::NotText | Self::Jws(_) => {
                report.note(&strict, self.rule(), attachments(), message);
            }
        }
        report
    }
}

fn attachments() -> Place {
    Place::member("attachments")
}

fn first(places: &[String]) -> &str {
    places.first().map_or("", String::as_str)
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "what can be wrong with a token is an open set"
)]
fn jws_rule(error: &JoseError) -> &'static Rule {
    match error {
        JoseError::AlgorithmMissing
        | JoseError::AlgorithmRefused(_)
        | JoseError::AlgorithmNotAllowed { .. }
        | JoseError::AlgorithmUnsupported(_) => &rules::ALGORITHM,
        JoseError::BadSignature => &rules::MISMATCH,
        JoseError::TooLarge(_) => &rules::LIMIT,
        error if is_weak(error) => &rules::KEY_WEAK,
        JoseError::Certificate(_)
        | JoseError::CertificateMissing
        | JoseError::HeaderCertificates
        | JoseError::UnfitKey(_) => &rules::CERTIFICATE,
        _ => &rules::MALFORMED,
    }
}

/// Whether a key is well formed and no more than too weak, or too costly, to use.
pub(super) fn is_weak(error: &JoseError) -> bool {
    error.rule().code == edu_jose::rules::KEY_WEAK.code
}
