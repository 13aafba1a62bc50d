//! Keys that were used, until they expire.

use std::collections::{BTreeMap, VecDeque};

use super::{BATCH, Digest};

/// Digests of used keys, and until when each is remembered.
#[derive(Debug)]
pub(super) struct Used {
    capacity: usize,
    expiries: BTreeMap<Digest, i64>,
    /// In the order of use, which is nearly that of expiry and costs less to keep: one that
    /// stays behind a longer-lived one is void all the same.
    order: VecDeque<(i64, Digest)>,
}

impl Used {
    pub(super) const fn new(capacity: usize) -> Self {
        Self {
            capacity,
            expiries: BTreeMap::new(),
            order: VecDeque::new(),
        }
    }

    pub(super) fn contains(&self, key: &Digest, now: i64) -> bool {
        self.expiries.get(key).is_some_and(|expires| *expires > now)
    }

    /// Remembers a key; of too many, the one used first is forgotten.
    pub(super) fn insert(&mut self, key: Digest, expires: i64) {
        self.expiries.insert(key, expires);
        self.order.push_back((expires, key));
        if self.order.len() > self.capacity {
            self.forget_first();
        }
    }

    pub(super) fn forget_expired(&mut self, now: i64) {
        for _ in 0..BATCH {
            match self.order.front() {
                Some((expires, _)) if *expires <= now => self.forget_first(),
                _ => break,
            }
        }
    }

    fn forget_first(&mut self) {
        if let Some((expires, key)) = self.order.pop_front()
            // A key that was kept and used again after its expiry is remembered for that.
            && self.expiries.get(&key) == Some(&expires)
        {
            self.expiries.remove(&key);
        }
    }
}
