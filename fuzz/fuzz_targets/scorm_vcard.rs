//! Any text as a contributor's card: no panic, every reading of it answers, and a card of the standard
//! form that is written reads the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use scorm_manifest::lom::VCard;

fuzz_target!(|text: &str| {
    let Ok(card) = VCard::parse(text) else { return };
    let _read = (card.formatted_name(), card.name_parts(), card.organization());
    for property in card.properties() {
        let _text = property.text();
    }
    let Ok(again) = VCard::parse(&card.to_string()) else {
        panic!("what was written is no card");
    };
    assert!(again == card, "another card was read back");
});
