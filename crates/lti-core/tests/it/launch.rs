//! A platform, a tool and a browser: one launch with every part open to tampering.

mod backend;
mod token;

use core::sync::atomic::{AtomicU64, Ordering};
use std::sync::LazyLock;

use edu_http::{Body, Entropy, Moment, encode_pairs};
use edu_jose::{Algorithm, Jwk, KeyId, KeySet, Verify};
use edu_jose_aws_lc::AwsLcSigner;
use edu_jose_ring::Ring;
use edu_types::{HttpUrl, Timestamp};
use http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use http::{Method, Request, Response, StatusCode};
use lti_core::{
    ClientId, DeploymentId, Fault, Issuer, LaunchError, LaunchOutcome, LtiTool, MemoryTool,
    Registration, ToolBackend, ToolSettings, VerifiedLaunch,
};

pub(crate) use backend::{Counting, NeverVerify};
pub(crate) use token::{INSTRUCTOR, LEARNER, Token, encode, signed};

/// The time of every launch here, in seconds since 1970.
pub(crate) const NOW: i64 = 1_700_000_000;
pub(crate) const ISSUER: &str = "https://lms.example";
pub(crate) const CLIENT: &str = "client-1";
pub(crate) const DEPLOYMENT: &str = "deployment-1";
pub(crate) const TARGET: &str = "https://tool.example/launch";
pub(crate) const AUTHORIZATION: &str = "https://lms.example/auth";

/// The fields of an honest login initiation.
pub(crate) const INITIATION: &[(&str, &str)] = &[
    ("iss", ISSUER),
    ("client_id", CLIENT),
    ("login_hint", "hint"),
    ("target_link_uri", TARGET),
];

/// The platform's key.
pub(crate) static KEY: LazyLock<AwsLcSigner> = LazyLock::new(|| generated("platform"));
/// A key of somebody else: an attacker, another platform, the tool itself.
pub(crate) static OTHER_KEY: LazyLock<AwsLcSigner> = LazyLock::new(|| generated("other"));

pub(crate) type Tool = LtiTool<MemoryTool, Ring>;

fn generated(name: &str) -> AwsLcSigner {
    let key = AwsLcSigner::generate(Algorithm::Rs256).unwrap();
    key.with_key_id(KeyId::new(name).unwrap())
}

pub(crate) fn keys(signers: &[&AwsLcSigner]) -> KeySet {
    signers
        .iter()
        .map(|signer| Jwk::of_signer(*signer))
        .collect()
}

pub(crate) fn url(text: &str) -> HttpUrl {
    HttpUrl::parse(text).unwrap()
}

pub(crate) fn registration_of(issuer: &str, client: &str) -> Registration {
    Registration::new(
        Issuer::new(issuer).unwrap(),
        ClientId::new(client).unwrap(),
        url(AUTHORIZATION),
        url(TARGET),
    )
    .unwrap()
}

pub(crate) fn registration() -> Registration {
    registration_of(ISSUER, CLIENT)
}

pub(crate) fn deployments() -> Vec<DeploymentId> {
    vec![DeploymentId::new(DEPLOYMENT).unwrap()]
}

/// A store that knows one platform.
pub(crate) fn memory(registration: Registration, keys: KeySet) -> MemoryTool {
    let memory = MemoryTool::new();
    memory.register(registration.with_keys(keys), deployments());
    memory
}

/// A store that knows one platform, but none of its keys.
pub(crate) fn unkeyed() -> MemoryTool {
    let memory = MemoryTool::new();
    memory.register(registration(), deployments());
    memory
}

/// A tool with default settings and one honest platform.
pub(crate) fn tool() -> Tool {
    tool_for(registration())
}

pub(crate) fn tool_for(registration: Registration) -> Tool {
    tool_with(memory(registration, keys(&[&*KEY])), ToolSettings::new())
}

pub(crate) const fn tool_with(memory: MemoryTool, settings: ToolSettings) -> Tool {
    LtiTool::new(memory, Ring, settings)
}

/// A call at `seconds`, with randomness no other call of this run has.
pub(crate) fn moment(seconds: i64) -> Moment {
    static CALLS: AtomicU64 = AtomicU64::new(1);
    let call = CALLS.fetch_add(1, Ordering::SeqCst).to_le_bytes();
    let mut bytes = [0; Entropy::BYTES];
    // Each token takes 32 bytes: the call and its own place make it unique.
    for (place, chunk) in bytes.chunks_mut(32).enumerate() {
        chunk[..8].copy_from_slice(&call);
        chunk[8] = u8::try_from(place).unwrap();
    }
    Moment::new(Timestamp::from_unix_seconds(seconds), Entropy::new(bytes))
}

/// A login the browser has started.
pub(crate) struct Login {
    /// Name and value, as the browser sends them back.
    pub(crate) cookie: String,
    pub(crate) location: String,
    pub(crate) state: String,
    pub(crate) nonce: String,
}

/// Sends a login initiation as GET.
pub(crate) fn initiate<B: ToolBackend, V: Verify + Sync>(
    tool: &LtiTool<B, V>,
    fields: &[(&str, &str)],
) -> Response<Body> {
    let query = encode_pairs(fields.iter().copied());
    let request = Request::get(format!("/login?{query}"));
    let request = request.body(Body::empty()).unwrap();
    pollster::block_on(tool.login(moment(NOW), request))
}

/// Starts a login and reads what the browser gets.
pub(crate) fn begin_with<B: ToolBackend, V: Verify + Sync>(
    tool: &LtiTool<B, V>,
    fields: &[(&str, &str)],
) -> Login {
    read_login(&initiate(tool, fields))
}

pub(crate) fn begin<B: ToolBackend, V: Verify + Sync>(tool: &LtiTool<B, V>) -> Login {
    begin_with(tool, INITIATION)
}

pub(crate) fn read_login(reply: &Response<Body>) -> Login {
    assert_eq!(reply.status(), StatusCode::FOUND);
    let location = reply.headers()[LOCATION].to_str().unwrap().to_owned();
    let cookie = reply.headers()[SET_COOKIE].to_str().unwrap();
    let query = location.split_once('?').unwrap().1;
    let field = |wanted: &str| {
        form_urlencoded::parse(query.as_bytes())
            .find_map(|(name, value)| (name == wanted).then(|| value.into_owned()))
            .unwrap()
    };
    Login {
        cookie: cookie.split(';').next().unwrap().to_owned(),
        state: field("state"),
        nonce: field("nonce"),
        location,
    }
}

pub(crate) fn message_form(state: &str, token: &str) -> String {
    encode_pairs([("state", state), ("id_token", token)])
}

/// A post to the launch address at `NOW`, with these cookie headers.
pub(crate) fn post<B: ToolBackend, V: Verify + Sync>(
    tool: &LtiTool<B, V>,
    cookies: &[&str],
    form: &str,
) -> LaunchOutcome {
    let mut request = Request::builder()
        .method(Method::POST)
        .uri("/launch")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    for cookie in cookies {
        request = request.header(COOKIE, *cookie);
    }
    let request = request.body(Body::from(form.to_owned())).unwrap();
    pollster::block_on(tool.launch(moment(NOW), request))
}

/// Posts a finished token as the answer to `login`, from the browser that started it.
pub(crate) fn deliver<B: ToolBackend, V: Verify + Sync>(
    tool: &LtiTool<B, V>,
    login: &Login,
    token: &str,
) -> Result<VerifiedLaunch, LaunchError> {
    verdict(post(
        tool,
        &[&login.cookie],
        &message_form(&login.state, token),
    ))
}

pub(crate) fn verdict(outcome: LaunchOutcome) -> Result<VerifiedLaunch, LaunchError> {
    match outcome {
        LaunchOutcome::Launched(launch) => Ok(launch),
        LaunchOutcome::Asked(_) => panic!("no platform here offers storage"),
        LaunchOutcome::Refused(_, error) => Err(error),
    }
}

/// A whole launch: login, token with the login's nonce, post.
pub(crate) fn launch<B: ToolBackend, V: Verify + Sync>(
    tool: &LtiTool<B, V>,
    token: &Token,
) -> Result<VerifiedLaunch, LaunchError> {
    let login = begin(tool);
    deliver(tool, &login, &token.seal(&login.nonce))
}

#[track_caller]
pub(crate) fn assert_error(
    result: Result<VerifiedLaunch, LaunchError>,
    code: &str,
    fault: Fault,
) -> LaunchError {
    let error = result.expect_err("launch must be refused");
    assert_eq!((error.code(), error.fault()), (code, fault), "{error}");
    error
}

/// The token is refused by the usual tool, for this reason.
#[track_caller]
pub(crate) fn assert_refused(token: &Token, code: &str, fault: Fault) {
    assert_error(launch(&tool(), token), code, fault);
}

/// The token launches the usual tool, with exactly these warnings.
#[track_caller]
pub(crate) fn assert_accepted(token: &Token, warnings: &[&str]) -> VerifiedLaunch {
    let launch = launch(&tool(), token).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(codes(&launch), warnings);
    launch
}

pub(crate) fn codes(launch: &VerifiedLaunch) -> Vec<&'static str> {
    let findings = launch.report().findings().iter();
    findings.map(|finding| finding.code).collect()
}
