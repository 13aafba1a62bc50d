//! The shortest LTI tool that is safe, in actix-web, ready to copy.
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

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::{Error, ErrorBadRequest, ErrorInternalServerError, ErrorUnauthorized};
use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderValue};
use actix_web::middleware::{Next, from_fn};
use actix_web::rt::System;
use actix_web::web::{Data, Html, get, to};
use actix_web::{App, HttpResponse, HttpServer};
use clap::Parser;
use edu_actix::{HasTool, Headers, Launch, SystemMoments, respond};
use edu_examples::origin;
use edu_http::{Moments as _, Reply, SetCookie, cookie};
use edu_jose::{JwksLimits, KeySet};
use edu_jose_ring::Ring;
use edu_types::HttpUrl;
use lti_core::{ClientId, DeploymentId, Issuer, LtiTool, MemoryTool, Registration, ToolSettings};

/// The shortest LTI tool that is safe, in actix-web.
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
type Sessions = Mutex<BTreeMap<String, (Instant, &'static str)>>;

const COOKIE: &str = "__Host-tool";
const LIFETIME: Duration = Duration::from_secs(8 * 60 * 60);

/// Runs for launches that hold only. The redirect keeps a reload from posting a used launch.
async fn launched(sessions: Data<Sessions>, Launch(launch): Launch) -> Result<HttpResponse, Error> {
    let teaches = launch.roles().is_context_instructor();
    let mut moment = SystemMoments::new().moment().map_err(failed)?;
    let id = moment.entropy.take_token().map_err(failed)?;
    let cookie = SetCookie::new(COOKIE, &id).map_err(failed)?.cross_site();
    let reply = Reply::see_other("/").map_err(failed)?;
    let reply = reply.with_cookie(&cookie).map_err(failed)?;
    let mut sessions = sessions.lock().unwrap_or_else(PoisonError::into_inner);
    sessions.retain(|_, (began, _)| began.elapsed() < LIFETIME);
    sessions.insert(
        id,
        (Instant::now(), if teaches { "teach" } else { "learn" }),
    );
    Ok(respond(reply.into_response()))
}

async fn home(sessions: Data<Sessions>, Headers(headers): Headers) -> Result<Html, Error> {
    let id = cookie(&headers, COOKIE).map_err(ErrorBadRequest)?;
    let sessions = sessions.lock().unwrap_or_else(PoisonError::into_inner);
    let session = id.and_then(|id| sessions.get(id));
    let (_, may) = session
        .filter(|(began, _)| began.elapsed() < LIFETIME)
        .ok_or_else(|| ErrorUnauthorized("open this tool from your course"))?;
    Ok(Html::new(format!(
        "<!DOCTYPE html><html lang=en><title>A tool</title>\
         <h1>The launch holds</h1><p>You may {may} here."
    )))
}

/// Only the platform shows our pages in a frame: a page over them could steal a click.
async fn guard(
    ancestors: Data<HeaderValue>,
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    headers.append(CONTENT_SECURITY_POLICY, ancestors.as_ref().clone());
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

fn failed(error: impl core::fmt::Display) -> Error {
    eprintln!("lti_tool_actix: {error}");
    ErrorInternalServerError("something went wrong here")
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

async fn run(args: &Args, keys: KeySet) -> Result<(), Failure> {
    let platform = platform(args, keys)?;
    let tool = Arc::new(LtiTool::new(platform, Ring, ToolSettings::new()));
    let ancestors = HeaderValue::try_from(format!("frame-ancestors {}", args.issuer))?;
    // All workers share these; what is made in the closure, each has of its own.
    let (ancestors, sessions) = (Data::new(ancestors), Data::new(Sessions::default()));
    let app = move || {
        App::new()
            .app_data(HasTool::new(Arc::clone(&tool)))
            .app_data(Data::clone(&sessions))
            .app_data(Data::clone(&ancestors))
            .wrap(from_fn(guard))
            .route("/lti/login", to(edu_actix::login(Arc::clone(&tool))))
            // Every method: what is no launch gets a page that says so.
            .route("/lti/launch", to(launched))
            .route("/", get().to(home))
    };
    let server = HttpServer::new(app).bind(("127.0.0.1", args.port));
    let server =
        server.map_err(|error| format!("port {}: {error}; name another with --port", args.port))?;
    println!(
        "the tool waits for launches on http://localhost:{}/lti/login",
        args.port
    );
    Ok(server.run().await?)
}

fn main() -> ExitCode {
    let args = Args::parse();
    let done = fetch_keys(&args.keys).and_then(|keys| System::new().block_on(run(&args, keys)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lti_tool_actix: {error}");
            ExitCode::FAILURE
        }
    }
}
