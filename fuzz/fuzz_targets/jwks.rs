//! Any bytes as a key set: no panic; every key that is kept is strong enough to use.
#![no_main]

use edu_jose::{JwksLimits, KeySet, PublicKey};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok((keys, report)) = KeySet::parse(bytes, &JwksLimits::DEFAULT) else { return };
    assert!(keys.keys().len() <= 100);
    for key in keys.keys() {
        if let PublicKey::Rsa(rsa) = key.public_key() {
            assert!((2048..=8192).contains(&rsa.bits()));
        }
    }
    let _ = report.to_string();
});
