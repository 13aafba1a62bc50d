//! LTI added to an application that has sessions and a database of its own.
//!
//! The application is a list of notes. What LTI adds to it is marked: two routes, one trait for
//! the state, a function that turns a launch into a person and a session of the application's
//! own, and the name of the one platform whose frames may show the pages. Pending logins live in
//! the application's database. Sessions end, their cookies are kept as digests only, and nobody
//! else's page can write a note.
//!
//! Start the platform with `cargo run --example campus`, then this program, and press
//! "Open your own tool" in the course.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program talks to its user"
)]

use std::process::ExitCode;
use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::map_response_with_state;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{any, get};
use axum::{Form, Router};
use clap::Parser;
use edu_axum::{HasTool, Launch, SystemMoments};
use edu_examples::origin;
use edu_http::{Moments as _, SetCookie, TenantId, cookie, same_origin};
use edu_jose::CacheSettings;
use edu_jose_ring::Ring;
use edu_reqwest::{CachedKeys, FetchLimits, FetchPolicy, KeySetFetcher};
use edu_sqlite::{Database, Schema, StoredLogins};
use edu_types::HttpUrl;
use lti_core::{
    ClientId, DeploymentId, Issuer, LtiTool, MemoryTool, Registration, ToolParts, ToolSettings,
    VerifiedLaunch,
};
use maud::html;
use sha2::{Digest as _, Sha256};

/// Notes, with LTI added.
#[derive(Parser)]
struct Args {
    /// Port to listen on, on loopback
    #[arg(long, default_value_t = 4100)]
    port: u16,
    /// Address of the campus
    #[arg(long, default_value = "http://lms.localhost:8080", value_parser = origin)]
    campus: String,
    /// Where the campus publishes its keys
    #[arg(long, default_value = "http://127.0.0.1:8080/lti/jwks")]
    keys: String,
    /// The application's database
    #[arg(long, default_value = "notes.db")]
    database: String,
}

/// Who may launch, where their keys are, and where logins wait: each part from where it fits.
type Backend = ToolParts<MemoryTool, CachedKeys, StoredLogins>;

type Failure = Box<dyn core::error::Error + Send + Sync>;

/// The application's state; the tool is the part that LTI adds.
#[derive(Clone)]
struct Notes {
    database: Database,
    /// Where the application lives.
    address: HttpUrl,
    tool: Arc<LtiTool<Backend, Ring>>,
}

// Added for LTI: where the `Launch` extractor finds the tool.
impl HasTool for Notes {
    type Backend = Backend;
    type Verify = Ring;

    fn tool(&self) -> &LtiTool<Backend, Ring> {
        &self.tool
    }
}

const TABLES: Schema = Schema::new(
    "notes",
    &["CREATE TABLE person (
        id INTEGER PRIMARY KEY,
        -- Added for LTI: who this is at which platform. Never the mail address.
        issuer TEXT NOT NULL,
        subject TEXT NOT NULL,
        UNIQUE (issuer, subject)
    ) STRICT;
    CREATE TABLE session (
        -- SHA-256 of the cookie's value: who reads this table cannot sign in with it.
        digest BLOB PRIMARY KEY,
        person INTEGER NOT NULL REFERENCES person,
        started INTEGER NOT NULL DEFAULT (unixepoch())
    ) STRICT;
    CREATE TABLE note (
        person INTEGER NOT NULL REFERENCES person,
        text TEXT NOT NULL
    ) STRICT;"],
);

/// Works inside the platform's frame, where plain `SameSite=Lax` cookies are not sent.
const COOKIE: &str = "__Host-notes";
/// Sessions end after this many seconds.
const LIFETIME: u32 = 8 * 60 * 60;

// Added for LTI: a launch becomes a person and a session of this application.
async fn launched(State(notes): State<Notes>, Launch(launch): Launch) -> Response {
    match sign_in(&notes, &launch).await {
        Ok(response) => response,
        Err(error) => failed(&error),
    }
}

async fn sign_in(notes: &Notes, launch: &VerifiedLaunch) -> Result<Response, Failure> {
    let subject = launch
        .subject()
        .ok_or("anonymous launches are refused by the settings")?;
    let (issuer, subject) = (
        launch.issuer().as_str().to_owned(),
        subject.as_str().to_owned(),
    );
    let token = SystemMoments::new().moment()?.entropy.take_token()?;
    let digest = Sha256::digest(&token).to_vec();
    notes
        .database
        .call(move |connection| {
            let person: i64 = connection.query_row(
                "INSERT INTO person (issuer, subject) VALUES (?1, ?2) \
                 ON CONFLICT (issuer, subject) DO UPDATE SET issuer = excluded.issuer \
                 RETURNING id",
                (issuer, subject),
                |row| row.get(0),
            )?;
            connection.execute(
                "DELETE FROM session WHERE started < unixepoch() - ?1",
                [LIFETIME],
            )?;
            connection.execute(
                "INSERT INTO session (digest, person) VALUES (?1, ?2)",
                (digest, person),
            )
        })
        .await?;
    let cookie = SetCookie::new(COOKIE, &token)?
        .cross_site()
        .with_max_age(LIFETIME);
    Ok(([(SET_COOKIE, cookie.to_header_value()?)], Redirect::to("/")).into_response())
}

/// The person of the browser's session: the application's own business.
async fn person(notes: &Notes, headers: &HeaderMap) -> Result<Option<i64>, Failure> {
    // A cookie sent twice or malformed is the sender's mistake: nobody is signed in.
    let Ok(Some(token)) = cookie(headers, COOKIE) else {
        return Ok(None);
    };
    let digest = Sha256::digest(token).to_vec();
    let found = notes
        .database
        .call(move |connection| {
            let mut query = connection.prepare_cached(
                "SELECT person FROM session \
                 WHERE digest = ?1 AND started >= unixepoch() - ?2",
            )?;
            let mut rows = query.query((digest, LIFETIME))?;
            rows.next()?.map(|row| row.get(0)).transpose()
        })
        .await?;
    Ok(found)
}

async fn show(State(notes): State<Notes>, headers: HeaderMap) -> Response {
    match notes_page(&notes, &headers).await {
        Ok(response) => response,
        Err(error) => failed(&error),
    }
}

async fn notes_page(notes: &Notes, headers: &HeaderMap) -> Result<Response, Failure> {
    let Some(person) = person(notes, headers).await? else {
        let page = Html("<!DOCTYPE html><p>Open this application from your course.");
        return Ok((StatusCode::UNAUTHORIZED, page).into_response());
    };
    let texts: Vec<String> = notes
        .database
        .call(move |connection| {
            let mut query = connection.prepare_cached("SELECT text FROM note WHERE person = ?1")?;
            let texts = query.query_map([person], |row| row.get(0))?;
            texts.collect()
        })
        .await?;
    let page = html! {
        (maud::DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { "Notes" } }
            body {
                h1 { "Your notes" }
                ul { @for text in &texts { li { (text) } } }
                form method="post" action="/" {
                    label { "New note " input name="text" maxlength="500" required; }
                    button { "Keep" }
                }
            }
        }
    };
    Ok(page.into_response())
}

async fn keep(
    State(notes): State<Notes>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response {
    // The cookie works in frames, so foreign pages could send this form in a person's name.
    if !same_origin(&headers, &notes.address) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let text = fields
        .into_iter()
        .find(|(name, _)| name == "text")
        .map(|(_, text)| text);
    let person = match person(&notes, &headers).await {
        Ok(Some(person)) => person,
        Ok(None) => return StatusCode::UNAUTHORIZED.into_response(),
        Err(error) => return failed(&error),
    };
    let Some(text) = text.filter(|text| text.chars().count() <= 500) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let kept = notes.database.call(move |connection| {
        connection.execute(
            "INSERT INTO note (person, text) VALUES (?1, ?2)",
            (person, text),
        )
    });
    match kept.await {
        Ok(_) => Redirect::to("/").into_response(),
        Err(error) => failed(&error.into()),
    }
}

// Added for LTI: the platform shows our pages in a frame, and nobody else, who could steal a click.
async fn guard(State(ancestors): State<HeaderValue>, mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.append(CONTENT_SECURITY_POLICY, ancestors);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn failed(error: &Failure) -> Response {
    eprintln!("notes: {error}");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

/// The platform that launches people into this application.
fn platform(args: &Args, address: &HttpUrl) -> Result<MemoryTool, Failure> {
    // Plain http on loopback, for this demonstration; `Registration::new` insists on https.
    let registration = Registration::insecure_allow_loopback(
        Issuer::new(&*args.campus)?,
        ClientId::new("your-own-tool")?,
        HttpUrl::parse(&format!("{}/lti/authorize", args.campus))?,
        HttpUrl::parse(&format!("{}/lti/launch", address.as_str()))?,
    )?
    .with_key_set_url(HttpUrl::parse(&args.keys)?)?;
    let platforms = MemoryTool::new();
    platforms.register(registration, [DeploymentId::new("campus-1")?]);
    Ok(platforms)
}

async fn backend(args: &Args, address: &HttpUrl, database: &Database) -> Result<Backend, Failure> {
    // The campus is on this machine; `FetchPolicy::new` reaches public addresses alone.
    let policy = FetchPolicy::new().insecure_allow_loopback();
    let fetcher = KeySetFetcher::new(policy, FetchLimits::DEFAULT)?;
    let keys = CachedKeys::new(fetcher, CacheSettings::DEFAULT);
    let logins = StoredLogins::new(database, TenantId::new("notes")?).await?;
    Ok(ToolParts::new(platform(args, address)?, keys, logins))
}

async fn run(args: &Args) -> Result<(), Failure> {
    let database = Database::open(&args.database)?;
    database.migrate(TABLES).await?;
    let address = HttpUrl::parse(&format!("http://localhost:{}", args.port))?;
    let backend = backend(args, &address, &database).await?;
    let tool = Arc::new(LtiTool::new(backend, Ring, ToolSettings::new()));
    let ancestors = HeaderValue::try_from(format!("frame-ancestors {}", args.campus))?;
    let app = Router::new()
        .route("/", get(show).post(keep))
        // Added for LTI: these two routes.
        .route_service("/lti/login", edu_axum::login(Arc::clone(&tool)))
        .route("/lti/launch", any(launched))
        .with_state(Notes {
            database,
            address,
            tool,
        })
        .layer(map_response_with_state(ancestors, guard));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", args.port)).await?;
    println!(
        "notes are kept on http://localhost:{}; open them from the campus",
        args.port
    );
    Ok(axum::serve(listener, app).await?)
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("notes: {error}");
            ExitCode::FAILURE
        }
    }
}
