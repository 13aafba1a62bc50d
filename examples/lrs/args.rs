//! What the program is told at the shell.

use core::net::SocketAddr;
use core::str::FromStr;
use std::path::PathBuf;

use clap::Parser;
use edu_types::Secret;

/// A learning record store for xAPI 1.0.3 and 2.0, under /xapi.
#[derive(Debug, Parser)]
pub(super) struct Args {
    /// Address to listen on
    #[arg(long, default_value = "127.0.0.1:8090")]
    pub(super) listen: SocketAddr,
    #[arg(
        long,
        default_value = "memory",
        help = "Where records are kept: memory, sqlite:FILE or postgres://USER@HOST/DATABASE"
    )]
    pub(super) store: StoreAddress,
    /// A client and its password, as NAME:PASSWORD; may be given again [default: one is made up]
    #[arg(long = "user", value_parser = user)]
    pub(super) users: Vec<(String, Secret<String>)>,
    /// The address by which the world knows this store, where a proxy stands before it
    #[arg(long)]
    pub(super) public_url: Option<String>,
    /// The file with the key that signs addresses of further pages; it is made where it is absent
    /// [default: another key each time, and such addresses end with the program]
    #[arg(long)]
    pub(super) key_file: Option<PathBuf>,
}

/// Where records are kept.
#[derive(Clone, Debug)]
pub(super) enum StoreAddress {
    Memory,
    Sqlite(PathBuf),
    Postgres(Box<tokio_postgres::Config>),
}

impl FromStr for StoreAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "memory" {
            return Ok(Self::Memory);
        }
        if let Some(file) = text.strip_prefix("sqlite:") {
            return Ok(Self::Sqlite(file.into()));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            let config = text.parse().map_err(|error| format!("{error}"))?;
            return Ok(Self::Postgres(Box::new(config)));
        }
        Err("allowed are memory, sqlite:FILE and postgres://USER@HOST/DATABASE".to_owned())
    }
}

fn user(text: &str) -> Result<(String, Secret<String>), String> {
    match text.split_once(':') {
        Some((name, password)) if !name.is_empty() && !password.is_empty() => {
            Ok((name.to_owned(), Secret::new(password.to_owned())))
        }
        _ => Err("a name and a password with a colon between them are needed".to_owned()),
    }
}
