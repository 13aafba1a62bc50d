//! Requests on their way over HTTP.

use core::time::Duration;
use std::io::{self, ErrorKind, Read as _};
use std::sync::Arc;

use bytes::Bytes;
use http::{Method, Request, Response};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Error};
use xapi_lrs::client::{Delivery, SendFailure};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A client that follows no redirect, which would take the credentials along.
pub(super) fn agent() -> Agent {
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    Agent::config_builder()
        .tls_config(tls)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(PATIENCE))
        .build()
        .into()
}

/// Sends one request and reads the answer.
pub(super) fn send(agent: &Agent, request: Request<Bytes>) -> Result<Response<Bytes>, SendFailure> {
    let (parts, body) = request.into_parts();
    let answer = if parts.method == Method::GET {
        agent.run(Request::from_parts(parts, ()))
    } else {
        agent.run(Request::from_parts(parts, body.as_ref()))
    };
    let (parts, body) = answer.map_err(|error| failure(&error))?.into_parts();
    let most = u64::try_from(Delivery::ANSWER_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let read = body.into_reader().take(most).read_to_end(&mut bytes);
    read.map_err(|_| SendFailure::Unreachable)?;
    Ok(Response::from_parts(parts, bytes.into()))
}

fn failure(error: &Error) -> SendFailure {
    // A certificate that is refused comes as data that is not what it should be.
    let is_refused = |error: &io::Error| error.kind() == ErrorKind::InvalidData;
    if matches!(error, Error::Timeout(_)) {
        return SendFailure::TimedOut;
    }
    if matches!(error, Error::Tls(_) | Error::Rustls(_))
        || matches!(error, Error::Io(error) if is_refused(error))
    {
        return SendFailure::Untrusted;
    }
    SendFailure::Unreachable
}
