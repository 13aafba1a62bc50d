//! Security Framework 1.0 §6: a sender that is down, slow, or talks nonsense.

use core::time::Duration;

use edu_jose::{CacheSettings, Fetched, JwksLimits, KeySetCache, KeySetError, Lookup};
use edu_types::Timestamp;

use super::simulation::{HOUR, MINUTE, Simulation, id, published};

#[test]
fn failures_back_off_from_five_seconds_to_five_minutes() {
    let mut simulation = Simulation::new();
    let ticket = simulation.ticket();
    simulation.fail(ticket);
    let waits: Vec<_> = (0..9)
        .map(|_| simulation.seconds_until_fetch(None))
        .collect();
    assert_eq!(waits, [5, 10, 20, 40, 80, 160, 300, 300, 300]);
}

#[test]
fn a_success_ends_the_back_off() {
    let mut simulation = Simulation::new();
    for _ in 0..4 {
        simulation.seconds_until_fetch(None);
    }
    simulation.pass(40);
    simulation.fetch(&["a"], Some(0));
    simulation.pass(5 * MINUTE);
    let ticket = simulation.ticket();
    simulation.fail(ticket);
    assert_eq!(
        simulation.seconds_until_fetch(None),
        30,
        "the interval, not 80 s"
    );
}

#[test]
fn without_keys_a_failure_is_told_with_the_time_to_wait() {
    let mut simulation = Simulation::new();
    let ticket = simulation.ticket();
    simulation.fail(ticket);
    simulation.pass(2);
    let now = simulation.now();
    let told = simulation.cache.lookup(Some(&id("a")), &now);
    let retry_after = Duration::from_secs(3);
    assert_eq!(told, Lookup::Unavailable { retry_after });
    assert_eq!(told.keys(), None);
}

#[test]
fn stale_keys_are_used_while_the_sender_is_down_and_for_24_hours_at_most() {
    let mut simulation = Simulation::holding(&["a"], HOUR);
    for _ in 0..23 {
        simulation.pass(HOUR);
        let ticket = simulation.ticket();
        simulation.fail(ticket);
        assert_eq!(simulation.look(Some("a")), ("stale", vec!["a".to_owned()]));
    }
    simulation.pass(HOUR - 1);
    let ticket = simulation.ticket();
    simulation.fail(ticket);
    assert_eq!(simulation.word(Some("a")), "stale");
    simulation.pass(1);
    assert_eq!(simulation.word(Some("a")), "unavailable");
}

#[test]
fn stale_keys_end_earlier_where_the_settings_say_so() {
    let longest = Duration::from_secs(10 * MINUTE);
    let settings = CacheSettings::DEFAULT.with_longest_use(longest).unwrap();
    let mut simulation = Simulation::with(settings);
    simulation.fetch(&["a"], Some(HOUR));
    simulation.pass(10 * MINUTE - 1);
    assert_eq!(simulation.word(None), "use");
    simulation.pass(1);
    let ticket = simulation.ticket();
    simulation.fail(ticket);
    assert_eq!(simulation.word(None), "unavailable");
}

#[test]
fn an_unknown_key_is_refused_with_stale_keys_too() {
    let mut simulation = Simulation::holding(&["a"], 5 * MINUTE);
    simulation.pass(5 * MINUTE);
    let ticket = simulation.ticket();
    simulation.fail(ticket);
    assert_eq!(simulation.word(Some("b")), "negative");
}

#[test]
fn an_answer_that_is_no_key_set_counts_as_failure_and_replaces_nothing() {
    let mut simulation = Simulation::holding(&["a"], 5 * MINUTE);
    simulation.pass(5 * MINUTE);
    for bytes in [&b"<html>"[..], b"{}", b"{\"keys\":{}}", b""] {
        let (ticket, now) = (simulation.ticket(), simulation.now());
        let refused = simulation.cache.fetched(ticket, bytes, None, &now);
        assert!(refused.is_err(), "{refused:?}");
        assert_eq!(simulation.look(Some("a")), ("stale", vec!["a".to_owned()]));
        simulation.pass(5 * MINUTE);
    }
    let (ticket, now) = (simulation.ticket(), simulation.now());
    let refused = simulation.cache.fetched(ticket, b"{}", None, &now);
    assert_eq!(refused, Err(KeySetError::Shape));
}

#[test]
fn an_answer_above_the_limit_replaces_nothing() {
    let limits = JwksLimits::DEFAULT.with_keys(1);
    let mut cache = KeySetCache::new(CacheSettings::DEFAULT, limits);
    let now = Timestamp::from_unix_seconds(0);
    let Lookup::Fetch(ticket) = cache.lookup(None, &now) else {
        panic!("no fetch")
    };
    assert!(
        cache
            .fetched(ticket, &published(&["a", "b"]), None, &now)
            .is_err()
    );
    assert_eq!(cache.lookup(None, &now).keys(), None);
}

#[test]
fn a_fetch_without_answer_counts_as_failed_when_its_time_is_over() {
    let mut simulation = Simulation::new();
    let _lost = simulation.ticket();
    simulation.pass_exactly(Duration::from_nanos(9_999_999_999));
    assert_eq!(simulation.word(None), "wait");
    simulation.pass_exactly(Duration::from_nanos(1));
    assert_eq!(simulation.word(None), "unavailable");
    assert_eq!(simulation.seconds_until_fetch(None), 5);
}

#[test]
fn an_answer_after_its_time_is_left_unread() {
    let mut simulation = Simulation::new();
    let late = simulation.ticket();
    simulation.pass(15);
    let ticket = simulation.ticket();
    assert_eq!(simulation.answer(late, &["old"], None), Fetched::TooLate);
    assert_eq!(simulation.word(None), "wait");
    simulation.answer(ticket, &["new"], None);
    assert_eq!(simulation.look(None), ("use", vec!["new".to_owned()]));
}

#[test]
fn a_failure_after_its_time_does_not_end_the_fetch_of_another() {
    let mut simulation = Simulation::new();
    let late = simulation.ticket();
    simulation.pass(15);
    let _running = simulation.ticket();
    simulation.fail(late);
    assert_eq!(simulation.word(None), "wait");
}
