//! Sends statements to a record store, anybody's, and says what became of each; ready to copy.
//!
//! `cargo run --example lrs` starts a store to try it on. When to send what, and again, is decided by
//! [`Delivery`]; this program carries requests and answers, and waits.

#![expect(clippy::print_stderr, reason = "a program talks to its user")]

#[path = "xapi_client/calls.rs"]
mod calls;
#[path = "xapi_events/lines.rs"]
mod lines;
#[path = "xapi_client/made_up.rs"]
mod made_up;
#[path = "xapi_client/tally.rs"]
mod tally;

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread::sleep;
use std::time::SystemTime;

use clap::Parser;
use edu_http::Backoff;
use edu_json::Document;
use edu_types::{HttpUrl, Limits, Secret, Timestamp, UuidText};
use tally::Tally;
use xapi_lrs::client::{Delivery, DeliveryLimits, DeliveryStep, Outgoing, RemoteStore};
use xapi_model::{Statement, Version};

/// Sends xAPI statements to a record store in batches, and says what became of each that is not stored.
///
/// Exit code 0: the store has every statement; 1: it has all but some; 2: it cannot be used, or the statements
/// could not be read. Statements with ids may be sent again: the store has each once.
#[derive(Parser)]
struct Args {
    /// Statements, one a line; `-` for standard input; made up where it is left out
    statements: Option<PathBuf>,
    /// The record store, without `/statements`
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8090/xapi")]
    endpoint: String,
    /// Who sends, as NAME:PASSWORD
    #[arg(long, value_parser = user)]
    user: Option<(String, Secret<String>)>,
    /// The version of xAPI that is spoken
    #[arg(long, default_value = "2.0", value_parser = version)]
    version: Version,
    /// Statements of one request at most
    #[arg(long, default_value_t = DeliveryLimits::DEFAULT.statements)]
    batch: usize,
    /// How often each request is tried
    #[arg(long, default_value_t = 4)]
    attempts: u32,
    /// Sends over plain http to other machines as well, where anybody on the way can read it
    #[arg(long)]
    insecure_allow_http: bool,
}

type Failure = Box<dyn core::error::Error + Send + Sync>;

/// Statements that are held at once; beyond them reading waits for sending.
const HELD: usize = 1000;

/// All there is to it: push, do what is said, look at what became of them.
fn run(args: &Args) -> Result<Tally, Failure> {
    let mut delivery = delivery(args)?;
    let agent = calls::agent();
    let mut lines = (1_u64..).zip(lines::Lines::new(input(args)?, Limits::DEFAULT.bytes));
    let (mut tally, mut is_read) = (Tally::default(), false);
    loop {
        while !is_read && delivery.unsettled() < HELD {
            match lines.next() {
                Some((number, line)) => {
                    if let Err(error) = push(&mut delivery, &line?) {
                        tally.unreadable(number, &*error);
                    }
                }
                None => is_read = true,
            }
        }
        let step = delivery.next(&now()?);
        tally.note(delivery.take_settled());
        match step {
            DeliveryStep::Send(request) => match calls::send(&agent, *request) {
                Ok(answer) => delivery.answered(&answer, &now()?, random()?),
                Err(failure) => delivery.failed(failure, &now()?, random()?),
            },
            DeliveryStep::Wait(pause) => {
                eprintln!("the store is asked again in {:.1} s", pause.as_secs_f32());
                sleep(pause);
            }
            DeliveryStep::Done if is_read => return Ok(tally),
            DeliveryStep::Done => {}
            DeliveryStep::Stopped(error) => return Err(error.into()),
        }
    }
}

fn delivery(args: &Args) -> Result<Delivery, Failure> {
    let endpoint = HttpUrl::parse(&args.endpoint)?;
    let may_be_plain = args.insecure_allow_http || endpoint.is_loopback();
    let mut store = if may_be_plain {
        RemoteStore::insecure_allow_http(&endpoint, args.version)?
    } else {
        RemoteStore::new(&endpoint, args.version)?
    };
    if let Some((name, password)) = &args.user {
        store = store.with_basic(name, password)?;
    }
    Ok(Delivery::new(store)
        .with_limits(DeliveryLimits::DEFAULT.with_statements(args.batch))
        .with_backoff(Backoff::new().with_attempts(args.attempts)))
}

fn input(args: &Args) -> Result<Box<dyn BufRead>, Failure> {
    Ok(match &args.statements {
        None => Box::new(made_up::STATEMENTS.as_bytes()),
        Some(path) if path.as_os_str() == "-" => Box::new(std::io::stdin().lock()),
        Some(path) => {
            let file = std::fs::File::open(path);
            Box::new(BufReader::new(
                file.map_err(|error| format!("{}: {error}", path.display()))?,
            ))
        }
    })
}

/// Adds the statement of a line. It is judged by the store; here it must only be a statement.
fn push(delivery: &mut Delivery, line: &[u8]) -> Result<(), Failure> {
    if line.trim_ascii().is_empty() {
        return Ok(());
    }
    let profile = Version::LATEST.lenient();
    let mut statement = Document::<Statement>::from_slice(line, &profile, &Limits::DEFAULT)?.value;
    if statement.value().id.is_none() {
        statement.edit().id = Some(fresh_id()?);
    }
    Ok(delivery.push(Outgoing::new(statement)?)?)
}

/// A UUID of version 4. Statements that are to be sent again by another run need ids before.
fn fresh_id() -> Result<UuidText, Failure> {
    let (high, low): ([u8; 8], [u8; 8]) = (random()?, random()?);
    let number = u128::from(u64::from_be_bytes(high)) << 64 | u128::from(u64::from_be_bytes(low));
    let version = number & !(0xf << 76) | (4 << 76);
    let variant = version & !(0b11 << 62) | (0b10 << 62);
    Ok(UuidText::from_bytes(variant.to_be_bytes()))
}

fn random() -> Result<[u8; 8], Failure> {
    let mut random = [0; 8];
    getrandom::fill(&mut random).map_err(|error| error.to_string())?;
    Ok(random)
}

fn now() -> Result<Timestamp, Failure> {
    let now = Timestamp::from_system_time(SystemTime::now());
    now.ok_or_else(|| "the clock of this machine is out of range".into())
}

fn version(text: &str) -> Result<Version, String> {
    Version::parse(text).ok_or_else(|| "allowed are 1.0.3 and 2.0".to_owned())
}

fn user(text: &str) -> Result<(String, Secret<String>), String> {
    let (name, password) = text
        .split_once(':')
        .ok_or_else(|| "a name and a password with a colon between them are needed".to_owned())?;
    Ok((name.to_owned(), Secret::new(password.to_owned())))
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(tally) => {
            eprintln!("{tally}");
            ExitCode::from(u8::from(!tally.is_all_stored()))
        }
        Err(error) => {
            eprintln!("xapi_client: {error}");
            ExitCode::from(2)
        }
    }
}
