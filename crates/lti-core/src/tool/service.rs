//! The tool's two addresses as a service over a backend.

mod browser;

use std::sync::Arc;

use bytes::Bytes;
use edu_http::{Body, Caller, Moment, Reply, Service};
use edu_jose::{KeyId, KeySet, Verify};
use edu_types::{HttpUrl, Timestamp};
use http::header::ALLOW;
use http::{HeaderValue, Request, Response};

use super::storage::Shown;
use crate::fields::{posted, sent};
use crate::page::refusal_page;
use crate::trace::{Call, Kind};
use crate::{
    BackendError, BoundLaunch, Found, LaunchError, LaunchPost, LoginInitiation, LoginPage,
    LoginStarted, Registration, SignedLaunch, Taken, ToolBackend, ToolSettings, VerifiedLaunch,
    begin_login, rules,
};

/// A tool: answers login initiations and turns posted messages into verified launches.
///
/// Holds no clock, no randomness and no socket; the backend holds everything that lasts.
///
/// # Refusals
///
/// Every response that refuses is a page of ours and carries the [`LaunchError`] among its
/// extensions: log it, or send a page of your own in its place.
///
/// ```
/// # fn shown(response: http::Response<edu_http::Body>) -> http::Response<edu_http::Body> {
/// use lti_core::LaunchError;
///
/// let Some(error) = response.extensions().get::<LaunchError>() else {
///     return response; // a redirect to the platform
/// };
/// eprintln!("refused: {error}"); // holds no token, name or address
/// let page = format!("{} ({})", error.public_sentence(), error.code());
/// edu_http::Reply::text(error.status(), page).into_response()
/// # }
/// ```
///
/// # Frames
///
/// Most platforms show tools in a frame. Pages that follow a launch and change something by a
/// click should say who may frame them, or any site can lay them under a button of its own: send
/// `Content-Security-Policy: frame-ancestors` with the origins of your platforms, as you
/// registered them, and `'none'` on pages that belong in no frame. Do not send `X-Frame-Options`
/// beside it: it knows no list. The refusals here hold nothing to click.
#[derive(Clone, Debug)]
pub struct LtiTool<B, V> {
    backend: B,
    verify: V,
    settings: ToolSettings,
    launch_url: Option<HttpUrl>,
}

/// How a post to the launch address ended.
#[derive(Debug)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a launch holds, does not, or is not over"
)]
#[expect(
    clippy::large_enum_variant,
    reason = "moved once, at the end of a request"
)]
pub enum LaunchOutcome {
    /// The launch holds.
    Launched(VerifiedLaunch),
    /// The browser sent no cookie, and the platform's storage is asked for what it keeps: the
    /// reply to send, a page that posts the message again. Nothing was decided or used up.
    Asked(Response<Body>),
    /// The launch is refused: the reply to send, and why; the reply carries it too.
    Refused(Response<Body>, LaunchError),
}

impl<B: ToolBackend, V: Verify + Sync> LtiTool<B, V> {
    /// A tool over a backend, with a signature provider.
    pub const fn new(backend: B, verify: V, settings: ToolSettings) -> Self {
        Self {
            backend,
            verify,
            settings,
            launch_url: None,
        }
    }

    /// Takes only messages that were asked for at this address, the tool's launch address as it
    /// is registered.
    ///
    /// Needed where several tools share one backend: without it a login begun for one is taken by
    /// the other, with the message types and times of the other. A login does not have to be
    /// begun by the tool that takes its message; the address alone counts.
    #[must_use]
    pub fn with_launch_url(mut self, launch_url: HttpUrl) -> Self {
        self.launch_url = Some(launch_url);
        self
    }

    /// The backend.
    pub const fn backend(&self) -> &B {
        &self.backend
    }

    /// Answers a login initiation, GET or POST: a redirect to the platform, or a refusal that
    /// carries its [`LaunchError`].
    pub async fn login<T>(&self, mut moment: Moment, request: Request<T>) -> Response<Body>
    where
        T: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let call = Call::of_tool(Kind::Login);
        let reply = self.try_login(&call, &mut moment, request);
        match call.around(reply).await {
            Ok(reply) => {
                call.ended("begun");
                reply.into_response()
            }
            Err(error) => {
                call.refused(&error);
                refused(error, "GET, POST")
            }
        }
    }

    /// Turns a post to the launch address into a verified launch, or a refusal.
    pub async fn launch<T>(&self, moment: Moment, request: Request<T>) -> LaunchOutcome
    where
        T: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let call = Call::of_tool(Kind::Launch);
        let attempt = self.try_launch(&call, &moment.now, request);
        let outcome = match call.around(attempt).await {
            Ok(Attempt::Launched(launch)) => LaunchOutcome::Launched(*launch),
            Ok(Attempt::Asked(page)) => LaunchOutcome::Asked(page.into_response()),
            Err(error) => LaunchOutcome::Refused(refused(error.clone(), "POST"), error),
        };
        call.answered(&outcome);
        outcome
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
        let call = Call::of_tool(Kind::Launch);
        let ended = call.around(self.finish_in(&call, bound, now)).await;
        match &ended {
            Ok(launch) => call.launched(launch),
            Err(error) => call.refused(error),
        }
        ended
    }

    async fn finish_in(
        &self,
        call: &Call,
        bound: BoundLaunch,
        now: &Timestamp,
    ) -> Result<VerifiedLaunch, LaunchError> {
        let taken = self
            .backend
            .take_login(bound.state(), now)
            .await
            .map_err(backend)?;
        if let Taken::Fresh(pending) = &taken {
            call.answers(pending);
        }
        let mut launch = bound.with_login(taken, now)?;
        if let Some(here) = &self.launch_url {
            launch = launch.at_address(here)?;
        }
        let (issuer, client) = (launch.pending().issuer(), launch.pending().client_id());
        let found = self
            .backend
            .registration(issuer, Some(client))
            .await
            .map_err(backend)?;
        let registration = one(found)?;
        let keys = self.keys(&registration, launch.key_id(), now).await?;
        let signed = launch.check(&registration, &keys, &self.verify, &self.settings, now)?;
        self.decide(&registration, signed).await
    }

    /// The registration's own keys, or those its platform publishes: asked for anew where a token
    /// names one that is not among them.
    async fn keys(
        &self,
        registration: &Registration,
        wanted: Option<&KeyId>,
        now: &Timestamp,
    ) -> Result<Arc<KeySet>, LaunchError> {
        if let Some(keys) = registration.keys() {
            return Ok(Arc::clone(keys));
        }
        let keys = self.backend.key_set(registration, None, now).await;
        let keys = keys.map_err(backend)?;
        let Some(wanted) = wanted.filter(|wanted| !keys.contains(wanted)) else {
            return Ok(keys);
        };
        let newer = self.backend.key_set(registration, Some(wanted), now).await;
        newer.map_err(backend)
    }

    async fn decide(
        &self,
        registration: &Registration,
        signed: SignedLaunch,
    ) -> Result<VerifiedLaunch, LaunchError> {
        let decision = self
            .backend
            .deployment(registration, &signed)
            .await
            .map_err(backend)?;
        signed.with_deployment(decision)
    }

    async fn try_login<T>(
        &self,
        call: &Call,
        moment: &mut Moment,
        request: Request<T>,
    ) -> Result<Reply, LaunchError>
    where
        T: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let shown = Shown::of(request.headers());
        let form = sent(request).await.map_err(|found| {
            LaunchError::no_fields(found, "the login address takes GET and POST")
        })?;
        let initiation = LoginInitiation::from_form(&form)?;
        let client = initiation.client_id.as_ref();
        let found = self
            .backend
            .registration(&initiation.issuer, client)
            .await
            .map_err(backend)?;
        let registration = one(found)?;
        call.registered(&registration);
        let started = begin_login(
            &initiation,
            &registration,
            &self.settings,
            &mut moment.entropy,
            &moment.now,
        )?;
        let reply = self.login_reply(&initiation, &started, shown)?;
        self.backend
            .keep_login(started.pending, &moment.now)
            .await
            .map_err(backend)?;
        Ok(reply)
    }

    fn login_reply(
        &self,
        initiation: &LoginInitiation,
        started: &LoginStarted,
        shown: Shown,
    ) -> Result<Reply, LaunchError> {
        let offered = initiation.storage_target.is_some() && shown != Shown::Tab;
        let paged = match self.settings.login_page() {
            LoginPage::Never => false,
            LoginPage::WhereStorageIsOffered => offered,
            LoginPage::InEveryFrame => offered || shown == Shown::Frame,
        };
        if paged {
            return started.page(initiation);
        }
        let reply = Reply::found(&started.redirect).map_err(unsendable)?;
        reply.with_cookie(&started.cookie).map_err(unsendable)
    }

    async fn try_launch<T>(
        &self,
        call: &Call,
        now: &Timestamp,
        request: Request<T>,
    ) -> Result<Attempt, LaunchError>
    where
        T: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let (parts, body) = request.into_parts();
        let form = posted(&parts, body)
            .await
            .map_err(|found| LaunchError::no_fields(found, "the launch address takes POST"))?;
        let post = LaunchPost::from_form(&form)?;
        let message = match post {
            LaunchPost::Message(message) => message,
            LaunchPost::Error(error) => return Err(LaunchError::from_platform(error)),
        };
        let question = self.ask_storage(call, &message, &parts.headers, now);
        if let Some(page) = question.await? {
            return Ok(Attempt::Asked(page));
        }
        let bound = self.bind(message, &parts.headers, now).await?;
        // The login's cookie stays until after its expiry: with it, a page that is reloaded hears
        // that its launch was used, not that it belongs to another browser.
        let launch = self.finish_in(call, bound, now).await?;
        Ok(Attempt::Launched(Box::new(launch)))
    }
}

/// How far a post got that was not refused.
enum Attempt {
    Launched(Box<VerifiedLaunch>),
    Asked(Reply),
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

/// The page of a refusal; carries the error. `methods` are those the address takes.
fn refused(error: LaunchError, methods: &'static str) -> Response<Body> {
    let title = "This link cannot be opened";
    let (sentence, code) = (error.public_sentence(), error.code());
    let mut reply = refusal_page(error.status(), title, sentence, code);
    if error.is(&rules::METHOD) {
        reply = reply.with_header(ALLOW, HeaderValue::from_static(methods));
    }
    let mut response = reply.into_response();
    response.extensions_mut().insert(error);
    response
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

pub(super) fn unsendable(error: impl core::fmt::Display) -> LaunchError {
    LaunchError::new(&rules::SETTING, error.to_string())
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn backend(error: BackendError) -> LaunchError {
    LaunchError::new(&rules::BACKEND, error.to_string())
}
