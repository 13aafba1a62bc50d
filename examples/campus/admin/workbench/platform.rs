//! The page of one platform: what its administrator must be told, and what is registered.

use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Response};
use edu_examples::checks::{Fields, Findings};
use lti_core::{DeploymentId, Registration};
use maud::{Markup, html};

use super::edit::kind_name;
use super::{Administrator, address_of, platform_of};
use crate::Failure;
use crate::admin::form::{Field, Sheet};
use crate::admin::{Part, desk, gone, notice, values};
use crate::pages::Site;
use crate::workbench::Workbench;

/// The page of a platform.
pub(super) async fn page(
    _: Administrator,
    State(workbench): State<Workbench>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let query = Fields::new(query);
    let Some(platform) = platform_of(&workbench, &query).await? else {
        return Ok(gone(Site::Tool));
    };
    let (fields, findings) = (Fields::default(), Findings::new());
    let sheet = Sheet {
        fields: &fields,
        findings: &findings,
    };
    let content = html! {
        (notice(&query))
        (about(&workbench, &platform, sheet).await?)
    };
    let title = platform.issuer().as_str();
    Ok(desk(Site::Tool, Part::Registered, title, &content).into_response())
}

/// Everything about a platform; `sheet` is the form for another deployment.
pub(super) async fn about(
    workbench: &Workbench,
    platform: &Registration,
    sheet: Sheet<'_>,
) -> Result<Markup, Failure> {
    let id = platform.id();
    let known = workbench.platforms().deployments(&id).await?;
    let keys = super::keys::section(workbench, platform).await?;
    Ok(html! {
        h2 { "For the platform's administrator" }
        p { "What they register about this tool, to copy:" }
        (values(&to_tell(workbench, platform)))
        h2 { "Deployments" }
        (deployments(platform, &known, sheet))
        h2 { "Keys" }
        (keys)
        h2 { "What is registered" }
        (values(&registered(platform)))
        p { a .button href=(address_of(&id, "/edit", "")) { "Change" } }
        @if id == workbench.campus {
            p .hint { "It comes with the tool: it cannot be removed, and each start sets it anew." }
        } @else {
            form method="post" action=(address_of(&id, "/remove", "")) {
                button .plain type="submit" { "Remove this platform" }
            }
        }
    })
}

fn to_tell(workbench: &Workbench, platform: &Registration) -> Vec<(&'static str, String)> {
    let mut rows = vec![("Login URL", format!("{}/lti/login", workbench.address))];
    rows.push((
        "Public keyset URL",
        format!("{}/lti/jwks", workbench.address),
    ));
    rows.push((
        "Registration URL",
        format!("{}/lti/register", workbench.address),
    ));
    let launches = platform.redirect_uris().iter();
    rows.extend(launches.map(|one| ("Launch URL, redirect URI", one.as_str().to_owned())));
    rows
}

/// What is registered, as rows of a table.
pub(super) fn registered(platform: &Registration) -> Vec<(&'static str, String)> {
    let mut rows = vec![
        ("Issuer", platform.issuer().as_str().to_owned()),
        ("Client id", platform.client_id().as_str().to_owned()),
        (
            "Authorization endpoint",
            platform.authorization_endpoint().as_str().to_owned(),
        ),
    ];
    if let Some(url) = platform.token_endpoint() {
        rows.push(("Token endpoint", url.as_str().to_owned()));
    }
    match platform.key_set_url() {
        Some(url) => rows.push(("Key set URL", url.as_str().to_owned())),
        None => rows.push(("Keys", "handed over by hand".to_owned())),
    }
    rows.push(("Judged as", kind_name(platform.profile().name()).to_owned()));
    if platform.key_choice() == edu_jose::KeyChoice::SoleKey {
        let text = "accepted, as long as there is a single key";
        rows.push(("Messages that name no key", text.to_owned()));
    }
    rows
}

/// Another deployment.
pub(super) const DEPLOYMENT: Field<'static> = Field {
    name: "deployment",
    label: "Another deployment",
    hint: "As the platform shows it, to the letter. A deployment is often a school of its own.",
};

fn deployments(platform: &Registration, known: &[DeploymentId], sheet: Sheet<'_>) -> Markup {
    let id = platform.id();
    html! {
        @if known.is_empty() { p { "None is known: every launch is refused." } }
        ul .plain {
            @for one in known {
                li {
                    form .row method="post" action=(address_of(&id, "/deployments/remove", "")) {
                        code { (one.as_str()) }
                        input type="hidden" name="deployment" value=(one.as_str());
                        button .plain type="submit" { "Remove deployment " (one.as_str()) }
                    }
                }
            }
        }
        form method="post" action=(address_of(&id, "/deployments", "")) {
            (sheet.line(DEPLOYMENT))
            button type="submit" { "Add the deployment" }
        }
    }
}
