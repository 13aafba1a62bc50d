//! The tool's two addresses as a service over a backend.

use std::sync::Arc;

use bytes::Bytes;
use edu_http::{Body, Caller, Form, FormLimits, Moment, Reply, Service, collect, is_form};
use edu_jose::Verify;
use edu_types::Timestamp;
use http::{Method, Request, Response};

use crate::page::refusal_page;
use crate::{
    BackendError, BoundLaunch, Found, LaunchError, LaunchPost, LoginInitiation, Registration,
    SignedLaunch, ToolBackend, ToolSettings, VerifiedLaunch, begin_login, rules,
};

/// A tool: answers login initiations and turns posted messages into verified launches.
///
/// Holds no clock, no randomness and no socket; the backend holds everything that lasts.
#[derive(Clone, Debug)]
pub struct LtiTool<B, V> {
    backend: B,
    verify: V,
    settings: ToolSettings,
}

/// How a post to the launch address ended.
#[derive(Debug)]
#[expect(clippy::exhaustive_enums, reason = "a launch holds or it does not")]
#[expect(
    clippy::large_enum_variant,
    reason = "moved once, at the end of a request"
)]
pub enum LaunchOutcome {
    /// The launch holds.
    Launched(VerifiedLaunch),
    /// The launch is refused: the reply to send, and why.
    Refused(Response<Body>, LaunchError),
}

impl<B: ToolBackend, V: Verify + Sync> LtiTool<B, V> {
    /// A tool over a backend, with a signature provider.
    pub const fn new(backend: B, verify: V, settings: ToolSettings) -> Self {
        Self {
            backend,
            verify,
            settings,
        }
    }

    /// The backend.
    pub const fn backend(&self) -> &B {
        &self.backend
    }

    /// Answers a login initiation, GET or POST: a redirect to the platform, or a refusal.
    pub async fn login<T>(&self, mut moment: Moment, request: Request<T>) -> Response<Body>
    where
        T: http_body::Body<Data = Bytes> + Send + 'static,
    {
        match self.try_login(&mut moment, request).await {
            Ok(reply) => reply.into_response(),
            Err(error) => refusal_page(&error, "GET, POST"),
        }
    }

    /// Turns a post to the launch address into a verified launch, or a refusal.
    pub async fn launch<T>(&self, moment: Moment, request: Request<T>) -> LaunchOutcome
    where
        T: http_body::Body<Data = Bytes> + Send + 'static,
    {
        match self.try_launch(&moment.now, request).await {
            Ok(launch) => LaunchOutcome::Launched(launch),
            Err(error) => LaunchOutcome::Refused(refusal_page(&error, "POST"), error),
        }
    }

    /// Finishes a launch whose browser was bound: takes the login, fetches keys, checks.
    ///
    /// # Errors
    ///
    /// [`LaunchError`] names the first rule broken.
    pub async fn finish(
        &self,
        bound: BoundLaunch,
        now: &Timestamp,
    ) -> Result<VerifiedLaunch, LaunchError> {
        let taken = self
            .backend
            .take_login(bound.state(), now)
            .await
            .map_err(backend)?;
        let launch = bound.with_login(taken, now)?;
        let (issuer, client) = (launch.pending().issuer(), launch.pending().client_id());
        let found = self
            .backend
            .registration(issuer, Some(client))
            .await
            .map_err(backend)?;
        let registration = one(found)?;
        let mut keys = self
            .backend
            .key_set(&registration, None)
            .await
            .map_err(backend)?;
        if let Some(wanted) = launch.key_id().filter(|wanted| !keys.contains(wanted)) {
            let newer = self.backend.key_set(&registration, Some(wanted));
            keys = newer.await.map_err(backend)?;
        }
        let signed = launch.check(&registration, &keys, &self.verify, &self.settings, now)?;
        self.decide(&registration, signed).await
    }

    async fn decide(
        &self,
        registration: &Registration,
        signed: SignedLaunch,
    ) -> Result<VerifiedLaunch, LaunchError> {
        let deployment = signed.deployment_id();
        let decision = self
            .backend
            .deployment(registration, deployment)
            .await
            .map_err(backend)?;
        signed.with_deployment(decision)
    }

    async fn try_login<T>(
        &self,
        moment: &mut Moment,
        request: Request<T>,
    ) -> Result<Reply, LaunchError>
    where
        T: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let form = match *request.method() {
            Method::GET => Form::from_query(request.uri(), &FormLimits::DEFAULT).map_err(form)?,
            Method::POST => posted(request).await?,
            _ => return Err(method("the login address takes GET and POST")),
        };
        let initiation = LoginInitiation::from_form(&form)?;
        let client = initiation.client_id.as_ref();
        let found = self
            .backend
            .registration(&initiation.issuer, client)
            .await
            .map_err(backend)?;
        let registration = one(found)?;
        let started = begin_login(
            &initiation,
            &registration,
            &self.settings,
            &mut moment.entropy,
            &moment.now,
        )?;
        self.backend
            .keep_login(started.pending, &moment.now)
            .await
            .map_err(backend)?;
        let reply = Reply::found(&started.redirect).map_err(unsendable)?;
        reply.with_cookie(&started.cookie).map_err(unsendable)
    }

    async fn try_launch<T>(
        &self,
        now: &Timestamp,
        request: Request<T>,
    ) -> Result<VerifiedLaunch, LaunchError>
    where
        T: http_body::Body<Data = Bytes> + Send + 'static,
    {
        if request.method() != Method::POST {
            return Err(method("the launch address takes POST"));
        }
        let headers = request.headers().clone();
        let post = LaunchPost::from_form(&posted(request).await?)?;
        let bound = match post {
            LaunchPost::Message(message) => message.in_browser(&headers)?,
            LaunchPost::Error(error) => return Err(LaunchError::from_platform(error)),
        };
        // The login's cookie stays until it expires: with it, a page that is reloaded hears that
        // its launch was used, not that it belongs to another browser.
        self.finish(bound, now).await
    }
}

/// The login address alone; the launch hands over a value and is therefore not a [`Service`].
#[derive(Clone, Debug)]
pub struct LoginService<T>(T);

impl<T> LoginService<T> {
    /// The login address of `tool`.
    pub const fn new(tool: T) -> Self {
        Self(tool)
    }
}

impl<B: ToolBackend, V: Verify + Send + Sync> Service for LoginService<Arc<LtiTool<B, V>>> {
    async fn call<T>(&self, _: Caller, moment: Moment, request: Request<T>) -> Response<Body>
    where
        T: http_body::Body<Data = Bytes> + Send + 'static,
    {
        self.0.login(moment, request).await
    }
}

async fn posted<T>(request: Request<T>) -> Result<Form, LaunchError>
where
    T: http_body::Body<Data = Bytes> + Send + 'static,
{
    if !is_form(request.headers()) {
        let message = "content type is not application/x-www-form-urlencoded";
        return Err(LaunchError::new(&rules::FORM, message));
    }
    let limits = FormLimits::DEFAULT;
    let bytes = collect(request.into_body(), limits.bytes)
        .await
        .map_err(form)?;
    Form::parse(&bytes, &limits).map_err(form)
}

fn one<T>(found: Found<T>) -> Result<T, LaunchError> {
    match found {
        Found::One(value) => Ok(value),
        Found::Nothing => {
            let message = "no registration has this issuer and client";
            Err(LaunchError::new(&rules::UNREGISTERED, message))
        }
        Found::Several => {
            let message = "several registrations have this issuer, the login must name a client";
            Err(LaunchError::new(&rules::AMBIGUOUS, message))
        }
    }
}

fn form(error: impl core::fmt::Display) -> LaunchError {
    LaunchError::new(&rules::FORM, error.to_string())
}

fn unsendable(error: impl core::fmt::Display) -> LaunchError {
    LaunchError::new(&rules::SETTING, error.to_string())
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn backend(error: BackendError) -> LaunchError {
    LaunchError::new(&rules::BACKEND, error.to_string())
}

fn method(message: &str) -> LaunchError {
    LaunchError::new(&rules::METHOD, message)
}
