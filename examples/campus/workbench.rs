//! The tool: takes launches from the campus and shows what was verified.

use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any, get};
use edu_axum::{HasTool, Launch};
use edu_http::TenantId;
use edu_jose::CacheSettings;
use edu_jose_ring::Ring;
use edu_reqwest::{CachedKeys, FetchLimits, FetchPolicy, KeySetFetcher};
use edu_sqlite::{Database, StoredLogins};
use edu_types::HttpUrl;
use lti_core::{Binding, ClientId, Issuer, LtiTool, RegistrationId, ToolParts, ToolSettings};
use maud::{Markup, html};

use crate::admin::refusals::{Refusals, noted};
use crate::args::Args;
use crate::own_page::Home;
use crate::pages::{Site, not_found, page, refusal, wrong_method};
use crate::platforms::Platforms;
use crate::record::Record;
use crate::session::Sessions;
use crate::sites::{Others, Policy};
use crate::{CLIENT_ID, Failure, admin};

/// Platforms and logins out of the database, keys from where each platform publishes them.
type Backend = ToolParts<Platforms, CachedKeys, StoredLogins>;

/// What the tool's pages need.
#[derive(Clone)]
pub(crate) struct Workbench {
    tool: Arc<LtiTool<Backend, Ring>>,
    sessions: Sessions,
    /// Where the pages live.
    pub(crate) address: HttpUrl,
    pub(crate) refusals: Refusals,
    /// The platform that comes with the tool.
    pub(crate) campus: RegistrationId,
}

impl Workbench {
    /// The platforms that may launch the tool.
    pub(crate) fn platforms(&self) -> &Platforms {
        self.tool.backend().registrations()
    }

    /// Their keys.
    pub(crate) fn keys(&self) -> &CachedKeys {
        self.tool.backend().keys()
    }

    /// Where launches arrive.
    pub(crate) fn launch_address(&self) -> Result<HttpUrl, Failure> {
        Ok(HttpUrl::parse(&format!("{}/lti/launch", self.address))?)
    }

    /// The launch that the browser's session began with.
    pub(crate) async fn launched(&self, headers: &HeaderMap) -> Result<Option<Record>, Failure> {
        let found = self.sessions.find(headers).await?;
        found
            .map(|found| Record::from_text(&found.content))
            .transpose()
    }

    /// Whether a session is an administrator's: whoever teaches on the campus. Teachers of other
    /// platforms are not: each could change the registration of every other.
    pub(crate) fn is_administrator(&self, record: &Record) -> bool {
        record.teaches
            && record.platform == self.campus.issuer.as_str()
            && record.tool == self.campus.client_id.as_str()
    }
}

impl Home for Workbench {
    const SITE: Site = Site::Tool;

    fn address(&self) -> &HttpUrl {
        &self.address
    }
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

/// The tool's addresses; it knows the campus like any other platform.
pub(crate) async fn workbench(args: &Args, database: Database) -> Result<Router, Failure> {
    let (tenant, others) = (TenantId::new("workbench")?, Others::default());
    let platforms = Platforms::open(args, &database, tenant.clone(), others.clone()).await?;
    // Everything runs on loopback; `FetchPolicy::new` would reach public addresses alone.
    let policy = FetchPolicy::new().insecure_allow_loopback();
    let fetcher = KeySetFetcher::new(policy, FetchLimits::DEFAULT)?;
    let keys = CachedKeys::new(fetcher, CacheSettings::DEFAULT);
    let logins = StoredLogins::new(&database, tenant).await?;
    let backend = ToolParts::new(platforms, keys, logins);
    let settings = ToolSettings::new().using_platform_storage();
    let tool = Arc::new(LtiTool::new(backend, Ring, settings));
    let (policy, refusals) = (Policy::of(Site::Tool, &others), Refusals::default());
    let state = Workbench {
        tool: Arc::clone(&tool),
        sessions: Sessions::of_tool(args, database),
        address: HttpUrl::parse(&args.tool())?,
        refusals: refusals.clone(),
        campus: RegistrationId {
            issuer: Issuer::new(args.platform())?,
            client_id: ClientId::new(CLIENT_ID)?,
        },
    };
    let router = Router::new()
        .route_service("/lti/login", edu_axum::login(tool))
        // Every method: what is no launch gets a page that says so.
        .route("/lti/launch", any(launched))
        .route("/", get(home))
        .merge(admin::workbench::routes(&policy))
        .fallback(async || not_found(Site::Tool))
        .method_not_allowed_fallback(async || wrong_method(Site::Tool))
        .with_state(state)
        .layer(from_fn_with_state(refusals, noted));
    Ok(policy.guard(router))
}

/// A launch that holds: sign the person in here, then show a page that can be reloaded.
async fn launched(
    State(sessions): State<Sessions>,
    Launch(launch): Launch,
) -> Result<Response, Failure> {
    let record = Record::of(&launch);
    if launch.binding() == Binding::PlatformStorage {
        // This browser keeps no cookie of ours here: there is this page and no session.
        let sentence = "Your browser keeps no cookies of this tool here, so this page cannot be \
                        reloaded: the course kept for a moment what proves this browser.";
        return Ok(holds(&record, false, sentence).into_response());
    }
    let session = sessions.start(record.to_text()).await?;
    let cookie = [(SET_COOKIE, session.to_header_value()?)];
    Ok((cookie, Redirect::to("/")).into_response())
}

async fn home(State(workbench): State<Workbench>, headers: HeaderMap) -> Result<Response, Failure> {
    let Some(record) = workbench.launched(&headers).await? else {
        let sentence =
            "Nobody was launched into this tool in this browser. Open it from your course.";
        let status = StatusCode::UNAUTHORIZED;
        return Ok(refusal(Site::Tool, status, "Not launched yet", sentence));
    };
    let sentence = "Whoever posts it a second time, here or in another browser, is refused. You \
                    can reload this page: it belongs to the session that the launch began.";
    let administers = workbench.is_administrator(&record);
    Ok(holds(&record, administers, sentence).into_response())
}

fn holds(record: &Record, administers: bool, sentence: &str) -> Markup {
    let content = html! {
        p .good { "This launch was signed by the campus, verified here, and cannot be used again." }
        (verified(record))
        @if !record.noticed.is_empty() {
            h2 { "Noticed on the way" }
            ul { @for noticed in &record.noticed { li { (noticed) } } }
        }
        (permitted(record))
        @if administers { p { a href="/admin" { "Administer this tool" } } }
        h2 { "If this launch is used again" }
        p { (sentence) }
        @if let Some(back) = &record.back { p { a href=(back) { "Back to the course" } } }
    };
    page(Site::Tool, "The launch holds", &html! {}, &content)
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
