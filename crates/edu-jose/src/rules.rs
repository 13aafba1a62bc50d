//! The rules this crate enforces: none of them is relaxed by any profile.

use edu_types::Rule;

/// The token is longer than allowed.
pub const TOKEN_SIZE: Rule = Rule::security("jose.size", "RFC 8259 §9");
/// The token does not have three segments, or one is empty.
pub const SEGMENTS: Rule = Rule::security("jose.segments", "RFC 7515 §7.1");
/// A segment is not canonical base64url.
pub const BASE64: Rule = Rule::security("jose.base64", "RFC 7515 §2");
/// The header is not a JSON object in UTF-8.
pub const HEADER_JSON: Rule = Rule::security("jose.header.json", "RFC 7515 §4");
/// The header has two members of one name.
pub const HEADER_DUPLICATE: Rule = Rule::security("jose.header.duplicate", "RFC 7515 §4");
/// A header member has the wrong JSON type.
pub const HEADER_TYPE: Rule = Rule::security("jose.header.type", "RFC 7515 §4.1");
/// The header asks for extensions, of which none is supported.
pub const HEADER_CRITICAL: Rule = Rule::security("jose.header.crit", "RFC 7515 §4.1.11");
/// The header changes how the payload is encoded.
pub const HEADER_B64: Rule = Rule::security("jose.header.b64", "RFC 7797 §3");
/// The header asks for compression.
pub const HEADER_ZIP: Rule = Rule::security("jose.header.zip", "RFC 7516 §4.1.3");
/// The header brings its own key, or an address to fetch one from.
pub const HEADER_KEY: Rule = Rule::security("jose.header.key_material", "RFC 8725 §3.10");
/// The header brings no certificates where they are needed, or such that hold no acceptable key.
pub const CERTIFICATES: Rule = Rule::security("jose.certificates", "RFC 7515 §4.1.6");
/// The header names no algorithm.
pub const ALG_MISSING: Rule = Rule::security("jose.alg.missing", "RFC 7515 §4.1.1");
/// The header names an algorithm that is never accepted.
pub const ALG_REFUSED: Rule = Rule::security(
    "jose.alg.refused",
    "1EdTech Security Framework 1.0 §5.1.3, RFC 8725 §3.1",
);
/// The header names an algorithm that this sender was not expected to use.
pub const ALG_NOT_ALLOWED: Rule = Rule::security("jose.alg.not_allowed", "RFC 8725 §3.1");
/// The signature provider does not know the algorithm.
pub const ALG_UNSUPPORTED: Rule = Rule::security("jose.alg.unsupported", "RFC 8725 §3.2");
/// The key id is empty, too long or has control characters.
pub const KID_INVALID: Rule = Rule::security("jose.kid.invalid", "RFC 7515 §4.1.4");
/// The token names no key.
pub const KID_MISSING: Rule =
    Rule::security("jose.kid.missing", "1EdTech Security Framework 1.0 §5.1.3");
/// The token names a key that the set does not have.
pub const KEY_UNKNOWN: Rule = Rule::security("jose.key.unknown", "RFC 7515 §4.1.4");
/// The token names an id that two usable keys share.
pub const KEY_AMBIGUOUS: Rule = Rule::security("jose.key.ambiguous", "RFC 7517 §4.5");
/// The token names a key that must not be used for it.
pub const KEY_UNFIT: Rule = Rule::security("jose.key.unfit", "RFC 8725 §3.1");
/// The token names a key that is too weak to trust.
pub const KEY_WEAK: Rule = Rule::security("jose.key.weak", "RFC 7518 §3.3");
/// The signature does not belong to the token.
pub const SIGNATURE: Rule = Rule::security("jose.signature", "RFC 7515 §5.2");

/// The key set is not a JSON object with an array of keys, or is too large.
pub const SET_SHAPE: Rule = Rule::security("jwks.shape", "RFC 7517 §5");
/// An entry is not a well-formed key; it is skipped.
pub const JWK_MALFORMED: Rule = Rule::should("jwk.malformed", "RFC 7517 §4");
/// An entry is of a type that signs nothing here; it is skipped.
pub const JWK_TYPE: Rule = Rule::should("jwk.type", "RFC 7517 §4.1");
/// An entry is too weak to trust; it is skipped.
pub const JWK_WEAK: Rule = Rule::should("jwk.weak", "RFC 7518 §3.3");
/// An entry is not meant to check signatures; it is skipped.
pub const JWK_USE: Rule = Rule::advice("jwk.use", "RFC 7517 §4.2");
/// An entry is bound to another algorithm; it is skipped.
pub const JWK_ALGORITHM: Rule = Rule::should("jwk.alg", "RFC 7517 §4.4");
/// An entry shows its private part to everyone; only the public part is used.
pub const JWK_PRIVATE: Rule = Rule::should("jwk.private_part_published", "RFC 7517 §9.2");
/// An entry has zeros before its modulus or exponent.
pub const JWK_LEADING_ZERO: Rule = Rule::should("jwk.leading_zero", "RFC 7518 §6.3.1.1");
/// Two usable entries share one id; tokens that name it are refused.
pub const JWK_DUPLICATE_ID: Rule = Rule::should("jwk.kid.duplicate", "RFC 7517 §4.5");
/// An entry has no id, so tokens cannot name it.
pub const JWK_NO_ID: Rule = Rule::should("jwk.kid.missing", "RFC 7517 §4.5");
