//! Any text: no panic; what is accepted keeps its bytes, and so does what xAPI compares.
#![no_main]

use edu_types::IsoDuration;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(duration) = IsoDuration::parse(text) else { return };
    assert_eq!(duration.as_str(), text);
    assert!(duration.components().count() > 0);
    let cut = IsoDuration::parse(&duration.hundredths_text()).expect("a duration");
    assert!(cut.same_within_hundredth(&duration));
    assert_eq!(cut.hundredths_text(), duration.hundredths_text());
    if let (Some(whole), Some(cut)) = (duration.to_std(), cut.to_std()) {
        assert!(cut <= whole);
    }
});
