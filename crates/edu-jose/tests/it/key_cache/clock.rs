//! Clocks that are set back or leap.

use super::simulation::{HOUR, MINUTE, Simulation};

#[test]
fn a_clock_set_back_makes_no_room_for_another_fetch() {
    let mut simulation = Simulation::holding(&["a"], HOUR);
    simulation.set_clock_back(10 * 24 * 3600);
    assert_eq!(simulation.word(Some("b")), "negative");
    simulation.pass(29);
    assert_eq!(simulation.word(Some("b")), "negative");
    simulation.pass(1);
    assert_eq!(simulation.word(Some("b")), "fetch");
}

#[test]
fn a_clock_set_back_does_not_keep_keys_for_as_long_as_it_was_wrong() {
    let mut simulation = Simulation::holding(&["a"], 5 * MINUTE);
    simulation.set_clock_back(10 * 365 * 24 * 3600);
    assert_eq!(simulation.word(None), "use");
    assert_eq!(simulation.seconds_until_fetch(None), 5 * MINUTE);
    simulation.pass(24 * HOUR);
    assert_eq!(simulation.word(None), "fetch");
    assert_eq!(simulation.word(None), "wait");
}

#[test]
fn a_clock_that_leaps_ahead_and_back_only_costs_a_fetch() {
    let mut simulation = Simulation::holding(&["a"], HOUR);
    simulation.pass(50 * 365 * 24 * HOUR);
    assert_eq!(simulation.word(None), "fetch");
    simulation.set_clock_back(50 * 365 * 24 * 3600);
    assert_eq!(simulation.word(None), "wait");
    simulation.pass(10);
    assert_eq!(simulation.word(None), "unavailable");
}
