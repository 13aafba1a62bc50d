//! A cache, its callers and a clock that moves only when told.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "a sum that overflows fails the test"
)]

use core::time::Duration;

use edu_jose::{CacheSettings, FetchTicket, Fetched, JwksLimits, KeyId, KeySetCache, Lookup};
use edu_types::Timestamp;

const P256: &str = r#""kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0""#;
pub(super) const MINUTE: u64 = 60;
pub(super) const HOUR: u64 = 3600;

/// A published set of these ids.
pub(super) fn published(ids: &[&str]) -> Vec<u8> {
    let entry = |id: &&str| format!(r#"{{{P256},"kid":"{id}"}}"#);
    let entries: Vec<_> = ids.iter().map(entry).collect();
    format!(r#"{{"keys":[{}]}}"#, entries.join(",")).into_bytes()
}

pub(super) fn id(text: &str) -> KeyId {
    KeyId::new(text).unwrap()
}

/// A cache and a clock that moves only when told.
pub(super) struct Simulation {
    pub(super) cache: KeySetCache,
    nanos: i128,
}

impl Simulation {
    pub(super) fn new() -> Self {
        Self::with(CacheSettings::DEFAULT)
    }

    pub(super) fn with(settings: CacheSettings) -> Self {
        Self {
            cache: KeySetCache::new(settings, JwksLimits::DEFAULT),
            nanos: 1_714_550_400_000_000_000,
        }
    }

    /// With keys of these ids, fetched at this moment, fresh for so many seconds.
    pub(super) fn holding(ids: &[&str], lifetime: u64) -> Self {
        let mut simulation = Self::new();
        simulation.fetch(ids, Some(lifetime));
        simulation
    }

    pub(super) fn now(&self) -> Timestamp {
        Timestamp::from_unix_nanos(self.nanos).unwrap()
    }

    pub(super) fn pass(&mut self, seconds: u64) {
        self.pass_exactly(Duration::from_secs(seconds));
    }

    pub(super) fn pass_exactly(&mut self, time: Duration) {
        self.nanos += i128::try_from(time.as_nanos()).unwrap();
    }

    pub(super) fn set_clock_back(&mut self, seconds: i128) {
        self.nanos -= seconds * 1_000_000_000;
    }

    /// In one word, and the ids that may be used.
    pub(super) fn look(&mut self, wanted: Option<&str>) -> (&'static str, Vec<String>) {
        let now = self.now();
        let lookup = self.cache.lookup(wanted.map(id).as_ref(), &now);
        let word = match &lookup {
            Lookup::Use(_) => "use",
            Lookup::UseStale(_) => "stale",
            Lookup::NegativeHit(_) => "negative",
            Lookup::Fetch(_) => "fetch",
            Lookup::Wait { .. } => "wait",
            Lookup::Unavailable { .. } => "unavailable",
        };
        let keys = lookup.keys().map(|keys| keys.keys().iter());
        let ids = keys.into_iter().flatten().filter_map(|key| key.key_id());
        (word, ids.map(|id| id.as_str().to_owned()).collect())
    }

    pub(super) fn word(&mut self, wanted: Option<&str>) -> &'static str {
        self.look(wanted).0
    }

    pub(super) fn ticket_for(&mut self, wanted: Option<&str>) -> FetchTicket {
        let now = self.now();
        let lookup = self.cache.lookup(wanted.map(id).as_ref(), &now);
        let Lookup::Fetch(ticket) = lookup else {
            panic!("{lookup:?}")
        };
        ticket
    }

    pub(super) fn ticket(&mut self) -> FetchTicket {
        self.ticket_for(None)
    }

    pub(super) fn answer(
        &mut self,
        ticket: FetchTicket,
        ids: &[&str],
        lifetime: Option<u64>,
    ) -> Fetched {
        let (now, lifetime) = (self.now(), lifetime.map(Duration::from_secs));
        let bytes = published(ids);
        self.cache.fetched(ticket, &bytes, lifetime, &now).unwrap()
    }

    pub(super) fn fetch(&mut self, ids: &[&str], lifetime: Option<u64>) {
        let ticket = self.ticket();
        self.answer(ticket, ids, lifetime);
    }

    pub(super) fn fail(&mut self, ticket: FetchTicket) {
        let now = self.now();
        self.cache.failed(ticket, &now);
    }

    /// Seconds, counted up one by one, after which a look-up leads to a fetch.
    pub(super) fn seconds_until_fetch(&mut self, wanted: Option<&str>) -> u64 {
        for passed in 0..2 * HOUR {
            let now = self.now();
            if let Lookup::Fetch(ticket) = self.cache.lookup(wanted.map(id).as_ref(), &now) {
                self.fail(ticket);
                return passed;
            }
            self.pass(1);
        }
        panic!("no fetch in two hours")
    }
}
