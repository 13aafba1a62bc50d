//! Any body that is posted as statements with attachments, in pieces of any size: no panic; taken in, or refused
//! with a rule and nothing kept; sent again, it changes nothing.
#![no_main]

use edu_fuzz::lrs::Lrs;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, bool, &[u8])| {
    let (piece, is_json, body) = input;
    let lrs = Lrs::new();
    let content_type = if is_json { "application/json" } else { "multipart/mixed; boundary=sep" };
    let answer = lrs.post(content_type, body, usize::from(piece).max(1));
    answer.check();
    let kept = lrs.count();
    if answer.status() != 200 {
        assert_eq!(kept, 0);
        return;
    }
    let again = lrs.post(content_type, body, body.len().max(1));
    assert_eq!(again.status(), 200);
    let list = lrs.get("2.0.0", "/statements?attachments=true&format=canonical");
    assert_eq!(list.expect("a request").status(), 200);
});
