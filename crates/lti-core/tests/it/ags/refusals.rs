//! Every refusal has its status, and says why.

use edu_http::{Body, Caller, InstallationId};
use http::Request;
use http::header::{ALLOW, CONTENT_TYPE, WWW_AUTHENTICATE};
use lti_core::ags::{
    AddLineItem, Column, CourseGradebook as _, DeleteLineItem, GetLineItem, GetLineItems,
    GetResults, LineItemId, PostScore, PutLineItem, media_type,
};
use lti_core::{ServiceContext, scope};
use pollster::block_on;

use super::{
    ADA, DEPLOYMENT, Heard, LINK, Lms, OTHER_TOOL, TOOL, assert_refused, context, line_item, link,
    ours, read, score_of, tool, with_scopes,
};

/// Sends one kind of call as somebody.
type Send<'a> = Box<dyn Fn(&Caller) -> Heard + 'a>;

fn request(method: &str, url: &str) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(url)
        .body(Body::empty())
        .unwrap()
}

fn document(method: &str, url: &str, media_type: &str, body: &str) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(url)
        .header(CONTENT_TYPE, media_type)
        .body(Body::from(body.to_owned()))
        .unwrap()
}

const ITEM: &str = r#"{"label":"Essay","scoreMaximum":10}"#;

#[test]
fn caller_that_nobody_knows_is_asked_for_a_token() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    for heard in [
        lms.send(
            &Caller::anonymous(),
            &GetLineItems::default(),
            &lms.container(),
        ),
        lms.send(&Caller::anonymous(), &DeleteLineItem, &item),
        lms.send(&Caller::anonymous(), &GetResults::all(), &item),
    ] {
        assert_refused(&heard, 401, "lti.ags.unauthenticated");
        assert_eq!(heard.headers[WWW_AUTHENTICATE], "Bearer");
    }
}

#[test]
fn each_call_needs_its_own_scope() {
    let lms = Lms::new();
    let (container, item) = (lms.container(), lms.item("Essay"));
    let all = [
        scope::LINE_ITEM,
        scope::LINE_ITEM_READ_ONLY,
        scope::SCORE,
        scope::RESULT_READ_ONLY,
    ];
    let line_item = line_item("Essay");
    let score = score_of(ADA, "1", 0);
    let calls: [(&[&str], Send<'_>); 6] = [
        (
            &all[..2],
            Box::new(|who| lms.send(who, &GetLineItems::default(), &container)),
        ),
        (
            &all[..2],
            Box::new(|who| lms.send(who, &GetLineItem, &item)),
        ),
        (
            &all[..1],
            Box::new(|who| {
                let line_item = line_item.clone();
                lms.send(who, &PutLineItem { line_item }, &item)
            }),
        ),
        (
            &all[..1],
            Box::new(|who| {
                let line_item = line_item.clone();
                lms.send(who, &AddLineItem { line_item }, &container)
            }),
        ),
        (
            &all[2..3],
            Box::new(|who| {
                let score = score.clone();
                lms.send(who, &PostScore { score }, &item)
            }),
        ),
        (
            &all[3..],
            Box::new(|who| lms.send(who, &GetResults::all(), &item)),
        ),
    ];
    for (needed, send) in calls {
        for scope in all {
            let heard = send(&with_scopes(TOOL, &[scope, "openid"]));
            if needed.contains(&scope) {
                assert!(heard.status.is_success(), "{scope}: {heard:?}");
            } else {
                assert_refused(&heard, 403, "lti.ags.scope");
                let challenge = heard.headers[WWW_AUTHENTICATE].to_str().unwrap();
                assert!(challenge.contains("insufficient_scope"), "{challenge}");
            }
        }
        assert_refused(&send(&with_scopes(TOOL, &[])), 403, "lti.ags.scope");
    }
}

#[test]
fn scope_to_read_line_items_removes_none() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    let reader = with_scopes(TOOL, &[scope::LINE_ITEM_READ_ONLY]);
    assert_refused(
        &lms.send(&reader, &DeleteLineItem, &item),
        403,
        "lti.ags.scope",
    );
}

#[test]
fn address_that_is_none_of_the_service_is_not_found() {
    let lms = Lms::new();
    let base = lms.container();
    for url in [
        "https://lms.example/ags".to_owned(),
        "https://lms.example/ags/deployment-1/lineitems".to_owned(),
        "https://lms.example/elsewhere/deployment-1/course-2/lineitems".to_owned(),
        base.replace("lineitems", "line_items"),
        format!("{base}/"),
        format!("{base}/a/b"),
        format!("{base}/a/scores/"),
        format!("{base}/a/results/ada"),
        format!("{base}/a%zz"),
        format!("{base}/%C3%A9"),
    ] {
        let heard = lms.ask(&tool(TOOL), request("GET", &url));
        assert_refused(&heard, 404, "lti.ags.path");
    }
}

#[test]
fn deployment_or_context_that_is_not_the_tools_is_not_found() {
    let lms = Lms::new();
    let stranger = tool("client-9");
    let call = GetLineItems::default();
    let url = |context: &ServiceContext| lms.service.line_items_url(context);
    let heard = lms.send(&stranger, &call, &lms.container());
    assert_refused(&heard, 404, "lti.ags.context");
    for (deployment, course) in [("deployment-9", "course-2"), (DEPLOYMENT, "course-9")] {
        let heard = lms.send(&tool(TOOL), &call, &url(&context(TOOL, deployment, course)));
        assert_refused(&heard, 404, "lti.ags.context");
        let line_item = line_item("Essay");
        let add = AddLineItem { line_item };
        let heard = lms.send(&tool(TOOL), &add, &url(&context(TOOL, deployment, course)));
        assert_refused(&heard, 404, "lti.ags.context");
    }
}

#[test]
fn token_for_another_installation_opens_nothing() {
    let lms = Lms::new();
    let call = GetLineItems::default();
    let limited = |to: &str| tool(TOOL).with_installation(InstallationId::new(to).unwrap());
    let heard = lms.send(&limited("deployment-9"), &call, &lms.container());
    assert_refused(&heard, 404, "lti.ags.context");
    assert_eq!(
        lms.send(&limited(DEPLOYMENT), &call, &lms.container())
            .status,
        200
    );
}

#[test]
fn method_that_an_address_does_not_take_is_named_with_those_it_takes() {
    let lms = Lms::new();
    let (container, item) = (lms.container(), lms.item("Essay"));
    for (method, url, allowed) in [
        ("PUT", container.clone(), "GET, POST"),
        ("DELETE", container, "GET, POST"),
        ("POST", item.clone(), "GET, PUT, DELETE"),
        ("PATCH", item.clone(), "GET, PUT, DELETE"),
        ("GET", format!("{item}/scores"), "POST"),
        ("PUT", format!("{item}/scores"), "POST"),
        ("POST", format!("{item}/results"), "GET"),
        ("DELETE", format!("{item}/results"), "GET"),
    ] {
        let heard = lms.ask(&tool(TOOL), request(method, &url));
        assert_refused(&heard, 405, "lti.ags.method");
        assert_eq!(heard.headers[ALLOW], allowed, "{method} {url}");
    }
}

#[test]
fn line_item_that_the_host_keeps_cannot_be_removed() {
    let lms = Lms::new();
    let id = LineItemId::new("kept").unwrap();
    let column = Column::new(id.clone(), line_item("Essay")).not_removable();
    block_on(lms.gradebook.set_column(&ours(), &column)).unwrap();
    let address = lms.service.line_item_url(&ours(), &id);
    let heard = lms.send(&tool(TOOL), &DeleteLineItem, &address);
    assert_refused(&heard, 405, "lti.ags.kept");
    assert_eq!(heard.headers[ALLOW], "GET, PUT");
    assert!(
        lms.send(&tool(TOOL), &GetLineItem, &address)
            .status
            .is_success()
    );
}

#[test]
fn line_item_that_was_removed_is_gone() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    let heard = lms.send(&tool(TOOL), &DeleteLineItem, &item);
    assert_eq!((heard.status.as_u16(), heard.body.len()), (204, 0));
    for heard in [
        lms.send(&tool(TOOL), &GetLineItem, &item),
        lms.send(&tool(TOOL), &DeleteLineItem, &item),
        lms.send(&tool(TOOL), &GetResults::all(), &item),
        lms.post(score_of(ADA, "1", 0), &item),
        lms.ask(
            &tool(TOOL),
            document("PUT", &item, media_type::LINE_ITEM, ITEM),
        ),
    ] {
        assert_refused(&heard, 404, "lti.ags.line_item");
    }
}

#[test]
fn document_of_another_media_type_is_refused() {
    let lms = Lms::new();
    let (container, item) = (lms.container(), lms.item("Essay"));
    for media_type in [
        "application/json",
        "application/vnd.ims.lis.v1.lineitem+json",
        "application/vnd.ims.lis.v2.lineitemcontainer+json",
        "application/vnd.ims.lis.v2.lineitem",
        "application/vnd.ims.lis.v1.score+json, application/json",
        "",
    ] {
        for (method, url) in [("POST", &container), ("PUT", &item)] {
            let heard = lms.ask(&tool(TOOL), document(method, url, media_type, ITEM));
            assert_refused(&heard, 415, "lti.ags.media_type");
        }
        let scores = format!("{item}/scores");
        let heard = lms.ask(&tool(TOOL), document("POST", &scores, media_type, "{}"));
        assert_refused(&heard, 415, "lti.ags.media_type");
    }
}

#[test]
fn media_type_may_have_parameters_and_any_case() {
    let lms = Lms::new();
    for media_type in [
        "application/vnd.ims.lis.v2.lineitem+json; charset=utf-8",
        "Application/vnd.IMS.lis.v2.LineItem+JSON",
    ] {
        let request = document("POST", &lms.container(), media_type, ITEM);
        assert_eq!(lms.ask(&tool(TOOL), request).status, 201);
    }
}

#[test]
fn document_that_is_too_large_is_refused() {
    let lms = Lms::new();
    let long = format!(
        r#"{{"label":"{}","scoreMaximum":10}}"#,
        "a".repeat(256 * 1024)
    );
    let request = document("POST", &lms.container(), media_type::LINE_ITEM, &long);
    assert_refused(&lms.ask(&tool(TOOL), request), 413, "http.body.large");
}

#[test]
fn line_item_that_breaks_a_rule_is_refused_whoever_sends_it() {
    let lms = Lms::new();
    let (container, item) = (lms.container(), lms.item("Essay"));
    let long = format!(
        r#"{{"label":"a","scoreMaximum":1,"tag":"{}"}}"#,
        "é".repeat(257)
    );
    for (body, code) in [
        ("", "json.syntax"),
        ("[]", "lti.ags.kind"),
        (r#"{"label":"a"}"#, "lti.ags.missing"),
        (r#"{"scoreMaximum":1}"#, "lti.ags.missing"),
        (r#"{"label":"","scoreMaximum":1}"#, "lti.ags.value"),
        (r#"{"label":" \t","scoreMaximum":1}"#, "lti.ags.value"),
        (r#"{"label":"a","scoreMaximum":0}"#, "lti.ags.value"),
        (r#"{"label":"a","scoreMaximum":-1}"#, "lti.ags.value"),
        (r#"{"label":"a","scoreMaximum":"10"}"#, "lti.ags.kind"),
        (r#"{"label":"a","scoreMaximum":1e400}"#, "lti.ags.value"),
        (
            r#"{"label":"a","scoreMaximum":1,"startDateTime":"soon"}"#,
            "lti.ags.info_value",
        ),
        (
            r#"{"label":"a","scoreMaximum":1,"gradesReleased":"no"}"#,
            "lti.ags.info_kind",
        ),
        (
            r#"{"label":"a","scoreMaximum":1,"resourceLinkId":""}"#,
            "lti.ags.value",
        ),
        (long.as_str(), "lti.ags.value"),
    ] {
        for (method, url) in [("POST", &container), ("PUT", &item)] {
            let heard = lms.ask(
                &tool(TOOL),
                document(method, url, media_type::LINE_ITEM, body),
            );
            assert_eq!(heard.status, 400, "{body}");
            assert!(
                heard.code() == code || body.is_empty(),
                "{body}: {}",
                heard.code()
            );
        }
    }
}

#[test]
fn line_item_cannot_move_to_another_placement_or_address() {
    let lms = Lms::new();
    for id in [LINK, "link-2"] {
        block_on(lms.gradebook.add_resource_link(&ours(), &link(id))).unwrap();
    }
    let mut placed = line_item("Essay");
    placed.resource_link_id = Some(link(LINK));
    let added = lms
        .done(&AddLineItem { line_item: placed }, &lms.container())
        .0;
    let address = added.id.clone().unwrap().as_str().to_owned();
    let mut moved = added.clone();
    moved.resource_link_id = Some(link("link-2"));
    let mut renamed = added.clone();
    renamed.id = Some("https://lms.example/elsewhere".into());
    for line_item in [moved, renamed] {
        let heard = lms.send(&tool(TOOL), &PutLineItem { line_item }, &address);
        assert_refused(&heard, 400, "lti.ags.moved");
    }
    assert_eq!(lms.done(&GetLineItem, &address).0, added);
    // A line item of no placement gets none later.
    let mut line_item = line_item("Essay");
    line_item.resource_link_id = Some(link(LINK));
    let heard = lms.send(&tool(TOOL), &PutLineItem { line_item }, &lms.item("Free"));
    assert_refused(&heard, 400, "lti.ags.moved");
}

#[test]
fn line_item_is_replaced_as_a_whole_but_for_its_placement() {
    let lms = Lms::new();
    block_on(lms.gradebook.add_resource_link(&ours(), &link(LINK))).unwrap();
    let mut placed = line_item("Essay");
    placed.resource_link_id = Some(link(LINK));
    placed.grades_released = Some(true);
    let added = lms
        .done(&AddLineItem { line_item: placed }, &lms.container())
        .0;
    let address = added.id.unwrap().as_str().to_owned();
    let body = r#"{"label":"Renamed","scoreMaximum":20.50,"vendor":{"a":[1.0]}}"#;
    let request = document("PUT", &address, media_type::LINE_ITEM, body);
    let now = read::<PutLineItem>(&lms.ask(&tool(TOOL), request)).0;
    assert_eq!(now.label.as_str(), "Renamed");
    assert_eq!(now.score_maximum.as_decimal().as_str(), "20.50");
    assert_eq!(now.grades_released, None);
    assert_eq!(now.resource_link_id, Some(link(LINK)));
    assert_eq!(now.extra.get("vendor").unwrap().as_str(), r#"{"a":[1.0]}"#);
    assert_eq!(lms.done(&GetLineItem, &address).0, now);
}

#[test]
fn line_item_for_a_placement_that_is_not_the_tools_is_not_added() {
    let lms = Lms::new();
    let theirs = context(OTHER_TOOL, DEPLOYMENT, super::COURSE);
    block_on(lms.gradebook.add_resource_link(&theirs, &link(LINK))).unwrap();
    for id in [LINK, "link-9"] {
        let mut line_item = line_item("Essay");
        line_item.resource_link_id = Some(link(id));
        let heard = lms.send(&tool(TOOL), &AddLineItem { line_item }, &lms.container());
        assert_refused(&heard, 404, "lti.ags.resource_link");
    }
}
