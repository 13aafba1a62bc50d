//! Letting installations of a platform in by hand, and shutting them out.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use edu_examples::checks::{Fields, Findings, deployment, rules};
use lti_core::DeploymentId;
use maud::html;

use super::platform::{DEPLOYMENT, about};
use super::{Administrator, address_of, platform_of};
use crate::Failure;
use crate::admin::form::Sheet;
use crate::admin::{Confirm, Part, desk, gone};
use crate::own_page::Posted;
use crate::pages::Site;
use crate::workbench::Workbench;

/// Makes a deployment known.
pub(super) async fn add(
    _: Administrator,
    State(workbench): State<Workbench>,
    Query(query): Query<Vec<(String, String)>>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let Some(platform) = platform_of(&workbench, &Fields::new(query)).await? else {
        return Ok(gone(Site::Tool));
    };
    let id = platform.id();
    let mut findings = Findings::new();
    let wanted = deployment(&mut findings, DEPLOYMENT.name, fields.get(DEPLOYMENT.name));
    let known = workbench.platforms().deployments(&id).await?;
    if wanted.as_ref().is_some_and(|one| known.contains(one)) {
        findings.note(
            DEPLOYMENT.name,
            &rules::TAKEN,
            "this deployment is known already",
        );
    }
    let Some(wanted) = wanted.filter(|_| !findings.refuse()) else {
        let sheet = Sheet {
            fields: &fields,
            findings: &findings,
        };
        let about = about(&workbench, &platform, sheet).await?;
        let content = html! { (sheet.summary(&[DEPLOYMENT])) (about) };
        let page = desk(Site::Tool, Part::Registered, id.issuer.as_str(), &content);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    if !workbench.platforms().install(&id, &wanted).await? {
        return Ok(gone(Site::Tool));
    }
    Ok(Redirect::to(&address_of(&id, "", "installed")).into_response())
}

/// Asks, then forgets a deployment.
pub(super) async fn remove(
    _: Administrator,
    State(workbench): State<Workbench>,
    Query(query): Query<Vec<(String, String)>>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let platform = platform_of(&workbench, &Fields::new(query)).await?;
    let wanted = DeploymentId::new(fields.get(DEPLOYMENT.name)).ok();
    let (Some(platform), Some(wanted)) = (platform, wanted) else {
        return Ok(gone(Site::Tool));
    };
    let id = platform.id();
    if !fields.is_ticked("sure") {
        let confirm = Confirm {
            site: Site::Tool,
            part: Part::Registered,
            title: "Remove the deployment?",
            sentence: &format!(
                "Launches from deployment {} are refused from then on; it may ask to be let in.",
                wanted.as_str()
            ),
            action: &address_of(&id, "/deployments/remove", ""),
            carries: &[(DEPLOYMENT.name, wanted.as_str())],
            button: "Yes, remove it",
            back: &address_of(&id, "", ""),
        };
        return Ok(confirm.page());
    }
    workbench.platforms().uninstall(&id, &wanted).await?;
    Ok(Redirect::to(&address_of(&id, "", "uninstalled")).into_response())
}
