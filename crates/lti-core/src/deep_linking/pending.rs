//! A request for content that was made and waits for its answer.

use core::fmt;

use edu_http::{SessionId, UserId};
use edu_json::{MemberRules, ToJson as _, Wire, json_object};
use edu_types::{Limits, Profile, Secret, Timestamp, string_id};
use subtle::ConstantTimeEq as _;

use super::offer::Offer;
use super::{ItemType, MediaTypes, rules};
use crate::platform::{is_user, user_digest};
use crate::rules::MEMBER_RULES;
use crate::{BackendError, ClientId, DeploymentId, NumericDate, PlatformError};

string_id! {
    /// The platform's name for one request for content, which nobody can guess; the claim `data`
    /// on the wire.
    ///
    /// Spec: Deep Linking 2.0, §4.4.1.
    pub struct SelectionData("data of a request", max 255, secret);
}

/// A request for content that was made here and waits for its answer.
///
/// Keep it on the server under its [`SelectionData`], beside its [`SessionId`], until
/// [`PendingSelection::expires`]; taking it out must succeed once only, and for that session
/// only. `Debug` shows nothing of the person or of the host's own data.
#[derive(Clone, PartialEq)]
pub struct PendingSelection {
    pub(crate) data: SelectionData,
    pub(crate) session: SessionId,
    /// Digest of the person, where the request is bound to one.
    pub(crate) user: Option<String>,
    pub(crate) client_id: ClientId,
    pub(crate) deployment_id: DeploymentId,
    pub(crate) host_data: Option<Secret<String>>,
    pub(crate) offer: Offer,
    pub(crate) expires: NumericDate,
}

const PURPOSE: &str = "lti selection user";

impl PendingSelection {
    /// The key to keep it under.
    pub const fn data(&self) -> &SelectionData {
        &self.data
    }

    /// The browser session it was made in, as the host names it.
    pub const fn session(&self) -> &SessionId {
        &self.session
    }

    /// Whether it was made in this session; takes the same time whatever the answer.
    pub fn belongs_to(&self, session: &SessionId) -> bool {
        let same = self.session.as_str().as_bytes();
        bool::from(same.ct_eq(session.as_str().as_bytes()))
    }

    /// Binds the request to the person, as the host names them, beside the session. Keeps a
    /// digest only.
    #[must_use]
    pub fn for_user(mut self, user: &UserId) -> Self {
        self.user = Some(user_digest(PURPOSE, self.data.as_str(), user));
        self
    }

    /// Whether this person may answer it: anybody, unless it is bound to somebody.
    pub fn is_for(&self, user: Option<&UserId>) -> bool {
        is_user(PURPOSE, self.data.as_str(), self.user.as_deref(), user)
    }

    /// The tool that was asked.
    pub const fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// The installation of the tool that was asked.
    pub const fn deployment_id(&self) -> &DeploymentId {
        &self.deployment_id
    }

    /// From this time on the request is void, and its store may forget that it was answered.
    pub const fn expires(&self) -> Timestamp {
        Timestamp::from_unix_seconds(self.expires.seconds())
    }

    /// The request as text, for a store on the server; holds neither its name nor its session.
    pub fn to_stored(&self) -> String {
        let (client, deployment) = (self.client_id.clone(), self.deployment_id.clone());
        let types = self.offer.types.clone();
        let mut stored = Stored::new(
            client,
            deployment,
            types,
            self.offer.multiple,
            self.offer.line_items == Some(true),
            self.expires,
        );
        stored.media_types.clone_from(&self.offer.media_types);
        stored.host_data.clone_from(&self.host_data);
        stored.user.clone_from(&self.user);
        stored.to_json_string()
    }

    /// The request that [`PendingSelection::to_stored`] wrote under `data` for `session`.
    ///
    /// # Errors
    ///
    /// [`PlatformError`] where the text was changed.
    pub fn from_stored(
        data: SelectionData,
        session: SessionId,
        text: &str,
    ) -> Result<Self, PlatformError> {
        let read = edu_json::read(text.as_bytes(), &Profile::strict(), &Limits::DEFAULT);
        let stored: Stored = read
            .map_err(|_| PlatformError::new(&rules::BACKEND, "stored request cannot be read"))?
            .value;
        Ok(Self {
            data,
            session,
            user: stored.user,
            client_id: stored.client_id,
            deployment_id: stored.deployment_id,
            host_data: stored.host_data,
            offer: Offer {
                types: stored.types,
                media_types: stored.media_types,
                multiple: stored.multiple,
                line_items: Some(stored.line_items),
            },
            expires: stored.expires,
        })
    }
}

impl fmt::Debug for PendingSelection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PendingSelection")
            .field("client_id", &self.client_id)
            .field("deployment_id", &self.deployment_id)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

json_object! {
    /// What a store keeps of a request, beside its name and session.
    struct Stored {
        required {
            /// The tool.
            client_id: ClientId = "client_id",
            /// The installation.
            deployment_id: DeploymentId = "deployment_id",
            /// Kinds of item taken.
            types: Vec<ItemType> = "types",
            /// Whether several items are taken.
            multiple: bool = "multiple",
            /// Whether columns of the gradebook are taken.
            line_items: bool = "line_items",
            /// When it is void.
            expires: NumericDate = "expires",
        }
        optional {
            /// Media types taken as files.
            media_types: MediaTypes = "media_types",
            /// The host's own.
            host_data: Secret<String> = "host_data",
            /// Digest of the person it is bound to.
            user: String = "user",
        }
    }
}

impl Wire for Stored {
    const RULES: &'static MemberRules = &MEMBER_RULES;
}

/// A store gave out another request than it was asked for.
pub(super) fn mixed_up() -> BackendError {
    BackendError::failed("another request was returned than was asked for")
}
