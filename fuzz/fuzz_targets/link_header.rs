//! Any bytes as `Link` headers: no panic; what was read is written and read again alike; a
//! pager never leaves its origin.
#![no_main]

use edu_http::{Links, Pager};
use edu_types::HttpUrl;
use http::header::LINK;
use http::{HeaderMap, HeaderValue};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut headers = HeaderMap::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        let Ok(value) = HeaderValue::from_bytes(line) else { return };
        headers.append(LINK, value);
    }
    let Ok(links) = Links::parse(&headers) else { return };
    let mut written = HeaderMap::new();
    links.write(&mut written);
    if written.get(LINK).is_none_or(|value| value.len() <= Links::MAX_BYTES) {
        assert_eq!(Links::parse(&written).as_ref(), Ok(&links));
    }
    let first = HttpUrl::parse("https://lms.example/members?p=1").expect("an address");
    let mut pager = Pager::new(first);
    let followed = pager.on_page(&links);
    if let Some(next) = pager.next() {
        assert_eq!(next.origin(), "https://lms.example");
    }
    assert!(followed.is_ok() || pager.next().is_none());
});
