//! Why a request was not answered.

use core::error::Error;
use core::time::Duration;
use std::io;

use crate::resolver::OutOfReach;

/// Why there is no answer, or why it was not taken.
///
/// Never quotes path or query of the address, which may hold a token, nor what it answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
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
    #[error("address leads to another one, redirects are not followed")]
    Redirect,
    /// The answer is none of success.
    #[error("address answered {found}, 200 is allowed")]
    Status {
        /// The status.
        found: u16,
    },
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

/// The client cannot be set up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("client cannot be set up: {reason}")]
#[non_exhaustive]
pub struct ClientError {
    /// In the words of the TLS implementation.
    pub reason: String,
}

impl ClientError {
    pub(crate) fn new(error: &dyn Error) -> Self {
        Self {
            reason: error.to_string(),
        }
    }
}

impl FetchError {
    /// What the client's error means; its text is left behind, because it quotes the address.
    pub(crate) fn of_client(error: &reqwest::Error, connect_timeout: Duration) -> Self {
        if cause::<OutOfReach>(error).is_some() {
            return Self::OutOfReach;
        }
        if let Some(error) = cause::<rustls::Error>(error) {
            return Self::Tls {
                reason: error.to_string(),
            };
        }
        match (error.is_timeout(), error.is_connect()) {
            (true, _) => Self::Timeout {
                limit: connect_timeout,
            },
            (false, true) => Self::Connect,
            (false, false) => Self::Broken,
        }
    }
}

/// The first cause of this type.
fn cause<T: Error + 'static>(error: &reqwest::Error) -> Option<&T> {
    let mut next = error.source();
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<T>() {
            return Some(found);
        }
        // An error of input or output names as its source that of the error inside, not that one.
        let inside = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        next = match inside {
            Some(inside) => Some(inside),
            None => error.source(),
        };
    }
    None
}
