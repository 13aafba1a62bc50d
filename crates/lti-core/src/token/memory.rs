//! Used assertions of one process.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use edu_types::Timestamp;

use crate::once::{Digest, digest};
use crate::token::{AssertionId, AssertionUse, Assertions};
use crate::tool::locked;
use crate::{BackendError, ClientId};

/// The assertions that were used in one process, until they expire.
///
/// Keeps at most [`MemoryAssertions::PER_CLIENT`] of one client and
/// [`MemoryAssertions::CAPACITY`] in all, by a digest of some 0.2 KiB each. A full store fails: a
/// tool asks again later, and none is ever taken twice. A tool that keeps its tokens uses an
/// assertion an hour for each set of scopes.
///
/// What it holds is gone with the process.
#[derive(Debug)]
pub struct MemoryAssertions {
    capacity: usize,
    per_client: usize,
    used: Mutex<Used>,
}

#[derive(Debug, Default)]
struct Used {
    /// By client and id.
    known: BTreeMap<Digest, Digest>,
    expiries: BTreeSet<(i64, Digest)>,
    counts: BTreeMap<Digest, usize>,
}

impl MemoryAssertions {
    /// Assertions kept of all clients.
    pub const CAPACITY: usize = 200_000;

    /// Assertions kept of one client.
    pub const PER_CLIENT: usize = 20_000;

    /// Without any assertion.
    pub fn new() -> Self {
        Self::with_capacity(Self::CAPACITY, Self::PER_CLIENT)
    }

    /// With room for so many assertions in all, and so many of one client; for one at least.
    pub fn with_capacity(capacity: usize, per_client: usize) -> Self {
        Self {
            capacity: capacity.max(1),
            per_client: per_client.max(1),
            used: Mutex::new(Used::default()),
        }
    }
}

impl Default for MemoryAssertions {
    fn default() -> Self {
        Self::new()
    }
}

impl Assertions for MemoryAssertions {
    async fn use_assertion(
        &self,
        client_id: &ClientId,
        id: &AssertionId,
        expires: &Timestamp,
        now: &Timestamp,
    ) -> Result<AssertionUse, BackendError> {
        let key = digest([client_id.as_str(), id.as_str()]);
        let client = digest([client_id.as_str()]);
        let (expires, now) = (expires.unix_seconds(), now.unix_seconds());
        let mut used = locked(&self.used);
        used.forget_expired(now);
        if expires <= now || used.known.contains_key(&key) {
            return Ok(AssertionUse::Repeated);
        }
        let of_client = used.counts.get(&client).copied().unwrap_or_default();
        if of_client >= self.per_client {
            return Err(BackendError::failed("client has too many open assertions"));
        }
        if used.known.len() >= self.capacity {
            return Err(BackendError::failed("store of assertions is full"));
        }
        used.known.insert(key, client);
        used.expiries.insert((expires, key));
        used.counts.insert(client, of_client.saturating_add(1));
        Ok(AssertionUse::First)
    }
}

impl Used {
    /// Each is put in once and taken out once, so that calls pay for what they put in.
    fn forget_expired(&mut self, now: i64) {
        while let Some((expires, key)) = self.expiries.first().copied()
            && expires <= now
        {
            self.expiries.pop_first();
            let Some(client) = self.known.remove(&key) else {
                continue;
            };
            let left = self
                .counts
                .get(&client)
                .map_or(0, |count| count.saturating_sub(1));
            if left == 0 {
                self.counts.remove(&client);
            } else {
                self.counts.insert(client, left);
            }
        }
    }
}
