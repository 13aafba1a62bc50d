//! Courses that teachers write: drafts, what is published of them, and packages for other systems.

mod blocks;
mod editor;
mod export;
mod files;
mod kept;
mod page_editor;
mod preview;
mod remove;
mod structure;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts, Path, Query, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use edu_examples::checks::Fields;
use edu_types::LanguageTag;
use maud::{Markup, html};
use scorm_manifest::course::{Course, Identifier, Item, ItemTree};

use crate::Failure;
use crate::campus::Campus;
use crate::own_page::Posted;
use crate::pages::{Site, refusal, shown};
use crate::read_out::reads_out;
use kept::{Kept, Save};

pub(crate) use editor::{title_or, told};
pub(crate) use kept::Authored;

/// Bytes of a form: as much as a course may be long.
const FORM_BYTES: usize = 2 * 1024 * 1024;

/// The pages of the courses.
pub(crate) fn routes() -> Router<Campus> {
    let pages = Router::new()
        .route("/courses", get(list).post(create))
        .route("/courses/{id}", get(course).post(change_course))
        .route("/courses/{id}/items/{item}", get(item).post(change_item))
        .route("/courses/{id}/files/remove", post(files::remove))
        .route("/courses/{id}/publish", post(publish))
        .route("/courses/{id}/preview", get(preview::whole))
        .route("/courses/{id}/preview/{item}", get(preview::one))
        .route(
            "/courses/{id}/export",
            get(export::wizard).post(export::download),
        )
        .route(
            "/courses/{id}/remove",
            get(remove::ask).post(remove::remove),
        )
        .layer(DefaultBodyLimit::max(FORM_BYTES));
    reads_out(pages, FORM_BYTES.saturating_mul(4)).merge(files::routes())
}

/// Somebody who teaches is signed in; others are sent to sign in, or told that this is not theirs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Teacher;

impl FromRequestParts<Campus> for Teacher {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, campus: &Campus) -> Result<Self, Response> {
        let found = campus.signed_in(&parts.headers).await;
        match found.map_err(Failure::into_response)? {
            None => Err(Redirect::to("/").into_response()),
            Some((_, person)) if person.teaches() => Ok(Self),
            Some(_) => {
                let sentence = "Courses and packages are for those who teach.";
                Err(refused(StatusCode::FORBIDDEN, "Not for you", sentence))
            }
        }
    }
}

fn refused(status: StatusCode, title: &str, sentence: &str) -> Response {
    refusal(Site::Campus, status, title, sentence)
}

fn gone() -> Response {
    let sentence = "No such course, or part of one, is kept here.";
    refused(StatusCode::NOT_FOUND, "No such course", sentence)
}

/// Somebody else, or another tab, was faster.
fn stale() -> Response {
    let sentence = "The course was changed in the meantime, so that nothing was saved. \
                    Go back, load the page again and repeat the change.";
    refused(StatusCode::CONFLICT, "Changed in the meantime", sentence)
}

/// What cannot be taken as it was typed.
#[derive(Clone, Debug)]
pub(crate) struct Mend {
    /// The field, by its name in the form.
    field: String,
    message: String,
}

impl Mend {
    fn new(field: impl Into<String>, message: impl core::fmt::Display) -> Self {
        let (field, message) = (field.into(), message.to_string());
        Self { field, message }
    }
}

async fn list(
    _: Teacher,
    State(campus): State<Campus>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let all = campus.authored.all().await?;
    let content = html! {
        (editor::status(said(&Fields::new(query))))
        @if all.is_empty() { p { "No course is written yet." } }
        ul .plain {
            @for one in &all {
                li {
                    a href={ "/courses/" (one.id) } { (title_or(&one.title)) }
                    " – " (one.standing.told())
                }
            }
        }
        h2 { "Write a course" }
        form method="post" action="/courses" {
            div .field { label for="title" { "Title" } input #title name="title" required maxlength="200"; }
            button type="submit" { "Make the course" }
        }
    };
    Ok(shown("Courses", &content))
}

async fn create(
    _: Teacher,
    State(campus): State<Campus>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let title = fields.get("title").trim();
    if title.is_empty() {
        let sentence = "A course needs a title. Go back and write one.";
        return Ok(refused(
            StatusCode::UNPROCESSABLE_ENTITY,
            "Nothing was made",
            sentence,
        ));
    }
    let language = LanguageTag::parse("en")?;
    let named = Identifier::from_text(title);
    let course = Course::new(named, title.to_owned(), language, ItemTree::default());
    if let Some(id) = campus.authored.add(&course).await? {
        return Ok(Redirect::to(&format!("/courses/{id}")).into_response());
    }
    let sentence = "The campus keeps 100 courses, and has no room for another.";
    Ok(refused(StatusCode::CONFLICT, "Too many courses", sentence))
}

async fn course(
    _: Teacher,
    State(campus): State<Campus>,
    Path(id): Path<i64>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let Some(kept) = campus.authored.find(id).await? else {
        return Ok(gone());
    };
    let files = campus.authored.files(id).await?;
    let said = said(&Fields::new(query));
    let content = editor::course(&kept, &files, said, &[], &Fields::default());
    Ok(shown(&title_of(&kept), &content))
}

async fn item(
    _: Teacher,
    State(campus): State<Campus>,
    Path((id, item)): Path<(i64, String)>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let Some(kept) = campus.authored.find(id).await? else {
        return Ok(gone());
    };
    let files = campus.authored.files(id).await?;
    let said = said(&Fields::new(query));
    let sent = Fields::default();
    let content = page_editor::item(&kept, &item, &files, said, &[], &sent);
    Ok(content.map_or_else(gone, |content| shown("Edit a page", &content)))
}

/// What the action before led to, as the address says.
fn said(query: &Fields) -> Option<&'static str> {
    match query.get("done") {
        "saved" => Some("The draft is saved."),
        "published" => Some("The draft is published."),
        "kept" => Some("The file is kept."),
        "dropped" => Some("The file is removed."),
        "removed" => Some("The course is removed."),
        // Whatever else stands in the address says nothing here.
        _ => None,
    }
}

async fn change_course(
    _: Teacher,
    State(campus): State<Campus>,
    Path(id): Path<i64>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let Some(mut kept) = campus.authored.find(id).await? else {
        return Ok(gone());
    };
    if kept.was_changed_since(&fields) {
        return Ok(stale());
    }
    let mut mends = structure::change(&mut kept.course, &fields);
    if mends.is_empty() {
        match campus.authored.save(&kept).await? {
            Save::Done => {
                return Ok(Redirect::to(&format!("/courses/{id}?done=saved")).into_response());
            }
            Save::Stale => return Ok(stale()),
            Save::Refused(reason) => mends.push(Mend::new("title", reason)),
        }
    }
    let files = campus.authored.files(id).await?;
    let content = editor::course(&kept, &files, None, &mends, &fields);
    Ok(to_mend(&title_of(&kept), &content))
}

async fn change_item(
    _: Teacher,
    State(campus): State<Campus>,
    Path((id, item)): Path<(i64, String)>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let Some(mut kept) = campus.authored.find(id).await? else {
        return Ok(gone());
    };
    if kept.was_changed_since(&fields) {
        return Ok(stale());
    }
    let files = campus.authored.files(id).await?;
    let Some(mut changed) = blocks::change(&mut kept.course, &item, &fields, &files) else {
        return Ok(gone());
    };
    if changed.mends.is_empty() {
        match campus.authored.save(&kept).await? {
            Save::Done => {
                let block = changed
                    .block
                    .map(|at| format!("#block-{at}"))
                    .unwrap_or_default();
                let there = format!("/courses/{id}/items/{item}?done=saved{block}");
                return Ok(Redirect::to(&there).into_response());
            }
            Save::Stale => return Ok(stale()),
            Save::Refused(reason) => changed.mends.push(Mend::new("title", reason)),
        }
    }
    let content = page_editor::item(&kept, &item, &files, None, &changed.mends, &fields);
    Ok(content.map_or_else(gone, |content| to_mend("Edit a page", &content)))
}

fn to_mend(title: &str, content: &Markup) -> Response {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    (status, shown(title, content)).into_response()
}

async fn publish(
    _: Teacher,
    State(campus): State<Campus>,
    Path(id): Path<i64>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let Some(kept) = campus.authored.find(id).await? else {
        return Ok(gone());
    };
    if kept.was_changed_since(&fields) {
        return Ok(stale());
    }
    let done = Redirect::to(&format!("/courses/{id}?done=published")).into_response();
    if kept.standing.is_published_as_it_is() {
        return Ok(done);
    }
    let Some(published) = kept.publish()? else {
        let files = campus.authored.files(id).await?;
        let content = editor::course(&kept, &files, None, &[], &Fields::default());
        return Ok(to_mend(&title_of(&kept), &content));
    };
    if campus.authored.publish(&kept, &published).await? {
        return Ok(done);
    }
    Ok(stale())
}

fn title_of(kept: &Kept) -> String {
    title_or(&kept.course.title).to_owned()
}

/// The item of that name.
fn item_of<'c>(course: &'c Course, name: &str) -> Option<&'c Item> {
    let found = course
        .walk()
        .find(|visit| visit.item.identifier().as_str() == name);
    found.map(|visit| visit.item)
}
