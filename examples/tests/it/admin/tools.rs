//! Tools that are registered by hand at the platform.

use super::says;
use crate::desk::Desk;
use crate::http::Answer;
use crate::program::{Campus, Folder};

const PRIVATE_KEY: &str =
    "-----BEGIN PRIVATE KEY-----\nc2VjcmV0c2VjcmV0\n-----END PRIVATE KEY-----";

fn refused_beside(page: &Answer, field: &str, finding: &str) {
    assert_eq!(page.status, 422, "{field}: {}", page.body);
    let start = format!("id=\"{field}-findings\"");
    let (_, beside) = page
        .body
        .split_once(&start)
        .expect("the field has findings");
    let beside = beside.split("</ul>").next().unwrap();
    assert!(beside.contains(finding), "{field}: {beside}");
    assert!(says(page, &format!("<a href=\"#{field}\">")), "{field}");
}

#[test]
fn a_tool_registered_by_hand_has_its_place_in_the_course_and_is_launched() {
    let desk = Desk::open();
    let added = desk.register_tool("board", &[]);
    assert_eq!(
        added.header("location"),
        Some("/admin/tools/board?done=added")
    );
    let page = desk.lms.ask(&added.next());
    let (lms, (login, launch)) = (desk.campus.origin(), desk.tool_addresses());
    let authorize = format!("{lms}/lti/authorize");
    let keys = format!("{lms}/lti/jwks");
    for told in [
        &*lms, "board", "board-1", &authorize, &keys, &login, &launch,
    ] {
        assert!(says(&page, &format!("<code>{told}</code>")), "{told}");
    }
    assert_eq!(desk.register_platform("board", &[]).status, 303);
    assert!(says(&desk.lms.get("/course"), "Open Drawing board here"));
    let home = desk.launched(&desk.lms, "/open/tool-board").get("/");
    assert!(
        says(&home, "<td>board</td>") && says(&home, "<td>board-1</td>"),
        "{}",
        home.body
    );
}

#[test]
fn wrong_values_come_back_with_the_finding_and_nothing_is_registered() {
    let desk = Desk::open();
    for (field, text, finding) in [
        ("title", "", "nothing is written"),
        ("client_id", "a/b", "client id has"),
        ("client_id", "workbench", "another tool has this client id"),
        ("login", "http://board.example/login", "https is required"),
        (
            "launch",
            "https://a.example/\nboard",
            "line 2: address does not begin",
        ),
        ("privacy", "all", "nothing is chosen"),
        ("deployment", " campus-1", "white space"),
    ] {
        let page = desk.register_tool("board", &[(field, text)]);
        refused_beside(&page, field, finding);
        assert!(
            says(&page, "Drawing board") || field == "title",
            "what was typed stays"
        );
    }
    assert!(!says(&desk.lms.get("/admin"), "Drawing board"));
}

#[test]
fn what_is_typed_is_checked_and_neither_kept_nor_run() {
    let desk = Desk::open();
    let sent = [("title", "<script>"), ("login", "http://board.example/")];
    let answer = desk.lms.post("/admin/tools/check", &sent);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let expected = r#"{"field":"login","severity":"error","text":"To mend: address is http: https is required but on this machine"}"#;
    assert!(says(&answer, expected), "{}", answer.body);
    let page = desk.register_tool(
        "board",
        &[("title", "<script>alert(1)</script>"), ("login", "")],
    );
    assert!(
        says(&page, "&lt;script&gt;alert(1)&lt;/script&gt;"),
        "{}",
        page.body
    );
    assert!(!says(&desk.lms.get("/admin"), "&lt;script"));
}

#[test]
fn a_private_key_is_not_sent_back_whatever_field_it_is_pasted_into() {
    let desk = Desk::open();
    for field in ["title", "launch", "deployment"] {
        let page = desk.register_tool("board", &[(field, PRIVATE_KEY)]);
        refused_beside(&page, field, "this is a private key, and it was not kept");
        assert!(!says(&page, "c2VjcmV0"), "{}", page.body);
    }
}

#[test]
fn of_two_administrators_the_slower_one_is_told_and_loses_nothing() {
    let desk = Desk::open();
    assert_eq!(desk.register_tool("board", &[]).status, 303);
    let (login, launch) = desk.tool_addresses();
    let form = desk.lms.get("/admin/tools/board/edit");
    let save = |shown: &str, title: &str, privacy: &str| {
        let fields = [
            ("title", title),
            ("login", &*login),
            ("launch", &*launch),
            ("privacy", privacy),
            ("shown", shown),
        ];
        desk.lms.post("/admin/tools/board/edit", &fields)
    };
    let shown = form.field("shown");
    assert_eq!(save(&shown, "Easel", "pseudonymous").status, 303);
    let slower = save(&shown, "Canvas on wood", "everything");
    assert_eq!(slower.status, 409);
    assert!(says(&slower, "<h1>Somebody was faster</h1>"));
    assert!(says(&slower, "<code>Easel</code>"), "what is kept is shown");
    assert!(
        says(&slower, "value=\"Canvas on wood\""),
        "what was typed stays"
    );
    assert!(says(&desk.lms.get("/admin"), "Easel"));
    assert_eq!(save("", "Canvas on wood", "everything").status, 409);
    assert_eq!(
        save(&slower.field("shown"), "Canvas on wood", "name").status,
        303
    );
    assert!(says(&desk.lms.get("/course"), "Open Canvas on wood here"));
}

#[test]
fn a_tool_is_removed_after_one_more_question_and_leaves_the_course_and_the_policy() {
    let desk = Desk::open();
    let elsewhere = [("launch", "https://board.example/launch")];
    assert_eq!(desk.register_tool("board", &elsewhere).status, 303);
    let framed = |path: &str| {
        let page = desk.lms.get(path);
        let policy = page.header("content-security-policy").unwrap();
        policy.matches("https://board.example").count()
    };
    assert_eq!((framed("/course"), framed("/admin")), (2, 2));
    let asked = desk.lms.post("/admin/tools/board/remove", &[]);
    assert_eq!(asked.status, 200);
    assert!(says(&asked, "<h1>Remove the tool?</h1>"));
    assert!(says(&desk.lms.get("/course"), "Drawing board"));
    let page = desk
        .lms
        .done("/admin/tools/board/remove", &[("sure", "yes")]);
    assert!(says(&page, "It is removed."));
    assert!(!says(&desk.lms.get("/course"), "Drawing board"));
    assert_eq!((framed("/course"), framed("/admin")), (0, 0));
    assert_eq!(desk.lms.get("/admin/tools/board").status, 404);
    assert_eq!(desk.lms.post("/open/tool-board", &[]).status, 404);
}

#[test]
fn the_tools_that_come_with_the_campus_stay() {
    let desk = Desk::open();
    for tool in ["workbench", "your-own-tool"] {
        let path = format!("/admin/tools/{tool}/remove");
        assert_eq!(desk.lms.post(&path, &[("sure", "yes")]).status, 409);
    }
    assert!(desk.launches("/open/link-workbench"));
}

/// Adds or removes a deployment of the second tool, from its page as it is now.
fn change(desk: &Desk, below: &str, deployment: &str, sure: &str) -> Answer {
    let page = "/admin/tools/board";
    let shown = desk.lms.get(page).field("shown");
    let fields = [
        ("deployment", deployment),
        ("shown", &*shown),
        ("sure", sure),
    ];
    desk.lms.post(&format!("{page}{below}"), &fields)
}

#[test]
fn deployments_come_and_go_after_one_more_question() {
    let desk = Desk::open();
    assert_eq!(desk.register_tool("board", &[]).status, 303);
    let page = "/admin/tools/board";
    let add = |deployment: &str| change(&desk, "/deployments", deployment, "");
    refused_beside(&add(""), "deployment", "nothing is written");
    refused_beside(&add("board-1"), "deployment", "has this deployment");
    assert_eq!(add("board-2").status, 303);
    let remove = |deployment: &str, sure: &str| {
        let answer = change(&desk, "/deployments/remove", deployment, sure);
        answer.status
    };
    assert_eq!(remove("board-3", "yes"), 404);
    assert_eq!(remove("board-1", ""), 200);
    assert!(says(&desk.lms.get(page), "<code>board-1</code>"));
    assert_eq!(remove("board-1", "yes"), 303);
    assert!(!says(&desk.lms.get(page), "<code>board-1</code>"));
    assert!(says(&desk.lms.get(page), "<code>board-2</code>"));
    let old = [("deployment", "board-4"), ("shown", "of yesterday")];
    let answer = desk.lms.post(&format!("{page}/deployments"), &old);
    assert_eq!(answer.status, 409);
}

#[test]
fn a_tool_that_is_installed_nowhere_has_no_place_in_the_course() {
    let desk = Desk::open();
    assert_eq!(desk.register_tool("board", &[]).status, 303);
    assert!(says(&desk.lms.get("/course"), "Drawing board"));
    let removed = change(&desk, "/deployments/remove", "board-1", "yes");
    assert_eq!(removed.status, 303);
    assert!(!says(&desk.lms.get("/course"), "Drawing board"));
    assert_eq!(desk.lms.post("/open/tool-board", &[]).status, 404);
    let test = desk.lms.get("/admin/tools/board/test");
    assert!(says(&test, "not installed anywhere"));
    assert_eq!(desk.lms.post("/admin/tools/board/test", &[]).status, 404);
}

#[test]
fn a_test_launch_shows_what_is_sent_and_is_for_nobody_who_exists() {
    let desk = Desk::open();
    let page = desk.lms.get("/admin/tools/workbench/test?role=teacher");
    assert!(says(&page, "<code>Test Person</code>"), "{}", page.body);
    assert!(says(&page, "lti/system/person#TestUser"));
    assert!(says(&page, "membership#Instructor"));
    assert!(says(&page, "set when the tool asks"));
    let sent = [
        ("role", "student"),
        ("deployment", "campus-1"),
        ("place", "frame"),
    ];
    let opened = desk.lms.post("/admin/tools/workbench/test", &sent);
    let launched = desk.send(&desk.message(&desk.lms, &opened));
    assert_eq!(launched.status, 303, "{}", launched.body);
    let home = crate::desk::Browser::new("tool.localhost", &desk.campus, launched.cookies());
    let home = home.get("/");
    assert!(
        says(&home, "Test Person") && says(&home, "person#TestUser"),
        "{}",
        home.body
    );
    assert!(says(&home, "Hand in your own work") && !says(&home, "Edit the task"));
}

#[test]
fn a_preview_leaves_out_what_the_tool_may_not_learn() {
    let desk = Desk::open();
    let sparing = [("privacy", "pseudonymous")];
    assert_eq!(desk.register_tool("board", &sparing).status, 303);
    let page = desk.lms.get("/admin/tools/board/test");
    assert!(says(&page, "<code>p-test</code>"));
    assert!(!says(&page, "Test Person"), "{}", page.body);
}

#[test]
fn what_an_administrator_decided_outlives_the_program() {
    let folder = Folder::new();
    let desk = Desk::at(Campus::open(&folder), folder);
    assert_eq!(desk.register_tool("board", &[]).status, 303);
    let shown = desk.lms.get("/admin/tools/workbench").field("shown");
    let sent = [("deployment", "campus-2"), ("shown", &*shown)];
    desk.lms.done("/admin/tools/workbench/deployments", &sent);
    let Desk { campus, folder, .. } = desk;
    campus.program.stop("TERM");
    let desk = Desk::at(Campus::open(&folder), folder);
    assert!(says(&desk.lms.get("/course"), "Open Drawing board here"));
    assert!(says(
        &desk.lms.get("/admin/tools/workbench"),
        "<code>campus-2</code>"
    ));
}

#[test]
fn a_tool_that_cannot_be_read_hides_no_other_and_can_be_taken_away() {
    let desk = Desk::open();
    assert_eq!(desk.register_tool("board", &[]).status, 303);
    desk.execute("UPDATE edu_lti_tool SET stored = '{}' WHERE client_id = 'board'");
    let list = desk.lms.get("/admin");
    assert!(says(&list, "cannot be read") && says(&list, "Workbench"));
    assert!(says(&desk.lms.get("/course"), "Open Workbench here"));
    refused_beside(
        &desk.register_tool("board", &[]),
        "client_id",
        "another tool has",
    );
    let remove = "/admin/tools/board/remove";
    assert_eq!(desk.lms.post(remove, &[]).status, 200);
    desk.lms.done(remove, &[("sure", "yes")]);
    assert_eq!(desk.register_tool("board", &[]).status, 303);
}
