//! Statements are found by what the statements have that they target.

use edu_http::BackendError;
use xapi_model::{Activity, StatementRef};

use super::judge::Judge;
use super::material::{activity_key, begin, id, iri, on, plain, ready, verb_key, voiding};
use super::room::{Room, query};
use super::rules;
use crate::{Access, Key, NewStatement, Order, RecordStore};

pub(super) async fn check<B: RecordStore>(judge: &mut Judge, store: &B) {
    let ended = any_order(judge, store).await;
    judge.end(ended);
    let ended = branches(judge, store).await;
    judge.end(ended);
    let ended = circles(judge, store).await;
    judge.end(ended);
    let ended = one_source(judge, store).await;
    judge.end(ended);
    let ended = voided_source(judge, store).await;
    judge.end(ended);
    let ended = access(judge, store).await;
    judge.end(ended);
}

const ORDERS: [[u64; 4]; 8] = [
    [1, 2, 3, 4],
    [4, 3, 2, 1],
    [2, 1, 4, 3],
    [3, 4, 1, 2],
    [1, 3, 2, 4],
    [4, 1, 3, 2],
    [2, 4, 1, 3],
    [3, 1, 4, 2],
];

/// Four statements, each but the first on the one before it, and one on none of them.
fn chain(number: u64) -> Result<NewStatement, BackendError> {
    match number {
        1 => plain(1, "ada", "wrote", "book"),
        _ => on(number, "commented", number.saturating_sub(1)),
    }
}

/// However they come, one by one or at once, all are found by what the first has.
async fn any_order<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    for (order, name) in ORDERS.iter().zip('a'..) {
        let one_by_one = Room::new(store, &format!("chain-{name}"))?;
        let stray = plain(9, "ada", "saw", "film")?;
        one_by_one.put(judge, vec![stray.clone()], 0).await?;
        for number in order {
            one_by_one.put(judge, vec![chain(*number)?], 1).await?;
        }
        let at_once = Room::new(store, &format!("batch-{name}"))?;
        let mut batch = vec![stray];
        for number in order {
            batch.push(chain(*number)?);
        }
        at_once.put(judge, batch, 1).await?;
        for room in [one_by_one, at_once] {
            let by_first = [verb_key("wrote")?, activity_key("book")?];
            for keys in [&by_first[..], &by_first[..1], &by_first[1..]] {
                let found = room.by(keys).await?;
                judge.list(
                    &found,
                    order,
                    &rules::REFERENCES,
                    "by what the last target has",
                );
            }
            let mut comments = order.to_vec();
            comments.retain(|number| *number != 1);
            let found = room.by(&[verb_key("commented")?]).await?;
            judge.list(
                &found,
                &comments,
                &rules::REFERENCES,
                "by what all but the first have",
            );
        }
    }
    Ok(())
}

/// Several statements on one, of which some came before it, and what is on those.
async fn branches<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "branches")?;
    let targets = [(11, 5), (12, 5), (13, 11), (14, 12), (15, 13)];
    for (number, target) in targets {
        room.put(judge, vec![on(number, "commented", target)?], 0)
            .await?;
    }
    judge.list(
        &room.by(&[verb_key("wrote")?]).await?,
        &[],
        &rules::REFERENCES,
        "before it came",
    );
    room.put(judge, vec![plain(5, "ada", "wrote", "book")?], 1)
        .await?;
    room.put(
        judge,
        vec![on(16, "commented", 14)?, plain(6, "ada", "saw", "film")?],
        2,
    )
    .await?;
    let found = room.by(&[verb_key("wrote")?]).await?;
    let expected = [11, 12, 13, 14, 15, 5, 16];
    judge.list(&found, &expected, &rules::REFERENCES, "of branches");
    let mut latest = query(&[verb_key("wrote")?]);
    latest.order = Order::Latest;
    let mut found = room.numbers(&latest).await?;
    found.reverse();
    judge.list(
        &found,
        &expected,
        &rules::REFERENCES,
        "of branches, the latest first",
    );
    Ok(())
}

/// Statements that target each other, or themselves.
async fn circles<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "circles")?;
    for (number, verb, target) in [(1, "one", 2), (2, "two", 3), (3, "three", 1), (7, "own", 7)] {
        room.put(judge, vec![on(number, verb, target)?], 0).await?;
    }
    room.put(judge, vec![on(4, "outside", 3)?], 1).await?;
    for verb in ["one", "two", "three"] {
        let found = room.by(&[verb_key(verb)?]).await?;
        judge.list(&found, &[1, 2, 3, 4], &rules::REFERENCES, "of a circle");
    }
    judge.list(
        &room.by(&[verb_key("own")?]).await?,
        &[7],
        &rules::REFERENCES,
        "of one on itself",
    );
    judge.list(
        &room.by(&[verb_key("outside")?]).await?,
        &[4],
        &rules::REFERENCES,
        "of none on it",
    );
    Ok(())
}

/// What is asked for must all be on one statement, not one part here and one there.
async fn one_source<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "one-source")?;
    let batch = vec![
        plain(1, "ada", "wrote", "book")?,
        on(2, "commented", 1)?,
        on(3, "liked", 2)?,
    ];
    room.put(judge, batch, 0).await?;
    let (wrote, book) = (verb_key("wrote")?, activity_key("book")?);
    let (commented, liked) = (verb_key("commented")?, verb_key("liked")?);
    let queries: [(&[Key], &[u64]); 5] = [
        (&[wrote, book], &[1, 2, 3]),
        (&[commented, book], &[]),
        (&[book, commented], &[]),
        (&[liked, commented], &[]),
        (&[wrote, book, liked], &[]),
    ];
    for (keys, expected) in queries {
        let found = room.by(keys).await?;
        judge.list(
            &found,
            expected,
            &rules::REFERENCES,
            "by parts of several statements",
        );
    }
    Ok(())
}

/// A voided statement is not listed; what targets it is, by what it has.
async fn voided_source<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    for (name, order) in [
        ("voided-source", [1, 2, 3, 4]),
        ("voided-source-turned", [4, 3, 2, 1]),
    ] {
        let room = Room::new(store, name)?;
        for number in order {
            let statement = match number {
                1 => plain(1, "ada", "wrote", "book")?,
                2 => on(2, "commented", 1)?,
                3 => voiding(3, 1)?,
                _ => on(4, "liked", 3)?,
            };
            room.put(judge, vec![statement], 0).await?;
        }
        let mut expected = order.to_vec();
        expected.retain(|number| *number != 1);
        let found = room
            .by(&[verb_key("wrote")?, activity_key("book")?])
            .await?;
        judge.list(
            &found,
            &expected,
            &rules::REFERENCES,
            "by what a voided one has",
        );
    }
    Ok(())
}

/// A statement of a chain, each on the one before it, in reach of those who have the label.
fn labelled(number: u64, label: &str) -> Result<NewStatement, BackendError> {
    let statement = if number == 1 {
        begin(1, "ada", "wrote", Activity::new(iri("book")?))?
    } else {
        let target = StatementRef::new(id(number.saturating_sub(1)));
        begin(number, "critic", "commented", target)?
    };
    ready(statement, &[label])
}

/// Both the one that is listed and the one that has what was asked for must be in reach; what
/// lies between need not.
async fn access<B: RecordStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let room = Room::new(store, "access-to-targets")?;
    let chain = vec![
        labelled(1, "red")?,
        labelled(2, "blue")?,
        labelled(3, "red")?,
    ];
    room.put(judge, chain, 0).await?;
    let (red, blue) = (Key::label("red"), Key::label("blue"));
    let reaches: [(Access, &[u64]); 5] = [
        (Access::all(), &[1, 2, 3]),
        (Access::any([red]), &[1, 3]),
        (Access::any([blue]), &[]),
        (Access::any([red, blue]), &[1, 2, 3]),
        (Access::nothing(), &[]),
    ];
    let keys = [verb_key("wrote")?, activity_key("book")?];
    for (access, expected) in reaches {
        for keys in [&keys[..1], &keys] {
            let mut query = query(keys);
            query.access = access.clone();
            let found = room.numbers(&query).await?;
            let when = "by what a target has, with limited access";
            judge.list(&found, expected, &rules::ACCESS, when);
        }
    }
    Ok(())
}
