//! The draft as it would be exported, in a frame of another origin.

use axum::extract::{Path, State};
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::{IntoResponse as _, Response};
use edu_types::{Finding, Profile};
use maud::html;
use scorm_manifest::Edition;
use scorm_manifest::course::{Course, CourseVersion, Draft, Item, Page};
use scorm_manifest::export::{Export, ExportOptions, SchemaSet, Structure};

use super::editor::{title_or, to_do};
use super::kept::Kept;
use super::{Teacher, gone, item_of, shown};
use crate::Failure;
use crate::campus::Campus;
use crate::clock::now;
use crate::previews::SANDBOX;

/// All of the draft, with its contents and buttons.
pub(super) async fn whole(
    _: Teacher,
    State(campus): State<Campus>,
    Path(id): Path<i64>,
) -> Result<Response, Failure> {
    let Some(kept) = campus.authored.find(id).await? else {
        return Ok(gone());
    };
    let course = kept.course.clone();
    show(&campus, &kept, course, None).await
}

/// One page of the draft, whatever is still to be mended in others.
pub(super) async fn one(
    _: Teacher,
    State(campus): State<Campus>,
    Path((id, item)): Path<(i64, String)>,
) -> Result<Response, Failure> {
    let Some(kept) = campus.authored.find(id).await? else {
        return Ok(gone());
    };
    let Some(Item::Page(page)) = item_of(&kept.course, &item) else {
        return Ok(gone());
    };
    let course = alone(&kept.course, page);
    show(&campus, &kept, course, Some(&item)).await
}

/// A course of that page and no other.
fn alone(course: &Course, page: &Page) -> Course {
    let mut alone = course.clone();
    let mut page = page.clone();
    page.prerequisites.clear();
    if !page.is_scored() {
        alone.mastery = None;
    }
    alone.progression = None;
    alone.items.0 = vec![Item::Page(page)];
    alone
}

async fn show(
    campus: &Campus,
    kept: &Kept,
    course: Course,
    item: Option<&str>,
) -> Result<Response, Failure> {
    let base = format!("/courses/{}", kept.id);
    let back = item.map_or_else(|| base.clone(), |item| format!("{base}/items/{item}"));
    let mut options = ExportOptions::new(Edition::Scorm2004Fourth);
    options.structure = item.map(|_| Structure::ObjectPerPage);
    let launch = item.map_or_else(
        || "index.html".to_owned(),
        |item| format!("pages/{item}.html"),
    );
    let title = format!("Preview of {}", title_or(&kept.course.title));
    let export = match plan(&course, &options)? {
        Ok(export) => export,
        Err(findings) => {
            let content = html! {
                p { "There is no preview until this is mended." }
                (to_do(&course, &base, &findings))
                p { a href=(back) { "Back to the draft" } }
            };
            return Ok(shown(&title, &content));
        }
    };
    let package = campus.authored.package(kept.id, export).await?;
    let origin = campus.previews.keep(package).await?;
    let content = html! {
        p { "This is the draft, on pages as they are exported. There is no player around it, so that nothing is recorded." }
        p { a href=(back) { "Back to the draft" } }
        iframe title=(title) src={ (origin) "/" (launch) } sandbox=(SANDBOX) {}
    };
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-src {origin}"
    );
    Ok(([(CONTENT_SECURITY_POLICY, policy)], shown(&title, &content)).into_response())
}

/// The draft as a package, or what is found in it; neither is kept.
fn plan(course: &Course, options: &ExportOptions) -> Result<Result<Export, Vec<Finding>>, Failure> {
    let version = CourseVersion::new("draft")?;
    let published = Draft::new(course.clone()).publish(version, &now()?);
    let planned = published.and_then(|published| {
        Export::plan(&published, options, &SchemaSet::new(), &Profile::strict())
    });
    Ok(planned.map_err(|refused| refused.report().findings().to_vec()))
}
