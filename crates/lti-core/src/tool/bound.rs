//! A launch whose browser is known, and one whose login was taken from the store.

use edu_jose::{Compact, JwsLimits, KeyId};
use edu_types::{HttpUrl, Secret, Timestamp};

use crate::{Binding, LaunchError, PendingLogin, State, Taken, rules};

/// A token posted by the browser that started the login.
///
/// Next: take the pending login of [`BoundLaunch::state`] out of the store, once, and hand
/// what came out to [`BoundLaunch::with_login`].
#[derive(Debug)]
pub struct BoundLaunch {
    pub(crate) token: Secret<String>,
    pub(crate) state: State,
    pub(crate) binding: Binding,
}

/// A token in its parts and the login it must answer; the login can be used for no other
/// launch.
#[derive(Debug)]
pub struct TakenLaunch {
    pub(crate) token: Compact<'static>,
    pub(crate) pending: PendingLogin,
    pub(crate) binding: Binding,
}

impl BoundLaunch {
    /// The login to take from the store.
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Joins the token with the login that was taken for it.
    ///
    /// # Errors
    ///
    /// [`LaunchError`] of fault [`Fault::State`](crate::Fault::State) where the login is
    /// unknown, was used before, is too old, or is another one; then what is wrong with the
    /// token's size, segments or header.
    pub fn with_login(
        self,
        taken: Taken<PendingLogin>,
        now: &Timestamp,
    ) -> Result<TakenLaunch, LaunchError> {
        let pending = match taken {
            Taken::Fresh(pending) => pending,
            Taken::AlreadyUsed => {
                let message = "this launch was used before, each login allows one";
                return Err(LaunchError::new(&rules::STATE_USED, message));
            }
            Taken::Unknown => {
                let message = "no login of this state is open";
                return Err(LaunchError::new(&rules::STATE_UNKNOWN, message));
            }
        };
        if pending.state != self.state {
            let message = "the store returned another login than was asked for";
            return Err(LaunchError::new(&rules::BACKEND, message));
        }
        if now.unix_seconds() >= pending.expires {
            let message = "the login was started too long ago";
            return Err(LaunchError::new(&rules::STATE_EXPIRED, message));
        }
        Ok(TakenLaunch {
            token: Compact::parse_owned(self.token.into_inner(), &JwsLimits::DEFAULT)?,
            pending,
            binding: self.binding,
        })
    }
}

impl TakenLaunch {
    /// Checks that the login asked for its answer at `address`, where this post arrived.
    ///
    /// For hosts with several launch addresses over one store, each with settings of its own: a
    /// message that was asked for at one is then not taken at another.
    ///
    /// # Errors
    ///
    /// [`LaunchError`] of fault [`Fault::State`](crate::Fault::State) where it asked for it at
    /// another address, byte for byte.
    pub fn at_address(self, address: &HttpUrl) -> Result<Self, LaunchError> {
        if self.pending.redirect_uri.as_str() == address.as_str() {
            return Ok(self);
        }
        let message = "the login asked for its answer at another address than this one";
        Err(LaunchError::new(&rules::OTHER_ADDRESS, message))
    }

    /// The key the token names, unverified: only good for choosing which keys to fetch.
    ///
    /// Hosts that walk the steps themselves fetch newer keys before
    /// [`check`](TakenLaunch::check) where their set does not contain it; the launch is used up
    /// by the check and cannot be checked again.
    pub const fn key_id(&self) -> Option<&KeyId> {
        self.token.header().key_id.as_ref()
    }

    /// The login that was taken; its issuer and client choose the registration.
    pub const fn pending(&self) -> &PendingLogin {
        &self.pending
    }
}
