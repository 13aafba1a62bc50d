//! Why a call of a service did not succeed.

use core::time::Duration;

use edu_http::{
    BuildError, EntropyExhausted, LinkError, MomentUnavailable, PagerError, ReplyUnreadable,
    TokenUnavailable,
};
use edu_jose::SignError;
use lti_core::AssertionError;

use crate::FetchError;

/// Why a call of a service did not succeed.
///
/// Quotes no token, no path and no query; what a service said is in
/// [`ReplyUnreadable::said`], for a log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ServiceError {
    /// The launch, or the platform's answer for the token, does not allow the call.
    #[error("the platform granted none of the scopes that the call needs")]
    NotGranted,
    /// The call cannot be written, or not for this address.
    #[error("call cannot be written: {0}")]
    Build(#[from] BuildError),
    /// The call goes to another origin than the address it was made for.
    #[error("call leads to another origin than its address")]
    ForeignCall,
    /// No token can be asked for.
    #[error("no token can be asked for: {0}")]
    Assertion(#[from] AssertionError),
    /// The tool's key does not sign.
    #[error("no token can be asked for: {0}")]
    Signing(#[from] SignError),
    /// The host's clock or random source failed.
    #[error("{0}")]
    Moment(#[from] MomentUnavailable),
    /// The host's random source gave too little.
    #[error("{0}")]
    Entropy(#[from] EntropyExhausted),
    /// The token endpoint gave no token.
    #[error("{0}")]
    Token(#[from] TokenUnavailable),
    /// The token endpoint could not be asked.
    #[error("token endpoint: {0}")]
    TokenExchange(ExchangeError),
    /// The token endpoint failed a moment ago and is not asked again so soon.
    #[error("token endpoint failed, and is not asked again for {retry_after:?}")]
    TokenLater {
        /// When it may be asked again.
        retry_after: Duration,
    },
    /// The service could not be asked.
    #[error("service: {0}")]
    Exchange(#[from] ExchangeError),
    /// The service refused, or said nothing that can be read.
    #[error("service: {0}")]
    Reply(#[from] ReplyUnreadable),
    /// The links of a page cannot be read.
    #[error("{0}")]
    Links(#[from] LinkError),
    /// The next page must not be asked for.
    #[error("{0}")]
    Page(#[from] PagerError),
}

/// Why there is no answer, or why it was not taken.
///
/// Never quotes path or query of the address, nor what it answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExchangeError {
    /// The client cannot read the address.
    #[error("address cannot be read")]
    Address,
    /// Plain http, and not to this machine or not permitted.
    #[error("address is http, https is required")]
    Insecure,
    /// The host is on this machine, inside a network or nowhere, and the policy does not name it.
    #[error("host has no address that may be reached")]
    OutOfReach,
    /// There is no such name, nobody listens, or the network failed.
    #[error("host cannot be connected to")]
    Connect,
    /// The certificate is not trusted, or the two sides have no TLS in common.
    #[error("host cannot be trusted: {reason}")]
    Tls {
        /// In the words of the TLS implementation.
        reason: String,
    },
    /// It took too long.
    #[error("answer took longer than {limit:?}")]
    Timeout {
        /// What is allowed.
        limit: Duration,
    },
    /// The answer leads elsewhere.
    #[error("answer leads to another address, redirects are not followed")]
    Redirect,
    /// The answer is too long.
    #[error("answer is above {limit} bytes")]
    TooLarge {
        /// What is allowed.
        limit: usize,
    },
    /// The connection broke, or the answer is no HTTP.
    #[error("answer broke off")]
    Broken,
}

impl From<FetchError> for ExchangeError {
    fn from(error: FetchError) -> Self {
        match error {
            FetchError::Address => Self::Address,
            FetchError::Insecure => Self::Insecure,
            FetchError::OutOfReach => Self::OutOfReach,
            FetchError::Connect => Self::Connect,
            FetchError::Tls { reason } => Self::Tls { reason },
            FetchError::Timeout { limit } => Self::Timeout { limit },
            FetchError::Redirect => Self::Redirect,
            FetchError::TooLarge { limit } => Self::TooLarge { limit },
            // A status is no failure of an exchange, so that it never comes from one.
            FetchError::Status { .. } | FetchError::Broken => Self::Broken,
        }
    }
}
