//! A token endpoint, two tools and the services behind: one request for a token, with every part
//! open to tampering.

mod access;
mod assertions;
mod service;
mod steps;
mod trace;

use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use edu_http::{
    Body, Caller, Mount, Scopes, Service as _, TokenReply, TokenRequest, TokenUnavailable, collect,
};
use edu_jose::{Algorithm, KeyId};
use edu_jose_aws_lc::AwsLcSigner;
use edu_jose_ring::Ring;
use http::header::CONTENT_TYPE;
use http::{Request, Response};
use lti_core::{
    ClientId, DeploymentId, Issuer, MemoryAssertions, MemoryPlatform, NoToolKeys, TokenParts,
    TokenRefused, TokenService, TokenSettings, ToolRegistration, scope,
};
use serde_json::json;

use crate::launch::{KEY, NOW, Token, keys, moment, url};

const ISSUER: &str = "https://lms.example";
const ENDPOINT: &str = "https://lms.example/token?tenant=7";
const SERVICES: &str = "https://lms.example/api";
const CLIENT: &str = "tool-1";
const DEPLOYMENT: &str = "deployment-1";

/// The key of the tool.
static TOOL_KEY: LazyLock<AwsLcSigner> = LazyLock::new(|| generated("tool"));
/// The key of another tool that is registered as well.
static OTHER_TOOL_KEY: LazyLock<AwsLcSigner> = LazyLock::new(|| generated("other-tool"));

type Endpoint = TokenService<
    TokenParts<Arc<MemoryPlatform>, NoToolKeys, MemoryAssertions>,
    Ring,
    &'static AwsLcSigner,
>;

fn generated(name: &str) -> AwsLcSigner {
    let key = AwsLcSigner::generate(Algorithm::Rs256).unwrap();
    key.with_key_id(KeyId::new(name).unwrap())
}

fn client(text: &str) -> ClientId {
    ClientId::new(text).unwrap()
}

fn tool(id: &str, key: &AwsLcSigner) -> ToolRegistration {
    let (login, launch) = (
        url("https://tool.example/login"),
        url("https://tool.example/launch"),
    );
    ToolRegistration::new(client(id), login, launch)
        .unwrap()
        .with_deployment(DeploymentId::new(DEPLOYMENT).unwrap())
        .with_keys(keys(&[key]))
        .with_scopes(scopes(&[scope::SCORE, scope::LINE_ITEM]))
}

fn scopes(names: &[&str]) -> Scopes {
    Scopes::parse(&names.join(" ")).unwrap()
}

fn tools() -> MemoryPlatform {
    let tools = MemoryPlatform::new();
    tools.register(tool(CLIENT, &TOOL_KEY));
    tools.register(tool("tool-2", &OTHER_TOOL_KEY));
    tools
}

fn settings() -> TokenSettings {
    TokenSettings::new(Issuer::new(ISSUER).unwrap(), SERVICES)
}

fn endpoint_with(tools: MemoryPlatform, settings: TokenSettings) -> Endpoint {
    let parts = TokenParts::new(Arc::new(tools), NoToolKeys, MemoryAssertions::new());
    let mount = Mount::new(ENDPOINT, "/token").unwrap();
    TokenService::new(parts, Ring, &KEY, settings, mount)
}

fn endpoint() -> Endpoint {
    endpoint_with(tools(), settings())
}

/// An assertion that every check accepts.
fn assertion() -> Token {
    let claims = json!({
        "iss": CLIENT,
        "sub": CLIENT,
        "aud": ENDPOINT,
        "iat": NOW,
        "exp": NOW + 300,
        "jti": "assertion-1",
    });
    Token::of(claims).without("nonce").signed_by(&TOOL_KEY)
}

fn request(assertion: &Token) -> TokenRequest {
    TokenRequest::new(assertion.seal(""), scopes(&[scope::SCORE]))
}

/// Posts a body as a form at `NOW`.
fn post(endpoint: &Endpoint, body: String) -> Response<Body> {
    let request = Request::post("/token")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .unwrap();
    call(endpoint, request)
}

fn call(endpoint: &Endpoint, request: Request<Body>) -> Response<Body> {
    pollster::block_on(endpoint.call(Caller::anonymous(), moment(NOW), request))
}

/// Asks over HTTP, and reads the answer as a tool does.
fn ask(endpoint: &Endpoint, asked: &TokenRequest) -> Result<TokenReply, TokenUnavailable> {
    TokenReply::from_http(&whole(post(endpoint, asked.to_body())))
}

fn whole(response: Response<Body>) -> Response<Bytes> {
    let (parts, body) = response.into_parts();
    let body = pollster::block_on(collect(body, 100_000)).unwrap();
    Response::from_parts(parts, body)
}

/// The endpoint refuses: with this status, telling the tool this code, for this reason.
#[track_caller]
fn assert_told(response: Response<Body>, status: u16, error: &str, code: &str) {
    assert_eq!(response.headers()["cache-control"], "no-store");
    assert_eq!(response.headers()["content-type"], "application/json");
    let refused = response.extensions().get::<TokenRefused>().unwrap().clone();
    assert_eq!(refused.code(), code, "{refused}");
    assert_eq!(response.status(), status, "{refused}");
    match TokenReply::from_http(&whole(response)) {
        Err(TokenUnavailable::Refused { error: told, .. }) => {
            assert_eq!(told.code.as_str(), error, "{refused}");
        }
        other => panic!("{other:?}"),
    }
}

/// The assertion is refused as proof of who asks, for this reason.
#[track_caller]
fn assert_unproven(assertion: &Token, code: &str) {
    let body = request(assertion).to_body();
    assert_told(post(&endpoint(), body), 401, "invalid_client", code);
}
