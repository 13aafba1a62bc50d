//! Registration at a platform that sends its administrator here.

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use edu_http::{Form, FormLimits};
use edu_reqwest::RegistrarError;
use edu_types::HttpUrl;
use lti_core::dynamic_registration::{FinishedRegistration, RegistrationInitiation, ToolMetadata};
use lti_core::{MessageType, Put};
use maud::html;

use crate::Failure;
use crate::own_page::Posted;
use crate::pages::{Site, page, refusal};
use crate::platforms::MOST_PLATFORMS;
use crate::services::all_scopes;
use crate::tools::WORKBENCH_ASKS;
use crate::workbench::Workbench;

/// What the platform hands over.
const FIELDS: [&str; 2] = ["openid_configuration", "registration_token"];

/// Asks whoever came whether to go on. Nothing is fetched before they say so.
pub(super) async fn ask(RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let form = Form::parse(query.as_bytes(), &FormLimits::DEFAULT);
    let Ok(form) = form else {
        return unusable("what the platform handed over cannot be read");
    };
    let initiation = match RegistrationInitiation::insecure_allow_loopback(&form) {
        Ok(initiation) => initiation,
        Err(error) => return unusable(&error.to_string()),
    };
    let platform = initiation.openid_configuration().origin();
    let content = html! {
        p { "A platform wants to register this tool: " strong { (platform) } }
        p {
            "The tool asks to launch people, to read who is in a course, and to keep columns and "
            "scores in the gradebook. What it learns of people is for the platform to say."
        }
        form method="post" action="/lti/register" {
            @for name in FIELDS {
                @if let Some(value) = form.get(name) {
                    input type="hidden" name=(name) value=(value);
                }
            }
            button type="submit" { "Register with this platform" }
        }
    };
    page(Site::Tool, "Register this tool", &html! {}, &content).into_response()
}

fn unusable(reason: &str) -> Response {
    let sentence = format!("Nothing was registered: {reason}.");
    let (site, status) = (Site::Tool, StatusCode::BAD_REQUEST);
    refusal(site, status, "This registration cannot be used", &sentence)
}

/// Registers at the platform, and keeps what was agreed.
pub(super) async fn register(
    State(workbench): State<Workbench>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let pairs = FIELDS.map(|name| (name, fields.get(name)));
    let form = edu_http::encode_pairs(pairs);
    let form = Form::parse(form.as_bytes(), &FormLimits::DEFAULT)?;
    let initiation = match RegistrationInitiation::insecure_allow_loopback(&form) {
        Ok(initiation) => initiation,
        Err(error) => return Ok(unusable(&error.to_string())),
    };
    if workbench.platforms().names().await?.len() >= MOST_PLATFORMS {
        return Ok(unusable("this tool has room for no further platform"));
    }
    let registrar = &workbench.registrar;
    let asked = registrar.register(initiation, metadata(&workbench)?).await;
    match asked {
        Ok(finished) => keep(&workbench, &finished).await,
        Err(error) => Ok(failed(&error)),
    }
}

async fn keep(workbench: &Workbench, finished: &FinishedRegistration) -> Result<Response, Failure> {
    let platforms = workbench.platforms();
    let (registration, deployment) = (&finished.registration, finished.deployment());
    if platforms.put(registration, None).await? == Put::Changed {
        return Ok(unusable(
            "the platform gave a client id that is known here already",
        ));
    }
    if let Some(deployment) = deployment {
        platforms.install(&registration.id(), deployment).await?;
    }
    Ok(FinishedRegistration::closing_page()
        .into_response()
        .into_response())
}

fn failed(error: &RegistrarError) -> Response {
    let sentence = format!("The platform did not register this tool: {error}.");
    let (site, status) = (Site::Tool, StatusCode::BAD_GATEWAY);
    refusal(site, status, "Not registered", &sentence)
}

/// What platforms are told of this tool.
fn metadata(workbench: &Workbench) -> Result<ToolMetadata, Failure> {
    let at = |path: &str| HttpUrl::parse(&format!("{}{path}", workbench.address));
    let (login, keys) = (at("/lti/login")?, at("/lti/jwks")?);
    let launch = workbench.launch_address()?;
    let tool = ToolMetadata::new("Workbench by invitation", &login, &launch, &keys)
        .with_scopes(&all_scopes()?)
        .with_message(MessageType::DeepLinkingRequest, &["ContentArea"])
        .with_claim("name");
    let asks = WORKBENCH_ASKS.iter();
    Ok(asks.fold(tool, |tool, (name, value)| {
        tool.with_custom_parameter(name, value)
    }))
}
