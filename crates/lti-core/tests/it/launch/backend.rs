//! Backends and verifiers that watch what the tool does.

use core::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;

use edu_jose::{Algorithm, KeyId, KeySet, PublicKey, Verify, VerifyError};
use edu_types::Timestamp;
use lti_core::{
    BackendError, ClientId, Deployment, Found, Issuer, Logins, MemoryTool, PendingLogin,
    PlatformKeys, Registration, Registrations, SignedLaunch, State, Taken,
};

/// A [`MemoryTool`] beside published keys, which counts how often they were asked for.
pub(crate) struct Counting {
    inner: MemoryTool,
    published: Arc<KeySet>,
    /// Times the keys at hand were asked for.
    pub(crate) current: AtomicUsize,
    /// Times newer keys were asked for.
    pub(crate) newer: AtomicUsize,
}

impl Counting {
    pub(crate) fn new(inner: MemoryTool, published: KeySet) -> Self {
        Self {
            inner,
            published: Arc::new(published),
            current: AtomicUsize::new(0),
            newer: AtomicUsize::new(0),
        }
    }

    /// How often current and newer keys were asked for since the last call.
    pub(crate) fn asked(&self) -> (usize, usize) {
        (
            self.current.swap(0, Ordering::SeqCst),
            self.newer.swap(0, Ordering::SeqCst),
        )
    }
}

impl Registrations for Counting {
    async fn registration(
        &self,
        issuer: &Issuer,
        client_id: Option<&ClientId>,
    ) -> Result<Found<Arc<Registration>>, BackendError> {
        self.inner.registration(issuer, client_id).await
    }

    async fn deployment(
        &self,
        registration: &Registration,
        signed: &SignedLaunch,
    ) -> Result<Deployment, BackendError> {
        self.inner.deployment(registration, signed).await
    }
}

impl PlatformKeys for Counting {
    async fn key_set(
        &self,
        _: &Registration,
        wanted: Option<&KeyId>,
        _: &Timestamp,
    ) -> Result<Arc<KeySet>, BackendError> {
        let counter = if wanted.is_some() {
            &self.newer
        } else {
            &self.current
        };
        counter.fetch_add(1, Ordering::SeqCst);
        Ok(Arc::clone(&self.published))
    }
}

impl Logins for Counting {
    async fn keep_login(&self, pending: PendingLogin, now: &Timestamp) -> Result<(), BackendError> {
        self.inner.keep_login(pending, now).await
    }

    async fn find_login(
        &self,
        state: &State,
        now: &Timestamp,
    ) -> Result<Option<PendingLogin>, BackendError> {
        self.inner.find_login(state, now).await
    }

    async fn take_login(
        &self,
        state: &State,
        now: &Timestamp,
    ) -> Result<Taken<PendingLogin>, BackendError> {
        self.inner.take_login(state, now).await
    }
}

/// A verifier for attacks that must be refused before any signature is looked at.
pub(crate) struct NeverVerify;

impl Verify for NeverVerify {
    fn verify(&self, _: Algorithm, _: &PublicKey, _: &[u8], _: &[u8]) -> Result<(), VerifyError> {
        panic!("the signature was looked at");
    }
}
