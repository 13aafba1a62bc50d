//! Lists hold what was asked for, what may be seen, and each part of it once.

use core::num::NonZeroUsize;

use edu_http::BackendError;
use edu_types::{Timestamp, UuidText};
use xapi_model::Activity;

use super::judge::Judge;
use super::material::{
    activity_key, agent_key, begin, id, iri, number, on, plain, ready, verb_key, voiding,
};
use super::room::{Room, query};
use super::rules;
use crate::{Access, Key, NewStatement, Order, Position, RecordStore, StatementQuery};

pub(super) async fn check<B: RecordStore>(judge: &mut Judge, store: &B) {
    let ended = filtered(judge, store).await;
    judge.end(ended);
    let ended = access(judge, store).await;
    judge.end(ended);
    let ended = timed(judge, store).await;
    judge.end(ended);
    let ended = counted(judge, store).await;
    judge.end(ended);
    let ended = walked(judge, store).await;
    judge.end(ended);
}

fn registered(
    number: u64,
    actor: &str,
    verb: &str,
    activity: &str,
    registration: UuidText,
) -> Result<NewStatement, BackendError> {
    let activity = Activity::new(iri(activity)?);
    let statement = begin(number, actor, verb, activity)?;
    ready(statement.registration(registration), &[])
}

/// Statements have all that was asked for.
async fn filtered<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "filtered")?;
    let batch = vec![
        plain(1, "ada", "read", "book")?,
        plain(2, "ada", "read", "film")?,
        plain(3, "ben", "read", "book")?,
        plain(4, "ada", "saw", "book")?,
        registered(5, "ada", "read", "book", id(77))?,
        plain(6, "Ada", "Read", "Book")?,
    ];
    room.put(judge, batch, 0).await?;
    let (ada, ben) = (agent_key("ada")?, agent_key("ben")?);
    let (read, saw, book) = (verb_key("read")?, verb_key("saw")?, activity_key("book")?);
    let registration = Key::registration(id(77));
    let queries: [(&[Key], &[u64]); 12] = [
        (&[], &[1, 2, 3, 4, 5, 6]),
        (&[ada], &[1, 2, 4, 5]),
        (&[read], &[1, 2, 3, 5]),
        (&[book], &[1, 3, 4, 5]),
        (&[ada, read], &[1, 2, 5]),
        (&[read, ada, book], &[1, 5]),
        (&[book, ada, book], &[1, 4, 5]),
        (&[ada, read, book, registration], &[5]),
        (&[ben, saw], &[]),
        (&[verb_key("never")?], &[]),
        (&[ada, verb_key("never")?], &[]),
        (&[Key::label("never")], &[]),
    ];
    for (keys, expected) in queries {
        let found = room.by(keys).await?;
        judge.list(&found, expected, &rules::FILTER, "by so many keys");
    }
    Ok(())
}

/// Nobody is given what they may not see, by whatever way they ask.
async fn access<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "access")?;
    let labels: [&[&str]; 5] = [&["red"], &["blue"], &["red", "blue"], &[], &["redder"]];
    let mut batch = Vec::new();
    for (labels, number) in labels.iter().zip(1..) {
        let activity = Activity::new(iri("book")?);
        batch.push(ready(begin(number, "ada", "read", activity)?, labels)?);
    }
    batch.push(voiding(6, 2)?);
    room.put(judge, batch, 0).await?;
    let (red, blue) = (Key::label("red"), Key::label("blue"));
    let reaches: [(Access, &[u64]); 6] = [
        (Access::all(), &[1, 2, 3, 4, 5]),
        (Access::any([red]), &[1, 3]),
        (Access::any([blue]), &[2, 3]),
        (Access::any([red, blue]), &[1, 2, 3]),
        (Access::any([Key::label("never")]), &[]),
        (Access::nothing(), &[]),
    ];
    for (access, reached) in reaches {
        for number in 1..=5 {
            let found = room.one(number, number == 2, &access).await?.is_some();
            let right = found == reached.contains(&number);
            let message = "a single statement is given out or withheld";
            judge.expect(right, &rules::ACCESS, message);
        }
        reach(judge, &room, &access, reached).await?;
    }
    Ok(())
}

/// Lists hold what is in reach and not voided.
async fn reach<B: RecordStore>(
    judge: &mut Judge,
    room: &Room<'_, B>,
    access: &Access,
    reached: &[u64],
) -> Result<(), BackendError> {
    let (rule, when) = (&rules::ACCESS, "with limited access");
    let mut expected: Vec<u64> = reached.iter().copied().filter(|one| *one != 2).collect();
    // What voids the second is on it, and in reach of those alone who see all.
    expected.extend((*access == Access::all()).then_some(6));
    let latest: Vec<u64> = expected.iter().rev().copied().collect();
    let first = latest.get(..2).unwrap_or(&latest);
    let (read, ada) = (verb_key("read")?, agent_key("ada")?);
    for keys in [&[][..], &[read], &[read, ada]] {
        let mut query = query(keys);
        query.access = access.clone();
        judge.list(&room.numbers(&query).await?, &expected, rule, when);
        query.order = Order::Latest;
        judge.list(&room.numbers(&query).await?, &latest, rule, when);
        query.limit = NonZeroUsize::MIN;
        judge.list(&room.numbers(&query).await?, first, rule, when);
    }
    Ok(())
}

/// A nanosecond before that time.
fn before(time: &Timestamp) -> Option<Timestamp> {
    Timestamp::from_unix_nanos(time.unix_nanos().saturating_sub(1))
}

/// Later than the one time, no later than the other.
async fn timed<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "timed")?;
    for (number, seconds) in (1..).zip([10, 20, 30, 40]) {
        room.put(judge, vec![plain(number, "ada", "read", "book")?], seconds)
            .await?;
    }
    room.put(judge, vec![on(5, "liked", 1)?], 50).await?;
    let listed = room.ask(&query(&[])).await?.value;
    let stored: Vec<Timestamp> = listed.into_iter().map(|one| one.stored).collect();
    let [_, second, third, fourth, fifth] = &stored[..] else {
        judge.note(&rules::LOST, "of five statements not five are listed");
        return Ok(());
    };
    let spans: [(Option<Timestamp>, Option<Timestamp>, &[u64]); 9] = [
        (Some(second.clone()), None, &[3, 4, 5]),
        (before(second), None, &[2, 3, 4, 5]),
        (None, Some(second.clone()), &[1, 2]),
        (None, before(second), &[1]),
        (Some(second.clone()), Some(third.clone()), &[3]),
        (Some(third.clone()), Some(third.clone()), &[]),
        (Some(fourth.clone()), Some(second.clone()), &[]),
        (Some(fourth.clone()), None, &[5]),
        (Some(fifth.clone()), None, &[]),
    ];
    for (since, until, expected) in spans {
        between(judge, &room, (since, until), expected).await?;
    }
    Ok(())
}

/// These are listed between two times, in either order, with keys and without.
async fn between<B: RecordStore>(
    judge: &mut Judge,
    room: &Room<'_, B>,
    (since, until): (Option<Timestamp>, Option<Timestamp>),
    expected: &[u64],
) -> Result<(), BackendError> {
    for keys in [&[][..], &[verb_key("read")?]] {
        let mut query = query(keys);
        (query.since, query.until) = (since.clone(), until.clone());
        let found = room.numbers(&query).await?;
        judge.list(&found, expected, &rules::TIME, "between two times");
        query.order = Order::Latest;
        let mut found = room.numbers(&query).await?;
        found.reverse();
        let when = "between two times, the latest first";
        judge.list(&found, expected, &rules::TIME, when);
    }
    Ok(())
}

/// As many as were asked for and one more, whatever is not among them.
async fn counted<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "counted")?;
    // Each is found through several of its targets, and counts once; the second is voided.
    let mut batch = vec![plain(1, "critic", "same", "book")?];
    for number in 2..=7 {
        batch.push(on(number, "same", u64::saturating_sub(number, 1))?);
    }
    batch.push(voiding(8, 2)?);
    room.put(judge, batch, 0).await?;
    for keys in [
        &[][..],
        &[verb_key("same")?],
        &[verb_key("same")?, agent_key("critic")?],
    ] {
        for (limit, order, expected) in [
            (3, Order::Earliest, &[1, 3, 4, 5][..]),
            (3, Order::Latest, &[8, 7, 6, 5]),
            (6, Order::Earliest, &[1, 3, 4, 5, 6, 7, 8]),
            (7, Order::Latest, &[8, 7, 6, 5, 4, 3, 1]),
            (8, Order::Latest, &[8, 7, 6, 5, 4, 3, 1]),
            (1, Order::Latest, &[8, 7]),
        ] {
            let query = page(&query(keys), order, limit, None);
            let found = room.numbers(&query).await?;
            judge.list(
                &found,
                expected,
                &rules::PAGES,
                "of so many at most and one more",
            );
        }
    }
    Ok(())
}

/// Page by page every statement comes once, whatever arrives meanwhile.
async fn walked<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    for (order, name) in [(Order::Earliest, "earliest"), (Order::Latest, "latest")] {
        for keys in [&[][..], &[verb_key("read")?]] {
            let room = Room::new(store, &format!("walked-{name}-{}", keys.len()))?;
            let batch = (1..=7).map(|number| plain(number, "ada", "read", "book"));
            room.put(judge, batch.collect::<Result<_, _>>()?, 0).await?;
            let (mut found, mut after, mut next) = (Vec::new(), None, 8);
            // A list that never ends is cut off, and too long then.
            while found.len() < 99 {
                let query = page(&query(keys), order, 2, after);
                let listed = room.ask(&query).await?.value;
                found.extend(listed.iter().take(2).map(number));
                after = listed.get(1).map(|last| last.position);
                if listed.len() < 3 {
                    break;
                }
                if next < 13 {
                    let new = [
                        plain(next, "ada", "read", "book")?,
                        on(next.saturating_add(1), "liked", 1)?,
                    ];
                    room.put(judge, new.to_vec(), 1).await?;
                    next = next.saturating_add(2);
                }
            }
            let expected: &[u64] = match order {
                Order::Earliest => &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
                Order::Latest => &[7, 6, 5, 4, 3, 2, 1],
            };
            judge.list(&found, expected, &rules::PAGES, "read page by page");
        }
    }
    Ok(())
}

fn page(
    query: &StatementQuery,
    order: Order,
    limit: usize,
    after: Option<Position>,
) -> StatementQuery {
    let mut query = query.clone();
    query.order = order;
    query.limit = NonZeroUsize::new(limit).unwrap_or(NonZeroUsize::MIN);
    query.after = after;
    query
}
