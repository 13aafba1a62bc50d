//! A bounded backend in memory, for one process.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use edu_jose::{KeyId, KeySet};
use edu_types::Timestamp;

use crate::once::{Digest, OnceStore, Room, digest};
use crate::{
    BackendError, ClientId, Deployment, DeploymentId, Found, Issuer, PendingLogin, Registration,
    SignedLaunch, State, Taken, ToolBackend,
};

/// Registrations, keys and open logins of one process.
///
/// Keeps at most [`MemoryTool::CAPACITY`] waiting logins. Anyone may begin a login, so a full
/// store does not refuse: it forgets the oldest waiting login of the registration that has most
/// of them, and of registrations with equally many the oldest of all. A flood in the name of
/// one registration pushes out logins of that registration alone; one that was forgotten is
/// refused as unknown, and the person opens the link again.
///
/// As many used logins are remembered beside them, by a digest; of too many, the one used
/// first is forgotten, and a replay of it is refused as unknown. Waiting and used logins
/// never push out each other.
///
/// A waiting login takes about 1 KiB, most of it the address the person wants to go to; that
/// has at most 2 KiB, so 3 KiB is the most. A used one takes about 0.2 KiB. Full, the store
/// holds some 100 MB, and against a flood of the longest addresses 300 MB.
///
/// What it holds is gone with the process.
#[derive(Debug)]
pub struct MemoryTool {
    platforms: Mutex<BTreeMap<Issuer, BTreeMap<ClientId, Platform>>>,
    logins: Mutex<OnceStore<PendingLogin>>,
}

#[derive(Debug)]
struct Platform {
    registration: Arc<Registration>,
    keys: Arc<KeySet>,
    deployments: Vec<DeploymentId>,
}

impl MemoryTool {
    /// Waiting logins kept, and used ones remembered beside them.
    pub const CAPACITY: usize = 100_000;

    /// Without any platform.
    pub fn new() -> Self {
        Self::with_capacity(Self::CAPACITY)
    }

    /// With room for so many waiting logins, and as many used ones; for one of each at least.
    pub fn with_capacity(capacity: usize) -> Self {
        let room = Room {
            total: capacity,
            of_one_owner: capacity,
        };
        Self {
            platforms: Mutex::new(BTreeMap::new()),
            logins: Mutex::new(OnceStore::new(room)),
        }
    }

    /// Adds a platform with its keys and deployments, replacing one of the same issuer and
    /// client.
    pub fn register(
        &self,
        registration: Registration,
        keys: KeySet,
        deployments: impl Into<Vec<DeploymentId>>,
    ) {
        let (issuer, client) = (
            registration.issuer().clone(),
            registration.client_id().clone(),
        );
        let platform = Platform {
            registration: Arc::new(registration),
            keys: Arc::new(keys),
            deployments: deployments.into(),
        };
        let mut platforms = locked(&self.platforms);
        platforms
            .entry(issuer)
            .or_default()
            .insert(client, platform);
    }

    fn find(&self, issuer: &Issuer, client_id: Option<&ClientId>) -> Found<Arc<Registration>> {
        let platforms = locked(&self.platforms);
        let Some(clients) = platforms.get(issuer) else {
            return Found::Nothing;
        };
        let found = |platform: &Platform| Found::One(Arc::clone(&platform.registration));
        if let Some(client) = client_id {
            return clients.get(client).map_or(Found::Nothing, found);
        }
        let mut clients = clients.values();
        match (clients.next(), clients.next()) {
            (None, _) => Found::Nothing,
            (Some(only), None) => found(only),
            (Some(_), Some(_)) => Found::Several,
        }
    }

    fn with_platform<T>(
        &self,
        registration: &Registration,
        read: impl FnOnce(&Platform) -> T,
    ) -> Result<T, BackendError> {
        let platforms = locked(&self.platforms);
        let clients = platforms.get(registration.issuer());
        clients
            .and_then(|clients| clients.get(registration.client_id()))
            .map(read)
            .ok_or_else(|| BackendError::failed("registration is not held here"))
    }
}

impl Default for MemoryTool {
    fn default() -> Self {
        Self::new()
    }
}

impl ToolBackend for MemoryTool {
    async fn registration(
        &self,
        issuer: &Issuer,
        client_id: Option<&ClientId>,
    ) -> Result<Found<Arc<Registration>>, BackendError> {
        Ok(self.find(issuer, client_id))
    }

    async fn key_set(
        &self,
        registration: &Registration,
        _: Option<&KeyId>,
        _: &Timestamp,
    ) -> Result<Arc<KeySet>, BackendError> {
        self.with_platform(registration, |platform| Arc::clone(&platform.keys))
    }

    async fn deployment(
        &self,
        registration: &Registration,
        signed: &SignedLaunch,
    ) -> Result<Deployment, BackendError> {
        self.with_platform(registration, |platform| {
            if platform.deployments.contains(signed.deployment_id()) {
                Deployment::Known
            } else {
                Deployment::Unknown
            }
        })
    }

    async fn keep_login(&self, pending: PendingLogin, now: &Timestamp) -> Result<(), BackendError> {
        let owner = digest([pending.issuer().as_str(), pending.client_id().as_str()]);
        let (key, expires) = (key(pending.state()), pending.expires().unix_seconds());
        locked(&self.logins).keep(key, owner, pending, expires, now.unix_seconds())
    }

    async fn take_login(
        &self,
        state: &State,
        now: &Timestamp,
    ) -> Result<Taken<PendingLogin>, BackendError> {
        Ok(locked(&self.logins).take(&key(state), now.unix_seconds()))
    }
}

fn key(state: &State) -> Digest {
    digest([state.as_str()])
}

/// Nothing that is done under these locks panics; if it did, launches would be refused at worst.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
