//! What a token says about its own signature.

use edu_json::{Node, Tree};
use edu_types::Limits;

use crate::{Algorithm, CertificateChain, JoseError, KeyId, error::RefusedAlgorithm};

/// What a token says about its own signature: read strictly, trusted for nothing.
///
/// Members that could change what is checked (`crit`, `b64`, `zip`) or bring a key of the
/// sender's choice (`jwk`, `jku`, `x5u`, `x5c`) lead to refusal; `x5t`, `x5t#S256` and
/// unknown members are not kept. [`Compact::parse_certified`](crate::Compact::parse_certified)
/// alone takes `x5c`.
///
/// Spec: RFC 7515 §4; RFC 8725 §3.1, §3.10.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Header {
    /// How the token claims to be signed: never accepted for that reason alone.
    pub algorithm: Algorithm,
    /// Which key the token claims to be signed with.
    pub key_id: Option<KeyId>,
    /// What kind of token it claims to be; whoever expects a kind compares it.
    pub typ: Option<Box<str>>,
    /// The certificates it brings; `None` unless they were asked for.
    pub certificates: Option<CertificateChain>,
}

/// What becomes of the certificates that a header brings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Certificates {
    /// They lead to refusal.
    Refused,
    /// They are read.
    Read,
}

/// Members that lead to refusal by being there, whatever they hold.
const REFUSED: [&str; 7] = ["crit", "b64", "zip", "jwk", "jku", "x5u", "x5c"];

impl Header {
    pub(crate) fn parse(bytes: &[u8], certificates: Certificates) -> Result<Self, JoseError> {
        let limits = Limits::DEFAULT.with_depth(8).with_members(64);
        let tree = Tree::parse(bytes, &limits).map_err(JoseError::HeaderJson)?;
        let root = tree.root();
        if root.kind() != edu_json::Kind::Object {
            return Err(JoseError::HeaderNotObject);
        }
        let (mut algorithm, mut key_id, mut typ, mut chain) = (None, None, None, None);
        for (name, value) in root.members() {
            match name {
                "alg" => algorithm = Some(read_algorithm(value)?),
                "kid" => key_id = Some(read_key_id(value)?),
                "typ" => typ = Some(text("typ", value)?.into()),
                "cty" => {
                    text("cty", value)?;
                }
                "x5c" if certificates == Certificates::Read => {
                    let read = CertificateChain::from_header(value);
                    chain = Some(read.ok_or(JoseError::HeaderCertificates)?);
                }
                // Unknown members must be ignored (RFC 7515 §4), except those that are traps.
                other => refuse_trap(other)?,
            }
        }
        Ok(Self {
            algorithm: algorithm.ok_or(JoseError::AlgorithmMissing)?,
            key_id,
            typ,
            certificates: chain,
        })
    }
}

impl core::fmt::Debug for Header {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // `typ` is text of the sender's choice and may be long.
        f.debug_struct("Header")
            .field("algorithm", &self.algorithm)
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

fn read_algorithm(value: Node<'_>) -> Result<Algorithm, JoseError> {
    let name = text("alg", value)?;
    Algorithm::from_name(name)
        .ok_or_else(|| JoseError::AlgorithmRefused(RefusedAlgorithm::of(name)))
}

fn read_key_id(value: Node<'_>) -> Result<KeyId, JoseError> {
    KeyId::new(text("kid", value)?).map_err(JoseError::KeyIdInvalid)
}

fn refuse_trap(name: &str) -> Result<(), JoseError> {
    match REFUSED.into_iter().find(|trap| *trap == name) {
        Some(member) => Err(JoseError::HeaderRefused { member }),
        None => Ok(()),
    }
}

fn text<'t>(member: &'static str, value: Node<'t>) -> Result<&'t str, JoseError> {
    value.as_str().ok_or(JoseError::HeaderType { member })
}
