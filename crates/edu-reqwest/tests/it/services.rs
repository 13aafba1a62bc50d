//! Calls of services over loopback, from a platform that answers as each test says.

mod calls;
mod keys;
mod pages;
mod server;
mod tokens;

use core::time::Duration;
use std::sync::{Arc, LazyLock};
use std::time::SystemTime;

use bytes::Bytes;
use edu_http::{
    Answer, Backoff, BuildError, Endpoint, Entropy, Moment, MomentUnavailable, Mount, Needs,
    Refusal, ReplyUnreadable, Scopes,
};
use edu_jose::Algorithm;
use edu_jose_aws_lc::AwsLcSigner;
use edu_reqwest::{FetchPolicy, Grant, ServiceClient, ServiceLimits};
use edu_types::{HttpUrl, Profile, Timestamp};
use http::{Method, Request, Response, StatusCode};
use lti_core::{ClientId, Issuer, Registration};

use server::Server;

const READ: &str = "https://lms.example/scope/read";
const WRITE: &str = "https://lms.example/scope/write";

static KEY: LazyLock<AwsLcSigner> =
    LazyLock::new(|| AwsLcSigner::generate(Algorithm::Rs256).unwrap());

type Client = ServiceClient<&'static AwsLcSigner, fn() -> Result<Moment, MomentUnavailable>>;

fn now() -> Result<Moment, MomentUnavailable> {
    let now = Timestamp::from_system_time(SystemTime::now()).ok_or(MomentUnavailable)?;
    Ok(Moment::new(now, Entropy::new([7; Entropy::BYTES])))
}

fn limits() -> ServiceLimits {
    let limits = ServiceLimits::DEFAULT.with_total_timeout(Duration::from_millis(800));
    limits.and_then(|limits| limits.with_bytes(2048)).unwrap()
}

fn client_with(policy: FetchPolicy, limits: ServiceLimits) -> Client {
    let moments: fn() -> Result<Moment, MomentUnavailable> = now;
    ServiceClient::new(&*KEY, moments, policy, limits)
        .unwrap()
        .with_backoff(Backoff::new().with_first(Duration::from_millis(10)))
}

fn client() -> Client {
    client_with(FetchPolicy::new().insecure_allow_loopback(), limits())
}

/// The tool at the platform of this server, with these scopes granted.
fn grant(server: &Server, scopes: &[&str]) -> Grant {
    let registration = Registration::insecure_allow_loopback(
        Issuer::new(server.url("").as_str()).unwrap(),
        ClientId::new("tool-1").unwrap(),
        server.url("/auth"),
        HttpUrl::parse("https://tool.example/launch").unwrap(),
    );
    let registration = registration
        .unwrap()
        .with_token_endpoint(server.url("/token"));
    Grant::new(
        Arc::new(registration.unwrap()),
        Scopes::parse(&scopes.join(" ")).unwrap(),
    )
}

/// Asks what is said at an address.
struct Ask;

/// What was said.
#[derive(Debug, PartialEq)]
struct Said(String);

impl Endpoint for Ask {
    type Reply = Said;

    const NEEDS: Needs = Needs::any(&[READ, WRITE]);

    fn to_http(&self, mount: &Mount) -> Result<Request<Bytes>, BuildError> {
        let request = Request::get(mount.url("/said")).header("accept", "text/plain");
        request.body(Bytes::new()).map_err(|_| BuildError::Request)
    }

    fn from_http(_: &Request<Bytes>, _: &Mount, _: &Profile) -> Result<Self, Refusal> {
        Err(Refusal::not_found())
    }
}

/// Asks what everyone may know.
struct AskOpenly;

impl Endpoint for AskOpenly {
    type Reply = Said;

    const NEEDS: Needs = Needs::NOTHING;

    fn to_http(&self, mount: &Mount) -> Result<Request<Bytes>, BuildError> {
        Ask.to_http(mount)
    }

    fn from_http(_: &Request<Bytes>, _: &Mount, _: &Profile) -> Result<Self, Refusal> {
        Err(Refusal::not_found())
    }
}

/// Goes elsewhere whatever its address.
struct Stray;

impl Endpoint for Stray {
    type Reply = Said;

    const NEEDS: Needs = Needs::NOTHING;

    fn to_http(&self, _: &Mount) -> Result<Request<Bytes>, BuildError> {
        let request = Request::builder()
            .method(Method::GET)
            .uri("https://evil.example/said");
        request.body(Bytes::new()).map_err(|_| BuildError::Request)
    }

    fn from_http(_: &Request<Bytes>, _: &Mount, _: &Profile) -> Result<Self, Refusal> {
        Err(Refusal::not_found())
    }
}

impl Answer for Said {
    fn to_http(&self) -> Result<Response<Bytes>, BuildError> {
        Ok(Response::new(Bytes::from(self.0.clone())))
    }

    fn from_http(response: &Response<Bytes>) -> Result<Self, ReplyUnreadable> {
        match response.status() {
            StatusCode::OK => Ok(Self(String::from_utf8_lossy(response.body()).into_owned())),
            _ => Err(ReplyUnreadable::new(response, "status is another than 200")),
        }
    }
}

fn said(text: &str) -> Said {
    Said(text.to_owned())
}
