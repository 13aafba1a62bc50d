//! Pages for who was launched into the tool.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};

use crate::Failure;
use crate::pages::{Site, refusal};
use crate::record::Record;
use crate::workbench::Workbench;

/// The launch that the browser's session began with; others are told to open the tool from
/// their course.
#[derive(Clone, Debug)]
pub(crate) struct Launched(pub(crate) Record);

impl FromRequestParts<Workbench> for Launched {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        workbench: &Workbench,
    ) -> Result<Self, Response> {
        let found = workbench.launched(&parts.headers).await;
        found
            .map_err(Failure::into_response)?
            .map(Self)
            .ok_or_else(nobody)
    }
}

/// The page for a browser in which nobody was launched.
pub(super) fn nobody() -> Response {
    let sentence = "Nobody was launched into this tool in this browser. Open it from your course.";
    let status = StatusCode::UNAUTHORIZED;
    refusal(Site::Tool, status, "Not launched yet", sentence)
}
