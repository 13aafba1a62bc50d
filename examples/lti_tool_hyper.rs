//! The shortest LTI tool that is safe, without a framework, ready to copy.
//!
//! The whole tool is one `edu_http::Service`, and `edu_http::Tower` makes it a
//! `tower_service::Service`: here hyper serves it, anything else that knows tower could.
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
use std::sync::{Mutex, PoisonError};
use std::time::{Instant, SystemTime};

use clap::Parser;
use edu_examples::origin;
use edu_http::{
    Body, Caller, Entropy, Moment, MomentUnavailable, Refusal, Reply, Service, SetCookie, Tower,
    cookie,
};
use edu_jose::{JwksLimits, KeySet};
use edu_jose_ring::Ring;
use edu_types::{HttpUrl, Timestamp};
use hyper::body::{Body as HttpBody, Bytes};
use hyper::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderValue};
use hyper::http::request::Parts;
use hyper::server::conn::http1;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use lti_core::{
    ClientId, DeploymentId, Issuer, LaunchOutcome, LtiTool, MemoryTool, Registration, ToolSettings,
    VerifiedLaunch,
};
use tokio::net::TcpListener;
use tokio::task::spawn_blocking;

/// The shortest LTI tool that is safe, without a framework.
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

/// The tool and its addresses.
struct Site {
    tool: LtiTool<MemoryTool, Ring>,
    /// When each session began, and what its person may do.
    sessions: Mutex<BTreeMap<String, (Instant, &'static str)>>,
    /// Who may show our pages in a frame.
    ancestors: HeaderValue,
}

const COOKIE: &str = "__Host-tool";
const LIFETIME: Duration = Duration::from_secs(8 * 60 * 60);

impl Service for Site {
    async fn call<B>(&self, _: Caller, moment: Moment, request: Request<B>) -> Response<Body>
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
    {
        let mut response = match request.uri().path() {
            "/lti/login" => self.tool.login(moment, request).await,
            // Every method: what is no launch gets a page that says so.
            "/lti/launch" => self.launch(moment, request).await,
            "/" => self.home(request.headers()).unwrap_or_else(Into::into),
            _ => Refusal::not_found().into(),
        };
        // Only the platform shows our pages in a frame: a page over them could steal a click.
        let headers = response.headers_mut();
        headers.append(CONTENT_SECURITY_POLICY, self.ancestors.clone());
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

impl Site {
    async fn launch<B>(&self, mut moment: Moment, request: Request<B>) -> Response<Body>
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
    {
        let id = moment.entropy.take_token();
        let launch = match self.tool.launch(moment, request).await {
            LaunchOutcome::Launched(launch) => launch,
            LaunchOutcome::Asked(page) | LaunchOutcome::Refused(page, _) => return page,
        };
        let begun = id.map_err(Failure::from);
        let begun = begun.and_then(|id| self.begin_session(id, &launch));
        begun.unwrap_or_else(|error| failed(error.as_ref()))
    }

    /// The redirect keeps a reload from posting a used launch.
    fn begin_session(
        &self,
        id: String,
        launch: &VerifiedLaunch,
    ) -> Result<Response<Body>, Failure> {
        let teaches = launch.roles().is_context_instructor();
        let cookie = SetCookie::new(COOKIE, &id)?.cross_site();
        let reply = Reply::see_other("/")?.with_cookie(&cookie)?;
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|_, (began, _)| began.elapsed() < LIFETIME);
        sessions.insert(
            id,
            (Instant::now(), if teaches { "teach" } else { "learn" }),
        );
        Ok(reply.into_response())
    }

    fn home(&self, headers: &HeaderMap) -> Result<Response<Body>, Refusal> {
        let id = cookie(headers, COOKIE).map_err(|error| {
            Refusal::new(StatusCode::BAD_REQUEST, "tool.session", error.to_string())
        })?;
        let sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        let session = id.and_then(|id| sessions.get(id));
        let session = session.filter(|(began, _)| began.elapsed() < LIFETIME);
        let (_, may) = session.ok_or_else(|| {
            let message = "open this tool from your course";
            Refusal::new(StatusCode::UNAUTHORIZED, "tool.session", message)
        })?;
        let page = format!(
            "<!DOCTYPE html><html lang=en><title>A tool</title>\
             <h1>The launch holds</h1><p>You may {may} here."
        );
        let reply = Reply::html(StatusCode::OK, page, "default-src 'none'");
        Ok(reply.map_or_else(|error| failed(&error), Into::into))
    }
}

fn failed(error: &(dyn core::error::Error + Send + Sync)) -> Response<Body> {
    eprintln!("lti_tool_hyper: {error}");
    Reply::empty(StatusCode::INTERNAL_SERVER_ERROR).into()
}

/// This machine's clock and randomness; the family's crates have neither.
fn moment() -> Result<Moment, MomentUnavailable> {
    let now = Timestamp::from_system_time(SystemTime::now()).ok_or(MomentUnavailable)?;
    let mut fresh = [0; Entropy::BYTES];
    getrandom::fill(&mut fresh).map_err(|_| MomentUnavailable)?;
    Ok(Moment::new(now, Entropy::new(fresh)))
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
    let site = Site {
        tool: LtiTool::new(platform(args, keys)?, Ring, ToolSettings::new()),
        sessions: Mutex::default(),
        ancestors: HeaderValue::try_from(format!("frame-ancestors {}", args.issuer))?,
    };
    // The tool's own session says who calls; nothing is asked before.
    let tower = Tower::new(site, |_: &Parts| Ok(Caller::anonymous()), moment);
    let listener = TcpListener::bind(("127.0.0.1", args.port)).await;
    let listener = listener
        .map_err(|error| format!("port {}: {error}; name another with --port", args.port))?;
    println!(
        "the tool waits for launches on http://localhost:{}/lti/login",
        args.port
    );
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(error) => {
                // Too many open files, say: the next browser may have more luck.
                eprintln!("lti_tool_hyper: {error}");
                tokio::time::sleep(Duration::from_secs(1)).await;
                continue;
            }
        };
        let service = TowerToHyperService::new(tower.clone());
        let mut server = http1::Builder::new();
        // The timer ends connections that never finish their headers.
        let connection = server.timer(TokioTimer::new());
        let connection = connection.serve_connection(TokioIo::new(stream), service);
        // A connection that fails is the browser's business; the next one is unharmed.
        tokio::spawn(async move { connection.await.ok() });
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lti_tool_hyper: {error}");
            ExitCode::FAILURE
        }
    }
}
