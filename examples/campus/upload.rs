//! Files that a form of the campus's own pages sends, read within a limit.

use core::time::Duration;

use axum::Router;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Multipart};
use axum::http::StatusCode;

use crate::read_out::reads_out;

/// A file that was sent.
pub(crate) struct Sent {
    /// What the sender calls it, without folders and control characters; at most 120 characters.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// Why there is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// It is larger than is taken.
    TooLarge,
    /// None was chosen.
    Missing,
    /// The connection ended, or what came is no form.
    Broken,
}

impl Unread {
    /// How it is answered; `too_large` says what the limit is.
    pub(crate) const fn told(self, too_large: &'static str) -> (StatusCode, &'static str) {
        match self {
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, too_large),
            Self::Missing => (StatusCode::UNPROCESSABLE_ENTITY, "No file was chosen."),
            Self::Broken => (
                StatusCode::BAD_REQUEST,
                "The file did not come to its end. Send it again.",
            ),
        }
    }
}

/// How many times the limit is read and dropped before a form is answered that is too long, or comes too early.
const DROPPED: usize = 4;

/// Bytes that may stand around the file in a form, all names and other fields included.
const AROUND: usize = 64 * 1024;

/// How long nothing may come before the upload counts as broken.
const SILENCE: Duration = Duration::from_secs(60);

/// Pages that take a file of at most `most` bytes.
pub(crate) fn takes_files<S>(pages: Router<S>, most: usize) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let limit = DefaultBodyLimit::max(most.saturating_add(AROUND));
    reads_out(pages.layer(limit), most.saturating_mul(DROPPED))
}

/// The first file of a form; `heard` is told how many of its bytes have come.
pub(crate) async fn file(
    form: Result<Multipart, MultipartRejection>,
    most: usize,
    heard: impl FnMut(usize),
) -> Result<Sent, Unread> {
    let mut form = form.map_err(|_| Unread::Broken)?;
    while let Some(field) = soon(form.next_field()).await? {
        let name = field.file_name().map(shown).unwrap_or_default();
        if field.name() == Some("file") && !name.is_empty() {
            let bytes = bytes(field, most, heard).await?;
            return Ok(Sent { name, bytes });
        }
    }
    Err(Unread::Missing)
}

/// What comes next of a form, if it comes in time and within the limit of the pages.
async fn soon<T>(next: impl Future<Output = Result<T, MultipartError>>) -> Result<T, Unread> {
    let came = tokio::time::timeout(SILENCE, next).await;
    let came = came.map_err(|_| Unread::Broken)?;
    came.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Unread::TooLarge,
        _ => Unread::Broken,
    })
}

/// What a field holds.
async fn bytes(
    mut field: Field<'_>,
    most: usize,
    mut heard: impl FnMut(usize),
) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    while let Some(chunk) = soon(field.chunk()).await? {
        if bytes.len().saturating_add(chunk.len()) > most {
            return Err(Unread::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
        heard(bytes.len());
    }
    Ok(bytes)
}

/// A file's name as it is shown and kept.
fn shown(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars()
        .filter(|one| !one.is_control())
        .take(120)
        .collect()
}
