//! The platforms of the tool, and the deployments that asked to be let in.

use std::sync::Arc;

use axum::extract::{Query, State};
use edu_examples::checks::Fields;
use lti_core::{Registration, RegistrationId};
use maud::{Markup, html};

use super::{Administrator, address_of};
use crate::Failure;
use crate::admin::{Part, desk, notice};
use crate::pages::Site;
use crate::platforms::called;
use crate::workbench::Workbench;

/// Every platform, with the way to add one, and who waits.
pub(super) async fn platforms(
    _: Administrator,
    State(workbench): State<Workbench>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Markup, Failure> {
    let platforms = workbench.platforms();
    let (all, names) = (platforms.all().await?, platforms.names().await?);
    let content = html! {
        (notice(&Fields::new(query)))
        (super::asked::list(&workbench))
        h2 { "Registered platforms" }
        p { "These platforms may launch people into this tool." }
        table .list {
            thead { tr {
                th scope="col" { "Issuer" }
                th scope="col" { "Client id" }
                th scope="col" { "Judged as" }
            } }
            tbody {
                @for platform in &all { (row(platform)) }
                @for id in &names { @if !is_among(&all, id) { (unreadable(id)) } }
            }
        }
        p { a .button href="/admin/platforms/new" { "Register a platform" } }
    };
    Ok(desk(Site::Tool, Part::Registered, "Platforms", &content))
}

fn row(platform: &Registration) -> Markup {
    html! {
        tr {
            td {
                a href=(address_of(&platform.id(), "", "")) { (platform.issuer().as_str()) }
            }
            td { code { (platform.client_id().as_str()) } }
            td { (super::edit::kind_name(platform.profile().name())) }
        }
    }
}

fn is_among(all: &[Arc<Registration>], id: &RegistrationId) -> bool {
    all.iter().any(|platform| platform.id() == *id)
}

/// A platform whose text in the store says nothing to this program.
fn unreadable(id: &RegistrationId) -> Markup {
    html! {
        tr {
            td { (id.issuer.as_str()) }
            td { code { (id.client_id.as_str()) } }
            td {
                "cannot be read: another version of the program wrote it"
                form method="post" action=(address_of(id, "/remove", "")) {
                    button .plain type="submit" { "Remove " (called(id)) }
                }
            }
        }
    }
}
