//! Whom the service tells what, and what it refuses.

use edu_http::{Caller, Endpoint as _, InstallationId, Mount, Scopes};
use http::Method;
use lti_core::nrps::{GetMembers, MemberMessage, NrpsService, RoleFilter, RosterStore as _};
use lti_core::{MemoryPlatform, MessageType, Privacy, ResourceLinkId, scope};
use pollster::block_on;

use super::{ada, ask, assert_refused, caller, ids, lists, member, mount, of, read, send};

const LIST: &str = "/nrps/d%2F1/course%207/memberships";

fn refused(address: &str, status: u16, code: &str) {
    let lists = lists(Privacy::Everything, &[ada()]);
    let response = send(&lists, caller("tool-1"), Method::GET, address);
    assert_refused(&response, status, code);
}

#[test]
fn a_tool_reads_its_list_at_the_address_of_the_claim() {
    let lists = lists(Privacy::Everything, &[ada()]);
    let claim = lists.claim(&of());
    let url = "https://lms.example/nrps/d%2F1/course%207/memberships?school=9";
    assert_eq!(claim.memberships.as_str(), url);
    assert_eq!(claim.versions, ["2.0"]);
    let page = read(&lists, url);
    assert_eq!(page.container.members, [ada()]);
    assert_eq!(page.container.id.as_str(), url);
    assert_eq!(page.container.context.title.as_deref(), Some("Algebra"));
    assert_eq!(page.next(), None);
}

#[test]
fn nobody_reads_without_a_client_or_the_scope() {
    let lists = lists(Privacy::Everything, &[ada()]);
    let nobody = send(&lists, Caller::anonymous(), Method::GET, LIST);
    assert_refused(&nobody, 401, "lti.nrps.client");
    assert_eq!(nobody.headers()["www-authenticate"], "Bearer");
    for scopes in [
        "",
        scope::SCORE,
        "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership",
    ] {
        let other = caller("tool-1").with_scopes(Scopes::parse(scopes).unwrap());
        let response = send(&lists, other, Method::GET, LIST);
        assert_refused(&response, 403, "lti.nrps.scope");
    }
    let unknown = send(&lists, caller("tool-9"), Method::GET, LIST);
    assert_refused(&unknown, 401, "lti.nrps.client");
}

#[test]
fn lists_of_others_are_nowhere() {
    let lists = lists(Privacy::Everything, &[ada()]);
    let other_tool = send(&lists, caller("tool-2"), Method::GET, LIST);
    assert_refused(&other_tool, 404, "lti.nrps.context");
    refused(
        "/nrps/d%2F2/course%207/memberships",
        404,
        "lti.nrps.context",
    );
    refused(
        "/nrps/d%2F1/course%208/memberships",
        404,
        "lti.nrps.context",
    );
    refused(
        "/nrps/D%2F1/course%207/memberships",
        404,
        "lti.nrps.context",
    );
}

#[test]
fn a_token_for_another_installation_reads_nothing() {
    let lists = lists(Privacy::Everything, &[ada()]);
    let limited = |to: &str| caller("tool-1").with_installation(InstallationId::new(to).unwrap());
    let elsewhere = send(&lists, limited("d/2"), Method::GET, LIST);
    assert_refused(&elsewhere, 404, "lti.nrps.context");
    assert_eq!(
        send(&lists, limited("d/1"), Method::GET, LIST).status(),
        200
    );
}

#[test]
fn a_tool_that_was_taken_away_reads_nothing_more() {
    let tools = MemoryPlatform::new();
    tools.register(super::tool("tool-1").without_deployment(&of().deployment_id));
    let before = lists(Privacy::Everything, &[ada()]);
    let after = NrpsService::new(before.rosters(), tools, mount());
    let response = super::send_to(&after, caller("tool-1"), Method::GET, LIST);
    assert_refused(&response, 404, "lti.nrps.context");
}

#[test]
fn other_paths_are_nothing() {
    let lists = lists(Privacy::Everything, &[ada()]);
    for path in [
        "/nrps",
        "/nrps/d%2F1/course%207",
        "/nrps/d%2F1/course%207/memberships/",
        "/nrps/d/1/course%207/memberships",
        "/x",
    ] {
        let response = send(&lists, caller("tool-1"), Method::GET, path);
        assert_eq!(response.status(), 404, "{path}");
    }
}

#[test]
fn other_methods_are_told_what_is_taken() {
    let lists = lists(Privacy::Everything, &[ada()]);
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        let response = send(&lists, caller("tool-1"), method, LIST);
        assert_refused(&response, 405, "lti.nrps.method");
        assert_eq!(response.headers()["allow"], "GET, HEAD");
    }
}

#[test]
fn parameters_out_of_their_range_are_refused() {
    for query in [
        "limit=0",
        "limit=-1",
        "limit=",
        "limit=1.5",
        "limit=1e3",
        "limit=%2B5",
        "limit=x",
        "limit=1&limit=2",
        "role=",
        "role=%00",
        "rlid=",
        "role=%zz",
    ] {
        refused(&format!("{LIST}?{query}"), 400, "lti.nrps.parameter");
    }
    for query in ["after=x", "after=9", "since=4G", "since="] {
        refused(&format!("{LIST}?{query}"), 400, "lti.nrps.parameter");
    }
    // Texts in hexadecimal digits: `x`, `-1`, `99`, which no list of ours goes on behind.
    for query in ["after=78", "after=2d31", "after=3939", "since=3939"] {
        refused(&format!("{LIST}?{query}"), 400, "lti.nrps.place");
    }
}

#[test]
fn a_resource_link_of_others_is_not_found() {
    refused(&format!("{LIST}?rlid=link-9"), 404, "lti.nrps.link");
}

#[test]
fn what_a_tool_learns_of_members_follows_its_registration() {
    let shared = |privacy| {
        let page = read(&lists(privacy, &[ada()]), LIST);
        let member = page.container.members.into_iter().next().unwrap();
        assert_eq!(member.user_id, ada().user_id);
        assert_eq!(member.roles, ada().roles);
        assert_eq!(member.lti11_legacy_user_id, ada().lti11_legacy_user_id);
        (
            [
                &member.name,
                &member.given_name,
                &member.family_name,
                &member.middle_name,
            ]
            .map(Option::is_some),
            member.email.is_some(),
            [&member.picture, &member.lis_person_sourcedid].map(Option::is_some),
        )
    };
    let (none, all) = ([false; 4], [true; 4]);
    assert_eq!(shared(Privacy::Pseudonymous), (none, false, [false; 2]));
    assert_eq!(shared(Privacy::Name), (all, false, [false; 2]));
    assert_eq!(shared(Privacy::Email), (none, true, [false; 2]));
    assert_eq!(shared(Privacy::NameAndEmail), (all, true, [false; 2]));
    assert_eq!(shared(Privacy::Everything), (all, true, [true; 2]));
}

#[test]
fn a_resource_link_tells_what_its_launches_would_of_what_may_be_told() {
    let lists = lists(Privacy::Pseudonymous, &[ada()]);
    let link = ResourceLinkId::new("link/1").unwrap();
    let mut message = MemberMessage::new(MessageType::ResourceLinkRequest);
    message.custom.get_or_insert_default().set("unit", "7");
    block_on(lists.rosters().put_link(&of(), &link, &[message.clone()])).unwrap();
    let page = ask(&lists, &GetMembers::new().with_resource_link(link));
    assert_eq!(page.container.members[0].messages, [message]);
    assert!(page.container.members[0].name.is_none());
    assert!(page.differences().unwrap().contains("rlid=link%2F1"));
    assert!(read(&lists, LIST).container.members[0].messages.is_empty());
}

#[test]
fn a_role_narrows_the_list_by_name_or_uri() {
    let sub = "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#Grader";
    let members = [ada(), member("u-bob", "Learner"), member("u-eve", sub)];
    let lists = lists(Privacy::Pseudonymous, &members);
    let by = |role| {
        let call = GetMembers::new().with_role(RoleFilter::parse(role).unwrap());
        ids(&ask(&lists, &call)).join(" ")
    };
    assert_eq!(by("Instructor"), "u-ada u-eve");
    assert_eq!(
        by("http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"),
        "u-ada u-eve"
    );
    assert_eq!(by(sub), "u-eve");
    assert_eq!(by("urn:lti:role:ims/lis/Learner"), "u-bob");
    assert_eq!(by("Mentor"), "");
    assert_eq!(by("instructor"), "");
}

#[test]
fn replies_are_kept_out_of_caches() {
    let lists = lists(Privacy::Everything, &[ada()]);
    let response = send(&lists, caller("tool-1"), Method::GET, LIST);
    assert_eq!(response.headers()["cache-control"], "no-store");
    assert_eq!(
        response.headers()["content-type"],
        "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
    );
}

#[test]
fn the_list_is_read_through_the_query_of_its_own_address() {
    let list = Mount::new("https://lms.example/m?course=1", "/m").unwrap();
    let call = GetMembers::new().with_limit(5.try_into().unwrap());
    let request = call.to_http(&list).unwrap();
    assert_eq!(request.uri().query(), Some("course=1&limit=5"));
    let profile = edu_types::Profile::strict();
    assert_eq!(GetMembers::from_http(&request, &list, &profile), Ok(call));
}
