//! Values that belong to a session: messages and requests for content alike.

use edu_http::together;
use edu_types::Timestamp;

use super::judge::{Judge, Store, at};
use super::rules;
use crate::{BackendError, Taken, TakenFor};

const OWN: &str = "session of the kit";
const OTHER: &str = "another session of the kit";

/// Where values are kept for a session and taken by it.
pub(super) trait SessionStore {
    type Value: Clone + PartialEq;

    /// What the values are, for messages.
    const WHAT: &'static str;

    /// A value under `name` of the session `owner`; see [`Store::value`].
    fn value_for(name: &str, owner: &str, expires: i64) -> Result<Self::Value, BackendError>;

    async fn keep(&self, value: Self::Value, now: &Timestamp) -> Result<(), BackendError>;

    async fn take_for(
        &self,
        name: &str,
        owner: &str,
        now: &Timestamp,
    ) -> Result<TakenFor<Self::Value>, BackendError>;
}

/// The values of one session.
pub(super) struct OfOneSession<S>(pub(super) S);

impl<S: SessionStore> Store for OfOneSession<S> {
    type Value = S::Value;

    const WHAT: &'static str = S::WHAT;

    fn value(name: &str, expires: i64) -> Result<S::Value, BackendError> {
        S::value_for(name, OWN, expires)
    }

    async fn keep(&self, value: S::Value, now: &Timestamp) -> Result<(), BackendError> {
        self.0.keep(value, now).await
    }

    async fn take(&self, name: &str, now: &Timestamp) -> Result<Taken<S::Value>, BackendError> {
        Ok(without_session(self.0.take_for(name, OWN, now).await?))
    }
}

/// Of a session's own values, none waits for another.
fn without_session<T>(taken: TakenFor<T>) -> Taken<T> {
    match taken {
        TakenFor::Fresh(value) => Taken::Fresh(value),
        TakenFor::AlreadyUsed => Taken::AlreadyUsed,
        TakenFor::OtherSession | TakenFor::Unknown => Taken::Unknown,
    }
}

pub(super) async fn check_sessions<S: SessionStore>(judge: &mut Judge, make: impl AsyncFn() -> S) {
    let ended = other_session(judge, &make().await).await;
    judge.end(ended);
    let ended = name_of_another(judge, &make().await).await;
    judge.end(ended);
    let ended = raced_by_another(judge, &make().await).await;
    judge.end(ended);
}

/// Another session neither gets nor spends a value, before or after its own took it.
async fn other_session<S: SessionStore>(judge: &mut Judge, store: &S) -> Result<(), BackendError> {
    let own = S::value_for("name", OWN, 600)?;
    store.keep(own.clone(), &at(0)).await?;
    for seconds in [1, 2, 3] {
        let taken = store.take_for("name", OTHER, &at(seconds)).await?;
        waits_for_another(judge, &taken);
    }
    match store.take_for("name", OWN, &at(4)).await? {
        TakenFor::Fresh(taken) if taken == own => {}
        TakenFor::Fresh(_) => judge.note(&rules::CHANGED, "another value came out"),
        TakenFor::AlreadyUsed | TakenFor::OtherSession | TakenFor::Unknown => {
            let message = "after another session's attempts its own did not get a value";
            judge.note(&rules::BURNED, message);
        }
    }
    match store.take_for("name", OTHER, &at(5)).await? {
        TakenFor::AlreadyUsed => {}
        TakenFor::Fresh(_) => {
            judge.note(&rules::SESSION, "a used value was given to another session");
        }
        TakenFor::OtherSession | TakenFor::Unknown => {
            let message = "another session is not told that a value was used";
            judge.note(&rules::USE_FORGOTTEN, message);
        }
    }
    match store.take_for("name", OTHER, &at(600)).await? {
        TakenFor::Unknown => {}
        TakenFor::Fresh(_) | TakenFor::AlreadyUsed | TakenFor::OtherSession => {
            judge.note(&rules::EXPIRED, "another session is told of a void value");
        }
    }
    Ok(())
}

/// A name in use is not given to another session.
async fn name_of_another<S: SessionStore>(
    judge: &mut Judge,
    store: &S,
) -> Result<(), BackendError> {
    store.keep(S::value_for("name", OWN, 600)?, &at(0)).await?;
    let theirs = S::value_for("name", OTHER, 600)?;
    if store.keep(theirs, &at(1)).await.is_ok() {
        judge.note(&rules::OVERWRITTEN, "another session got a name in use");
    }
    let taken = store.take_for("name", OTHER, &at(2)).await?;
    waits_for_another(judge, &taken);
    Ok(())
}

async fn raced_by_another<S: SessionStore>(
    judge: &mut Judge,
    store: &S,
) -> Result<(), BackendError> {
    store.keep(S::value_for("name", OWN, 600)?, &at(0)).await?;
    let now = at(1);
    let takers = [OTHER, OWN, OTHER].map(|owner| store.take_for("name", owner, &now));
    let mut own = false;
    for (owner, taken) in [OTHER, OWN, OTHER]
        .into_iter()
        .zip(together::all(takers.into()).await)
    {
        let fresh = matches!(taken?, TakenFor::Fresh(_));
        if fresh && owner == OTHER {
            judge.note(&rules::SESSION, "a race gave a value to another session");
        }
        own |= fresh && owner == OWN;
    }
    if !own {
        judge.note(
            &rules::BURNED,
            "another session's race kept a value from its own",
        );
    }
    Ok(())
}

/// A value of one tenant is unknown to another, even for a session of the same name.
pub(super) async fn check_tenants<S: SessionStore>(
    judge: &mut Judge,
    (one, other): (S, S),
) -> Result<(), BackendError> {
    let own = S::value_for("name", OWN, 600)?;
    one.keep(own.clone(), &at(0)).await?;
    if other.take_for("name", OWN, &at(1)).await? != TakenFor::Unknown {
        judge.note(&rules::CROSSED, "a tenant gets the value of another");
    }
    let taken = without_session(one.take_for("name", OWN, &at(2)).await?);
    judge.fresh(&taken, &own, "taken after another tenant tried");
    if other.take_for("name", OWN, &at(3)).await? != TakenFor::Unknown {
        judge.note(&rules::CROSSED, "a tenant is told of another's used value");
    }
    Ok(())
}

fn waits_for_another<T>(judge: &mut Judge, taken: &TakenFor<T>) {
    match taken {
        TakenFor::OtherSession => {}
        TakenFor::Fresh(_) => {
            judge.note(&rules::SESSION, "a value was given to another session");
        }
        TakenFor::AlreadyUsed => {
            judge.note(
                &rules::BURNED,
                "a value is used after another session's attempt",
            );
        }
        TakenFor::Unknown => {
            judge.note(&rules::LOST, "a value of another session is unknown");
        }
    }
}
