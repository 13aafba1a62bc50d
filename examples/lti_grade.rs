//! The shortest way to send a grade to a learning platform, ready to copy.
//!
//! `cargo run --example lti_grade -- --demo` needs nothing else: it starts a platform of its own on
//! this machine. Against a real one, name what was agreed at the registration, and the line item
//! that a launch named.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program talks to its user"
)]

#[path = "lti_grade/demo.rs"]
mod demo;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use edu_axum::SystemMoments;
use edu_http::{Moments as _, Scopes};
use edu_jose::Algorithm;
use edu_jose_aws_lc::AwsLcSigner;
use edu_reqwest::{FetchPolicy, Grant, ServiceClient, ServiceLimits};
use edu_types::{Decimal, HttpUrl, PositiveDecimal};
use lti_core::ags::{Points, PostScore, Score, ScoreOutcome};
use lti_core::{ClientId, Issuer, Registration, Subject, scope};

/// Sends one score to the gradebook of a learning platform, and says what became of it.
#[derive(Parser)]
struct Args {
    /// Sends to a platform that this program starts itself, on this machine
    #[arg(long, exclusive = true)]
    demo: bool,
    #[command(flatten)]
    grade: Option<Agreed>,
}

/// What the platform and the tool agreed on, and the grade.
#[derive(clap::Args)]
struct Agreed {
    /// The platform: the `iss` of its tokens
    #[arg(long, required = true)]
    issuer: String,
    /// The tool, as the platform names it
    #[arg(long, required = true)]
    client_id: String,
    /// Where the platform gives access tokens
    #[arg(long, required = true, value_name = "URL")]
    token_endpoint: String,
    /// The column: `lineitem` of the launch's endpoint claim
    #[arg(long, required = true, value_name = "URL")]
    line_item: String,
    /// The person: `sub` of the launch
    #[arg(long, required = true)]
    user: String,
    /// How many points
    #[arg(long, required = true, allow_negative_numbers = true)]
    points: String,
    /// Out of how many
    #[arg(long, default_value = "100")]
    maximum: String,
    /// The tool's RSA key, PKCS #8 in PEM; the platform knows its public half
    #[arg(long, required = true, value_name = "FILE")]
    key: PathBuf,
}

type Failure = Box<dyn core::error::Error + Send + Sync>;

/// All there is to it: whose score, what was agreed, and one call.
async fn send(agreed: &Agreed, key: AwsLcSigner) -> Result<ScoreOutcome, Failure> {
    // Plain http is for loopback alone, so that a demonstration works; on the open network use
    // `Registration::new` and `FetchPolicy::new()` as it is.
    let registration = Registration::insecure_allow_loopback(
        Issuer::new(&*agreed.issuer)?,
        ClientId::new(&*agreed.client_id)?,
        // Launches are not for this program: a tool has the registration in its store.
        HttpUrl::parse(&agreed.token_endpoint)?,
        HttpUrl::parse(&agreed.token_endpoint)?,
    )?
    .with_token_endpoint(HttpUrl::parse(&agreed.token_endpoint)?)?;
    let policy = FetchPolicy::new().insecure_allow_loopback();
    let client = ServiceClient::new(key, SystemMoments::new(), policy, ServiceLimits::DEFAULT)?;
    let maximum = PositiveDecimal::new(Decimal::parse(&agreed.maximum)?)?;
    let points = Points::new(Decimal::parse(&agreed.points)?, maximum)?;
    let now = SystemMoments::new().moment()?.now;
    let score = Score::completed(Subject::new(&*agreed.user)?, points, now);
    let grant = Grant::new(Arc::new(registration), Scopes::parse(scope::SCORE)?);
    let line_item = HttpUrl::parse(&agreed.line_item)?;
    let recorded = client
        .call(&grant, &PostScore { score }, &line_item)
        .await?;
    Ok(recorded.outcome)
}

async fn run(args: Args) -> Result<&'static str, Failure> {
    let (agreed, key) = match args.grade {
        Some(agreed) => {
            let pem = std::fs::read_to_string(&agreed.key)
                .map_err(|error| format!("{}: {error}", agreed.key.display()))?;
            let key = AwsLcSigner::from_pkcs8_pem(Algorithm::Rs256, &pem)?;
            (agreed, key)
        }
        None => demo::platform().await?,
    };
    let (points, maximum) = (&agreed.points, &agreed.maximum);
    println!("sending {points} of {maximum} for {} …", agreed.user);
    Ok(match send(&agreed, key).await? {
        ScoreOutcome::Created => "the platform took it: the first score of this person",
        ScoreOutcome::Updated => "the platform took it in place of an earlier score",
        ScoreOutcome::Unchanged => "the platform has had this very score already",
        ScoreOutcome::Later => "the platform took it and will work on it later",
    })
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Args::parse()).await {
        Ok(told) => {
            println!("{told}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("lti_grade: {error}");
            ExitCode::FAILURE
        }
    }
}
