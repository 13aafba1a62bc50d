//! The one client behind every request of this crate: it goes only where the policy lets it.

use core::time::Duration;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use reqwest::{Client, Url, redirect, retry};
use rustls::ClientConfig;
use rustls_platform_verifier::BuilderVerifierExt as _;

use crate::policy::literal;
use crate::resolver::CheckedResolver;
use crate::{ClientError, FetchError, FetchPolicy};

/// Sends requests to addresses that the [`FetchPolicy`] permits, each once.
///
/// Over https with certificates the operating system trusts, without proxy, cookies or credentials
/// of its own. Redirects are refused, because the address that was agreed is the one to ask. No
/// more is read and no longer waited than its users say.
#[derive(Clone, Debug)]
pub(crate) struct GuardedClient {
    client: Client,
    policy: FetchPolicy,
    times: Times,
}

/// How long a request may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Times {
    /// To reach the host.
    pub(crate) connect: Duration,
    /// In all.
    pub(crate) total: Duration,
}

impl GuardedClient {
    /// A client of its own, with TLS on ring, that keeps so many connections to a host open.
    pub(crate) fn new(
        policy: FetchPolicy,
        times: Times,
        connections: usize,
    ) -> Result<Self, ClientError> {
        let client = Client::builder()
            .tls_backend_preconfigured(tls()?)
            .dns_resolver(Arc::new(CheckedResolver::new(policy.clone())))
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .referer(false)
            .no_proxy()
            .pool_max_idle_per_host(connections)
            .connect_timeout(times.connect)
            .user_agent(concat!("edu-reqwest/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| ClientError::new(&error))?;
        Ok(Self {
            client,
            policy,
            times,
        })
    }

    /// Sends a request and reads the whole answer, of `bytes` bytes at most and of whatever status
    /// but those that lead elsewhere.
    pub(crate) async fn send(
        &self,
        request: http::Request<Bytes>,
        bytes: usize,
    ) -> Result<http::Response<Bytes>, FetchError> {
        self.check(&request)?;
        let request = reqwest::Request::try_from(request).map_err(|_| FetchError::Address)?;
        let limit = self.times.total;
        // Boxed, because a client's future is large and is carried through every caller's.
        match tokio::time::timeout(limit, Box::pin(self.exchange(request, bytes))).await {
            Ok(outcome) => outcome,
            Err(_) => Err(FetchError::Timeout { limit }),
        }
    }

    /// Whether the address, as the client reads it, may be asked.
    ///
    /// Hosts that are numbers never come to the resolver, so they are judged here.
    fn check(&self, request: &http::Request<Bytes>) -> Result<(), FetchError> {
        let target = Url::parse(&request.uri().to_string()).map_err(|_| FetchError::Address)?;
        let host = target.host_str().ok_or(FetchError::Address)?;
        if target.scheme() != "https" && !self.policy.permits_http(host) {
            return Err(FetchError::Insecure);
        }
        if literal(host).is_some_and(|address| !self.policy.permits(host, address)) {
            return Err(FetchError::OutOfReach);
        }
        Ok(())
    }

    async fn exchange(
        &self,
        request: reqwest::Request,
        limit: usize,
    ) -> Result<http::Response<Bytes>, FetchError> {
        let broken = |error: reqwest::Error| FetchError::of_client(&error, self.times.connect);
        let mut response = self.client.execute(request).await.map_err(broken)?;
        if response.status().is_redirection() {
            return Err(FetchError::Redirect);
        }
        let announced = response.content_length().map(usize::try_from);
        let fits = |length: usize| length <= limit;
        if announced.is_some_and(|length| !length.is_ok_and(fits)) {
            return Err(FetchError::TooLarge { limit });
        }
        let mut read = http::Response::new(Bytes::new());
        *read.status_mut() = response.status();
        *read.headers_mut() = core::mem::take(response.headers_mut());
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(broken)? {
            if !fits(body.len().saturating_add(chunk.len())) {
                return Err(FetchError::TooLarge { limit });
            }
            body.extend_from_slice(&chunk);
        }
        *read.body_mut() = body.freeze();
        Ok(read)
    }
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
