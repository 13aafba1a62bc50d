//! Any query of a list of statements: no panic; an answer or a refusal with a rule, never a failure
//! of the host; a page that goes on goes on somewhere.
#![no_main]

use edu_fuzz::lrs::{Answer, Lrs};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (bool, &str)| {
    let (older, query) = input;
    let lrs = Lrs::with_statements();
    let version = if older { "1.0.3" } else { "2.0.0" };
    let Some(answer) = lrs.get(version, &format!("/statements?{query}")) else {
        return;
    };
    answer.check();
    if let Some(more) = answer.more() {
        let next = lrs.get(version, &more).as_ref().map(Answer::status);
        assert_eq!(next, Some(200));
    }
});
