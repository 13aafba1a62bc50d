//! Calls of a platform's services, with the right token.

mod error;
mod limits;
mod pages;
mod tokens;

use core::fmt;
use std::sync::Arc;

use bytes::Bytes;
use edu_http::{
    Answer as _, Backoff, BuildError, Endpoint, HeldToken, Moments, Mount, Needs, Scopes, TokenKey,
    retry_after,
};
use edu_jose::Sign;
use edu_types::HttpUrl;
use http::header::AUTHORIZATION;
use http::{Request, Response, StatusCode};
use lti_core::{DeploymentId, Registration};

use crate::guarded::GuardedClient;
use crate::{ClientError, FetchPolicy};
use tokens::{SharedTokens, Tokens};

pub use error::ServiceError;
pub use limits::{ServiceLimits, ServiceLimitsError};
pub use pages::Pages;

/// Calls the services of platforms for one tool.
///
/// Give it the tool's key and the same [`FetchPolicy`] that fetches of keys have: addresses of
/// services come from launches. A call gets its token from the platform of its [`Grant`], or one
/// from before: of many calls that need one token, one asks for it. No token is ever sent to
/// another platform than gave it, nor after a redirect.
///
/// A service that answers 401 gets a fresh token, once; one that answers 429 or 503 is asked again
/// by its [`Backoff`]. Each request has its limits of size and time ([`ServiceLimits`]).
///
/// `moments` is the host's clock and random source. Works under tokio. To clone it is cheap.
///
/// ```no_run
/// # use std::sync::Arc;
/// # use edu_http::{Endpoint, Moments, Scopes};
/// # use edu_jose::Sign;
/// # use edu_types::HttpUrl;
/// # use lti_core::{Registration, VerifiedLaunch};
/// use edu_reqwest::{FetchPolicy, Grant, ServiceClient, ServiceError, ServiceLimits};
///
/// # async fn example<E: Endpoint>(
/// #     key: impl Sign, clock: impl Moments, registration: Arc<Registration>,
/// #     scopes: Scopes, call: E, address: HttpUrl,
/// # ) -> Result<(), Box<dyn std::error::Error>> {
/// let client = ServiceClient::new(key, clock, FetchPolicy::new(), ServiceLimits::DEFAULT)?;
/// // What the launch granted: the scopes of its claim, at the address that stands beside them.
/// let grant = Grant::new(registration, scopes);
/// match client.call(&grant, &call, &address).await {
///     Ok(reply) => drop(reply),
///     Err(ServiceError::NotGranted) => println!("this course does not share that"),
///     Err(error) => eprintln!("{error}"),
/// }
/// # Ok(())
/// # }
/// ```
pub struct ServiceClient<S, M> {
    signer: Arc<S>,
    moments: Arc<M>,
    client: GuardedClient,
    limits: ServiceLimits,
    tokens: SharedTokens,
    backoff: Backoff,
}

/// Connections to one host that are kept for the next calls.
const CONNECTIONS: usize = 8;

/// On whose behalf a call is made: the tool at one platform, with what a launch granted it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Grant {
    /// The platform, and the tool as it knows it.
    pub registration: Arc<Registration>,
    /// What the launch granted; see the claims of its services.
    pub scopes: Scopes,
    /// The installation that tokens are to be limited to; none where the platform knows no such
    /// limit.
    pub deployment_id: Option<DeploymentId>,
}

impl Grant {
    /// What a launch granted, at the platform of this registration.
    pub const fn new(registration: Arc<Registration>, scopes: Scopes) -> Self {
        Self {
            registration,
            scopes,
            deployment_id: None,
        }
    }

    /// Limits tokens to one installation, where the platform knows such a limit.
    #[must_use]
    pub fn for_deployment(mut self, deployment: DeploymentId) -> Self {
        self.deployment_id = Some(deployment);
        self
    }

    /// The granted scopes among those a call needs one of.
    fn scopes_for(&self, needs: &Needs) -> Scopes {
        let mut shared = Scopes::none();
        for scope in needs.scopes() {
            if self.scopes.contains(scope) {
                // A part of a set that kept every limit keeps them as well.
                let _ = shared.insert(scope);
            }
        }
        shared
    }
}

impl<S: Sign, M: Moments> ServiceClient<S, M> {
    /// A client of its own for the tool that signs with this key.
    ///
    /// # Errors
    ///
    /// [`ClientError`] when the operating system's certificates cannot be read.
    pub fn new(
        signer: S,
        moments: M,
        policy: FetchPolicy,
        limits: ServiceLimits,
    ) -> Result<Self, ClientError> {
        Ok(Self {
            signer: Arc::new(signer),
            moments: Arc::new(moments),
            client: GuardedClient::new(policy, limits.times(), CONNECTIONS)?,
            limits,
            tokens: Arc::new(Tokens::new()),
            backoff: Backoff::new(),
        })
    }

    /// Sets how a service that is busy is asked again.
    #[must_use]
    pub fn with_backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// Makes one call of a service at the address that the platform handed out for it.
    ///
    /// # Errors
    ///
    /// [`ServiceError`] says why there is no reply.
    pub async fn call<E: Endpoint>(
        &self,
        grant: &Grant,
        call: &E,
        address: &HttpUrl,
    ) -> Result<E::Reply, ServiceError> {
        let request = written(call, address)?;
        let response = self.respond(grant, &E::NEEDS, &request).await?;
        Ok(E::Reply::from_http(&response)?)
    }

    /// Reads a list page by page, beginning with the page that `call` asks for.
    ///
    /// # Errors
    ///
    /// [`ServiceError`] when the call cannot be written.
    pub fn pages<'c, E: Endpoint>(
        &'c self,
        grant: &'c Grant,
        call: &E,
        address: &HttpUrl,
    ) -> Result<Pages<'c, S, M, E>, ServiceError> {
        Pages::new(self, grant, written(call, address)?)
    }

    /// Sends a request with a token, again where that may help.
    async fn respond(
        &self,
        grant: &Grant,
        needs: &Needs,
        request: &Request<Bytes>,
    ) -> Result<Response<Bytes>, ServiceError> {
        let key = match *needs {
            Needs::NOTHING => None,
            _ => Some(Tokens::key(grant, grant.scopes_for(needs))?),
        };
        if key.as_ref().is_some_and(|key| key.scopes.is_empty()) {
            return Err(ServiceError::NotGranted);
        }
        let (mut backoff, mut fresh) = (self.backoff.clone(), true);
        loop {
            let token = self.token(key.as_ref(), grant, needs).await?;
            let response = self.send(request, token.as_ref()).await?;
            match (response.status(), &key, &token) {
                (StatusCode::UNAUTHORIZED, Some(key), Some(token)) if fresh => {
                    self.tokens.drop_token(key, token);
                    fresh = false;
                }
                (StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE, _, _) => {
                    let mut moment = self.moments.moment()?;
                    let asked = retry_after(response.headers(), &moment.now);
                    match backoff.pause(asked, moment.entropy.take()?) {
                        Some(pause) => tokio::time::sleep(pause).await,
                        None => return Ok(response),
                    }
                }
                _ => return Ok(response),
            }
        }
    }

    async fn token(
        &self,
        key: Option<&TokenKey>,
        grant: &Grant,
        needs: &Needs,
    ) -> Result<Option<HeldToken>, ServiceError> {
        let Some(key) = key else {
            return Ok(None);
        };
        let (signer, moments) = (&*self.signer, &*self.moments);
        let held = self
            .tokens
            .token(key, grant, signer, moments, &self.client)
            .await?;
        if !needs.met_by(&held.scopes) {
            return Err(ServiceError::NotGranted);
        }
        Ok(Some(held))
    }

    async fn send(
        &self,
        request: &Request<Bytes>,
        token: Option<&HeldToken>,
    ) -> Result<Response<Bytes>, ServiceError> {
        let mut request = request.clone();
        if let Some(held) = token {
            let value = held.token.to_header_value().ok_or(BuildError::Request)?;
            request.headers_mut().insert(AUTHORIZATION, value);
        }
        Ok(self.client.send(request, self.limits.bytes()).await?)
    }
}

impl<S, M> Clone for ServiceClient<S, M> {
    fn clone(&self) -> Self {
        Self {
            signer: Arc::clone(&self.signer),
            moments: Arc::clone(&self.moments),
            client: self.client.clone(),
            limits: self.limits,
            tokens: Arc::clone(&self.tokens),
            backoff: self.backoff.clone(),
        }
    }
}

impl<S, M> fmt::Debug for ServiceClient<S, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceClient")
            .field("client", &self.client)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// The call as a request to an address, on the origin of that address.
fn written<E: Endpoint>(call: &E, address: &HttpUrl) -> Result<Request<Bytes>, ServiceError> {
    let mount = Mount::new(address.as_str(), "").map_err(|_| BuildError::Request)?;
    let request = call.to_http(&mount)?;
    let written = HttpUrl::parse(&request.uri().to_string());
    if written.is_ok_and(|written| written.origin() == address.origin()) {
        Ok(request)
    } else {
        Err(ServiceError::ForeignCall)
    }
}
