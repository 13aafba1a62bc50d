//! Programs that call with an access token.

use core::fmt;
use core::fmt::Write as _;
use std::sync::Arc;

use bytes::Bytes;
use edu_types::Timestamp;
use http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode};

use crate::{Body, Caller, Moment, Reply, Service};

#[cfg(test)]
mod tests;

/// Who may call with which access token.
///
/// The standard's own: what a token looks like and who made it is not known here.
pub trait BearerTokens: Send + Sync {
    /// The caller that holds `token` at `now`, with the scopes it was granted.
    fn caller(
        &self,
        token: &str,
        now: &Timestamp,
    ) -> impl Future<Output = Result<Caller, BearerError>> + Send;
}

impl<T: BearerTokens + ?Sized> BearerTokens for &T {
    fn caller(
        &self,
        token: &str,
        now: &Timestamp,
    ) -> impl Future<Output = Result<Caller, BearerError>> + Send {
        T::caller(self, token, now)
    }
}

impl<T: BearerTokens + ?Sized> BearerTokens for Arc<T> {
    fn caller(
        &self,
        token: &str,
        now: &Timestamp,
    ) -> impl Future<Output = Result<Caller, BearerError>> + Send {
        T::caller(self, token, now)
    }
}

/// A service that only programs with an access token may call.
///
/// Reads `Authorization: Bearer`, asks `T` whose token it is, and calls the service inside with
/// that caller, in the tenant that the host found. What the caller may do there is the service's
/// to judge.
///
/// Every response that turns a request away carries its [`BearerError`] among its extensions:
/// 401 where no token was sent, or one that is not valid; 400 where the header is malformed or
/// sent twice; 503 where nobody can tell.
///
/// ```
/// use edu_http::{Bearer, BearerError, BearerTokens, Caller, ClientIdText, Service};
/// use edu_types::Timestamp;
///
/// /// Knows one token.
/// struct OneToken;
///
/// impl BearerTokens for OneToken {
///     async fn caller(&self, token: &str, _: &Timestamp) -> Result<Caller, BearerError> {
///         let client = ClientIdText::new("tool-1").map_err(|_| BearerError::Unavailable)?;
///         if token == "2YotnFZFEjr1zCsicMWpAA" {
///             Ok(Caller::anonymous().with_client(client))
///         } else {
///             Err(BearerError::invalid("token is not known"))
///         }
///     }
/// }
///
/// fn guarded<S: Service>(service: S) -> Bearer<OneToken, S> {
///     Bearer::new(OneToken, service)
/// }
/// ```
///
/// Spec: RFC 6750, §2.1 and §3.
#[derive(Clone)]
pub struct Bearer<T, S> {
    tokens: T,
    service: S,
}

impl<T: BearerTokens, S: Service> Bearer<T, S> {
    /// Lets in to `service` whoever `tokens` knows.
    pub const fn new(tokens: T, service: S) -> Self {
        Self { tokens, service }
    }

    /// The service inside.
    pub const fn service(&self) -> &S {
        &self.service
    }
}

impl<T: BearerTokens, S: Service + Send + Sync> Service for Bearer<T, S> {
    async fn translate<B>(&self, request: Request<B>) -> Result<Request<Body>, Box<Response<Body>>>
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        self.service.translate(request).await
    }

    async fn call<B>(&self, caller: Caller, moment: Moment, request: Request<B>) -> Response<Body>
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let found = match bearer_token(request.headers()) {
            Ok(token) => self.tokens.caller(token, &moment.now).await,
            Err(error) => Err(error),
        };
        match found {
            Ok(program) => {
                let program = match caller.tenant() {
                    Some(tenant) => program.with_tenant(tenant.clone()),
                    None => program,
                };
                self.service.call(program, moment, request).await
            }
            Err(error) => error.into_response(),
        }
    }
}

impl<T, S: fmt::Debug> fmt::Debug for Bearer<T, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bearer")
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}

/// Most bytes of an access token that are looked at.
pub const MAX_TOKEN_BYTES: usize = 16 * 1024;

/// The access token of a request.
///
/// # Errors
///
/// [`BearerError::Missing`] where none is sent, [`BearerError::Malformed`] where the header is
/// sent twice, is too long, or holds no token as RFC 6750 writes one.
///
/// Spec: RFC 6750, §2.1.
pub fn bearer_token(headers: &HeaderMap) -> Result<&str, BearerError> {
    let mut sent = headers.get_all(AUTHORIZATION).iter();
    let (first, second) = (sent.next(), sent.next());
    let value = first.ok_or(BearerError::Missing)?;
    if second.is_some() {
        return Err(BearerError::Malformed);
    }
    let text = value.to_str().map_err(|_| BearerError::Malformed)?;
    let (scheme, token) = text.split_once(' ').unwrap_or((text, ""));
    if !scheme.eq_ignore_ascii_case("Bearer") {
        return Err(BearerError::Missing);
    }
    let token = token.trim_start_matches(' ');
    if token.len() > MAX_TOKEN_BYTES || !is_token68(token) {
        return Err(BearerError::Malformed);
    }
    Ok(token)
}

/// Why a request with an access token, or without one, is turned away.
///
/// Quotes nothing of the token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BearerError {
    /// No access token was sent.
    #[error("request has no access token")]
    Missing,
    /// The header cannot be read.
    #[error(
        "authorization header is not sent exactly once with one access token of 16 KiB at most"
    )]
    Malformed,
    /// The token is not valid, or no longer.
    #[error("access token is not valid: {reason}")]
    Invalid {
        /// The stable code of the rule broken, where the standard has one.
        code: &'static str,
        /// What was found and what is allowed, for the host's log.
        reason: String,
    },
    /// Nobody can tell: the host's store or keys failed.
    #[error("access token cannot be judged right now")]
    Unavailable,
}

impl BearerError {
    /// A token that is not valid, for this reason.
    pub fn invalid(reason: impl Into<String>) -> Self {
        Self::invalid_by("http.bearer.invalid", reason)
    }

    /// A token that breaks the rule of this code, for this reason.
    pub fn invalid_by(code: &'static str, reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Self::Invalid { code, reason }
    }

    /// A stable code for the log.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "http.bearer.missing",
            Self::Malformed => "http.bearer.malformed",
            Self::Invalid { code, .. } => code,
            Self::Unavailable => "http.bearer.unavailable",
        }
    }

    /// The status of the response that tells it.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::Missing | Self::Invalid { .. } => StatusCode::UNAUTHORIZED,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The `error` of the challenge; none where the standard wants none.
    const fn word(&self) -> Option<&'static str> {
        match self {
            Self::Missing | Self::Unavailable => None,
            Self::Malformed => Some("invalid_request"),
            Self::Invalid { .. } => Some("invalid_token"),
        }
    }

    /// The response: a challenge, and the reason in plain text. Whoever calls learns that a token
    /// is not valid, and not why.
    pub fn into_response(self) -> Response<Body> {
        let told = match &self {
            Self::Invalid { .. } => "access token is not valid".to_owned(),
            Self::Missing | Self::Malformed | Self::Unavailable => self.to_string(),
        };
        let mut challenge = "Bearer".to_owned();
        if let Some(word) = self.word() {
            // Writing to a text cannot fail.
            let _ = write!(challenge, " error=\"{word}\"");
        }
        let reply = Reply::text(self.status(), told);
        let mut response = reply.into_response();
        if self != Self::Unavailable
            && let Ok(challenge) = HeaderValue::try_from(challenge)
        {
            response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// `b64token` of RFC 6750, §2.1.
fn is_token68(token: &str) -> bool {
    let inner = token.trim_end_matches('=');
    !inner.is_empty()
        && inner
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte))
}
