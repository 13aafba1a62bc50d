//! One published key: a public key with its id and the algorithm it is bound to.

use edu_json::{JsonWriter, Node, ToJson};
use edu_types::Rule;

use crate::public_key::without_zeros;
use crate::{Algorithm, Curve, KeyError, KeyId, PublicKey, Sign, base64url, rules};

/// One published key that may check signatures.
///
/// Written with the members that matter and no others: `kty`, the numbers, `alg`, `use` and
/// `kid`, in this order. A private part cannot be held, so it cannot be published.
///
/// Spec: RFC 7517 §4; 1EdTech Security Framework 1.0, §6.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jwk {
    key: PublicKey,
    key_id: Option<KeyId>,
    algorithm: Option<Algorithm>,
}

/// Why an entry of a key set must not check a signature.
///
/// Displays as the end of a sentence that starts with the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyFault {
    /// It lacks members or has unreadable ones.
    #[error("is not well formed")]
    Malformed,
    /// It is symmetric, or of a type or curve that is not known here.
    #[error("is of a type that signs nothing here")]
    Type,
    /// It is too small, too large, or has an exponent that protects nothing.
    #[error("is too weak")]
    Weak,
    /// Its `use` is not `sig`, or its `key_ops` lack `verify`.
    #[error("is not meant to check signatures")]
    Use,
    /// Its `alg` is another algorithm.
    #[error("is bound to another algorithm")]
    Algorithm,
    /// It is of another type or curve than the token's algorithm.
    #[error("does not fit the algorithm of the token")]
    OtherType,
}

impl Jwk {
    /// A key without id, bound to no algorithm.
    pub const fn new(key: PublicKey) -> Self {
        Self {
            key,
            key_id: None,
            algorithm: None,
        }
    }

    /// The key with which others check what `signer` signs.
    ///
    /// Its id is the signer's, or the thumbprint where the signer has none.
    pub fn of_signer(signer: &(impl Sign + ?Sized)) -> Self {
        let key = signer.public_key().clone();
        let key_id = signer.key_id().cloned();
        Self {
            key_id: Some(key_id.unwrap_or_else(|| key.thumbprint())),
            algorithm: Some(signer.algorithm()),
            key,
        }
    }

    /// Names the key.
    #[must_use]
    pub fn with_key_id(mut self, key_id: KeyId) -> Self {
        self.key_id = Some(key_id);
        self
    }

    /// Binds the key to one algorithm; tokens signed with it by another are refused.
    #[must_use]
    pub const fn with_algorithm(mut self, algorithm: Algorithm) -> Self {
        self.algorithm = Some(algorithm);
        self
    }

    /// The key itself.
    pub const fn public_key(&self) -> &PublicKey {
        &self.key
    }

    /// The name that tokens use for the key.
    pub const fn key_id(&self) -> Option<&KeyId> {
        self.key_id.as_ref()
    }

    /// The one algorithm the key is bound to.
    pub const fn algorithm(&self) -> Option<Algorithm> {
        self.algorithm
    }

    /// What keeps the key from checking signatures of this algorithm.
    pub(crate) fn fault_for(&self, algorithm: Algorithm) -> Option<KeyFault> {
        if !self.key.fits(algorithm) {
            return Some(KeyFault::OtherType);
        }
        let other = self.algorithm.is_some_and(|bound| bound != algorithm);
        other.then_some(KeyFault::Algorithm)
    }
}

impl ToJson for Jwk {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.object(|object| {
            match &self.key {
                PublicKey::Rsa(key) => {
                    object.member("kty", "RSA");
                    object.member("n", &base64url::encode(key.modulus()));
                    object.member("e", &base64url::encode(key.exponent()));
                }
                PublicKey::Ec(key) => {
                    object.member("kty", "EC");
                    object.member("crv", key.curve().as_str());
                    object.member("x", &base64url::encode(key.x()));
                    object.member("y", &base64url::encode(key.y()));
                }
            }
            object.optional("alg", self.algorithm.map(Algorithm::as_str));
            object.member("use", "sig");
            object.optional("kid", self.key_id.as_ref().map(KeyId::as_str));
        });
    }
}

/// An entry that is skipped: why, and what to tell about it.
#[derive(Debug)]
pub(crate) struct Skipped {
    pub(crate) fault: KeyFault,
    pub(crate) rule: &'static Rule,
    pub(crate) message: String,
}

impl Skipped {
    fn new(fault: KeyFault, message: impl Into<String>) -> Self {
        let rule = match fault {
            KeyFault::Malformed => &rules::JWK_MALFORMED,
            KeyFault::Type | KeyFault::OtherType => &rules::JWK_TYPE,
            KeyFault::Weak => &rules::JWK_WEAK,
            KeyFault::Use => &rules::JWK_USE,
            KeyFault::Algorithm => &rules::JWK_ALGORITHM,
        };
        Self {
            fault,
            rule,
            message: message.into(),
        }
    }

    fn malformed(message: impl Into<String>) -> Self {
        Self::new(KeyFault::Malformed, message)
    }
}

/// Reads the id of an entry; it is wanted even where the rest is unusable.
pub(crate) fn read_key_id(entry: Node<'_>) -> Result<Option<KeyId>, Skipped> {
    let Some(text) = optional_text(entry, "kid")? else {
        return Ok(None);
    };
    KeyId::new(text)
        .map(Some)
        .map_err(|error| Skipped::malformed(error.to_string()))
}

/// Reads the rest of an entry.
pub(crate) fn read_key(entry: Node<'_>, key_id: Option<KeyId>) -> Result<Jwk, Skipped> {
    let read_numbers = match required_text(entry, "kty")? {
        "RSA" => read_rsa,
        "EC" => read_ec,
        "oct" => {
            let message = "symmetric keys never belong in a published set";
            return Err(Skipped::new(KeyFault::Type, message));
        }
        // Key types are an open registry; those unknown must be ignored (RFC 7517 §5).
        _ => {
            return Err(Skipped::new(
                KeyFault::Type,
                "`kty` is neither `RSA` nor `EC`",
            ));
        }
    };
    check_use(entry)?;
    let algorithm = read_algorithm(entry)?;
    let key = read_numbers(entry)?;
    if algorithm.is_some_and(|bound| !key.fits(bound)) {
        let message = "`alg` does not fit the type of the key";
        return Err(Skipped::new(KeyFault::Algorithm, message));
    }
    Ok(Jwk {
        key,
        key_id,
        algorithm,
    })
}

/// Whether the entry shows numbers that only the owner may know.
pub(crate) fn shows_private_part(entry: Node<'_>) -> bool {
    let private = ["d", "p", "q", "dp", "dq", "qi", "oth"];
    private.iter().any(|name| entry.get(name).is_some())
}

/// Whether a number of the entry has zeros before it.
pub(crate) fn has_leading_zeros(entry: Node<'_>) -> bool {
    ["n", "e"].iter().any(|name| {
        let text = entry.get(name).and_then(Node::as_str);
        let number = text.and_then(base64url::decode).unwrap_or_default();
        without_zeros(&number).len() != number.len()
    })
}

fn check_use(entry: Node<'_>) -> Result<(), Skipped> {
    if optional_text(entry, "use")?.is_some_and(|usage| usage != "sig") {
        return Err(Skipped::new(KeyFault::Use, "`use` is not `sig`"));
    }
    let Some(operations) = entry.get("key_ops") else {
        return Ok(());
    };
    if operations.kind() != edu_json::Kind::Array {
        return Err(Skipped::malformed("`key_ops` is not an array"));
    }
    if operations.items().any(|one| one.as_str() == Some("verify")) {
        return Ok(());
    }
    Err(Skipped::new(KeyFault::Use, "`key_ops` lacks `verify`"))
}

fn read_algorithm(entry: Node<'_>) -> Result<Option<Algorithm>, Skipped> {
    let Some(name) = optional_text(entry, "alg")? else {
        return Ok(None);
    };
    let unknown = "`alg` is no signature algorithm that exists here";
    Algorithm::from_name(name)
        .map(Some)
        .ok_or_else(|| Skipped::new(KeyFault::Algorithm, unknown))
}

fn read_rsa(entry: Node<'_>) -> Result<PublicKey, Skipped> {
    let (modulus, exponent) = (number(entry, "n")?, number(entry, "e")?);
    PublicKey::rsa(&modulus, &exponent).map_err(unacceptable)
}

fn read_ec(entry: Node<'_>) -> Result<PublicKey, Skipped> {
    let Some(curve) = Curve::from_name(required_text(entry, "crv")?) else {
        let message = "`crv` is none of `P-256`, `P-384` and `P-521`";
        return Err(Skipped::new(KeyFault::Type, message));
    };
    let (x, y) = (number(entry, "x")?, number(entry, "y")?);
    PublicKey::ec(curve, &x, &y).map_err(unacceptable)
}

fn unacceptable(error: KeyError) -> Skipped {
    let fault = if error.is_weak() {
        KeyFault::Weak
    } else {
        KeyFault::Malformed
    };
    Skipped::new(fault, error.to_string())
}

fn number(entry: Node<'_>, name: &str) -> Result<Vec<u8>, Skipped> {
    base64url::decode(required_text(entry, name)?).ok_or_else(|| {
        Skipped::malformed(format!(
            "`{name}` is not canonical base64url without padding"
        ))
    })
}

fn required_text<'t>(entry: Node<'t>, name: &str) -> Result<&'t str, Skipped> {
    optional_text(entry, name)?.ok_or_else(|| Skipped::malformed(format!("`{name}` is missing")))
}

fn optional_text<'t>(entry: Node<'t>, name: &str) -> Result<Option<&'t str>, Skipped> {
    let Some(value) = entry.get(name) else {
        return Ok(None);
    };
    value
        .as_str()
        .map(Some)
        .ok_or_else(|| Skipped::malformed(format!("`{name}` is not a string")))
}
