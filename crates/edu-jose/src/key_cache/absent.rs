//! Key ids that a fetched set did not have.

use core::time::Duration;
use std::collections::BTreeMap;

use crate::KeyId;

/// Key ids that were asked for in vain, each until it may be asked for again.
///
/// Only ids that a set fetched for them did not have come in here, so that a key published a
/// moment later is not shut out for longer than that.
pub(super) struct AbsentKeys {
    until: BTreeMap<KeyId, Duration>,
    capacity: usize,
}

impl AbsentKeys {
    pub(super) const fn new(capacity: usize) -> Self {
        Self {
            until: BTreeMap::new(),
            capacity,
        }
    }

    pub(super) fn holds(&self, key_id: &KeyId, now: Duration) -> bool {
        self.until.get(key_id).is_some_and(|&until| now < until)
    }

    /// Remembers an id, at the cost of expired ones or else of the one that expires first.
    pub(super) fn insert(&mut self, key_id: KeyId, now: Duration, until: Duration) {
        if self.until.len() >= self.capacity && !self.until.contains_key(&key_id) {
            self.until.retain(|_, until| now < *until);
        }
        if self.until.len() >= self.capacity && !self.until.contains_key(&key_id) {
            let first = self.until.iter().min_by_key(|(_, until)| **until);
            if let Some(first) = first.map(|(key_id, _)| key_id.clone()) {
                self.until.remove(&first);
            }
        }
        self.until.insert(key_id, until);
    }

    pub(super) fn len(&self) -> usize {
        self.until.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u64) -> KeyId {
        KeyId::new(number.to_string()).unwrap()
    }

    #[test]
    fn the_one_that_expires_first_makes_room() {
        let mut absent = AbsentKeys::new(2);
        for number in 0..3 {
            absent.insert(id(number), Duration::ZERO, Duration::from_secs(60 + number));
        }
        assert_eq!(absent.len(), 2);
        assert!(!absent.holds(&id(0), Duration::ZERO));
        assert!(absent.holds(&id(1), Duration::ZERO));
        assert!(absent.holds(&id(2), Duration::ZERO));
    }

    #[test]
    fn an_id_is_held_until_its_moment_and_not_in_it() {
        let mut absent = AbsentKeys::new(1);
        absent.insert(id(0), Duration::ZERO, Duration::from_secs(60));
        assert!(absent.holds(&id(0), Duration::from_nanos(59_999_999_999)));
        assert!(!absent.holds(&id(0), Duration::from_secs(60)));
    }

    #[test]
    fn to_insert_an_id_again_pushes_none_out() {
        let mut absent = AbsentKeys::new(2);
        for number in [0, 1, 1, 1] {
            absent.insert(id(number), Duration::ZERO, Duration::from_secs(60));
        }
        assert!(absent.holds(&id(0), Duration::ZERO));
    }
}
