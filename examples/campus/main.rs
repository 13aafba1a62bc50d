//! A small but real learning platform and a tool, made of this family's crates.
//!
//! `cargo run --example campus`, then open the address it prints. The platform answers under
//! `lms.localhost` and the tool under `tool.localhost`, so that cookies and frames behave as
//! they do between two companies; both also need nothing but this machine.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program talks to its user"
)]

mod args;
mod campus;
mod pages;
mod people;
mod session;
mod store;
mod workbench;

use std::io::ErrorKind;
use std::process::ExitCode;

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::HOST;
use axum::response::{IntoResponse, Response};
use clap::Parser as _;
use tower::ServiceExt as _;

use crate::args::Args;

/// The built-in tool, as the platform names it.
const CLIENT_ID: &str = "workbench";
/// A tool of the visitor's own, as the platform names it.
const OWN_CLIENT_ID: &str = "your-own-tool";
/// The installation of both tools.
const DEPLOYMENT_ID: &str = "campus-1";

/// Anything that keeps a page from being shown, or the program from running.
#[derive(Debug)]
struct Failure(String);

impl<E: core::fmt::Display> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        eprintln!("campus: {}", self.0);
        (
            StatusCode::INTERNAL_SERVER_ERROR,
            "The campus cannot answer right now.",
        )
            .into_response()
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    match run(&args).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(reason)) => {
            eprintln!("campus: {reason}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: &Args) -> Result<(), Failure> {
    let listener = match tokio::net::TcpListener::bind(("127.0.0.1", args.port)).await {
        Ok(listener) => listener,
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            let (port, next) = (args.port, args.port.wrapping_add(1));
            return Err(Failure(format!(
                "port {port} is taken by another program; try --port {next}"
            )));
        }
        Err(error) => return Err(error.into()),
    };
    let database = store::open(&args.store).await?;
    let signers = store::signing_keys(&database).await?;
    let (campus, keys) = campus::campus(args, signers, database.clone()).await?;
    let workbench = workbench::workbench(args, keys, database).await?;
    println!("The campus is open: {}", args.platform());
    println!("Its tool lives at {}; stop both with Ctrl-C.", args.tool());
    axum::serve(listener, by_host(campus, workbench))
        .with_graceful_shutdown(stopped())
        .await?;
    println!("The campus is closed.");
    Ok(())
}

/// Two origins on one port: the tool under its own name, the platform under every other.
fn by_host(campus: Router, workbench: Router) -> Router {
    Router::new().fallback(move |request: Request| {
        let host = request
            .headers()
            .get(HOST)
            .and_then(|host| host.to_str().ok());
        let tool = host.is_some_and(|host| {
            host.split(':')
                .next()
                .is_some_and(|name| name.eq_ignore_ascii_case("tool.localhost"))
        });
        let site = if tool {
            workbench.clone()
        } else {
            campus.clone()
        };
        async move { site.oneshot(request).await }
    })
}

async fn stopped() {
    let interrupted = tokio::signal::ctrl_c().await;
    if let Err(error) = interrupted {
        eprintln!("campus: cannot listen for Ctrl-C: {error}");
        core::future::pending::<()>().await;
    }
}
