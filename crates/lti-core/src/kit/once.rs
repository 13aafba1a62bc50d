//! What holds for logins and messages alike.

use edu_http::together;

use super::judge::{Judge, Store, at};
use super::rules;
use crate::{BackendError, Taken};

/// Values and takers of the race.
const ROUNDS: i64 = 32;
const TAKERS: usize = 4;

pub(super) async fn check<S: Store>(judge: &mut Judge, make: impl AsyncFn() -> S) {
    let ended = once(judge, &make().await).await;
    judge.end(ended);
    let ended = unknown(judge, &make().await).await;
    judge.end(ended);
    let ended = expired(judge, &make().await).await;
    judge.end(ended);
    let ended = in_use(judge, &make().await).await;
    judge.end(ended);
    let ended = raced(judge, &make().await).await;
    judge.end(ended);
}

async fn once<S: Store>(judge: &mut Judge, store: &S) -> Result<(), BackendError> {
    let (one, other) = (S::value("one", 600)?, S::value("other", 600)?);
    store.keep(one.clone(), &at(0)).await?;
    store.keep(other.clone(), &at(0)).await?;
    let taken = store.take("one", &at(1)).await?;
    judge.fresh(&taken, &one, "taken for the first time");
    for seconds in [1, 300, 599] {
        let taken = store.take("one", &at(seconds)).await?;
        judge.used(&taken, "taken again");
    }
    let taken = store.take("other", &at(599)).await?;
    judge.fresh(&taken, &other, "taken after another was");
    Ok(())
}

async fn unknown<S: Store>(judge: &mut Judge, store: &S) -> Result<(), BackendError> {
    let kept = S::value("name", 600)?;
    store.keep(kept.clone(), &at(0)).await?;
    for name in ["never-kept", "NAME", "nam", "name-", "n_me", "%"] {
        let taken = store.take(name, &at(1)).await?;
        judge.unknown(&taken, &rules::INVENTED, "taken without being kept");
    }
    let taken = store.take("name", &at(1)).await?;
    judge.fresh(&taken, &kept, "taken after names like its own");
    Ok(())
}

async fn expired<S: Store>(judge: &mut Judge, store: &S) -> Result<(), BackendError> {
    let (waiting, used) = (S::value("waiting", 600)?, S::value("used", 600)?);
    store.keep(waiting, &at(0)).await?;
    store.keep(used.clone(), &at(0)).await?;
    let taken = store.take("used", &at(599)).await?;
    judge.fresh(&taken, &used, "taken a second before its expiry");
    for name in ["waiting", "used"] {
        for seconds in [600, 100_000] {
            let taken = store.take(name, &at(seconds)).await?;
            judge.unknown(&taken, &rules::EXPIRED, "taken from its expiry on");
        }
    }
    Ok(())
}

async fn in_use<S: Store>(judge: &mut Judge, store: &S) -> Result<(), BackendError> {
    let (first, second) = (S::value("name", 600)?, S::value("name", 900)?);
    store.keep(first.clone(), &at(0)).await?;
    if store.keep(second.clone(), &at(1)).await.is_ok() {
        let message = format!("a second of the {} under one key was taken in", S::WHAT);
        judge.note(&rules::OVERWRITTEN, message);
    }
    let taken = store.take("name", &at(2)).await?;
    judge.fresh(&taken, &first, "taken after a second was offered");
    if store.keep(second, &at(3)).await.is_ok() {
        let message = format!("one of the {} was taken in under a used key", S::WHAT);
        judge.note(&rules::OVERWRITTEN, message);
    }
    let taken = store.take("name", &at(4)).await?;
    judge.used(&taken, "taken after a second was offered under a used key");
    Ok(())
}

async fn raced<S: Store>(judge: &mut Judge, store: &S) -> Result<(), BackendError> {
    for round in 0..ROUNDS {
        let name = format!("round-{round}");
        // Each round begins after the last has expired, so that small stores have room.
        let begin = round.saturating_mul(1000);
        let value = S::value(&name, begin.saturating_add(600))?;
        store.keep(value, &at(begin)).await?;
        let now = at(begin.saturating_add(1));
        let takers = (0..TAKERS).map(|_| store.take(&name, &now)).collect();
        let mut won = 0_usize;
        for taken in together::all(takers).await {
            match taken? {
                Taken::Fresh(_) => won = won.saturating_add(1),
                Taken::AlreadyUsed => {}
                Taken::Unknown => {
                    judge.note(
                        &rules::USE_FORGOTTEN,
                        "a taker that came late was told nothing",
                    );
                }
            }
        }
        if won != 1 {
            let message = format!("of {TAKERS} that took one value at once, {won} got it");
            judge.note(&rules::RACED, message);
        }
    }
    Ok(())
}
