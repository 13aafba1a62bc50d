//! The shortest LTI tool that is safe, ready to copy.
//!
//! Start the platform with `cargo run --example campus`, then this program, and press
//! "Open your own tool" in the course.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program talks to its user"
)]

use core::time::Duration;
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::map_response_with_state;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{any, get};
use axum::{Extension, Router};
use clap::Parser;
use edu_axum::{Launch, SystemMoments};
use edu_examples::origin;
use edu_http::{Moments as _, SetCookie, cookie};
use edu_jose::{JwksLimits, KeySet};
use edu_jose_ring::Ring;
use edu_types::HttpUrl;
use lti_core::{ClientId, DeploymentId, Issuer, LtiTool, MemoryTool, Registration, ToolSettings};
use tokio::task::spawn_blocking;

/// The shortest LTI tool that is safe.
#[derive(Parser)]
struct Args {
    /// Port to listen on, on loopback
    #[arg(long, default_value_t = 4100)]
    port: u16,
    /// The platform: the `iss` of its tokens
    #[arg(long, default_value = "http://lms.localhost:8080", value_parser = origin)]
    issuer: String,
    /// Where the platform publishes its keys
    #[arg(long, default_value = "http://127.0.0.1:8080/lti/jwks")]
    keys: String,
}

type Failure = Box<dyn core::error::Error + Send + Sync>;

/// When each session began, and what its person may do.
type Sessions = Arc<Mutex<BTreeMap<String, (Instant, &'static str)>>>;

const COOKIE: &str = "__Host-tool";
const LIFETIME: Duration = Duration::from_secs(8 * 60 * 60);

/// Runs for launches that hold only. The redirect keeps a reload from posting a used launch.
async fn launched(
    Extension(sessions): Extension<Sessions>,
    Launch(launch): Launch,
) -> Result<impl IntoResponse, StatusCode> {
    let teaches = launch.roles().is_context_instructor();
    let mut moment = SystemMoments::new().moment().map_err(failed)?;
    let id = moment.entropy.take_token().map_err(failed)?;
    let cookie = SetCookie::new(COOKIE, &id).map_err(failed)?.cross_site();
    let cookie = cookie.to_header_value().map_err(failed)?;
    let mut sessions = sessions.lock().unwrap_or_else(PoisonError::into_inner);
    sessions.retain(|_, (began, _)| began.elapsed() < LIFETIME);
    sessions.insert(
        id,
        (Instant::now(), if teaches { "teach" } else { "learn" }),
    );
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/")))
}

async fn home(
    Extension(sessions): Extension<Sessions>,
    headers: HeaderMap,
) -> Result<Html<String>, StatusCode> {
    let id = cookie(&headers, COOKIE).map_err(|_| StatusCode::BAD_REQUEST)?;
    let sessions = sessions.lock().unwrap_or_else(PoisonError::into_inner);
    let session = id.and_then(|id| sessions.get(id));
    let (_, may) = session
        .filter(|(began, _)| began.elapsed() < LIFETIME)
        .ok_or(StatusCode::UNAUTHORIZED)?;
    Ok(Html(format!(
        "<!DOCTYPE html><html lang=en><title>A tool</title>\
         <h1>The launch holds</h1><p>You may {may} here."
    )))
}

/// Only the platform shows our pages in a frame: a page over them could steal a click.
async fn guard(State(ancestors): State<HeaderValue>, mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.append(CONTENT_SECURITY_POLICY, ancestors);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn failed(error: impl core::fmt::Display) -> StatusCode {
    eprintln!("lti_tool: {error}");
    StatusCode::INTERNAL_SERVER_ERROR
}

/// The platform's keys, asked for once: enough for a demonstration. A production host answers
/// `PlatformKeys::key_set` from `edu_reqwest::CachedKeys`, which follows the platform's changes
/// of keys and reaches no address it should not.
fn fetch_keys(address: &str) -> Result<KeySet, Failure> {
    let limits = JwksLimits::DEFAULT;
    let patience = Some(Duration::from_secs(10));
    let asked = ureq::get(address).config().timeout_global(patience).build();
    let mut published = asked.call().map_err(|error| {
        let hint = "is the platform running? cargo run --example campus";
        format!("{address}: {error}; {hint}")
    })?;
    let size = u64::try_from(limits.bytes)?;
    let published = published.body_mut().with_config().limit(size);
    let (keys, _) = KeySet::parse(&published.read_to_vec()?, &limits)?;
    Ok(keys)
}

fn platform(args: &Args, keys: KeySet) -> Result<MemoryTool, Failure> {
    // Plain http on loopback, for this demonstration; `Registration::new` insists on https.
    let registration = Registration::insecure_allow_loopback(
        Issuer::new(&*args.issuer)?,
        ClientId::new("your-own-tool")?,
        HttpUrl::parse(&format!("{}/lti/authorize", args.issuer))?,
        HttpUrl::parse(&format!("http://localhost:{}/lti/launch", args.port))?,
    )?;
    let platforms = MemoryTool::new();
    platforms.register(
        registration.with_keys(keys),
        [DeploymentId::new("campus-1")?],
    );
    Ok(platforms)
}

async fn run(args: &Args) -> Result<(), Failure> {
    let address = args.keys.clone();
    let keys = spawn_blocking(move || fetch_keys(&address)).await??;
    let platform = platform(args, keys)?;
    let tool = Arc::new(LtiTool::new(platform, Ring, ToolSettings::new()));
    let ancestors = HeaderValue::try_from(format!("frame-ancestors {}", args.issuer))?;
    let app = Router::new()
        .route_service("/lti/login", edu_axum::login(Arc::clone(&tool)))
        // Every method: what is no launch gets a page that says so.
        .route("/lti/launch", any(launched))
        .route("/", get(home))
        .layer(Extension(Sessions::default()))
        .layer(map_response_with_state(ancestors, guard))
        .with_state(tool);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", args.port)).await;
    let listener = listener
        .map_err(|error| format!("port {}: {error}; name another with --port", args.port))?;
    println!(
        "the tool waits for launches on http://localhost:{}/lti/login",
        args.port
    );
    Ok(axum::serve(listener, app).await?)
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lti_tool: {error}");
            ExitCode::FAILURE
        }
    }
}
