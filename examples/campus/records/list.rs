//! The list of records, with its filter.

use edu_examples::checks::Fields;
use maud::{Markup, html};
use xapi_lrs::{RecordStore as _, StoredStatement};

use super::Records;
use super::export;
use super::filter::{Filter, activity_of};
use super::shown::{Shown, one};
use super::view::{View, Viewer};
use crate::Failure;
use crate::admin::values;
use crate::campus::Campus;
use crate::clock::now;

/// A page of the list.
pub(super) async fn page(
    campus: &Campus,
    viewer: &Viewer,
    fields: Fields,
) -> Result<Markup, Failure> {
    let (records, view) = (&campus.records, viewer.view);
    records.settle_or_say().await;
    let filter = Filter::read(fields)?;
    let links = campus.links().await?;
    let links: Vec<(String, String)> = links
        .into_iter()
        .map(|link| (activity_of(&link.id), link.title))
        .collect();
    let content = html! {
        (introduction(view))
        @if view == View::All {
            (unsettled(records).await?)
            (for_programs(records))
        }
        h2 { "Filter" }
        (filter.form(view, &links))
        h2 { "Records" }
        @if filter.holds() { (found(records, viewer, &filter).await?) }
        @else { p .bad role="status" { "Nothing is shown: what is looked for cannot be understood." } }
    };
    Ok(view.page(view.title(), &content))
}

fn introduction(view: View) -> Markup {
    html! {
        @match view {
            View::Course => p {
                "What happened in this course, as xAPI statements: who opened which tool and came "
                "back, what was put into the course, and which grades tools gave."
            },
            View::All => p {
                "Every xAPI statement that the campus keeps: its own, and those that programs sent."
            },
            View::Own => p {
                "What the campus keeps about what you did. The records name you by an id that only "
                "the campus can turn into your name; beside you, your teachers see them."
            },
        }
    }
}

/// What happened and is no record yet.
async fn unsettled(records: &Records) -> Result<Markup, Failure> {
    let (waiting, unnoted) = (records.waiting().await?, records.unnoted());
    Ok(html! {
        @if !waiting.is_empty() {
            p .bad role="status" { (waiting.len()) " things that happened wait to be recorded." }
            ul {
                @for one in waiting.iter().filter_map(|one| one.problem.as_ref()) {
                    li { "This one cannot be: " (one) }
                }
            }
        }
        @if unnoted > 0 {
            p .bad role="status" {
                (unnoted) " launches since the campus opened are on no record; what the program "
                "writes at the shell says why."
            }
        }
    })
}

fn for_programs(records: &Records) -> Markup {
    let (name, password) = records.client.credentials();
    html! {
        details {
            summary { "How programs send and read records" }
            p { "Any xAPI client of version 1.0.3 or 2.0 may use this, and then sees every record." }
            (values(&[
                ("Address", records.client.address.clone()),
                ("Name", name.to_owned()),
                ("Password", password.to_owned()),
            ]))
        }
    }
}

async fn found(records: &Records, viewer: &Viewer, filter: &Filter) -> Result<Markup, Failure> {
    let view = viewer.view;
    let query = filter.query(&viewer.access);
    let seen = records
        .store
        .statements(&records.tenant, &query, &now()?)
        .await?;
    let (mut found, limit) = (seen.value.into_statements(), query.limit.get());
    let goes_on = found.len() > limit;
    found.truncate(limit);
    let last = found.last().filter(|_| goes_on).map(|last| last.position);
    Ok(html! {
        @if found.is_empty() {
            p role="status" { "There is no such record." }
        } @else {
            (table(view, &found))
            (export::links(view, filter))
        }
        @if let Some(last) = last {
            p { a href=(filter.address(view.path(), Some(last))) rel="next" { "Earlier records" } }
        }
    })
}

fn table(view: View, found: &[StoredStatement]) -> Markup {
    html! {
        table .list {
            caption .hint { "The latest first." }
            thead { tr {
                th scope="col" { "When" }
                @if view != View::Own { th scope="col" { "Who" } }
                th scope="col" { "What" }
                th scope="col" { "About" }
            } }
            tbody { @for stored in found { (row(view, &Shown::of(stored))) } }
        }
    }
}

fn row(view: View, shown: &Shown) -> Markup {
    html! {
        tr {
            td {
                @match &shown.id {
                    Some(id) => a href=(one(view, id)) { (shown.when()) },
                    None => (shown.when()),
                }
            }
            @if view != View::Own { td { (shown.who()) } }
            td { (shown.what()) }
            td { (shown.about(view)) }
        }
    }
}
