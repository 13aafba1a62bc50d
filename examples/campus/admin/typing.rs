//! Checks while somebody types: a small script of ours, and what it is answered.
//!
//! Without the script nothing is missing: the same checks run when the form is sent.

use axum::http::header::{CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use edu_examples::checks::Findings;
use edu_json::{JsonWriter, ToJson};
use edu_types::Finding;
use maud::{Markup, html};

use super::form::told;

/// Where both sites have the script.
pub(crate) const SCRIPT_PATH: &str = "/admin/typing.js";

const SCRIPT: &str = include_str!("typing.js");

/// The script.
pub(crate) async fn script() -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, SCRIPT)
}

/// What a form that is checked while somebody types has at its end.
pub(crate) fn live_region() -> Markup {
    html! {
        p .hint #checked role="status" aria-live="polite" {}
        script src=(SCRIPT_PATH) defer {}
    }
}

/// What the script is told.
pub(crate) fn answer(findings: &Findings) -> Response {
    let mut writer = JsonWriter::new();
    let told: Vec<Told<'_>> = findings.iter().map(Told::from).collect();
    writer.object(|object| object.member("findings", told.as_slice()));
    let headers = [
        (CONTENT_TYPE, "application/json"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, writer.into_string()).into_response()
}

struct Told<'f> {
    field: &'f str,
    finding: &'f Finding,
}

impl<'f> From<(&'f str, &'f Finding)> for Told<'f> {
    fn from((field, finding): (&'f str, &'f Finding)) -> Self {
        Self { field, finding }
    }
}

impl ToJson for Told<'_> {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.object(|object| {
            object.member("field", self.field);
            object.member("severity", self.finding.severity.as_str());
            object.member("text", told(self.finding).as_str());
        });
    }
}
