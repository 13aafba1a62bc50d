//! The keys of a platform: which there are, and what the last fetch brought.

use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use edu_axum::SystemMoments;
use edu_examples::checks::Fields;
use edu_http::Moments as _;
use edu_jose::{Jwk, KeyId, KeySet, PublicKey};
use edu_reqwest::FetchFailure;
use edu_types::{HttpUrl, Report};
use lti_core::Registration;
use maud::{Markup, html};

use super::{Administrator, address_of, platform_of};
use crate::Failure;
use crate::admin::gone;
use crate::clock::now;
use crate::own_page::Posted;
use crate::pages::Site;
use crate::workbench::Workbench;

/// What a platform's page says of its keys.
pub(super) async fn section(
    workbench: &Workbench,
    platform: &Registration,
) -> Result<Markup, Failure> {
    if let Some(keys) = platform.keys() {
        return Ok(html! { p { "Handed over by hand; none are fetched." } (table(keys)) });
    }
    let Some(url) = platform.key_set_url() else {
        return Ok(html! { p { "There are none: no message can be checked." } });
    };
    let fetched = fetched(workbench, url).await?;
    Ok(html! {
        (fetched)
        form method="post" action=(address_of(&platform.id(), "/keys", "")) {
            button .plain type="submit" { "Fetch the keys now" }
            p .hint { "Asks the address at most once in 30 seconds; keys in use stay in use if it fails." }
        }
    })
}

async fn fetched(workbench: &Workbench, url: &HttpUrl) -> Result<Markup, Failure> {
    Ok(match workbench.keys().last_fetch(url) {
        None => html! { p { "They were not needed since the program started." } },
        Some(Err(failure)) => failed(&failure),
        Some(Ok(report)) => {
            let keys = workbench.keys().keys_at(url, None, &now()?).await;
            html! {
                p .good { "The last fetch brought a key set." }
                @if let Ok(keys) = keys { (table(&keys)) }
                (odd(&report))
            }
        }
    })
}

fn failed(failure: &FetchFailure) -> Markup {
    html! {
        p .bad { "The last fetch brought no keys: " (failure.to_string()) "." }
        p {
            "Keys from before stay in use for up to 24 hours. Open the address in a browser: it "
            "must answer a key set, over https, without leading elsewhere."
        }
    }
}

fn odd(report: &Report) -> Markup {
    html! {
        @if !report.is_empty() {
            p { "Odd entries, for the platform's administrator:" }
            ul { @for finding in report.findings() { li { (finding) } } }
        }
    }
}

fn table(keys: &KeySet) -> Markup {
    html! {
        @if keys.keys().is_empty() { p { "No key of the set can be used." } }
        @else {
            table .list {
                thead { tr { th scope="col" { "Key id" } th scope="col" { "Kind" } } }
                tbody {
                    @for key in keys.keys() {
                        tr {
                            td { code { (key.key_id().map_or("none", KeyId::as_str)) } }
                            td { (kind(key)) }
                        }
                    }
                }
            }
        }
    }
}

fn kind(key: &Jwk) -> String {
    let kind = match key.public_key() {
        PublicKey::Rsa(_) => "RSA",
        PublicKey::Ec(key) => key.curve().as_str(),
    };
    match key.algorithm() {
        Some(algorithm) => format!("{kind}, for {algorithm}"),
        None => kind.to_owned(),
    }
}

/// Fetches the keys anew.
pub(super) async fn fetch(
    _: Administrator,
    State(workbench): State<Workbench>,
    Query(query): Query<Vec<(String, String)>>,
    Posted(_): Posted,
) -> Result<Response, Failure> {
    let Some(platform) = platform_of(&workbench, &Fields::new(query)).await? else {
        return Ok(gone(Site::Tool));
    };
    if let Some(url) = platform.key_set_url() {
        let mut moment = SystemMoments::new().moment()?;
        // A key that no set has: the cache then looks for it, but no more often than it may.
        let nobody = KeyId::new(moment.entropy.take_token()?)?;
        let asked = workbench.keys().keys_at(url, Some(&nobody), &moment.now);
        // The page tells what came of it.
        let _keys = asked.await;
    }
    let page = address_of(&platform.id(), "", "fetched");
    Ok(Redirect::to(&page).into_response())
}
