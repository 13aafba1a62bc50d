//! A platform's used assertions.

use edu_http::together;
use edu_types::Timestamp;

use super::judge::{Judge, at};
use super::logins::unusable;
use super::{CLIENT, rules};
use crate::token::AssertionId;
use crate::{AssertionUse, Assertions, BackendError, ClientId};

/// Assertions and users of the race.
const ROUNDS: i64 = 32;
const USERS: usize = 4;

/// A store, asked about assertions of this client that expire so many seconds after the
/// beginning.
struct Store<'s, A> {
    kept: &'s A,
    client: ClientId,
    expires: i64,
}

impl<'s, A: Assertions> Store<'s, A> {
    fn of(kept: &'s A, client: &str, expires: i64) -> Result<Self, BackendError> {
        let client = ClientId::new(client).map_err(unusable)?;
        Ok(Self {
            kept,
            client,
            expires,
        })
    }

    async fn uses(&self, name: &str, now: &Timestamp) -> Result<AssertionUse, BackendError> {
        let id = AssertionId::new(name).map_err(unusable)?;
        let expires = at(self.expires);
        self.kept
            .use_assertion(&self.client, &id, &expires, now)
            .await
    }

    async fn is_first(&self, name: &str, seconds: i64) -> Result<bool, BackendError> {
        let found = self.uses(name, &at(seconds)).await?;
        Ok(found == AssertionUse::First)
    }
}

pub(super) async fn check<A: Assertions>(judge: &mut Judge, make: impl AsyncFn() -> A) {
    let ended = once(judge, &make().await).await;
    judge.end(ended);
    let ended = names(judge, &make().await).await;
    judge.end(ended);
    let ended = void(judge, &make().await).await;
    judge.end(ended);
    let ended = raced(judge, &make().await).await;
    judge.end(ended);
}

async fn once<A: Assertions>(judge: &mut Judge, store: &A) -> Result<(), BackendError> {
    let store = Store::of(store, CLIENT, 600)?;
    if !store.is_first("name", 0).await? {
        judge.note(&rules::INVENTED, "an assertion never used is said to be");
    }
    for seconds in [0, 1, 300, 599] {
        if store.is_first("name", seconds).await? {
            judge.note(&rules::TWICE, "an assertion was used again");
        }
    }
    Ok(())
}

/// Only the very same name of the very same client is the same.
async fn names<A: Assertions>(judge: &mut Judge, store: &A) -> Result<(), BackendError> {
    let own = Store::of(store, CLIENT, 600)?;
    own.is_first("name", 0).await?;
    for name in ["NAME", "nam", "name-", "n_me", "%"] {
        if !own.is_first(name, 1).await? {
            judge.note(
                &rules::INVENTED,
                "an assertion with a name like it is said to be used",
            );
        }
    }
    for client in ["KIT", "ki", "kit-"] {
        if !Store::of(store, client, 600)?.is_first("name", 1).await? {
            judge.note(&rules::CROSSED, "a client is told of another's assertion");
        }
    }
    // What belongs to the client and what to the name is not to be mixed up.
    if !Store::of(store, "kitn", 600)?.is_first("ame", 1).await? {
        judge.note(&rules::CROSSED, "client and name are mixed up");
    }
    Ok(())
}

/// What has expired is not taken, and not remembered.
async fn void<A: Assertions>(judge: &mut Judge, store: &A) -> Result<(), BackendError> {
    let store = Store::of(store, CLIENT, 600)?;
    for seconds in [600, 601, 100_000] {
        if store.is_first("late", seconds).await? {
            judge.note(&rules::EXPIRED, "an assertion was used that had expired");
        }
    }
    Ok(())
}

async fn raced<A: Assertions>(judge: &mut Judge, store: &A) -> Result<(), BackendError> {
    for round in 0..ROUNDS {
        let name = format!("round-{round}");
        // Each round begins after the last has expired, so that small stores have room.
        let begin = round.saturating_mul(1000);
        let store = Store::of(store, CLIENT, begin.saturating_add(600))?;
        let now = at(begin.saturating_add(1));
        let users = (0..USERS).map(|_| store.uses(&name, &now)).collect();
        let mut first = 0_usize;
        for found in together::all(users).await {
            if found? == AssertionUse::First {
                first = first.saturating_add(1);
            }
        }
        if first != 1 {
            let message = format!("of {USERS} that used one assertion at once, {first} were first");
            judge.note(&rules::RACED, message);
        }
    }
    Ok(())
}

/// A full store refuses, forgets nothing, and has room again when all have expired.
pub(super) async fn check_capacity<A: Assertions>(
    judge: &mut Judge,
    store: &A,
    capacity: usize,
) -> Result<(), BackendError> {
    let full = Store::of(store, CLIENT, 600)?;
    for index in 0..capacity {
        if full.is_first(&name(index), 0).await.is_err() {
            let message = format!("room for {capacity} was promised, fewer were taken in");
            judge.note(&rules::CAPACITY, message);
            return Ok(());
        }
    }
    if full.is_first(&name(capacity), 1).await.is_ok() {
        judge.note(&rules::CAPACITY, "a full store took in one more");
    }
    for index in 0..capacity {
        if !matches!(full.is_first(&name(index), 2).await, Ok(false)) {
            judge.note(&rules::USE_FORGOTTEN, "a full store forgot what was used");
        }
    }
    let later = Store::of(store, CLIENT, 900)?;
    if !matches!(later.is_first("later", 600).await, Ok(true)) {
        let message = "there is no room although everything has expired";
        judge.note(&rules::STAYS_FULL, message);
    }
    Ok(())
}

/// An assertion that was used at one tenant was not used at another.
pub(super) async fn check_tenants<A: Assertions>(
    judge: &mut Judge,
    (one, other): (A, A),
) -> Result<(), BackendError> {
    Store::of(&one, CLIENT, 600)?.is_first("name", 0).await?;
    if !Store::of(&other, CLIENT, 600)?.is_first("name", 1).await? {
        judge.note(&rules::CROSSED, "a tenant is told of another's assertion");
    }
    Ok(())
}

fn name(index: usize) -> String {
    format!("assertion-{index}")
}
