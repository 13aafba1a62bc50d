//! Every rule that the signature of a statement can break.

use crate::rules::rule_list;

rule_list! {
    /// All of them.
    ALL, "xAPI ";
    /// The statement has no attachment that is a signature, or the data is that of none.
    MISSING security "xapi.signature.missing" "XAPI-00115", "1.0.3 Part 2 §2.6; 2.0 §4.2.6";
    /// The data of the attachment is no JWS in the compact form.
    MALFORMED security "xapi.signature.malformed" "XAPI-00115", "1.0.3 Part 2 §2.6; 2.0 §4.2.6";
    /// The signature, or the statement in it, is larger than allowed.
    LIMIT security "xapi.signature.limit", "1.0.3 Part 2 §2.6; 2.0 §4.2.6";
    /// What was signed is no statement.
    PAYLOAD security "xapi.signature.payload" "XAPI-00116", "1.0.3 Part 2 §2.6; 2.0 §4.2.6";
    /// What was signed is another statement than the one that came.
    DIFFERS security "xapi.signature.differs" "XAPI-00116", "1.0.3 Part 2 §2.6; 2.0 §4.2.6";
    /// The statement is signed with another algorithm than RS256, RS384 or RS512.
    ALGORITHM security "xapi.signature.algorithm" "XAPI-00117", "1.0.3 Part 2 §2.6; 2.0 §4.2.6";
    /// The signature does not belong to the statement and key.
    MISMATCH security "xapi.signature.mismatch" "XAPI-00117", "1.0.3 Part 2 §2.6; 2.0 §4.2.6";
    /// The certificate that the signature brings cannot be read, or has a key of another kind.
    CERTIFICATE security "xapi.signature.certificate", "1.0.3 Part 2 §2.6; 2.0 §4.2.6";
    /// The certificate that the signature brings has a key below 2048 or above 8192 bits.
    ///
    /// So has the standard's own example, with 1024. A profile that tolerates it takes the signature for
    /// well formed and leaves it unverified: no such key ever verifies anything.
    KEY_WEAK must "xapi.signature.key_weak", "1.0.3 Part 2 §2.6; 2.0 §4.2.6; RFC 7518 §3.3";
    /// The signature brings no certificate.
    NO_CERTIFICATE should "xapi.signature.no_certificate", "1.0.3 Part 2 §2.6; 2.0 §4.2.6";
}
