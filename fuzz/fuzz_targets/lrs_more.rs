//! Any address of more statements: what was not made by the store is refused by that rule.
#![no_main]

use edu_fuzz::lrs::Lrs;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|token: &str| {
    let lrs = Lrs::with_statements();
    let Some(answer) = lrs.get("2.0.0", &format!("/statements?more={token}")) else {
        return;
    };
    answer.check();
    // The secret of this store is in no input.
    assert_eq!(answer.status(), 400);
});
