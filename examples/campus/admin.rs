//! Administration: of tools at the platform, of platforms at the tool.

pub(crate) mod form;
pub(crate) mod lms;
pub(crate) mod refusals;
pub(crate) mod typing;
pub(crate) mod workbench;

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use edu_examples::checks::Fields;
use maud::{Markup, html};

use crate::pages::{Site, page, refusal};

/// Bytes of a form: a key set and every address fit several times.
const FORM_BYTES: usize = 256 * 1024;

/// Which part of the administration a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Tools, or platforms.
    Registered,
    /// The platform's keys.
    Keys,
    /// Launches that were refused.
    Refused,
    /// What is recorded of what people do.
    Records,
}

/// A page of the administration.
pub(crate) fn desk(site: Site, part: Part, title: &str, content: &Markup) -> Markup {
    let parts: &[(Part, &str, &str)] = match site {
        Site::Campus => &[
            (Part::Registered, "/admin", "Tools"),
            (Part::Keys, "/admin/keys", "Keys"),
            (Part::Refused, "/admin/refused", "Refused launches"),
            (Part::Records, "/admin/records", "Learning records"),
        ],
        Site::Tool => &[
            (Part::Registered, "/admin", "Platforms"),
            (Part::Refused, "/admin/refused", "Refused launches"),
        ],
    };
    let content = html! {
        nav .desk aria-label="Administration" {
            @for &(other, address, name) in parts {
                a href=(address) aria-current=[(other == part).then_some("true")] { (name) }
            }
            @if site == Site::Tool { a href="/" { "Back to the tool" } }
        }
        (content)
    };
    page(site, title, &html! {}, &content)
}

/// What the action before led to, as the address says.
pub(crate) fn notice(query: &Fields) -> Markup {
    let said = match query.get("done") {
        "added" => "It is registered now.",
        "registered" => "Who was invited and confirmed is in the list now.",
        "saved" => "It is saved; the next launch feels it.",
        "removed" => "It is removed.",
        "installed" => "The deployment is known now.",
        "uninstalled" => "The deployment is removed.",
        "dismissed" => "It is off the list until it asks again.",
        "fetched" => "The keys were asked for.",
        "published" => "The key is published.",
        "signs" => "The key signs from now on.",
        "retired" => "The key is published no more.",
        // Whatever else stands in the address says nothing here.
        _ => return html! {},
    };
    html! { p .good role="status" { (said) } }
}

/// Asks once more before something is lost: a form that says what the first one said.
pub(crate) struct Confirm<'c> {
    pub(crate) site: Site,
    pub(crate) part: Part,
    pub(crate) title: &'c str,
    pub(crate) sentence: &'c str,
    /// Where the form goes, and what it carries.
    pub(crate) action: &'c str,
    pub(crate) carries: &'c [(&'c str, &'c str)],
    pub(crate) button: &'c str,
    pub(crate) back: &'c str,
}

impl Confirm<'_> {
    /// The page that asks.
    pub(crate) fn page(&self) -> Response {
        let content = html! {
            p { (self.sentence) }
            form .row method="post" action=(self.action) {
                @for (name, value) in self.carries {
                    input type="hidden" name=(name) value=(value);
                }
                button type="submit" name="sure" value="yes" { (self.button) }
            }
            p { a href=(self.back) { "No, leave it as it is" } }
        };
        desk(self.site, self.part, self.title, &content).into_response()
    }
}

/// The page about something that is not registered, or not any more.
pub(crate) fn gone(site: Site) -> Response {
    let sentence = "Nothing is registered under this name, or not any more.";
    refusal(site, StatusCode::NOT_FOUND, "Not registered", sentence)
}

/// Names and values that are to be copied.
pub(crate) fn values(rows: &[(&str, String)]) -> Markup {
    html! {
        table {
            @for (name, value) in rows {
                tr { th scope="row" { (name) } td { code { (value) } } }
            }
        }
    }
}
