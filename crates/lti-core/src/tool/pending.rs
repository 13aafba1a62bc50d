//! A login that was started and waits for its message.

use core::fmt;

use edu_json::{MemberRules, ToJson as _, Wire, json_object};
use edu_types::{HttpUrl, Limits, Profile, Timestamp};

use crate::{ClientId, DeploymentId, Issuer, LaunchError, Nonce, State, StorageTarget, rules};

/// A login that was started here and waits for its message.
///
/// Keep it on the server under its [`State`], until [`PendingLogin::expires`]; taking it out
/// must succeed once only. It is not for cookies or pages: who can replay it can replay a
/// launch.
#[derive(Clone, PartialEq)]
pub struct PendingLogin {
    pub(crate) state: State,
    pub(crate) nonce: Nonce,
    pub(crate) issuer: Issuer,
    pub(crate) client_id: ClientId,
    pub(crate) target_link_uri: String,
    pub(crate) redirect_uri: HttpUrl,
    pub(crate) deployment_id: Option<DeploymentId>,
    pub(crate) storage_target: Option<StorageTarget>,
    pub(crate) expires: i64,
}

impl PendingLogin {
    /// The key to keep it under.
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// The platform the login was started for.
    pub const fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// The client the login was started for.
    pub const fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// The address of this tool that the message was asked to come to.
    pub const fn redirect_uri(&self) -> &HttpUrl {
        &self.redirect_uri
    }

    /// From this time on the login is void, and its store may forget that it was used.
    pub const fn expires(&self) -> Timestamp {
        Timestamp::from_unix_seconds(self.expires)
    }

    /// The login as text, for a store on the server.
    pub fn to_stored(&self) -> String {
        let mut stored = Stored::new(
            self.nonce.clone(),
            self.issuer.clone(),
            self.client_id.clone(),
            self.target_link_uri.clone(),
            self.redirect_uri.as_str().to_owned(),
            self.expires,
        );
        stored.deployment_id.clone_from(&self.deployment_id);
        stored.storage_target.clone_from(&self.storage_target);
        stored.to_json_string()
    }

    /// The login that [`PendingLogin::to_stored`] wrote under `state`.
    ///
    /// # Errors
    ///
    /// [`LaunchError`] of fault [`Fault::Host`](crate::Fault::Host) where the text was changed.
    pub fn from_stored(state: State, text: &str) -> Result<Self, LaunchError> {
        let damaged = || LaunchError::new(&rules::BACKEND, "stored login cannot be read");
        let read = edu_json::read(text.as_bytes(), &Profile::strict(), &Limits::DEFAULT);
        let stored: Stored = read.map_err(|_| damaged())?.value;
        Ok(Self {
            state,
            nonce: stored.nonce,
            issuer: stored.issuer,
            client_id: stored.client_id,
            target_link_uri: stored.target_link_uri,
            redirect_uri: HttpUrl::parse(&stored.redirect_uri).map_err(|_| damaged())?,
            deployment_id: stored.deployment_id,
            storage_target: stored.storage_target,
            expires: stored.expires,
        })
    }
}

impl fmt::Debug for PendingLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PendingLogin")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

json_object! {
    /// What a store keeps of a login, beside its state.
    pub(crate) struct Stored {
        required {
            /// The value the token must bring back.
            nonce: Nonce = "nonce",
            /// The platform.
            issuer: Issuer = "issuer",
            /// The client.
            client_id: ClientId = "client_id",
            /// Where the person wants to go, unsigned.
            target_link_uri: String = "target",
            /// Where the message was asked to come to.
            redirect_uri: String = "redirect",
            /// Seconds since 1970.
            expires: i64 = "expires",
        }
        optional {
            /// The deployment the login announced.
            deployment_id: DeploymentId = "deployment_id",
            /// The frame that keeps values for this tool.
            storage_target: StorageTarget = "storage_target",
        }
    }
}

impl Wire for Stored {
    const RULES: &'static MemberRules = &rules::MEMBER_RULES;
}
