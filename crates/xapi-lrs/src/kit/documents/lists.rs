//! Documents are listed, and removed, several at a time.

use edu_http::BackendError;
use edu_types::{Timestamp, UuidText};

use super::{change, document_id, if_so, put, state};
use crate::kit::judge::{Judge, at};
use crate::kit::material::{agent_key, iri, unusable};
use crate::kit::room::Room;
use crate::kit::rules;
use crate::{DocumentAction, DocumentId, DocumentPlace, Precondition, RecordStore};

/// Puts documents of these names, each so many seconds after the beginning.
async fn fill<B: RecordStore>(
    room: &Room<'_, B>,
    place: &DocumentPlace,
    names: &[(&str, i64)],
) -> Result<(), BackendError> {
    for (name, seconds) in names {
        let id = document_id(name)?;
        let done = room.change(place, &id, put("{}"), *seconds).await?;
        done.map_err(unusable)?;
    }
    Ok(())
}

/// These documents and no others must be listed.
async fn ids<B: RecordStore>(
    judge: &mut Judge,
    room: &Room<'_, B>,
    (place, since): (&DocumentPlace, Option<&Timestamp>),
    expected: &[&str],
) -> Result<(), BackendError> {
    let found = room.store.document_ids(&room.tenant, place, since).await?;
    let found: Vec<&str> = found.iter().map(DocumentId::as_str).collect();
    if found != expected {
        let message = format!("documents {found:?} are listed, expected {expected:?}");
        judge.note(&rules::DOCUMENT_IDS, message);
    }
    Ok(())
}

/// Ids come in the order of their bytes, those changed later than a time alone.
pub(super) async fn listed<B: RecordStore>(
    judge: &mut Judge,
    store: &B,
) -> Result<(), BackendError> {
    let room = Room::new(store, "listed")?;
    for place in [
        state("book", "ada", Some(1))?,
        DocumentPlace::AgentProfile(agent_key("ada")?),
        DocumentPlace::ActivityProfile(iri("book")?),
    ] {
        ids(judge, &room, (&place, None), &[]).await?;
        let (early, late) = (
            [("b", 10), ("a", 30), ("B", 20)],
            [("a-1", 20), ("é", 40), ("~", 10)],
        );
        fill(&room, &place, &early).await?;
        fill(&room, &place, &late).await?;
        let all = ["B", "a", "a-1", "b", "~", "é"];
        ids(judge, &room, (&place, None), &all).await?;
        for (since, expected) in [
            (10, &["B", "a", "a-1", "é"][..]),
            (29, &["a", "é"]),
            (40, &[]),
        ] {
            ids(judge, &room, (&place, Some(&at(since))), expected).await?;
        }
        listed_since_changes(judge, &room, &place).await?;
    }
    Ok(())
}

/// A change that was refused is none; one that was made counts, and a removal ends it.
async fn listed_since_changes<B: RecordStore>(
    judge: &mut Judge,
    room: &Room<'_, B>,
    place: &DocumentPlace,
) -> Result<(), BackendError> {
    let (a, b, since) = (document_id("a")?, document_id("b")?, at(40));
    let unsaid = if_so(put("{}"), Precondition::Unsaid);
    let refused = room.change(place, &b, unsaid, 50).await?.is_err();
    let message = "a document was replaced unsaid";
    judge.expect(refused, &rules::REFUSED, message);
    ids(judge, room, (place, Some(&since)), &[]).await?;
    fill(room, place, &[("~", 60)]).await?;
    ids(judge, room, (place, Some(&since)), &["~"]).await?;
    let removal = change(DocumentAction::Remove);
    let done = room.change(place, &a, removal, 70).await?.is_ok();
    judge.expect(done, &rules::REFUSED, "a document was not removed");
    ids(judge, room, (place, None), &["B", "a-1", "b", "~", "é"]).await
}

/// Without a registration a list means every registration and none; with one, that alone.
pub(super) async fn registrations<B: RecordStore>(
    judge: &mut Judge,
    store: &B,
) -> Result<(), BackendError> {
    let room = Room::new(store, "registrations")?;
    let none = state("book", "ada", None)?;
    let one = state("book", "ada", Some(0xa))?;
    let two = state("book", "ada", Some(2))?;
    fill(&room, &none, &[("both", 10), ("without", 20)]).await?;
    fill(&room, &one, &[("both", 30), ("with", 10)]).await?;
    fill(&room, &two, &[("both", 5), ("second", 50)]).await?;
    fill(&room, &state("book", "ben", Some(0xa))?, &[("of ben", 50)]).await?;
    fill(&room, &state("film", "ada", None)?, &[("of the film", 50)]).await?;
    let all = ["both", "second", "with", "without"];
    ids(judge, &room, (&none, None), &all).await?;
    ids(judge, &room, (&none, Some(&at(20))), &["both", "second"]).await?;
    ids(judge, &room, (&one, None), &["both", "with"]).await?;
    ids(judge, &room, (&two, Some(&at(5))), &["second"]).await?;
    let other = state("book", "ada", Some(3))?;
    ids(judge, &room, (&other, None), &[]).await?;
    let capitals = in_capitals(one)?;
    ids(judge, &room, (&capitals, None), &["both", "with"]).await
}

/// The same place, with its registration in capitals.
fn in_capitals(mut place: DocumentPlace) -> Result<DocumentPlace, BackendError> {
    if let DocumentPlace::State {
        registration: Some(registration),
        ..
    } = &mut place
    {
        let text = registration.as_str().to_ascii_uppercase();
        *registration = UuidText::parse(&text).map_err(unusable)?;
    }
    Ok(place)
}

/// All documents of a place go, and no others.
pub(super) async fn removed<B: RecordStore>(
    judge: &mut Judge,
    store: &B,
) -> Result<(), BackendError> {
    let room = Room::new(store, "removed")?;
    let none = state("book", "ada", None)?;
    let one = state("book", "ada", Some(1))?;
    let two = state("book", "ada", Some(2))?;
    let neighbours = [state("book", "ben", Some(1))?, state("film", "ada", None)?];
    let profiles = [
        DocumentPlace::AgentProfile(agent_key("ada")?),
        DocumentPlace::ActivityProfile(iri("book")?),
    ];
    let others = neighbours.iter().chain(&profiles);
    for place in [&none, &one, &two].into_iter().chain(others.clone()) {
        fill(&room, place, &[("a", 0), ("b", 0)]).await?;
    }
    store.remove_documents(&room.tenant, &one).await?;
    stay(judge, &room, &[(&none, true), (&one, false), (&two, true)]).await?;
    fill(&room, &one, &[("a", 0)]).await?;
    store.remove_documents(&room.tenant, &none).await?;
    stay(
        judge,
        &room,
        &[(&none, false), (&one, false), (&two, false)],
    )
    .await?;
    for place in others {
        ids(judge, &room, (place, None), &["a", "b"]).await?;
    }
    for place in &profiles {
        store.remove_documents(&room.tenant, place).await?;
        ids(judge, &room, (place, None), &[]).await?;
    }
    // Nothing to remove is no fault.
    store.remove_documents(&room.tenant, &none).await
}

/// The document "a" of each of these places must be there or not.
async fn stay<B: RecordStore>(
    judge: &mut Judge,
    room: &Room<'_, B>,
    places: &[(&DocumentPlace, bool)],
) -> Result<(), BackendError> {
    let name = document_id("a")?;
    for (place, stays) in places {
        let found = room.store.document(&room.tenant, place, &name).await?;
        let right = found.is_some() == *stays;
        let message = "a removal of several took others than it must";
        judge.expect(right, &rules::PLACES, message);
    }
    Ok(())
}
