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
use crate::{Access, Attached, Batch, FollowerId, Inserted, NewStatement, RecordStore};

pub(super) async fn check<B: RecordStore>(judge: &mut Judge, store: &B) {
    let ended = kept(judge, store).await;
    judge.end(ended);
    let ended = atomic(judge, store).await;
    judge.end(ended);
    let ended = repeated(judge, store).await;
    judge.end(ended);
    let ended = defined_again(judge, store).await;
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
    let first = vec![plain(1, "ada", "read", "book")?];
    room.put(judge, first, 0).await?;
    let first = room.live(1).await?;
    let data = Bytes::from_static(b"never kept");
    let digest = Digest::of(&data);
    let refused = vec![
        named(2, "ben", "Ben", "film", "Film")?,
        voiding(3, 1)?,
        on(4, "liked", 1)?,
        plain(1, "ada", "burned", "book")?,
    ];
    let batch = Batch::new(refused, vec![Attached { digest, data }]);
    let inserted = store.insert(&room.tenant, batch, &at(1)).await?;
    let at_last = inserted == Inserted::Conflict { at: 3 };
    let message = "a conflict in the last place was not said to be there";
    judge.expect(at_last, &rules::CONFLICT, message);
    let same = room.live(1).await? == first;
    let message = "a refused batch changed a statement";
    judge.expect(same, &rules::PARTIAL, message);
    no_statement(judge, &room).await?;
    no_knowledge(judge, &room, &digest).await?;
    // The ids of a refused batch are free, for whatever else.
    let other = vec![plain(2, "eve", "saw", "play")?];
    room.put(judge, other, 2).await?;
    let (film, all) = (
        room.by(&[activity_key("film")?]).await?,
        room.by(&[]).await?,
    );
    judge.list(&film, &[], &rules::PARTIAL, AFTER_REFUSAL);
    judge.list(&all, &[1, 2], &rules::LOST, AFTER_REFUSAL);
    Ok(())
}

const AFTER_REFUSAL: &str = "after a refused batch";
const PART_KEPT: &str = "a part of a refused batch was kept";

/// No statement of the refused batch is found in any way.
async fn no_statement<B: RecordStore>(
    judge: &mut Judge,
    room: &Room<'_, B>,
) -> Result<(), BackendError> {
    for number in 2..=4 {
        let there = room.live(number).await?.is_some() || room.voided(number).await?.is_some();
        judge.expect(!there, &rules::PARTIAL, PART_KEPT);
    }
    for keys in [&[][..], &[verb_key("read")?]] {
        let found = room.by(keys).await?;
        judge.list(&found, &[1], &rules::PARTIAL, AFTER_REFUSAL);
    }
    let follower = FollowerId::new("follower").map_err(unusable)?;
    let alone = room.unseen(&follower, 9).await?.len() == 1;
    judge.expect(alone, &rules::PARTIAL, PART_KEPT);
    Ok(())
}

/// Nothing that came with the refused batch is known.
async fn no_knowledge<B: RecordStore>(
    judge: &mut Judge,
    room: &Room<'_, B>,
    digest: &Digest,
) -> Result<(), BackendError> {
    let (store, tenant) = (room.store, &room.tenant);
    let data = store.attachment(tenant, digest).await?;
    judge.expect(data.is_none(), &rules::PARTIAL, PART_KEPT);
    let known = store.definitions(tenant, &[iri("film")?]).await?;
    judge.expect(known.is_empty(), &rules::PARTIAL, PART_KEPT);
    let names = store.names(tenant, agent_key("ben")?).await?;
    judge.expect(names.is_empty(), &rules::PARTIAL, PART_KEPT);
    Ok(())
}

/// What is sent again stays as it is, beside what is new.
async fn repeated<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "repeated")?;
    let one = plain(1, "ada", "read", "book")?;
    let first = vec![one.clone(), plain(2, "ben", "read", "book")?];
    room.put(judge, first, 0).await?;
    let before = room.ask(&query(&[])).await?.value;
    for seconds in [10, 20] {
        let again = vec![plain(3, "eve", "read", "book")?, one.clone()];
        let done = room.offer(again, &at(seconds)).await? == Inserted::Done;
        let message = "a statement that was sent again was refused";
        judge.expect(done, &rules::REPEATED, message);
    }
    let after = room.ask(&query(&[])).await?.value;
    let numbers: Vec<u64> = after.iter().map(number).collect();
    let when = "after one was sent again";
    judge.list(&numbers, &[1, 2, 3], &rules::REPEATED, when);
    let same = after.get(..2) == Some(&before);
    let message = "a statement changed when it was sent again";
    judge.expect(same, &rules::REPEATED, message);
    conflicting(judge, &room).await
}

/// Another statement of an id that is there is refused, with its place in the batch.
async fn conflicting<B: RecordStore>(
    judge: &mut Judge,
    room: &Room<'_, B>,
) -> Result<(), BackendError> {
    let behind_another = plain(2, "ben", "read", "film")?;
    for (at_last, statement) in [(1, behind_another), (0, on(3, "read", 1)?)] {
        let mut batch = vec![plain(4, "ada", "read", "book")?; at_last];
        batch.push(statement);
        let inserted = room.offer(batch, &at(30)).await?;
        let refused = inserted == Inserted::Conflict { at: at_last };
        let message = "a second statement of one id was taken in";
        judge.expect(refused, &rules::CONFLICT, message);
    }
    let found = room.by(&[]).await?;
    judge.list(&found, &[1, 2, 3], &rules::CONFLICT, "after conflicts");
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
