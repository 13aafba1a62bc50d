//! Records as a file, streamed while they are read.

use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse as _, Response};
use edu_examples::checks::Fields;
use maud::{Markup, html};
use xapi_lrs::export::{Export, ExportFormat};

use super::filter::Filter;
use super::view::{View, Viewer};
use crate::Failure;
use crate::campus::Campus;
use crate::clock::now;
use crate::pages::{Site, refusal};

/// What a file is called, and what it is.
pub(super) const FILES: [(&str, ExportFormat); 2] = [
    ("records.json", ExportFormat::Array),
    ("records.csv", ExportFormat::Csv),
];

/// Everything that a filter finds, also behind the page that is shown.
pub(super) async fn file(
    campus: &Campus,
    viewer: &Viewer,
    fields: Fields,
    (name, format): (&str, ExportFormat),
) -> Result<Response, Failure> {
    let filter = Filter::read(fields)?;
    if !filter.holds() {
        let sentence = "What is looked for cannot be understood: go back and mend the filter.";
        let status = StatusCode::BAD_REQUEST;
        return Ok(refusal(Site::Campus, status, "No file", sentence));
    }
    let records = &campus.records;
    records.settle_or_say().await;
    let mut query = filter.query(&viewer.access);
    query.after = None;
    query.limit = Export::PAGE;
    let export = Export::new(records.tenant.clone(), query, format);
    let body = export.start(records.store.clone(), now()?);
    let headers = [
        (CONTENT_TYPE, format.media_type().to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, Body::new(body)).into_response())
}

/// The ways to the files of what a filter finds.
pub(super) fn links(view: View, filter: &Filter) -> Markup {
    html! {
        p .row {
            @for (name, format) in FILES {
                @let path = format!("{}/{name}", view.path());
                a href=(filter.address(&path, None)) download=(name) {
                    @if format == ExportFormat::Csv { "Save these as a table (CSV)" }
                    @else { "Save these to the letter (JSON)" }
                }
            }
        }
    }
}
