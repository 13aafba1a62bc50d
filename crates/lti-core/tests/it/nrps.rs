//! Lists of members: what stands on the wire, and the platform's service.

mod pages;
mod service;
mod wire;

use edu_http::{
    Answer as _, Body, Caller, ClientIdText, Endpoint as _, Entropy, Moment, Mount, Scopes,
    Service, collect,
};
use edu_types::{HttpUrl, Personal, Timestamp};
use http::{Method, Request, Response};
use lti_core::nrps::{
    GetMembers, Member, MembershipPage, MemoryRosters, NrpsError, NrpsService, RosterStore as _,
};
use lti_core::{
    ClientId, Context, ContextId, DeploymentId, MemoryPlatform, Privacy, Roles, ServiceContext,
    Subject, ToolRegistration, scope,
};
use pollster::block_on;

type Lists = NrpsService<MemoryRosters, MemoryPlatform>;

fn of() -> ServiceContext {
    ServiceContext {
        client_id: ClientId::new("tool-1").unwrap(),
        deployment_id: DeploymentId::new("d/1").unwrap(),
        context_id: ContextId::new("course 7").unwrap(),
    }
}

fn tool(client: &str) -> ToolRegistration {
    let url = |text| HttpUrl::parse(text).unwrap();
    ToolRegistration::new(
        ClientId::new(client).unwrap(),
        url("https://tool.example/login"),
        url("https://tool.example/launch"),
    )
    .unwrap()
    .with_deployment(of().deployment_id)
}

fn mount() -> Mount {
    Mount::new("https://lms.example/nrps?school=9", "/nrps").unwrap()
}

/// A service with one course of one tool that may learn so much, and these members.
fn lists(privacy: Privacy, members: &[Member]) -> Lists {
    let tools = MemoryPlatform::new();
    tools.register(tool("tool-1").with_privacy(privacy));
    tools.register(tool("tool-2"));
    let rosters = MemoryRosters::new();
    block_on(async {
        let mut course = Context::new(of().context_id);
        course.title = Some("Algebra".to_owned());
        rosters.open_roster(&of(), &course).await.unwrap();
        for member in members {
            assert!(rosters.put_member(&of(), member).await.unwrap());
        }
    });
    NrpsService::new(rosters, tools, mount())
}

fn member(id: &str, role: &str) -> Member {
    Member::new(Subject::new(id).unwrap(), Roles::parse([role]))
}

/// A member of whom everything is known.
fn ada() -> Member {
    let text = |text: &str| Some(Personal::new(text.to_owned()));
    let mut ada = member("u-ada", "Instructor");
    ada.name = text("Ada Lovelace");
    ada.given_name = text("Ada");
    ada.middle_name = text("King");
    ada.family_name = text("Lovelace");
    ada.email = text("ada@example.org");
    ada.picture = text("https://lms.example/ada.png");
    ada.lis_person_sourcedid = text("sis-ada");
    ada.lti11_legacy_user_id = text("old-ada");
    ada
}

fn caller(client: &str) -> Caller {
    Caller::anonymous()
        .with_client(ClientIdText::new(client).unwrap())
        .with_scopes(Scopes::parse(scope::MEMBERSHIP_READ_ONLY).unwrap())
}

fn send(lists: &Lists, caller: Caller, method: Method, address: &str) -> Response<Body> {
    send_to(lists, caller, method, address)
}

fn send_to(lists: &impl Service, caller: Caller, method: Method, address: &str) -> Response<Body> {
    let path = address
        .strip_prefix("https://lms.example")
        .unwrap_or(address);
    let request = Request::builder().method(method).uri(path);
    let moment = Moment::new(
        Timestamp::from_unix_seconds(0),
        Entropy::new([7; Entropy::BYTES]),
    );
    block_on(lists.call(caller, moment, request.body(Body::empty()).unwrap()))
}

/// What the tool reads at an address of the service.
fn read(lists: &Lists, address: &str) -> MembershipPage {
    let response = send(lists, caller("tool-1"), Method::GET, address);
    let (parts, body) = response.into_parts();
    let body = block_on(collect(body, 10_000_000)).unwrap();
    MembershipPage::from_http(&Response::from_parts(parts, body)).unwrap()
}

/// What the tool reads when it asks for the first page so.
fn ask(lists: &Lists, call: &GetMembers) -> MembershipPage {
    let list = Mount::new(&lists.memberships_url(&of()), "").unwrap();
    let request = call.to_http(&list).unwrap();
    read(lists, &request.uri().to_string())
}

fn ids(page: &MembershipPage) -> Vec<&str> {
    let members = page.container.members.iter();
    members.map(|member| member.user_id.as_str()).collect()
}

#[track_caller]
fn assert_refused(response: &Response<Body>, status: u16, code: &str) {
    let error = response.extensions().get::<NrpsError>();
    assert_eq!(error.map(NrpsError::code), Some(code));
    assert_eq!(response.status(), status);
}
