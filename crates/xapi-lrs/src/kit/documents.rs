//! Documents change as was asked for, and lie where they were put.

use bytes::Bytes;
use edu_http::BackendError;

use super::judge::{Judge, at};
use super::material::{agent_key, id, iri, unusable};
use super::room::Room;
use super::rules;
use crate::{
    DocumentAction, DocumentChange, DocumentId, DocumentPlace, DocumentVerdict, EntityTag,
    Precondition, RecordStore, StoredDocument, Tags,
};

mod lists;

pub(super) async fn check<B: RecordStore>(judge: &mut Judge, store: &B) {
    let ended = changed(judge, store).await;
    judge.end(ended);
    let ended = apart(judge, store).await;
    judge.end(ended);
    let ended = lists::listed(judge, store).await;
    judge.end(ended);
    let ended = lists::registrations(judge, store).await;
    judge.end(ended);
    let ended = lists::removed(judge, store).await;
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
    [of_nothing(), of_one(), of_others()].concat()
}

fn tags(content: &str) -> Tags {
    Tags::These(vec![EntityTag::of(b"-"), EntityTag::of(content.as_bytes())])
}

const ONE: &str = r#"{"a":1,"b":[2]}"#;

/// Where nothing is yet, and the first document.
fn of_nothing() -> Vec<DocumentChange> {
    let removal = change(DocumentAction::Remove);
    vec![
        removal.clone(),
        if_so(removal, Precondition::Match(Tags::Any)),
        if_so(put("{}"), Precondition::Match(Tags::Any)),
        if_so(put("{}"), Precondition::Match(tags("{}"))),
        if_so(put(ONE), Precondition::Unsaid),
    ]
}

/// Where the first document is.
fn of_one() -> Vec<DocumentChange> {
    let removal = change(DocumentAction::Remove);
    let merged = r#"{"a":1,"b":3,"c":4.0}"#;
    vec![
        if_so(put("{}"), Precondition::Unsaid),
        if_so(put("{}"), Precondition::NoneMatch(Tags::Any)),
        if_so(put("{}"), Precondition::NoneMatch(tags(ONE))),
        if_so(put("{}"), Precondition::Match(tags("{}"))),
        if_so(removal, Precondition::Match(tags("{}"))),
        if_so(merge(r#"{"z":0}"#), Precondition::Match(tags("{}"))),
        merge("[]"),
        merge(&format!(r#"{{"long":"{}"}}"#, "x".repeat(200))),
        merge(r#"{"b":3,"c":4.0}"#),
        if_so(put(r#"{"d":5}"#), Precondition::Match(tags(merged))),
    ]
}

/// Where other documents are, of no JSON, and none again.
fn of_others() -> Vec<DocumentChange> {
    let removal = change(DocumentAction::Remove);
    let binary = change(DocumentAction::Put {
        content_type: "image/x-kit; q=1".into(),
        content: Bytes::from_static(&[0, 255, 10, 39, 92]),
    });
    let first = merge(r#"{"e":6}"#);
    vec![
        put("not JSON"),
        merge("{}"),
        binary,
        merge("{}"),
        if_so(put(""), Precondition::NoneMatch(tags("other"))),
        removal.clone(),
        if_so(first, Precondition::NoneMatch(Tags::Any)),
        if_so(removal, Precondition::Match(tags(r#"{"e":6}"#))),
        put("last"),
    ]
}

/// In every place a change does what it says of what is there, or nothing.
async fn changed<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "changed")?;
    for place in [
        state("book", "ada", None)?,
        state("book", "ada", Some(1))?,
        DocumentPlace::AgentProfile(agent_key("ada")?),
        DocumentPlace::ActivityProfile(iri("book")?),
    ] {
        let mut held = None;
        for (change, seconds) in script().into_iter().zip(0..) {
            held = step(judge, &room, &place, (held, change), seconds).await?;
        }
    }
    Ok(())
}

/// Makes one change where a document is held or none, and says what is held then.
async fn step<B: RecordStore>(
    judge: &mut Judge,
    room: &Room<'_, B>,
    place: &DocumentPlace,
    (held, change): (Option<StoredDocument>, DocumentChange),
    seconds: i64,
) -> Result<Option<StoredDocument>, BackendError> {
    let (expected, left, rule) = match change.judge(held.as_ref(), &at(seconds)) {
        DocumentVerdict::Keep(document) => (Ok(()), Some(document), &rules::KEPT),
        DocumentVerdict::Remove => (Ok(()), None, &rules::KEPT),
        DocumentVerdict::Leave => (Ok(()), held, &rules::KEPT),
        DocumentVerdict::Refuse(refusal) => (Err(refusal), held, &rules::REFUSED),
    };
    let name = document_id("name")?;
    let when = format!("{:?} if {:?}", change.action, change.precondition);
    let right = room.change(place, &name, change, seconds).await? == expected;
    let message = format!("{when} was answered wrongly");
    judge.expect(right, &rules::REFUSED, &message);
    let found = room.store.document(&room.tenant, place, &name).await?;
    let message = format!("{when} left another document");
    judge.expect(found == left, rule, &message);
    Ok(left)
}

/// Names that differ as little as may be.
const NAMES: [&str; 5] = ["name", "Name", "name ", "n_me", "%"];

/// What the document of that name holds, in the place of that number.
fn text(place: usize, name: &str) -> String {
    format!("{place}/{name}")
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
    for (place, number) in places.iter().zip(0..) {
        for name in NAMES {
            let change = put(&text(number, name));
            let done = room.change(place, &document_id(name)?, change, 0).await?;
            let message = "a document was refused without a reason";
            judge.expect(done.is_ok(), &rules::REFUSED, message);
        }
    }
    for (place, number) in places.iter().zip(0..) {
        only_own(judge, &room, place, number).await?;
    }
    Ok(())
}

/// A place has the documents that were put there, and no others.
async fn only_own<B: RecordStore>(
    judge: &mut Judge,
    room: &Room<'_, B>,
    place: &DocumentPlace,
    number: usize,
) -> Result<(), BackendError> {
    for name in NAMES {
        let id = document_id(name)?;
        let found = room.store.document(&room.tenant, place, &id).await?;
        let own = found.is_some_and(|found| *found.content == *text(number, name).as_bytes());
        let message = "a document lies in another place than its own";
        judge.expect(own, &rules::PLACES, message);
    }
    let never = document_id("nam")?;
    let found = room.store.document(&room.tenant, place, &never).await?;
    let message = "a document is there that was never put";
    judge.expect(found.is_none(), &rules::PLACES, message);
    Ok(())
}
