//! Any bytes as a page of line items: no panic; what is read survives writing and reading, and
//! strict readers take nothing that lenient ones refuse.
#![no_main]

use edu_json::ToJson as _;
use edu_types::{Limits, Profile};
use libfuzzer_sys::fuzz_target;
use lti_core::ags::LineItems;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::DEFAULT;
    let lenient = LineItems::from_slice(bytes, &Profile::lenient(), &limits);
    if let Ok(strict) = LineItems::from_slice(bytes, &Profile::strict(), &limits) {
        assert_eq!(strict.value, lenient.as_ref().expect("lenient takes it, too").value);
    }
    let Ok(page) = lenient else { return };
    for item in &page.value.0 {
        assert!(item.score_maximum.as_decimal().is_positive());
        assert!(!item.label.as_str().trim().is_empty());
    }
    let written = page.value.to_json_string();
    let again = LineItems::from_slice(written.as_bytes(), &Profile::lenient(), &limits);
    assert_eq!(again.expect("what was written is read").value, page.value);
});
