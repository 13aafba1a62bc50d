//! Files that a form of the campus's own pages sends, read within a limit.

use axum::extract::Multipart;
use axum::extract::multipart::Field;

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

/// How much more than the limit is read and dropped. A server that stops reading breaks the connection, and the
/// browser shows that instead of the answer.
const DROPPED: usize = 3;

/// The first file of a form; `heard` is told how many of its bytes have come.
pub(crate) async fn file(
    mut form: Multipart,
    most: usize,
    mut heard: impl FnMut(usize),
) -> Result<Sent, Unread> {
    let mut sent = Err(Unread::Missing);
    let mut left = most.saturating_mul(DROPPED);
    while let Some(mut field) = form.next_field().await.map_err(|_| Unread::Broken)? {
        let is_file = sent.is_err() && field.name() == Some("file");
        let name = field.file_name().map(shown).unwrap_or_default();
        if is_file && !name.is_empty() {
            sent = bytes(&mut field, most, &mut heard)
                .await?
                .map(|bytes| Sent { name, bytes });
        }
        // Whatever follows has no place here.
        while let Some(chunk) = field.chunk().await.map_err(|_| Unread::Broken)? {
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
    while let Some(chunk) = field.chunk().await.map_err(|_| Unread::Broken)? {
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
