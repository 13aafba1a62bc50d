//! Any text as a compact signature: no panic; a token above the limit never reaches a key.
#![no_main]

use edu_fuzz::{AcceptAll, keys};
use edu_jose::{Algorithms, Compact, JwsLimits};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let limits = JwsLimits::DEFAULT;
    match Compact::parse(text, &limits) {
        Ok(compact) => {
            assert!(text.len() <= 64 * 1024);
            assert_eq!(text.matches('.').count(), 2);
            let accepted = compact.verify(&keys(), Algorithms::default(), &AcceptAll);
            if accepted.is_ok() {
                assert_eq!(compact.header().algorithm.as_str(), "RS256");
                assert!(compact.header().key_id.is_some());
            }
        }
        Err(error) => {
            assert!(!error.rule().code.is_empty());
            assert!(!error.to_string().is_empty());
        }
    }
});
