//! The learning platform: sign-in, course, launches, and the platform's LTI addresses.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode, request::Parts};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use edu_axum::{SystemMoments, mount};
use edu_http::{Authenticate, Body, Caller, Moments as _, Mount, Refusal, SessionId};
use edu_jose::{Jwk, KeySet};
use edu_jose_aws_lc::AwsLcSigner;
use edu_sqlite::{Database, DurablePlatform};
use edu_types::HttpUrl;
use lti_core::{
    ClientId, Context, ContextId, ContextType, Custom, DeploymentId, DocumentTarget, Issuer,
    LaunchMessage, LaunchPresentation, LaunchRequest, LtiPlatform, MemoryPlatform,
    PlatformSettings, Privacy, ResourceLink, ResourceLinkId, Roles, Subject, ToolPlatform,
    ToolRegistration,
};
use maud::{Markup, html};

use crate::args::Args;
use crate::pages::{Site, page};
use crate::people::{PEOPLE, Person};
use crate::session::Sessions;
use crate::{CLIENT_ID, DEPLOYMENT_ID, Failure, OWN_CLIENT_ID};

type Platform = LtiPlatform<DurablePlatform<MemoryPlatform>, AwsLcSigner>;

/// A link in the course that opens a tool.
#[derive(Clone, Debug)]
struct Link {
    id: &'static str,
    title: &'static str,
    client_id: &'static str,
    target: String,
}

/// What the platform's pages need.
#[derive(Clone)]
struct Campus {
    platform: Arc<Platform>,
    sessions: Sessions,
    links: Arc<[Link; 2]>,
}

/// The platform's addresses, and the keys it signs with.
pub(crate) async fn campus(
    args: &Args,
    signers: Vec<AwsLcSigner>,
    database: Database,
) -> Result<(Router, KeySet), Failure> {
    let links = Arc::new([
        Link {
            id: "link-workbench",
            title: "Workbench",
            client_id: CLIENT_ID,
            target: format!("{}/lti/launch", args.tool()),
        },
        Link {
            id: "link-own",
            title: "Your own tool",
            client_id: OWN_CLIENT_ID,
            target: "http://localhost:4100/lti/launch".to_owned(),
        },
    ]);
    let platform = Arc::new(platform(args, &*links, signers, &database).await?);
    let keys = platform.key_set();
    let sessions = Sessions::of_platform(database);
    let lti = mount(Arc::clone(&platform), BySession(sessions.clone()));
    let router = Router::new()
        .route("/", get(front))
        .route("/sign-in", post(sign_in))
        .route("/sign-out", post(sign_out))
        .route("/course", get(course))
        .route("/open/{link}", post(open))
        .with_state(Campus {
            platform,
            sessions,
            links,
        })
        .nest_service("/lti", lti);
    Ok((router, keys))
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
    let settings = PlatformSettings::insecure_allow_loopback(Issuer::new(args.platform())?)?;
    let tools = MemoryPlatform::new();
    for link in links {
        let login = link.target.replace("/lti/launch", "/lti/login");
        let tool = ToolRegistration::insecure_allow_loopback(
            ClientId::new(link.client_id)?,
            HttpUrl::parse(&login)?,
            HttpUrl::parse(&link.target)?,
        )?;
        tools.register(
            tool.with_deployment(DeploymentId::new(DEPLOYMENT_ID)?)
                .with_privacy(Privacy::Name),
        );
    }
    // `nest_service` takes the prefix off before the platform sees the path.
    let address = Mount::new(&format!("{}/lti", args.platform()), "")?;
    let backend = DurablePlatform::new(tools, database).await?;
    let platform = LtiPlatform::new(backend, signer, settings, address);
    Ok(signers.fold(platform, |platform, next| {
        platform.with_published_key(Jwk::of_signer(&next))
    }))
}

/// The platform's own addresses ask who is signed in, by the campus's session cookie.
struct BySession(Sessions);

impl Authenticate for BySession {
    async fn authenticate(&self, parts: &Parts) -> Result<Caller, Box<axum::http::Response<Body>>> {
        match self.0.find(&parts.headers).await {
            Ok(Some((id, _))) => match SessionId::new(id) {
                Ok(session) => Ok(Caller::anonymous().with_session(session)),
                Err(_) => Ok(Caller::anonymous()),
            },
            Ok(None) => Ok(Caller::anonymous()),
            Err(_) => {
                let status = StatusCode::SERVICE_UNAVAILABLE;
                Err(Refusal::new(status, "campus.store", "sign-ins cannot be read now").into())
            }
        }
    }
}

async fn front(State(campus): State<Campus>, headers: HeaderMap) -> Result<Response, Failure> {
    if campus.sessions.find(&headers).await?.is_some() {
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
    Ok(page(Site::Campus, "Sign in", &html! {}, &content))
}

async fn sign_in(
    State(campus): State<Campus>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let chosen = fields.iter().find(|(name, _)| name == "person");
    let Some(person) = chosen.and_then(|(_, id)| Person::find(id)) else {
        return Ok(StatusCode::BAD_REQUEST.into_response());
    };
    let id = SystemMoments::new().moment()?.entropy.take_token()?;
    let cookie = campus.sessions.start(id, person.id.to_owned()).await?;
    Ok((
        [(SET_COOKIE, cookie.to_header_value()?)],
        Redirect::to("/course"),
    )
        .into_response())
}

async fn sign_out(State(campus): State<Campus>, headers: HeaderMap) -> Result<Response, Failure> {
    let Some((id, _)) = campus.sessions.find(&headers).await? else {
        return Ok(Redirect::to("/").into_response());
    };
    let cookie = campus.sessions.end(id).await?;
    Ok(([(SET_COOKIE, cookie.to_header_value()?)], Redirect::to("/")).into_response())
}

/// The browser's session and the person signed in.
async fn signed_in(
    campus: &Campus,
    headers: &HeaderMap,
) -> Result<Option<(String, Person)>, Failure> {
    let found = campus.sessions.find(headers).await?;
    Ok(found.and_then(|(id, person)| Some((id, Person::find(&person)?))))
}

async fn course(State(campus): State<Campus>, headers: HeaderMap) -> Result<Response, Failure> {
    let Some((_, person)) = signed_in(&campus, &headers).await? else {
        return Ok(Redirect::to("/").into_response());
    };
    let content = html! {
        p { "You are signed in as " strong { (person.name()) } ", " (person.role_name()) "." }
        h2 { "Tools" }
        ul .plain { @for link in campus.links.iter() { li { (launch_buttons(link)) } } }
        p { "Your own tool is whatever listens on port 4100: "
            code { "cargo run --example lti_tool" } "." }
        iframe name="tool" title="The tool you opened" {}
    };
    let aside = html! {
        form method="post" action="/sign-out" { button type="submit" { "Sign out" } }
    };
    Ok(page(Site::Campus, "Drawing, a course", &aside, &content))
}

fn launch_buttons(link: &Link) -> Markup {
    html! {
        form method="post" action={ "/open/" (link.id) } {
            button type="submit" formtarget="tool" { "Open " (link.title) " here" }
            " "
            button .plain type="submit" { "Open " (link.title) " in this tab" }
        }
    }
}

/// Starts a message for the person signed in and sends the browser to the tool.
async fn open(
    State(campus): State<Campus>,
    Path(link): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let Some((session, person)) = signed_in(&campus, &headers).await? else {
        return Ok(Redirect::to("/").into_response());
    };
    let Some(link) = campus.links.iter().find(|known| known.id == link) else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let caller = Caller::anonymous().with_session(SessionId::new(session)?);
    let moment = SystemMoments::new().moment()?;
    let reply = campus
        .platform
        .start(&caller, message(link, person)?, moment)
        .await;
    Ok(reply.into_response().into_response())
}

/// What the tool will be told, cut down to what it may know.
fn message(link: &Link, person: Person) -> Result<LaunchRequest, Failure> {
    let mut placement = ResourceLink::new(ResourceLinkId::new(link.id)?);
    placement.title = Some(link.title.to_owned());
    let mut course = Context::new(ContextId::new("drawing-1")?);
    course.title = Some("Drawing".to_owned());
    course.types = vec![ContextType::parse(
        "http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering",
    )];
    let mut shown = LaunchPresentation::new();
    shown.document_target = Some(DocumentTarget::Iframe);
    let mut platform = ToolPlatform::new("campus".to_owned());
    platform.name = Some("Campus".to_owned());
    let mut custom = Custom::default();
    custom.set("task", "still life");
    let who = lti_core::Person::new(
        Subject::new(person.id)?,
        Roles::from(vec![person.lti_role()]),
    )
    .with_name(person.name())
    .with_given_name(person.given_name)
    .with_family_name(person.family_name);
    Ok(LaunchRequest::new(
        ClientId::new(link.client_id)?,
        DeploymentId::new(DEPLOYMENT_ID)?,
        HttpUrl::parse(&link.target)?,
        who,
        LaunchMessage::resource_link(placement),
    )
    .with_context(course)
    .with_tool_platform(platform)
    .with_launch_presentation(shown)
    .with_custom(custom))
}
