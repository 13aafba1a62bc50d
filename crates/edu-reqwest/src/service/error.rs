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
    TokenExchange(FetchError),
    /// The token endpoint failed a moment ago and is not asked again so soon.
    #[error("token endpoint failed, and is not asked again for {retry_after:?}")]
    TokenLater {
        /// When it may be asked again.
        retry_after: Duration,
    },
    /// The service could not be asked.
    #[error("service: {0}")]
    Exchange(#[from] FetchError),
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
