//! The platform's keys: which sign, which wait, and the way from one to the next.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use edu_examples::checks::Fields;
use edu_examples::rotation::Stage;
use maud::{Markup, html};

use super::Administrator;
use crate::Failure;
use crate::admin::{Confirm, Part, desk, notice};
use crate::campus::Campus;
use crate::clock::{for_people, unix_now};
use crate::keys::{MOST_PUBLISHED, PlatformKey};
use crate::own_page::Posted;
use crate::pages::{Site, refusal};
use crate::platform::{KeyChange, KeyChanged};

/// Every key, and what can be done with it.
pub(super) async fn page(
    _: Administrator,
    State(campus): State<Campus>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Markup, Failure> {
    let (keys, now) = (campus.platform.keys().all().await?, unix_now()?);
    let lifetime = campus.platform.longest_lifetime();
    let content = html! {
        (notice(&Fields::new(query)))
        p {
            "One key signs all messages. To change it without an outage: publish the next, wait "
            "until every tool has it, sign with it, and retire the old one when no message that "
            "it signed can be under way any more."
        }
        @for key in keys.iter().rev() {
            div .key {
                h2 id=(format!("key-{}", key.id)) { (stage(key.times.stage())) }
                (times(key))
                @if key.times.stage() != Stage::Signs && key.signer.is_some() {
                    (sign(key, now))
                }
                @if let Some(from) = key.times.may_retire_from(lifetime) {
                    (retire(key, from, now))
                }
            }
        }
        h2 { "A new key" }
        form method="post" action="/admin/keys/change" {
            p .hint { "Up to " (MOST_PUBLISHED) " keys are published at a time." }
            button type="submit" name="change" value="publish" { "Publish a new key" }
        }
    };
    Ok(desk(Site::Campus, Part::Keys, "Keys", &content))
}

const fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Next => "Published, signs next",
        Stage::Signs => "Signs",
        Stage::Old => "Published, signed before",
        Stage::Retired => "Retired",
    }
}

fn times(key: &PlatformKey) -> Markup {
    let times = key.times;
    html! {
        table {
            tr { th scope="row" { "Key id" } td { code { (key.key_id.as_str()) } } }
            tr { th scope="row" { "Published" } td { (for_people(times.published)) } }
            @if let Some(since) = times.signs_since {
                tr { th scope="row" { "Signs since" } td { (for_people(since)) } }
            }
            @if let Some(until) = times.signed_until {
                tr { th scope="row" { "Signed until" } td { (for_people(until)) } }
            }
            @if let Some(retired) = times.retired {
                tr { th scope="row" { "Retired" } td { (for_people(retired)) } }
            }
        }
    }
}

fn sign(key: &PlatformKey, now: i64) -> Markup {
    let from = key.times.may_sign_from();
    let breaks = "Sign now all the same: tools that fetched the keys before this one was published \
                  refuse launches until they fetch again";
    change_form(key, "sign", ("Sign with this key", breaks), (from, now))
}

fn retire(key: &PlatformKey, from: i64, now: i64) -> Markup {
    let breaks = "Retire it now all the same: tools refuse launches that it signed and that are \
                  under way, and those whose keys are older than its end";
    change_form(key, "retire", ("Retire this key", breaks), (from, now))
}

fn change_form(
    key: &PlatformKey,
    change: &str,
    (does, breaks): (&str, &str),
    (from, now): (i64, i64),
) -> Markup {
    let sure = format!("{change}-{}", key.id);
    html! {
        form method="post" action="/admin/keys/change" {
            input type="hidden" name="key" value=(key.id);
            @if now < from {
                p { "Breaks nothing from " (for_people(from)) " on." }
                label .tick for=(sure) {
                    input type="checkbox" id=(sure) name="anyway" value="yes";
                    " " (breaks)
                }
            }
            button .plain type="submit" name="change" value=(change)
                aria-describedby=(format!("key-{}", key.id)) { (does) }
        }
    }
}

/// Publishes, signs with or retires a key.
pub(super) async fn change(
    _: Administrator,
    State(campus): State<Campus>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let id = fields.get("key").parse().ok();
    let (change, done) = match (fields.get("change"), id) {
        ("publish", _) => (KeyChange::Publish, "published"),
        ("sign", Some(id)) => (KeyChange::Sign(id), "signs"),
        ("retire", Some(id)) => (KeyChange::Retire(id), "retired"),
        // Not one of our forms.
        _ => return Ok(impossible()),
    };
    let anyway = fields.is_ticked("anyway");
    if matches!(change, KeyChange::Retire(_)) && !fields.is_ticked("sure") {
        return match campus.platform.too_early(change).await? {
            Some(until) if !anyway => Ok(too_early(until)),
            _ => Ok(confirm(fields.get("key"), anyway)),
        };
    }
    match campus.platform.change(change, anyway).await? {
        KeyChanged::Done => Ok(Redirect::to(&format!("/admin/keys?done={done}")).into_response()),
        KeyChanged::TooEarly { until } => Ok(too_early(until)),
        KeyChanged::Impossible => Ok(impossible()),
    }
}

fn confirm(key: &str, anyway: bool) -> Response {
    let confirm = Confirm {
        site: Site::Campus,
        part: Part::Keys,
        title: "Retire the key?",
        sentence: "It is published no more, and its private half is forgotten: it never signs \
                   again.",
        action: "/admin/keys/change",
        carries: &[
            ("change", "retire"),
            ("key", key),
            ("anyway", if anyway { "yes" } else { "" }),
        ],
        button: "Yes, retire it",
        back: "/admin/keys",
    };
    confirm.page()
}

fn too_early(until: i64) -> Response {
    let sentence = format!(
        "This would break launches now; from {} on it breaks none. The page of the keys says what \
         it breaks, and lets you do it all the same.",
        for_people(until)
    );
    refusal(Site::Campus, StatusCode::CONFLICT, "Too early", &sentence)
}

fn impossible() -> Response {
    let sentence = "There is no such key, it is at another stage by now, or there is no room for \
                    another. Look at the keys anew.";
    refusal(
        Site::Campus,
        StatusCode::CONFLICT,
        "Nothing was changed",
        sentence,
    )
}
