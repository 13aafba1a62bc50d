//! The tools of the platform.

use axum::extract::{Query, State};
use edu_examples::checks::Fields;
use lti_core::ClientId;
use maud::{Markup, html};

use super::{Administrator, page_of};
use crate::Failure;
use crate::admin::{Part, desk, notice};
use crate::campus::Campus;
use crate::pages::Site;
use crate::tools::CourseTool;

/// Every tool, with the way to add one.
pub(super) async fn tools(
    _: Administrator,
    State(campus): State<Campus>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Markup, Failure> {
    let (all, names) = (campus.tools.all().await?, campus.tools.names().await?);
    let content = html! {
        (notice(&Fields::new(query)))
        p { "These tools may be launched from the campus. Each has its place in the course." }
        table .list {
            thead { tr {
                th scope="col" { "Tool" }
                th scope="col" { "Logins start at" }
                th scope="col" { "Deployments" }
            } }
            tbody {
                @for tool in &all { (row(tool)) }
                @for client_id in &names { @if !is_among(&all, client_id) { (unreadable(client_id)) } }
            }
        }
        p { a .button href="/admin/tools/new" { "Register a tool" } }
        (super::invite::section(&format!("{}/lti/register", campus.workbench)))
    };
    Ok(desk(Site::Campus, Part::Registered, "Tools", &content))
}

fn row(tool: &CourseTool) -> Markup {
    let registered = &tool.tool;
    html! {
        tr {
            td {
                a href=(page_of(tool)) { (tool.title) }
                br; code { (registered.client_id().as_str()) }
            }
            td { (registered.initiate_login_uri().origin()) }
            td {
                @if registered.deployments().is_empty() { "none: it cannot be opened" }
                @else { (registered.deployments().len()) }
            }
        }
    }
}

fn is_among(all: &[CourseTool], client_id: &ClientId) -> bool {
    all.iter().any(|tool| tool.tool.client_id() == client_id)
}

/// A tool whose text in the store says nothing to this program.
fn unreadable(client_id: &ClientId) -> Markup {
    let client = edu_http::encode_component(client_id.as_str());
    html! {
        tr {
            td { code { (client_id.as_str()) } }
            td { "cannot be read: another version of the program wrote it" }
            td {
                form method="post" action={ "/admin/tools/" (client) "/remove" } {
                    button .plain type="submit" { "Remove " (client_id.as_str()) }
                }
            }
        }
    }
}
