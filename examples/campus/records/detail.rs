//! One record, to the letter.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use edu_types::UuidText;
use maud::{Markup, html};
use xapi_lrs::{RecordStore as _, StoredStatement};

use super::Records;
use super::shown::Shown;
use super::view::{View, Viewer};
use crate::Failure;
use crate::campus::Campus;
use crate::clock::now;
use crate::pages::{Site, refusal};

/// The page of one record that the viewer may see, also where it was taken back.
pub(super) async fn page(campus: &Campus, viewer: &Viewer, id: &str) -> Result<Response, Failure> {
    let records = &campus.records;
    if let Some(stored) = find(records, viewer, id, false).await? {
        return Ok(shown(viewer.view, &stored, false).into_response());
    }
    if let Some(stored) = find(records, viewer, id, true).await? {
        return Ok(shown(viewer.view, &stored, true).into_response());
    }
    let sentence = "There is no such record among those you may see.";
    let status = StatusCode::NOT_FOUND;
    Ok(refusal(Site::Campus, status, "No such record", sentence))
}

async fn find(
    records: &Records,
    viewer: &Viewer,
    id: &str,
    voided: bool,
) -> Result<Option<StoredStatement>, Failure> {
    let Ok(id) = UuidText::parse(id) else {
        return Ok(None);
    };
    let (tenant, access) = (&records.tenant, &viewer.access);
    let seen = records
        .store
        .statement(tenant, id, voided, access, &now()?)
        .await?;
    Ok(seen.value)
}

fn shown(view: View, stored: &StoredStatement, voided: bool) -> Markup {
    let record = Shown::of(stored);
    let content = html! {
        @if voided {
            p .bad { "This record was taken back: it is in no list and counts no more." }
        }
        table {
            tr { th scope="row" { "When" } td { (record.when()) } }
            tr { th scope="row" { "Who" } td { (record.who()) } }
            tr { th scope="row" { "What" } td { (record.what()) } }
            tr { th scope="row" { "About" } td { (record.about(view)) } }
            @for (name, value) in record.more() {
                tr { th scope="row" { (name) } td { code { (value) } } }
            }
        }
        h2 { "To the letter" }
        pre { code { (String::from_utf8_lossy(&stored.json)) } }
        p { a href=(view.path()) { "Back to the list" } }
    };
    let title = if voided {
        "A record that was taken back"
    } else {
        "One record"
    };
    view.page(title, &content)
}
