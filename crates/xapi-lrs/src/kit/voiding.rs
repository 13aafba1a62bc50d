//! Statements are voided by others, whichever of them comes first.

use edu_http::BackendError;

use super::judge::{Judge, at};
use super::material::{id, on, plain, unusable, voiding};
use super::room::Room;
use super::rules;
use crate::{FollowerId, Inserted, NewStatement, RecordStore};

pub(super) async fn check<B: RecordStore>(judge: &mut Judge, store: &B) {
    let ended = either_first(judge, store).await;
    judge.end(ended);
    let ended = voiding_stays(judge, store).await;
    judge.end(ended);
    let ended = others_stay(judge, store).await;
    judge.end(ended);
    let ended = again(judge, store).await;
    judge.end(ended);
}

/// In one batch or two, in either order: the target is voided, what voids it is not.
async fn either_first<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let orders: [(&str, &[&[u64]]); 4] = [
        ("target-first", &[&[1], &[2]]),
        ("target-last", &[&[2], &[1]]),
        ("one-batch", &[&[1, 2]]),
        ("one-batch-turned", &[&[2, 1]]),
    ];
    for (name, batches) in orders {
        let room = Room::new(store, name)?;
        let target = plain(1, "ada", "read", "book")?;
        let of = |number: &u64| match number {
            1 => Ok(target.clone()),
            _ => voiding(2, 1),
        };
        for (batch, seconds) in batches.iter().zip(0..) {
            let batch = batch.iter().map(of).collect::<Result<Vec<_>, _>>()?;
            room.put(judge, batch, seconds).await?;
        }
        expect(judge, &room, &[1], &[2]).await?;
        let found = room.voided(1).await?;
        judge.kept(found.as_ref(), &target, "asked for as voided")?;
        judge.list(
            &room.by(&[]).await?,
            &[2],
            &rules::VOIDED,
            "of a voided one and what voids it",
        );
    }
    Ok(())
}

/// What voids another cannot be voided, and the other stays so.
async fn voiding_stays<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    for (name, order) in [("void-void", [1, 2, 3]), ("void-void-turned", [3, 2, 1])] {
        let room = Room::new(store, name)?;
        for number in order {
            let statement = match number {
                1 => plain(1, "ada", "read", "book")?,
                _ => voiding(number, number.saturating_sub(1))?,
            };
            room.put(judge, vec![statement], 0).await?;
        }
        expect(judge, &room, &[1], &[2, 3]).await?;
    }
    // One that would void itself.
    let room = Room::new(store, "void-itself")?;
    room.put(judge, vec![voiding(1, 1)?], 0).await?;
    expect(judge, &room, &[], &[1]).await
}

/// A statement on another does not void it, nor does one whose target never comes.
async fn others_stay<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "unvoided")?;
    let first = vec![plain(1, "ada", "read", "book")?, on(2, "liked", 1)?];
    room.put(judge, first, 0).await?;
    room.put(
        judge,
        vec![voiding(3, 99)?, plain(4, "ada", "read", "book")?],
        1,
    )
    .await?;
    expect(judge, &room, &[], &[1, 2, 3, 4]).await?;
    // A statement on another may be voided like any other.
    room.put(judge, vec![voiding(5, 2)?], 2).await?;
    expect(judge, &room, &[2], &[1, 3, 4, 5]).await
}

/// Statements that are sent again change nothing of it.
async fn again<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "void-again")?;
    let sent = [
        plain(1, "ada", "read", "book")?,
        voiding(2, 1)?,
        voiding(3, 1)?,
    ];
    room.put(judge, sent.to_vec(), 0).await?;
    let turned: Vec<NewStatement> = sent.iter().rev().cloned().collect();
    if room.offer(turned, &at(1)).await? != Inserted::Done {
        judge.note(
            &rules::REPEATED,
            "a voided statement that was sent again was refused",
        );
    }
    expect(judge, &room, &[1], &[2, 3]).await
}

/// These must be voided and those not, for whoever asks.
async fn expect<B: RecordStore>(
    judge: &mut Judge,
    room: &Room<'_, B>,
    voided: &[u64],
    live: &[u64],
) -> Result<(), BackendError> {
    let follower = FollowerId::new("follower").map_err(unusable)?;
    let unseen = room.unseen(&follower, 99).await?;
    let told = |number: u64| unseen.iter().find(|one| one.id == id(number));
    let all = voided.iter().map(|one| (*one, true));
    for (number, is_voided) in all.chain(live.iter().map(|one| (*one, false))) {
        let (as_live, as_voided) = (room.live(number).await?, room.voided(number).await?);
        if as_live.is_none() && as_voided.is_none() {
            judge.note(
                &rules::LOST,
                format!("statement {number} is neither voided nor not"),
            );
            continue;
        }
        let right = as_voided.is_some() == is_voided && as_live.is_some() != is_voided;
        let is_told = told(number).map(|one| one.voided) == Some(is_voided);
        if !right || !is_told {
            let message = format!("statement {number} must have voided = {is_voided}");
            judge.note(&rules::VOIDED, message);
        }
    }
    Ok(())
}
