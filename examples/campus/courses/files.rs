//! Files of a course: videos, captions and images, kept under names that say what they hold.

use axum::Router;
use axum::body::Bytes;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::post;
use maud::{Markup, html};
use scorm_manifest::course::FilePath;
use sha2::{Digest as _, Sha256};

use super::kept::MOST_FILE_BYTES;
use super::{Teacher, gone, refused};
use crate::Failure;
use crate::campus::Campus;
use crate::own_page::OwnPage;
use crate::upload::{self, Unread};

/// What a file is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Video,
    Captions,
    Image,
}

impl Sort {
    const ALL: [Self; 3] = [Self::Video, Self::Captions, Self::Image];

    fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Video => &["mp4", "webm"],
            Self::Captions => &["vtt"],
            Self::Image => &["png", "jpg", "jpeg", "gif", "webp", "avif"],
        }
    }

    fn of(file: &FilePath) -> Option<Self> {
        let extension = file.extension();
        Self::ALL
            .into_iter()
            .find(|sort| sort.extensions().contains(&&*extension))
    }
}

/// Where the files are sent.
pub(super) fn routes() -> Router<Campus> {
    Router::new()
        .route("/courses/{id}/files", post(add))
        .layer(DefaultBodyLimit::max(upload::most_body(MOST_FILE_BYTES)))
}

/// The files of one sort.
pub(super) fn of_sort(files: &[FilePath], sort: Sort) -> impl Iterator<Item = &FilePath> {
    files
        .iter()
        .filter(move |file| Sort::of(file) == Some(sort))
}

/// The files that there are, and the form that adds one.
pub(super) fn file_form(base: &str, files: &[FilePath]) -> Markup {
    let accepted: Vec<String> = Sort::ALL
        .into_iter()
        .flat_map(Sort::extensions)
        .map(|extension| format!(".{extension}"))
        .collect();
    html! {
        @if files.is_empty() { p { "The course has no file yet." } }
        ul { @for file in files { li { code { (file) } } } }
        form method="post" action={ (base) "/files" } enctype="multipart/form-data" {
            div .field {
                label for="file" { "Video, captions or image" }
                p .hint #file-hint {
                    "MP4 or WebM; WebVTT; PNG, JPEG, GIF, WebP or AVIF. All files of a course together have at most "
                    (MOST_FILE_BYTES >> 20) " MiB."
                }
                input #file type="file" name="file" required accept=(accepted.join(",")) aria-describedby="file-hint";
            }
            button type="submit" { "Send the file" }
        }
    }
}

async fn add(
    _: Teacher,
    _: OwnPage,
    State(campus): State<Campus>,
    Path(id): Path<i64>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Failure> {
    if campus.authored.find(id).await?.is_none() {
        return Ok(gone());
    }
    let sent = match form {
        Ok(form) => upload::file(form, MOST_FILE_BYTES, |_| ()).await,
        Err(_) => Err(Unread::Broken),
    };
    let sent = match sent {
        Ok(sent) => sent,
        Err(reason) => return Ok(not_kept(reason)),
    };
    let path = path(&sent.name, &sent.bytes);
    if Sort::of(&path).is_none() {
        let sentence = "The file is none that a course here can have: \
                        MP4 or WebM, WebVTT, PNG, JPEG, GIF, WebP or AVIF is allowed.";
        return Ok(refused(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "The file was not kept",
            sentence,
        ));
    }
    if campus.authored.keep_file(id, &path, sent.bytes).await? {
        return Ok(Redirect::to(&format!("/courses/{id}?done=kept#files")).into_response());
    }
    Ok(not_kept(Unread::TooLarge))
}

fn not_kept(reason: Unread) -> Response {
    let (status, sentence) = reason.told(
        "There is no room for this file: all files of a course together have at most 32 MiB.",
    );
    refused(status, "The file was not kept", sentence)
}

/// What a file is called in the course: its name with a mark of what it holds, so that no name ever stands for
/// something else.
fn path(name: &str, bytes: &[u8]) -> FilePath {
    let digest = Sha256::digest(bytes);
    let mark = Bytes::copy_from_slice(digest.get(..16).unwrap_or_default());
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    FilePath::from_name(&format!(
        "{stem}-{mark:x}.{}",
        extension.to_ascii_lowercase()
    ))
}
