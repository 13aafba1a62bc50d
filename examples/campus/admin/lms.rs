//! Administration at the platform: who teaches in this made-up school administers it, too.

mod deployments;
mod edit;
mod invite;
mod keys;
mod list;
mod removal;
mod test;
mod tool;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use lti_core::ClientId;
use sha2::{Digest as _, Sha256};

use super::{FORM_BYTES, refusals, typing};
use crate::Failure;
use crate::campus::Campus;
use crate::pages::{Site, refusal};
use crate::session::SignIn;
use crate::sites::Policy;
use crate::tools::CourseTool;

/// The pages of the administration.
pub(crate) fn routes(policy: &Policy) -> Router<Campus> {
    let pages = Router::new()
        .route("/admin", get(list::tools))
        .route("/admin/tools/new", get(edit::new).post(edit::add))
        .route("/admin/tools/check", post(edit::check))
        .route("/admin/tools/invite", post(invite::invite))
        .route(invite::SCRIPT_PATH, get(invite::script))
        .route("/admin/tools/{client}", get(tool::page))
        .route(
            "/admin/tools/{client}/edit",
            get(edit::open).post(edit::save),
        )
        .route("/admin/tools/{client}/remove", post(removal::remove))
        .route("/admin/tools/{client}/deployments", post(deployments::add))
        .route(
            "/admin/tools/{client}/deployments/remove",
            post(deployments::remove),
        )
        .route(
            "/admin/tools/{client}/test",
            get(test::page).post(test::start),
        )
        .route("/admin/keys", get(keys::page))
        .route("/admin/keys/change", post(keys::change))
        .route("/admin/refused", get(refused))
        .route("/admin/refused/{number}", get(one_refused))
        .route(typing::SCRIPT_PATH, get(typing::script))
        .layer(DefaultBodyLimit::max(FORM_BYTES));
    policy.clone().guard_forms(pages)
}

/// The administrator who is signed in; others are sent to sign in, or told that they may not.
#[derive(Clone, Debug)]
pub(crate) struct Administrator(pub(crate) SignIn);

impl FromRequestParts<Campus> for Administrator {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, campus: &Campus) -> Result<Self, Response> {
        let found = campus.signed_in(&parts.headers).await;
        match found.map_err(Failure::into_response)? {
            None => Err(Redirect::to("/").into_response()),
            Some((sign_in, person)) if person.teaches() => Ok(Self(sign_in)),
            Some(_) => {
                let sentence = "Tools and keys are for those who administer this school.";
                let status = StatusCode::FORBIDDEN;
                Err(refusal(Site::Campus, status, "Not for you", sentence))
            }
        }
    }
}

async fn refused(
    _: Administrator,
    State(campus): State<Campus>,
) -> impl axum::response::IntoResponse {
    refusals::list(Site::Campus, &campus.refusals)
}

async fn one_refused(
    _: Administrator,
    State(campus): State<Campus>,
    Path(number): Path<String>,
) -> Response {
    // Whatever is no number has no page either.
    let number = number.parse().unwrap_or(0);
    refusals::one(Site::Campus, &campus.refusals, number)
}

/// The tool of an address, where it is registered.
async fn tool_of(campus: &Campus, client: &str) -> Result<Option<CourseTool>, Failure> {
    match ClientId::new(client) {
        Ok(client_id) => campus.tools.find(&client_id).await,
        Err(_) => Ok(None),
    }
}

/// What an administrator was shown of a tool: a form that brings it back changes that tool and
/// no other state of it.
fn shown(tool: &CourseTool) -> String {
    // What came out of the store can be written again.
    let stored = tool.tool.to_stored().unwrap_or_default();
    let digest = Sha256::new()
        .chain_update(tool.title.as_bytes())
        .chain_update([0])
        .chain_update(stored)
        .finalize();
    format!("{:x}", axum::body::Bytes::copy_from_slice(&digest))
}

/// The address of a tool's page; client ids need no encoding here, but one in the store may.
fn page_of(tool: &CourseTool) -> String {
    let client = edu_http::encode_component(tool.tool.client_id().as_str());
    format!("/admin/tools/{client}")
}
