//! Administration at the tool: whoever teaches on the campus administers it.

mod asked;
mod deployments;
mod edit;
mod keys;
mod list;
mod platform;
mod removal;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use edu_examples::checks::Fields;
use edu_http::encode_pairs;
use lti_core::{ClientId, Issuer, Registration, RegistrationId};
use maud::Markup;
use sha2::{Digest as _, Sha256};

use super::{FORM_BYTES, refusals, typing};
use crate::Failure;
use crate::pages::{Site, refusal};
use crate::sites::Policy;
use crate::workbench::Workbench;

/// The pages of the administration.
pub(crate) fn routes(policy: &Policy) -> Router<Workbench> {
    let pages = Router::new()
        .route("/admin", get(list::platforms))
        .route("/admin/platforms/new", get(edit::new).post(edit::add))
        .route("/admin/platforms/check", post(edit::check))
        .route("/admin/platform", get(platform::page))
        .route("/admin/platform/edit", get(edit::open).post(edit::save))
        .route("/admin/platform/remove", post(removal::remove))
        .route("/admin/platform/deployments", post(deployments::add))
        .route(
            "/admin/platform/deployments/remove",
            post(deployments::remove),
        )
        .route("/admin/platform/keys", post(keys::fetch))
        .route("/admin/asked", post(asked::decide))
        .route("/admin/refused", get(refused))
        .route("/admin/refused/{number}", get(one_refused))
        .route(typing::SCRIPT_PATH, get(typing::script))
        .layer(DefaultBodyLimit::max(FORM_BYTES));
    policy.clone().guard_forms(pages)
}

/// The administrator who was launched into this tool; others are told that they may not.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Administrator;

impl FromRequestParts<Workbench> for Administrator {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        workbench: &Workbench,
    ) -> Result<Self, Response> {
        let found = workbench.launched(&parts.headers).await;
        let (status, title, sentence) = match found.map_err(Failure::into_response)? {
            Some(record) if workbench.is_administrator(&record) => return Ok(Self),
            None => (
                StatusCode::UNAUTHORIZED,
                "Not launched yet",
                "Nobody was launched into this tool in this browser. Open it from your course.",
            ),
            Some(_) => (
                StatusCode::FORBIDDEN,
                "Not for you",
                "Platforms are for those who teach on the campus.",
            ),
        };
        Err(refusal(Site::Tool, status, title, sentence))
    }
}

async fn refused(_: Administrator, State(workbench): State<Workbench>) -> Markup {
    refusals::list(Site::Tool, &workbench.refusals)
}

async fn one_refused(
    _: Administrator,
    State(workbench): State<Workbench>,
    Path(number): Path<String>,
) -> Response {
    // Whatever is no number has no page either.
    let number = number.parse().unwrap_or(0);
    refusals::one(Site::Tool, &workbench.refusals, number)
}

/// The platform that an address or a form names.
fn id_of(fields: &Fields) -> Option<RegistrationId> {
    let issuer = Issuer::new(fields.get("issuer")).ok()?;
    let client_id = ClientId::new(fields.get("client_id")).ok()?;
    Some(RegistrationId { issuer, client_id })
}

/// The same, where it is registered.
async fn platform_of(
    workbench: &Workbench,
    fields: &Fields,
) -> Result<Option<Arc<Registration>>, Failure> {
    match id_of(fields) {
        Some(id) => workbench.platforms().find(&id).await,
        None => Ok(None),
    }
}

/// The address below `/admin/platform` that names a platform.
fn address_of(id: &RegistrationId, below: &str, done: &str) -> String {
    let pairs = [
        ("issuer", id.issuer.as_str()),
        ("client_id", id.client_id.as_str()),
    ];
    let mut query = encode_pairs(pairs);
    if !done.is_empty() {
        query = format!("{query}&done={done}");
    }
    format!("/admin/platform{below}?{query}")
}

/// What an administrator was shown of a platform: a form that brings it back changes that
/// platform and no other state of it.
fn shown(platform: &Registration) -> String {
    // What came out of the store can be written again.
    let digest = Sha256::digest(platform.to_stored().unwrap_or_default());
    format!("{:x}", axum::body::Bytes::copy_from_slice(&digest))
}
