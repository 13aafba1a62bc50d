//! Platforms that are registered by hand at the tool.

use edu_jose::{Algorithm, Sign as _};
use edu_jose_aws_lc::AwsLcSigner;

use super::says;
use crate::desk::Desk;
use crate::http::Answer;

fn refused_beside(page: &Answer, field: &str, finding: &str) {
    assert_eq!(page.status, 422, "{field}: {}", page.body);
    let start = format!("id=\"{field}-findings\"");
    let (_, beside) = page
        .body
        .split_once(&start)
        .expect("the field has findings");
    let beside = beside.split("</ul>").next().unwrap();
    assert!(beside.contains(finding), "{field}: {beside}");
}

#[test]
fn a_platform_registered_by_hand_launches_and_its_page_says_what_to_tell() {
    let desk = Desk::open();
    assert_eq!(desk.register_tool("board", &[]).status, 303);
    assert!(desk.launches("/open/link-workbench"));
    assert_eq!(desk.register_platform("board", &[]).status, 303);
    let page = desk.tool.get(&desk.platform_page("board", ""));
    let (login, launch) = desk.tool_addresses();
    for told in [&*login, &launch, "board-1", "board"] {
        assert!(says(&page, &format!("<code>{told}</code>")), "{told}");
    }
    assert!(desk.launches("/open/tool-board"));
}

#[test]
fn wrong_values_come_back_with_the_finding_and_nothing_is_registered() {
    let desk = Desk::open();
    for (field, text, finding) in [
        ("issuer", "lms.example", "address does not begin"),
        ("issuer", "https://lms.example?a=b", "issuer has a query"),
        ("issuer", "http://lms.example", "https is required"),
        ("client_id", "", "nothing is written"),
        (
            "client_id",
            "workbench",
            "registered for this issuer already",
        ),
        ("authorization", "http://lms.example/a", "https is required"),
        ("key_set_url", "", "neither an address of keys nor a key"),
        ("keys", "MIIB", "both an address of keys and keys"),
        ("profile", "Canvas", "no kind of platform"),
        ("deployment", "d ", "white space"),
    ] {
        refused_beside(
            &desk.register_platform("board", &[(field, text)]),
            field,
            finding,
        );
    }
    assert!(!says(&desk.tool.get("/admin"), "<code>board</code>"));
}

#[test]
fn a_slash_at_the_end_of_an_issuer_is_advice_only() {
    let desk = Desk::open();
    let slash = format!("{}/", desk.campus.origin());
    let sent = [("issuer", &*slash), ("client_id", "board")];
    let answer = desk.tool.post("/admin/platforms/check", &sent);
    let expected =
        r#"{"field":"issuer","severity":"advice","text":"Hint: issuer ends with a slash"#;
    assert!(says(&answer, expected), "{}", answer.body);
    assert_eq!(
        desk.register_platform("board", &[("issuer", &slash)])
            .status,
        303
    );
}

#[test]
fn a_kind_of_platform_brings_what_is_usual_and_says_where_to_look() {
    let desk = Desk::open();
    let page = desk.tool.get("/admin/platforms/new?kind=canvas");
    assert!(says(
        &page,
        "<option value=\"canvas\" selected>Canvas</option>"
    ));
    assert!(says(&page, "value=\"https://canvas.instructure.com\""));
    assert!(says(&page, "Developer Keys"), "{}", page.body);
    for kind in ["", "lenient", "%3Cb%3E"] {
        let page = desk.tool.get(&format!("/admin/platforms/new?kind={kind}"));
        assert_eq!(page.status, 200);
        assert!(says(&page, "<option value=\"strict\" selected>"), "{kind}");
    }
}

#[test]
fn pasted_keys_are_kept_and_a_private_one_is_refused_and_not_sent_back() {
    let desk = Desk::open();
    let key = AwsLcSigner::generate(Algorithm::Rs256).unwrap();
    let private = key.to_pkcs8_pem().unwrap().into_inner();
    let pasted = [("key_set_url", ""), ("keys", &*private), ("key_id", "one")];
    let page = desk.register_platform("board", &pasted);
    refused_beside(&page, "keys", "this is a private key, and it was not kept");
    let secret = private.lines().nth(2).unwrap();
    assert!(!says(&page, secret), "{}", page.body);
    for name in ["campus.db", "campus.db-wal"] {
        let file = std::fs::read(desk.folder.file(name)).unwrap_or_default();
        let kept = file
            .windows(secret.len())
            .any(|part| part == secret.as_bytes());
        assert!(!kept, "{name}");
    }
    let public = key.public_key().to_pem();
    let pasted = [("key_set_url", ""), ("keys", &*public), ("key_id", "one")];
    assert_eq!(desk.register_platform("board", &pasted).status, 303);
    let page = desk.tool.get(&desk.platform_page("board", ""));
    assert!(says(&page, "Handed over by hand") && says(&page, "<code>one</code>"));
    let form = desk.tool.get(&desk.platform_page("board", "/edit"));
    assert!(
        says(&form, "&quot;kid&quot;:&quot;one&quot;"),
        "{}",
        form.body
    );
}

#[test]
fn keys_are_fetched_on_demand_and_a_failure_is_told_in_words() {
    let desk = Desk::open();
    let page = desk.platform_page("workbench", "");
    let fetched = desk
        .tool
        .done(&desk.platform_page("workbench", "/keys"), &[]);
    assert!(
        says(&fetched, "The last fetch brought a key set."),
        "{}",
        fetched.body
    );
    assert!(says(&desk.tool.get(&page), "RSA, for RS256"));
    let nowhere = format!("{}/about", desk.campus.origin());
    let sent = [("key_set_url", &*nowhere)];
    assert_eq!(desk.register_platform("board", &sent).status, 303);
    let fetched = desk.tool.done(&desk.platform_page("board", "/keys"), &[]);
    assert!(
        says(&fetched, "The last fetch brought no keys: "),
        "{}",
        fetched.body
    );
    assert!(desk.launches("/open/link-workbench"));
}

#[test]
fn an_unknown_deployment_asks_to_be_let_in_and_is_only_after_it_was_allowed() {
    let desk = Desk::open();
    let shown = desk.lms.get("/admin/tools/workbench").field("shown");
    let sent = [("deployment", "campus-2"), ("shown", &*shown)];
    desk.lms.done("/admin/tools/workbench/deployments", &sent);
    let launch = || {
        let sent = [("deployment", "campus-2"), ("place", "frame")];
        let opened = desk.lms.post("/admin/tools/workbench/test", &sent);
        desk.send(&desk.message(&desk.lms, &opened)).status
    };
    assert!(!says(&desk.tool.get("/admin"), "campus-2"));
    assert_eq!((launch(), launch()), (403, 403));
    let list = desk.tool.get("/admin");
    assert!(says(&list, "Allow deployment campus-2") && says(&list, "2 times since"));
    assert!(says(&list, "<td>Campus</td>"), "{}", list.body);
    let issuer = desk.campus.origin();
    let decide = |answer: &str, deployment: &str| {
        let fields = [
            ("issuer", &*issuer),
            ("client_id", "workbench"),
            ("deployment", deployment),
            ("answer", answer),
        ];
        desk.tool.post("/admin/asked", &fields).status
    };
    assert_eq!(decide("allow", "campus-3"), 404);
    assert_eq!(decide("perhaps", "campus-2"), 404);
    assert_eq!(decide("dismiss", "campus-2"), 303);
    assert!(!says(&desk.tool.get("/admin"), "campus-2"));
    assert_eq!(decide("allow", "campus-2"), 404);
    assert_eq!(launch(), 403);
    assert_eq!(decide("allow", "campus-2"), 303);
    assert_eq!(launch(), 303);
    let page = desk.tool.get(&desk.platform_page("workbench", ""));
    assert!(says(&page, "<code>campus-2</code>"));
}

#[test]
fn a_deployment_is_shut_out_after_one_more_question() {
    let desk = Desk::open();
    let (page, remove) = (
        desk.platform_page("workbench", "/deployments"),
        desk.platform_page("workbench", "/deployments/remove"),
    );
    let known = [("deployment", "campus-1")];
    refused_beside(
        &desk.tool.post(&page, &known),
        "deployment",
        "known already",
    );
    assert_eq!(desk.tool.post(&remove, &known).status, 200);
    assert!(desk.launches("/open/link-workbench"));
    desk.tool
        .done(&remove, &[("deployment", "campus-1"), ("sure", "yes")]);
    assert!(!desk.launches("/open/link-workbench"));
    desk.tool.done(&page, &known);
    assert!(desk.launches("/open/link-workbench"));
}

#[test]
fn of_two_administrators_the_slower_one_is_told_and_loses_nothing() {
    let desk = Desk::open();
    assert_eq!(desk.register_platform("board", &[]).status, 303);
    let path = desk.platform_page("board", "/edit");
    let lms = desk.campus.origin();
    let (authorize, keys) = (format!("{lms}/lti/authorize"), format!("{lms}/lti/jwks"));
    let save = |shown: &str, profile: &str| {
        let fields = [
            ("authorization", &*authorize),
            ("key_set_url", &*keys),
            ("profile", profile),
            ("shown", shown),
        ];
        desk.tool.post(&path, &fields)
    };
    let shown = desk.tool.get(&path).field("shown");
    assert_eq!(save(&shown, "moodle").status, 303);
    let slower = save(&shown, "sakai");
    assert_eq!(slower.status, 409);
    assert!(
        says(&slower, "<code>Moodle</code>"),
        "what is kept is shown"
    );
    assert!(
        says(&slower, "<option value=\"sakai\" selected>"),
        "what was typed stays"
    );
    assert_eq!(save(&slower.field("shown"), "sakai").status, 303);
    assert!(says(
        &desk.tool.get(&desk.platform_page("board", "")),
        "<code>Sakai</code>"
    ));
}

#[test]
fn a_platform_is_removed_after_one_more_question_and_launches_no_more() {
    let desk = Desk::open();
    assert_eq!(desk.register_tool("board", &[]).status, 303);
    assert_eq!(desk.register_platform("board", &[]).status, 303);
    assert!(desk.launches("/open/tool-board"));
    let remove = desk.platform_page("board", "/remove");
    assert_eq!(desk.tool.post(&remove, &[]).status, 200);
    assert!(desk.launches("/open/tool-board"));
    desk.tool.done(&remove, &[("sure", "yes")]);
    let opened = desk.lms.post("/open/tool-board", &[]);
    assert_eq!(desk.tool.ask(&opened.next()).status, 403);
    assert_eq!(desk.tool.get(&desk.platform_page("board", "")).status, 404);
    let own = desk.platform_page("workbench", "/remove");
    assert_eq!(desk.tool.post(&own, &[("sure", "yes")]).status, 409);
    assert!(desk.launches("/open/link-workbench"));
}

#[test]
fn the_tool_stands_in_the_frames_of_its_platforms_and_of_no_other() {
    let desk = Desk::open();
    let ancestors = || {
        let page = desk.tool.get("/");
        let policies = page.headers.iter().map(|(_, policy)| policy.clone());
        let mut found = policies.filter(|policy| policy.starts_with("frame-ancestors"));
        found.next().unwrap()
    };
    let before = format!("frame-ancestors {}", desk.campus.origin());
    assert_eq!(ancestors(), before);
    let sent = [
        ("issuer", "https://canvas.instructure.com"),
        ("authorization", "https://sso.school.example/authorize"),
    ];
    assert_eq!(desk.register_platform("board", &sent).status, 303);
    let now = ancestors();
    assert!(
        now.contains("https://canvas.instructure.com https://sso.school.example"),
        "{now}"
    );
}

#[test]
fn a_platform_that_cannot_be_read_hides_no_other_and_can_be_taken_away() {
    let desk = Desk::open();
    assert_eq!(desk.register_platform("board", &[]).status, 303);
    desk.execute("UPDATE edu_lti_registration SET stored = '{}' WHERE client_id = 'board'");
    let list = desk.tool.get("/admin");
    assert!(says(&list, "cannot be read") && says(&list, "<code>workbench</code>"));
    assert!(desk.launches("/open/link-workbench"));
    let remove = desk.platform_page("board", "/remove");
    assert_eq!(desk.tool.post(&remove, &[]).status, 200);
    desk.tool.done(&remove, &[("sure", "yes")]);
    assert_eq!(desk.register_platform("board", &[]).status, 303);
}
