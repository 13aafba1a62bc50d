//! Forms of the campus's own pages.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use edu_http::same_origin;

use crate::campus::Campus;
use crate::pages::{Site, refusal};

/// The request comes from a page of the campus itself: asked of everything that changes
/// something for the person signed in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OwnPage;

impl FromRequestParts<Campus> for OwnPage {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, campus: &Campus) -> Result<Self, Response> {
        if same_origin(&parts.headers, &campus.address) {
            return Ok(Self);
        }
        let sentence = "This did not come from a page of the campus. Go there and try again.";
        let title = "Not from this campus";
        Err(refusal(
            Site::Campus,
            StatusCode::FORBIDDEN,
            title,
            sentence,
        ))
    }
}
