//! What a host provides to a tool: few operations, each atomic.

use std::sync::Arc;

use edu_jose::{KeyId, KeySet};
use edu_types::Timestamp;

use crate::{ClientId, Deployment, Issuer, PendingLogin, Registration, SignedLaunch, State};

/// What came out of a store that gives each value once.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every caller must decide about each of the three"
)]
pub enum Taken<T> {
    /// The value; nobody else has got it or will get it.
    Fresh(T),
    /// The value was there and somebody took it before.
    AlreadyUsed,
    /// There is no such value, it is void, or a full store forgot it.
    Unknown,
}

/// What a look-up by issuer and optional client found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every caller must decide about each of the three"
)]
pub enum Found<T> {
    /// Exactly one.
    One(T),
    /// None.
    Nothing,
    /// Several; the platform must name the client.
    Several,
}

/// A store could not do what it was asked.
///
/// The text says what failed, for the host's log; it must not quote keys, tokens or people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BackendError {
    /// The store failed.
    #[error("store failed: {reason}")]
    Failed {
        /// Why, in the store's words.
        reason: String,
    },
}

impl BackendError {
    /// A store failed, for this reason.
    pub fn failed(reason: impl Into<String>) -> Self {
        Self::Failed {
            reason: reason.into(),
        }
    }
}

/// What a tool's host provides: registrations, keys, deployments and a place for logins.
///
/// [`ToolBackend::take_login`] is the heart: of any number of concurrent calls for one state,
/// exactly one gets the login, on one machine or many.
pub trait ToolBackend: Send + Sync {
    /// Finds the registration for an issuer, and a client where the platform named one.
    fn registration(
        &self,
        issuer: &Issuer,
        client_id: Option<&ClientId>,
    ) -> impl Future<Output = Result<Found<Arc<Registration>>, BackendError>> + Send;

    /// The platform's keys; `wanted` is the key id of a token whose key was not in the set
    /// returned before, so that fetching anew may help.
    fn key_set(
        &self,
        registration: &Registration,
        wanted: Option<&KeyId>,
        now: &Timestamp,
    ) -> impl Future<Output = Result<Arc<KeySet>, BackendError>> + Send;

    /// Says whether the deployment a signed token names is known for this registration.
    ///
    /// The token's signature holds: a host that accepts new deployments as they come may decide
    /// by the platform and course it names, and keep the deployment here.
    fn deployment(
        &self,
        registration: &Registration,
        signed: &SignedLaunch,
    ) -> impl Future<Output = Result<Deployment, BackendError>> + Send;

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

    /// Takes a login out, once, and remembers until its expiry that it was taken. Of too many
    /// taken ones the oldest may be forgotten: [`Taken::Unknown`] is refused as well.
    fn take_login(
        &self,
        state: &State,
        now: &Timestamp,
    ) -> impl Future<Output = Result<Taken<PendingLogin>, BackendError>> + Send;
}

macro_rules! forward {
    ($($pointer:tt)+) => {
        impl<T: ToolBackend + ?Sized> ToolBackend for $($pointer)+ {
            fn registration(
                &self,
                issuer: &Issuer,
                client_id: Option<&ClientId>,
            ) -> impl Future<Output = Result<Found<Arc<Registration>>, BackendError>> + Send {
                T::registration(self, issuer, client_id)
            }

            fn key_set(
                &self,
                registration: &Registration,
                wanted: Option<&KeyId>,
                now: &Timestamp,
            ) -> impl Future<Output = Result<Arc<KeySet>, BackendError>> + Send {
                T::key_set(self, registration, wanted, now)
            }

            fn deployment(
                &self,
                registration: &Registration,
                signed: &SignedLaunch,
            ) -> impl Future<Output = Result<Deployment, BackendError>> + Send {
                T::deployment(self, registration, signed)
            }

            fn keep_login(
                &self,
                pending: PendingLogin,
                now: &Timestamp,
            ) -> impl Future<Output = Result<(), BackendError>> + Send {
                T::keep_login(self, pending, now)
            }

            fn take_login(
                &self,
                state: &State,
                now: &Timestamp,
            ) -> impl Future<Output = Result<Taken<PendingLogin>, BackendError>> + Send {
                T::take_login(self, state, now)
            }
        }
    };
}

forward!(&T);
forward!(Arc<T>);
