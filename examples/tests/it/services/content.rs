//! Picking content in the tool.

use super::says;
use crate::desk::{Browser, Desk};
use crate::http::Answer;

/// The teacher's session at the tool, after the course has asked for content.
fn asked(desk: &Desk) -> Browser {
    let opened = desk.lms.post("/add/workbench", &[]);
    let answer = desk.send(&desk.message(&desk.lms, &opened));
    assert_eq!(answer.header("location"), Some("/pick"), "{}", answer.body);
    Browser::new("tool.localhost", &desk.campus, answer.cookies())
}

/// What the tool signs for what was ticked.
fn signed(tool: &Browser, fields: &[(&str, &str)]) -> String {
    let page = tool.post("/pick", fields);
    assert_eq!(page.status, 200, "{}", page.body);
    page.field("JWT")
}

/// Posts an answer as the tool's page has a browser do.
fn posted(desk: &Desk, who: &Browser, answer: &str) -> Answer {
    let tool = format!("http://tool.localhost:{}", desk.campus.port);
    who.post_from(&tool, "/lti/content", &[("JWT", answer)])
}

#[test]
fn what_was_picked_is_in_the_course_until_it_is_taken_out() {
    let desk = Desk::open();
    let answer = signed(&asked(&desk), &[("vase", "yes"), ("tip", "yes")]);
    let added = posted(&desk, &desk.lms, &answer);
    assert!(
        says(&added, "2 things are in the course now"),
        "{}",
        added.body
    );
    let course = desk.student().get("/course");
    assert!(
        says(&course, "Open Sketch of a vase here"),
        "{}",
        course.body
    );
    assert!(says(
        &course,
        "Squint at the still life: tone comes before line."
    ));
    assert!(!says(&course, "<b>tone</b>"), "markup of the tool is shown");
    assert!(
        !says(&course, "Take the text out"),
        "a student takes nothing out"
    );
    assert!(says(&desk.lms.get("/gradebook"), "Sketch of a vase"));
    let page = desk.lms.done("/picked/1/remove", &[]);
    assert!(!says(&page, "Open Sketch of a vase here"), "{}", page.body);
    assert!(says(&page, "Squint at the still life"), "{}", page.body);
}

#[test]
fn a_picked_link_is_launched_with_its_own_parameters_and_the_values_of_variables() {
    let desk = Desk::open();
    let answer = signed(&asked(&desk), &[("gallery", "yes")]);
    posted(&desk, &desk.lms, &answer);
    let home = desk.launched(&desk.lms, "/open/picked-1").get("/");
    for (name, value) in [("picked", "gallery"), ("course_title", "Drawing")] {
        let row = format!("<th scope=\"row\">{name}</th><td>{value}</td>");
        assert!(says(&home, &row), "{}", home.body);
    }
    // It brought no column.
    assert!(!says(&home, "Send a score"), "{}", home.body);
}

#[test]
fn who_cancels_changes_nothing() {
    let desk = Desk::open();
    let answer = signed(&asked(&desk), &[("vase", "yes"), ("cancel", "yes")]);
    let page = posted(&desk, &desk.lms, &answer);
    assert!(says(&page, "<h1>Nothing was added</h1>"), "{}", page.body);
    assert!(!says(&desk.lms.get("/course"), "Sketch of a vase"));
}

#[test]
fn an_answer_is_taken_once_and_from_its_person_alone() {
    let desk = Desk::open();
    let answer = signed(&asked(&desk), &[("vase", "yes")]);
    let nobody = Browser::new("lms.localhost", &desk.campus, String::new());
    assert_eq!(posted(&desk, &nobody, &answer).status, 401);
    assert_eq!(posted(&desk, &desk.student(), &answer).status, 403);
    // Another sign-in of the same teacher is another session.
    let cookies = desk.campus.sign_in(crate::program::TEACHER);
    let again = Browser::new("lms.localhost", &desk.campus, cookies);
    let other = posted(&desk, &again, &answer);
    assert!(other.status >= 400, "{}", other.body);
    assert_eq!(posted(&desk, &desk.lms, &answer).status, 200);
    let second = posted(&desk, &desk.lms, &answer);
    assert!(second.status >= 400, "{}", second.body);
    let course = desk.lms.get("/course");
    assert_eq!(course.body.matches("Open Sketch of a vase here").count(), 1);
}

#[test]
fn what_the_tool_did_not_sign_is_refused() {
    let desk = Desk::open();
    let answer = signed(&asked(&desk), &[("vase", "yes")]);
    let (head, _) = answer.rsplit_once('.').unwrap();
    for forged in [
        format!("{head}.c2ln"),
        format!("{head}."),
        String::new(),
        "a".to_owned(),
    ] {
        let page = posted(&desk, &desk.lms, &forged);
        assert!(page.status >= 400, "{}", page.body);
    }
    assert_eq!(desk.lms.get("/lti/content").status, 405);
    assert!(!says(&desk.lms.get("/course"), "Sketch of a vase"));
}

#[test]
fn content_is_asked_for_by_who_teaches_and_of_tools_that_have_some() {
    let desk = Desk::open();
    let student = desk.student();
    assert!(!says(&student.get("/course"), "Add from Workbench"));
    assert_eq!(student.post("/add/workbench", &[]).status, 403);
    assert_eq!(student.post("/picked/1/remove", &[]).status, 403);
    let nobody = Browser::new("lms.localhost", &desk.campus, String::new());
    assert_eq!(nobody.post("/add/workbench", &[]).next(), "GET /");
    for tool in ["your-own-tool", "nobody", "a%20b"] {
        assert_eq!(
            desk.lms.post(&format!("/add/{tool}"), &[]).status,
            404,
            "{tool}"
        );
    }
    let foreign = desk
        .lms
        .post_from("http://evil.example", "/add/workbench", &[]);
    assert_eq!(foreign.status, 403);
}

#[test]
fn without_a_request_there_is_nothing_to_pick_for() {
    let desk = Desk::open();
    for page in [
        desk.tool.get("/pick"),
        desk.tool.post("/pick", &[("vase", "yes")]),
    ] {
        assert_eq!(page.status, 409);
        assert!(says(&page, "<h1>Nothing to pick for</h1>"), "{}", page.body);
    }
}
