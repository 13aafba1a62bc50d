//! Our platform on loopback, with one tool of a peer and two people, as far as the tool's verdict.

use core::net::Ipv4Addr;
use core::sync::atomic::{AtomicUsize, Ordering};
use std::net::TcpListener;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use edu_axum::{SystemMoments, mount};
use edu_http::{Body, Caller, Form, FormLimits, Moments as _, Mount, SessionId, cookie};
use edu_jose::{Algorithm, Jwk};
use edu_jose_aws_lc::AwsLcSigner;
use edu_types::HttpUrl;
use http::request::Parts;
use lti_core::role::{ContextRole, Role};
use lti_core::{
    ClientId, Context, ContextId, Custom, DeploymentId, Issuer, LaunchMessage, LaunchRequest,
    LtiPlatform, MemoryPlatform, Person, PlatformSettings, Privacy, ResourceLink, ResourceLinkId,
    Roles, Subject, ToolRegistration,
};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::browser::{Browser, PageForm};
use crate::peers::Server;

pub(crate) const CLIENT: &str = "client-1";
pub(crate) const DEPLOYMENT: &str = "deployment-1";
pub(crate) const INSTRUCTOR: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor";
pub(crate) const LEARNER: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner";
/// The teacher; their session is named like them.
pub(crate) const ADA: &str = "ada";
/// The student; their session is named like them.
pub(crate) const BOB: &str = "bob";

type Platform = LtiPlatform<MemoryPlatform, AwsLcSigner>;

/// The platform, running until dropped, and its tool, a peer of the family.
pub(crate) struct School {
    address: String,
    tool: Server,
    keys_asked: Arc<AtomicUsize>,
    // Dropped last: the server runs on it.
    _runtime: Runtime,
}

impl School {
    /// Starts both; `tool` starts the tool of a platform at the address it is given.
    pub(crate) fn open(privacy: Privacy, tool: impl FnOnce(&str) -> Server) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let tool = tool(&address);
        let platform = Arc::new(platform(&address, tool.address(), privacy));
        let keys_asked = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&keys_asked);
        let by_session = move |parts: &Parts| {
            if parts.uri.path() == "/jwks" {
                counted.fetch_add(1, Ordering::Relaxed);
            }
            Ok::<_, Box<http::Response<Body>>>(caller(&parts.headers))
        };
        let target = format!("{}/launch", tool.address());
        let router = Router::new()
            .route("/open", get(open))
            .route("/open-by-form", get(open_by_form))
            .with_state((Arc::clone(&platform), target))
            .nest_service("/lti", mount(platform, by_session));
        Self {
            address,
            tool,
            keys_asked,
            _runtime: serve(listener, router),
        }
    }

    /// The browser of somebody who is signed in.
    pub(crate) fn browser_of(&self, person: &str) -> Browser {
        Browser::new().with_cookie(&self.address, "session", person)
    }

    /// Where the tool answers, without a slash at the end.
    pub(crate) fn tool(&self) -> &str {
        self.tool.address()
    }

    /// Opens the link and returns the tool's login, as the platform sends the browser to it.
    pub(crate) fn opened(&self, browser: &mut Browser) -> String {
        let opened = browser.get(&format!("{}/open", self.address));
        let login = opened.redirect();
        assert!(login.starts_with(self.tool()), "{login}");
        login.to_owned()
    }

    /// Opens the link and returns the request for the message, as the tool sends the browser
    /// with it.
    pub(crate) fn requested(&self, browser: &mut Browser) -> String {
        let login = self.opened(browser);
        self.asked(browser.get(&login).redirect())
    }

    /// The same where every step is posted.
    pub(crate) fn requested_by_form(&self, browser: &mut Browser) -> PageForm {
        let opened = browser.get(&format!("{}/open-by-form", self.address));
        as_form(&self.asked(browser.post(&opened.form()).redirect()))
    }

    fn asked(&self, request: &str) -> String {
        let endpoint = format!("{}/lti/authorize?", self.address);
        assert!(request.starts_with(&endpoint), "{request}");
        request.to_owned()
    }

    /// The form with which the platform answers a request.
    pub(crate) fn answered(&self, browser: &mut Browser, request: &str) -> PageForm {
        let form = browser.get(request).form();
        assert_eq!(form.action, format!("{}/launch", self.tool()));
        form
    }

    /// Opens the link and goes as far as the message that the browser is to post.
    pub(crate) fn message(&self, browser: &mut Browser) -> PageForm {
        let request = self.requested(browser);
        self.answered(browser, &request)
    }

    /// What a tool must have verified of a launch, by the names of the claims.
    pub(crate) fn launch_of(&self, person: &str, role: &str, name: Option<&str>) -> Value {
        json!({
            "accepted": true,
            "iss": self.address,
            "aud": CLIENT,
            "sub": format!("person-{person}"),
            "name": name,
            "deployment_id": DEPLOYMENT,
            "message_type": "LtiResourceLinkRequest",
            "version": "1.3.0",
            "target_link_uri": format!("{}/launch", self.tool()),
            "roles": [role],
            "resource_link": {"id": "link-1", "title": "Still life"},
            "context": {"id": "course-1", "title": "Drawing"},
            "custom": {"task": "apples & \"pears\""},
        })
    }

    /// How often the platform's keys were asked for.
    pub(crate) fn keys_asked(&self) -> usize {
        self.keys_asked.load(Ordering::Relaxed)
    }
}

/// What a tool is told of a platform: issuer, client id, authorization endpoint, key set.
pub(crate) fn registration(platform: &str) -> [String; 4] {
    [
        platform.to_owned(),
        CLIENT.to_owned(),
        format!("{platform}/lti/authorize"),
        format!("{platform}/lti/jwks"),
    ]
}

/// The parameters of an address as a form to post there.
pub(crate) fn as_form(address: &str) -> PageForm {
    let read = Form::from_query(&address.parse().unwrap(), &FormLimits::DEFAULT).unwrap();
    let fields = read
        .iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    PageForm {
        action: address.split('?').next().unwrap().to_owned(),
        fields: fields.collect(),
    }
}

/// Serves until the runtime is dropped.
pub(crate) fn serve(listener: TcpListener, router: Router) -> Runtime {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    listener.set_nonblocking(true).unwrap();
    let entered = runtime.enter();
    let listener = tokio::net::TcpListener::from_std(listener).unwrap();
    drop(entered);
    drop(runtime.spawn(async move { axum::serve(listener, router).await }));
    runtime
}

fn platform(address: &str, tool: &str, privacy: Privacy) -> Platform {
    let issuer = Issuer::new(address).unwrap();
    let registration = ToolRegistration::insecure_allow_loopback(
        ClientId::new(CLIENT).unwrap(),
        url(&format!("{tool}/login")),
        url(&format!("{tool}/launch")),
    );
    let registration = registration
        .unwrap()
        .with_deployment(DeploymentId::new(DEPLOYMENT).unwrap())
        .with_privacy(privacy);
    let tools = MemoryPlatform::new();
    tools.register(registration);
    let next = AwsLcSigner::generate(Algorithm::Es256).unwrap();
    LtiPlatform::new(
        tools,
        AwsLcSigner::generate(Algorithm::Rs256).unwrap(),
        PlatformSettings::insecure_allow_loopback(issuer).unwrap(),
        Mount::new(&format!("{address}/lti"), "").unwrap(),
    )
    // Tools must choose among keys.
    .with_published_key(Jwk::of_signer(&next))
    .unwrap()
}

/// The host's sign-in, kept simple: the session cookie names the person.
pub(crate) fn caller(headers: &HeaderMap) -> Caller {
    let session = cookie(headers, "session").unwrap();
    session.map_or_else(Caller::anonymous, |session| {
        Caller::anonymous().with_session(SessionId::new(session).unwrap())
    })
}

type Host = (Arc<Platform>, String);

/// Sends the browser to the tool with a redirect.
async fn open(State((platform, target)): State<Host>, headers: HeaderMap) -> Response<Body> {
    let caller = caller(&headers);
    let request = message(&caller, &target);
    let moment = SystemMoments::new().moment().unwrap();
    platform.start(&caller, request, moment).await
}

/// Sends the browser to the tool with a form.
async fn open_by_form(
    State((platform, target)): State<Host>,
    headers: HeaderMap,
) -> Response<Body> {
    let caller = caller(&headers);
    let request = message(&caller, &target);
    let moment = SystemMoments::new().moment().unwrap();
    let login = platform.begin(&caller, request, moment).await.unwrap();
    login.page().into_response()
}

/// What the caller opens: the same link, as a teacher or as a student.
fn message(caller: &Caller, target: &str) -> LaunchRequest {
    let (client, deployment) = (ClientId::new(CLIENT), DeploymentId::new(DEPLOYMENT));
    request(
        caller,
        (client.unwrap(), deployment.unwrap()),
        target,
        LaunchMessage::resource_link(link()),
    )
}

/// The link that people open.
pub(crate) fn link() -> ResourceLink {
    let mut link = ResourceLink::new(ResourceLinkId::new("link-1").unwrap());
    link.title = Some("Still life".to_owned());
    link
}

/// The course that the link is in.
pub(crate) fn course() -> Context {
    let mut course = Context::new(ContextId::new("course-1").unwrap());
    course.title = Some("Drawing".to_owned());
    course
}

/// A message to an installed tool for the caller, in the course.
pub(crate) fn request(
    caller: &Caller,
    (client, deployment): (ClientId, DeploymentId),
    target: &str,
    message: LaunchMessage,
) -> LaunchRequest {
    let session = caller.session().unwrap().as_str();
    let (role, name) = match session {
        ADA => (ContextRole::Instructor, "Ada \"Zoë\" <O'Hara> & 学生"),
        BOB => (ContextRole::Learner, "Bob"),
        other => panic!("nobody is called {other}"),
    };
    let who = Person::new(
        Subject::new(format!("person-{session}")).unwrap(),
        Roles::from(vec![Role::from(role)]),
    );
    let mut custom = Custom::default();
    custom.set("task", "apples & \"pears\"");
    LaunchRequest::new(
        client,
        deployment,
        url(target),
        who.with_name(name),
        message,
    )
    .with_context(course())
    .with_custom(custom)
}

pub(crate) fn url(text: &str) -> HttpUrl {
    HttpUrl::parse(text).unwrap()
}
