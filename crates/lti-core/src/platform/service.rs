//! The platform's addresses as a service over a backend.

use bytes::Bytes;
use edu_http::{Body, Caller, Moment, Mount, Refusal, Reply, Service};
use edu_jose::{Jwk, KeySet, Sign};
use edu_json::ToJson as _;
use edu_types::Timestamp;
use http::header::{ALLOW, CACHE_CONTROL};
use http::{HeaderValue, Method, Request, Response, StatusCode};

use super::begin::begin_over;
use super::page::{refused, told};
use super::rules;
use crate::fields::sent;
use crate::trace::{Call, Kind};
use crate::{
    AuthorizationRequest, CheckedRequest, LaunchRequest, OutgoingLogin, PlatformBackend,
    PlatformError, PlatformSettings, RefusedRequest, RegisteredRequest, SignedMessage,
};

/// [`PlatformSettings::KEYS_MAX_AGE`] as a header.
const KEYS_MAX_AGE: &str = "public, max-age=900";

/// A platform: starts messages, answers the tools that ask for them, publishes its keys.
///
/// As a [`Service`] it answers below its mount:
///
/// - `GET` and `POST /authorize`, where tools send the browser to ask for a message;
/// - `GET /jwks`, the public keys.
///
/// The host says who is signed in, by the session of the [`Caller`] and, best, its user; nothing
/// in a request does. With a user, a message started for one person is not given to another who
/// has signed in to the same session since.
///
/// Tools send the browser from their own site, often inside a frame: the host's session cookie
/// must reach `/authorize` there. Holds no clock, no randomness and no socket; the backend holds
/// everything that lasts.
///
/// # Refusals
///
/// Every response that refuses carries the reason among its extensions, to be logged, or to be
/// shown on a page of your own in its place: a [`PlatformError`] where the refusal stays here, a
/// [`RefusedRequest`] where the page posts it to the tool. Only the 404 of an address that is
/// neither of the above carries none.
///
/// ```
/// use lti_core::{PlatformError, RefusedRequest};
///
/// fn log(response: &http::Response<edu_http::Body>) {
///     // Neither holds a token, hint, address or person.
///     if let Some(error) = response.extensions().get::<PlatformError>() {
///         eprintln!("refused: {error}");
///     } else if let Some(error) = response.extensions().get::<RefusedRequest>() {
///         eprintln!("refused at the tool: {error}");
///     }
/// }
/// ```
///
/// # Keys
///
/// To change the key that signs: publish the next one with [`LtiPlatform::with_published_key`]
/// for as long as readers may keep the key set ([`PlatformSettings::KEYS_MAX_AGE`]). Then build
/// the platform anew with the next key as its signer, and publish the old one for as long again
/// and a token's life more. Messages that wait are signed by whoever answers. Each key has an id
/// of its own. A program that runs on meanwhile keeps the platform behind a lock, say a
/// `RwLock<Arc<LtiPlatform<…>>>`: calls under way end with the platform they began with.
///
/// # Frames
///
/// Where you show tools in a frame, `/authorize` is loaded in that frame, below your own page:
/// send `Content-Security-Policy: frame-ancestors 'self'` with its responses, and the origins of
/// your own pages where they are others; `X-Frame-Options: DENY` would block the launch. A second
/// `Content-Security-Policy` header narrows the one of these pages. The page that starts a
/// launch belongs in nobody else's frame: a click there acts for the person signed in.
#[derive(Clone, Debug)]
pub struct LtiPlatform<B, S> {
    backend: B,
    signer: S,
    keys: Vec<Jwk>,
    settings: PlatformSettings,
    mount: Mount,
}

impl<B: PlatformBackend, S: Sign + Sync> LtiPlatform<B, S> {
    /// A platform over a backend, with the key that signs, at `mount`.
    ///
    /// The key set holds that key; add the one that will follow, or the one that went before,
    /// with [`LtiPlatform::with_published_key`].
    pub fn new(backend: B, signer: S, settings: PlatformSettings, mount: Mount) -> Self {
        Self {
            keys: vec![Jwk::of_signer(&signer)],
            backend,
            signer,
            settings,
            mount,
        }
    }

    /// Publishes a further key, which does not sign.
    ///
    /// # Errors
    ///
    /// [`PlatformError`] where the key has no id, or a key of that id is published already: tools
    /// would find the id ambiguous and refuse every launch.
    pub fn with_published_key(mut self, key: Jwk) -> Result<Self, PlatformError> {
        let mut published = self.keys.iter().map(Jwk::key_id);
        if key.key_id().is_none() || published.any(|id| id == key.key_id()) {
            let message = "key has no id, or that of a key which is published already";
            return Err(PlatformError::new(&rules::SETTING, message));
        }
        self.keys.push(key);
        Ok(self)
    }

    /// The backend.
    pub const fn backend(&self) -> &B {
        &self.backend
    }

    /// What the platform decides for all its tools.
    pub const fn settings(&self) -> &PlatformSettings {
        &self.settings
    }

    /// The public address where tools ask for messages; they need it to register.
    pub fn authorization_endpoint(&self) -> String {
        self.mount.url("/authorize")
    }

    /// The public address of the keys; tools need it to register.
    pub fn key_set_url(&self) -> String {
        self.mount.url("/jwks")
    }

    /// The public keys: the one that signs, then the others.
    pub fn key_set(&self) -> KeySet {
        KeySet::from_keys(self.keys.iter().cloned())
    }

    /// Starts a message for the caller's session and sends the browser to the tool, or refuses;
    /// a refusal carries its [`PlatformError`].
    pub async fn start(
        &self,
        caller: &Caller,
        request: LaunchRequest,
        moment: Moment,
    ) -> Response<Body> {
        let call = self.called(Kind::Start);
        // A message is large, and futures of hosts hold this one.
        let begun = Box::pin(self.begin_in(&call, caller, request, moment));
        let reply = call.around(begun).await.and_then(|login| {
            let reply = Reply::found(&login.redirect());
            reply.map_err(|error| PlatformError::new(&rules::SETTING, error.to_string()))
        });
        match reply {
            Ok(reply) => {
                call.ended("begun");
                reply.into_response()
            }
            Err(error) => {
                call.kept(&error);
                refused(error)
            }
        }
    }

    /// Starts a message for the caller's session, for hosts that send the browser on themselves.
    ///
    /// # Errors
    ///
    /// [`PlatformError`] where nobody is signed in, the tool is not registered or not installed
    /// there, a claim is not allowed, or the store failed.
    pub async fn begin(
        &self,
        caller: &Caller,
        request: LaunchRequest,
        moment: Moment,
    ) -> Result<OutgoingLogin, PlatformError> {
        let call = self.called(Kind::Start);
        // A message is large, and futures of hosts hold this one.
        let begun = Box::pin(self.begin_in(&call, caller, request, moment));
        let ended = call.around(begun).await;
        match &ended {
            Ok(_) => call.ended("begun"),
            Err(error) => call.kept(error),
        }
        ended
    }

    fn called(&self, kind: Kind) -> Call {
        Call::of_platform(kind, self.settings.issuer())
    }

    async fn begin_in(
        &self,
        call: &Call,
        caller: &Caller,
        request: LaunchRequest,
        mut moment: Moment,
    ) -> Result<OutgoingLogin, PlatformError> {
        let (backend, settings) = (&self.backend, &self.settings);
        begin_over(backend, settings, call, caller, request, &mut moment).await
    }

    /// Answers a tool that asks for a message, GET or POST: with a page that posts the message or
    /// an error to the tool, or with a refusal. Errors and refusals carry their
    /// [`RefusedRequest`] or [`PlatformError`].
    pub async fn authorize<T>(
        &self,
        caller: &Caller,
        now: &Timestamp,
        request: Request<T>,
    ) -> Response<Body>
    where
        T: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let call = self.called(Kind::Authorize);
        call.around(self.authorize_in(&call, caller, now, request))
            .await
    }

    async fn authorize_in<T>(
        &self,
        call: &Call,
        caller: &Caller,
        now: &Timestamp,
        request: Request<T>,
    ) -> Response<Body>
    where
        T: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let registered = match self.registered(call, request).await {
            Ok(registered) => registered,
            Err(error) => {
                call.kept(&error);
                return refused(error);
            }
        };
        match self.answer(registered, caller, now).await {
            Ok(message) => {
                call.ended("signed");
                message.page().into_response()
            }
            Err(error) => {
                call.told(&error);
                told(error)
            }
        }
    }

    /// Reads a request and finds its tool; until then nobody can be told of a fault.
    async fn registered<T>(
        &self,
        call: &Call,
        request: Request<T>,
    ) -> Result<RegisteredRequest, PlatformError>
    where
        T: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let form = sent(request).await.map_err(PlatformError::no_fields)?;
        let request = AuthorizationRequest::from_form(&form)?;
        let tool = self.backend.tool(request.client_id()).await;
        let tool = tool.map_err(PlatformError::backend)?;
        if let Some(tool) = &tool {
            call.tool(tool.client_id());
        }
        request.with_tool(tool)
    }

    async fn answer(
        &self,
        request: RegisteredRequest,
        caller: &Caller,
        now: &Timestamp,
    ) -> Result<SignedMessage, RefusedRequest> {
        let request: CheckedRequest = request.check()?;
        let Some(session) = caller.session() else {
            return Err(request.without_session());
        };
        let taken = self
            .backend
            .take_message(request.hint(), session, now)
            .await;
        let request = match taken {
            Ok(taken) => request.with_message(taken, caller, now)?,
            Err(error) => return Err(request.without_store(&error)),
        };
        request.sign(&self.signer, &self.settings, now)
    }

    fn keys_reply(&self, method: &Method) -> Response<Body> {
        let call = self.called(Kind::Keys);
        if !matches!(*method, Method::GET | Method::HEAD) {
            let message = "the key set takes GET";
            let error = PlatformError::new(&rules::METHOD, message);
            call.kept(&error);
            let mut response = Refusal::new(error.status(), error.code(), message)
                .into_reply()
                .with_header(ALLOW, HeaderValue::from_static("GET, HEAD"))
                .into_response();
            response.extensions_mut().insert(error);
            return response;
        }
        call.ended("sent");
        Reply::json(StatusCode::OK, self.key_set().to_json_string())
            .with_header(CACHE_CONTROL, HeaderValue::from_static(KEYS_MAX_AGE))
            .into_response()
    }
}

impl<B: PlatformBackend, S: Sign + Send + Sync> Service for LtiPlatform<B, S> {
    async fn call<T>(&self, caller: Caller, moment: Moment, request: Request<T>) -> Response<Body>
    where
        T: http_body::Body<Data = Bytes> + Send + 'static,
    {
        match self.mount.relative(request.uri()) {
            Some("/authorize") => self.authorize(&caller, &moment.now, request).await,
            Some("/jwks") => self.keys_reply(request.method()),
            // Everything else belongs to nobody here.
            _ => Refusal::not_found().into_reply().into_response(),
        }
    }
}
