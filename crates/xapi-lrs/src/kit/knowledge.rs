//! Attachments, and what is known of activities and agents.

use bytes::Bytes;
use edu_http::BackendError;
use edu_types::{Iri, LanguageMap};
use xapi_model::multipart::{Digest, Sha2Family};
use xapi_model::{Activity, ActivityDefinition};

use super::judge::Judge;
use super::material::{agent, agent_key, begin, iri, plain, ready, unusable};
use super::room::Room;
use super::rules;
use crate::{Attached, NewStatement, RecordStore};

pub(super) async fn check<B: RecordStore>(judge: &mut Judge, store: &B) {
    let ended = attachments(judge, store).await;
    judge.end(ended);
    let ended = definitions(judge, store).await;
    judge.end(ended);
    let ended = names(judge, store).await;
    judge.end(ended);
    let ended = many_names(judge, store).await;
    judge.end(ended);
}

/// Data of each kind, with digests of several families.
fn attached() -> [Attached; 3] {
    let binary: Vec<u8> = (0..=u8::MAX).cycle().take(100_000).collect();
    [
        (Sha2Family::Sha256, Bytes::from(binary)),
        (Sha2Family::Sha512, Bytes::new()),
        (Sha2Family::Sha384, Bytes::from_static(b"text")),
    ]
    .map(|(family, data)| Attached {
        digest: Digest::of_family(family, &data),
        data,
    })
}

/// Data is found by its digest, of whatever family, any number of times.
async fn attachments<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "attachments")?;
    let attached = attached();
    for (number, seconds) in [(1, 0), (2, 1)] {
        let batch = vec![plain(number, "ada", "read", "book")?];
        room.put_with(judge, batch, attached.to_vec(), seconds)
            .await?;
    }
    for one in &attached {
        let found = store.attachment(&room.tenant, &one.digest).await?;
        let same = found.as_ref() == Some(&one.data);
        let message = "an attachment has not the data it had";
        judge.expect(same, &rules::ATTACHMENTS, message);
    }
    for unknown in [
        Digest::of(b"other"),
        Digest::of(b"text"),
        Digest::of_family(Sha2Family::Sha224, b"text"),
    ] {
        let found = store.attachment(&room.tenant, &unknown).await?;
        let message = "an unknown digest has data";
        judge.expect(found.is_none(), &rules::ATTACHMENTS, message);
    }
    Ok(())
}

fn definition(
    names: &[(&str, &str)],
    kind: Option<&str>,
) -> Result<ActivityDefinition, BackendError> {
    let mut definition = ActivityDefinition::new();
    let names = LanguageMap::from_pairs(names.iter().copied());
    definition.name = Some(names.map_err(unusable)?);
    definition.activity_type = kind.map(iri).transpose()?;
    Ok(definition)
}

fn defining(
    number: u64,
    activity: &str,
    definition: &ActivityDefinition,
) -> Result<NewStatement, BackendError> {
    let activity = Activity::new(iri(activity)?).defined(definition.clone());
    ready(begin(number, "ada", "read", activity)?, &[])
}

/// What is said of an activity adds up, one after the other.
async fn definitions<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "definitions")?;
    let said = [
        definition(&[("en", "Book"), ("fr", "Livre")], Some("types/book"))?,
        definition(&[("de", "Buch")], None)?,
        definition(&[("en", "The book")], Some("types/novel"))?,
        definition(&[("de", "Das Buch")], None)?,
    ];
    let [first, second, third, fourth] = &said;
    let other = definition(&[("en", "Film")], None)?;
    let one = vec![defining(1, "book", first)?];
    room.put(judge, one, 0).await?;
    let several = vec![
        defining(2, "book", second)?,
        defining(3, "Book", &other)?,
        defining(4, "book", third)?,
        plain(5, "ada", "read", "book")?,
        plain(6, "ada", "read", "bare")?,
    ];
    room.put(judge, several, 1).await?;
    let one = vec![defining(7, "book", fourth)?];
    room.put(judge, one, 2).await?;
    let mut whole = first.clone();
    said.iter().skip(1).for_each(|later| whole.merge(later));
    known(
        judge,
        &room,
        vec![(iri("book")?, whole), (iri("Book")?, other)],
    )
    .await
}

/// This is known and nothing else, whatever is asked for.
async fn known<B: RecordStore>(
    judge: &mut Judge,
    room: &Room<'_, B>,
    mut expected: Vec<(Iri, ActivityDefinition)>,
) -> Result<(), BackendError> {
    let asked = [iri("never")?, iri("Book")?, iri("bare")?, iri("book")?];
    let mut found = room.store.definitions(&room.tenant, &asked).await?;
    found.sort_by(|one, next| one.0.cmp(&next.0));
    expected.sort_by(|one, next| one.0.cmp(&next.0));
    let message = "other things are known than were said";
    judge.expect(found == expected, &rules::DEFINITIONS, message);
    let none = room.store.definitions(&room.tenant, &[]).await?.is_empty();
    let message = "more is known than was asked for";
    judge.expect(none, &rules::DEFINITIONS, message);
    Ok(())
}

fn naming(number: u64, actor: &str, name: &str) -> Result<NewStatement, BackendError> {
    let statement = begin(number, "critic", "named", agent(actor)?.named(name))?;
    ready(statement, &[])
}

/// Every name that was given, once, and those told before in the same order.
async fn names<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "names")?;
    let given = ["Ada", "ada", "Countess", "Ada L.", "Ädä"];
    let ada = agent_key("ada")?;
    let mut told: Vec<Box<str>> = Vec::new();
    for (name, number) in given.iter().zip(1..) {
        let batch = vec![
            naming(number, "ada", name)?,
            naming(number.saturating_add(50), "ada", name)?,
            naming(number.saturating_add(100), "ben", "Ben")?,
        ];
        room.put(judge, batch, 0).await?;
        let found = store.names(&room.tenant, ada).await?;
        let mut stayed = found.clone();
        stayed.retain(|one| told.contains(one));
        judge.expect(stayed == told, &rules::NAMES, "names change their order");
        told = found;
    }
    let mut found = told.clone();
    found.sort_unstable();
    let mut expected = given.map(Box::<str>::from);
    expected.sort_unstable();
    judge.expect(
        found == expected,
        &rules::NAMES,
        "other names are known than were given",
    );
    let again = store.names(&room.tenant, ada).await? == told;
    judge.expect(again, &rules::NAMES, "names change their order");
    let none = store
        .names(&room.tenant, agent_key("never")?)
        .await?
        .is_empty();
    judge.expect(none, &rules::NAMES, "an unknown agent has names");
    Ok(())
}

/// A hundred names at most.
async fn many_names<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "many-names")?;
    let batch = (1..=120).map(|number| naming(number, "ada", &format!("Ada {number}")));
    room.put(judge, batch.collect::<Result<_, _>>()?, 0).await?;
    let mut found = store.names(&room.tenant, agent_key("ada")?).await?;
    found.sort_unstable();
    found.dedup();
    judge.expect(
        found.len() == 100,
        &rules::NAMES,
        "of 120 names not 100 are told",
    );
    Ok(())
}
