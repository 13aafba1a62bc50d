//! A platform's messages, and the sessions they belong to.

use edu_http::{SessionId, UserId};
use edu_types::Timestamp;

use super::judge::{Judge, Store, at};
use super::logins::unusable;
use super::{CLIENT, ISSUER, both, rules};
use crate::{
    Audience, BackendError, Claims, ClientId, DeploymentId, Issuer, LoginHint, MessageHint,
    MessageType, Nonce, NumericDate, PendingMessage, Subject, Taken, TakenMessage, Version,
};

const OWN: &str = "session of the kit";
const OTHER: &str = "another session of the kit";

/// A platform's store of messages, those of one session.
pub(super) struct Messages<B>(pub(super) B);

impl<B: crate::Messages> Store for Messages<B> {
    type Value = PendingMessage;

    const WHAT: &'static str = "messages";

    fn value(name: &str, expires: i64) -> Result<PendingMessage, BackendError> {
        message(name, OWN, expires)
    }

    async fn keep(&self, value: PendingMessage, now: &Timestamp) -> Result<(), BackendError> {
        self.0.keep_message(value, now).await
    }

    async fn take(
        &self,
        name: &str,
        now: &Timestamp,
    ) -> Result<Taken<PendingMessage>, BackendError> {
        Ok(match self.take_for(name, OWN, now).await? {
            TakenMessage::Fresh(message) => Taken::Fresh(message),
            TakenMessage::AlreadyUsed => Taken::AlreadyUsed,
            // Of a session's own messages, none waits for another.
            TakenMessage::OtherSession | TakenMessage::Unknown => Taken::Unknown,
        })
    }
}

impl<B: crate::Messages> Messages<B> {
    async fn take_for(
        &self,
        name: &str,
        owner: &str,
        now: &Timestamp,
    ) -> Result<TakenMessage, BackendError> {
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

fn date(seconds: i64) -> Result<NumericDate, BackendError> {
    let date = NumericDate::new(at(seconds).unix_seconds());
    date.ok_or_else(|| BackendError::failed("date is out of range"))
}

pub(super) async fn check_sessions<B: crate::Messages>(
    judge: &mut Judge,
    make: impl AsyncFn() -> Messages<B>,
) {
    let ended = other_session(judge, &make().await).await;
    judge.end(ended);
    let ended = hint_of_another(judge, &make().await).await;
    judge.end(ended);
    let ended = raced_by_another(judge, &make().await).await;
    judge.end(ended);
}

/// Another session neither gets nor spends a message, before or after its own took it.
async fn other_session<B: crate::Messages>(
    judge: &mut Judge,
    store: &Messages<B>,
) -> Result<(), BackendError> {
    let own = message("name", OWN, 600)?;
    store.keep(own.clone(), &at(0)).await?;
    for seconds in [1, 2, 3] {
        let taken = store.take_for("name", OTHER, &at(seconds)).await?;
        waits_for_another(judge, &taken);
    }
    match store.take_for("name", OWN, &at(4)).await? {
        TakenMessage::Fresh(taken) if taken == own => {}
        TakenMessage::Fresh(_) => judge.note(&rules::CHANGED, "another message came out"),
        TakenMessage::AlreadyUsed | TakenMessage::OtherSession | TakenMessage::Unknown => {
            let message = "after another session's attempts its own did not get a message";
            judge.note(&rules::BURNED, message);
        }
    }
    match store.take_for("name", OTHER, &at(5)).await? {
        TakenMessage::AlreadyUsed => {}
        TakenMessage::Fresh(_) => {
            judge.note(
                &rules::SESSION,
                "a used message was given to another session",
            );
        }
        TakenMessage::OtherSession | TakenMessage::Unknown => {
            let message = "another session is not told that a message was used";
            judge.note(&rules::USE_FORGOTTEN, message);
        }
    }
    match store.take_for("name", OTHER, &at(600)).await? {
        TakenMessage::Unknown => {}
        TakenMessage::Fresh(_) | TakenMessage::AlreadyUsed | TakenMessage::OtherSession => {
            judge.note(&rules::EXPIRED, "another session is told of a void message");
        }
    }
    Ok(())
}

/// A hint in use is not given to another session.
async fn hint_of_another<B: crate::Messages>(
    judge: &mut Judge,
    store: &Messages<B>,
) -> Result<(), BackendError> {
    store.keep(message("name", OWN, 600)?, &at(0)).await?;
    let theirs = message("name", OTHER, 600)?;
    if store.keep(theirs, &at(1)).await.is_ok() {
        judge.note(&rules::OVERWRITTEN, "another session got a hint in use");
    }
    let taken = store.take_for("name", OTHER, &at(2)).await?;
    waits_for_another(judge, &taken);
    Ok(())
}

async fn raced_by_another<B: crate::Messages>(
    judge: &mut Judge,
    store: &Messages<B>,
) -> Result<(), BackendError> {
    store.keep(message("name", OWN, 600)?, &at(0)).await?;
    let now = at(1);
    let takers = [OTHER, OWN, OTHER].map(|owner| store.take_for("name", owner, &now));
    let mut own = false;
    for (owner, taken) in [OTHER, OWN, OTHER]
        .into_iter()
        .zip(both::all(takers.into()).await)
    {
        let fresh = matches!(taken?, TakenMessage::Fresh(_));
        if fresh && owner == OTHER {
            judge.note(&rules::SESSION, "a race gave a message to another session");
        }
        own |= fresh && owner == OWN;
    }
    if !own {
        judge.note(
            &rules::BURNED,
            "another session's race kept a message from its own",
        );
    }
    Ok(())
}

/// A message of one tenant is unknown to another, even for a session of the same name.
pub(super) async fn check_tenants<B: crate::Messages>(
    judge: &mut Judge,
    (one, other): (B, B),
) -> Result<(), BackendError> {
    let (one, other) = (Messages(one), Messages(other));
    let own = message("name", OWN, 600)?;
    one.keep(own.clone(), &at(0)).await?;
    if other.take_for("name", OWN, &at(1)).await? != TakenMessage::Unknown {
        judge.note(&rules::CROSSED, "a tenant gets the message of another");
    }
    let taken = one.take("name", &at(2)).await?;
    judge.fresh(&taken, &own, "taken after another tenant tried");
    if other.take_for("name", OWN, &at(3)).await? != TakenMessage::Unknown {
        judge.note(
            &rules::CROSSED,
            "a tenant is told of another's used message",
        );
    }
    Ok(())
}

fn waits_for_another(judge: &mut Judge, taken: &TakenMessage) {
    match taken {
        TakenMessage::OtherSession => {}
        TakenMessage::Fresh(_) => {
            judge.note(&rules::SESSION, "a message was given to another session");
        }
        TakenMessage::AlreadyUsed => {
            judge.note(
                &rules::BURNED,
                "a message is used after another session's attempt",
            );
        }
        TakenMessage::Unknown => {
            judge.note(&rules::LOST, "a message of another session is unknown");
        }
    }
}
