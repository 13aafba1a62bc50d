//! Nothing crosses from one tool, installation, context or tenant to another.

use super::columns::expect;
use super::{PERSON, all, column, context, grade, id, line_item, ours, person, points};
use super::{prepared, record, score, slice};
use crate::ags::{CourseGradebook, LineItemFilter, Recorded, Removal, Replaced};
use crate::kit::judge::Judge;
use crate::kit::rules;
use crate::{BackendError, ServiceContext};

pub(super) async fn check<B: CourseGradebook>(judge: &mut Judge, make: &impl AsyncFn() -> B) {
    let ended = apart(judge, &make().await).await;
    judge.end(ended);
    let ended = enrolled(judge, &make().await).await;
    judge.end(ended);
}

/// Two tenants with one tool, context and column know nothing of each other.
pub(in crate::kit) async fn check_tenants<B: CourseGradebook>(
    judge: &mut Judge,
    (one, other): (B, B),
) -> Result<(), BackendError> {
    let context = ours()?;
    let kept = prepared(&one, &context).await?;
    record(&one, &context, &kept.id, &score(PERSON, "7", 5)?).await?;
    unseen(judge, &other, &context, "a tenant").await?;
    let here = other.tools_in(&context.context_id, None, 9).await?;
    if !here.is_empty() {
        judge.note(&rules::CROSSED, "a tenant sees another's tools");
    }
    other.set_column(&context, &kept).await?;
    let stranger = record(&other, &context, &kept.id, &score(PERSON, "1", 0)?).await?;
    if !matches!(stranger, Recorded::NotGradable { .. }) {
        judge.note(&rules::CROSSED, "a tenant grades another's persons");
    }
    other.enrol(&context.context_id, &person(PERSON)?).await?;
    record(&other, &context, &kept.id, &score(PERSON, "1", 0)?).await?;
    if points(&other, &context, &kept.id).await?.as_deref() != Some("1") {
        judge.note(&rules::CROSSED, "a score is compared with another tenant's");
    }
    other.forget_context(&context).await?;
    other
        .withdraw(&context.context_id, &person(PERSON)?)
        .await?;
    stays(judge, &one, &context).await
}

/// The same names in another tool, installation or context are others.
async fn apart<B: CourseGradebook>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let own = ours()?;
    let kept = prepared(store, &own).await?;
    record(store, &own, &kept.id, &score(PERSON, "7", 5)?).await?;
    for (other, who) in [
        (context("kit-other", "kit-1", "course")?, "a tool"),
        (context("kit-tool", "kit-2", "course")?, "an installation"),
        (context("kit-tool", "kit-1", "COURSE")?, "a context"),
        // Ids that run into each other must not meet.
        (context("kit-toolk", "it-1", "course")?, "a tool"),
    ] {
        store.open_context(&other).await?;
        unseen(judge, store, &other, who).await?;
        stays(judge, store, &own).await?;
        let mut theirs = column("column")?;
        theirs.line_item.label = line_item("theirs")?.label;
        store.set_column(&other, &theirs).await?;
        store.enrol(&other.context_id, &person(PERSON)?).await?;
        record(store, &other, &theirs.id, &score(PERSON, "1", 0)?).await?;
        if points(store, &other, &theirs.id).await?.as_deref() != Some("1") {
            judge.note(&rules::CROSSED, "a score is compared with another's");
        }
        expect(judge, store, &own, &kept).await?;
        stays(judge, store, &own).await?;
        store.forget_context(&other).await?;
        stays(judge, store, &own).await?;
    }
    Ok(())
}

/// Who is in one context is not in another.
async fn enrolled<B: CourseGradebook>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let elsewhere = context("kit-tool", "kit-1", "elsewhere")?;
    let kept = prepared(store, &ours()?).await?;
    store.set_column(&elsewhere, &kept).await?;
    let recorded = record(store, &elsewhere, &kept.id, &score(PERSON, "1", 0)?).await?;
    if !matches!(recorded, Recorded::NotGradable { .. }) {
        judge.note(&rules::CROSSED, "a person of another context was graded");
    }
    let again = store
        .withdraw(&elsewhere.context_id, &person(PERSON)?)
        .await?;
    let recorded = record(store, &ours()?, &kept.id, &score(PERSON, "1", 0)?).await?;
    if again || !matches!(recorded, Recorded::Taken(_)) {
        judge.note(
            &rules::CROSSED,
            "a person was withdrawn from another context",
        );
    }
    Ok(())
}

/// Whoever looks through `context` finds nothing of [`ours`], and changes nothing.
async fn unseen<B: CourseGradebook>(
    judge: &mut Judge,
    store: &B,
    context: &ServiceContext,
    who: &str,
) -> Result<(), BackendError> {
    let column = id("column")?;
    let listed = all(store, context, &LineItemFilter::all()).await?;
    let found = store.line_item(context, &column).await?;
    let results = store
        .results(context, &column, None, &slice(None, 9))
        .await?;
    let scores = store.scores(context, &column, &slice(None, 9)).await?;
    if !listed.is_empty() || found.is_some() || results.is_some() || !scores.items.is_empty() {
        judge.note(
            &rules::CROSSED,
            format!("{who} sees columns or grades of another"),
        );
    }
    let recorded = record(store, context, &column, &score(PERSON, "9", 900)?).await?;
    let replaced = store
        .replace_line_item(context, &column, &line_item("stolen")?)
        .await?;
    let removed = store.remove_line_item(context, &column).await?;
    if recorded != Recorded::UnknownItem
        || replaced != Replaced::Unknown
        || removed != Removal::Unknown
    {
        judge.note(
            &rules::CROSSED,
            format!("{who} changes columns or grades of another"),
        );
    }
    Ok(())
}

/// What [`ours`] holds is as it was.
async fn stays<B: CourseGradebook>(
    judge: &mut Judge,
    store: &B,
    context: &ServiceContext,
) -> Result<(), BackendError> {
    let column = column("column")?;
    expect(judge, store, context, &column).await?;
    let grade = grade(store, context, &column.id).await?;
    let points = grade.and_then(|grade| grade.result_score);
    if points.map(|points| points.expose().to_string()).as_deref() != Some("7") {
        judge.note(&rules::CROSSED, "a grade was changed through another's");
    }
    Ok(())
}
