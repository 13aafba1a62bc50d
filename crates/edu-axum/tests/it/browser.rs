//! A platform and a tool, and the browser between them.
//!
//! Which server stack they live in is said in `stack.rs` alone: this file and the tests that use
//! it judge every adapter.

use std::sync::{Arc, LazyLock};

use edu_http::{Body, Caller, Moments as _, Mount, SessionId, collect, cookie, encode_pairs};
use edu_jose::{Algorithm, Jwk, KeySet, sign_compact};
use edu_jose_aws_lc::AwsLcSigner;
use edu_jose_ring::Ring;
use edu_json::ToJson as _;
use edu_types::HttpUrl;
use http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use http::request::Parts;
use http::{HeaderMap, Request, Response, StatusCode};
use lti_core::{
    Audience, Claims, ClientId, DeploymentId, Issuer, LaunchError, LaunchMessage, LaunchRequest,
    LtiPlatform, LtiTool, MemoryPlatform, MemoryTool, MessageType, Nonce, NumericDate, Person,
    PlatformSettings, Registration, ResourceLink, ResourceLinkId, Roles, Subject, ToolRegistration,
    ToolSettings, Version,
};

pub(crate) use crate::stack::{App, SystemMoments, mounted, send};

pub(crate) const ISSUER: &str = "https://lms.example";
pub(crate) const CLIENT: &str = "tool-1";
pub(crate) const DEPLOYMENT: &str = "course-7";
pub(crate) const TARGET: &str = "https://tool.example/lti/launch";
pub(crate) const LEARNER: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner";
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";
/// The cookie of a person who is signed in at the platform.
pub(crate) const ADA: &str = "session=ada";

/// The platform's key.
pub(crate) static KEY: LazyLock<AwsLcSigner> =
    LazyLock::new(|| AwsLcSigner::generate(Algorithm::Rs256).unwrap());

pub(crate) type Tool = Arc<LtiTool<MemoryTool, Ring>>;
pub(crate) type Platform = LtiPlatform<MemoryPlatform, &'static AwsLcSigner>;

pub(crate) fn url(text: &str) -> HttpUrl {
    HttpUrl::parse(text).unwrap()
}

pub(crate) fn client() -> ClientId {
    ClientId::new(CLIENT).unwrap()
}

pub(crate) fn deployment() -> DeploymentId {
    DeploymentId::new(DEPLOYMENT).unwrap()
}

pub(crate) fn tool() -> Tool {
    let registration = Registration::new(
        Issuer::new(ISSUER).unwrap(),
        client(),
        url("https://lms.example/lti/authorize"),
        url(TARGET),
    );
    let platforms = MemoryTool::new();
    let keys = KeySet::from_keys([Jwk::of_signer(&*KEY)]);
    platforms.register(registration.unwrap().with_keys(keys), [deployment()]);
    Arc::new(LtiTool::new(platforms, Ring, ToolSettings::new()))
}

/// The tool's addresses, as the README of each adapter has them.
pub(crate) fn tool_app() -> App {
    crate::stack::tool_app(&tool())
}

pub(crate) fn platform() -> Arc<Platform> {
    let tools = MemoryPlatform::new();
    let login = url("https://tool.example/lti/login");
    let tool = ToolRegistration::new(client(), login, url(TARGET)).unwrap();
    tools.register(tool.with_deployment(deployment()));
    let settings = PlatformSettings::new(Issuer::new(ISSUER).unwrap()).unwrap();
    // The stack takes the prefix off.
    let address = Mount::new("https://lms.example/lti", "").unwrap();
    Arc::new(LtiPlatform::new(tools, &*KEY, settings, address))
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature of an authentication"
)]
pub(crate) fn by_session(parts: &Parts) -> Result<Caller, Box<Response<Body>>> {
    let session = cookie(&parts.headers, "session").unwrap();
    Ok(session.map_or_else(Caller::anonymous, |id| {
        Caller::anonymous().with_session(SessionId::new(id).unwrap())
    }))
}

pub(crate) fn platform_app(platform: &Arc<Platform>) -> App {
    mounted("/lti", Arc::clone(platform), by_session)
}

/// A learner's launch, started in the session of [`ADA`]; returns where the browser is sent.
pub(crate) async fn start(platform: &Platform) -> String {
    let link = ResourceLink::new(ResourceLinkId::new("link-1").unwrap());
    let person = Person::new(Subject::new("person-1").unwrap(), Roles::parse([LEARNER]));
    let message = LaunchMessage::resource_link(link);
    let request = LaunchRequest::new(client(), deployment(), url(TARGET), person, message);
    let caller = Caller::anonymous().with_session(SessionId::new("ada").unwrap());
    let moment = SystemMoments::new().moment().unwrap();
    let reply = platform.start(&caller, request, moment).await;
    location(reply.headers())
}

/// A GET of the path and query of an address.
pub(crate) async fn get(app: &App, address: &str, cookies: &str) -> Response<Body> {
    let without_host = |rest: &str| rest.split_once('/').map(|(_, path)| format!("/{path}"));
    let path = address.strip_prefix("https://").and_then(without_host);
    let path = path.unwrap_or_else(|| address.to_owned());
    let request = Request::get(path).header(COOKIE, cookies);
    send(app, request.body(Body::empty()).unwrap()).await
}

pub(crate) async fn post_form(
    app: &App,
    path: &str,
    cookies: &str,
    form: String,
) -> Response<Body> {
    let request = Request::post(path)
        .header(CONTENT_TYPE, FORM)
        .header(COOKIE, cookies);
    send(app, request.body(Body::from(form)).unwrap()).await
}

pub(crate) fn location(headers: &HeaderMap) -> String {
    headers[LOCATION].to_str().unwrap().to_owned()
}

pub(crate) async fn text(response: Response<Body>) -> String {
    let bytes = collect(response.into_body(), usize::MAX).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A login this browser has begun.
pub(crate) struct Login {
    pub(crate) cookie: String,
    pub(crate) state: String,
    pub(crate) nonce: String,
}

/// Begins a login at the tool as an honest platform asks for it.
pub(crate) async fn begin(app: &App) -> Login {
    let query = encode_pairs([
        ("iss", ISSUER),
        ("client_id", CLIENT),
        ("login_hint", "ada"),
        ("target_link_uri", TARGET),
    ]);
    let response = get(app, &format!("/lti/login?{query}"), "").await;
    assert_eq!(response.status(), StatusCode::FOUND);
    let set = response.headers()[SET_COOKIE].to_str().unwrap();
    let location = location(response.headers());
    let field = |name: &str| {
        let (_, rest) = location.split_once(&format!("&{name}=")).unwrap();
        rest.split('&').next().unwrap().to_owned()
    };
    Login {
        cookie: set.split(';').next().unwrap().to_owned(),
        state: field("state"),
        nonce: field("nonce"),
    }
}

/// Claims of a learner's launch, made now, for this nonce.
pub(crate) fn claims(nonce: &str) -> Claims {
    let now = SystemMoments::new().moment().unwrap().now.unix_seconds();
    let mut claims = Claims::new(
        Issuer::new(ISSUER).unwrap(),
        Audience::one(client()),
        NumericDate::new(now.saturating_add(300)).unwrap(),
        NumericDate::new(now).unwrap(),
        Nonce::new(nonce).unwrap(),
        MessageType::ResourceLinkRequest,
        Version::V1_3_0,
        deployment(),
    );
    claims.subject = Some(Subject::new("person-1").unwrap());
    claims.roles = Some(Roles::parse([LEARNER]));
    claims.target_link_uri = Some(TARGET.into());
    claims.resource_link = Some(ResourceLink::new(ResourceLinkId::new("link-1").unwrap()));
    claims
}

pub(crate) fn signed(claims: &Claims) -> String {
    sign_compact(Some("JWT"), claims.to_json_string().as_bytes(), &*KEY).unwrap()
}

pub(crate) fn message(state: &str, token: &str) -> String {
    encode_pairs([("state", state), ("id_token", token)])
}

/// The refusal of a launch: status, code on the page and in the log, and a page that does
/// nothing by itself.
#[track_caller]
pub(crate) fn assert_refused(response: &Response<Body>, status: StatusCode, code: &str) {
    let error = response.extensions().get::<LaunchError>();
    let error = error.expect("the reason is in the extensions");
    assert_eq!((response.status(), error.code()), (status, code), "{error}");
    let headers = response.headers();
    assert_eq!(headers["cache-control"], "no-store");
    assert_eq!(headers["referrer-policy"], "no-referrer");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("default-src 'none'"), "{policy}");
    assert!(policy.contains("form-action 'none'"), "{policy}");
    assert!(!headers.contains_key(SET_COOKIE) && !headers.contains_key(LOCATION));
}
