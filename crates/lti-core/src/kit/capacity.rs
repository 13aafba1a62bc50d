//! A full store forgets the oldest waiting value, and nothing else.

use super::judge::{Judge, Store, at};
use super::rules;
use crate::{BackendError, Taken};

pub(super) async fn check<S: Store>(judge: &mut Judge, capacity: usize, make: impl AsyncFn() -> S) {
    let ended = one_more(judge, &make().await, capacity).await;
    judge.end(ended);
    let ended = used_beside_waiting(judge, &make().await, capacity).await;
    judge.end(ended);
    let ended = room_again(judge, &make().await, capacity).await;
    judge.end(ended);
}

/// One more than there is room for pushes out the oldest.
async fn one_more<S: Store>(
    judge: &mut Judge,
    store: &S,
    capacity: usize,
) -> Result<(), BackendError> {
    if !fill(store, "value", capacity).await? {
        let message = format!("room for {capacity} was promised, fewer were taken in");
        judge.note(&rules::CAPACITY, message);
        return Ok(());
    }
    let newest = S::value(&name("value", capacity), 600)?;
    if store.keep(newest, &at(0)).await.is_err() {
        let message = format!("one of the {} was refused because others wait", S::WHAT);
        judge.note(&rules::LOCKED_OUT, message);
        return Ok(());
    }
    let oldest = store.take(&name("value", 0), &at(1)).await?;
    let when = format!("the oldest taken after {capacity} more were kept");
    judge.unknown(&oldest, &rules::CAPACITY, &when);
    for index in 1..=capacity {
        let taken = store.take(&name("value", index), &at(1)).await?;
        if !matches!(taken, Taken::Fresh(_)) {
            judge.note(&rules::FORGOT, "a full store forgot more than the oldest");
            break;
        }
    }
    Ok(())
}

/// Used values are remembered while others wait, and cost these no room.
async fn used_beside_waiting<S: Store>(
    judge: &mut Judge,
    store: &S,
    capacity: usize,
) -> Result<(), BackendError> {
    fill(store, "used", capacity).await?;
    for index in 0..capacity {
        store.take(&name("used", index), &at(1)).await?;
    }
    if !fill(store, "pushed", capacity).await? || !fill(store, "waiting", capacity).await? {
        let message = format!("one of the {} was refused because others were", S::WHAT);
        judge.note(&rules::LOCKED_OUT, message);
        return Ok(());
    }
    for index in 0..capacity {
        let taken = store.take(&name("used", index), &at(2)).await?;
        judge.used(&taken, "taken again after others were kept");
    }
    for index in 0..capacity {
        let taken = store.take(&name("pushed", index), &at(2)).await?;
        judge.unknown(&taken, &rules::CAPACITY, "taken after it was pushed out");
        let value = S::value(&name("waiting", index), 600)?;
        let taken = store.take(&name("waiting", index), &at(2)).await?;
        judge.fresh(&taken, &value, "taken out of a full store");
    }
    Ok(())
}

async fn room_again<S: Store>(
    judge: &mut Judge,
    store: &S,
    capacity: usize,
) -> Result<(), BackendError> {
    fill(store, "value", capacity).await?;
    let later = S::value("later", 900)?;
    if store.keep(later, &at(600)).await.is_err() {
        let message = "there is no room although everything has expired";
        judge.note(&rules::STAYS_FULL, message);
    }
    Ok(())
}

/// Keeps so many values; false where one was refused.
async fn fill<S: Store>(store: &S, kind: &str, count: usize) -> Result<bool, BackendError> {
    for index in 0..count {
        let value = S::value(&name(kind, index), 600)?;
        if store.keep(value, &at(0)).await.is_err() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn name(kind: &str, index: usize) -> String {
    format!("{kind}-{index}")
}
