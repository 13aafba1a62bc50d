//! Removing a tool.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::{Administrator, page_of, tool_of};
use crate::Failure;
use crate::admin::{Confirm, Part, gone};
use crate::campus::Campus;
use crate::own_page::Posted;
use crate::pages::{Site, refusal};

/// Asks, then removes a tool.
pub(super) async fn remove(
    _: Administrator,
    State(campus): State<Campus>,
    Path(client): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let Some(tool) = tool_of(&campus, &client).await? else {
        return Ok(gone(Site::Campus));
    };
    if tool.is_built_in() {
        let sentence = "This tool comes with the campus and stays.";
        return Ok(refusal(
            Site::Campus,
            StatusCode::CONFLICT,
            "Not removed",
            sentence,
        ));
    }
    if !fields.is_ticked("sure") {
        let page = page_of(&tool);
        let confirm = Confirm {
            site: Site::Campus,
            part: Part::Registered,
            title: "Remove the tool?",
            sentence: &format!(
                "{} leaves the course, and launches under way are refused. Its client id and \
                 deployments are forgotten; what the tool keeps stays with the tool.",
                tool.title
            ),
            action: &format!("{page}/remove"),
            carries: &[],
            button: "Yes, remove it",
            back: &page,
        };
        return Ok(confirm.page());
    }
    campus.tools.remove(tool.tool.client_id()).await?;
    Ok(Redirect::to("/admin?done=removed").into_response())
}
