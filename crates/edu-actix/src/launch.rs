//! The LTI launch as an extractor.

use core::fmt;
use core::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::StatusCode as ActixStatus;
use actix_web::{FromRequest, HttpRequest, HttpResponse, ResponseError};
use bytes::Bytes;
use edu_http::{Authenticate, Body, Moment, Moments as _, Refusal, collect};
use edu_jose::Verify;
use http::{Request, Response, StatusCode};
use lti_core::{LaunchError, LaunchOutcome, LoginService, LtiTool, ToolBackend, VerifiedLaunch};

use crate::body::{Incoming, incoming};
use crate::convert::{self, Seen};
use crate::{Mounted, SystemMoments, mount, respond};

type Outcome = Pin<Box<dyn Future<Output = LaunchOutcome> + Send>>;

/// The tool whose launches an application takes, for `App::app_data` or `Scope::app_data`.
///
/// [`Launch`] looks for it there: what is nearest to the handler counts, so that each scope can
/// have a tool of its own. Your other data stays beside it, as `web::Data` of its own.
#[derive(Clone)]
pub struct HasTool(Arc<dyn Fn(Moment, Request<Incoming>) -> Outcome + Send + Sync>);

impl HasTool {
    /// An application that has this tool.
    pub fn new<B, V>(tool: Arc<LtiTool<B, V>>) -> Self
    where
        B: ToolBackend + 'static,
        V: Verify + Send + Sync + 'static,
    {
        Self(Arc::new(move |moment, request| {
            let tool = Arc::clone(&tool);
            Box::pin(async move { tool.launch(moment, request).await })
        }))
    }
}

impl fmt::Debug for HasTool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HasTool")
    }
}

/// The login address of a tool, for `web::to`.
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
/// page that says why, other methods too where `web::to` routes the address. The tool is found
/// by [`HasTool`]. Reply with a redirect, so that reloading the page does not post the used
/// launch again:
///
/// ```no_run
/// use actix_web::web::Redirect;
/// use edu_actix::Launch;
///
/// async fn launched(Launch(launch): Launch) -> Redirect {
///     Redirect::to(if launch.roles().is_context_instructor() { "/teach" } else { "/learn" }).see_other()
/// }
/// ```
#[derive(Debug)]
#[expect(clippy::exhaustive_structs, reason = "handlers take it apart")]
pub struct Launch(pub VerifiedLaunch);

/// A launch was refused: a page for the person, and the reason for the host's log.
///
/// The response carries the [`LaunchError`] as an extension. A middleware that sees it can log
/// it, or send a page of its own in place of ours:
///
/// ```
/// use actix_web::body::MessageBody;
/// use actix_web::dev::{ServiceRequest, ServiceResponse};
/// use actix_web::http::StatusCode;
/// use actix_web::middleware::Next;
/// use actix_web::{Error, HttpResponse};
/// use lti_core::LaunchError;
///
/// /// For `actix_web::middleware::from_fn`, around login and launch.
/// async fn in_our_style(
///     request: ServiceRequest,
///     next: Next<impl MessageBody + 'static>,
/// ) -> Result<ServiceResponse, Error> {
///     let response = next.call(request).await?.map_into_boxed_body();
///     let error = response.response().extensions().get::<LaunchError>().cloned();
///     let Some(error) = error else {
///         return Ok(response);
///     };
///     let status = StatusCode::from_u16(error.status().as_u16()).unwrap_or_default();
///     let page = format!("<h1>Sorry</h1><p>{}</p>", error.public_sentence());
///     Ok(response.into_response(HttpResponse::build(status).content_type("text/html").body(page)))
/// }
/// ```
///
/// A handler that takes a `Result<Launch, LaunchRefused>` decides by itself.
#[derive(Debug)]
pub struct LaunchRefused(Box<Response<Bytes>>);

impl LaunchRefused {
    /// Why; `None` where nothing was refused yet, the machine's clock or random source failed, or the
    /// application has no tool.
    pub fn error(&self) -> Option<&LaunchError> {
        self.0.extensions().get()
    }

    /// Whether nothing was refused yet: the response is a page that asks the browser for its proof
    /// in the platform's storage, to be sent as it is.
    pub fn asks_the_browser(&self) -> bool {
        self.0.status().is_success()
    }

    /// Keeps the page whole: actix-web asks for it by reference.
    async fn new(response: Response<Body>) -> Self {
        let (parts, page) = response.into_parts();
        // Pages of refusals are at hand and small.
        let page = collect(page, usize::MAX).await.unwrap_or_default();
        Self(Box::new(Response::from_parts(parts, page)))
    }
}

impl fmt::Display for LaunchRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.error() {
            Some(error) => error.fmt(f),
            None => write!(
                f,
                "launch was refused with status {}",
                self.0.status().as_u16()
            ),
        }
    }
}

impl core::error::Error for LaunchRefused {}

impl ResponseError for LaunchRefused {
    fn status_code(&self) -> ActixStatus {
        let status = ActixStatus::from_u16(self.0.status().as_u16());
        status.unwrap_or(ActixStatus::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        respond(self.0.as_ref().clone().map(Body::from))
    }
}

impl FromRequest for Launch {
    type Error = LaunchRefused;
    type Future = Pin<Box<dyn Future<Output = Result<Self, LaunchRefused>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (body, mut carrier) = incoming(request, payload.take());
        let started = start(request, body);
        Box::pin(async move {
            let refused = match started {
                Ok(outcome) => match carrier.during(outcome).await {
                    LaunchOutcome::Launched(launch) => return Ok(Self(launch)),
                    LaunchOutcome::Asked(response) | LaunchOutcome::Refused(response, _) => {
                        response
                    }
                },
                Err(refusal) => refusal.into(),
            };
            Err(LaunchRefused::new(refused).await)
        })
    }
}

fn start(request: &HttpRequest, body: Incoming) -> Result<Outcome, Refusal> {
    let Some(HasTool(launch)) = request.app_data() else {
        let (status, code) = (StatusCode::INTERNAL_SERVER_ERROR, "host.tool.missing");
        let message = "this application has no tool to launch";
        return Err(Refusal::new(status, code, message));
    };
    let moment = SystemMoments::new().moment()?;
    Ok(launch(
        moment,
        convert::request(request, Seen::Whole, body)?,
    ))
}
