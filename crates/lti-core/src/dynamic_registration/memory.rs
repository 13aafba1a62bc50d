//! Invitations of one process.

use std::sync::{Mutex, MutexGuard, PoisonError};

use edu_types::Timestamp;

use super::{Invitation, InvitationToken, Invitations};
use crate::once::{OnceStore, Room};
use crate::{BackendError, Taken};

/// The invitations of one process, for tests and small installations.
///
/// Holds [`MemoryInvitations::CAPACITY`] waiting invitations, and remembers as many taken ones; a
/// further one pushes out the oldest. What it holds is gone with the process.
#[derive(Debug)]
pub struct MemoryInvitations(Mutex<OnceStore<Invitation>>);

impl MemoryInvitations {
    /// Waiting invitations kept, and taken ones remembered beside them.
    pub const CAPACITY: usize = 10_000;

    /// Without any invitation.
    pub fn new() -> Self {
        Self::with_capacity(Self::CAPACITY)
    }

    /// With room for so many waiting invitations, and as many taken ones; for one of each at least.
    pub fn with_capacity(capacity: usize) -> Self {
        let room = Room {
            total: capacity,
            of_one_owner: capacity,
        };
        Self(Mutex::new(OnceStore::new(room)))
    }

    fn locked(&self) -> MutexGuard<'_, OnceStore<Invitation>> {
        // The store is whole between any two of its steps that can fail.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for MemoryInvitations {
    fn default() -> Self {
        Self::new()
    }
}

impl Invitations for MemoryInvitations {
    async fn keep_invitation(
        &self,
        invitation: Invitation,
        now: &Timestamp,
    ) -> Result<(), BackendError> {
        let (key, expires) = (invitation.token().digest(), invitation.expires());
        // The host alone makes invitations, so that they all are of one owner.
        self.locked().keep(
            key,
            [0; 32],
            invitation,
            expires.unix_seconds(),
            now.unix_seconds(),
        )
    }

    async fn take_invitation(
        &self,
        token: &InvitationToken,
        now: &Timestamp,
    ) -> Result<Taken<Invitation>, BackendError> {
        Ok(self.locked().take(&token.digest(), now.unix_seconds()))
    }
}
