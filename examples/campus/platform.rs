//! The platform as it runs, and how its keys change while it does.

use core::time::Duration;
use std::sync::{Arc, PoisonError, RwLock};

use axum::http::{Request, Response};
use edu_examples::rotation::Stage;
use edu_http::{BearerError, BearerTokens, Body, Caller, Moment, Mount, Service, UserId};
use edu_jose::Jwk;
use edu_jose_aws_lc::AwsLcSigner;
use edu_jose_ring::Ring;
use edu_reqwest::CachedKeys;
use edu_sqlite::{StoredAssertions, StoredTools};
use edu_types::Timestamp;
use lti_core::{
    BackendError, ClientId, Issuer, LtiPlatform, PendingMessage, PlatformError, PlatformParts,
    PlatformSettings, PlatformTokens, RefusedRequest, Roles, StorageTarget, TokenParts,
    TokenService, TokenSettings, ToolRegistration, Tools,
};
use tokio::sync::Mutex;

use crate::Failure;
use crate::args::Args;
use crate::clock::unix_now;
use crate::keys::{Keys, PlatformKey};
use crate::records::{Happening, Records, WatchedMessages, watched};
use crate::subject;

/// What launches stand on.
pub(crate) type Backend = PlatformParts<WatchedTools, WatchedMessages>;

/// The platform with one key that signs.
pub(crate) type Platform = LtiPlatform<Backend, Arc<AwsLcSigner>>;

/// What access tokens stand on: tools of the store, their keys from where each publishes them.
pub(crate) type TokenBackend = TokenParts<WatchedTools, Arc<CachedKeys>, StoredAssertions>;

/// The platform's token endpoint, with the same key.
type Tokens = TokenService<TokenBackend, Ring, Arc<AwsLcSigner>>;

/// The platform as it runs: built anew whenever its keys change.
///
/// A call that is under way ends with the platform it began with, so that a change of keys
/// breaks no launch off.
#[derive(Debug)]
pub(crate) struct LivePlatform {
    current: RwLock<Running>,
    parts: Parts,
    keys: Keys,
    records: Records,
    /// Held while keys change, so that two changes cannot overtake each other.
    changing: Mutex<()>,
}

/// What runs with the keys there are now.
#[derive(Clone, Debug)]
struct Running {
    platform: Arc<Platform>,
    tokens: Arc<Tokens>,
    /// Who calls with a token that one of these keys signed.
    holders: Arc<PlatformTokens<WatchedTools, Ring>>,
}

/// What stays the same while keys change.
#[derive(Clone, Debug)]
struct Parts {
    backend: Backend,
    settings: PlatformSettings,
    mount: Mount,
    token_backend: TokenBackend,
    token_settings: TokenSettings,
}

/// The token endpoint as it runs.
#[derive(Clone, Debug)]
pub(crate) struct LiveTokens(Arc<LivePlatform>);

/// A change of keys that somebody asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyChange {
    /// Make a key and publish it.
    Publish,
    /// Sign with this key from now on.
    Sign(i64),
    /// Publish this key no more.
    Retire(i64),
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyChanged {
    /// It is done; the next launch feels it.
    Done,
    /// It would break launches until then.
    TooEarly { until: i64 },
    /// There is no such key, it is not in a state to change so, or there is no room for another.
    Impossible,
}

impl LivePlatform {
    /// The platform of the store's tools and keys.
    pub(crate) async fn open(
        args: &Args,
        keys: Keys,
        (messages, records): (WatchedMessages, Records),
        (tools, tool_keys, assertions): (StoredTools, Arc<CachedKeys>, StoredAssertions),
    ) -> Result<Self, Failure> {
        let issuer = Issuer::new(args.platform())?;
        // Everything runs on loopback without TLS; `PlatformSettings::new` would insist on https.
        let settings = PlatformSettings::insecure_allow_loopback(issuer.clone())?
            // The page around the frame keeps values for tools whose cookies are blocked.
            .with_storage(StorageTarget::new("_parent")?);
        let services = format!("{}/lti", args.platform());
        let tools = WatchedTools(tools);
        let parts = Parts {
            backend: PlatformParts::new(tools.clone(), messages),
            settings,
            // `nest_service` takes the prefix off before the platform sees the path.
            mount: Mount::new(&services, "")?,
            token_backend: TokenParts::new(tools, tool_keys, assertions),
            token_settings: TokenSettings::new(issuer, services),
        };
        Ok(Self {
            current: RwLock::new(parts.run(&keys.all().await?)?),
            parts,
            keys,
            records,
            changing: Mutex::new(()),
        })
    }

    /// The platform as it is now.
    pub(crate) fn now(&self) -> Arc<Platform> {
        self.running().platform
    }

    /// The public address of the token endpoint.
    pub(crate) fn token_endpoint(&self) -> String {
        self.running().tokens.endpoint()
    }

    /// How long what a key signed may be good for, message or access token.
    pub(crate) fn longest_lifetime(&self) -> Duration {
        let messages = self.parts.settings.token_lifetime();
        messages.max(self.parts.token_settings.lifetime())
    }

    /// The token endpoint as it runs.
    pub(crate) fn tokens(self: &Arc<Self>) -> LiveTokens {
        LiveTokens(Arc::clone(self))
    }

    /// Notes a launch; those of a person who does not exist are tests, and on no record.
    async fn note(&self, person: &UserId, message: &PendingMessage, now: &Timestamp) {
        let claims = message.claims();
        if claims.roles.as_ref().is_some_and(Roles::is_test_user) {
            return;
        }
        let launched = Happening::launched(claims, message.hint(), person.as_str(), now);
        self.records.note_launch(launched).await;
    }

    fn running(&self) -> Running {
        let current = self.current.read();
        current.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Its keys.
    pub(crate) fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Changes the keys, and has the platform go on with them; `anyway`, before its time.
    pub(crate) async fn change(
        self: &Arc<Self>,
        change: KeyChange,
        anyway: bool,
    ) -> Result<KeyChanged, Failure> {
        let platform = Arc::clone(self);
        // A browser that goes away must not leave the store and the platform apart.
        tokio::spawn(async move { platform.apply(change, anyway).await }).await?
    }

    async fn apply(&self, change: KeyChange, anyway: bool) -> Result<KeyChanged, Failure> {
        let _one_at_a_time = self.changing.lock().await;
        let until = self.too_early(change).await?;
        if let Some(until) = until.filter(|_| !anyway) {
            return Ok(KeyChanged::TooEarly { until });
        }
        let changed = match change {
            KeyChange::Publish => self.keys.publish().await?,
            KeyChange::Sign(id) => self.keys.sign_with(id).await?,
            KeyChange::Retire(id) => match self.published(id).await? {
                Some(key) => self.keys.retire(&key).await?,
                None => false,
            },
        };
        if !changed {
            return Ok(KeyChanged::Impossible);
        }
        self.go_on().await?;
        Ok(KeyChanged::Done)
    }

    /// Until when the change would break launches, if it would now.
    pub(crate) async fn too_early(&self, change: KeyChange) -> Result<Option<i64>, Failure> {
        let (KeyChange::Sign(id) | KeyChange::Retire(id)) = change else {
            return Ok(None);
        };
        let Some(key) = self.published(id).await? else {
            return Ok(None);
        };
        let until = if change == KeyChange::Sign(id) {
            Some(key.times.may_sign_from())
        } else {
            key.times.may_retire_from(self.longest_lifetime())
        };
        let now = unix_now()?;
        Ok(until.filter(|until| now < *until))
    }

    async fn published(&self, id: i64) -> Result<Option<PlatformKey>, Failure> {
        let all = self.keys.all().await?;
        let mut published = all.into_iter().filter(|key| key.signer.is_some());
        Ok(published.find(|key| key.id == id))
    }

    async fn go_on(&self) -> Result<(), Failure> {
        let next = self.parts.run(&self.keys.all().await?)?;
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        *current = next;
        Ok(())
    }
}

/// Tools in the store; remembers for which of them a request was.
#[derive(Clone, Debug)]
pub(crate) struct WatchedTools(StoredTools);

impl Tools for WatchedTools {
    async fn tool(
        &self,
        client_id: &ClientId,
    ) -> Result<Option<Arc<ToolRegistration>>, BackendError> {
        let tool = self.0.tool(client_id).await?;
        if tool.is_some() {
            subject::found(|| client_id.as_str().to_owned());
        }
        Ok(tool)
    }
}

impl Service for LivePlatform {
    async fn call<B>(&self, caller: Caller, moment: Moment, request: Request<B>) -> Response<Body>
    where
        B: axum::body::HttpBody<Data = axum::body::Bytes> + Send + 'static,
    {
        let (person, now) = (caller.user().cloned(), moment.now.clone());
        let platform = self.now();
        let answer = Box::pin(watched(platform.call(caller, moment, request)));
        let (response, taken) = answer.await;
        if let (Some(person), Some(message)) = (person, taken)
            && !is_refusal(&response)
        {
            self.note(&person, &message, &now).await;
        }
        response
    }
}

/// Whether the tool or the person was told of a fault instead of given a message.
fn is_refusal(response: &Response<Body>) -> bool {
    let extensions = response.extensions();
    extensions.get::<RefusedRequest>().is_some() || extensions.get::<PlatformError>().is_some()
}

impl Service for LiveTokens {
    async fn call<B>(&self, caller: Caller, moment: Moment, request: Request<B>) -> Response<Body>
    where
        B: axum::body::HttpBody<Data = axum::body::Bytes> + Send + 'static,
    {
        let tokens = self.0.running().tokens;
        tokens.call(caller, moment, request).await
    }
}

/// Whoever holds a token of the platform, by the keys it has now.
impl BearerTokens for LivePlatform {
    async fn caller(&self, token: &str, now: &Timestamp) -> Result<Caller, BearerError> {
        let holders = self.running().holders;
        holders.caller(token, now).await
    }
}

impl Parts {
    /// Platform and token endpoint with these keys.
    fn run(&self, keys: &[PlatformKey]) -> Result<Running, Failure> {
        let signs = |key: &&PlatformKey| key.times.stage() == Stage::Signs;
        let signer = keys.iter().find(signs).and_then(|key| key.signer.clone());
        let signer = signer.ok_or("the store holds no key that signs")?;
        let (backend, settings) = (self.backend.clone(), self.settings.clone());
        let platform = LtiPlatform::new(backend, Arc::clone(&signer), settings, self.mount.clone());
        let others = keys.iter().filter(|key| !signs(key));
        let platform = others
            .filter_map(|key| key.signer.as_deref())
            .try_fold(platform, |platform, other| {
                platform.with_published_key(Jwk::of_signer(other))
            })?;
        let published = Arc::new(platform.key_set());
        let (backend, settings) = (self.token_backend.clone(), self.token_settings.clone());
        let holders =
            PlatformTokens::new(backend.tools().clone(), Ring, published, settings.clone());
        // This one is routed to alone, so that its path is whole.
        let mount = Mount::new(&self.mount.url("/token"), "/lti/token")?;
        Ok(Running {
            platform: Arc::new(platform),
            tokens: Arc::new(TokenService::new(backend, Ring, signer, settings, mount)),
            holders: Arc::new(holders),
        })
    }
}
