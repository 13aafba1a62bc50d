//! The tools of the platform.

use axum::extract::{Query, State};
use edu_examples::checks::Fields;
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
    let all = campus.tools.all().await?;
    let content = html! {
        (notice(&Fields::new(query)))
        p { "These tools may be launched from the campus. Each has its place in the course." }
        table .list {
            thead { tr {
                th scope="col" { "Tool" }
                th scope="col" { "Logins start at" }
                th scope="col" { "Deployments" }
            } }
            tbody { @for tool in &all { (row(tool)) } }
        }
        p { a .button href="/admin/tools/new" { "Register a tool" } }
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
