//! The keys of the played platforms: honest ones, an attacker's, and those that nobody should take.

use std::collections::BTreeMap;
use std::path::Path;
use std::thread;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use edu_jose::{Algorithm, Jwk, KeyId, Sign as _, SigningKeyError};
use edu_jose_aws_lc::AwsLcSigner;
use edu_json::ToJson as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::weak::WeakKey;

/// Every key of a run.
#[derive(Debug)]
pub(crate) struct KeyRing {
    /// Signs honest launches.
    pub(crate) signing: AwsLcSigner,
    /// Published beside it, as the one that follows.
    pub(crate) next: AwsLcSigner,
    /// Published only in the course of the run.
    pub(crate) late: AwsLcSigner,
    /// Of the other platform, published at its address alone.
    pub(crate) other: AwsLcSigner,
    /// Published second under an id that two keys share.
    pub(crate) twin: AwsLcSigner,
    /// Of the attacker; the tool is told of it by nobody but the attacker.
    pub(crate) attacker: AwsLcSigner,
    /// Published under an id that a key of another type has, too.
    pub(crate) curve: AwsLcSigner,
    pub(crate) weak: Vec<(&'static str, WeakKey)>,
    plain: bool,
}

/// The id that two keys of one type share.
pub(crate) const TWIN: &str = "two-keys-of-one-type";
/// The id that keys of two types share.
pub(crate) const MIXED: &str = "two-keys-of-two-types";

impl KeyRing {
    /// Makes the keys, or reads them from a file that an earlier run wrote.
    ///
    /// # Errors
    ///
    /// What kept the keys from being made, read or written.
    pub(crate) fn open(file: Option<&Path>, plain: bool) -> Result<Self, String> {
        let mut pems = stored(file)?;
        let known = pems.len();
        let mut taken = made(&mut pems)?.into_iter();
        let mut take = || taken.next().ok_or("a key was not made".to_owned());
        let ring = Self {
            signing: take()?,
            next: take()?,
            late: take()?,
            other: take()?,
            twin: take()?,
            attacker: take()?,
            curve: take()?,
            weak: vec![
                ("rsa-512", WeakKey::of_bits(512)),
                ("rsa-1024", WeakKey::of_bits(1024)),
                ("rsa-8256", WeakKey::of_bits(8256)),
                ("rsa-exponent-1", WeakKey::with_exponent_one()),
                ("rsa-even", WeakKey::with_even_modulus()),
            ],
            plain,
        };
        if let Some(file) = file.filter(|_| pems.len() > known) {
            let text = format!("{:#}", json!(pems));
            std::fs::write(file, text).map_err(|error| at(file, &error))?;
        }
        Ok(ring)
    }

    /// What the platform publishes; `with_late` once the late key is there.
    pub(crate) fn key_set(&self, with_late: bool) -> Value {
        let mut keys = vec![jwk(&self.signing), jwk(&self.next)];
        if with_late {
            keys.push(jwk(&self.late));
        }
        if self.plain {
            return json!({ "keys": keys });
        }
        keys.extend([
            renamed(&self.next, TWIN),
            renamed(&self.twin, TWIN),
            renamed(&self.next, MIXED),
            renamed(&self.curve, MIXED),
        ]);
        keys.extend(self.weak.iter().map(|(name, key)| key.jwk(name)));
        // Keys of unknown types must be passed over (RFC 7517 §5).
        keys.push(json!({"kty": "FUTURE", "kid": "of-an-unknown-type", "q": "AQAB"}));
        json!({ "keys": keys })
    }

    /// What the other platform publishes.
    pub(crate) fn other_key_set(&self) -> Value {
        json!({ "keys": [jwk(&self.other)] })
    }

    /// What the attacker publishes: the own key, under the id of the honest one and its own.
    pub(crate) fn attacker_key_set(&self) -> Value {
        let own = jwk(&self.attacker);
        json!({ "keys": [renamed(&self.attacker, id(&self.signing)), own] })
    }

    /// Whether odd keys are published.
    pub(crate) const fn is_plain(&self) -> bool {
        self.plain
    }
}

/// The id of a key.
pub(crate) fn id(signer: &AwsLcSigner) -> &str {
    signer.key_id().map_or("", KeyId::as_str)
}

/// The public key as it is published.
pub(crate) fn jwk(signer: &AwsLcSigner) -> Value {
    let written = Jwk::of_signer(signer).to_json_string();
    serde_json::from_str(&written).unwrap_or_default()
}

fn renamed(signer: &AwsLcSigner, name: &str) -> Value {
    let mut key = jwk(signer);
    if let Some(members) = key.as_object_mut() {
        members.insert("kid".to_owned(), name.into());
    }
    key
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// HMAC with SHA-256 (RFC 2104).
pub(crate) fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    const BLOCK: usize = 64;
    let mut block = if key.len() > BLOCK {
        Sha256::digest(key).to_vec()
    } else {
        key.to_vec()
    };
    block.resize(BLOCK, 0);
    let masked = |mask: u8| block.iter().map(|byte| byte ^ mask).collect::<Vec<u8>>();
    let inner = Sha256::new()
        .chain_update(masked(0x36))
        .chain_update(message)
        .finalize();
    let outer = Sha256::new()
        .chain_update(masked(0x5c))
        .chain_update(inner)
        .finalize();
    outer.to_vec()
}

/// Names under which keys are kept, in the order of the ring.
const NAMES: [&str; 7] = [
    "signing", "next", "late", "other", "twin", "attacker", "curve",
];

fn algorithm_of(name: &str) -> Algorithm {
    if name == "curve" {
        Algorithm::Es256
    } else {
        Algorithm::Rs256
    }
}

/// All keys in order; those that are not kept are made, each on a thread of its own.
fn made(pems: &mut BTreeMap<String, String>) -> Result<Vec<AwsLcSigner>, String> {
    let signers: Vec<Result<AwsLcSigner, SigningKeyError>> = thread::scope(|scope| {
        let making = NAMES.map(|name| {
            let kept = pems.get(name).cloned();
            scope.spawn(move || match kept {
                Some(pem) => AwsLcSigner::from_pkcs8_pem(algorithm_of(name), &pem),
                None => AwsLcSigner::generate(algorithm_of(name)),
            })
        });
        making
            .into_iter()
            .map(|making| {
                making
                    .join()
                    .unwrap_or(Err(SigningKeyError::Rejected(Algorithm::Rs256)))
            })
            .collect()
    });
    let mut all = Vec::new();
    for (name, signer) in NAMES.into_iter().zip(signers) {
        let signer = signer.map_err(|error| format!("key `{name}`: {error}"))?;
        if !pems.contains_key(name) {
            let pem = signer.to_pkcs8_pem().map_err(|error| error.to_string())?;
            pems.insert(name.to_owned(), pem.into_inner());
        }
        all.push(signer);
    }
    Ok(all)
}

fn stored(file: Option<&Path>) -> Result<BTreeMap<String, String>, String> {
    let Some(file) = file.filter(|file| file.exists()) else {
        return Ok(BTreeMap::new());
    };
    let text = std::fs::read_to_string(file).map_err(|error| at(file, &error))?;
    serde_json::from_str(&text).map_err(|error| at(file, &error))
}

fn at(file: &Path, error: &dyn core::fmt::Display) -> String {
    format!("{}: {error}", file.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Test case 2 of RFC 4231.
    #[test]
    fn hmac_is_that_of_the_standard() {
        let mac = hmac(b"Jefe", b"what do ya want for nothing?");
        assert_eq!(encode(&mac), "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM");
    }
}
