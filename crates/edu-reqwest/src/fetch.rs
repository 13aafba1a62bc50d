//! One key set, fetched once.

mod error;
mod limits;

use core::fmt;
use core::time::Duration;

use bytes::Bytes;
use edu_jose::max_age;
use edu_types::HttpUrl;
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
    limits: FetchLimits,
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
        let client = GuardedClient::new(policy, limits.times(), 0)?;
        Ok(Self { client, limits })
    }

    /// Fetches once. Works out no keys: [`KeySet::parse`](edu_jose::KeySet::parse) does.
    ///
    /// # Errors
    ///
    /// [`FetchError`] says why there is no answer, or why it was not taken.
    pub async fn fetch_key_set(&self, url: &HttpUrl) -> Result<PublishedKeys, FetchError> {
        let request = Request::get(url.as_str())
            .header(ACCEPT, "application/json, application/jwk-set+json")
            .body(Bytes::new())
            .map_err(|_| FetchError::Address)?;
        let response = self.client.send(request, self.limits.bytes()).await?;
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
