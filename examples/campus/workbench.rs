//! The tool: takes launches from the campus and shows what was verified.

use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any, get};
use edu_axum::{HasTool, Launch};
use edu_jose::KeySet;
use edu_jose_ring::Ring;
use edu_sqlite::{Database, DurableTool};
use edu_types::HttpUrl;
use lti_core::{ClientId, DeploymentId, Issuer, LtiTool, MemoryTool, Registration, ToolSettings};
use maud::{Markup, html};

use crate::args::Args;
use crate::pages::{Site, not_found, page, refusal, wrong_method};
use crate::record::Record;
use crate::session::Sessions;
use crate::sites::Policy;
use crate::{CLIENT_ID, DEPLOYMENT_ID, Failure};

type Backend = DurableTool<MemoryTool>;

/// What the tool's pages need.
#[derive(Clone)]
struct Workbench {
    tool: Arc<LtiTool<Backend, Ring>>,
    sessions: Sessions,
}

impl HasTool for Workbench {
    type Backend = Backend;
    type Verify = Ring;

    fn tool(&self) -> &LtiTool<Backend, Ring> {
        &self.tool
    }
}

impl FromRef<Workbench> for Sessions {
    fn from_ref(workbench: &Workbench) -> Self {
        workbench.sessions.clone()
    }
}

/// The tool's addresses; it knows the campus by its keys.
pub(crate) async fn workbench(
    args: &Args,
    campus_keys: KeySet,
    database: Database,
) -> Result<Router, Failure> {
    // Everything runs on loopback without TLS; `Registration::new` would insist on https.
    let registration = Registration::insecure_allow_loopback(
        Issuer::new(args.platform())?,
        ClientId::new(CLIENT_ID)?,
        HttpUrl::parse(&format!("{}/lti/authorize", args.platform()))?,
        HttpUrl::parse(&format!("{}/lti/launch", args.tool()))?,
    )?;
    let platforms = MemoryTool::new();
    platforms.register(
        registration,
        campus_keys,
        [DeploymentId::new(DEPLOYMENT_ID)?],
    );
    let backend = DurableTool::new(platforms, &database).await?;
    let tool = Arc::new(LtiTool::new(backend, Ring, ToolSettings::new()));
    let state = Workbench {
        tool: Arc::clone(&tool),
        sessions: Sessions::of_tool(args, database),
    };
    let router = Router::new()
        .route_service("/lti/login", edu_axum::login(tool))
        // Every method: what is no launch gets a page that says so.
        .route("/lti/launch", any(launched))
        .route("/", get(home))
        .fallback(async || not_found(Site::Tool))
        .method_not_allowed_fallback(async || wrong_method(Site::Tool))
        .with_state(state);
    Ok(Policy::of_tool(args)?.guard(router))
}

/// A launch that holds: sign the person in here, then show a page that can be reloaded.
async fn launched(
    State(sessions): State<Sessions>,
    Launch(launch): Launch,
) -> Result<Response, Failure> {
    let session = sessions.start(Record::of(&launch).to_text()).await?;
    let cookie = [(SET_COOKIE, session.to_header_value()?)];
    Ok((cookie, Redirect::to("/")).into_response())
}

async fn home(State(sessions): State<Sessions>, headers: HeaderMap) -> Result<Response, Failure> {
    let Some(found) = sessions.find(&headers).await? else {
        let sentence =
            "Nobody was launched into this tool in this browser. Open it from your course.";
        let status = StatusCode::UNAUTHORIZED;
        return Ok(refusal(Site::Tool, status, "Not launched yet", sentence));
    };
    let record = Record::from_text(&found.content)?;
    let content = html! {
        p .good { "This launch was signed by the campus, verified here, and cannot be used again." }
        (verified(&record))
        @if !record.noticed.is_empty() {
            h2 { "Noticed on the way" }
            ul { @for noticed in &record.noticed { li { (noticed) } } }
        }
        (permitted(&record))
        h2 { "If this launch is used again" }
        p {
            "Whoever posts it a second time, here or in another browser, is refused. You can "
            "reload this page: it belongs to the session that the launch began."
        }
        @if let Some(back) = &record.back { p { a href=(back) { "Back to the course" } } }
    };
    Ok(page(Site::Tool, "The launch holds", &html! {}, &content).into_response())
}

fn verified(record: &Record) -> Markup {
    let rows = [
        ("Person", record.person.as_deref()),
        ("Course", record.course.as_deref()),
        ("Link", record.link.as_deref()),
        ("Platform", Some(&*record.platform)),
        ("This tool is", Some(&*record.tool)),
        ("Deployment", Some(&*record.deployment)),
        ("Message", Some(&*record.message)),
        ("Target", record.target.as_deref()),
    ];
    html! {
        h2 { "What was verified" }
        table {
            @for (name, value) in rows {
                tr { th scope="row" { (name) } td { (value.unwrap_or("not shared")) } }
            }
            @for role in &record.roles {
                tr { th scope="row" { "Role" } td { code { (role) } } }
            }
        }
    }
}

fn permitted(record: &Record) -> Markup {
    html! {
        h2 { "What you may do here" }
        ul {
            @if record.teaches { li { "Edit the task" } li { "See the work of the whole course" } }
            @if record.learns { li { "Hand in your own work" } }
            @if !record.teaches && !record.learns { li { "Look around" } }
        }
    }
}
