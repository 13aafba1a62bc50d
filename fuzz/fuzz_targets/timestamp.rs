//! Any text: no panic; what is accepted prints as it came and survives arithmetic.
#![no_main]

use edu_types::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let read = Timestamp::parse_iso8601(text);
    if let Ok(read) = &read {
        assert_eq!(read.to_string(), text);
    }
    let Ok(timestamp) = Timestamp::parse(text) else { return };
    assert_eq!(timestamp.to_string(), text);
    assert_eq!(read.as_ref(), Ok(&timestamp));
    assert_eq!(Timestamp::parse(&timestamp.to_string()).as_ref(), Ok(&timestamp));
    if let Some(later) = timestamp.checked_add_seconds(1) {
        assert!(later > timestamp);
        assert_eq!(Timestamp::parse(&later.to_string()).as_ref(), Ok(&later));
    }
});
