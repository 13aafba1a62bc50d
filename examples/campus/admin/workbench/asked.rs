//! Deployments that asked to be let in: messages that hold in everything else.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use lti_core::{DeploymentId, RegistrationId};
use maud::{Markup, html};

use super::{Administrator, platform_of};
use crate::Failure;
use crate::admin::gone;
use crate::clock::for_people;
use crate::own_page::Posted;
use crate::pages::Site;
use crate::platforms::{Asking, called};
use crate::workbench::Workbench;

/// Who waits, with a decision for each.
pub(super) fn list(workbench: &Workbench) -> Markup {
    let asked = workbench.platforms().asked();
    html! {
        @if !asked.is_empty() {
            h2 { "Deployments that asked to be let in" }
            p {
                "Their platforms signed for them, and nobody is let in before you allow it. Ask "
                "the platform's administrator whether the installation is meant so: a deployment "
                "may be another school."
            }
            @for ((id, deployment), asking) in &asked {
                (one(id, deployment, asking))
            }
        }
    }
}

fn one(id: &RegistrationId, deployment: &DeploymentId, asking: &Asking) -> Markup {
    html! {
        form .asked method="post" action="/admin/asked" {
            table {
                tr { th scope="row" { "Deployment" } td { code { (deployment.as_str()) } } }
                tr { th scope="row" { "Platform" } td { (called(id)) } }
                @if let Some(name) = &asking.platform {
                    tr { th scope="row" { "It calls itself" } td { (name) } }
                }
                tr {
                    th scope="row" { "Asked" }
                    td {
                        @if asking.times == 1 { "once, on " }
                        @else { (asking.times) " times since " }
                        (for_people(asking.since))
                    }
                }
            }
            input type="hidden" name="issuer" value=(id.issuer.as_str());
            input type="hidden" name="client_id" value=(id.client_id.as_str());
            input type="hidden" name="deployment" value=(deployment.as_str());
            p .row {
                button type="submit" name="answer" value="allow" {
                    "Allow deployment " (deployment.as_str())
                }
                " "
                button .plain type="submit" name="answer" value="dismiss" {
                    "Dismiss deployment " (deployment.as_str())
                }
            }
        }
    }
}

/// Lets a deployment in that asked, or takes it off the list.
pub(super) async fn decide(
    _: Administrator,
    State(workbench): State<Workbench>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let platform = platform_of(&workbench, &fields).await?;
    let deployment = DeploymentId::new(fields.get("deployment")).ok();
    let (Some(platform), Some(deployment)) = (platform, deployment) else {
        return Ok(gone(Site::Tool));
    };
    let (id, platforms) = (platform.id(), workbench.platforms());
    let asked = platforms.asked();
    let asks = |((other, one), _): &_| *other == id && *one == deployment;
    if !asked.iter().any(asks) {
        // Decided on another page meanwhile, or never asked.
        return Ok(gone(Site::Tool));
    }
    match fields.get("answer") {
        "allow" => {
            platforms.install(&id, &deployment).await?;
            Ok(Redirect::to("/admin?done=installed").into_response())
        }
        "dismiss" => {
            platforms.dismiss(&id, &deployment);
            Ok(Redirect::to("/admin?done=dismissed").into_response())
        }
        // Not one of our forms.
        _ => Ok(gone(Site::Tool)),
    }
}
