//! Security Framework 1.0 §6: unknown keys by the thousand.

use core::time::Duration;

use edu_jose::Lookup;

use super::simulation::{HOUR, Simulation, id};

#[test]
fn case_07_ten_thousand_unknown_keys_lead_to_one_fetch_an_interval() {
    let mut simulation = Simulation::holding(&["a"], HOUR);
    let mut fetches = 0;
    for number in 0..10_000 {
        simulation.pass_exactly(Duration::from_millis(30));
        let (now, wanted) = (simulation.now(), id(&format!("flood-{number}")));
        if let Lookup::Fetch(ticket) = simulation.cache.lookup(Some(&wanted), &now) {
            simulation.answer(ticket, &["a"], Some(HOUR));
            fetches += 1;
        }
        assert_eq!(simulation.word(Some("a")), "use");
    }
    assert_eq!(fetches, 10, "300 seconds in intervals of 30");
}

#[test]
fn case_07_a_flood_while_a_fetch_is_under_way_is_remembered_within_bounds() {
    let mut simulation = Simulation::holding(&["a"], HOUR);
    simulation.pass(30);
    let ticket = simulation.ticket_for(Some("first"));
    for number in 0..10_000 {
        assert_eq!(simulation.word(Some(&format!("flood-{number}"))), "wait");
    }
    simulation.answer(ticket, &["a"], Some(HOUR));
    let debug = format!("{:?}", simulation.cache);
    assert!(debug.contains("absent: 256"), "{debug}");
    assert_eq!(simulation.word(Some("flood-9999")), "negative");
}

#[test]
fn case_07_a_flood_while_the_sender_is_down_is_bounded_by_the_back_off() {
    let mut simulation = Simulation::new();
    let mut fetches = 0;
    for number in 0..10_000 {
        simulation.pass_exactly(Duration::from_millis(360));
        let (now, wanted) = (simulation.now(), id(&format!("flood-{number}")));
        if let Lookup::Fetch(ticket) = simulation.cache.lookup(Some(&wanted), &now) {
            simulation.fail(ticket);
            fetches += 1;
        }
    }
    assert!(fetches <= 18, "{fetches} fetches in an hour");
}
