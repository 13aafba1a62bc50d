//! A bounded map whose values can be taken once.

mod lines;
mod used;

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};

use sha2::{Digest as _, Sha256};

use crate::{BackendError, Taken};
use lines::Lines;
use used::Used;

/// A key or an owner, in a size of our choosing whoever chose the text.
pub(crate) type Digest = [u8; 32];

/// The digest of texts in their order; none but the last may hold a zero byte.
pub(crate) fn digest<const N: usize>(texts: [&str; N]) -> Digest {
    let mut sha = Sha256::new();
    for text in texts {
        sha.update(text);
        sha.update([0]);
    }
    sha.finalize().into()
}

/// How many values may wait.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    /// Of all owners; at least one.
    pub(crate) total: usize,
    /// Of one owner; at least one.
    pub(crate) of_one_owner: usize,
}

/// Values by key; each is given out once, and remembered as used until it expires.
///
/// Too many of one owner push out the owner's oldest; too many in all push out the oldest of
/// the owner that has most. So a flood in the name of one owner pushes out its own. A value
/// pushed out is unknown from then on: it is refused, as if it had never been kept. Used keys
/// have room of their own, as much as all that wait; neither pushes out the other.
#[derive(Debug)]
pub(crate) struct OnceStore<V> {
    room: Room,
    /// Counts what was ever kept, so that places never repeat.
    last_place: u64,
    waiting: BTreeMap<Digest, Waiting<V>>,
    expiries: BTreeSet<(i64, Digest)>,
    lines: Lines,
    used: Used,
}

#[derive(Debug)]
struct Waiting<V> {
    value: V,
    owner: Digest,
    place: u64,
    expires: i64,
}

/// Expired entries forgotten by one call: more than one, so that they leave faster than they
/// come, and few, so that no call pays for all.
const BATCH: usize = 64;

impl<V> OnceStore<V> {
    pub(crate) fn new(room: Room) -> Self {
        Self {
            room,
            last_place: 0,
            waiting: BTreeMap::new(),
            expiries: BTreeSet::new(),
            lines: Lines::default(),
            used: Used::new(room.total.max(1)),
        }
    }

    /// Keeps a value until `expires`; refuses only where the key is in use.
    pub(crate) fn keep(
        &mut self,
        key: Digest,
        owner: Digest,
        value: V,
        expires: i64,
        now: i64,
    ) -> Result<(), BackendError> {
        self.forget_expired(now);
        let waits = self.waiting.get(&key).is_some_and(|one| one.expires > now);
        if waits || self.used.contains(&key, now) {
            return Err(BackendError::failed("key is in use"));
        }
        self.remove(&key);
        self.last_place = self.last_place.saturating_add(1);
        let place = self.last_place;
        self.lines.enter(owner, place, key);
        self.expiries.insert((expires, key));
        let waiting = Waiting {
            value,
            owner,
            place,
            expires,
        };
        self.waiting.insert(key, waiting);
        self.make_room(&owner);
        Ok(())
    }

    /// The value that waits under a key, left where it is.
    pub(crate) fn find(&self, key: &Digest, now: i64) -> Option<&V> {
        let waiting = self.waiting.get(key)?;
        (waiting.expires > now).then_some(&waiting.value)
    }

    /// Takes the value out and remembers that it was used.
    pub(crate) fn take(&mut self, key: &Digest, now: i64) -> Taken<V> {
        self.take_if(key, now, |_| true).unwrap_or(Taken::Unknown)
    }

    /// Like [`OnceStore::take`], but a value that does not fit stays; `None` tells of it.
    pub(crate) fn take_if(
        &mut self,
        key: &Digest,
        now: i64,
        fits: impl FnOnce(&V) -> bool,
    ) -> Option<Taken<V>> {
        self.forget_expired(now);
        let found = match self.waiting.entry(*key) {
            Entry::Occupied(found) if found.get().expires > now => found,
            Entry::Occupied(_) | Entry::Vacant(_) => {
                let used = self.used.contains(key, now);
                return Some(if used {
                    Taken::AlreadyUsed
                } else {
                    Taken::Unknown
                });
            }
        };
        if !fits(&found.get().value) {
            return None;
        }
        let taken = found.remove();
        self.expiries.remove(&(taken.expires, *key));
        self.lines.leave(taken.owner, taken.place);
        self.used.insert(*key, taken.expires);
        Some(Taken::Fresh(taken.value))
    }

    /// The value kept last is never the oldest of the longest line, unless it is alone.
    fn make_room(&mut self, owner: &Digest) {
        if self.lines.len(owner) > self.room.of_one_owner.max(1)
            && let Some(key) = self.lines.oldest_of(owner)
        {
            self.remove(&key);
        }
        if self.waiting.len() > self.room.total.max(1)
            && let Some(key) = self.lines.oldest_of_longest()
        {
            self.remove(&key);
        }
    }

    fn forget_expired(&mut self, now: i64) {
        for _ in 0..BATCH {
            match self.expiries.first() {
                Some((expires, key)) if *expires <= now => {
                    let key = *key;
                    self.remove(&key);
                }
                _ => break,
            }
        }
        self.used.forget_expired(now);
    }

    fn remove(&mut self, key: &Digest) -> Option<Waiting<V>> {
        let waiting = self.waiting.remove(key)?;
        self.expiries.remove(&(waiting.expires, *key));
        self.lines.leave(waiting.owner, waiting.place);
        Some(waiting)
    }
}

#[cfg(test)]
mod tests;
