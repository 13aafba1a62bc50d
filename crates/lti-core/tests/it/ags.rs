//! The gradebook service of a platform, and tools that use it and abuse it.

mod addresses;
mod documents;
mod foreign;
mod gradebook;
mod listing;
mod odd;
mod refusals;
mod scores;
mod spans;

use std::sync::Arc;

use bytes::Bytes;
use edu_http::{
    Answer as _, Body, Caller, ClientIdText, Endpoint, Moment, Mount, Scopes, Service as Serve,
    collect,
};
use edu_types::{Decimal, HttpUrl, PositiveDecimal, Timestamp};
use http::{HeaderMap, Request, StatusCode};
use lti_core::ags::{
    AddLineItem, AgsError, AgsService, CourseGradebook as _, Gradable, Label, LineItem,
    MemoryGradebook, Points, PostScore, Score, ScoreOutcome,
};
use lti_core::{
    ClientId, ContextId, DeploymentId, MemoryPlatform, ResourceLinkId, ServiceContext, Subject,
    ToolRegistration, scope,
};
use pollster::block_on;

const TOOL: &str = "client-1";
const OTHER_TOOL: &str = "client-2";
const DEPLOYMENT: &str = "deployment-1";
const OTHER_DEPLOYMENT: &str = "deployment-2";
/// An id that must be encoded in an address.
const COURSE: &str = "course/1?é";
const OTHER_COURSE: &str = "course-2";
const ADA: &str = "ada";
const BOB: &str = "bob";
const LINK: &str = "link-1";

type Service = AgsService<Arc<MemoryGradebook>, Arc<MemoryPlatform>>;

fn context(client: &str, deployment: &str, course: &str) -> ServiceContext {
    ServiceContext {
        client_id: ClientId::new(client).unwrap(),
        deployment_id: DeploymentId::new(deployment).unwrap(),
        context_id: ContextId::new(course).unwrap(),
    }
}

fn ours() -> ServiceContext {
    context(TOOL, DEPLOYMENT, COURSE)
}

fn link(id: &str) -> ResourceLinkId {
    ResourceLinkId::new(id).unwrap()
}

fn person(id: &str) -> Subject {
    Subject::new(id).unwrap()
}

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

fn positive(text: &str) -> PositiveDecimal {
    PositiveDecimal::new(decimal(text)).unwrap()
}

fn points(given: &str, maximum: &str) -> Points {
    Points::new(decimal(given), positive(maximum)).unwrap()
}

/// So many seconds after the beginning, and a bit.
fn at(seconds: i64) -> Timestamp {
    let whole = i128::from(seconds).saturating_add(1_700_000_000);
    let nanos = whole
        .saturating_mul(1_000_000_000)
        .saturating_add(250_000_000);
    Timestamp::from_unix_nanos(nanos).unwrap()
}

fn line_item(label: &str) -> LineItem {
    LineItem::new(Label::new(label).unwrap(), positive("10"))
}

fn score_of(user: &str, given: &str, seconds: i64) -> Score {
    Score::completed(person(user), points(given, "10"), at(seconds))
}

/// A caller with every scope of the service.
fn tool(client: &str) -> Caller {
    with_scopes(
        client,
        &[scope::LINE_ITEM, scope::SCORE, scope::RESULT_READ_ONLY],
    )
}

fn with_scopes(client: &str, scopes: &[&str]) -> Caller {
    Caller::anonymous()
        .with_client(ClientIdText::new(client).unwrap())
        .with_scopes(Scopes::parse(&scopes.join(" ")).unwrap())
}

/// A platform with two tools and two courses; Ada is in the first course, Bob in the second.
struct Lms {
    gradebook: Arc<MemoryGradebook>,
    service: Service,
}

/// What a response says.
#[derive(Debug)]
struct Heard {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    error: Option<AgsError>,
}

impl Heard {
    fn code(&self) -> &'static str {
        self.error.as_ref().map_or("", AgsError::code)
    }
}

impl Lms {
    fn new() -> Self {
        Self::at(Mount::new("https://lms.example/ags", "/ags").unwrap())
    }

    fn at(mount: Mount) -> Self {
        let url = |text| HttpUrl::parse(text).unwrap();
        let tools = Arc::new(MemoryPlatform::new());
        let gradebook = Arc::new(MemoryGradebook::new(Gradable::Enrolled));
        for client in [TOOL, OTHER_TOOL] {
            let tool = ToolRegistration::new(
                ClientId::new(client).unwrap(),
                url("https://tool.example/login"),
                url("https://tool.example/launch"),
            );
            let deployments = [DEPLOYMENT, OTHER_DEPLOYMENT];
            let tool = deployments.into_iter().fold(tool.unwrap(), |tool, one| {
                tool.with_deployment(DeploymentId::new(one).unwrap())
            });
            tools.register(tool);
            for deployment in deployments {
                for course in [COURSE, OTHER_COURSE] {
                    let context = context(client, deployment, course);
                    block_on(gradebook.open_context(&context)).unwrap();
                }
            }
        }
        block_on(gradebook.enrol(&ContextId::new(COURSE).unwrap(), &person(ADA))).unwrap();
        block_on(gradebook.enrol(&ContextId::new(OTHER_COURSE).unwrap(), &person(BOB))).unwrap();
        let service = AgsService::new(Arc::clone(&gradebook), tools, mount);
        Self { gradebook, service }
    }

    fn ask<B: Into<Body>>(&self, caller: &Caller, request: Request<B>) -> Heard {
        heard(&self.service, caller, request.map(Into::into))
    }

    /// Sends a call to an address that the platform handed out.
    fn send<E: Endpoint>(&self, caller: &Caller, call: &E, address: &str) -> Heard {
        let mount = Mount::new(address, "").unwrap();
        self.ask(caller, call.to_http(&mount).unwrap())
    }

    /// Sends a call of our tool that must succeed.
    #[track_caller]
    fn done<E: Endpoint>(&self, call: &E, address: &str) -> E::Reply {
        read::<E>(&self.send(&tool(TOOL), call, address))
    }

    fn container(&self) -> String {
        self.service.line_items_url(&ours())
    }

    /// Adds a line item of our tool and returns its address.
    fn item(&self, label: &str) -> String {
        let line_item = line_item(label);
        let added = self.done(&AddLineItem { line_item }, &self.container());
        added.0.id.unwrap().as_str().to_owned()
    }

    fn post(&self, score: Score, item: &str) -> Heard {
        self.send(&tool(TOOL), &PostScore { score }, item)
    }

    #[track_caller]
    fn recorded(&self, score: Score, item: &str) -> ScoreOutcome {
        self.done(&PostScore { score }, item).outcome
    }
}

fn heard(service: &impl Serve, caller: &Caller, request: Request<Body>) -> Heard {
    let moment = Moment::new(at(0), crate::platform::entropy());
    let response = block_on(service.call(caller.clone(), moment, request));
    let (parts, body) = response.into_parts();
    Heard {
        status: parts.status,
        headers: parts.headers,
        error: parts.extensions.get().cloned(),
        body: block_on(collect(body, 1 << 24)).unwrap(),
    }
}

#[track_caller]
fn read<E: Endpoint>(heard: &Heard) -> E::Reply {
    let mut response = http::Response::new(heard.body.clone());
    *response.status_mut() = heard.status;
    *response.headers_mut() = heard.headers.clone();
    match E::Reply::from_http(&response) {
        Ok(reply) => reply,
        Err(error) => panic!("{error}: {}", error.said),
    }
}

#[track_caller]
fn assert_refused(heard: &Heard, status: u16, code: &str) {
    assert_eq!(
        (heard.status.as_u16(), heard.code()),
        (status, code),
        "{heard:?}"
    );
    let said = String::from_utf8(heard.body.to_vec()).unwrap();
    assert!(said.starts_with(&format!("{code}: ")), "{said}");
}
