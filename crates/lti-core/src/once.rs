//! A bounded map whose values can be taken once, with tombstones until they expire.

use std::collections::{BTreeMap, BTreeSet};

use crate::{BackendError, Taken};

/// Values by key; each is given out once, and remembered as used until it expires.
#[derive(Debug)]
pub(crate) struct OnceStore<K, V> {
    what: &'static str,
    capacity: usize,
    /// `None` is a tombstone.
    values: BTreeMap<K, (Option<V>, i64)>,
    /// When each key may be forgotten, in order.
    expiries: BTreeSet<(i64, K)>,
}

impl<K: Clone + Ord, V> OnceStore<K, V> {
    pub(crate) const fn new(what: &'static str, capacity: usize) -> Self {
        Self {
            what,
            capacity,
            values: BTreeMap::new(),
            expiries: BTreeSet::new(),
        }
    }

    /// Keeps a value until `expires`; refuses when full, and where the key is in use.
    pub(crate) fn keep(
        &mut self,
        key: K,
        value: V,
        expires: i64,
        now: i64,
    ) -> Result<(), BackendError> {
        self.forget_expired(now);
        if self.values.len() >= self.capacity {
            return Err(BackendError::Full {
                what: self.what,
                limit: self.capacity,
            });
        }
        if self.values.contains_key(&key) {
            return Err(BackendError::failed("key is in use"));
        }
        self.expiries.insert((expires, key.clone()));
        self.values.insert(key, (Some(value), expires));
        Ok(())
    }

    /// Takes the value out and leaves a tombstone.
    pub(crate) fn take(&mut self, key: &K, now: i64) -> Taken<V> {
        self.forget_expired(now);
        match self.values.get_mut(key) {
            None => Taken::Unknown,
            Some((value, _)) => value.take().map_or(Taken::AlreadyUsed, Taken::Fresh),
        }
    }

    /// Like [`OnceStore::take`], but a value that does not fit stays; `None` tells of it.
    pub(crate) fn take_if(
        &mut self,
        key: &K,
        now: i64,
        fits: impl FnOnce(&V) -> bool,
    ) -> Option<Taken<V>> {
        self.forget_expired(now);
        let waiting = self.values.get(key).and_then(|(value, _)| value.as_ref());
        if waiting.is_some_and(|value| !fits(value)) {
            return None;
        }
        Some(self.take(key, now))
    }

    fn forget_expired(&mut self, now: i64) {
        while let Some((expires, key)) = self.expiries.first() {
            if *expires > now {
                break;
            }
            self.values.remove(key);
            self.expiries.pop_first();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_given_out_once() {
        let mut store = OnceStore::new("values", 4);
        store.keep("a", 1, 100, 0).unwrap();
        assert_eq!(store.take(&"a", 1), Taken::Fresh(1));
        assert_eq!(store.take(&"a", 1), Taken::AlreadyUsed);
    }

    #[test]
    fn a_value_that_does_not_fit_stays() {
        let mut store = OnceStore::new("values", 4);
        store.keep("a", 1, 100, 0).unwrap();
        assert_eq!(store.take_if(&"a", 1, |value| *value == 2), None);
        assert_eq!(
            store.take_if(&"a", 1, |value| *value == 1),
            Some(Taken::Fresh(1))
        );
        assert_eq!(store.take_if(&"a", 1, |_| false), Some(Taken::AlreadyUsed));
        assert_eq!(store.take_if(&"b", 1, |_| false), Some(Taken::Unknown));
    }

    #[test]
    fn a_value_that_was_never_kept_is_unknown() {
        let mut store = OnceStore::<_, i32>::new("values", 4);
        assert_eq!(store.take(&"a", 1), Taken::Unknown);
    }

    #[test]
    fn values_and_tombstones_are_forgotten_at_their_expiry() {
        let mut store = OnceStore::new("values", 4);
        store.keep("a", 1, 100, 0).unwrap();
        store.keep("b", 2, 100, 0).unwrap();
        store.take(&"a", 99);
        assert_eq!(store.take(&"a", 100), Taken::Unknown);
        assert_eq!(store.take(&"b", 100), Taken::Unknown);
    }

    #[test]
    fn a_full_store_refuses_rather_than_forget() {
        let mut store = OnceStore::new("values", 1);
        store.keep("a", 1, 100, 0).unwrap();
        store.take(&"a", 1);
        assert_eq!(
            store.keep("b", 2, 100, 1),
            Err(BackendError::Full {
                what: "values",
                limit: 1
            })
        );
        assert_eq!(store.take(&"a", 1), Taken::AlreadyUsed);
        store.keep("b", 2, 200, 100).unwrap();
    }

    #[test]
    fn a_key_in_use_is_not_overwritten() {
        let mut store = OnceStore::new("values", 4);
        store.keep("a", 1, 100, 0).unwrap();
        assert!(store.keep("a", 2, 100, 0).is_err());
        assert_eq!(store.take(&"a", 1), Taken::Fresh(1));
    }
}
