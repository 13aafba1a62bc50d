//! The learning platform: sign-in, course, launches, and the platform's LTI addresses.

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, RawQuery, State};
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode, request::Parts};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use edu_axum::{SystemMoments, mount};
use edu_http::{
    Authenticate, Body, Caller, Moments as _, Mount, Refusal, SessionId, TenantId, UserId,
};
use edu_jose::Jwk;
use edu_jose_aws_lc::AwsLcSigner;
use edu_sqlite::{Database, StoredMessages, StoredTools};
use edu_types::HttpUrl;
use lti_core::platform::STORAGE_SCRIPT;
use lti_core::{
    ClientId, DeploymentId, Issuer, LtiPlatform, PlatformParts, PlatformSettings, Privacy,
    StorageTarget, ToolRegistration, ToolStore as _,
};
use maud::{Markup, html};

use crate::about::about;
use crate::args::Args;
use crate::message::{Link, Place, message};
use crate::own_page::OwnPage;
use crate::pages::{Site, empty_frame, not_found, page, refusal, wrong_method};
use crate::people::{PEOPLE, Person};
use crate::session::{Sessions, SignIn};
use crate::sites::Policy;
use crate::{CLIENT_ID, DEPLOYMENT_ID, Failure, OWN_CLIENT_ID};

type Platform = LtiPlatform<PlatformParts<StoredTools, StoredMessages>, AwsLcSigner>;

/// What the platform's pages need.
#[derive(Clone)]
pub(crate) struct Campus {
    pub(crate) platform: Arc<Platform>,
    /// Where the pages live.
    pub(crate) address: HttpUrl,
    sessions: Sessions,
    links: Arc<[Link; 2]>,
}

impl Campus {
    /// The tool that the visitor may write.
    pub(crate) fn own_tool(&self) -> &Link {
        let [_, own] = &*self.links;
        own
    }

    /// The browser's sign-in and the person.
    async fn signed_in(&self, headers: &HeaderMap) -> Result<Option<(SignIn, Person)>, Failure> {
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
    signers: Vec<AwsLcSigner>,
    database: Database,
) -> Result<Router, Failure> {
    let links = Arc::new(links(args));
    let platform = Arc::new(platform(args, &*links, signers, &database).await?);
    let sessions = Sessions::of_platform(args, database);
    let lti = mount(Arc::clone(&platform), BySession(sessions.clone()));
    let router = Router::new()
        .route("/", get(front))
        .route("/sign-in", post(sign_in))
        .route("/sign-out", post(sign_out))
        .route("/course", get(course))
        .route("/open/{link}", post(open))
        .route("/about", get(async |State(campus)| about(&campus)))
        .route("/lti-storage.js", get(storage_script))
        .fallback(async || not_found(Site::Campus))
        .method_not_allowed_fallback(async || wrong_method(Site::Campus))
        .with_state(Campus {
            platform,
            address: HttpUrl::parse(&args.platform())?,
            sessions,
            links,
        })
        .nest_service("/lti", lti);
    Ok(Policy::of_platform(args)?.guard(router))
}

/// What the course offers: the built-in tool and the visitor's own.
fn links(args: &Args) -> [Link; 2] {
    [
        Link {
            id: "link-workbench",
            title: "Workbench",
            called: "Workbench",
            client_id: CLIENT_ID,
            tool: args.tool(),
        },
        Link {
            id: "link-own",
            title: "Your own tool",
            called: "your own tool",
            client_id: OWN_CLIENT_ID,
            tool: args.own_tool.clone(),
        },
    ]
}

async fn platform(
    args: &Args,
    links: &[Link],
    signers: Vec<AwsLcSigner>,
    database: &Database,
) -> Result<Platform, Failure> {
    let mut signers = signers.into_iter();
    let signer = signers.next().ok_or("the store holds no key")?;
    // Everything runs on loopback without TLS; `PlatformSettings::new` would insist on https.
    let settings = PlatformSettings::insecure_allow_loopback(Issuer::new(args.platform())?)?
        // The course page itself keeps values for tools whose cookies are blocked.
        .with_storage(StorageTarget::new("_parent")?);
    let tenant = TenantId::new("campus")?;
    let tools = StoredTools::new(database, tenant.clone()).await?;
    for link in links {
        let tool = ToolRegistration::insecure_allow_loopback(
            ClientId::new(link.client_id)?,
            HttpUrl::parse(&link.login())?,
            HttpUrl::parse(&link.launch())?,
        )?;
        let tool = tool.with_deployment(DeploymentId::new(DEPLOYMENT_ID)?);
        let tool = tool.with_privacy(Privacy::Name);
        // The port may be another than last time.
        tools.set_tool(&tool).await?;
    }
    // `nest_service` takes the prefix off before the platform sees the path.
    let address = Mount::new(&format!("{}/lti", args.platform()), "")?;
    let messages = StoredMessages::new(database, tenant).await?;
    let backend = PlatformParts::new(tools, messages);
    let platform = LtiPlatform::new(backend, signer, settings, address);
    let published = signers.try_fold(platform, |platform, next| {
        platform.with_published_key(Jwk::of_signer(&next))
    });
    Ok(published?)
}

/// The platform's own addresses ask who is signed in, by the campus's session cookie.
struct BySession(Sessions);

impl Authenticate for BySession {
    async fn authenticate(&self, parts: &Parts) -> Result<Caller, Box<axum::http::Response<Body>>> {
        let Ok(found) = self.0.find(&parts.headers).await else {
            let status = StatusCode::SERVICE_UNAVAILABLE;
            return Err(Refusal::new(status, "campus.store", "sign-ins cannot be read now").into());
        };
        let caller = found.and_then(|found| caller(&found).ok());
        Ok(caller.unwrap_or_else(Caller::anonymous))
    }
}

/// Who a sign-in stands for: the session, and the person a message is meant for.
fn caller(found: &SignIn) -> Result<Caller, Failure> {
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
    Ok(page(Site::Campus, "Sign in", &html! {}, &content).into_response())
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
    let content = html! {
        p { "You are signed in as " strong { (person.name()) } ", " (person.role_name()) "." }
        h2 { "Tools" }
        p {
            "When you open a tool, it asks the campus who you are and is told, signed and for "
            "this one visit, your name, your role and this course."
        }
        ul .plain { @for link in campus.links.iter() { li { (launch_buttons(link)) } } }
        p { "Your own tool is whatever listens at " code { (campus.own_tool().tool) } "; try "
            code { "cargo run --example lti_tool" } "." }
        script src="/lti-storage.js" data-tools=(tool_origins(&*campus.links)) {}
        iframe name="tool" title="The tool you opened" srcdoc=(empty_frame().into_string()) {}
    };
    let aside = html! {
        form method="post" action="/sign-out" { button type="submit" { "Sign out" } }
    };
    Ok(page(Site::Campus, "Drawing, a course", &aside, &content).into_response())
}

/// Whose values the course page keeps.
fn tool_origins(links: &[Link]) -> String {
    let origins: Vec<_> = links.iter().map(|link| &*link.tool).collect();
    origins.join(" ")
}

async fn storage_script() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "text/javascript; charset=utf-8")],
        STORAGE_SCRIPT,
    )
}

fn launch_buttons(link: &Link) -> Markup {
    let action = format!("/open/{}", link.id);
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
    let Some(link) = campus.links.iter().find(|known| known.id == link) else {
        return Ok(not_found(Site::Campus));
    };
    let place = match query.as_deref() {
        Some("tab") => Place::Tab(format!("{}/course", campus.address.as_str())),
        _ => Place::Frame,
    };
    let caller = caller(&found)?;
    let moment = SystemMoments::new().moment()?;
    let reply = campus
        .platform
        .start(&caller, message(link, person, place)?, moment)
        .await;
    Ok(reply.into_response())
}
