//! The machine's clock and randomness.

use std::collections::BTreeSet;
use std::time::{SystemTime, UNIX_EPOCH};

use edu_http::Moments as _;

use crate::stack::SystemMoments;

#[test]
fn no_two_calls_get_the_same_randomness() {
    let moments = SystemMoments::new();
    let mut seen = BTreeSet::new();
    for _ in 0..100 {
        let mut entropy = moments.moment().unwrap().entropy;
        for _ in 0..4 {
            assert!(seen.insert(entropy.take_token().unwrap()));
        }
        assert!(
            entropy.take_token().is_err(),
            "a call's share is four tokens"
        );
    }
}

#[test]
fn time_is_the_machines_own() {
    let before = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let now = SystemMoments::new().moment().unwrap().now;
    let after = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let seconds = u64::try_from(now.unix_seconds()).unwrap();
    assert!((before.as_secs()..=after.as_secs()).contains(&seconds));
}
