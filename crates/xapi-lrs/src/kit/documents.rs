//! Documents change as was asked for, and lie where they were put.

use bytes::Bytes;
use edu_http::BackendError;
use edu_types::Timestamp;

use super::judge::{Judge, at};
use super::material::{agent_key, id, iri, unusable};
use super::room::Room;
use super::rules;
use crate::{
    DocumentAction, DocumentChange, DocumentId, DocumentPlace, DocumentVerdict, EntityTag,
    Precondition, RecordStore, StoredDocument, Tags,
};

pub(super) async fn check<B: RecordStore>(judge: &mut Judge, store: &B) {
    let ended = changed(judge, store).await;
    judge.end(ended);
    let ended = apart(judge, store).await;
    judge.end(ended);
    let ended = listed(judge, store).await;
    judge.end(ended);
    let ended = registrations(judge, store).await;
    judge.end(ended);
    let ended = removed(judge, store).await;
    judge.end(ended);
}

pub(super) const JSON: &str = "application/json";

pub(super) fn put(content: &str) -> DocumentChange {
    change(DocumentAction::Put {
        content_type: JSON.into(),
        content: Bytes::copy_from_slice(content.as_bytes()),
    })
}

pub(super) fn merge(content: &str) -> DocumentChange {
    change(DocumentAction::Merge {
        content_type: JSON.into(),
        content: Bytes::copy_from_slice(content.as_bytes()),
    })
}

pub(super) const fn change(action: DocumentAction) -> DocumentChange {
    DocumentChange {
        action,
        precondition: Precondition::Nothing,
        max_bytes: 100,
    }
}

fn if_so(mut change: DocumentChange, precondition: Precondition) -> DocumentChange {
    change.precondition = precondition;
    change
}

pub(super) fn document_id(name: &str) -> Result<DocumentId, BackendError> {
    DocumentId::new(name).map_err(unusable)
}

pub(super) fn state(
    activity: &str,
    agent: &str,
    registration: Option<u64>,
) -> Result<DocumentPlace, BackendError> {
    Ok(DocumentPlace::State {
        activity: iri(activity)?,
        agent: agent_key(agent)?,
        registration: registration.map(id),
    })
}

/// Changes one after the other, of every kind, each with what it meets.
fn script() -> Vec<DocumentChange> {
    let tags =
        |content: &str| Tags::These(vec![EntityTag::of(b"-"), EntityTag::of(content.as_bytes())]);
    let (one, merged) = (r#"{"a":1,"b":[2]}"#, r#"{"a":1,"b":3,"c":4.0}"#);
    let mut binary = put("");
    binary.action = DocumentAction::Put {
        content_type: "image/x-kit; q=1".into(),
        content: Bytes::from_static(&[0, 255, 10, 39, 92]),
    };
    vec![
        change(DocumentAction::Remove),
        if_so(
            change(DocumentAction::Remove),
            Precondition::Match(Tags::Any),
        ),
        if_so(put("{}"), Precondition::Match(Tags::Any)),
        if_so(put("{}"), Precondition::Match(tags("{}"))),
        if_so(put(one), Precondition::Unsaid),
        if_so(put("{}"), Precondition::Unsaid),
        if_so(put("{}"), Precondition::NoneMatch(Tags::Any)),
        if_so(put("{}"), Precondition::NoneMatch(tags(one))),
        if_so(put("{}"), Precondition::Match(tags("{}"))),
        if_so(
            change(DocumentAction::Remove),
            Precondition::Match(tags("{}")),
        ),
        if_so(merge(r#"{"z":0}"#), Precondition::Match(tags("{}"))),
        merge("[]"),
        merge(&format!(r#"{{"long":"{}"}}"#, "x".repeat(200))),
        merge(r#"{"b":3,"c":4.0}"#),
        if_so(put(r#"{"d":5}"#), Precondition::Match(tags(merged))),
        put("not JSON"),
        merge("{}"),
        binary,
        merge("{}"),
        if_so(put(""), Precondition::NoneMatch(tags("other"))),
        change(DocumentAction::Remove),
        if_so(merge(r#"{"e":6}"#), Precondition::NoneMatch(Tags::Any)),
        if_so(
            change(DocumentAction::Remove),
            Precondition::Match(tags(r#"{"e":6}"#)),
        ),
        put("last"),
    ]
}

/// In every place a change does what it says of what is there, or nothing.
async fn changed<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "changed")?;
    let name = document_id("name")?;
    for place in [
        state("book", "ada", None)?,
        state("book", "ada", Some(1))?,
        DocumentPlace::AgentProfile(agent_key("ada")?),
        DocumentPlace::ActivityProfile(iri("book")?),
    ] {
        let mut held: Option<StoredDocument> = None;
        for (change, seconds) in script().into_iter().zip(0..) {
            let now = at(seconds);
            let verdict = change.judge(held.as_ref(), &now);
            let (expected, rule) = match verdict {
                DocumentVerdict::Keep(document) => {
                    held = Some(document);
                    (Ok(()), &rules::KEPT)
                }
                DocumentVerdict::Remove => {
                    held = None;
                    (Ok(()), &rules::KEPT)
                }
                DocumentVerdict::Leave => (Ok(()), &rules::KEPT),
                DocumentVerdict::Refuse(refusal) => (Err(refusal), &rules::REFUSED),
            };
            let when = format!("{:?} if {:?}", change.action, change.precondition);
            let done = store.change_document(&room.tenant, &place, &name, change, &now);
            let right = done.await? == expected;
            judge.expect(
                right,
                &rules::REFUSED,
                &format!("{when} was answered wrongly"),
            );
            let found = store.document(&room.tenant, &place, &name).await?;
            judge.expect(
                found == held,
                rule,
                &format!("{when} left another document"),
            );
        }
    }
    Ok(())
}

/// Documents of one name in several places, and of like names in one, are several.
async fn apart<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "apart")?;
    let places = [
        state("book", "ada", None)?,
        state("book", "ada", Some(1))?,
        state("book", "ada", Some(2))?,
        state("book", "ben", None)?,
        state("Book", "ada", None)?,
        DocumentPlace::AgentProfile(agent_key("ada")?),
        DocumentPlace::AgentProfile(agent_key("ben")?),
        DocumentPlace::ActivityProfile(iri("book")?),
        DocumentPlace::ActivityProfile(iri("Book")?),
    ];
    let names = ["name", "Name", "name ", "n_me", "%"];
    let text = |place: usize, name: &str| format!("{place}/{name}");
    for (place, number) in places.iter().zip(0..) {
        for name in names {
            let (id, change) = (document_id(name)?, put(&text(number, name)));
            let done = room.change(place, &id, change, 0);
            let right = done.await?.is_ok();
            judge.expect(
                right,
                &rules::REFUSED,
                "a document was refused without a reason",
            );
        }
    }
    for (place, number) in places.iter().zip(0..) {
        for name in names {
            let found = store
                .document(&room.tenant, place, &document_id(name)?)
                .await?;
            let right = found.is_some_and(|found| *found.content == *text(number, name).as_bytes());
            judge.expect(
                right,
                &rules::PLACES,
                "a document lies in another place than its own",
            );
        }
        let never = store
            .document(&room.tenant, place, &document_id("nam")?)
            .await?;
        judge.expect(
            never.is_none(),
            &rules::PLACES,
            "a document is there that was never put",
        );
    }
    Ok(())
}

async fn fill<B: RecordStore>(
    room: &Room<'_, B>,
    place: &DocumentPlace,
    names: &[(&str, i64)],
) -> Result<(), BackendError> {
    for (name, seconds) in names {
        let (id, now) = (document_id(name)?, at(*seconds));
        let done = room
            .store
            .change_document(&room.tenant, place, &id, put("{}"), &now);
        done.await?.map_err(unusable)?;
    }
    Ok(())
}

async fn ids<B: RecordStore>(
    judge: &mut Judge,
    room: &Room<'_, B>,
    place: &DocumentPlace,
    since: Option<&Timestamp>,
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
async fn listed<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "listed")?;
    for place in [
        state("book", "ada", Some(1))?,
        DocumentPlace::AgentProfile(agent_key("ada")?),
        DocumentPlace::ActivityProfile(iri("book")?),
    ] {
        ids(judge, &room, &place, None, &[]).await?;
        let names = [
            ("b", 10),
            ("a", 30),
            ("B", 20),
            ("a-1", 20),
            ("é", 40),
            ("~", 10),
        ];
        fill(&room, &place, &names).await?;
        ids(
            judge,
            &room,
            &place,
            None,
            &["B", "a", "a-1", "b", "~", "é"],
        )
        .await?;
        ids(judge, &room, &place, Some(&at(10)), &["B", "a", "a-1", "é"]).await?;
        ids(judge, &room, &place, Some(&at(29)), &["a", "é"]).await?;
        ids(judge, &room, &place, Some(&at(40)), &[]).await?;
        let (a, b) = (document_id("a")?, document_id("b")?);
        // A change that was refused is none; one that was made counts, and a removal ends it.
        let refused = if_so(put("{}"), Precondition::Unsaid);
        let done = room.change(&place, &b, refused, 50);
        let refused = done.await?.is_err();
        judge.expect(refused, &rules::REFUSED, "a document was replaced unsaid");
        ids(judge, &room, &place, Some(&at(40)), &[]).await?;
        fill(&room, &place, &[("~", 60)]).await?;
        ids(judge, &room, &place, Some(&at(40)), &["~"]).await?;
        let removal = change(DocumentAction::Remove);
        let done = room.change(&place, &a, removal, 70);
        let done = done.await?.is_ok();
        judge.expect(done, &rules::REFUSED, "a document was not removed");
        ids(judge, &room, &place, None, &["B", "a-1", "b", "~", "é"]).await?;
    }
    Ok(())
}

/// Without a registration a list means every registration and none; with one, that alone.
async fn registrations<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "registrations")?;
    let none = state("book", "ada", None)?;
    let (one, two) = (
        state("book", "ada", Some(0xa))?,
        state("book", "ada", Some(2))?,
    );
    fill(&room, &none, &[("both", 10), ("without", 20)]).await?;
    fill(&room, &one, &[("both", 30), ("with", 10)]).await?;
    fill(&room, &two, &[("both", 5), ("second", 50)]).await?;
    fill(&room, &state("book", "ben", Some(0xa))?, &[("of ben", 50)]).await?;
    fill(&room, &state("film", "ada", None)?, &[("of the film", 50)]).await?;
    ids(
        judge,
        &room,
        &none,
        None,
        &["both", "second", "with", "without"],
    )
    .await?;
    ids(judge, &room, &none, Some(&at(20)), &["both", "second"]).await?;
    ids(judge, &room, &one, None, &["both", "with"]).await?;
    ids(judge, &room, &two, Some(&at(5)), &["second"]).await?;
    ids(judge, &room, &state("book", "ada", Some(3))?, None, &[]).await?;
    if let DocumentPlace::State {
        activity,
        agent,
        registration: Some(registration),
    } = one
    {
        let text = registration.as_str().to_ascii_uppercase();
        let registration = edu_types::UuidText::parse(&text).map_err(unusable)?;
        let capitals = DocumentPlace::State {
            activity,
            agent,
            registration: Some(registration),
        };
        ids(judge, &room, &capitals, None, &["both", "with"]).await?;
    }
    Ok(())
}

/// All documents of a place go, and no others.
async fn removed<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "removed")?;
    let none = state("book", "ada", None)?;
    let (one, two) = (
        state("book", "ada", Some(1))?,
        state("book", "ada", Some(2))?,
    );
    let others = [
        state("book", "ben", Some(1))?,
        state("film", "ada", None)?,
        DocumentPlace::AgentProfile(agent_key("ada")?),
        DocumentPlace::ActivityProfile(iri("book")?),
    ];
    for place in [&none, &one, &two].into_iter().chain(&others) {
        fill(&room, place, &[("a", 0), ("b", 0)]).await?;
    }
    let stay = async |judge: &mut Judge, places: &[(&DocumentPlace, bool)]| {
        for (place, stays) in places {
            let found = store
                .document(&room.tenant, place, &document_id("a")?)
                .await?;
            let right = found.is_some() == *stays;
            judge.expect(
                right,
                &rules::PLACES,
                "a removal of several took others than it must",
            );
        }
        Ok::<(), BackendError>(())
    };
    store.remove_documents(&room.tenant, &one).await?;
    stay(judge, &[(&none, true), (&one, false), (&two, true)]).await?;
    fill(&room, &one, &[("a", 0)]).await?;
    store.remove_documents(&room.tenant, &none).await?;
    stay(judge, &[(&none, false), (&one, false), (&two, false)]).await?;
    for (number, place) in others.iter().enumerate() {
        ids(judge, &room, place, None, &["a", "b"]).await?;
        if number >= 2 {
            store.remove_documents(&room.tenant, place).await?;
            ids(judge, &room, place, None, &[]).await?;
        }
    }
    // Nothing to remove is no fault.
    store.remove_documents(&room.tenant, &none).await
}
