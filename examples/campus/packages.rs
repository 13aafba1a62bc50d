//! Packages that teachers upload: received with their progress shown, judged, and kept.

mod judged;
mod kept;
mod uploads;

use axum::Router;
use axum::body::Bytes;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, Query, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use edu_axum::SystemMoments;
use edu_examples::checks::Fields;
use edu_http::Moments as _;
use edu_json::JsonWriter;
use edu_sqlite::Database;
use maud::{PreEscaped, html};
use scorm_manifest::PackageError;
use sha2::{Digest as _, Sha256};

use crate::Failure;
use crate::campus::Campus;
use crate::courses::Teacher;
use crate::own_page::OwnPage;
use crate::pages::{Site, refusal, shown};
use crate::sites::Policy;
use crate::upload::{self, Sent, Unread};
use judged::{MOST_BYTES, findings, mebibytes};
use kept::{KeptPackages, NewPackage};
use uploads::{End, Stage, Upload, Uploads};

const SCRIPT_PATH: &str = "/packages/progress.js";
const SCRIPT: &str = include_str!("packages/progress.js");

/// Characters of a ticket: as many as are enough that nobody guesses one.
const TICKET: core::ops::RangeInclusive<usize> = 32..=64;

/// The packages of the campus, and those that are on their way.
#[derive(Clone, Debug)]
pub(crate) struct Packages {
    kept: KeptPackages,
    uploads: Uploads,
}

impl Packages {
    pub(crate) fn new(database: Database) -> Self {
        Self {
            kept: KeptPackages::new(database),
            uploads: Uploads::default(),
        }
    }
}

/// The pages of the packages.
pub(crate) fn routes(policy: &Policy) -> Router<Campus> {
    let pages = Router::new()
        .route("/packages", get(list))
        .route("/packages/{id}", get(package))
        .route("/packages/{id}/remove", post(remove))
        .route("/packages/uploads/{ticket}", get(state).post(receive))
        .route("/packages/uploads/{ticket}/progress", get(progress))
        .route(SCRIPT_PATH, get(script));
    let pages = upload::takes_files(pages, MOST_BYTES);
    // They ask their own site how far an upload is.
    policy.clone().guard_forms(pages)
}

async fn script() -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, SCRIPT)
}

fn gone() -> Response {
    let sentence = "No such package is kept here, and no such upload is known.";
    refusal(
        Site::Campus,
        StatusCode::NOT_FOUND,
        "No such package",
        sentence,
    )
}

async fn list(
    _: Teacher,
    State(campus): State<Campus>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let all = campus.packages.kept.all().await?;
    let ticket = SystemMoments::new().moment()?.entropy.take_token()?;
    let content = html! {
        @if Fields::new(query).get("done") == "removed" { p .good role="status" { "The package is removed." } }
        @if all.is_empty() { p { "No package is kept yet." } }
        ul .plain { @for one in &all {
            li { a href={ "/packages/" (one.id) } { (one.title) } " – " (one.edition) ", from " (one.file) }
        } }
        h2 { "Upload a package" }
        form #upload method="post" action={ "/packages/uploads/" (ticket) } enctype="multipart/form-data" {
            div .field {
                label for="file" { "Package" }
                p .hint #file-hint {
                    "A zip of SCORM 1.2 or 2004 with its imsmanifest.xml, at most " (MOST_BYTES >> 20) " MiB."
                }
                input #file type="file" name="file" required accept=".zip,.pif" aria-describedby="file-hint";
            }
            button type="submit" { "Upload and check" }
        }
        p #stage role="status" {}
        progress #bar hidden aria-label="Progress of the upload" {}
        p .hint #counted {}
        script src=(SCRIPT_PATH) defer {}
    };
    Ok(shown("Packages", &content))
}

async fn receive(
    _: Teacher,
    _: OwnPage,
    State(campus): State<Campus>,
    Path(ticket): Path<String>,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Failure> {
    let is_ticket = |one: u8| one.is_ascii_alphanumeric() || matches!(one, b'-' | b'_');
    if !TICKET.contains(&ticket.len()) || !ticket.bytes().all(is_ticket) {
        return Ok(gone());
    }
    let length = headers.get(CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
    let total = length.unwrap_or_default();
    let Some(upload) = campus.packages.uploads.begin(&ticket, total) else {
        let sentence =
            "Other uploads are still running. Wait until one is done, and send the package again.";
        let status = StatusCode::SERVICE_UNAVAILABLE;
        return Ok(refusal(Site::Campus, status, "Too many uploads", sentence));
    };
    let heard = |bytes| upload.heard(bytes, total);
    let sent = upload::file(form, MOST_BYTES, campus.pace, heard).await;
    let end = match sent {
        Ok(sent) => judge_and_keep(&campus.packages.kept, &upload, sent).await?,
        Err(reason) => End::Unread(reason),
    };
    upload.end(end.clone());
    Ok(ended(&end))
}

/// Judges a package while the server goes on with others, and keeps it where no rule forbids.
async fn judge_and_keep(
    kept: &KeptPackages,
    upload: &Upload,
    Sent { name, bytes }: Sent,
) -> Result<End, Failure> {
    let progress = upload.check();
    let work = move || {
        let judged = judged::check(&bytes, progress)?;
        Ok(NewPackage {
            digest: format!("{:x}", Bytes::copy_from_slice(&Sha256::digest(&bytes))),
            title: judged.title,
            edition: judged.edition,
            file: name,
            bytes,
            told: judged.told.into_string(),
        })
    };
    match tokio::task::spawn_blocking(work).await? {
        Ok(new) => kept.keep(new).await,
        Err(PackageError::Refused(report)) => Ok(End::Refused(report)),
        Err(PackageError::Stopped) => Ok(End::Unread(Unread::Broken)),
        Err(other) => Err(other.into()),
    }
}

/// What is answered when an upload is over.
fn ended(end: &End) -> Response {
    let not_kept =
        |status, sentence| refusal(Site::Campus, status, "The package was not kept", sentence);
    match end {
        End::Kept { id, is_known } => {
            let done = if *is_known { "known" } else { "kept" };
            Redirect::to(&format!("/packages/{id}?done={done}")).into_response()
        }
        End::Refused(report) => {
            let content = html! {
                p { a href="/packages" { "All packages" } }
                p .bad { "The package was refused, and nothing of it is kept." }
                (findings(report))
            };
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            (status, shown("The package was refused", &content)).into_response()
        }
        End::Unread(reason) => {
            let too_large = "The file is larger than 64 MiB, which is the limit for a package.";
            let (status, sentence) = reason.told(too_large);
            not_kept(status, sentence)
        }
        End::Full => not_kept(
            StatusCode::CONFLICT,
            "The campus keeps 20 packages, and has no room for another. Remove one before.",
        ),
    }
}

async fn state(
    _: Teacher,
    State(campus): State<Campus>,
    Path(ticket): Path<String>,
) -> Result<Response, Failure> {
    let stage = match campus.packages.uploads.find(&ticket) {
        None => return Ok(gone()),
        Some(Stage::Ended(end)) => return Ok(ended(&end)),
        Some(stage) => stage,
    };
    let told = Told::of(&stage);
    let content = html! {
        p { (told.title) " " (told.text) }
        p { a href={ "/packages/uploads/" (ticket) } { "Look again" } }
    };
    Ok(shown("The package is on its way", &content))
}

/// A stage in words and numbers.
struct Told {
    title: &'static str,
    text: String,
    done: u64,
    total: u64,
}

impl Told {
    fn of(stage: &Stage) -> Self {
        let (title, text, done, total) = match *stage {
            Stage::Receiving { done, total } => {
                let text = match total {
                    0 => format!("{} MiB received.", mebibytes(done)),
                    _ => format!("{} of {} MiB received.", mebibytes(done), mebibytes(total)),
                };
                ("The file is being sent.", text, done, total)
            }
            Stage::Checking { done, total, files } => {
                let (read, all) = (mebibytes(done), mebibytes(total));
                let text = format!("{read} of {all} MiB unpacked and read, file {files}.");
                ("The package is being checked.", text, done, total)
            }
            Stage::Ended(_) => ("The package is checked.", String::new(), 1, 1),
        };
        Self {
            title,
            text,
            done,
            total,
        }
    }
}

async fn progress(
    _: Teacher,
    State(campus): State<Campus>,
    Path(ticket): Path<String>,
) -> Result<Response, Failure> {
    let Some(stage) = campus.packages.uploads.find(&ticket) else {
        return Ok(gone());
    };
    let told = Told::of(&stage);
    let number = |bytes| i64::try_from(bytes).unwrap_or(i64::MAX);
    let mut writer = JsonWriter::new();
    writer.object(|object| {
        object.member("title", told.title);
        object.member("text", told.text.as_str());
        object.member("done", &number(told.done));
        object.member("total", &number(told.total));
    });
    let headers = [
        (CONTENT_TYPE, "application/json"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, writer.into_string()).into_response())
}

async fn package(
    _: Teacher,
    State(campus): State<Campus>,
    Path(id): Path<i64>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let Some((title, told)) = campus.packages.kept.find(id).await? else {
        return Ok(gone());
    };
    let said = match Fields::new(query).get("done") {
        "kept" => Some("The package is kept."),
        "known" => Some("The very same package was kept before."),
        // Whatever else stands in the address says nothing here.
        _ => None,
    };
    let content = html! {
        p { a href="/packages" { "All packages" } }
        @if let Some(said) = said { p .good role="status" { (said) } }
        // Written by this program, which wrote texts of the package as texts.
        (PreEscaped(told))
        form method="post" action={ "/packages/" (id) "/remove" } {
            button .plain type="submit" { "Remove the package" }
        }
    };
    Ok(shown(&title, &content))
}

async fn remove(
    _: Teacher,
    _: OwnPage,
    State(campus): State<Campus>,
    Path(id): Path<i64>,
) -> Result<Response, Failure> {
    if campus.packages.kept.remove(id).await? {
        return Ok(Redirect::to("/packages?done=removed").into_response());
    }
    Ok(gone())
}
