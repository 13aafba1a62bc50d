//! Stores of used assertions, each with one fault.

use std::collections::BTreeMap;
use std::sync::Mutex;

use edu_types::Timestamp;
use lti_core::token::AssertionId;
use lti_core::{AssertionUse, Assertions, BackendError, ClientId, MemoryAssertions, kit};
use pollster::block_on;

use super::broken::once_later;
use super::{assert_caught, codes};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    None,
    ForgetsUses,
    LooksThenNotes,
    ForgetsEarly,
    IgnoresCase,
    IgnoresClient,
    JoinsClientAndName,
    TakesVoid,
    NeverFirst,
    Fails,
    ForgetsForRoom,
    StaysFull,
    Endless,
    Small,
}

const CAPACITY: usize = 12;

struct Store {
    fault: Fault,
    used: Mutex<BTreeMap<(String, String), i64>>,
}

impl Store {
    fn new(fault: Fault) -> Self {
        let used = Mutex::new(BTreeMap::new());
        Self { fault, used }
    }

    fn key(&self, client: &ClientId, id: &AssertionId) -> (String, String) {
        let (client, id) = (client.as_str().to_owned(), id.as_str().to_owned());
        if self.fault == Fault::IgnoresCase {
            (client, id.to_lowercase())
        } else if self.fault == Fault::IgnoresClient {
            (String::new(), id)
        } else if self.fault == Fault::JoinsClientAndName {
            (String::new(), client + &id)
        } else {
            (client, id)
        }
    }

    fn note(&self, key: (String, String), expires: i64, now: i64) -> Result<(), BackendError> {
        let mut used = self.used.lock().unwrap();
        let room = if self.fault == Fault::Small {
            CAPACITY - 1
        } else {
            CAPACITY
        };
        if self.fault != Fault::StaysFull {
            used.retain(|_, expires| *expires > now);
        }
        if used.len() >= room && self.fault != Fault::Endless {
            if self.fault != Fault::ForgetsForRoom {
                return Err(BackendError::failed("full"));
            }
            used.pop_first();
        }
        used.insert(key, expires);
        Ok(())
    }
}

impl Assertions for Store {
    async fn use_assertion(
        &self,
        client_id: &ClientId,
        id: &AssertionId,
        expires: &Timestamp,
        now: &Timestamp,
    ) -> Result<AssertionUse, BackendError> {
        let key = self.key(client_id, id);
        let (mut until, now) = (expires.unix_seconds(), now.unix_seconds());
        if self.fault == Fault::Fails {
            return Err(BackendError::failed("down"));
        }
        if self.fault == Fault::ForgetsUses {
            return Ok(AssertionUse::First);
        }
        if until <= now && self.fault != Fault::TakesVoid || self.fault == Fault::NeverFirst {
            return Ok(AssertionUse::Repeated);
        }
        if self.fault == Fault::ForgetsEarly {
            until = until.saturating_sub(10);
        }
        let found = self.used.lock().unwrap().get(&key).copied();
        if found.is_some_and(|expires| expires > now) {
            return Ok(AssertionUse::Repeated);
        }
        if self.fault == Fault::LooksThenNotes {
            once_later().await;
        }
        self.note(key, until, now)?;
        Ok(AssertionUse::First)
    }
}

fn found(fault: Fault) -> Vec<&'static str> {
    let make = async || Store::new(fault);
    codes(&block_on(kit::assertions_of_capacity(CAPACITY, make)))
}

#[test]
fn memory_of_assertions_keeps_every_promise() {
    let make = async || MemoryAssertions::with_capacity(100, CAPACITY);
    let report = block_on(kit::assertions_of_capacity(CAPACITY, make));
    assert!(report.is_empty(), "{report}");
    let make = async || MemoryAssertions::with_capacity(CAPACITY, 100);
    let report = block_on(kit::assertions_of_capacity(CAPACITY, make));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn store_of_assertions_without_a_fault_passes() {
    assert_eq!(found(Fault::None), [""; 0]);
}

#[test]
fn store_of_assertions_with_a_fault_is_caught() {
    for (fault, code) in [
        (Fault::ForgetsUses, "lti.kit.twice"),
        (Fault::LooksThenNotes, "lti.kit.raced"),
        (Fault::ForgetsEarly, "lti.kit.twice"),
        (Fault::IgnoresCase, "lti.kit.invented"),
        (Fault::IgnoresClient, "lti.kit.crossed"),
        (Fault::JoinsClientAndName, "lti.kit.crossed"),
        (Fault::TakesVoid, "lti.kit.expired"),
        (Fault::NeverFirst, "lti.kit.invented"),
        (Fault::Fails, "lti.kit.failed"),
        (Fault::ForgetsForRoom, "lti.kit.use_forgotten"),
        (Fault::StaysFull, "lti.kit.stays_full"),
        (Fault::Endless, "lti.kit.capacity"),
        (Fault::Small, "lti.kit.capacity"),
    ] {
        assert_caught(&found(fault), code);
    }
}

#[test]
fn tenants_that_share_assertions_are_caught() {
    let shared = Store::new(Fault::None);
    let report = block_on(kit::assertions_of_tenants((&shared, &shared)));
    assert_caught(&codes(&report), "lti.kit.crossed");
    let apart = (MemoryAssertions::new(), MemoryAssertions::new());
    assert!(block_on(kit::assertions_of_tenants(apart)).is_empty());
}

#[test]
fn one_client_cannot_fill_the_memory_of_the_others() {
    let store = MemoryAssertions::with_capacity(100, 3);
    let uses = |client: &str, id: &str| {
        let (client, id) = (
            ClientId::new(client).unwrap(),
            AssertionId::new(id).unwrap(),
        );
        let at = Timestamp::from_unix_seconds;
        block_on(store.use_assertion(&client, &id, &at(600), &at(0)))
    };
    for id in ["1", "2", "3"] {
        assert_eq!(uses("greedy", id), Ok(AssertionUse::First));
    }
    assert!(uses("greedy", "4").is_err());
    assert_eq!(uses("greedy", "3"), Ok(AssertionUse::Repeated));
    assert_eq!(uses("modest", "1"), Ok(AssertionUse::First));
}
