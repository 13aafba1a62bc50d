//! A record store as one command: `cargo run --example lrs -- --store sqlite:records.db`.
//!
//! Point any xAPI client at `http://127.0.0.1:8090/xapi` with the name and password it prints.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program talks to its user"
)]

mod accounts;
mod args;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use accounts::Users;
use args::{Args, StoreAddress};
use axum::Router;
use axum::serve::ListenerExt as _;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clap::Parser as _;
use edu_http::Mount;
use edu_jose_ring::Ring;
use edu_types::Secret;
use http::request::Parts;
use tokio::net::TcpListener;
use xapi_lrs::{LrsService, LrsSettings, MemoryRecords, RecordStore};

type Failure = Box<dyn core::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> ExitCode {
    match run(Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lrs: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: Args) -> Result<(), Failure> {
    match &args.store {
        StoreAddress::Memory => serve(MemoryRecords::new(), &args).await,
        StoreAddress::Sqlite(file) => {
            let database = edu_sqlite::Database::open(file)?;
            let records = edu_sqlite::StoredRecords::new(&database).await?;
            serve(records, &args).await
        }
        StoreAddress::Postgres(config) => {
            let config = config.as_ref().clone();
            let database = edu_postgres::Database::connect(config, tokio_postgres::NoTls).await?;
            let records = edu_postgres::StoredRecords::new(&database).await?;
            serve(records, &args).await
        }
    }
}

/// Serves the records until the program is told to stop, and lets requests that are under way end.
async fn serve<S: RecordStore + 'static>(records: S, args: &Args) -> Result<(), Failure> {
    let listener = TcpListener::bind(args.listen).await;
    let listener = listener.map_err(|error| format!("{}: {error}", args.listen))?;
    let own = || Ok::<_, Failure>(format!("http://{}/xapi", listener.local_addr()?));
    let address = args.public_url.clone().map_or_else(own, Ok)?;
    let users = users(args)?;
    let users = Arc::new(Users::new(&users, &address)?);
    let settings = LrsSettings::new(key(args.key_file.as_deref())?);
    let mount = Mount::new(&address, "")?;
    let service = LrsService::new(records, Arc::clone(&users), Ring, mount, settings);
    let authenticate = move |parts: &Parts| users.authenticate(parts);
    let app = Router::new().nest_service("/xapi", edu_axum::mount(service, authenticate));
    // An answer is sent as it is written, and not held back for more.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            eprintln!("lrs: a connection may be slow: {error}");
        }
    });
    println!("xAPI 1.0.3 and 2.0 at {address}");
    axum::serve(listener, app)
        .with_graceful_shutdown(stopped())
        .await?;
    Ok(())
}

async fn stopped() {
    // Without a way to hear of it, the program runs until it is killed, which loses nothing.
    if tokio::signal::ctrl_c().await.is_err() {
        core::future::pending::<()>().await;
    }
}

/// The users named at the shell, or one with a password that is made up and told.
fn users(args: &Args) -> Result<Vec<(String, Secret<String>)>, Failure> {
    if !args.users.is_empty() {
        return Ok(args.users.clone());
    }
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|error| error.to_string())?;
    let password = URL_SAFE_NO_PAD.encode(random);
    println!("name client, password {password}");
    Ok(vec![("client".to_owned(), Secret::new(password))])
}

/// The key in the file, which is made where it is absent; without a file, one for this run alone.
fn key(file: Option<&Path>) -> Result<[u8; 32], Failure> {
    let mut key = [0; 32];
    if let Some(file) = file
        && file.exists()
    {
        let kept = std::fs::read(file)?;
        let kept = <[u8; 32]>::try_from(kept);
        return kept.map_err(|_| format!("{}: is no key of 32 bytes", file.display()).into());
    }
    getrandom::fill(&mut key).map_err(|error| error.to_string())?;
    if let Some(file) = file {
        std::fs::write(file, key)?;
    }
    Ok(key)
}
