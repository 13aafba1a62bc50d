//! Every rule that the signature of a statement can break.

use edu_types::Rule;

const CLAUSE: &str = "xAPI 1.0.3 Part 2 §2.6; 2.0 §4.2.6";

/// The statement has no attachment that is a signature, or the data is that of none.
pub static MISSING: Rule = Rule::security("xapi.signature.missing", CLAUSE).numbered("XAPI-00115");
/// The data of the attachment is no JWS in the compact form.
pub static MALFORMED: Rule =
    Rule::security("xapi.signature.malformed", CLAUSE).numbered("XAPI-00115");
/// The signature, or the statement in it, is larger than allowed.
pub static LIMIT: Rule = Rule::security("xapi.signature.limit", CLAUSE);
/// What was signed is no statement.
pub static PAYLOAD: Rule = Rule::security("xapi.signature.payload", CLAUSE).numbered("XAPI-00116");
/// What was signed is another statement than the one that came.
pub static DIFFERS: Rule = Rule::security("xapi.signature.differs", CLAUSE).numbered("XAPI-00116");
/// The statement is signed with another algorithm than RS256, RS384 or RS512.
pub static ALGORITHM: Rule =
    Rule::security("xapi.signature.algorithm", CLAUSE).numbered("XAPI-00117");
/// The signature does not belong to the statement and key.
pub static MISMATCH: Rule =
    Rule::security("xapi.signature.mismatch", CLAUSE).numbered("XAPI-00117");
/// The certificate that the signature brings cannot be read, or has a key of another kind.
pub static CERTIFICATE: Rule = Rule::security("xapi.signature.certificate", CLAUSE);
/// The certificate that the signature brings has a key below 2048 or above 8192 bits.
///
/// So has the standard's own example, with 1024. A profile that tolerates it takes the signature for
/// well formed and leaves it unverified: no such key ever verifies anything.
pub static KEY_WEAK: Rule = Rule::must(
    "xapi.signature.key_weak",
    "xAPI 1.0.3 Part 2 §2.6; 2.0 §4.2.6; RFC 7518 §3.3",
);
/// The signature brings no certificate.
pub static NO_CERTIFICATE: Rule = Rule::should("xapi.signature.no_certificate", CLAUSE);

/// All of them.
pub static ALL: &[&Rule] = &[
    &MISSING,
    &MALFORMED,
    &LIMIT,
    &PAYLOAD,
    &DIFFERS,
    &ALGORITHM,
    &MISMATCH,
    &CERTIFICATE,
    &KEY_WEAK,
    &NO_CERTIFICATE,
];
