//! A bounded backend in memory, for one process.

use core::ops::Bound;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use edu_jose::{KeyId, KeySet};
use edu_types::Timestamp;

use crate::once::{Digest, OnceStore, Room, digest};
use crate::{
    BackendError, ClientId, Deployment, DeploymentId, Found, Issuer, Logins, PendingLogin,
    PlatformKeys, Put, Registration, RegistrationId, RegistrationStore, Registrations,
    SignedLaunch, State, Taken,
};

/// Registrations and open logins of one process.
///
/// Fetches no keys: give registrations their own ([`Registration::with_keys`]), or join it with
/// something that fetches them in [`ToolParts`](crate::ToolParts).
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
    platforms: Mutex<BTreeMap<RegistrationId, Platform>>,
    logins: Mutex<OnceStore<PendingLogin>>,
}

#[derive(Debug)]
struct Platform {
    registration: Arc<Registration>,
    deployments: BTreeSet<DeploymentId>,
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

    /// Adds a platform with its deployments, replacing one of the same issuer and client.
    pub fn register(
        &self,
        registration: Registration,
        deployments: impl IntoIterator<Item = DeploymentId>,
    ) {
        let id = registration.id();
        let platform = Platform {
            registration: Arc::new(registration),
            deployments: deployments.into_iter().collect(),
        };
        locked(&self.platforms).insert(id, platform);
    }

    fn find(&self, issuer: &Issuer, client_id: Option<&ClientId>) -> Found<Arc<Registration>> {
        let platforms = locked(&self.platforms);
        let found = |platform: &Platform| Found::One(Arc::clone(&platform.registration));
        if let Some(client_id) = client_id {
            let id = RegistrationId {
                issuer: issuer.clone(),
                client_id: client_id.clone(),
            };
            return platforms.get(&id).map_or(Found::Nothing, found);
        }
        // Few platforms, and only for logins that name no client.
        let mut of_issuer = platforms
            .iter()
            .filter(|(id, _)| id.issuer == *issuer)
            .map(|(_, platform)| platform);
        match (of_issuer.next(), of_issuer.next()) {
            (None, _) => Found::Nothing,
            (Some(only), None) => found(only),
            (Some(_), Some(_)) => Found::Several,
        }
    }
}

/// So many keys of `all` behind `after`.
pub(crate) fn page<'m, K: Ord, V>(
    all: &'m BTreeMap<K, V>,
    after: Option<&K>,
    limit: usize,
) -> impl Iterator<Item = &'m K> {
    let begin = after.map_or(Bound::Unbounded, Bound::Excluded);
    all.range((begin, Bound::Unbounded))
        .map(|(key, _)| key)
        .take(limit)
}

impl Default for MemoryTool {
    fn default() -> Self {
        Self::new()
    }
}

impl Registrations for MemoryTool {
    async fn registration(
        &self,
        issuer: &Issuer,
        client_id: Option<&ClientId>,
    ) -> Result<Found<Arc<Registration>>, BackendError> {
        Ok(self.find(issuer, client_id))
    }

    async fn deployment(
        &self,
        registration: &Registration,
        signed: &SignedLaunch,
    ) -> Result<Deployment, BackendError> {
        let platforms = locked(&self.platforms);
        let known = platforms
            .get(&registration.id())
            .is_some_and(|platform| platform.deployments.contains(signed.deployment_id()));
        Ok(if known {
            Deployment::Known
        } else {
            Deployment::Unknown
        })
    }
}

impl PlatformKeys for MemoryTool {
    async fn key_set(
        &self,
        _: &Registration,
        _: Option<&KeyId>,
        _: &Timestamp,
    ) -> Result<Arc<KeySet>, BackendError> {
        Err(BackendError::failed(
            "registration holds no keys, and nothing here fetches any",
        ))
    }
}

impl RegistrationStore for MemoryTool {
    async fn put_registration(
        &self,
        registration: &Registration,
        instead_of: Option<&Registration>,
    ) -> Result<Put, BackendError> {
        let mut platforms = locked(&self.platforms);
        let found = platforms.get_mut(&registration.id());
        if found.as_ref().map(|found| &*found.registration) != instead_of {
            return Ok(Put::Changed);
        }
        let registration = Arc::new(registration.clone());
        if let Some(platform) = found {
            platform.registration = registration;
        } else {
            let deployments = BTreeSet::new();
            let id = registration.id();
            let platform = Platform {
                registration,
                deployments,
            };
            platforms.insert(id, platform);
        }
        Ok(Put::Done)
    }

    async fn remove_registration(&self, id: &RegistrationId) -> Result<bool, BackendError> {
        Ok(locked(&self.platforms).remove(id).is_some())
    }

    async fn registrations(
        &self,
        after: Option<&RegistrationId>,
        limit: usize,
    ) -> Result<Vec<RegistrationId>, BackendError> {
        let platforms = locked(&self.platforms);
        Ok(page(&platforms, after, limit).cloned().collect())
    }

    async fn put_deployment(
        &self,
        id: &RegistrationId,
        deployment: &DeploymentId,
    ) -> Result<bool, BackendError> {
        let mut platforms = locked(&self.platforms);
        let Some(platform) = platforms.get_mut(id) else {
            return Ok(false);
        };
        platform.deployments.insert(deployment.clone());
        Ok(true)
    }

    async fn remove_deployment(
        &self,
        id: &RegistrationId,
        deployment: &DeploymentId,
    ) -> Result<bool, BackendError> {
        let mut platforms = locked(&self.platforms);
        Ok(platforms
            .get_mut(id)
            .is_some_and(|platform| platform.deployments.remove(deployment)))
    }

    async fn deployments(
        &self,
        id: &RegistrationId,
        after: Option<&DeploymentId>,
        limit: usize,
    ) -> Result<Vec<DeploymentId>, BackendError> {
        let begin = after.map_or(Bound::Unbounded, Bound::Excluded);
        let platforms = locked(&self.platforms);
        let Some(platform) = platforms.get(id) else {
            return Ok(Vec::new());
        };
        let found = platform.deployments.range((begin, Bound::Unbounded));
        Ok(found.take(limit).cloned().collect())
    }
}

impl Logins for MemoryTool {
    async fn keep_login(&self, pending: PendingLogin, now: &Timestamp) -> Result<(), BackendError> {
        let owner = digest([pending.issuer().as_str(), pending.client_id().as_str()]);
        let (key, expires) = (key(pending.state()), pending.expires().unix_seconds());
        locked(&self.logins).keep(key, owner, pending, expires, now.unix_seconds())
    }

    async fn find_login(
        &self,
        state: &State,
        now: &Timestamp,
    ) -> Result<Option<PendingLogin>, BackendError> {
        let logins = locked(&self.logins);
        Ok(logins.find(&key(state), now.unix_seconds()).cloned())
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
