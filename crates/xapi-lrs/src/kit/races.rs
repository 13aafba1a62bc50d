//! Several write at the same time.

use core::cell::RefCell;
use core::pin::Pin;

use edu_http::{BackendError, together};

use super::documents::{document_id, merge, put, state};
use super::judge::{Judge, at};
use super::material::{number, on, plain, unusable, verb_key};
use super::room::{Room, query};
use super::rules;
use crate::{DocumentRefusal, FollowerId, Inserted, Precondition, RecordStore, Tags};

/// Writers of each race.
const WRITERS: u64 = 8;

type Racing<'a> = Pin<Box<dyn Future<Output = Result<(), BackendError>> + 'a>>;

pub(super) async fn check<B: RecordStore>(judge: &mut Judge, store: &B) {
    let ended = one_statement(judge, store).await;
    judge.end(ended);
    let ended = one_id(judge, store).await;
    judge.end(ended);
    let ended = crossing(judge, store).await;
    judge.end(ended);
    let ended = targets(judge, store).await;
    judge.end(ended);
    let ended = followed(judge, store).await;
    judge.end(ended);
    let ended = one_document(judge, store).await;
    judge.end(ended);
    let ended = merges(judge, store).await;
    judge.end(ended);
}

/// Who sends one statement at the same time is told that it is there, and it is there once.
async fn one_statement<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "one-statement")?;
    let now = at(0);
    let mut offers = Vec::new();
    for writer in 0..WRITERS {
        let own = plain(writer.saturating_add(2), "ada", "read", "book")?;
        let batch = vec![plain(1, "ada", "read", "book")?, own];
        offers.push(room.offer(batch, &now));
    }
    for inserted in together::all(offers).await {
        let done = inserted? == Inserted::Done;
        judge.expect(
            done,
            &rules::RACED,
            "of several that sent one statement, one was refused",
        );
    }
    let mut found = room.by(&[]).await?;
    found.sort_unstable();
    let expected: Vec<u64> = (1..WRITERS.saturating_add(2)).collect();
    judge.list(&found, &expected, &rules::RACED, "sent by several at once");
    Ok(())
}

/// Of several statements of one id exactly one is taken in, and of the others nothing.
async fn one_id<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "one-id")?;
    let now = at(0);
    let mut offers = Vec::new();
    for writer in 0..WRITERS {
        let own = plain(writer.saturating_add(2), "ada", "read", "book")?;
        let claimed = plain(1, &format!("writer-{writer}"), "read", "book")?;
        offers.push(room.offer(vec![own, claimed], &now));
    }
    let mut won = Vec::new();
    for (inserted, own) in together::all(offers).await.into_iter().zip(2..) {
        if inserted? == Inserted::Done {
            won.push(own);
        }
    }
    let found = room.by(&[]).await?;
    let mut expected = won;
    expected.push(1);
    let right = expected.len() == 2 && found == expected;
    judge.expect(
        right,
        &rules::RACED,
        "of several statements of one id, not exactly one was taken in",
    );
    Ok(())
}

/// Batches with the same statements in opposite orders do not wait for each other for ever.
async fn crossing<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "crossing")?;
    let now = at(0);
    let mut offers = Vec::new();
    for writer in 0..WRITERS {
        let mut batch = Vec::new();
        for number in 1..=WRITERS {
            batch.push(plain(number, "ada", "read", "book")?);
        }
        if writer % 2 == 1 {
            batch.reverse();
        }
        offers.push(room.offer(batch, &now));
    }
    for inserted in together::all(offers).await {
        let done = inserted? == Inserted::Done;
        judge.expect(
            done,
            &rules::RACED,
            "of batches with the same statements, one was refused",
        );
    }
    let mut found = room.by(&[]).await?;
    found.sort_unstable();
    let expected: Vec<u64> = (1..=WRITERS).collect();
    judge.list(
        &found,
        &expected,
        &rules::RACED,
        "of batches in opposite orders",
    );
    Ok(())
}

/// Targets and what targets them, stored at the same time, find each other.
async fn targets<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "race-of-targets")?;
    let now = at(0);
    let mut offers = Vec::new();
    for number in 1..=WRITERS {
        let statement = match number {
            1 => plain(1, "ada", "wrote", "book")?,
            _ => on(number, "liked", number.saturating_sub(1))?,
        };
        offers.push(room.offer(vec![statement], &now));
    }
    for inserted in together::all(offers).await {
        let done = inserted? == Inserted::Done;
        judge.expect(done, &rules::RACED, "a statement was refused beside others");
    }
    let mut found = room.by(&[verb_key("wrote")?]).await?;
    found.sort_unstable();
    let expected: Vec<u64> = (1..=WRITERS).collect();
    judge.list(
        &found,
        &expected,
        &rules::RACED,
        "of targets stored at once",
    );
    Ok(())
}

/// A follower that reads while others write sees every statement before any behind it.
async fn followed<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "race-followed")?;
    let follower = FollowerId::new("follower").map_err(unusable)?;
    let seen = RefCell::new(Vec::new());
    let mut racing: Vec<Racing<'_>> = Vec::new();
    for writer in 0..WRITERS {
        racing.push(Box::pin(write(&room, writer)));
    }
    racing.push(Box::pin(follow(&room, &follower, &seen)));
    for ended in together::all(racing).await {
        ended?;
    }
    follow(&room, &follower, &seen).await?;
    let listed = room.ask(&query(&[])).await?.value;
    let numbers: Vec<u64> = listed.iter().map(number).collect();
    judge.list(
        &seen.into_inner(),
        &numbers,
        &rules::RACED,
        "by a follower beside writers",
    );
    Ok(())
}

async fn write<B: RecordStore>(room: &Room<'_, B>, writer: u64) -> Result<(), BackendError> {
    for round in 0..4 {
        let number = writer.saturating_mul(10).saturating_add(round);
        let batch = vec![plain(number.saturating_add(1), "ada", "read", "book")?];
        let inserted = room.offer(batch, &at(0)).await?;
        if inserted != Inserted::Done {
            return Err(BackendError::failed("a batch of new ids was refused"));
        }
    }
    Ok(())
}

async fn follow<B: RecordStore>(
    room: &Room<'_, B>,
    follower: &FollowerId,
    seen: &RefCell<Vec<u64>>,
) -> Result<(), BackendError> {
    for _ in 0..40 {
        let unseen = room.unseen(follower, 3).await?;
        let last = unseen.iter().map(|one| one.statement.position).max();
        let numbers = unseen.iter().map(|one| number(&one.statement));
        seen.borrow_mut().extend(numbers);
        if let Some(last) = last {
            room.store.seen(&room.tenant, follower, last).await?;
        }
    }
    Ok(())
}

/// Of several that put the first document, one does.
async fn one_document<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "one-document")?;
    let (place, name, now) = (state("book", "ada", Some(1))?, document_id("name")?, at(0));
    let (mut changes, mut texts) = (Vec::new(), Vec::new());
    for writer in 0..WRITERS {
        let text = format!(r#"{{"writer":{writer}}}"#);
        let mut change = put(&text);
        change.precondition = Precondition::NoneMatch(Tags::Any);
        texts.push(text);
        changes.push(store.change_document(&room.tenant, &place, &name, change, &now));
    }
    let mut won = Vec::new();
    for (done, text) in together::all(changes).await.into_iter().zip(texts) {
        match done? {
            Ok(()) => won.push(text),
            Err(DocumentRefusal::Precondition) => {}
            Err(_) => judge.note(
                &rules::RACED,
                "a change was refused for another reason than there is",
            ),
        }
    }
    let found = store.document(&room.tenant, &place, &name).await?;
    let kept = found.is_some_and(|found| won.iter().all(|won| *found.content == *won.as_bytes()));
    let right = won.len() == 1 && kept;
    judge.expect(
        right,
        &rules::RACED,
        "of several that put one new document, not exactly one did",
    );
    Ok(())
}

/// What several merge into one document is all in it.
async fn merges<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "merges")?;
    let (place, name, now) = (state("book", "ada", None)?, document_id("name")?, at(0));
    let mut changes = Vec::new();
    for writer in 0..WRITERS {
        let change = merge(&format!(r#"{{"w{writer}":1}}"#));
        changes.push(store.change_document(&room.tenant, &place, &name, change, &now));
    }
    for done in together::all(changes).await {
        judge.expect(
            done?.is_ok(),
            &rules::RACED,
            "a merge was refused without a reason",
        );
    }
    let found = store.document(&room.tenant, &place, &name).await?;
    let text = found.map(|found| String::from_utf8_lossy(&found.content).into_owned());
    let whole = text
        .is_some_and(|text| (0..WRITERS).all(|writer| text.contains(&format!(r#""w{writer}":1"#))));
    judge.expect(
        whole,
        &rules::RACED,
        "of several that merged into one document, not all are in it",
    );
    Ok(())
}
