//! Keys that somebody pastes.

use edu_jose::{Jwk, JwksLimits, KeyId, KeySet, KeySetError, PemError, PublicKey};
use edu_json::{Node, Tree};
use edu_types::Limits;

use super::{Fields, Findings, rules};

/// What nobody may know but the owner of a key.
const PRIVATE_MEMBERS: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

const PRIVATE: &str = "this is a private key, and it was not kept: whoever has it can speak for \
                       its owner. It has travelled, so its owner must replace it; what belongs \
                       here is the public key";

/// Refuses private keys in any field; returns the fields without them.
pub(super) fn without_private_keys(findings: &mut Findings, fields: Fields) -> Fields {
    let private: Vec<String> = fields
        .names()
        .filter(|name| shows_private_key(fields.get(name)))
        .map(str::to_owned)
        .collect();
    for name in &private {
        findings.note(name, &rules::KEY_PRIVATE, PRIVATE);
    }
    fields.without(private.iter().map(String::as_str))
}

/// Whether a text holds a private or shared key, well formed or not.
fn shows_private_key(text: &str) -> bool {
    if text.contains("PRIVATE KEY") {
        return true;
    }
    match Tree::parse(text.trim().as_bytes(), &Limits::DEFAULT) {
        Ok(tree) => {
            let root = tree.root();
            let mut entries = root.get("keys").into_iter().flat_map(Node::items);
            is_private(root) || entries.any(is_private)
        }
        // A key that was cut off is still a key.
        Err(_) => text.contains("\"kty\"") && text.contains("\"d\""),
    }
}

fn is_private(entry: Node<'_>) -> bool {
    let mut members = PRIVATE_MEMBERS.iter();
    entry.get("kty").is_some() && members.any(|name| entry.get(name).is_some())
}

/// Reads pasted public keys: a key set in JSON, or one key in PEM that `key_id` may name.
pub fn pasted_keys(
    findings: &mut Findings,
    field: &str,
    text: &str,
    key_id: Option<KeyId>,
) -> Option<KeySet> {
    let text = text.trim();
    let keys = if text.starts_with('{') || text.starts_with('[') {
        key_set(findings, field, text)?
    } else {
        pem(findings, field, text, key_id)?
    };
    for jwk in keys.keys() {
        if let PublicKey::Ec(_) = jwk.public_key() {
            let message = "a key is on an elliptic curve: this tool accepts RS256, so it checks \
                           nothing";
            findings.note(field, &rules::KEY_ALGORITHM, message);
        }
    }
    Some(keys)
}

fn key_set(findings: &mut Findings, field: &str, text: &str) -> Option<KeySet> {
    let (keys, report) = match KeySet::parse(text.as_bytes(), &JwksLimits::DEFAULT) {
        Ok(read) => read,
        Err(error) => {
            let hint = if error == KeySetError::Shape {
                ": a single key stands in that array, too"
            } else {
                ""
            };
            findings.note(field, &rules::KEY_FORM, format!("{error}{hint}"));
            return None;
        }
    };
    for finding in report.findings() {
        let message = format!("{}: {}", finding.place, finding.message);
        findings.note(field, &rules::KEY_ENTRY, message);
    }
    if keys.keys().is_empty() {
        let message = "key set has no key that can check a signature";
        findings.note(field, &rules::KEY_FORM, message);
        return None;
    }
    Some(keys)
}

fn pem(findings: &mut Findings, field: &str, text: &str, key_id: Option<KeyId>) -> Option<KeySet> {
    match PublicKey::from_pem(text) {
        Ok(key) => {
            let jwk = Jwk::new(key);
            let named = match key_id {
                Some(key_id) => jwk.with_key_id(key_id),
                None => jwk,
            };
            Some(KeySet::from_keys([named]))
        }
        Err(PemError::PrivateKey) => {
            findings.note(field, &rules::KEY_PRIVATE, PRIVATE);
            None
        }
        Err(PemError::Certificate) => {
            let message = "this is a certificate: paste the public key inside it";
            findings.note(field, &rules::KEY_FORM, message);
            None
        }
        Err(error) => {
            let message = format!("neither a key set in JSON nor one public key in PEM: {error}");
            findings.note(field, &rules::KEY_FORM, message);
            None
        }
    }
}

#[cfg(test)]
mod tests;
