//! Installing a tool once more, and taking an installation away.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use edu_examples::checks::{Fields, Findings, deployment, rules};
use lti_core::{DeploymentId, Put, ToolRegistration};
use maud::html;

use super::tool::{DEPLOYMENT, about};
use super::{Administrator, page_of, shown, tool_of};
use crate::Failure;
use crate::admin::form::Sheet;
use crate::admin::{Confirm, Part, desk, gone};
use crate::campus::Campus;
use crate::own_page::Posted;
use crate::pages::{Site, refusal};
use crate::tools::CourseTool;

/// Deployments of one tool: more belong into a store of their own.
const MOST_DEPLOYMENTS: usize = 100;

/// Makes a deployment known.
pub(super) async fn add(
    _: Administrator,
    State(campus): State<Campus>,
    Path(client): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let Some(kept) = tool_of(&campus, &client).await? else {
        return Ok(gone(Site::Campus));
    };
    if fields.get("shown") != shown(&kept) {
        return Ok(overtaken(&kept));
    }
    let mut findings = Findings::new();
    let wanted = deployment(&mut findings, DEPLOYMENT.name, fields.get(DEPLOYMENT.name));
    if wanted
        .as_ref()
        .is_some_and(|one| kept.tool.is_deployed(one))
    {
        let message = "the tool has this deployment already";
        findings.note(DEPLOYMENT.name, &rules::TAKEN, message);
    }
    if kept.tool.deployments().len() >= MOST_DEPLOYMENTS {
        let message = format!("the tool has {MOST_DEPLOYMENTS} deployments, the most allowed");
        findings.note(DEPLOYMENT.name, &rules::ID, message);
    }
    let Some(wanted) = wanted.filter(|_| !findings.refuse()) else {
        return Ok(refused(&campus, &kept, &fields, &findings));
    };
    let changed = ToolRegistration::clone(&kept.tool).with_deployment(wanted);
    put(&campus, &kept, changed, "installed").await
}

/// Asks, then forgets a deployment.
pub(super) async fn remove(
    _: Administrator,
    State(campus): State<Campus>,
    Path(client): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let Some(kept) = tool_of(&campus, &client).await? else {
        return Ok(gone(Site::Campus));
    };
    let wanted = DeploymentId::new(fields.get(DEPLOYMENT.name)).ok();
    let Some(wanted) = wanted.filter(|one| kept.tool.is_deployed(one)) else {
        return Ok(gone(Site::Campus));
    };
    if fields.get("shown") != shown(&kept) {
        return Ok(overtaken(&kept));
    }
    if !fields.is_ticked("sure") {
        return Ok(confirm(&kept, &wanted));
    }
    let changed = ToolRegistration::clone(&kept.tool).without_deployment(&wanted);
    put(&campus, &kept, changed, "uninstalled").await
}

async fn put(
    campus: &Campus,
    kept: &CourseTool,
    changed: ToolRegistration,
    done: &str,
) -> Result<Response, Failure> {
    let new = CourseTool {
        title: kept.title.clone(),
        tool: Arc::new(changed),
    };
    match campus.tools.put(&new, Some(&kept.tool)).await? {
        Put::Done => Ok(Redirect::to(&format!("{}?done={done}", page_of(kept))).into_response()),
        Put::Changed => Ok(overtaken(kept)),
    }
}

fn confirm(kept: &CourseTool, wanted: &DeploymentId) -> Response {
    let page = page_of(kept);
    let confirm = Confirm {
        site: Site::Campus,
        part: Part::Registered,
        title: "Remove the deployment?",
        sentence: &format!(
            "Launches of {} from deployment {} are refused from then on.",
            kept.title,
            wanted.as_str()
        ),
        action: &format!("{page}/deployments/remove"),
        carries: &[(DEPLOYMENT.name, wanted.as_str()), ("shown", &shown(kept))],
        button: "Yes, remove it",
        back: &page,
    };
    confirm.page()
}

fn refused(campus: &Campus, kept: &CourseTool, fields: &Fields, findings: &Findings) -> Response {
    let sheet = Sheet { fields, findings };
    let content = html! { (sheet.summary(&[DEPLOYMENT])) (about(campus, kept, sheet)) };
    let page = desk(Site::Campus, Part::Registered, &kept.title, &content);
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

fn overtaken(kept: &CourseTool) -> Response {
    let sentence = format!(
        "Somebody changed {} since you opened the page. Nothing was changed; look at it anew.",
        kept.title
    );
    refusal(
        Site::Campus,
        StatusCode::CONFLICT,
        "Somebody was faster",
        &sentence,
    )
}
