//! A platform's gradebook.

mod columns;
mod isolation;
mod results;
mod scores;

use core::num::NonZeroUsize;

use edu_http::{Page, Slice};
use edu_types::{Decimal, PositiveDecimal, Timestamp};

use super::NOW;
use super::judge::{Judge, at};
use super::logins::unusable;
use crate::ags::{
    Added, Column, CourseGradebook, Grade, Label, LineItem, LineItemFilter, LineItemId, Points,
    Recorded, Score,
};
use crate::{
    BackendError, ClientId, ContextId, DeploymentId, ResourceLinkId, ServiceContext, Subject,
};

pub(super) async fn check<B: CourseGradebook>(judge: &mut Judge, make: impl AsyncFn() -> B) {
    columns::check(judge, &make).await;
    scores::check(judge, &make).await;
    results::check(judge, &make).await;
    isolation::check(judge, &make).await;
}

pub(super) use isolation::check_tenants;

const PERSON: &str = "kit-person";

fn context(client: &str, deployment: &str, course: &str) -> Result<ServiceContext, BackendError> {
    Ok(ServiceContext {
        client_id: ClientId::new(client).map_err(unusable)?,
        deployment_id: DeploymentId::new(deployment).map_err(unusable)?,
        context_id: ContextId::new(course).map_err(unusable)?,
    })
}

fn ours() -> Result<ServiceContext, BackendError> {
    context("kit-tool", "kit-1", "course")
}

fn id(text: &str) -> Result<LineItemId, BackendError> {
    LineItemId::new(text).map_err(unusable)
}

fn person(text: &str) -> Result<Subject, BackendError> {
    Subject::new(text).map_err(unusable)
}

fn link(text: &str) -> Result<ResourceLinkId, BackendError> {
    ResourceLinkId::new(text).map_err(unusable)
}

fn positive(text: &str) -> Result<PositiveDecimal, BackendError> {
    PositiveDecimal::new(Decimal::parse(text).map_err(unusable)?).map_err(unusable)
}

fn line_item(label: &str) -> Result<LineItem, BackendError> {
    let label = Label::new(label).map_err(unusable)?;
    Ok(LineItem::new(label, positive("10")?))
}

fn column(name: &str) -> Result<Column, BackendError> {
    Ok(Column::new(id(name)?, line_item(name)?))
}

/// So many milliseconds after the beginning.
fn time(millis: i64) -> Result<Timestamp, BackendError> {
    let nanos = i128::from(NOW)
        .saturating_mul(1000)
        .saturating_add(millis.into());
    let time = Timestamp::from_unix_nanos(nanos.saturating_mul(1_000_000));
    time.ok_or_else(|| BackendError::failed("time of the kit is out of range"))
}

/// The final points of somebody, out of ten.
fn score(user: &str, given: &str, millis: i64) -> Result<Score, BackendError> {
    let given = Decimal::parse(given).map_err(unusable)?;
    let points = Points::new(given, positive("10")?).map_err(unusable)?;
    Ok(Score::completed(person(user)?, points, time(millis)?))
}

fn slice(after: Option<edu_http::Cursor>, limit: usize) -> Slice {
    let limit = NonZeroUsize::new(limit).unwrap_or(NonZeroUsize::MIN);
    Slice { after, limit }
}

async fn record<B: CourseGradebook>(
    store: &B,
    context: &ServiceContext,
    column: &LineItemId,
    sent: &Score,
) -> Result<Recorded, BackendError> {
    store.record_score(context, column, sent, &at(0)).await
}

/// A store with the kit's person and one column.
async fn prepared<B: CourseGradebook>(
    store: &B,
    context: &ServiceContext,
) -> Result<Column, BackendError> {
    let column = column("column")?;
    store.set_column(context, &column).await?;
    store.enrol(&context.context_id, &person(PERSON)?).await?;
    Ok(column)
}

/// Adds a line item that must be taken in.
async fn add<B: CourseGradebook>(
    store: &B,
    context: &ServiceContext,
    name: &str,
    line_item: &LineItem,
) -> Result<Column, BackendError> {
    match store.add_line_item(context, id(name)?, line_item).await? {
        Added::Done(column) => Ok(*column),
        Added::UnknownContext | Added::UnknownResourceLink | Added::TooMany { .. } => {
            Err(BackendError::failed("a line item was not added"))
        }
    }
}

/// All columns that fit, on one page.
async fn all<B: CourseGradebook>(
    store: &B,
    context: &ServiceContext,
    filter: &LineItemFilter,
) -> Result<Vec<Column>, BackendError> {
    let page = store.line_items(context, filter, &slice(None, 100)).await?;
    Ok(page.unwrap_or_else(Page::empty).items)
}

/// The grade of the kit's person.
async fn grade<B: CourseGradebook>(
    store: &B,
    context: &ServiceContext,
    column: &LineItemId,
) -> Result<Option<Grade>, BackendError> {
    let user = person(PERSON)?;
    let page = store
        .results(context, column, Some(&user), &slice(None, 9))
        .await?;
    let mut grades = page.unwrap_or_else(Page::empty).items;
    if grades.len() > 1 {
        return Err(BackendError::failed(
            "one person has two grades in a column",
        ));
    }
    Ok(grades.pop())
}

/// The points of the kit's person, as text.
async fn points<B: CourseGradebook>(
    store: &B,
    context: &ServiceContext,
    column: &LineItemId,
) -> Result<Option<String>, BackendError> {
    let grade = grade(store, context, column).await?;
    let points = grade.and_then(|grade| grade.result_score);
    Ok(points.map(|points| points.expose().to_string()))
}
