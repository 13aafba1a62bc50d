//! The LTI launch as an extractor.

use std::sync::Arc;

use axum_core::extract::{FromRequest, Request};
use axum_core::response::{IntoResponse, Response};
use edu_http::{Authenticate, Body, Moments as _, Refusal};
use edu_jose::Verify;
use lti_core::{LaunchError, LaunchOutcome, LoginService, LtiTool, ToolBackend, VerifiedLaunch};

use crate::{Mounted, SystemMoments, mount};

/// Application state that holds an LTI tool.
///
/// Implemented for `Arc<LtiTool<…>>`; implement it for your own state to use [`Launch`] there.
pub trait HasTool: Send + Sync {
    /// Where registrations and logins are kept.
    type Backend: ToolBackend + 'static;
    /// Who checks signatures.
    type Verify: Verify + Send + Sync + 'static;

    /// The tool.
    fn tool(&self) -> &LtiTool<Self::Backend, Self::Verify>;
}

impl<B: ToolBackend + 'static, V: Verify + Send + Sync + 'static> HasTool for Arc<LtiTool<B, V>> {
    type Backend = B;
    type Verify = V;

    fn tool(&self) -> &LtiTool<B, V> {
        self
    }
}

/// The login address of a tool, for `Router::route_service`.
///
/// A response that refuses carries its [`LaunchError`] as an extension, as [`LaunchRefused`] does.
pub fn login<B, V>(
    tool: Arc<LtiTool<B, V>>,
) -> Mounted<LoginService<Arc<LtiTool<B, V>>>, impl Authenticate + Clone>
where
    B: ToolBackend + 'static,
    V: Verify + Send + Sync + 'static,
{
    mount(LoginService::new(tool), crate::anonymous)
}

/// A verified launch, taken from a post to the launch address.
///
/// A handler that takes it runs for good launches only; anything else was answered with a
/// page that says why, other methods too where `axum::routing::any` routes the address. Reply with a redirect, so that reloading the page does not post the used
/// launch again:
///
/// ```no_run
/// use axum::response::Redirect;
/// use edu_axum::Launch;
///
/// async fn launched(Launch(launch): Launch) -> Redirect {
///     Redirect::to(if launch.roles().is_context_instructor() { "/teach" } else { "/learn" })
/// }
/// ```
#[derive(Debug)]
#[expect(clippy::exhaustive_structs, reason = "handlers take it apart")]
pub struct Launch(pub VerifiedLaunch);

/// A launch was refused: a page for the person, and the reason for the host's log.
///
/// The response carries the [`LaunchError`] as an extension. A layer that sees it can log it, or
/// send a page of its own in place of ours:
///
/// ```
/// use axum::response::{Html, IntoResponse, Response};
/// use lti_core::LaunchError;
///
/// /// For `axum::middleware::map_response`, around login and launch.
/// async fn in_our_style(response: Response) -> Response {
///     let Some(error) = response.extensions().get::<LaunchError>() else {
///         return response;
///     };
///     let page = format!("<h1>Sorry</h1><p>{}</p>", error.public_sentence());
///     (error.status(), Html(page)).into_response()
/// }
/// ```
#[derive(Debug)]
pub struct LaunchRefused(Response);

impl LaunchRefused {
    /// Why; `None` where nothing was refused yet, or the machine's clock or random source failed.
    pub fn error(&self) -> Option<&LaunchError> {
        self.0.extensions().get()
    }

    /// Whether nothing was refused yet: the response is a page that asks the browser for its proof
    /// in the platform's storage, to be sent as it is.
    pub fn asks_the_browser(&self) -> bool {
        self.0.status().is_success()
    }
}

impl IntoResponse for LaunchRefused {
    fn into_response(self) -> Response {
        self.0
    }
}

impl<S: HasTool> FromRequest<S> for Launch {
    type Rejection = LaunchRefused;

    async fn from_request(request: Request, state: &S) -> Result<Self, LaunchRefused> {
        let moment = SystemMoments::new().moment().map_err(|error| {
            let response = http::Response::<Body>::from(Refusal::from(error));
            LaunchRefused(response.into_response())
        })?;
        match state.tool().launch(moment, request).await {
            LaunchOutcome::Launched(launch) => Ok(Self(launch)),
            LaunchOutcome::Asked(response) | LaunchOutcome::Refused(response, _) => {
                Err(LaunchRefused(response.into_response()))
            }
        }
    }
}
