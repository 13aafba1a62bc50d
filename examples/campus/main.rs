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

mod about;
mod admin;
mod args;
mod campus;
mod clock;
mod content;
mod course;
mod courses;
mod gradebook;
mod keys;
mod message;
mod own_page;
mod packages;
mod pages;
mod people;
mod picked;
mod platform;
mod platforms;
mod previews;
mod read_out;
mod record;
mod records;
mod services;
mod session;
mod sites;
mod store;
mod stores;
mod subject;
mod tools;
mod upload;
mod workbench;

use core::future::ready;
use core::pin::pin;
use core::time::Duration;
use std::io::ErrorKind;
use std::process::ExitCode;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use clap::Parser as _;
use tokio::net::TcpListener;

use crate::args::Args;
use crate::previews::Previews;

/// The built-in tool, as the platform names it.
const CLIENT_ID: &str = "workbench";
/// A tool of the visitor's own, as the platform names it.
const OWN_CLIENT_ID: &str = "your-own-tool";
/// The installation of both tools.
const DEPLOYMENT_ID: &str = "campus-1";
/// How long requests may go on after the program was told to stop.
const GRACE: Duration = Duration::from_secs(3);

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
    match run(Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(reason)) => {
            eprintln!("campus: {reason}");
            ExitCode::FAILURE
        }
    }
}

async fn run(mut args: Args) -> Result<(), Failure> {
    let listener = listen(args.port).await?;
    args.port = listener.local_addr()?.port();
    let database = store::open(&args.store).await?;
    let previews = Previews::new(&args)?;
    let campus = campus::campus(&args, database.clone(), previews.clone()).await?;
    let workbench = workbench::workbench(&args, database).await?;
    // Polled once, so that signals are listened for before anybody is told that all is open.
    let mut stop = pin!(stopped());
    tokio::select! {
        biased;
        () = &mut stop => return Ok(()),
        () = ready(()) => {}
    }
    println!("The campus is open: {}", args.platform());
    println!("Its tool lives at {}; stop both with Ctrl-C.", args.tool());
    let kept = std::fs::canonicalize(&args.store)?;
    let what = "Keys, registrations, sign-ins, logins and records";
    println!("{what} are kept in {}", kept.display());
    let sites = sites::by_host(&args, campus, workbench, previews::site(previews));
    tokio::select! {
        served = async { axum::serve(listener, sites).with_graceful_shutdown(stopped()).await } => served?,
        // A browser may hold a connection open for as long as it likes.
        () = async { stop.await; tokio::time::sleep(GRACE).await } => {}
    }
    println!("The campus is closed.");
    Ok(())
}

async fn listen(port: u16) -> Result<TcpListener, Failure> {
    match TcpListener::bind(("127.0.0.1", port)).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == ErrorKind::AddrInUse => Err(Failure(format!(
            "port {port} is taken by another program; try --port {}",
            port.wrapping_add(1)
        ))),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Err(Failure(format!(
            "port {port} is not open to you; try --port 8080"
        ))),
        Err(error) => Err(error.into()),
    }
}

/// Waits for Ctrl-C, or for the signal by which service managers stop a program.
async fn stopped() {
    tokio::select! {
        () = interrupted() => {}
        () = terminated() => {}
    }
}

async fn interrupted() {
    if let Err(error) = tokio::signal::ctrl_c().await {
        eprintln!("campus: cannot listen for Ctrl-C: {error}");
        core::future::pending::<()>().await;
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signals) => {
            signals.recv().await;
        }
        Err(error) => {
            eprintln!("campus: cannot listen for SIGTERM: {error}");
            core::future::pending::<()>().await;
        }
    }
}

#[cfg(not(unix))]
async fn terminated() {
    core::future::pending::<()>().await;
}
