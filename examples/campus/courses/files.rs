//! Files of a course: videos, captions and images, kept under names that say what they hold until nothing needs them.

use axum::Router;
use axum::body::Bytes;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::post;
use maud::{Markup, html};
use scorm_manifest::course::{Course, FilePath, Item, Published};
use sha2::{Digest as _, Sha256};

use super::editor::title_or;
use super::kept::{KeepFile, Kept, MOST_FILE_BYTES, MOST_FILES};
use super::page_editor::kind;
use super::{Teacher, gone, refused, shown, stale};
use crate::Failure;
use crate::campus::Campus;
use crate::own_page::{OwnPage, Posted};
use crate::upload::{self, Sent, Unread};

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
    let pages = Router::new().route("/courses/{id}/files", post(add));
    upload::takes_files(pages, MOST_FILE_BYTES)
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
        ul { @for file in files { li {
            code { (file) }
            form method="post" action={ (base) "/files/remove" } {
                input type="hidden" name="path" value=(file);
                button .plain type="submit" aria-label={ "Remove: " (file) } { "Remove" }
            }
        } } }
        form method="post" action={ (base) "/files" } enctype="multipart/form-data" {
            div .field {
                label for="file" { "Video, captions or image" }
                p .hint #file-hint {
                    "MP4 or WebM; WebVTT; PNG, JPEG, GIF, WebP or AVIF. A course has at most "
                    (MOST_FILES) " files, and together they have at most " (MOST_FILE_BYTES >> 20) " MiB."
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
    let Some(_room) = campus.authored.room() else {
        let sentence =
            "Other files are still being sent. Wait until one is there, and send this one again.";
        let status = StatusCode::SERVICE_UNAVAILABLE;
        return Ok(refused(status, "The file was not kept", sentence));
    };
    let Sent { name, bytes } = match upload::file(form, MOST_FILE_BYTES, campus.pace, |_| ()).await
    {
        Ok(sent) => sent,
        Err(reason) => return Ok(not_kept(reason)),
    };
    let named = move || (path(&name, &bytes), bytes);
    let (path, bytes) = tokio::task::spawn_blocking(named).await?;
    if Sort::of(&path).is_none() {
        let sentence = "The file is none that a course here can have: \
                        MP4 or WebM, WebVTT, PNG, JPEG, GIF, WebP or AVIF is allowed.";
        return Ok(refused(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "The file was not kept",
            sentence,
        ));
    }
    Ok(kept(id, campus.authored.keep_file(id, &path, bytes).await?))
}

/// What is answered when a file came.
fn kept(id: i64, done: KeepFile) -> Response {
    match done {
        KeepFile::Done => Redirect::to(&format!("/courses/{id}?done=kept#files")).into_response(),
        KeepFile::TooLarge => not_kept(Unread::TooLarge),
        KeepFile::TooMany => {
            let sentence = format!(
                "There is no room for this file: a course has at most {MOST_FILES} files. \
                 Remove one that the course does not need."
            );
            refused(StatusCode::CONFLICT, "The file was not kept", &sentence)
        }
    }
}

/// What is answered where a file did not come, or is larger than there is room for.
fn not_kept(reason: Unread) -> Response {
    let (status, sentence) = reason.told(
        "There is no room for this file: all files of a course together have at most 32 MiB.",
    );
    refused(status, "The file was not kept", sentence)
}

/// Removes a file that nothing needs; of one that something needs it says what.
pub(super) async fn remove(
    _: Teacher,
    State(campus): State<Campus>,
    Path(id): Path<i64>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let Some(kept) = campus.authored.find(id).await? else {
        return Ok(gone());
    };
    let files = campus.authored.files(id).await?;
    let Some(file) = files
        .iter()
        .find(|file| file.as_str() == fields.get("path"))
    else {
        return Ok(gone());
    };
    let in_draft = needing(&kept.course, file);
    let published = kept.published.as_ref().map(Published::course);
    let in_published = published.map_or_else(Vec::new, |course| needing(course, file));
    if !in_draft.is_empty() || !in_published.is_empty() {
        let content = needed(&kept, file, &in_draft, &in_published);
        return Ok((StatusCode::CONFLICT, shown("The file is needed", &content)).into_response());
    }
    if campus.authored.remove_file(&kept, file).await? {
        return Ok(Redirect::to(&format!("/courses/{id}?done=dropped#files")).into_response());
    }
    Ok(stale())
}

/// A place in a course: where it is on the pages of the editor, and what it is called.
type Needing = (String, String);

/// The blocks of a course that need a file.
fn needing(course: &Course, file: &FilePath) -> Vec<Needing> {
    let mut places = Vec::new();
    for visit in course.walk() {
        let (name, title) = (visit.item.identifier(), title_or(visit.item.title()));
        match visit.item {
            Item::Page(page) => {
                let blocks = page.blocks.iter().enumerate();
                let needing = blocks.filter(|(_, block)| block.files().contains(file));
                places.extend(needing.map(|(at, block)| {
                    let number = at.saturating_add(1);
                    let told = format!("block {number}, {}, of “{title}”", kind(block));
                    (format!("/items/{name}#block-{at}"), told)
                }));
            }
            Item::Folder(_) => {}
            // Files of an author's own are made elsewhere.
            Item::Files(_) | _ => {
                if visit.item.files().contains(file) {
                    places.push((format!("/items/{name}"), format!("“{title}”")));
                }
            }
        }
    }
    places
}

fn needed(kept: &Kept, file: &FilePath, draft: &[Needing], published: &[Needing]) -> Markup {
    let base = format!("/courses/{}", kept.id);
    html! {
        p { code { (file) } " was not removed, because the course needs it." }
        @if !draft.is_empty() {
            h2 { "In the draft" }
            ul { @for (place, told) in draft { li { a href={ (base) (place) } { (told) } } } }
        }
        @if !published.is_empty() {
            h2 { "In the published version" }
            ul { @for (_, told) in published { li { (told) } } }
            p { "A version stays as it was published. Publish a draft that does not need the file, then remove it." }
        }
        p { a href={ (base) "#files" } { "Back to the course" } }
    }
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
