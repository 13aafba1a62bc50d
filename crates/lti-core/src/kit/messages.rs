//! A platform's messages.

use edu_http::{SessionId, UserId};
use edu_types::Timestamp;

use super::judge::at;
use super::logins::unusable;
use super::sessions::SessionStore;
use super::{CLIENT, ISSUER};
use crate::{
    Audience, BackendError, Claims, ClientId, DeploymentId, Issuer, LoginHint, MessageHint,
    MessageType, Nonce, NumericDate, PendingMessage, Subject, TakenFor, Version,
};

/// A platform's store of messages, those of one session.
pub(super) struct Messages<B>(pub(super) B);

impl<B: crate::Messages> SessionStore for Messages<B> {
    type Value = PendingMessage;

    const WHAT: &'static str = "messages";

    fn value_for(name: &str, owner: &str, expires: i64) -> Result<PendingMessage, BackendError> {
        message(name, owner, expires)
    }

    async fn keep(&self, value: PendingMessage, now: &Timestamp) -> Result<(), BackendError> {
        self.0.keep_message(value, now).await
    }

    async fn take_for(
        &self,
        name: &str,
        owner: &str,
        now: &Timestamp,
    ) -> Result<TakenFor<PendingMessage>, BackendError> {
        let hint = MessageHint::new(name).map_err(unusable)?;
        let session = SessionId::new(owner).map_err(unusable)?;
        self.0.take_message(&hint, &session, now).await
    }
}

fn message(name: &str, owner: &str, expires: i64) -> Result<PendingMessage, BackendError> {
    let nonce = format!("nonce of {name} until {expires}");
    let mut claims = Claims::new(
        Issuer::new(ISSUER).map_err(unusable)?,
        Audience::one(ClientId::new(CLIENT).map_err(unusable)?),
        date(expires)?,
        date(0)?,
        Nonce::new(nonce).map_err(unusable)?,
        MessageType::ResourceLinkRequest,
        Version::V1_3_0,
        DeploymentId::new("kit-1").map_err(unusable)?,
    );
    claims.subject = Some(Subject::new("person-of-the-kit").map_err(unusable)?);
    let user = UserId::new("user-of-the-kit").map_err(unusable)?;
    let message = PendingMessage {
        hint: MessageHint::new(name).map_err(unusable)?,
        session: SessionId::new(owner).map_err(unusable)?,
        login_hint: LoginHint::new("who").map_err(unusable)?,
        user: None,
        claims: Box::new(claims),
    };
    Ok(message.for_user(&user))
}

pub(super) fn date(seconds: i64) -> Result<NumericDate, BackendError> {
    let date = NumericDate::new(at(seconds).unix_seconds());
    date.ok_or_else(|| BackendError::failed("date is out of range"))
}
