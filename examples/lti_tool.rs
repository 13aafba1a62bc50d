//! The shortest LTI tool that is safe: 60 lines, ready to copy.
//!
//! Start the platform with `cargo run --example campus`, then this program, and open
//! "Your own tool" in the course.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program talks to its user"
)]

use std::process::ExitCode;
use std::sync::Arc;

use axum::response::Html;
use axum::{Router, routing::post};
use clap::Parser;
use edu_axum::Launch;
use edu_jose::{JwksLimits, KeySet};
use edu_jose_ring::Ring;
use edu_types::HttpUrl;
use lti_core::{ClientId, DeploymentId, Issuer, LtiTool, MemoryTool, Registration, ToolSettings};

/// The shortest LTI tool that is safe.
#[derive(Parser)]
struct Args {
    /// Port to listen on, on loopback
    #[arg(long, default_value_t = 4100)]
    port: u16,
    /// The platform: the `iss` of its tokens
    #[arg(long, default_value = "http://lms.localhost:8080")]
    issuer: String,
    /// Where the platform takes authentication requests
    #[arg(long, default_value = "http://lms.localhost:8080/lti/authorize")]
    authorize: String,
    /// Where the platform publishes its keys
    #[arg(long, default_value = "http://127.0.0.1:8080/lti/jwks")]
    keys: String,
    /// This tool, as the platform names it
    #[arg(long, default_value = "your-own-tool")]
    client_id: String,
    /// The installation of this tool at the platform
    #[arg(long, default_value = "campus-1")]
    deployment: String,
}

async fn launched(Launch(launch): Launch) -> Html<String> {
    let role = if launch.roles().is_context_instructor() {
        "teach"
    } else {
        "learn"
    };
    // Your application starts its own session here and answers with a redirect.
    Html(format!(
        "<!DOCTYPE html><h1>The launch holds</h1><p>You may {role} here."
    ))
}

fn platform(args: &Args) -> Result<MemoryTool, Box<dyn core::error::Error>> {
    // Plain http on loopback, for this demonstration; `Registration::new` insists on https.
    let registration = Registration::insecure_allow_loopback(
        Issuer::new(&*args.issuer)?,
        ClientId::new(&*args.client_id)?,
        HttpUrl::parse(&args.authorize)?,
        HttpUrl::parse(&format!("http://localhost:{}/lti/launch", args.port))?,
    )?;
    let published = ureq::get(&args.keys).call()?.body_mut().read_to_vec()?;
    let (keys, _) = KeySet::parse(&published, &JwksLimits::DEFAULT)?;
    let platforms = MemoryTool::new();
    platforms.register(registration, keys, [DeploymentId::new(&*args.deployment)?]);
    Ok(platforms)
}

async fn run(args: &Args) -> Result<(), Box<dyn core::error::Error>> {
    let tool = Arc::new(LtiTool::new(platform(args)?, Ring, ToolSettings::new()));
    let app = Router::new()
        .route_service("/lti/login", edu_axum::login(Arc::clone(&tool)))
        .route("/lti/launch", post(launched))
        .with_state(tool);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", args.port)).await?;
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
            eprintln!("lti_tool: {error}\nis the platform running? cargo run --example campus");
            ExitCode::FAILURE
        }
    }
}
