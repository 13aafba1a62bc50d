//! Those that follow statements see each, in order.

use edu_http::BackendError;

use super::judge::Judge;
use super::material::{id, number, plain, unusable, voiding};
use super::room::{Room, query};
use super::rules;
use crate::{Followed, FollowerId, RecordStore};

pub(super) async fn check<B: RecordStore>(judge: &mut Judge, store: &B) {
    let ended = followed(judge, store).await;
    judge.end(ended);
}

async fn followed<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "followed")?;
    let forwarder = FollowerId::new("forwarder").map_err(unusable)?;
    let other = FollowerId::new("Forwarder").map_err(unusable)?;
    see(
        judge,
        &room.unseen(&forwarder, 9).await?,
        &[],
        "of an empty store",
    );
    let batch = (1..=5).map(|number| plain(number, "ada", "read", "book"));
    room.put(judge, batch.collect::<Result<_, _>>()?, 0).await?;
    room.put(judge, vec![voiding(6, 2)?], 1).await?;
    let listed = room.ask(&query(&[])).await?.value;
    let first = room.unseen(&forwarder, 3).await?;
    see(judge, &first, &[1, 2, 3], "of so many at most");
    let again = room.unseen(&forwarder, 3).await?;
    judge.expect(
        again == first,
        &rules::FOLLOWERS,
        "what was not noted as seen does not come again",
    );
    for one in room.unseen(&forwarder, 9).await? {
        let voided = one.id == id(2);
        judge.expect(
            one.voided == voided,
            &rules::VOIDED,
            "a follower is told wrongly what is voided",
        );
        let same = listed.contains(&one.statement) != voided;
        judge.expect(
            same,
            &rules::FOLLOWERS,
            "a follower sees a statement otherwise than others",
        );
    }
    let at = |index: usize| {
        first
            .get(index)
            .map(|one| one.statement.position)
            .unwrap_or_default()
    };
    store.seen(&room.tenant, &forwarder, at(1)).await?;
    see(
        judge,
        &room.unseen(&forwarder, 9).await?,
        &[3, 4, 5, 6],
        "after two were seen",
    );
    for back in [at(0), crate::Position::START, at(1)] {
        store.seen(&room.tenant, &forwarder, back).await?;
        see(
            judge,
            &room.unseen(&forwarder, 9).await?,
            &[3, 4, 5, 6],
            "after an earlier note",
        );
    }
    see(
        judge,
        &room.unseen(&other, 9).await?,
        &[1, 2, 3, 4, 5, 6],
        "of another follower",
    );
    if let Some(last) = room.unseen(&forwarder, 9).await?.last() {
        let last = last.statement.position;
        store.seen(&room.tenant, &forwarder, last).await?;
    }
    see(
        judge,
        &room.unseen(&forwarder, 9).await?,
        &[],
        "after all were seen",
    );
    room.put(judge, vec![plain(7, "ada", "read", "book")?], 2)
        .await?;
    see(
        judge,
        &room.unseen(&forwarder, 9).await?,
        &[7],
        "after one more",
    );
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
