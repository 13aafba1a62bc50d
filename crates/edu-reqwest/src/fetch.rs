//! One key set, fetched once.

mod error;
mod limits;

use core::fmt;
use core::time::Duration;

use bytes::Bytes;
use edu_jose::max_age;
use edu_types::HttpUrl;
use reqwest::header::{ACCEPT, AGE, CACHE_CONTROL, HeaderMap};
use reqwest::{Client, ClientBuilder, Response, StatusCode, Url, redirect, retry};
use rustls::ClientConfig;
use rustls_platform_verifier::BuilderVerifierExt as _;
use http::header::{ACCEPT, AGE, CACHE_CONTROL, HeaderMap};
use http::{Request, StatusCode};

use crate::FetchPolicy;
use crate::guarded::GuardedClient;

pub use error::{ClientError, FetchError};
pub use limits::{FetchLimits, FetchLimitsError};

/// Fetches key sets from the addresses they are registered under.
///
/// One GET, over https with certificates the operating system trusts, to an address that the
/// [`FetchPolicy`] permits, without proxy, cookies or credentials. Redirects are refused, because
/// the address that was registered is the one that was agreed. No more is read and no longer
/// waited than the [`FetchLimits`] allow. What kind of content the answer claims to be does not
/// matter: some platforms get it wrong.
///
/// Works under tokio. To clone it is cheap.
#[derive(Clone, Debug)]
pub struct KeySetFetcher {
    client: GuardedClient,
}

/// What the address of a key set answered.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PublishedKeys {
    /// The body, not looked at yet.
    pub bytes: Vec<u8>,
    /// How long it may be kept from now on, where the answer says so.
    pub max_age: Option<Duration>,
}

impl KeySetFetcher {
    /// A client of its own, with TLS on ring.
    ///
    /// # Errors
    ///
    /// [`ClientError`] when the operating system's certificates cannot be read.
    pub fn new(policy: FetchPolicy, limits: FetchLimits) -> Result<Self, ClientError> {
        let client = builder(&policy)?
            .pool_max_idle_per_host(0)
            .connect_timeout(limits.connect_timeout())
            .build()
            .map_err(|error| ClientError::new(&error))?;
        Ok(Self {
            client,
            policy,
            limits,
        })
        let client = GuardedClient::new(policy, limits)?;
        Ok(Self { client })
    }

    /// Fetches once. Works out no keys: [`KeySet::parse`](edu_jose::KeySet::parse) does.
    ///
    /// # Errors
    ///
    /// [`FetchError`] says why there is no answer, or why it was not taken.
    pub async fn fetch_key_set(&self, url: &HttpUrl) -> Result<PublishedKeys, FetchError> {
        let target = target(url, &self.policy)?;
        let limit = self.limits.total_timeout();
        let exchange = self.exchange(target);
        match tokio::time::timeout(limit, exchange).await {
            Ok(outcome) => outcome,
            Err(_) => Err(FetchError::Timeout { limit }),
        let request = Request::get(url.as_str())
            .header(ACCEPT, "application/json, application/jwk-set+json")
            .body(Bytes::new())
            .map_err(|_| FetchError::Address)?;
        let response = self.client.send(request).await?;
        if response.status() != StatusCode::OK {
            return Err(FetchError::Status {
                found: response.status().as_u16(),
            });
        }
        let max_age = kept_for(response.headers());
        let bytes = response.into_body().into();
        Ok(PublishedKeys { bytes, max_age })
    }

    /// What is allowed at all.
    pub const fn limits(&self) -> &FetchLimits {
        &self.limits
    }

    async fn exchange(&self, target: Url) -> Result<PublishedKeys, FetchError> {
        let request = self
            .client
            .get(target)
            .header(ACCEPT, "application/json, application/jwk-set+json");
        let response = request
            .send()
            .await
            .map_err(|error| FetchError::of_client(&error, &self.limits))?;
        let status = response.status();
        if status.is_redirection() {
            return Err(FetchError::Redirect);
        }
        if status != StatusCode::OK {
            return Err(FetchError::Status {
                found: status.as_u16(),
            });
        }
        let max_age = kept_for(response.headers());
        let bytes = self.body(response).await?;
        Ok(PublishedKeys { bytes, max_age })
    }

    async fn body(&self, mut response: Response) -> Result<Vec<u8>, FetchError> {
        let limit = self.limits.bytes();
        let announced = response.content_length().map(usize::try_from);
        let fits = |length: usize| length <= limit;
        if announced.is_some_and(|length| !length.is_ok_and(fits)) {
            return Err(FetchError::TooLarge { limit });
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|error| FetchError::of_client(&error, &self.limits))?
        {
            if !fits(bytes.len().saturating_add(chunk.len())) {
                return Err(FetchError::TooLarge { limit });
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
        self.client.limits()
    }
}

/// Tells how long the body is, never the body.
impl fmt::Debug for PublishedKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PublishedKeys")
            .field("bytes", &self.bytes.len())
            .field("max_age", &self.max_age)
            .finish()
    }
}

/// What every client here has in common: checked addresses, no redirects, no proxy, no retries.
pub(crate) fn builder(policy: &FetchPolicy) -> Result<ClientBuilder, ClientError> {
    Ok(Client::builder()
        .tls_backend_preconfigured(tls()?)
        .dns_resolver(Arc::new(CheckedResolver::new(policy.clone())))
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .referer(false)
        .no_proxy()
        .user_agent(concat!("edu-reqwest/", env!("CARGO_PKG_VERSION"))))
}

/// The address as the client reads it, if it may be asked.
///
/// Hosts that are numbers never come to the resolver, so they are judged here.
pub(crate) fn target(url: &HttpUrl, policy: &FetchPolicy) -> Result<Url, FetchError> {
    let target = Url::parse(url.as_str()).map_err(|_| FetchError::Address)?;
    let host = target.host_str().ok_or(FetchError::Address)?;
    if target.scheme() != "https" && !policy.permits_http(host) {
        return Err(FetchError::Insecure);
    }
    if literal(host).is_some_and(|address| !policy.permits(host, address)) {
        return Err(FetchError::OutOfReach);
    }
    Ok(target)
}

/// ring as a value: a provider for the whole process would be the host's choice.
fn tls() -> Result<ClientConfig, ClientError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| ClientError::new(&error))?
        .with_platform_verifier()
        .map_err(|error| ClientError::new(&error))?;
    Ok(config.with_no_client_auth())
}

/// The lifetime that is left: what `Cache-Control` says, less the time in caches on the way.
///
/// Spec: RFC 9111 §4.2.
fn kept_for(headers: &HeaderMap) -> Option<Duration> {
    let mut fields = Vec::new();
    for value in headers.get_all(CACHE_CONTROL) {
        match value.to_str() {
            Ok(text) => fields.push(text),
            Err(_) => return Some(Duration::ZERO),
        }
    }
    let lifetime = max_age(&fields.join(","))?;
    let age = headers.get(AGE).and_then(|age| age.to_str().ok());
    let age = age.and_then(|age| age.trim().parse().ok()).unwrap_or(0);
    Some(lifetime.saturating_sub(Duration::from_secs(age)))
}
