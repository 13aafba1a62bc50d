//! The tool: takes launches from the campus, shows what was verified, and calls the platform's
//! services.

mod calls;
mod launched;
mod people;
mod picker;
mod register;
mod score;
mod tool_key;

use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any, get};
use edu_axum::{HasTool, Launch};
use edu_http::TenantId;
use edu_jose::CacheSettings;
use edu_jose_aws_lc::AwsLcSigner;
use edu_jose_ring::Ring;
use edu_reqwest::{CachedKeys, FetchLimits, FetchPolicy, KeySetFetcher, Registrar};
use edu_sqlite::{Database, StoredLogins};
use edu_types::HttpUrl;
use lti_core::{
    Binding, ClientId, Issuer, LtiTool, MessageType, RegistrationId, ToolParts, ToolSettings,
    VerifiedLaunch,
};
use maud::{Markup, html};

use crate::admin::refusals::{Refusals, noted};
use crate::args::Args;
use crate::own_page::Home;
use crate::pages::{Site, not_found, page, wrong_method};
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
    /// What the tool signs with.
    key: Arc<AwsLcSigner>,
    client: calls::Client,
    registrar: Registrar,
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
    let (others, refusals) = (Others::default(), Refusals::default());
    let workbench = Workbench::open(args, database, &others, refusals.clone()).await?;
    let policy = Policy::of(Site::Tool, &others);
    let router = Router::new()
        .route_service("/lti/login", edu_axum::login(Arc::clone(&workbench.tool)))
        // Every method: what is no launch gets a page that says so.
        .route("/lti/launch", any(launched))
        .route("/lti/jwks", get(tool_key::published))
        .route("/", get(home))
        .route("/about", get(about))
        .route("/people", get(people::show))
        .merge(forms(&policy))
        .merge(admin::workbench::routes(&policy))
        .fallback(async || not_found(Site::Tool))
        .method_not_allowed_fallback(async || wrong_method(Site::Tool))
        .with_state(workbench)
        .layer(from_fn_with_state(refusals, noted));
    Ok(policy.guard(router))
}

/// Pages that send forms to the tool itself.
fn forms(policy: &Policy) -> Router<Workbench> {
    let pages = Router::new()
        .route("/score", get(score::form).post(score::send))
        .route("/pick", get(picker::form).post(picker::answer))
        .route("/lti/register", get(register::ask).post(register::register));
    policy.clone().guard_forms(pages)
}

impl Workbench {
    async fn open(
        args: &Args,
        database: Database,
        others: &Others,
        refusals: Refusals,
    ) -> Result<Self, Failure> {
        let tenant = TenantId::new("workbench")?;
        let platforms = Platforms::open(args, &database, tenant.clone(), others.clone()).await?;
        // Everything runs on loopback; `FetchPolicy::new` would reach public addresses alone.
        let policy = FetchPolicy::new().insecure_allow_loopback();
        let registrar = Registrar::new(policy.clone(), FetchLimits::DEFAULT)?;
        let fetcher = KeySetFetcher::new(policy, FetchLimits::DEFAULT)?;
        let keys = CachedKeys::new(fetcher, CacheSettings::DEFAULT);
        let logins = StoredLogins::new(&database, tenant).await?;
        let backend = ToolParts::new(platforms, keys, logins);
        let settings = ToolSettings::new().using_platform_storage();
        let key = tool_key::open(&database).await?;
        Ok(Self {
            tool: Arc::new(LtiTool::new(backend, Ring, settings)),
            sessions: Sessions::of_tool(args, database),
            address: HttpUrl::parse(&args.tool())?,
            refusals,
            campus: RegistrationId {
                issuer: Issuer::new(args.platform())?,
                client_id: ClientId::new(CLIENT_ID)?,
            },
            client: calls::client(Arc::clone(&key))?,
            key,
            registrar,
        })
    }
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
    Ok((cookie, Redirect::to(first_page(&launch))).into_response())
}

/// Where a launch leads: to what it asks for.
fn first_page(launch: &VerifiedLaunch) -> &'static str {
    // Every other message shows what was verified.
    if launch.claims().message_type == MessageType::DeepLinkingRequest {
        "/pick"
    } else {
        "/"
    }
}

async fn home(State(workbench): State<Workbench>, headers: HeaderMap) -> Result<Response, Failure> {
    let Some(record) = workbench.launched(&headers).await? else {
        return Ok(launched::nobody());
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
        (services(record))
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

/// What the platform told beside the person: parameters, and what may be asked of it.
fn services(record: &Record) -> Markup {
    let parameters: Vec<_> = record
        .custom
        .iter()
        .flat_map(|custom| custom.raw().iter())
        .collect();
    html! {
        @if record.line_item.is_some() || record.members.is_some() {
            h2 { "What you can do with the course" }
            ul {
                @if record.line_item.is_some() {
                    li {
                        a href="/score" {
                            @if record.teaches { "Send a score" } @else { "Hand in your work" }
                        }
                    }
                }
                @if record.members.is_some() {
                    li { a href="/people" { "Who is in this course" } }
                }
                @if record.asked.is_some() { li { a href="/pick" { "Pick content" } } }
            }
        }
        @if !parameters.is_empty() {
            h2 { "Parameters" }
            table {
                @for (name, _) in parameters {
                    tr {
                        th scope="row" { (name) }
                        td { (record.custom.as_ref().and_then(|custom| custom.text(name)).unwrap_or_default()) }
                    }
                }
            }
        }
    }
}

/// A page of the tool that needs no launch.
async fn about() -> Markup {
    let content = html! {
        p { "A place to draw: still lifes, mostly. It lives at an origin of its own." }
    };
    page(Site::Tool, "About this workbench", &html! {}, &content)
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
