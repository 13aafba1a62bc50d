//! Who is in the course, as the platform tells the tool.

use axum::extract::State;
use lti_core::nrps::Member;
use maud::{Markup, html};

use super::calls::{Roster, refused};
use super::launched::Launched;
use crate::Failure;
use crate::pages::{Site, page};
use crate::record::Record;
use crate::workbench::Workbench;

/// The page of the roster.
pub(super) async fn show(
    Launched(record): Launched,
    State(workbench): State<Workbench>,
) -> Result<Markup, Failure> {
    let content = html! {
        @match roster(&workbench, &record).await? {
            Ok(roster) => (list(&roster)),
            Err(sentence) => p .bad { (sentence) },
        }
        p { a href="/" { "Back to the tool" } }
    };
    Ok(page(
        Site::Tool,
        "Who is in this course",
        &html! {},
        &content,
    ))
}

/// Who is in the course, or why nobody can tell.
pub(super) async fn roster(
    workbench: &Workbench,
    record: &Record,
) -> Result<Result<Roster, String>, Failure> {
    let Some(address) = record.members.as_ref().and_then(|one| one.to_url().ok()) else {
        return Ok(Err(
            "The platform does not tell this tool who is in the course.".to_owned(),
        ));
    };
    let Some(calls) = workbench.calls(record).await? else {
        return Ok(Err("The platform is registered here no more.".to_owned()));
    };
    let roster = calls.roster(&address).await;
    Ok(roster.map_err(|error| refused(&error)))
}

fn list(roster: &Roster) -> Markup {
    html! {
        p {
            "The platform names " (roster.people.len()) " people, on " (roster.pages) " pages"
            @if roster.more { ", and has more" }
            ". What is not shared here, the platform does not tell this tool."
        }
        table .list {
            thead { tr {
                th scope="col" { "Name" }
                th scope="col" { "Mail address" }
                th scope="col" { "Role" }
                th scope="col" { "Id" }
            } }
            tbody { @for person in &roster.people { (row(person)) } }
        }
    }
}

fn row(person: &Member) -> Markup {
    let mail = person.email.as_ref().map(|mail| mail.expose().as_str());
    html! {
        tr {
            td { (person.name.as_ref().map_or("not shared", |name| name.expose().as_str())) }
            td { (mail.unwrap_or("not shared")) }
            td {
                @if person.roles.is_context_instructor() { "teacher" }
                @else if person.roles.is_context_learner() { "student" }
                @else { "something else" }
                @if !person.is_active() { ", takes no part now" }
            }
            td { code { (person.user_id.as_str()) } }
        }
    }
}

/// A person's name, or the id where the platform shares no name.
pub(super) fn called(person: &Member) -> &str {
    let name = person.name.as_ref().map(|name| name.expose().as_str());
    name.unwrap_or_else(|| person.user_id.as_str())
}
