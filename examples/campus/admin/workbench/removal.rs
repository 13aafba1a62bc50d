//! Removing a platform.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use edu_examples::checks::Fields;
use lti_core::RegistrationId;

use super::{Administrator, address_of, id_of};
use crate::Failure;
use crate::admin::{Confirm, Part, gone};
use crate::own_page::Posted;
use crate::pages::{Site, refusal};
use crate::platforms::called;
use crate::workbench::Workbench;

/// Asks, then removes a platform.
pub(super) async fn remove(
    _: Administrator,
    State(workbench): State<Workbench>,
    Query(query): Query<Vec<(String, String)>>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let Some(id) = id_of(&Fields::new(query)) else {
        return Ok(gone(Site::Tool));
    };
    if id == workbench.campus {
        let sentence = "This platform comes with the tool and stays.";
        let (site, status) = (Site::Tool, StatusCode::CONFLICT);
        return Ok(refusal(site, status, "Not removed", sentence));
    }
    let platform = match workbench.platforms().find(&id).await {
        Ok(Some(platform)) => Some(platform),
        Ok(None) => return Ok(gone(Site::Tool)),
        // What cannot be read can be taken away all the same.
        Err(_) => None,
    };
    if !fields.is_ticked("sure") {
        return Ok(confirm(&id));
    }
    workbench.platforms().remove(&id).await?;
    if let Some(url) = platform.as_ref().and_then(|gone| gone.key_set_url()) {
        workbench.keys().forget(url);
    }
    Ok(Redirect::to("/admin?done=removed").into_response())
}

fn confirm(id: &RegistrationId) -> Response {
    let confirm = Confirm {
        site: Site::Tool,
        part: Part::Registered,
        title: "Remove the platform?",
        sentence: &format!(
            "Nobody is launched from {} any more, and its deployments are forgotten.",
            called(id)
        ),
        action: &address_of(id, "/remove", ""),
        carries: &[],
        button: "Yes, remove it",
        back: "/admin",
    };
    confirm.page()
}
