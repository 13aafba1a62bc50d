//! What holds for any sequence of calls to a cache of keys.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "a sum that overflows fails the test"
)]

use core::time::Duration;
use std::collections::VecDeque;

use edu_jose::{FetchTicket, Fetched, KeySetCache, Lookup};
use edu_types::Timestamp;
use proptest::prelude::*;

use super::simulation::{id, published};

const SECOND: i128 = 1_000_000_000;

/// One thing that happens to a cache.
#[derive(Clone, Debug)]
enum Step {
    Lookup(Option<u8>),
    /// The oldest open fetch brings this set and lifetime.
    Fetched(Vec<u8>, Option<u64>),
    /// The oldest open fetch brings something else.
    Nonsense,
    Failed,
    /// The oldest open fetch never answers.
    Lost,
    Pass(u64),
    ClockSetBack(u64),
}

fn step() -> impl Strategy<Value = Step> {
    let lifetime = prop::option::of(0_u64..8000);
    prop_oneof![
        6 => prop::option::of(0_u8..6).prop_map(Step::Lookup),
        3 => (prop::collection::vec(0_u8..6, 0..3), lifetime)
            .prop_map(|(ids, lifetime)| Step::Fetched(ids, lifetime)),
        1 => Just(Step::Nonsense),
        2 => Just(Step::Failed),
        1 => Just(Step::Lost),
        4 => (0_u64..45_000).prop_map(Step::Pass),
        2 => (0_u64..40_000_000).prop_map(Step::Pass),
        1 => (0_u64..200_000_000).prop_map(Step::ClockSetBack),
    ]
}

/// A cache, its callers, and what an onlooker with a better clock has seen.
struct Onlooker {
    cache: KeySetCache,
    /// What the cache is told, in nanoseconds.
    clock: i128,
    /// Time that has really passed, in nanoseconds.
    real: i128,
    open: VecDeque<(FetchTicket, i128)>,
    last_fetch: Option<i128>,
    fetched_at: Option<i128>,
    set_back: bool,
}

impl Onlooker {
    fn new() -> Self {
        Self {
            cache: KeySetCache::default(),
            clock: 1_714_550_400 * SECOND,
            real: 0,
            open: VecDeque::new(),
            last_fetch: None,
            fetched_at: None,
            set_back: false,
        }
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_unix_nanos(self.clock).unwrap()
    }

    fn see(&mut self, step: Step) {
        let now = self.now();
        match step {
            Step::Lookup(wanted) => self.look(wanted),
            Step::Fetched(ids, lifetime) => self.fetched(&ids, lifetime),
            Step::Nonsense => {
                if let Some((ticket, _)) = self.open.pop_front() {
                    let outcome = self.cache.fetched(ticket, b"<html>", None, &now);
                    assert!(!matches!(outcome, Ok(Fetched::Replaced(_))));
                }
            }
            Step::Failed => {
                if let Some((ticket, _)) = self.open.pop_front() {
                    self.cache.failed(ticket, &now);
                }
            }
            Step::Lost => drop(self.open.pop_front()),
            Step::Pass(millis) => {
                self.clock += i128::from(millis) * 1_000_000;
                self.real += i128::from(millis) * 1_000_000;
            }
            Step::ClockSetBack(millis) => {
                self.clock -= i128::from(millis) * 1_000_000;
                self.set_back = true;
            }
        }
    }

    fn fetched(&mut self, ids: &[u8], lifetime: Option<u64>) {
        let Some((ticket, began)) = self.open.pop_front() else {
            return;
        };
        let ids: Vec<_> = ids.iter().map(u8::to_string).collect();
        let ids: Vec<_> = ids.iter().map(String::as_str).collect();
        let (now, lifetime) = (self.now(), lifetime.map(Duration::from_secs));
        let outcome = self.cache.fetched(ticket, &published(&ids), lifetime, &now);
        if matches!(outcome.unwrap(), Fetched::Replaced(_)) {
            assert_eq!(
                Some(began),
                self.last_fetch,
                "an earlier fetch replaced a later one"
            );
            self.fetched_at = Some(self.real);
        }
    }

    fn look(&mut self, wanted: Option<u8>) {
        let (now, wanted) = (self.now(), wanted.map(|number| id(&number.to_string())));
        let lookup = self.cache.lookup(wanted.as_ref(), &now);
        if let Some(keys) = lookup.keys() {
            let age = self.real - self.fetched_at.expect("keys out of nowhere");
            assert!(
                self.set_back || age < 86_400 * SECOND,
                "keys are {age} ns old"
            );
            let known = wanted.as_ref().is_none_or(|wanted| keys.contains(wanted));
            assert_eq!(known, !matches!(lookup, Lookup::NegativeHit(_)));
        }
        match lookup {
            Lookup::Fetch(ticket) => self.fetch_begins(ticket),
            Lookup::Use(_) => assert!(self.set_back || self.age() < 3600 * SECOND),
            Lookup::Wait { at_most } => assert!(at_most <= Duration::from_secs(10)),
            Lookup::Unavailable { retry_after } => {
                assert!(retry_after <= Duration::from_secs(300));
            }
            Lookup::UseStale(_) | Lookup::NegativeHit(_) => {}
        }
    }

    fn age(&self) -> i128 {
        self.fetched_at.map_or(0, |at| self.real - at)
    }

    /// Without keys, 5 s lie between two fetches; with keys, the interval.
    fn fetch_begins(&mut self, ticket: FetchTicket) {
        let holds_keys = self.fetched_at.is_some() && self.age() < 86_400 * SECOND;
        let least = if holds_keys { 30 } else { 5 };
        if let Some(last) = self.last_fetch {
            let apart = self.real - last;
            assert!(apart >= least * SECOND, "fetches are {apart} ns apart");
        }
        self.last_fetch = Some(self.real);
        self.open.push_back((ticket, self.real));
    }
}

proptest! {
    #[test]
    fn no_sequence_bunches_fetches_or_uses_keys_older_than_a_day(
        steps in prop::collection::vec(step(), 1..200),
    ) {
        let mut onlooker = Onlooker::new();
        for step in steps {
            onlooker.see(step);
        }
    }

    #[test]
    fn with_an_honest_clock_none_either(
        steps in prop::collection::vec(
            step().prop_filter("clock", |step| !matches!(step, Step::ClockSetBack(_))), 1..200),
    ) {
        let mut onlooker = Onlooker::new();
        for step in steps {
            onlooker.see(step);
        }
    }

    #[test]
    fn a_sender_that_is_back_is_asked_within_five_minutes_and_a_bit(
        steps in prop::collection::vec(step(), 1..100),
    ) {
        let mut onlooker = Onlooker::new();
        for step in steps {
            onlooker.see(step);
        }
        onlooker.open.clear();
        // A clock that lags is tolerated for 60 s, a lost fetch for 10 s, then 300 s at most.
        for _ in 0..400 {
            onlooker.see(Step::Pass(1000));
            let now = onlooker.now();
            let unseen = id("unseen");
            if matches!(onlooker.cache.lookup(Some(&unseen), &now), Lookup::Fetch(_)) {
                return Ok(());
            }
        }
        prop_assert!(false, "no fetch in 400 s");
    }

    #[test]
    fn no_cache_control_makes_the_reader_fail(field in ".*") {
        let _any = edu_jose::max_age(&field);
    }
}
