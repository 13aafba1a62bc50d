//! The tool: takes launches from the campus and shows what was verified.

use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use edu_axum::{HasTool, Launch, SystemMoments};
use edu_http::Moments as _;
use edu_jose::KeySet;
use edu_jose_ring::Ring;
use edu_json::ToJson as _;
use edu_sqlite::{Database, DurableTool};
use edu_types::{HttpUrl, Limits, Profile};
use lti_core::{
    Claims, ClientId, DeploymentId, Issuer, LtiTool, MemoryTool, Registration, Roles, ToolSettings,
    VerifiedLaunch,
};
use maud::{Markup, html};

use crate::args::Args;
use crate::pages::{Site, page};
use crate::session::Sessions;
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
        sessions: Sessions::of_tool(database),
    };
    Ok(Router::new()
        .route_service("/lti/login", edu_axum::login(tool))
        .route("/lti/launch", post(launched))
        .route("/", get(home))
        .with_state(state))
}

/// A launch that holds: sign the person in here, then show a page that can be reloaded.
async fn launched(
    State(sessions): State<Sessions>,
    Launch(launch): Launch,
) -> Result<Response, Failure> {
    let id = SystemMoments::new().moment()?.entropy.take_token()?;
    let session = sessions.start(id, remembered(&launch)).await?;
    Ok((
        [(SET_COOKIE, session.to_header_value()?)],
        Redirect::to("/"),
    )
        .into_response())
}

/// The claims in one line, then a line for each warning.
fn remembered(launch: &VerifiedLaunch) -> String {
    format!("{}\n{}", launch.claims().to_json_string(), launch.report())
}

async fn home(State(sessions): State<Sessions>, headers: HeaderMap) -> Result<Response, Failure> {
    let Some((_, content)) = sessions.find(&headers).await? else {
        let content = html! {
            p { "Nobody was launched into this tool in this browser. Open it from your course." }
        };
        let page = page(Site::Tool, "Not launched yet", &html! {}, &content);
        return Ok((StatusCode::UNAUTHORIZED, page).into_response());
    };
    let (claims, warnings) = content.split_once('\n').unwrap_or((&content, ""));
    let claims =
        Claims::from_slice(claims.as_bytes(), &Profile::lenient(), &Limits::DEFAULT)?.value;
    let content = html! {
        p .good { "This launch was signed by the campus, verified here, and cannot be used again." }
        (verified(&claims))
        (permitted(claims.roles.as_ref()))
        @if !warnings.is_empty() {
            h2 { "Noticed on the way" }
            ul { @for warning in warnings.lines() { li { (warning) } } }
        }
    };
    Ok(page(Site::Tool, "The launch holds", &html! {}, &content))
}

fn verified(claims: &Claims) -> Markup {
    let person = claims.name.as_ref().map(|name| name.expose().as_str());
    let course = claims
        .context
        .as_ref()
        .and_then(|context| context.title.as_deref());
    let link = claims
        .resource_link
        .as_ref()
        .and_then(|link| link.title.as_deref());
    let rows = [
        ("Person", person),
        ("Course", course),
        ("Link", link),
        ("Platform", Some(claims.issuer.as_str())),
        (
            "This tool is",
            claims.audience.clients().first().map(ClientId::as_str),
        ),
        ("Deployment", Some(claims.deployment_id.as_str())),
        ("Message", Some(claims.message_type.as_str())),
        ("Target", claims.target_link_uri.as_deref()),
    ];
    html! {
        h2 { "What was verified" }
        table {
            @for (name, value) in rows {
                tr { th scope="row" { (name) } td { (value.unwrap_or("not shared")) } }
            }
            @for role in claims.roles.iter().flat_map(Roles::iter) {
                tr { th scope="row" { "Role" } td { code { (role.as_str()) } } }
            }
        }
    }
}

fn permitted(roles: Option<&Roles>) -> Markup {
    let teacher = roles.is_some_and(Roles::is_context_instructor);
    let learner = roles.is_some_and(Roles::is_context_learner);
    html! {
        h2 { "What you may do here" }
        ul {
            @if teacher { li { "Edit the task" } li { "See the work of the whole course" } }
            @if learner { li { "Hand in your own work" } }
            @if !teacher && !learner { li { "Look around" } }
        }
    }
}
