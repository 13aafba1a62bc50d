//! Files that a form of the campus's own pages sends, read within a limit.

use core::time::Duration;

use axum::extract::Multipart;
use axum::extract::multipart::Field;
use axum::http::StatusCode;

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

/// How much more than the limit is read and dropped. A server that stops reading breaks the connection, and the
/// browser shows that instead of the answer.
const DROPPED: usize = 3;

/// How long nothing may come before the upload counts as broken.
const SILENCE: Duration = Duration::from_secs(60);

/// The most bytes of a whole form with a file of at most `most`: what is read and dropped, and what stands around files.
pub(crate) const fn most_body(most: usize) -> usize {
    most.saturating_mul(DROPPED.saturating_add(1))
        .saturating_add(64 * 1024)
}

/// What comes next of a form, if it comes in time.
async fn soon<T, E>(next: impl Future<Output = Result<T, E>>) -> Result<T, Unread> {
    let came = tokio::time::timeout(SILENCE, next).await;
    came.map_err(|_| Unread::Broken)?
        .map_err(|_| Unread::Broken)
}

/// The first file of a form; `heard` is told how many of its bytes have come.
pub(crate) async fn file(
    mut form: Multipart,
    most: usize,
    mut heard: impl FnMut(usize),
) -> Result<Sent, Unread> {
    let mut sent = Err(Unread::Missing);
    let mut left = most.saturating_mul(DROPPED);
    while let Some(mut field) = soon(form.next_field()).await? {
        let is_file = sent.is_err() && field.name() == Some("file");
        let name = field.file_name().map(shown).unwrap_or_default();
        if is_file && !name.is_empty() {
            sent = bytes(&mut field, most, &mut heard)
                .await?
                .map(|bytes| Sent { name, bytes });
        }
        // Whatever follows has no place here.
        while let Some(chunk) = soon(field.chunk()).await? {
            left = left.checked_sub(chunk.len()).ok_or(Unread::TooLarge)?;
        }
        if sent == Err(Unread::TooLarge) {
            return sent;
        }
    }
    sent
}

/// What a field holds; of one beyond the limit the rest is still to be read.
async fn bytes(
    field: &mut Field<'_>,
    most: usize,
    heard: &mut impl FnMut(usize),
) -> Result<Result<Vec<u8>, Unread>, Unread> {
    let mut bytes = Vec::new();
    while let Some(chunk) = soon(field.chunk()).await? {
        if bytes.len().saturating_add(chunk.len()) > most {
            return Ok(Err(Unread::TooLarge));
        }
        bytes.extend_from_slice(&chunk);
        heard(bytes.len());
    }
    Ok(Ok(bytes))
}

impl PartialEq for Sent {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.bytes == other.bytes
    }
}

/// A file's name as it is shown and kept.
fn shown(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars()
        .filter(|one| !one.is_control())
        .take(120)
        .collect()
}
