//! Files that a form of the campus's own pages sends, read within a limit and at a pace.

use axum::Router;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Multipart};
use axum::http::StatusCode;
use edu_examples::pace::Pace;
use tokio::time::{Instant, timeout};

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
    /// Less of it came in a time than has to, or nothing any more.
    Slow,
    /// The connection ended, or what came is no form.
    Broken,
}

impl Unread {
    /// How it is answered; `too_large` says what the limit is.
    pub(crate) const fn told(self, too_large: &'static str) -> (StatusCode, &'static str) {
        match self {
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, too_large),
            Self::Missing => (StatusCode::UNPROCESSABLE_ENTITY, "No file was chosen."),
            // Not 408, at which browsers may send all of it once more (RFC 9110 §15.5.9).
            Self::Slow => (
                StatusCode::BAD_REQUEST,
                "The file came too slowly, or nothing of it for a while. Send it again on a faster line.",
            ),
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

/// Pages that take a file of at most `most` bytes.
pub(crate) fn takes_files<S>(pages: Router<S>, most: usize) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let limit = DefaultBodyLimit::max(most.saturating_add(AROUND));
    reads_out(pages.layer(limit), most.saturating_mul(DROPPED))
}

/// The first file of a form, where it keeps the pace; `heard` is told how many of its bytes have come.
pub(crate) async fn file(
    form: Result<Multipart, MultipartRejection>,
    most: usize,
    pace: Pace,
    heard: impl FnMut(usize),
) -> Result<Sent, Unread> {
    let mut form = form.map_err(|_| Unread::Broken)?;
    let watch = Watch::start(pace);
    while let Some(field) = watch.soon(0, form.next_field()).await? {
        let name = field.file_name().map(shown).unwrap_or_default();
        if field.name() == Some("file") && !name.is_empty() {
            let bytes = bytes(field, most, &watch, heard).await?;
            return Ok(Sent { name, bytes });
        }
    }
    Err(Unread::Missing)
}

/// Looks at the clock while a form comes.
struct Watch {
    pace: Pace,
    began: Instant,
}

impl Watch {
    fn start(pace: Pace) -> Self {
        let began = Instant::now();
        Self { pace, began }
    }

    /// What comes next of a form, if it comes in time and within the limit of the pages; `bytes` of its file have come.
    async fn soon<T>(
        &self,
        bytes: usize,
        next: impl Future<Output = Result<T, MultipartError>>,
    ) -> Result<T, Unread> {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        let left = self.pace.left(bytes, self.began.elapsed());
        let came = timeout(left, next).await.map_err(|_| Unread::Slow)?;
        came.map_err(|error| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Unread::TooLarge,
            _ => Unread::Broken,
        })
    }
}

/// What a field holds.
async fn bytes(
    mut field: Field<'_>,
    most: usize,
    watch: &Watch,
    mut heard: impl FnMut(usize),
) -> Result<Vec<u8>, Unread> {
    let mut bytes = Vec::new();
    while let Some(chunk) = watch.soon(bytes.len(), field.chunk()).await? {
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
