//! Batches are taken in wholly or not at all, and statements stay as they are.

use bytes::Bytes;
use edu_http::BackendError;
use edu_types::{LanguageMap, UuidText};
use xapi_model::multipart::Digest;
use xapi_model::{Activity, ActivityDefinition};

use super::judge::{Judge, at};
use super::material::{
    activity_key, agent, agent_key, begin, id, iri, number, on, plain, ready, unusable, verb_key,
    voiding,
};
use super::room::{Room, query};
use super::rules;
use crate::{
    Access, Attached, Batch, FollowerId, Inserted, NewStatement, Order, Position, RecordStore,
};

pub(super) async fn check<B: RecordStore>(judge: &mut Judge, store: &B) {
    let ended = kept(judge, store).await;
    judge.end(ended);
    let ended = atomic(judge, store).await;
    judge.end(ended);
    let ended = repeated(judge, store).await;
    judge.end(ended);
    let ended = defined_again(judge, store).await;
    judge.end(ended);
    let ended = ordered(judge, store).await;
    judge.end(ended);
    let ended = consistent(judge, store).await;
    judge.end(ended);
}

/// What was stored is given out as it is, and nothing else.
async fn kept<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "kept")?;
    let sent = [
        plain(1, "ada", "read", "book")?,
        plain(0xabc, "Ada", "read", "Bücher/ß?a='%5F")?,
        on(3, "liked", 1)?,
    ];
    room.put(judge, sent.to_vec(), 0).await?;
    for one in &sent {
        let found = room.seen(one.id, false, &Access::all(), 1).await?;
        judge.kept(found.value.as_ref(), one, "asked for by its id")?;
    }
    let capitals = UuidText::parse(&id(0xabc).as_str().to_ascii_uppercase()).map_err(unusable)?;
    let found = room.seen(capitals, false, &Access::all(), 1).await?;
    let found = found.value;
    judge.kept(found.as_ref(), &sent[1], "asked for by its id in capitals")?;
    if room.live(2).await?.is_some() || room.voided(2).await?.is_some() {
        judge.note(
            &rules::INVENTED,
            "a statement is found that was never stored",
        );
    }
    let listed = room.ask(&query(&[])).await?.value;
    if listed.len() != sent.len() {
        let message = format!("of three statements {} are listed", listed.len());
        judge.note(&rules::LOST, message);
    }
    for (one, listed) in sent.iter().zip(&listed) {
        judge.kept(Some(listed), one, "in a list")?;
    }
    Ok(())
}

/// A batch with a conflict in its last place leaves nothing behind.
async fn atomic<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "atomic")?;
    room.put(judge, vec![plain(1, "ada", "read", "book")?], 0)
        .await?;
    let first = room.live(1).await?;
    let data = Bytes::from_static(b"never kept");
    let digest = Digest::of(&data);
    let batch = Batch::new(
        vec![
            named(2, "ben", "Ben", "film", "Film")?,
            voiding(3, 1)?,
            on(4, "liked", 1)?,
            plain(1, "ada", "burned", "book")?,
        ],
        vec![Attached { digest, data }],
    );
    let inserted = store.insert(&room.tenant, batch, &at(1)).await?;
    let at_last = inserted == Inserted::Conflict { at: 3 };
    judge.expect(
        at_last,
        &rules::CONFLICT,
        "a conflict in the last place was not said to be there",
    );
    let none = "a part of a refused batch was kept";
    for number in 2..=4 {
        let there = room.live(number).await?.is_some() || room.voided(number).await?.is_some();
        judge.expect(!there, &rules::PARTIAL, none);
    }
    judge.expect(
        room.live(1).await? == first,
        &rules::PARTIAL,
        "a refused batch changed a statement",
    );
    judge.list(
        &room.by(&[]).await?,
        &[1],
        &rules::PARTIAL,
        "after a refused batch",
    );
    judge.list(
        &room.by(&[verb_key("read")?]).await?,
        &[1],
        &rules::PARTIAL,
        "after a refused batch",
    );
    let follower = FollowerId::new("follower").map_err(unusable)?;
    judge.expect(
        room.unseen(&follower, 9).await?.len() == 1,
        &rules::PARTIAL,
        none,
    );
    judge.expect(
        store.attachment(&room.tenant, &digest).await?.is_none(),
        &rules::PARTIAL,
        none,
    );
    let known = store.definitions(&room.tenant, &[iri("film")?]).await?;
    judge.expect(known.is_empty(), &rules::PARTIAL, none);
    let names = store.names(&room.tenant, agent_key("ben")?).await?;
    judge.expect(names.is_empty(), &rules::PARTIAL, none);
    // The ids of a refused batch are free, for whatever else.
    room.put(judge, vec![plain(2, "eve", "saw", "play")?], 2)
        .await?;
    judge.list(
        &room.by(&[activity_key("film")?]).await?,
        &[],
        &rules::PARTIAL,
        "after a refused batch",
    );
    judge.list(
        &room.by(&[]).await?,
        &[1, 2],
        &rules::LOST,
        "after a refused batch",
    );
    Ok(())
}

/// What is sent again stays as it is, beside what is new.
async fn repeated<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "repeated")?;
    let one = plain(1, "ada", "read", "book")?;
    room.put(
        judge,
        vec![one.clone(), plain(2, "ben", "read", "book")?],
        0,
    )
    .await?;
    let before = room.ask(&query(&[])).await?.value;
    for seconds in [10, 20] {
        let again = vec![plain(3, "eve", "read", "book")?, one.clone()];
        if room.offer(again, &at(seconds)).await? != Inserted::Done {
            judge.note(
                &rules::REPEATED,
                "a statement that was sent again was refused",
            );
        }
    }
    let after = room.ask(&query(&[])).await?.value;
    let numbers: Vec<u64> = after.iter().map(number).collect();
    judge.list(
        &numbers,
        &[1, 2, 3],
        &rules::REPEATED,
        "after one was sent again",
    );
    let same = after.get(..2) == Some(&before);
    judge.expect(
        same,
        &rules::REPEATED,
        "a statement changed when it was sent again",
    );
    for (at_last, statement) in [
        (1, plain(2, "ben", "read", "film")?),
        (0, on(3, "read", 1)?),
    ] {
        let mut batch = vec![plain(4, "ada", "read", "book")?; at_last];
        batch.push(statement);
        let inserted = room.offer(batch, &at(30)).await?;
        let refused = inserted == Inserted::Conflict { at: at_last };
        judge.expect(
            refused,
            &rules::CONFLICT,
            "a second statement of one id was taken in",
        );
    }
    judge.list(
        &room.by(&[]).await?,
        &[1, 2, 3],
        &rules::CONFLICT,
        "after conflicts",
    );
    Ok(())
}

/// A statement that is sent again says nothing anew of its activities and agents.
async fn defined_again<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "defined-again")?;
    let old = named(1, "ada", "Ada", "book", "Old")?;
    room.put(judge, vec![old.clone()], 0).await?;
    room.put(judge, vec![named(2, "ada", "Ada", "book", "New")?], 1)
        .await?;
    let batch = vec![named(1, "ada", "Ada", "book", "Older")?, old];
    for again in batch {
        if room.offer(vec![again], &at(2)).await? != Inserted::Done {
            judge.note(
                &rules::REPEATED,
                "a statement with another definition was no repetition",
            );
        }
    }
    let known = store.definitions(&room.tenant, &[iri("book")?]).await?;
    let new = known.len() == 1 && known.iter().all(|(_, known)| *known == titled("New"));
    judge.expect(
        new,
        &rules::REPEATED,
        "a statement that was sent again changed a definition",
    );
    Ok(())
}

/// Positions and times grow, whatever the caller's clock does.
async fn ordered<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "ordered")?;
    let batches: [(i64, &[u64]); 4] = [(50, &[9, 3, 7]), (20, &[8]), (20, &[1, 2]), (60, &[6, 4])];
    for (seconds, numbers) in batches {
        let statements = numbers
            .iter()
            .map(|number| plain(*number, "ada", "read", "book"));
        room.put(judge, statements.collect::<Result<_, _>>()?, seconds)
            .await?;
    }
    let listed = room.ask(&query(&[])).await?.value;
    let numbers: Vec<u64> = listed.iter().map(number).collect();
    let expected = [9, 3, 7, 8, 1, 2, 6, 4];
    judge.list(&numbers, &expected, &rules::ORDER, "the first stored first");
    let mut latest = query(&[]);
    latest.order = Order::Latest;
    let mut reversed = room.numbers(&latest).await?;
    reversed.reverse();
    judge.list(
        &reversed,
        &expected,
        &rules::ORDER,
        "the latest stored first",
    );
    let positions = listed.windows(2).all(|pair| match pair {
        [one, next] => one.position < next.position,
        _ => true,
    });
    let begun = listed.iter().all(|one| one.position > Position::START);
    judge.expect(positions && begun, &rules::ORDER, "positions do not grow");
    let times = listed.windows(2).all(|pair| match pair {
        [one, next] => one.stored <= next.stored,
        _ => true,
    });
    judge.expect(
        times,
        &rules::STORED,
        "a statement is stored before an earlier one",
    );
    let batches = batches
        .iter()
        .flat_map(|(seconds, numbers)| numbers.iter().map(|_| at(*seconds)));
    let present = listed
        .iter()
        .zip(batches)
        .all(|(one, now)| one.stored >= now);
    judge.expect(
        present,
        &rules::STORED,
        "a statement is stored before the present",
    );
    let mut precise = listed.iter().map(|one| &one.stored);
    let precise = precise.all(|stored| stored.subsec_nanos().is_multiple_of(1_000_000));
    judge.expect(
        precise,
        &rules::STORED,
        "a time of storing has parts of thousandths of a second",
    );
    Ok(())
}

/// Nothing is stored before the time up to which answers were said to be complete.
async fn consistent<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "consistent")?;
    room.put(judge, vec![plain(1, "ada", "read", "book")?], 0)
        .await?;
    let mut told = Vec::new();
    for seconds in [100, 200] {
        let now = at(seconds);
        told.push(store.consistent_through(&room.tenant, &now).await?);
        let list = store.statements(&room.tenant, &query(&[]), &now).await?;
        told.push(list.consistent_through);
        let one = room.seen(id(1), false, &Access::all(), seconds).await?;
        told.push(one.consistent_through);
    }
    let latest = room.live(1).await?.map(|one| one.stored);
    let moves = told
        .iter()
        .all(|told| latest.as_ref().is_some_and(|stored| told >= stored));
    judge.expect(
        moves,
        &rules::CONSISTENT,
        "an answer is not said to hold what was stored long before",
    );
    room.put(judge, vec![plain(2, "ada", "read", "book")?], 50)
        .await?;
    let later = room.live(2).await?;
    let holds = later.is_some_and(|later| told.iter().all(|told| later.stored >= *told));
    judge.expect(
        holds,
        &rules::CONSISTENT,
        "a statement is stored before what was said to be complete",
    );
    Ok(())
}

fn titled(title: &str) -> ActivityDefinition {
    let mut definition = ActivityDefinition::new();
    definition.name = LanguageMap::from_pairs([("en", title)]).ok();
    definition
}

/// A statement that names its actor and its activity.
fn named(
    number: u64,
    actor: &str,
    name: &str,
    activity: &str,
    title: &str,
) -> Result<NewStatement, BackendError> {
    let object = Activity::new(iri(activity)?).defined(titled(title));
    let statement = begin(number, actor, "read", object)?;
    // The builder takes the actor first; a statement on oneself names them as well.
    let instructor = agent(actor)?.named(name);
    ready(statement.instructor(instructor), &[])
}
