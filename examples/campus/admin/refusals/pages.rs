//! The pages about refused launches, the same on both sides.

use axum::response::{IntoResponse as _, Response};
use edu_examples::advice::advice;
use maud::{Markup, html};

use super::{Refusal, Refusals};
use crate::admin::{Part, desk};
use crate::clock::for_people;
use crate::pages::{Site, not_found};

/// All refusals, the newest first.
pub(crate) fn list(site: Site, refusals: &Refusals) -> Markup {
    let all = refusals.all();
    let content = html! {
        p {
            "The last launches and calls of services that were refused here. No message, name or "
            "address is kept of them: what stands here may be sent to support."
        }
        @if all.is_empty() { p { "None was refused since the program started." } }
        @else {
            table .list {
                thead { tr {
                    th scope="col" { "When" }
                    th scope="col" { (subject_name(site)) }
                    th scope="col" { "Why" }
                } }
                tbody { @for refusal in &all { (row(refusal)) } }
            }
        }
    };
    desk(site, Part::Refused, "Refused launches", &content)
}

fn row(refusal: &Refusal) -> Markup {
    let page = format!("/admin/refused/{}", refusal.number);
    html! {
        tr {
            td { (for_people(refusal.at)) @if refusal.times > 1 { ", " (refusal.times) " times" } }
            td { (subject(refusal)) }
            td {
                a href=(page) { code { (refusal.reason.code) } }
                " " (refusal.reason.clause)
                @if let Some(first) = refusal.reason.findings.first() { br; (first) }
            }
        }
    }
}

/// One refusal, and what can be done about it.
pub(crate) fn one(site: Site, refusals: &Refusals, number: u64) -> Response {
    let Some(refusal) = refusals.find(number) else {
        return not_found(site);
    };
    let reason = &refusal.reason;
    let advice = advice(reason.code);
    let content = html! {
        (facts(site, &refusal))
        h2 { "What to check" }
        p { (advice.check) }
        p { "Who can mend it: " (advice.mends.as_str()) "." }
        h2 { "What was found" }
        ul { @for finding in &reason.findings { li { (finding) } } }
        @if reason.more > 0 { p { (reason.more) " more findings were not kept." } }
        p { a href="/admin/refused" { "All refused launches" } }
    };
    desk(site, Part::Refused, "Why a launch was refused", &content).into_response()
}

fn facts(site: Site, refusal: &Refusal) -> Markup {
    let reason = &refusal.reason;
    let again = if reason.retryable {
        "may help"
    } else {
        "does not help"
    };
    html! {
        table {
            tr { th scope="row" { "Code" } td { code { (reason.code) } } }
            tr { th scope="row" { "Where the rule stands" } td { (reason.clause) } }
            tr { th scope="row" { (subject_name(site)) } td { (subject(refusal)) } }
            tr { th scope="row" { "Last time" } td { (for_people(refusal.at)) } }
            tr { th scope="row" { "How often" } td { (refusal.times) } }
            tr { th scope="row" { "The person was told" } td { (reason.sentence) } }
            tr { th scope="row" { "Opening the link again" } td { (again) } }
        }
    }
}

const fn subject_name(site: Site) -> &'static str {
    match site {
        Site::Campus => "Tool",
        Site::Tool => "Platform",
    }
}

fn subject(refusal: &Refusal) -> &str {
    let known = refusal.subject.as_deref();
    known.unwrap_or("none that is registered")
}
