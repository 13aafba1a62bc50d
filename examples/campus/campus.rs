//! The learning platform: sign-in, course, launches, and the platform's LTI addresses.

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, RawQuery, State};
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode, request::Parts};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use edu_axum::{SystemMoments, mount};
use edu_examples::pace::Pace;
use edu_http::{
    Authenticate, Body, Caller, Moments as _, Refusal, SessionId, TenantId, UserId,
    encode_component,
};
use edu_reqwest::CachedKeys;
use edu_sqlite::{Database, StoredMessages};
use edu_types::HttpUrl;
use lti_core::ResourceLinkId;
use lti_core::platform::STORAGE_SCRIPT;
use maud::{Markup, html};

use crate::Failure;
use crate::about::about;
use crate::admin::lms;
use crate::admin::refusals::{Refusals, noted};
use crate::args::Args;
use crate::content::{self, Content};
use crate::course::Course;
use crate::courses::{self, Authored};
use crate::gradebook;
use crate::keys::Keys;
use crate::message::{Granted, Link, Place, message};
use crate::own_page::{Home, OwnPage};
use crate::packages::{self, Packages};
use crate::pages::{Site, empty_frame, not_found, page, refusal, shown, wrong_method};
use crate::people::{PEOPLE, Person};
use crate::picked::{Picked, Shown};
use crate::platform::LivePlatform;
use crate::previews::Previews;
use crate::records::{self, Records, WatchedMessages};
use crate::services::Services;
use crate::session::{Sessions, SignIn};
use crate::sites::{Others, Policy};
use crate::stores::Stores;
use crate::tools::{CourseTool, CourseTools, tool_keys};

/// What the platform's pages need.
#[derive(Clone)]
pub(crate) struct Campus {
    pub(crate) platform: Arc<LivePlatform>,
    /// Where the pages live.
    pub(crate) address: HttpUrl,
    /// Where the tool lives that the visitor may write.
    pub(crate) own_tool: Arc<str>,
    /// Where the tool lives that comes with the campus.
    pub(crate) workbench: Arc<str>,
    pub(crate) tools: CourseTools,
    pub(crate) course: Course,
    pub(crate) services: Services,
    pub(crate) content: Arc<Content>,
    pub(crate) picked: Picked,
    pub(crate) refusals: Refusals,
    pub(crate) records: Records,
    pub(crate) authored: Authored,
    pub(crate) packages: Packages,
    pub(crate) previews: Previews,
    /// How slowly files may come.
    pub(crate) pace: Pace,
    sessions: Sessions,
}

impl Home for Campus {
    const SITE: Site = Site::Campus;

    fn address(&self) -> &HttpUrl {
        &self.address
    }
}

impl Campus {
    /// The links of the course: one to each tool that is installed, and those that were picked.
    pub(crate) async fn links(&self) -> Result<Vec<Link>, Failure> {
        let all = self.tools.all().await?;
        let own = all.iter().filter_map(Link::to);
        let picked = self.picked.shown(&self.tools).await?;
        let picked = picked.into_iter().filter_map(|(_, one)| match one {
            Shown::Launch(link) => Some(link),
            Shown::Page { .. } | Shown::Text { .. } => None,
        });
        Ok(own.chain(picked).collect())
    }

    /// What a message to the tool of a link tells it of the platform's services.
    pub(crate) async fn granted(
        &self,
        link: &Link,
        placement: Option<&ResourceLinkId>,
    ) -> Result<Granted, Failure> {
        let of = Course::seen_by(&link.tool, &link.deployment)?;
        self.services.granted(&link.tool, &of, placement).await
    }

    /// The browser's sign-in and the person.
    pub(crate) async fn signed_in(
        &self,
        headers: &HeaderMap,
    ) -> Result<Option<(SignIn, Person)>, Failure> {
        let found = self.sessions.find(headers).await?;
        Ok(found.and_then(|found| {
            let person = Person::find(&found.content)?;
            Some((found, person))
        }))
    }
}

/// The platform's addresses.
pub(crate) async fn campus(
    args: &Args,
    database: Database,
    previews: Previews,
) -> Result<Router, Failure> {
    let (others, refusals) = (Others::default(), Refusals::default());
    let state = (refusals.clone(), previews);
    let campus = Campus::open(args, database, &others, state).await?;
    let policy = Policy::of(Site::Campus, &others);
    let by_session = BySession(campus.sessions.clone());
    let lti = mount(Arc::clone(&campus.platform), by_session);
    let services = campus.services.routes(&campus.platform);
    let xapi = records::xapi_routes(&campus.records)?;
    let router = Router::new()
        .route("/", get(front))
        .route("/sign-in", post(sign_in))
        .route("/sign-out", post(sign_out))
        .route("/course", get(course))
        .route("/open/{link}", post(open))
        .route("/returned/{visit}", get(returned))
        .route("/about", get(async |State(campus)| about(&campus)))
        .route(STORAGE_SCRIPT_PATH, get(storage_script))
        .merge(content::routes())
        .merge(gradebook::routes(&policy))
        .merge(lms::routes(&policy))
        .merge(records::routes())
        .merge(courses::routes())
        .merge(packages::routes(&policy))
        .fallback(async || not_found(Site::Campus))
        .method_not_allowed_fallback(async || wrong_method(Site::Campus))
        .with_state(campus)
        .nest_service("/lti", lti)
        .merge(services)
        .merge(xapi)
        .layer(from_fn_with_state(refusals, noted));
    Ok(policy.guard(router))
}

impl Campus {
    async fn open(
        args: &Args,
        database: Database,
        others: &Others,
        (refusals, previews): (Refusals, Previews),
    ) -> Result<Self, Failure> {
        let tenant = TenantId::new("campus")?;
        let stores = Stores::open(&database, tenant.clone()).await?;
        let course = Course::open(&stores).await?;
        let of_site = (tenant.clone(), others.clone());
        let tools = CourseTools::open(args, &database, of_site, course.clone()).await?;
        let messages = StoredMessages::new(&database, tenant.clone()).await?;
        let records = Records::open(args, &database, tenant).await?;
        let tool_keys = Arc::new(tool_keys()?);
        let keys = (Keys::open(&database).await?, Arc::clone(&tool_keys));
        let messages = (WatchedMessages(messages), records.clone());
        let platform = platform(args, keys, messages, (&tools, &stores)).await?;
        let content = content::content(args, &platform, stores.requests.clone(), tool_keys)?;
        Ok(Self {
            services: Services::new(args, &platform, &tools, (&stores, &records))?,
            platform: Arc::new(platform),
            address: HttpUrl::parse(&args.platform())?,
            own_tool: args.own_tool.as_str().into(),
            workbench: args.tool().into(),
            tools,
            content: Arc::new(content),
            picked: Picked::new(database.clone(), course.clone()),
            course,
            authored: Authored::new(database.clone()),
            packages: Packages::new(database.clone()),
            previews,
            pace: args.pace(),
            refusals,
            records,
            sessions: Sessions::of_platform(args, database),
        })
    }
}

/// What signs messages and hands out access tokens, with the campus's own keys and those of the tools.
async fn platform(
    args: &Args,
    (own, of_tools): (Keys, Arc<CachedKeys>),
    messages: (WatchedMessages, Records),
    (tools, stores): (&CourseTools, &Stores),
) -> Result<LivePlatform, Failure> {
    let assertions = stores.assertions.clone();
    let of_tokens = (tools.stored().clone(), of_tools, assertions);
    LivePlatform::open(args, own, messages, of_tokens).await
}

/// The platform's own addresses ask who is signed in, by the campus's session cookie.
struct BySession(Sessions);

impl Authenticate for BySession {
    async fn authenticate(&self, parts: &Parts) -> Result<Caller, Box<http::Response<Body>>> {
        let Ok(found) = self.0.find(&parts.headers).await else {
            let status = StatusCode::SERVICE_UNAVAILABLE;
            return Err(Refusal::new(status, "campus.store", "sign-ins cannot be read now").into());
        };
        let caller = found.and_then(|found| caller(&found).ok());
        Ok(caller.unwrap_or_else(Caller::anonymous))
    }
}

/// Who a sign-in stands for: the session, and the person a message is meant for.
pub(crate) fn caller(found: &SignIn) -> Result<Caller, Failure> {
    let caller = Caller::anonymous().with_session(SessionId::new(&*found.digest)?);
    Ok(caller.with_user(UserId::new(&*found.content)?))
}

async fn front(State(campus): State<Campus>, headers: HeaderMap) -> Result<Response, Failure> {
    if campus.signed_in(&headers).await?.is_some() {
        return Ok(Redirect::to("/course").into_response());
    }
    let content = html! {
        p { "Everybody here is made up. Choose who you want to be." }
        form method="post" action="/sign-in" {
            ul .plain {
                @for person in PEOPLE {
                    li {
                        button type="submit" name="person" value=(person.id) { (person.name()) }
                        " " (person.role_name())
                    }
                }
            }
        }
    };
    Ok(shown("Sign in", &content))
}

async fn sign_in(
    _: OwnPage,
    State(campus): State<Campus>,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Response, Failure> {
    let Form(fields) = form.unwrap_or_default();
    let chosen = fields.iter().find(|(name, _)| name == "person");
    let Some(person) = chosen.and_then(|(_, id)| Person::find(id)) else {
        let sentence = "Nobody of that name is on the campus.";
        let status = StatusCode::BAD_REQUEST;
        return Ok(refusal(Site::Campus, status, "Nobody signed in", sentence));
    };
    let cookie = campus.sessions.start(person.id.to_owned()).await?;
    let cookie = [(SET_COOKIE, cookie.to_header_value()?)];
    Ok((cookie, Redirect::to("/course")).into_response())
}

async fn sign_out(
    _: OwnPage,
    State(campus): State<Campus>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let Some(found) = campus.sessions.find(&headers).await? else {
        return Ok(Redirect::to("/").into_response());
    };
    let cookie = campus.sessions.end(found).await?;
    let cookie = [(SET_COOKIE, cookie.to_header_value()?)];
    Ok((cookie, Redirect::to("/")).into_response())
}

async fn course(State(campus): State<Campus>, headers: HeaderMap) -> Result<Response, Failure> {
    let Some((_, person)) = campus.signed_in(&headers).await? else {
        return Ok(Redirect::to("/").into_response());
    };
    let tools = campus.tools.all().await?;
    let links: Vec<Link> = tools.iter().filter_map(Link::to).collect();
    let picked = campus.picked.shown(&campus.tools).await?;
    let content = html! {
        p { "You are signed in as " strong { (person.name()) } ", " (person.role_name()) "." }
        h2 { "Tools" }
        p {
            "When you open a tool, it asks the campus who you are and is told, signed and for "
            "this one visit, your name, your role and this course."
        }
        ul .plain { @for link in &links { li { (launch_buttons(link)) } } }
        p { "Your own tool is whatever listens at " code { (campus.own_tool) } "; try "
            code { "cargo run --example lti_tool" } "." }
        (kept(&tools, &picked, person))
        (storage(&campus))
        iframe name="tool" title="The tool you opened" srcdoc=(empty_frame().into_string()) {}
    };
    let aside = html! {
        @if person.teaches() {
            a href="/courses" { "Write courses" }
            a href="/packages" { "Packages" }
            a href="/records" { "Learning records" }
            a href="/admin" { "Administration" }
        }
        form method="post" action="/sign-out" { button type="submit" { "Sign out" } }
    };
    Ok(page(Site::Campus, "Drawing, a course", &aside, &content).into_response())
}

/// What was picked in tools, and the way to pick more.
fn kept(tools: &[CourseTool], picked: &[(i64, Shown)], person: Person) -> Markup {
    html! {
        @if !picked.is_empty() || person.teaches() {
            h2 { "Content" }
            (content::picked(picked, person.teaches()))
        }
        @if person.teaches() {
            p { "Pick content in a tool; the course keeps it for everybody." }
            (content::buttons(tools))
        }
    }
}

const STORAGE_SCRIPT_PATH: &str = "/lti-storage.js";

/// What a page keeps for the tools in its frame whose cookies are blocked.
pub(crate) fn storage(campus: &Campus) -> Markup {
    html! { script src=(STORAGE_SCRIPT_PATH) data-tools=(campus.tools.origins()) {} }
}

async fn storage_script() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "text/javascript; charset=utf-8")],
        STORAGE_SCRIPT,
    )
}

/// Buttons that open a link in the frame of the page, or in the whole tab.
pub(crate) fn launch_buttons(link: &Link) -> Markup {
    let action = format!("/open/{}", encode_component(&link.id));
    html! {
        form .row method="post" action=(action) {
            button type="submit" formtarget="tool" { "Open " (link.called) " here" }
            button .plain type="submit" formaction={ (action) "?tab" } {
                "Open " (link.called) " in this tab"
            }
        }
    }
}

/// Starts a message for the person signed in and sends the browser to the tool.
async fn open(
    _: OwnPage,
    State(campus): State<Campus>,
    Path(link): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let Some((found, person)) = campus.signed_in(&headers).await? else {
        return Ok(Redirect::to("/").into_response());
    };
    let links = campus.links().await?;
    let Some(link) = links.iter().find(|known| known.id == link) else {
        return Ok(not_found(Site::Campus));
    };
    let place = Place::asked(&campus, query.as_deref())?;
    let granted = campus
        .granted(link, Some(&link.resource_link_id()?))
        .await?;
    let caller = caller(&found)?;
    let moment = SystemMoments::new().moment()?;
    let platform = campus.platform.now();
    let request = message(link, person, place, granted)?;
    // Not small enough for the stack of every page.
    let reply = Box::pin(platform.start(&caller, request, moment)).await;
    Ok(reply.into_response())
}

/// The person comes back from a tool that had the whole tab.
async fn returned(
    State(campus): State<Campus>,
    Path(visit): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let Some((_, person)) = campus.signed_in(&headers).await? else {
        return Ok(Redirect::to("/").into_response());
    };
    if let Err(Failure(reason)) = campus.records.note_return(visit, person.id).await {
        // The course is open to them all the same.
        eprintln!("campus: a return is on no record: {reason}");
    }
    Ok(Redirect::to("/course").into_response())
}
