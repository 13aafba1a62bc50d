//! Tenants have nothing in common, whatever ids they use.

use bytes::Bytes;
use edu_http::BackendError;
use edu_types::LanguageMap;
use xapi_model::multipart::Digest;
use xapi_model::{Activity, ActivityDefinition};

use super::documents::{change, document_id, merge, put, state};
use super::judge::Judge;
use super::material::{
    agent, agent_key, begin, iri, on, plain, ready, unusable, verb_key, voiding,
};
use super::room::{Room, query};
use super::rules;
use crate::{
    Attached, DocumentAction, DocumentId, DocumentPlace, FollowerId, NewStatement, Precondition,
    RecordStore, Tags,
};

pub(super) async fn check<B: RecordStore>(judge: &mut Judge, store: &B) {
    let ended = statements(judge, store).await;
    judge.end(ended);
    let ended = followers(judge, store).await;
    judge.end(ended);
    let ended = knowledge(judge, store).await;
    judge.end(ended);
    let ended = documents(judge, store).await;
    judge.end(ended);
}

/// Two tenants whose names differ as little as may be.
fn rooms<'s, B: RecordStore>(
    store: &'s B,
    what: &str,
) -> Result<(Room<'s, B>, Room<'s, B>), BackendError> {
    let other = what.to_ascii_uppercase();
    Ok((Room::new(store, what)?, Room::new(store, &other)?))
}

/// Statements of one id are two, and void and target those of their own tenant alone.
async fn statements<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let (ours, theirs) = rooms(store, "tenant")?;
    let sent = vec![plain(1, "ada", "read", "book")?, on(2, "liked", 1)?];
    ours.put(judge, sent, 0).await?;
    let none = theirs.live(1).await?.is_none() && theirs.by(&[]).await?.is_empty();
    judge.expect(none, &rules::CROSSED, "a tenant sees another's statements");
    let before = ours.live(1).await?;
    let batch = vec![
        plain(1, "ben", "burned", "letter")?,
        voiding(3, 2)?,
        voiding(4, 1)?,
    ];
    theirs.put(judge, batch, 1).await?;
    let same = before.is_some() && ours.live(1).await? == before;
    let message = "a tenant's statement was changed or voided by another";
    judge.expect(same, &rules::CROSSED, message);
    let read = [verb_key("read")?];
    for (room, keys, expected) in [
        (&ours, &[][..], &[1, 2][..]),
        (&ours, &read, &[1, 2]),
        (&theirs, &[], &[3, 4]),
        (&theirs, &read, &[]),
    ] {
        let found = room.by(keys).await?;
        judge.list(&found, expected, &rules::CROSSED, "of one of two tenants");
    }
    let mut behind = query(&[]);
    let listed = theirs.ask(&behind).await?.value;
    behind.after = listed.first().map(|one| one.position);
    let found = theirs.numbers(&behind).await?;
    judge.list(&found, &[4], &rules::CROSSED, "behind a position");
    Ok(())
}

/// Followers of one name are two, and see the statements of their own tenant.
async fn followers<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let (ours, theirs) = rooms(store, "followed-apart")?;
    let sent = vec![plain(1, "ada", "read", "book")?, on(2, "liked", 1)?];
    ours.put(judge, sent, 0).await?;
    let sent = vec![
        plain(1, "ben", "read", "book")?,
        voiding(3, 1)?,
        on(4, "liked", 3)?,
    ];
    theirs.put(judge, sent, 0).await?;
    let follower = FollowerId::new("follower").map_err(unusable)?;
    let unseen = theirs.unseen(&follower, 9).await?;
    let message = "a follower sees statements of another tenant";
    judge.expect(unseen.len() == 3, &rules::CROSSED, message);
    if let Some(last) = unseen.last() {
        let last = last.statement.position;
        store.seen(&theirs.tenant, &follower, last).await?;
    }
    let unseen = ours.unseen(&follower, 9).await?;
    let message = "a tenant's follower went on with another's";
    judge.expect(unseen.len() == 2, &rules::CROSSED, message);
    Ok(())
}

fn telling(name: &str, title: &str) -> Result<NewStatement, BackendError> {
    let mut definition = ActivityDefinition::new();
    let names = LanguageMap::from_pairs([("en", title)]);
    definition.name = Some(names.map_err(unusable)?);
    let activity = Activity::new(iri("book")?).defined(definition);
    let statement = begin(1, "critic", "read", activity)?;
    ready(statement.instructor(agent("ada")?.named(name)), &[])
}

/// Attachments, definitions and names belong to one tenant.
async fn knowledge<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let (ours, theirs) = rooms(store, "known")?;
    let data = Bytes::from_static(b"ours");
    let attached = Attached {
        digest: Digest::of(&data),
        data,
    };
    let digest = attached.digest;
    ours.put_with(judge, vec![telling("Ada", "Ours")?], vec![attached], 0)
        .await?;
    let (ada, book) = (agent_key("ada")?, [iri("book")?]);
    let none = store.attachment(&theirs.tenant, &digest).await?.is_none()
        && store.definitions(&theirs.tenant, &book).await?.is_empty()
        && store.names(&theirs.tenant, ada).await?.is_empty();
    judge.expect(
        none,
        &rules::CROSSED,
        "a tenant knows what another was told",
    );
    let before = store.definitions(&ours.tenant, &book).await?;
    theirs
        .put(judge, vec![telling("Countess", "Theirs")?], 1)
        .await?;
    let same = store.definitions(&ours.tenant, &book).await? == before
        && store.names(&ours.tenant, ada).await?.len() == 1
        && store.names(&theirs.tenant, ada).await?.len() == 1;
    judge.expect(
        same,
        &rules::CROSSED,
        "a tenant was told what another knows",
    );
    Ok(())
}

/// Documents of one place and name are two.
async fn documents<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let (ours, theirs) = rooms(store, "documents")?;
    for place in [
        state("book", "ada", None)?,
        DocumentPlace::AgentProfile(agent_key("ada")?),
        DocumentPlace::ActivityProfile(iri("book")?),
    ] {
        let name = document_id("name")?;
        let done = ours.change(&place, &name, put(r#"{"a":1}"#), 0).await?;
        let message = "a document was refused without a reason";
        judge.expect(done.is_ok(), &rules::REFUSED, message);
        let kept = store.document(&ours.tenant, &place, &name).await?;
        disturb(judge, &theirs, &place, &name).await?;
        let found = store.document(&ours.tenant, &place, &name).await?;
        let same = kept.is_some() && found == kept;
        let message = "a tenant changed another's document";
        judge.expect(same, &rules::CROSSED, message);
    }
    Ok(())
}

/// Where another tenant has a document, a tenant has none, puts its own and removes it.
async fn disturb<B: RecordStore>(
    judge: &mut Judge,
    room: &Room<'_, B>,
    place: &DocumentPlace,
    name: &DocumentId,
) -> Result<(), BackendError> {
    let (store, tenant) = (room.store, &room.tenant);
    let none = store.document(tenant, place, name).await?.is_none()
        && store.document_ids(tenant, place, None).await?.is_empty();
    judge.expect(none, &rules::CROSSED, "a tenant sees another's documents");
    let mut new = merge(r#"{"b":2}"#);
    new.precondition = Precondition::NoneMatch(Tags::Any);
    let merged = room.change(place, name, new, 0).await?.is_ok();
    let message = "a tenant's document is in the way of another's";
    judge.expect(merged, &rules::CROSSED, message);
    let removal = change(DocumentAction::Remove);
    let removed = room.change(place, name, removal, 0).await?.is_ok();
    judge.expect(removed, &rules::REFUSED, "a document was not removed");
    store.remove_documents(tenant, place).await
}
