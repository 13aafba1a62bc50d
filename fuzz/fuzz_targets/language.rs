//! A header and lines of language tags: no panic; a map that has texts always has one to choose.
#![no_main]

use edu_types::{AcceptLanguage, LanguageMap, LanguageTag};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (header, tags) = text.split_once('\n').unwrap_or((text, ""));
    let wanted = AcceptLanguage::parse(header);
    assert!(wanted.ranges().count() <= AcceptLanguage::MAX_RANGES);
    let mut map = LanguageMap::new();
    for line in tags.lines() {
        let Ok(tag) = LanguageTag::parse(line) else { continue };
        assert_eq!(tag.as_str(), line);
        map.push(tag, line);
    }
    assert_eq!(map.choose(&wanted).is_none(), map.is_empty());
    let mut tags: Vec<_> = map.iter().map(|(tag, _)| tag).collect();
    tags.sort();
    let distinct = tags.windows(2).all(|pair| pair[0] != pair[1]);
    assert_eq!(map.repeated().is_none(), distinct);
});
