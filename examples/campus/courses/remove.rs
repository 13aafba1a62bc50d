//! The end of a course: asked once more, for what is published of it and its files go with the draft.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::html;

use super::editor::{revision, title_or};
use super::{Teacher, gone, shown, stale};
use crate::Failure;
use crate::campus::Campus;
use crate::own_page::Posted;

/// What would be removed, and the button that does it.
pub(super) async fn ask(
    _: Teacher,
    State(campus): State<Campus>,
    Path(id): Path<i64>,
) -> Result<Response, Failure> {
    let Some(kept) = campus.authored.find(id).await? else {
        return Ok(gone());
    };
    let files = campus.authored.files(id).await?.len();
    let base = format!("/courses/{id}");
    let content = html! {
        p { strong { (title_or(&kept.course.title)) } " is " (kept.standing.told()) "." }
        p { "These are removed, and cannot be brought back:" }
        ul {
            li { "the draft" }
            @if let Some(published) = &kept.published {
                li { "version " (published.version().as_str()) ", which is published" }
            }
            @if files > 0 { li { "its files, " (files) } }
        }
        p { "Packages that were exported before stay what they are." }
        form .row method="post" action={ (base) "/remove" } {
            (revision(&kept))
            input type="hidden" name="versions" value=(kept.standing.versions);
            button type="submit" { "Remove the course" }
            a href=(base) { "Keep the course" }
        }
    };
    Ok(shown("Remove a course", &content))
}

/// Removes the course as it was asked for: one that was changed or published since stays.
pub(super) async fn remove(
    _: Teacher,
    State(campus): State<Campus>,
    Path(id): Path<i64>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let Some(kept) = campus.authored.find(id).await? else {
        return Ok(gone());
    };
    let is_other = kept.was_changed_since(&fields) || kept.was_published_since(&fields);
    if is_other || !campus.authored.remove(&kept).await? {
        return Ok(stale());
    }
    Ok(Redirect::to("/courses?done=removed").into_response())
}
