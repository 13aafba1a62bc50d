//! Removing a tool.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use lti_core::ClientId;

use super::Administrator;
use crate::Failure;
use crate::admin::{Confirm, Part, gone};
use crate::campus::Campus;
use crate::own_page::Posted;
use crate::pages::{Site, refusal};
use crate::tools::built_in;

/// Asks, then removes a tool.
pub(super) async fn remove(
    _: Administrator,
    State(campus): State<Campus>,
    Path(client): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let Ok(client_id) = ClientId::new(client) else {
        return Ok(gone(Site::Campus));
    };
    if built_in(&client_id).is_some() {
        let sentence = "This tool comes with the campus and stays.";
        let (site, status) = (Site::Campus, StatusCode::CONFLICT);
        return Ok(refusal(site, status, "Not removed", sentence));
    }
    let title = match campus.tools.find(&client_id).await {
        Ok(Some(tool)) => tool.title,
        Ok(None) => return Ok(gone(Site::Campus)),
        // What cannot be read can be taken away all the same.
        Err(_) => client_id.as_str().to_owned(),
    };
    if !fields.is_ticked("sure") {
        return Ok(confirm(&client_id, &title));
    }
    campus.tools.remove(&client_id).await?;
    Ok(Redirect::to("/admin?done=removed").into_response())
}

fn confirm(client_id: &ClientId, title: &str) -> Response {
    let client = edu_http::encode_component(client_id.as_str());
    let confirm = Confirm {
        site: Site::Campus,
        part: Part::Registered,
        title: "Remove the tool?",
        sentence: &format!(
            "{title} leaves the course, and launches under way are refused. Its client id and \
             deployments are forgotten; what the tool keeps stays with the tool."
        ),
        action: &format!("/admin/tools/{client}/remove"),
        carries: &[],
        button: "Yes, remove it",
        back: "/admin",
    };
    confirm.page()
}
