//! Results: what scores come to.

use super::{
    PERSON, grade, line_item, ours, person, points, positive, prepared, record, score, slice,
};
use crate::BackendError;
use crate::ags::{CourseGradebook, GradingProgress, Replaced, Score};
use crate::kit::judge::Judge;
use crate::kit::rules;

pub(super) async fn check<B: CourseGradebook>(judge: &mut Judge, make: &impl AsyncFn() -> B) {
    let ended = scaled(judge, &make().await).await;
    judge.end(ended);
    let ended = cleared(judge, &make().await).await;
    judge.end(ended);
    let ended = paged(judge, &make().await).await;
    judge.end(ended);
}

/// Points keep their text, and are scaled where their maximum is not the column's.
async fn scaled<B: CourseGradebook>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let context = ours()?;
    let column = prepared(store, &context).await?;
    let sent = score(PERSON, "8.50", 0)?
        .with_comment("see page 3")
        .with_scoring_user(person("teacher")?);
    record(store, &context, &column.id, &sent).await?;
    let kept = grade(store, &context, &column.id).await?;
    let whole = kept.as_ref().is_some_and(|grade| {
        grade.user_id == sent.user_id
            && grade.comment == sent.comment
            && grade.scoring_user_id == sent.scoring_user_id
            && grade.result_maximum == column.line_item.score_maximum
    });
    if !whole || points(store, &context, &column.id).await?.as_deref() != Some("8.50") {
        judge.note(&rules::CHANGED, "a grade is another than its score");
    }
    let mut doubled = line_item("column")?;
    doubled.score_maximum = positive("20")?;
    let replaced = store
        .replace_line_item(&context, &column.id, &doubled)
        .await?;
    let done = matches!(replaced, Replaced::Done(_));
    if !done || points(store, &context, &column.id).await?.as_deref() != Some("17") {
        judge.note(
            &rules::SCALE,
            "a grade is not scaled to the maximum of its column",
        );
    }
    Ok(())
}

/// Only scores that are fully graded have points, and a score without points takes them back.
async fn cleared<B: CourseGradebook>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let context = ours()?;
    let column = prepared(store, &context).await?.id;
    let mut pending = score(PERSON, "5", 0)?;
    pending.grading_progress = GradingProgress::PendingManual;
    let graded = score(PERSON, "6", 1)?;
    let mut empty = score(PERSON, "0", 2)?;
    empty.points = None;
    let zero = score(PERSON, "0", 3)?;
    for (sent, expected) in [
        (pending, None),
        (graded, Some("6")),
        (empty, None),
        (zero, Some("0")),
    ] {
        record(store, &context, &column, &sent).await?;
        let there = grade(store, &context, &column).await?.is_some();
        if !there || points(store, &context, &column).await?.as_deref() != expected {
            judge.note(
                &rules::SCALE,
                "a grade has other points than its last score",
            );
        }
    }
    Ok(())
}

/// Page by page, every person comes once; those without a score not at all.
async fn paged<B: CourseGradebook>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let context = ours()?;
    let column = prepared(store, &context).await?.id;
    let mut kept = Vec::new();
    for name in ["a", "a b", "aB", "b", "c/d"] {
        let user = person(name)?;
        store.enrol(&context.context_id, &user).await?;
        record(store, &context, &column, &score(name, "1", 0)?).await?;
        kept.push(user);
    }
    kept.sort();
    let (mut grades, mut scores): (Vec<_>, Vec<Score>) = (Vec::new(), Vec::new());
    let (mut after, mut behind) = (None, None);
    for _ in 0..3 {
        let page = store
            .results(&context, &column, None, &slice(after, 2))
            .await?;
        let page = page.ok_or_else(|| BackendError::failed("a column has no results"))?;
        grades.extend(page.items.into_iter().map(|grade| grade.user_id));
        after = page.next;
        let page = store.scores(&context, &column, &slice(behind, 2)).await?;
        scores.extend(page.items);
        behind = page.next;
    }
    grades.sort();
    let persons: Vec<_> = scores.iter().map(|score| score.user_id.clone()).collect();
    if grades != kept || persons != kept || after.is_some() || behind.is_some() {
        judge.note(&rules::PAGES, "pages leave out, repeat or disorder scores");
    }
    Ok(())
}
