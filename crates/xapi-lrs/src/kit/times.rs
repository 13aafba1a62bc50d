//! Statements have an order and times, by which nobody misses one.

use edu_http::BackendError;
use edu_types::Timestamp;

use super::judge::{Judge, at};
use super::material::{id, number, plain};
use super::room::{Room, query};
use super::rules;
use crate::{Access, Order, Position, RecordStore, Seen, StatementPage, StoredStatement};

pub(super) async fn check<B: RecordStore>(judge: &mut Judge, store: &B) {
    let ended = ordered(judge, store).await;
    judge.end(ended);
    let ended = consistent(judge, store).await;
    judge.end(ended);
    let ended = polled(judge, store).await;
    judge.end(ended);
}

/// What is stored one after the other, with the seconds at which the caller says it is.
const BATCHES: [(i64, &[u64]); 4] = [(50, &[9, 3, 7]), (20, &[8]), (20, &[1, 2]), (60, &[6, 4])];

/// Positions and times grow, whatever the caller's clock does.
async fn ordered<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "ordered")?;
    for (seconds, numbers) in BATCHES {
        let statements = numbers
            .iter()
            .map(|number| plain(*number, "ada", "read", "book"));
        room.put(judge, statements.collect::<Result<_, _>>()?, seconds)
            .await?;
    }
    let stored: Vec<u64> = BATCHES
        .iter()
        .flat_map(|(_, numbers)| *numbers)
        .copied()
        .collect();
    let listed = room.ask(&query(&[])).await?.value;
    let numbers: Vec<u64> = listed.iter().map(number).collect();
    judge.list(&numbers, &stored, &rules::ORDER, "the first stored first");
    let mut latest = query(&[]);
    latest.order = Order::Latest;
    let mut turned = room.numbers(&latest).await?;
    turned.reverse();
    judge.list(&turned, &stored, &rules::ORDER, "the latest stored first");
    positions(judge, &listed);
    times(judge, &listed);
    Ok(())
}

/// Positions grow, and all lie behind the start.
fn positions(judge: &mut Judge, listed: &[StoredStatement]) {
    let positions = listed.iter().map(|one| one.position);
    let grow = positions.clone().is_sorted_by(|one, next| one < next);
    let begun = positions.min() > Some(Position::START);
    judge.expect(grow && begun, &rules::ORDER, "positions do not grow");
}

/// Times of storing do not go back, lie before no present, and are whole thousandths.
fn times(judge: &mut Judge, listed: &[StoredStatement]) {
    let times = listed.iter().map(|one| &one.stored);
    let sorted = times.clone().is_sorted();
    let message = "a statement is stored before an earlier one";
    judge.expect(sorted, &rules::STORED, message);
    let presents = BATCHES
        .iter()
        .flat_map(|(seconds, numbers)| numbers.iter().map(|_| at(*seconds)));
    let present = times
        .clone()
        .zip(presents)
        .all(|(stored, now)| *stored >= now);
    let message = "a statement is stored before the present";
    judge.expect(present, &rules::STORED, message);
    let precise = times
        .map(Timestamp::subsec_nanos)
        .all(|nanos| nanos.is_multiple_of(1_000_000));
    let message = "a time of storing has parts of thousandths of a second";
    judge.expect(precise, &rules::STORED, message);
}

/// Everything is stored later than the time up to which answers were said to be complete.
async fn consistent<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "consistent")?;
    let first = vec![plain(1, "ada", "read", "book")?];
    room.put(judge, first, 0).await?;
    let mut told = Vec::new();
    for seconds in [100, 200] {
        let now = at(seconds);
        told.push(store.consistent_through(&room.tenant, &now).await?);
        let list = store.statements(&room.tenant, &query(&[]), &now).await?;
        told.push(list.consistent_through);
        let one = room.seen(id(1), false, &Access::all(), seconds).await?;
        told.push(one.consistent_through);
    }
    let stored = room.live(1).await?.map(|one| one.stored);
    let moves = stored.is_some_and(|stored| told.iter().all(|told| *told >= stored));
    let message = "an answer is not said to hold what was stored long before";
    judge.expect(moves, &rules::CONSISTENT, message);
    let later = vec![plain(2, "ada", "read", "book")?];
    room.put(judge, later, 50).await?;
    let later = room.live(2).await?;
    let holds = later.is_some_and(|later| told.iter().all(|told| later.stored > *told));
    let message = "a statement is stored before what was said to be complete";
    judge.expect(holds, &rules::CONSISTENT, message);
    Ok(())
}

/// Who asks again and again for what is stored later than the last it saw, or later than its last
/// answer was complete, misses none.
async fn polled<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "polled")?;
    let (mut last, mut through) = (None, None);
    for number in 1..=4 {
        let new = vec![plain(number, "ada", "read", "book")?];
        room.put(judge, new, 0).await?;
        let answer = later_than(&room, last).await?;
        let message = "a statement is not stored later than those that were seen before it";
        judge.expect(holds(&answer, number), &rules::STORED, message);
        last = answer.value.into_iter().map(|one| one.stored).max();
        let answer = later_than(&room, through).await?;
        let message = "a statement is not stored later than an answer was said to be complete";
        judge.expect(holds(&answer, number), &rules::CONSISTENT, message);
        through = Some(answer.consistent_through);
    }
    Ok(())
}

/// All that is stored later; the clock stands, as it does within a thousandth of a second.
async fn later_than<B: RecordStore>(
    room: &Room<'_, B>,
    since: Option<Timestamp>,
) -> Result<Seen<Vec<StoredStatement>>, BackendError> {
    let mut query = query(&[]);
    query.since = since;
    let seen = room.store.statements(&room.tenant, &query, &at(0)).await?;
    Ok(seen.map(StatementPage::into_statements))
}

fn holds(answer: &Seen<Vec<StoredStatement>>, expected: u64) -> bool {
    answer.value.iter().any(|one| number(one) == expected)
}
