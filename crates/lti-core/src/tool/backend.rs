//! What a host provides to a tool: few operations, each atomic.

use std::sync::Arc;

use edu_jose::{KeyId, KeySet};
use edu_types::Timestamp;

use crate::{
    BackendError, ClientId, Deployment, Found, Issuer, PendingLogin, Registration, SignedLaunch,
    State, Taken,
};
use edu_http::for_pointers;

/// Which platforms may launch this tool, and from which of their deployments.
pub trait Registrations: Send + Sync {
    /// Finds the registration for an issuer, and a client where the platform named one.
    fn registration(
        &self,
        issuer: &Issuer,
        client_id: Option<&ClientId>,
    ) -> impl Future<Output = Result<Found<Arc<Registration>>, BackendError>> + Send;

    /// Says whether the deployment a signed token names is known for this registration.
    ///
    /// The token's signature holds: a host that accepts new deployments as they come may decide
    /// by the platform and course it names, and keep the deployment here.
    fn deployment(
        &self,
        registration: &Registration,
        signed: &SignedLaunch,
    ) -> impl Future<Output = Result<Deployment, BackendError>> + Send;
}

/// Where the keys come from that platforms publish.
///
/// Not asked for registrations that hold their keys themselves ([`Registration::with_keys`]).
pub trait PlatformKeys: Send + Sync {
    /// The platform's keys; `wanted` is the key id of a token whose key was not in the set
    /// returned before, so that fetching anew may help.
    fn key_set(
        &self,
        registration: &Registration,
        wanted: Option<&KeyId>,
        now: &Timestamp,
    ) -> impl Future<Output = Result<Arc<KeySet>, BackendError>> + Send;
}

/// Where logins wait for their message, each to be taken once.
///
/// [`Logins::take_login`] is the heart: of any number of concurrent calls for one state,
/// exactly one gets the login, on one machine or many.
pub trait Logins: Send + Sync {
    /// Keeps a login until it expires.
    ///
    /// A store that is full forgets the oldest waiting login; it never gives one out twice.
    /// Anyone may begin a login, so a store that refused would let one flood lock everybody
    /// out, while a login that was forgotten is only begun again. A good store forgets where
    /// most are waiting, by issuer and client, so that a flood in the name of one registration
    /// leaves the others alone, and never forgets that a login was used for one that waits.
    fn keep_login(
        &self,
        pending: PendingLogin,
        now: &Timestamp,
    ) -> impl Future<Output = Result<(), BackendError>> + Send;

    /// Looks at a waiting login and leaves it as it is; nothing where it is unknown, taken or
    /// void.
    fn find_login(
        &self,
        state: &State,
        now: &Timestamp,
    ) -> impl Future<Output = Result<Option<PendingLogin>, BackendError>> + Send;

    /// Takes a login out, once, and remembers until its expiry that it was taken. Of too many
    /// taken ones the oldest may be forgotten: [`Taken::Unknown`] is refused as well.
    fn take_login(
        &self,
        state: &State,
        now: &Timestamp,
    ) -> impl Future<Output = Result<Taken<PendingLogin>, BackendError>> + Send;
}

/// All that a tool's host provides; whatever implements the three parts is one.
///
/// Join parts of different makers with [`ToolParts`].
pub trait ToolBackend: Registrations + PlatformKeys + Logins {}

impl<T: Registrations + PlatformKeys + Logins + ?Sized> ToolBackend for T {}

/// A [`ToolBackend`] of three parts, each from where the host likes: registrations of its own
/// database, keys from a client that fetches them, logins in a store that all machines share.
#[derive(Clone, Debug)]
pub struct ToolParts<R, K, L> {
    registrations: R,
    keys: K,
    logins: L,
}

impl<R: Registrations, K: PlatformKeys, L: Logins> ToolParts<R, K, L> {
    /// Joins the three.
    pub const fn new(registrations: R, keys: K, logins: L) -> Self {
        Self {
            registrations,
            keys,
            logins,
        }
    }

    /// Who may launch.
    pub const fn registrations(&self) -> &R {
        &self.registrations
    }

    /// Where keys come from.
    pub const fn keys(&self) -> &K {
        &self.keys
    }

    /// Where logins wait.
    pub const fn logins(&self) -> &L {
        &self.logins
    }
}

impl<R: Registrations, K: Send + Sync, L: Send + Sync> Registrations for ToolParts<R, K, L> {
    fn registration(
        &self,
        issuer: &Issuer,
        client_id: Option<&ClientId>,
    ) -> impl Future<Output = Result<Found<Arc<Registration>>, BackendError>> + Send {
        self.registrations.registration(issuer, client_id)
    }

    fn deployment(
        &self,
        registration: &Registration,
        signed: &SignedLaunch,
    ) -> impl Future<Output = Result<Deployment, BackendError>> + Send {
        self.registrations.deployment(registration, signed)
    }
}

impl<R: Send + Sync, K: PlatformKeys, L: Send + Sync> PlatformKeys for ToolParts<R, K, L> {
    fn key_set(
        &self,
        registration: &Registration,
        wanted: Option<&KeyId>,
        now: &Timestamp,
    ) -> impl Future<Output = Result<Arc<KeySet>, BackendError>> + Send {
        self.keys.key_set(registration, wanted, now)
    }
}

impl<R: Send + Sync, K: Send + Sync, L: Logins> Logins for ToolParts<R, K, L> {
    fn keep_login(
        &self,
        pending: PendingLogin,
        now: &Timestamp,
    ) -> impl Future<Output = Result<(), BackendError>> + Send {
        self.logins.keep_login(pending, now)
    }

    fn find_login(
        &self,
        state: &State,
        now: &Timestamp,
    ) -> impl Future<Output = Result<Option<PendingLogin>, BackendError>> + Send {
        self.logins.find_login(state, now)
    }

    fn take_login(
        &self,
        state: &State,
        now: &Timestamp,
    ) -> impl Future<Output = Result<Taken<PendingLogin>, BackendError>> + Send {
        self.logins.take_login(state, now)
    }
}

for_pointers!(Registrations {
    fn registration(issuer: &Issuer, client_id: Option<&ClientId>) -> Found<Arc<Registration>>;
    fn deployment(registration: &Registration, signed: &SignedLaunch) -> Deployment;
});

for_pointers!(PlatformKeys {
    fn key_set(
        registration: &Registration,
        wanted: Option<&KeyId>,
        now: &Timestamp
    ) -> Arc<KeySet>;
});

for_pointers!(Logins {
    fn keep_login(pending: PendingLogin, now: &Timestamp) -> ();
    fn find_login(state: &State, now: &Timestamp) -> Option<PendingLogin>;
    fn take_login(state: &State, now: &Timestamp) -> Taken<PendingLogin>;
});
