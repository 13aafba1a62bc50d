//! Why a token is refused.

use edu_json::JsonError;
use edu_types::macros::IdError;
use edu_types::{LimitExceeded, Place, Profile, Report, Rule};

use crate::{Algorithm, Algorithms, CertificateError, KeyFault, rules};

/// Why a token is refused: the first rule it breaks.
///
/// Never quotes the token. [`JoseError::rule`] gives a stable code and the clause.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JoseError {
    /// The token or its header is longer than allowed.
    #[error("{0}")]
    TooLarge(LimitExceeded),
    /// The token is not three segments with points between them.
    #[error("token has {found} segments, exactly 3 are allowed")]
    Segments {
        /// Segments found; one more than is worth counting means "more".
        found: usize,
    },
    /// A segment has no characters.
    #[error("{segment} segment is empty")]
    Empty {
        /// `header`, `payload` or `signature`.
        segment: &'static str,
    },
    /// A segment is not canonical base64url without padding.
    #[error("{segment} segment is not canonical base64url without padding")]
    Base64 {
        /// `header`, `payload` or `signature`.
        segment: &'static str,
    },
    /// The header is not acceptable JSON.
    #[error("header: {0}")]
    HeaderJson(JsonError),
    /// The header is JSON but not an object.
    #[error("header is not an object")]
    HeaderNotObject,
    /// A header member that must be text is something else.
    #[error("header member `{member}` is not a string")]
    HeaderType {
        /// The member's name.
        member: &'static str,
    },
    /// The header has a member that is never accepted.
    #[error("header member `{member}` is not allowed")]
    HeaderRefused {
        /// The member's name.
        member: &'static str,
    },
    /// The certificates of the header are none.
    #[error("header member `x5c` is not 1 to 10 certificates in base64")]
    HeaderCertificates,
    /// The header brings no certificate to check the signature with.
    #[error("token brings no certificate")]
    CertificateMissing,
    /// The first certificate of the header has no acceptable key.
    #[error("{0}")]
    Certificate(CertificateError),
    /// The header names no algorithm.
    #[error("header names no algorithm")]
    AlgorithmMissing,
    /// The header names an algorithm that is never accepted.
    #[error("header names {0}, only RS256, RS384, RS512, ES256, ES384 and ES512 exist here")]
    AlgorithmRefused(RefusedAlgorithm),
    /// The header names an algorithm that this sender was not expected to use.
    #[error("token is signed with {found}, allowed: {allowed}")]
    AlgorithmNotAllowed {
        /// The algorithm of the token.
        found: Algorithm,
        /// The algorithms accepted from this sender.
        allowed: Algorithms,
    },
    /// The signature provider cannot check this algorithm.
    #[error("the signature provider does not support {0}")]
    AlgorithmUnsupported(Algorithm),
    /// The key id of the token is no acceptable id.
    #[error("{0}")]
    KeyIdInvalid(IdError),
    /// The token names no key.
    #[error("token names no key")]
    KeyIdMissing,
    /// The token names no key, and the set does not have exactly one that could be meant.
    #[error("token names no key and {usable} keys could be meant, exactly 1 is allowed")]
    NoSoleKey {
        /// Keys of the set that fit the token's algorithm.
        usable: usize,
    },
    /// The set has no key of that id: it may have been fetched before the key was made.
    #[error("the key set has no key of that id")]
    UnknownKey,
    /// Two usable keys of the set share the id.
    #[error("the key set has more than one usable key of that id")]
    AmbiguousKey,
    /// The set has the key, but it must not be used for this token.
    #[error("the key of that id {0}")]
    UnfitKey(KeyFault),
    /// The set has the key, but it is too weak to trust.
    #[error("the key of that id is too weak")]
    WeakKey,
    /// The signature does not belong to this token and key.
    #[error("signature does not match")]
    BadSignature,
}

/// A kind of algorithm that is never accepted.
///
/// The text of the token is not repeated: it is an attacker's to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RefusedAlgorithm {
    /// `none`, in any spelling: no signature at all.
    None,
    /// The HMAC family: the verifier's key would be the signer's.
    Hmac,
    /// The RSA-PSS family.
    RsaPss,
    /// Anything else.
    Unknown,
}

impl RefusedAlgorithm {
    pub(crate) fn of(name: &str) -> Self {
        if name.eq_ignore_ascii_case("none") {
            return Self::None;
        }
        match name.get(..2) {
            Some("HS") => Self::Hmac,
            Some("PS") => Self::RsaPss,
            Some(_) | None => Self::Unknown,
        }
    }
}

impl core::fmt::Display for RefusedAlgorithm {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::None => "`none`",
            Self::Hmac => "an HMAC algorithm",
            Self::RsaPss => "an RSA-PSS algorithm",
            Self::Unknown => "an unknown algorithm",
        })
    }
}

impl JoseError {
    /// The rule that was broken: stable code and clause.
    pub fn rule(&self) -> &'static Rule {
        match self {
            Self::TooLarge(_) => &rules::TOKEN_SIZE,
            Self::Segments { .. } | Self::Empty { .. } => &rules::SEGMENTS,
            Self::Base64 { .. } => &rules::BASE64,
            Self::HeaderJson(JsonError::Duplicate { .. }) => &rules::HEADER_DUPLICATE,
            Self::HeaderJson(_) | Self::HeaderNotObject => &rules::HEADER_JSON,
            Self::HeaderType { member: "kid" } | Self::KeyIdInvalid(_) => &rules::KID_INVALID,
            Self::HeaderType { .. } => &rules::HEADER_TYPE,
            Self::HeaderRefused { member } => refused_member(member),
            Self::HeaderCertificates | Self::CertificateMissing => &rules::CERTIFICATES,
            Self::Certificate(error) => error.rule(),
            Self::AlgorithmMissing => &rules::ALG_MISSING,
            Self::AlgorithmRefused(_) => &rules::ALG_REFUSED,
            Self::AlgorithmNotAllowed { .. } => &rules::ALG_NOT_ALLOWED,
            Self::AlgorithmUnsupported(_) => &rules::ALG_UNSUPPORTED,
            Self::KeyIdMissing | Self::NoSoleKey { .. } => &rules::KID_MISSING,
            Self::UnknownKey => &rules::KEY_UNKNOWN,
            Self::AmbiguousKey => &rules::KEY_AMBIGUOUS,
            Self::UnfitKey(_) => &rules::KEY_UNFIT,
            Self::WeakKey => &rules::KEY_WEAK,
            Self::BadSignature => &rules::SIGNATURE,
        }
    }

    /// Whether the same token may be accepted after the key set was fetched again.
    ///
    /// True for [`JoseError::UnknownKey`] only. Whoever fetches must bound how often: anyone
    /// can send tokens with invented ids.
    pub const fn is_retryable(&self) -> bool {
        matches!(self, Self::UnknownKey)
    }

    /// The refusal as a report of one finding.
    pub fn to_report(&self) -> Report {
        let mut report = Report::new();
        let message = self.to_string();
        report.note(&Profile::strict(), self.rule(), Place::unknown(), message);
        report
    }
}

fn refused_member(member: &str) -> &'static Rule {
    match member {
        "crit" => &rules::HEADER_CRITICAL,
        "b64" => &rules::HEADER_B64,
        "zip" => &rules::HEADER_ZIP,
        // jwk, jku, x5u and x5c.
        _ => &rules::HEADER_KEY,
    }
}
