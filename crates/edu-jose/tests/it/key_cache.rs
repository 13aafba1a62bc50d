//! Security Framework 1.0 §6: when published keys are used, and when they are fetched again.

mod clock;
mod failures;
mod floods;
mod properties;
mod settings;
mod simulation;

use core::time::Duration;

use edu_jose::{Fetched, Lookup};

use simulation::{HOUR, MINUTE, Simulation, id};

#[test]
fn without_keys_the_first_caller_fetches_and_the_others_wait() {
    let mut simulation = Simulation::new();
    assert_eq!(simulation.word(None), "fetch");
    simulation.pass(4);
    assert_eq!(simulation.word(None), "wait");
    let (now, six) = (simulation.now(), Duration::from_secs(6));
    let waited = simulation.cache.lookup(Some(&id("a")), &now);
    assert_eq!(waited, Lookup::Wait { at_most: six });
}

#[test]
fn fetched_keys_are_used_until_their_lifetime_is_over() {
    let mut simulation = Simulation::holding(&["a"], 10 * MINUTE);
    simulation.pass_exactly(Duration::from_nanos(599_999_999_999));
    assert_eq!(simulation.look(Some("a")), ("use", vec!["a".to_owned()]));
    simulation.pass_exactly(Duration::from_nanos(1));
    assert_eq!(simulation.word(Some("a")), "fetch");
}

#[test]
fn lifetimes_are_brought_into_five_to_sixty_minutes() {
    let cases = [
        (Some(0), 5 * MINUTE),
        (Some(299), 5 * MINUTE),
        (Some(301), 301),
        (Some(3599), 3599),
        (Some(u64::MAX), HOUR),
        (None, 15 * MINUTE),
    ];
    for (said, used) in cases {
        let mut simulation = Simulation::new();
        simulation.fetch(&["a"], said);
        assert_eq!(simulation.seconds_until_fetch(None), used, "{said:?}");
    }
}

#[test]
fn while_stale_keys_are_renewed_the_others_use_them() {
    let mut simulation = Simulation::holding(&["a"], 5 * MINUTE);
    simulation.pass(5 * MINUTE);
    assert_eq!(simulation.word(Some("a")), "fetch");
    assert_eq!(simulation.word(Some("a")), "stale");
    assert_eq!(simulation.word(None), "stale");
    assert_eq!(simulation.word(Some("b")), "wait");
}

#[test]
fn a_rotation_replaces_the_whole_set_and_nobody_is_refused_meanwhile() {
    let mut simulation = Simulation::holding(&["old", "next"], 5 * MINUTE);
    simulation.pass(5 * MINUTE);
    let ticket = simulation.ticket();
    assert_eq!(simulation.word(Some("old")), "stale");
    simulation.answer(ticket, &["next", "after"], None);
    let next = vec!["next".to_owned(), "after".to_owned()];
    assert_eq!(simulation.look(Some("next")), ("use", next));
    assert_eq!(simulation.word(Some("old")), "negative");
}

#[test]
fn a_rotation_without_notice_is_seen_at_the_first_unknown_key() {
    let mut simulation = Simulation::holding(&["old"], HOUR);
    simulation.pass(30);
    let ticket = simulation.ticket_for(Some("new"));
    simulation.answer(ticket, &["new"], None);
    assert_eq!(simulation.word(Some("new")), "use");
}

#[test]
fn an_unknown_key_within_the_interval_leads_to_no_fetch_and_is_not_held_against_it() {
    let mut simulation = Simulation::holding(&["old"], HOUR);
    simulation.pass_exactly(Duration::from_nanos(29_999_999_999));
    assert_eq!(simulation.word(Some("new")), "negative");
    simulation.pass_exactly(Duration::from_nanos(1));
    assert_eq!(simulation.word(Some("new")), "fetch");
}

#[test]
fn a_key_that_a_fetch_did_not_bring_leads_to_none_for_five_minutes() {
    let mut simulation = Simulation::holding(&["a"], HOUR);
    simulation.pass(30);
    let ticket = simulation.ticket_for(Some("bad"));
    assert_eq!(simulation.word(Some("worse")), "wait");
    simulation.answer(ticket, &["a"], Some(HOUR));
    for bad in ["bad", "worse"] {
        simulation.pass(120);
        assert_eq!(simulation.word(Some(bad)), "negative");
    }
    simulation.pass(60);
    assert_eq!(simulation.word(Some("bad")), "fetch");
}

#[test]
fn a_key_published_late_is_used_as_soon_as_another_fetch_brings_it() {
    let mut simulation = Simulation::holding(&["a"], HOUR);
    simulation.pass(30);
    let ticket = simulation.ticket_for(Some("late"));
    simulation.answer(ticket, &["a"], Some(HOUR));
    simulation.pass(30);
    let ticket = simulation.ticket_for(Some("other"));
    simulation.answer(ticket, &["a", "late"], Some(HOUR));
    assert_eq!(simulation.word(Some("late")), "use");
}

#[test]
fn odd_entries_of_a_fetched_set_are_told() {
    let mut simulation = Simulation::new();
    let ticket = simulation.ticket();
    let told = simulation.answer(ticket, &["a", "a"], None);
    let Fetched::Replaced(report) = told else {
        panic!("{told:?}")
    };
    assert_eq!(report.findings()[0].code, "jwk.kid.duplicate");
}

#[test]
fn a_cache_is_idle_only_when_it_has_nothing_to_lose() {
    let mut simulation = Simulation::new();
    let idle = |simulation: &mut Simulation| {
        let now = simulation.now();
        simulation.cache.is_idle(&now)
    };
    assert!(idle(&mut simulation));
    let ticket = simulation.ticket();
    assert!(!idle(&mut simulation), "a fetch is under way");
    simulation.fail(ticket);
    assert!(!idle(&mut simulation), "it backs off");
    simulation.pass(5);
    assert!(idle(&mut simulation));
    simulation.fetch(&["a"], None);
    simulation.pass(23 * HOUR);
    assert!(!idle(&mut simulation), "it holds keys");
    simulation.pass(HOUR);
    assert!(idle(&mut simulation));
}

#[test]
fn no_key_is_printed() {
    let mut simulation = Simulation::holding(&["kid-of-a"], HOUR);
    let now = simulation.now();
    let lookup = format!("{:?}", simulation.cache.lookup(None, &now));
    assert_eq!(lookup, "Use(1 keys)");
    let debug = format!("{:?}", simulation.cache);
    assert!(
        !debug.contains("kid-of-a") && !debug.contains("127"),
        "{debug}"
    );
}
