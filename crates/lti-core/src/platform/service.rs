//! The platform's addresses as a service over a backend.

use bytes::Bytes;
use edu_http::{
    Body, Caller, Form, FormLimits, Moment, Mount, Refusal, Reply, Service, SessionId, collect,
    is_form,
};
use edu_jose::{Jwk, KeySet, Sign};
use edu_json::ToJson as _;
use edu_types::Timestamp;
use http::header::{ALLOW, CACHE_CONTROL};
use http::{HeaderValue, Method, Request, Response, StatusCode};

use super::page::refusal_page;
use super::rules;
use crate::{
    AuthorizationRequest, CheckedRequest, LaunchRequest, OutgoingLogin, PlatformBackend,
    PlatformError, PlatformSettings, RefusedRequest, RegisteredRequest, SignedMessage,
    begin_message,
};

/// How long readers may keep the key set. A new key must be published at least this long before
/// it signs, and an old one stay this long, plus a token's life, after its last signature.
const KEYS_MAX_AGE: &str = "public, max-age=900";

/// A platform: starts messages, answers the tools that ask for them, publishes its keys.
///
/// As a [`Service`] it answers below its mount:
///
/// - `GET` and `POST /authorize`, where tools send the browser to ask for a message;
/// - `GET /jwks`, the public keys.
///
/// The host says who is signed in, by the session of the [`Caller`]; nothing in a request does.
/// Tools send the browser from their own site, often inside a frame: the host's session cookie
/// must reach `/authorize` there. Holds no clock, no randomness and no socket; the backend holds
/// everything that lasts.
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
    #[must_use]
    pub fn with_published_key(mut self, key: Jwk) -> Self {
        self.keys.push(key);
        self
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

    /// Starts a message for the caller's session and sends the browser to the tool, or refuses.
    pub async fn start(&self, caller: &Caller, request: LaunchRequest, moment: Moment) -> Reply {
        match self.begin(caller, request, moment).await {
            Ok(login) => Reply::found(&login.redirect()).unwrap_or_else(|error| {
                refusal_page(&PlatformError::new(&rules::SETTING, error.to_string()))
            }),
            Err(error) => refusal_page(&error),
        }
    }

    /// Starts a message for the caller's session, for hosts that send the browser on themselves.
    ///
    /// # Errors
    ///
    /// [`PlatformError`] where nobody is signed in, the tool is not registered or not installed
    /// there, a claim is not allowed, or the store is full.
    pub async fn begin(
        &self,
        caller: &Caller,
        request: LaunchRequest,
        mut moment: Moment,
    ) -> Result<OutgoingLogin, PlatformError> {
        let Some(session) = caller.session() else {
            let message = "caller has no session, a message is bound to one";
            return Err(PlatformError::new(&rules::SESSION, message));
        };
        let tool = self.backend.tool(request.client_id()).await;
        let Some(tool) = tool.map_err(PlatformError::backend)? else {
            let message = "no tool is registered under this client id";
            return Err(PlatformError::new(&rules::CLIENT, message));
        };
        let (entropy, now) = (&mut moment.entropy, &moment.now);
        let started = begin_message(request, &tool, &self.settings, session, entropy, now)?;
        let kept = self.backend.keep_message(started.pending, now).await;
        kept.map_err(PlatformError::backend)?;
        Ok(started.login)
    }

    /// Answers a tool that asks for a message, GET or POST: with a page that posts the message or
    /// an error to the tool, or with a refusal.
    pub async fn authorize<T>(&self, caller: &Caller, now: &Timestamp, request: Request<T>) -> Reply
    where
        T: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let registered = match self.registered(request).await {
            Ok(registered) => registered,
            Err(error) => return refusal_page(&error),
        };
        match self.answer(registered, caller.session(), now).await {
            Ok(message) => message.page(),
            Err(refused) => refused.page(),
        }
    }

    /// Reads a request and finds its tool; until then nobody can be told of a fault.
    async fn registered<T>(&self, request: Request<T>) -> Result<RegisteredRequest, PlatformError>
    where
        T: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let form = match *request.method() {
            Method::GET => Form::from_query(request.uri(), &FormLimits::DEFAULT).map_err(form)?,
            Method::POST => posted(request).await?,
            _ => {
                let message = "the authorization endpoint takes GET and POST";
                return Err(PlatformError::new(&rules::METHOD, message));
            }
        };
        let request = AuthorizationRequest::from_form(&form)?;
        let tool = self.backend.tool(request.client_id()).await;
        request.with_tool(tool.map_err(PlatformError::backend)?)
    }

    async fn answer(
        &self,
        request: RegisteredRequest,
        session: Option<&SessionId>,
        now: &Timestamp,
    ) -> Result<SignedMessage, RefusedRequest> {
        let request: CheckedRequest = request.check()?;
        let Some(session) = session else {
            return Err(request.without_session());
        };
        let taken = self
            .backend
            .take_message(request.hint(), session, now)
            .await;
        let Ok(taken) = taken else {
            return Err(request.without_store());
        };
        let request = request.with_message(taken, session, now)?;
        request.sign(&self.signer, &self.settings, now)
    }

    fn keys_reply(&self, method: &Method) -> Reply {
        if !matches!(*method, Method::GET | Method::HEAD) {
            let message = "the key set takes GET";
            let status = StatusCode::METHOD_NOT_ALLOWED;
            return Refusal::new(status, rules::METHOD.code, message)
                .into_reply()
                .with_header(ALLOW, HeaderValue::from_static("GET, HEAD"));
        }
        Reply::json(StatusCode::OK, self.key_set().to_json_string())
            .with_header(CACHE_CONTROL, HeaderValue::from_static(KEYS_MAX_AGE))
    }
}

impl<B: PlatformBackend, S: Sign + Send + Sync> Service for LtiPlatform<B, S> {
    async fn call<T>(&self, caller: Caller, moment: Moment, request: Request<T>) -> Response<Body>
    where
        T: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let reply = match self.mount.relative(request.uri()) {
            Some("/authorize") => self.authorize(&caller, &moment.now, request).await,
            Some("/jwks") => self.keys_reply(request.method()),
            // Everything else belongs to nobody here.
            _ => Refusal::not_found().into_reply(),
        };
        reply.into_response()
    }
}

async fn posted<T>(request: Request<T>) -> Result<Form, PlatformError>
where
    T: http_body::Body<Data = Bytes> + Send + 'static,
{
    if !is_form(request.headers()) {
        let message = "content type is not application/x-www-form-urlencoded";
        return Err(PlatformError::new(&rules::FORM, message));
    }
    let limits = FormLimits::DEFAULT;
    let bytes = collect(request.into_body(), limits.bytes)
        .await
        .map_err(form)?;
    Form::parse(&bytes, &limits).map_err(form)
}

fn form(error: impl core::fmt::Display) -> PlatformError {
    PlatformError::new(&rules::FORM, error.to_string())
}
