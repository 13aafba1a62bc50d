//! A message that was started and waits for the tool to ask for it.

use core::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use edu_http::{SessionId, UserId};
use edu_json::{MemberRules, ToJson as _, Wire, json_object};
use edu_types::{Limits, Profile, Timestamp};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::rules;
use crate::{Claims, DeploymentId, LoginHint, MessageHint, PlatformError, rules::MEMBER_RULES};

/// A message that was started here and waits for the tool to ask for it.
///
/// Keep it on the server under its [`MessageHint`], beside its [`SessionId`], until
/// [`PendingMessage::expires`]; taking it out must succeed once only, and for that session only.
/// It holds what the tool will learn about the person; `Debug` shows none of it.
#[derive(Clone, PartialEq)]
pub struct PendingMessage {
    pub(crate) hint: MessageHint,
    pub(crate) session: SessionId,
    pub(crate) login_hint: LoginHint,
    /// Digest of the person, where the message is bound to one.
    pub(crate) user: Option<String>,
    /// As they will be signed, but for times and nonce: these are the wait's own.
    pub(crate) claims: Box<Claims>,
}

impl PendingMessage {
    /// The key to keep it under.
    pub const fn hint(&self) -> &MessageHint {
        &self.hint
    }

    /// The browser session it was started in, as the host names it.
    pub const fn session(&self) -> &SessionId {
        &self.session
    }

    /// Whether it was started in this session; takes the same time whatever the answer.
    pub fn belongs_to(&self, session: &SessionId) -> bool {
        let same = self.session.as_str().as_bytes();
        bool::from(same.ct_eq(session.as_str().as_bytes()))
    }

    /// Binds the message to the person, as the host names them, beside the session: sessions
    /// outlive a person where somebody else signs in. Keeps a digest only.
    #[must_use]
    pub fn for_user(mut self, user: &UserId) -> Self {
        self.user = Some(user_digest(PURPOSE, self.hint.as_str(), user));
        self
    }

    /// Whether it may be given to this person: to anybody, unless it is bound to somebody.
    pub fn is_for(&self, user: Option<&UserId>) -> bool {
        is_user(PURPOSE, self.hint.as_str(), self.user.as_deref(), user)
    }

    /// What the tool will be told, as it is kept: its privacy has left out what it may not learn.
    /// For a preview; times and nonce are those of the wait, not of the token.
    pub fn claims(&self) -> &Claims {
        &self.claims
    }

    /// The installation of the tool it is for.
    pub const fn deployment_id(&self) -> &DeploymentId {
        &self.claims.deployment_id
    }

    /// From this time on the message is void, and its store may forget that it was taken.
    pub const fn expires(&self) -> Timestamp {
        Timestamp::from_unix_seconds(self.claims.expires.seconds())
    }

    /// The message as text, for a store on the server; holds neither its hint nor its session.
    pub fn to_stored(&self) -> String {
        let login_hint = self.login_hint.as_str().to_owned();
        let mut stored = Stored::new(login_hint, (*self.claims).clone());
        stored.user.clone_from(&self.user);
        stored.to_json_string()
    }

    /// The message that [`PendingMessage::to_stored`] wrote under `hint` for `session`.
    ///
    /// # Errors
    ///
    /// [`PlatformError`] where the text was changed.
    pub fn from_stored(
        hint: MessageHint,
        session: SessionId,
        text: &str,
    ) -> Result<Self, PlatformError> {
        let damaged = || PlatformError::new(&rules::BACKEND, "stored message cannot be read");
        // What was written here needs no leniency, but may hold what only draws a warning.
        let read = edu_json::read(text.as_bytes(), &Profile::strict(), &Limits::DEFAULT);
        let stored: Stored = read.map_err(|_| damaged())?.value;
        Ok(Self {
            hint,
            session,
            login_hint: LoginHint::new(stored.login_hint).map_err(|_| damaged())?,
            user: stored.user,
            claims: Box::new(stored.claims),
        })
    }
}

const PURPOSE: &str = "lti message user";

/// Names people only within one message or request, `name`: the digest of one person differs in
/// each.
pub(crate) fn user_digest(purpose: &str, name: &str, user: &UserId) -> String {
    let digest = Sha256::new()
        .chain_update(purpose)
        .chain_update(b"\0")
        .chain_update(name)
        .chain_update(b"\0")
        .chain_update(user.as_str())
        .finalize();
    URL_SAFE_NO_PAD.encode(digest)
}

/// Whether `user` is the person of the digest `bound`; anybody is, where there is none.
pub(crate) fn is_user(
    purpose: &str,
    name: &str,
    bound: Option<&str>,
    user: Option<&UserId>,
) -> bool {
    let Some(bound) = bound else {
        return true;
    };
    user.is_some_and(|user| {
        let found = user_digest(purpose, name, user);
        bool::from(found.as_bytes().ct_eq(bound.as_bytes()))
    })
}

impl fmt::Debug for PendingMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PendingMessage")
            .field("deployment_id", &self.claims.deployment_id)
            .field("message_type", &self.claims.message_type)
            .field("expires", &self.claims.expires)
            .finish_non_exhaustive()
    }
}

json_object! {
    /// What a store keeps of a message, beside its hint and session.
    pub(crate) struct Stored {
        required {
            /// The hint about who is signing in.
            login_hint: String = "login_hint",
            /// What will be signed.
            claims: Claims = "claims",
        }
        optional {
            /// Digest of the person it is bound to.
            user: String = "user",
        }
    }
}

impl Wire for Stored {
    const RULES: &'static MemberRules = &MEMBER_RULES;
}
