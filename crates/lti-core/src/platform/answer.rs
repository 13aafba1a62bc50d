//! The answer to a request: the message, signed.

use core::fmt;

use edu_http::Caller;
use edu_jose::{Algorithm, KeyId, PublicKey, Sign, SignError, sign_compact};
use edu_json::ToJson as _;
use edu_types::{HttpUrl, Secret, Timestamp};
use subtle::ConstantTimeEq as _;

use super::rules;
use crate::{
    BackendError, CheckedRequest, Claims, NumericDate, OidcErrorCode, PendingMessage,
    PlatformSettings, RefusedRequest, State, StorageTarget, TakenFor,
};

/// A request and the message it asks for; the message can answer no other request.
pub struct TakenRequest {
    request: CheckedRequest,
    claims: Box<Claims>,
}

/// A message, signed: to be posted to the tool by the browser of its person.
///
/// `Debug` shows neither token nor state.
///
/// Spec: `OpenID` Connect Core 1.0, §3.2.2.5; OAuth 2.0 Form Post Response Mode 1.0.
#[derive(Clone)]
#[non_exhaustive]
pub struct SignedMessage {
    /// Where it goes: an address the tool registered.
    pub redirect_uri: HttpUrl,
    /// The token.
    pub id_token: Secret<String>,
    /// The tool's name for its login.
    pub state: State,
    /// The frame that keeps values for tools without cookies, told again.
    pub storage_target: Option<StorageTarget>,
}

impl CheckedRequest {
    /// Joins the request with the message that was taken for it and for the caller's session.
    ///
    /// A message that was taken is spent, also where the request is then refused: a tool that
    /// gets here holds the hint, and one that holds it wrongly must not try again.
    ///
    /// # Errors
    ///
    /// [`RefusedRequest`] where the message is unknown, was taken before, is too old, or belongs
    /// to another session, person, login hint or tool, or the tool is no longer installed.
    pub fn with_message(
        self,
        taken: TakenFor<PendingMessage>,
        caller: &Caller,
        now: &Timestamp,
    ) -> Result<TakenRequest, RefusedRequest> {
        let Some(session) = caller.session() else {
            return Err(self.without_session());
        };
        let denied = OidcErrorCode::AccessDenied;
        let pending = match taken {
            TakenFor::Fresh(pending) => pending,
            TakenFor::AlreadyUsed => {
                let message = "this launch was answered before, each allows one answer";
                return Err(self.refused(&rules::HINT_USED, denied, message));
            }
            TakenFor::OtherSession => return Err(self.other_session()),
            TakenFor::Unknown => {
                let message = "no launch of this hint is open";
                return Err(self.refused(&rules::HINT_UNKNOWN, denied, message));
            }
        };
        if pending.hint != self.hint {
            let error = BackendError::failed("another message was returned than was asked for");
            return Err(self.without_store(&error));
        }
        if !pending.belongs_to(session) || !pending.is_for(caller.user()) {
            return Err(self.other_session());
        }
        if now.unix_seconds() >= pending.claims.expires.seconds() {
            let message = "this launch was started too long ago";
            return Err(self.refused(&rules::HINT_EXPIRED, denied, message));
        }
        self.joined(pending)
    }

    /// Nobody is signed in: what to tell the tool, with the message left waiting.
    pub fn without_session(self) -> RefusedRequest {
        let message = "nobody is signed in at the platform";
        self.refused(&rules::SESSION, OidcErrorCode::LoginRequired, message)
    }

    /// The host's store failed: what to tell the tool, and for the host's log why.
    pub fn without_store(self, error: &BackendError) -> RefusedRequest {
        let why = error.to_string();
        self.refused(&rules::BACKEND, OidcErrorCode::ServerError, &why)
            .telling("the platform failed")
    }

    fn joined(self, pending: PendingMessage) -> Result<TakenRequest, RefusedRequest> {
        let hint = self.login_hint.as_str().as_bytes();
        if !bool::from(hint.ct_eq(pending.login_hint.as_str().as_bytes())) {
            let message = "login_hint belongs to another launch";
            let code = OidcErrorCode::LoginRequired;
            return Err(self.refused(&rules::LOGIN_HINT, code, message));
        }
        if !pending.claims.audience.contains(self.tool.client_id()) {
            let message = "this launch was started for another tool";
            let code = OidcErrorCode::AccessDenied;
            return Err(self.refused(&rules::HINT_CLIENT, code, message));
        }
        if !self.tool.is_deployed(&pending.claims.deployment_id) {
            let message = "tool is no longer installed where the launch was started";
            let code = OidcErrorCode::UnauthorizedClient;
            return Err(self.refused(&rules::DEPLOYMENT, code, message));
        }
        Ok(TakenRequest {
            request: self,
            claims: pending.claims,
        })
    }

    fn other_session(self) -> RefusedRequest {
        let message = "the person signed in is not the one the launch was started for";
        self.refused(&rules::SESSION, OidcErrorCode::LoginRequired, message)
    }
}

impl TakenRequest {
    /// Signs the message for the request, with the platform's key.
    ///
    /// Issuer, audience, times and nonce are set here. The header names the key: by its id, or by
    /// its thumbprint where the signer has none.
    ///
    /// # Errors
    ///
    /// [`RefusedRequest`] where the signer fails.
    pub fn sign(
        self,
        signer: &impl Sign,
        settings: &PlatformSettings,
        now: &Timestamp,
    ) -> Result<SignedMessage, RefusedRequest> {
        let issued = now.unix_seconds();
        let expires = issued.saturating_add_unsigned(settings.token_lifetime().as_secs());
        let times = NumericDate::new(issued).zip(NumericDate::new(expires));
        let mut claims = self.claims;
        let token = times.and_then(|(issued, expires)| {
            claims.issuer = settings.issuer().clone();
            claims.nonce = self.request.nonce.clone();
            claims.issued = issued;
            claims.expires = expires;
            let payload = claims.to_json_string();
            sign_compact(Some("JWT"), payload.as_bytes(), &Named::new(signer)).ok()
        });
        let Some(token) = token else {
            let (code, message) = (OidcErrorCode::ServerError, "the platform failed to sign");
            return Err(self.request.refused(&rules::SIGNATURE, code, message));
        };
        Ok(SignedMessage {
            redirect_uri: self.request.redirect_uri,
            id_token: Secret::new(token),
            state: self.request.state,
            storage_target: settings.storage_target().cloned(),
        })
    }
}

impl SignedMessage {
    /// Names and values of the form to post.
    pub fn fields(&self) -> Vec<(&'static str, &str)> {
        let mut fields = vec![
            ("id_token", self.id_token.expose().as_str()),
            ("state", self.state.as_str()),
        ];
        if let Some(target) = &self.storage_target {
            fields.push(("lti_storage_target", target.as_str()));
        }
        fields
    }
}

impl fmt::Debug for TakenRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TakenRequest")
            .field("client_id", self.request.tool.client_id())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for SignedMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignedMessage(…)")
    }
}

/// A signer whose key has a name in any case, the one it is published under.
pub(crate) struct Named<'s, S> {
    signer: &'s S,
    key_id: KeyId,
}

impl<'s, S: Sign> Named<'s, S> {
    pub(crate) fn new(signer: &'s S) -> Self {
        let named = signer.key_id().cloned();
        Self {
            key_id: named.unwrap_or_else(|| signer.public_key().thumbprint()),
            signer,
        }
    }
}

impl<S: Sign> Sign for Named<'_, S> {
    fn algorithm(&self) -> Algorithm {
        self.signer.algorithm()
    }

    fn key_id(&self) -> Option<&KeyId> {
        Some(&self.key_id)
    }

    fn public_key(&self) -> &PublicKey {
        self.signer.public_key()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        self.signer.sign(message)
    }
}
