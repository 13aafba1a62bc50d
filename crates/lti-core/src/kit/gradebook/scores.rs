//! Scores: the latest stays, whatever the order they come in.

use edu_http::together;
use edu_types::Timestamp;

use super::{PERSON, grade, ours, person, points, prepared, record, score, time};
use crate::BackendError;
use crate::ags::{CourseGradebook, Recorded, ScoreOutcome};
use crate::kit::judge::Judge;
use crate::kit::logins::unusable;
use crate::kit::rules;

/// Scores of the race: their times are milliseconds apart.
const RACERS: i64 = 1000;

/// Racers that run together: more would wait for a connection longer than stores do.
const AT_ONCE: usize = 250;

pub(super) async fn check<B: CourseGradebook>(judge: &mut Judge, make: &impl AsyncFn() -> B) {
    let ended = ordered(judge, &make().await).await;
    judge.end(ended);
    let ended = repeated(judge, &make().await).await;
    judge.end(ended);
    let ended = spelled(judge, &make().await).await;
    judge.end(ended);
    let ended = gradable(judge, &make().await).await;
    judge.end(ended);
    let ended = raced(judge, &make().await).await;
    judge.end(ended);
}

const CREATED: Recorded = Recorded::Taken(ScoreOutcome::Created);
const UPDATED: Recorded = Recorded::Taken(ScoreOutcome::Updated);
const UNCHANGED: Recorded = Recorded::Taken(ScoreOutcome::Unchanged);

async fn ordered<B: CourseGradebook>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let context = ours()?;
    let column = prepared(store, &context).await?.id;
    for (given, millis, outcome, stays) in [
        ("5", 100, CREATED, "5"),
        ("6", 200, UPDATED, "6"),
        ("1", 199, Recorded::Older, "6"),
        ("2", -1, Recorded::Older, "6"),
        // Of one instant, the second replaces the first.
        ("7", 200, UPDATED, "7"),
        ("8", 201, UPDATED, "8"),
    ] {
        let recorded = record(store, &context, &column, &score(PERSON, given, millis)?).await?;
        if recorded != outcome {
            judge.note(&rules::ORDER, "a score is not told what became of it");
        }
        if points(store, &context, &column).await?.as_deref() != Some(stays) {
            judge.note(&rules::ORDER, "another score stays than the latest");
        }
    }
    Ok(())
}

/// A score that is sent again changes nothing, and is not refused.
async fn repeated<B: CourseGradebook>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let context = ours()?;
    let column = prepared(store, &context).await?.id;
    let sent = score(PERSON, "8.50", 7)?.with_comment("well done");
    let first = record(store, &context, &column, &sent).await?;
    let before = grade(store, &context, &column).await?;
    let again = record(store, &context, &column, &sent).await?;
    if (first, again) != (CREATED, UNCHANGED) || grade(store, &context, &column).await? != before {
        judge.note(
            &rules::REPEAT,
            "a score that is sent again is not taken as the same",
        );
    }
    Ok(())
}

/// Times are instants, however they are written.
async fn spelled<B: CourseGradebook>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let context = ours()?;
    let column = prepared(store, &context).await?.id;
    for (text, older) in [
        ("2026-05-01T10:00:00.5+02:00", false),
        ("2026-05-01T09:00:00.4+01:00", true),
        ("2026-05-01T08:00:00.500Z", false),
        ("2026-05-01T08:00:00.500000001Z", false),
        ("2026-05-01T08:00:00.500000000Z", true),
        ("2026-05-01T03:00:00.6-05:00", false),
    ] {
        let mut sent = score(PERSON, "1", 0)?;
        sent.timestamp = Timestamp::parse(text).map_err(unusable)?;
        let recorded = record(store, &context, &column, &sent).await?;
        if (recorded == Recorded::Older) != older {
            judge.note(
                &rules::ORDER,
                "scores are not ordered by the instants of their times",
            );
        }
    }
    Ok(())
}

/// Only persons of the context, and only open columns, take scores.
async fn gradable<B: CourseGradebook>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let context = ours()?;
    let column = prepared(store, &context).await?;
    let refused = |recorded: &Recorded| matches!(recorded, Recorded::NotGradable { .. });
    let stranger = record(store, &context, &column.id, &score("stranger", "1", 0)?).await?;
    let known = record(store, &context, &column.id, &score(PERSON, "2", 0)?).await?;
    store
        .withdraw(&context.context_id, &person(PERSON)?)
        .await?;
    let gone = record(store, &context, &column.id, &score(PERSON, "3", 1)?).await?;
    store.enrol(&context.context_id, &person(PERSON)?).await?;
    store.set_column(&context, &column.clone().closed()).await?;
    let closed = record(store, &context, &column.id, &score(PERSON, "4", 2)?).await?;
    if !refused(&stranger) || !refused(&gone) || !refused(&closed) {
        judge.note(&rules::UNGRADABLE, "a score was taken that nobody may give");
    }
    if known != CREATED || points(store, &context, &column.id).await?.as_deref() != Some("2") {
        judge.note(
            &rules::UNGRADABLE,
            "a refused score changed one that was taken",
        );
    }
    Ok(())
}

/// Of many scores of one person at the same time, the latest stays.
async fn raced<B: CourseGradebook>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let context = ours()?;
    let column = prepared(store, &context).await?.id;
    // Each place once, in an order that goes up and down.
    let places = (0..RACERS).map(|turn| turn.wrapping_mul(389).rem_euclid(RACERS));
    let scores = places.map(|place| score(PERSON, &place.to_string(), place));
    let scores = scores.collect::<Result<Vec<_>, _>>()?;
    let mut created = 0_usize;
    for wave in scores.chunks(AT_ONCE) {
        let racing = wave
            .iter()
            .map(|score| record(store, &context, &column, score));
        for recorded in together::all(racing.collect()).await {
            match recorded? {
                CREATED => created = created.saturating_add(1),
                UPDATED | Recorded::Older => {}
                Recorded::Taken(_) | Recorded::UnknownItem | Recorded::NotGradable { .. } => {
                    let message = "a score of the race is not told what became of it";
                    judge.note(&rules::RACED, message);
                }
            }
        }
    }
    if created != 1 {
        judge.note(
            &rules::RACED,
            format!("{created} scores of a person were the first"),
        );
    }
    let last = RACERS.saturating_sub(1);
    if points(store, &context, &column).await? != Some(last.to_string()) {
        let message =
            format!("of {RACERS} scores, {AT_ONCE} at once, another stays than the latest");
        judge.note(&rules::RACED, message);
    }
    let (late, mut later) = (
        score(PERSON, "1", last.saturating_sub(1))?,
        score(PERSON, "2", 0)?,
    );
    later.timestamp = time(RACERS)?;
    let late = record(store, &context, &column, &late).await?;
    let later = record(store, &context, &column, &later).await?;
    if (late, later) != (Recorded::Older, UPDATED) {
        judge.note(&rules::RACED, "after a race the order of scores is lost");
    }
    Ok(())
}
