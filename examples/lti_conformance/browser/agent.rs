//! The HTTP client behind the browser: follows nothing, remembers nothing, and knows that
//! names below `localhost` are this machine, as browsers do.

use core::net::{Ipv4Addr, SocketAddr};
use core::time::Duration;
use std::io::{self, ErrorKind, Read as _};
use std::sync::Arc;

use http::Uri;
use ureq::config::Config;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

use super::{Answer, Call};
use crate::args::Common;

/// Most bytes of a page that are kept.
const MAX_PAGE: u64 = 512 * 1024;

/// A client that waits, and believes certificates, as was said at the shell.
pub(crate) fn agent(args: &Common) -> Agent {
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .disable_verification(args.insecure_certificates)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    let config = Agent::config_builder()
        .tls_config(tls)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        // Each request on a connection of its own: who refuses a long body may close the connection,
        // and the next request would hear of it.
        .max_idle_connections(0)
        .max_idle_connections_per_host(0)
        .timeout_global(Some(Duration::from_secs(args.timeout)))
        .proxy(None)
        .user_agent("lti_conformance")
        .build();
    Agent::with_parts(config, DefaultConnector::default(), Names)
}

/// Sends one request.
pub(super) fn send(
    agent: &Agent,
    call: &Call,
    headers: &[(String, String)],
) -> Result<Answer, String> {
    let mut request = http::Request::builder()
        .method(if call.body.is_some() { "POST" } else { "GET" })
        .uri(call.url.as_str());
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let is_named = |name: &str| {
        headers
            .iter()
            .any(|(own, _)| own.eq_ignore_ascii_case(name))
    };
    if !is_named("accept") {
        request = request.header("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }
    let answer = match &call.body {
        Some(body) => {
            if !is_named("content-type") {
                request = request.header("content-type", "application/x-www-form-urlencoded");
            }
            agent.run(request.body(body.as_str()).map_err(unsendable)?)
        }
        None => agent.run(request.body(()).map_err(unsendable)?),
    };
    let (parts, body) = answer.map_err(words)?.into_parts();
    let headers = parts.headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        (name.as_str().to_owned(), value)
    });
    Ok(Answer {
        url: call.url.clone(),
        status: parts.status.as_u16(),
        headers: headers.collect(),
        body: read(body),
    })
}

/// What came of a page, up to a bound; one that breaks off is kept as far as it came.
fn read(body: ureq::Body) -> String {
    let mut bytes = Vec::new();
    let mut reader = body.into_reader().take(MAX_PAGE);
    // A page that breaks off was still an answer; its status counts.
    let _broken_off = reader.read_to_end(&mut bytes).is_err();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn unsendable(error: http::Error) -> String {
    format!("the address or a header cannot be sent: {error}")
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn words(error: Error) -> String {
    let closed = [
        ErrorKind::BrokenPipe,
        ErrorKind::ConnectionReset,
        ErrorKind::ConnectionAborted,
        ErrorKind::UnexpectedEof,
    ];
    let is_closed = |error: &io::Error| closed.contains(&error.kind());
    let is_refused = |error: &io::Error| error.kind() == ErrorKind::ConnectionRefused;
    if matches!(&error, Error::Io(error) if is_closed(error)) {
        return "connection closed".to_owned();
    }
    if matches!(&error, Error::Io(error) if is_refused(error))
        || matches!(error, Error::ConnectionFailed)
    {
        return "nobody answers".to_owned();
    }
    if matches!(error, Error::Timeout(_)) {
        return "no answer in time".to_owned();
    }
    error.to_string()
}

/// Finds hosts as browsers do.
#[derive(Debug)]
struct Names;

impl Resolver for Names {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let below_localhost = uri.host().is_some_and(|host| host.ends_with(".localhost"));
        if !below_localhost {
            return DefaultResolver::default().resolve(uri, config, timeout);
        }
        let secure = uri.scheme_str() == Some("https");
        let port = uri.port_u16().unwrap_or(if secure { 443 } else { 80 });
        let mut found = self.empty();
        found.push(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
        Ok(found)
    }
}
