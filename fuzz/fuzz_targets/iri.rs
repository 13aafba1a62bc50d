//! Any text: no panic; what is accepted keeps its bytes, what is refused says where.
#![no_main]

use edu_types::{Iri, IriError};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match Iri::new(text) {
        Ok(iri) => {
            assert_eq!(iri.as_str(), text);
            assert!(text[iri.scheme().len()..].starts_with(':'));
        }
        Err(IriError::Character { at } | IriError::PercentEncoding { at }) => {
            assert!(text[at..].chars().next().is_some());
        }
        Err(IriError::Authority { at }) => assert!(text[..at].ends_with("://")),
        Err(_) => {}
    }
});
