//! A full store refuses; it never forgets.

use super::judge::{Judge, Store, at};
use super::rules;
use crate::{BackendError, Taken};

pub(super) async fn check<S: Store>(
    judge: &mut Judge,
    store: &S,
    capacity: usize,
) -> Result<(), BackendError> {
    for index in 0..capacity {
        let value = S::value(&name(index), 600)?;
        if store.keep(value, &at(0)).await.is_err() {
            let message = format!("room for {capacity} was promised, {index} were taken in");
            judge.note(&rules::CAPACITY, message);
            return Ok(());
        }
    }
    // Half are used, so that a store that forgets either kind is caught.
    for index in (0..capacity).step_by(2) {
        store.take(&name(index), &at(1)).await?;
    }
    if store.keep(S::value("more", 600)?, &at(2)).await.is_ok() {
        let message = format!("room for {capacity} was promised, one more was taken in");
        judge.note(&rules::CAPACITY, message);
    }
    for index in 0..capacity {
        let taken = store.take(&name(index), &at(3)).await?;
        let remembered = match taken {
            Taken::AlreadyUsed => index % 2 == 0,
            Taken::Fresh(_) => index % 2 == 1,
            Taken::Unknown => false,
        };
        if !remembered {
            judge.note(&rules::FORGOT, "a full store forgot what it held");
            break;
        }
    }
    if store.keep(S::value("later", 900)?, &at(600)).await.is_err() {
        let message = "there is no room although everything has expired";
        judge.note(&rules::STAYS_FULL, message);
    }
    Ok(())
}

fn name(index: usize) -> String {
    format!("value-{index}")
}
