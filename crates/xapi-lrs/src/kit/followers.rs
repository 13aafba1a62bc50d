//! Those that follow statements see each, in order.

use edu_http::BackendError;

use super::judge::Judge;
use super::material::{id, number, plain, unusable, voiding};
use super::room::{Room, query};
use super::rules;
use crate::{Followed, FollowerId, Position, RecordStore};

pub(super) async fn check<B: RecordStore>(judge: &mut Judge, store: &B) {
    let ended = followed(judge, store).await;
    judge.end(ended);
    let ended = noted(judge, store).await;
    judge.end(ended);
}

/// Five statements and one that voids the second.
async fn fill<B: RecordStore>(judge: &mut Judge, room: &Room<'_, B>) -> Result<(), BackendError> {
    let batch = (1..=5).map(|number| plain(number, "ada", "read", "book"));
    room.put(judge, batch.collect::<Result<_, _>>()?, 0).await?;
    room.put(judge, vec![voiding(6, 2)?], 1).await
}

/// What was not noted as seen comes again and again, voided or not, as others see it.
async fn followed<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "followed")?;
    let forwarder = FollowerId::new("forwarder").map_err(unusable)?;
    let none = room.unseen(&forwarder, 9).await?;
    see(judge, &none, &[], "of an empty store");
    fill(judge, &room).await?;
    let listed = room.ask(&query(&[])).await?.value;
    let first = room.unseen(&forwarder, 3).await?;
    see(judge, &first, &[1, 2, 3], "of so many at most");
    let again = room.unseen(&forwarder, 3).await? == first;
    let message = "what was not noted as seen does not come again";
    judge.expect(again, &rules::FOLLOWERS, message);
    for one in room.unseen(&forwarder, 9).await? {
        let voided = one.id == id(2);
        let told = one.voided == voided;
        let message = "a follower is told wrongly what is voided";
        judge.expect(told, &rules::VOIDED, message);
        let same = listed.contains(&one.statement) != voided;
        let message = "a follower sees a statement otherwise than others";
        judge.expect(same, &rules::FOLLOWERS, message);
    }
    Ok(())
}

/// What was noted as seen does not come again, and an earlier note changes nothing.
async fn noted<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "noted")?;
    let forwarder = FollowerId::new("forwarder").map_err(unusable)?;
    let other = FollowerId::new("Forwarder").map_err(unusable)?;
    fill(judge, &room).await?;
    let all = room.unseen(&forwarder, 9).await?;
    let positions: Vec<Position> = all.iter().map(|one| one.statement.position).collect();
    let [first, second, .., last] = positions[..] else {
        see(judge, &all, &[1, 2, 3, 4, 5, 6], "after six were stored");
        return Ok(());
    };
    for (note, when) in [
        (second, "after two were seen"),
        (first, "after an earlier note"),
        (Position::START, "after a note of the start"),
        (second, "after the same note"),
    ] {
        store.seen(&room.tenant, &forwarder, note).await?;
        let unseen = room.unseen(&forwarder, 9).await?;
        see(judge, &unseen, &[3, 4, 5, 6], when);
    }
    let unseen = room.unseen(&other, 9).await?;
    see(judge, &unseen, &[1, 2, 3, 4, 5, 6], "of another follower");
    store.seen(&room.tenant, &forwarder, last).await?;
    let unseen = room.unseen(&forwarder, 9).await?;
    see(judge, &unseen, &[], "after all were seen");
    let one_more = vec![plain(7, "ada", "read", "book")?];
    room.put(judge, one_more, 2).await?;
    let unseen = room.unseen(&forwarder, 9).await?;
    see(judge, &unseen, &[7], "after one more");
    Ok(())
}

fn see(judge: &mut Judge, found: &[Followed], expected: &[u64], when: &str) {
    let numbers: Vec<u64> = found.iter().map(|one| number(&one.statement)).collect();
    judge.list(&numbers, expected, &rules::FOLLOWERS, when);
    let named = found.iter().all(|one| one.id == id(number(&one.statement)));
    judge.expect(
        named,
        &rules::FOLLOWERS,
        "a follower is told another id than the statement's",
    );
}
