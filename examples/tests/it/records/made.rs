//! What becomes a statement, and that it becomes one.

use super::{INES, SAMI, cells, graded, links, says, shown_to_administrators, xapi};
use crate::desk::{Browser, Desk};
use crate::http::ask;

/// Leaves in the outbox whatever is taken out of it, as a crash after the store's answer would.
const KEEP_ALL: &str = "CREATE TRIGGER keep_all BEFORE DELETE ON happening
    BEGIN SELECT RAISE(IGNORE); END";

/// Keeps the store from taking any statement.
const FULL: &str = "CREATE TRIGGER full BEFORE INSERT ON edu_xapi_statement
    BEGIN SELECT RAISE(ABORT, 'no room'); END";

#[test]
fn a_launch_becomes_one_statement_however_often_its_event_is_told() {
    let desk = Desk::open();
    desk.execute(KEEP_ALL);
    desk.launched(&desk.student(), "/open/link-workbench");
    for _ in 0..3 {
        let page = desk.lms.get("/records");
        assert_eq!(cells(&page, "Sami Okoye"), 1, "{}", page.body);
        assert_eq!(cells(&page, "launched"), 2, "{}", page.body);
    }
    assert!(says(
        &desk.lms.get("/admin/records"),
        "1 things that happened wait"
    ));
}

#[test]
fn a_launch_that_is_asked_for_again_or_refused_is_no_further_statement() {
    let desk = Desk::open();
    let student = desk.student();
    let message = desk.message(&student, &student.post("/open/link-workbench", &[]));
    assert_eq!(desk.send(&message).status, 303);
    student.ask(&message.asked);
    assert_eq!(desk.send(&message).status, 403);
    let page = desk.lms.get("/records");
    assert_eq!(cells(&page, "Sami Okoye"), 1, "{}", page.body);
}

#[test]
fn a_link_that_was_opened_and_never_reached_the_tool_is_no_statement() {
    let desk = Desk::open();
    let opened = desk.student().post("/open/link-workbench", &[]);
    assert_eq!(opened.status, 302);
    assert_eq!(cells(&desk.lms.get("/records"), "Sami Okoye"), 0);
}

#[test]
fn a_test_launch_is_on_no_record() {
    let desk = Desk::open();
    let form = [("role", "student"), ("deployment", "campus-1")];
    let opened = desk.lms.post("/admin/tools/workbench/test", &form);
    assert_eq!(desk.send(&desk.message(&desk.lms, &opened)).status, 303);
    assert_eq!(links(&desk.lms.get("/admin/records")).len(), 1);
}

#[test]
fn a_grade_becomes_one_statement_however_often_its_event_is_told() {
    let desk = Desk::open();
    desk.execute(KEEP_ALL);
    graded(&desk, SAMI, "83.5");
    graded(&desk, INES, "12");
    let page = desk.lms.get("/records");
    assert_eq!(cells(&page, "scored: 83.5 of 100"), 1, "{}", page.body);
    assert_eq!(cells(&page, "scored: 12 of 100"), 1, "{}", page.body);
    let record = desk.lms.get(&format!("/records/one/{}", links(&page)[1]));
    for said in [
        SAMI,
        "0.835",
        "p-7c1e",
        "lms.localhost/links/link-workbench",
    ] {
        assert!(says(&record, said), "{said}: {}", record.body);
    }
}

#[test]
fn extra_credit_is_recorded_as_it_was_given() {
    let desk = Desk::open();
    graded(&desk, SAMI, "120");
    let page = desk.lms.get("/records");
    assert_eq!(cells(&page, "scored: 120"), 1, "{}", page.body);
}

#[test]
fn statements_name_nobody() {
    let desk = Desk::open();
    desk.launched(&desk.student(), "/open/link-workbench");
    graded(&desk, SAMI, "31");
    let answer = xapi(&desk, "GET /xapi/statements", "");
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(says(&answer, SAMI), "{}", answer.body);
    for name in ["Sami", "Okoye", "Tove", "mailto:"] {
        assert!(!says(&answer, name), "{name}: {}", answer.body);
    }
}

#[test]
fn coming_back_from_the_whole_tab_is_recorded_once_and_only_for_whose_launch_it_was() {
    let desk = Desk::open();
    let student = desk.student();
    let tool = desk.launched(&student, "/open/link-workbench?tab");
    let home = tool.get("/");
    let (_, rest) = home
        .body
        .split_once("/returned/")
        .expect("the tool leads back");
    let back = format!("/returned/{}", rest.split('"').next().unwrap());
    let exits = || cells(&desk.lms.get("/records"), "exited");
    for (who, expected) in [(&desk.lms, 0), (&student, 1), (&student, 1)] {
        let answer = who.get(&back);
        assert_eq!(
            answer.header("location"),
            Some("/course"),
            "{}",
            answer.body
        );
        assert_eq!(exits(), expected);
    }
    assert_eq!(student.get("/returned/made-up").status, 303);
    assert_eq!(exits(), 1);
}

#[test]
fn what_was_picked_is_recorded_with_the_launch_that_led_there() {
    let desk = Desk::open();
    let opened = desk.lms.post("/add/workbench", &[]);
    let answer = desk.send(&desk.message(&desk.lms, &opened));
    let tool = Browser::new("tool.localhost", &desk.campus, answer.cookies());
    let signed = tool
        .post("/pick", &[("vase", "yes"), ("tip", "yes")])
        .field("JWT");
    let origin = format!("http://tool.localhost:{}", desk.campus.port);
    desk.lms
        .post_from(&origin, "/lti/content", &[("JWT", &signed)]);
    let page = desk.lms.get("/records");
    assert_eq!(cells(&page, "added"), 2, "{}", page.body);
    assert_eq!(cells(&page, "Sketch of a vase"), 1, "{}", page.body);
    assert_eq!(cells(&page, "launched"), 2, "{}", page.body);
}

#[test]
fn a_store_that_takes_nothing_stops_no_launch_and_no_grade_and_loses_neither() {
    let desk = Desk::open();
    desk.execute(FULL);
    desk.launched(&desk.student(), "/open/link-workbench");
    graded(&desk, SAMI, "31");
    let page = desk.lms.get("/admin/records");
    assert!(says(&page, "2 things that happened wait"), "{}", page.body);
    assert_eq!(cells(&page, "Sami Okoye"), 0, "{}", page.body);
    desk.execute("DROP TRIGGER full");
    let page = desk.lms.get("/admin/records");
    assert_eq!(cells(&page, "Sami Okoye"), 2, "{}", page.body);
    assert!(!says(&page, "that happened wait"), "{}", page.body);
}

#[test]
fn an_event_that_can_be_no_statement_is_shown_with_the_reason() {
    let desk = Desk::open();
    desk.execute(
        "INSERT INTO happening (name, event)
        VALUES ('torn', '{\"type\":\"grade.given\",\"id\":\"torn\",\"of\":\"link\"}')",
    );
    graded(&desk, SAMI, "31");
    let page = desk.lms.get("/admin/records");
    assert!(
        says(&page, "This one cannot be: member `person` is missing"),
        "{}",
        page.body
    );
    assert_eq!(cells(&page, "scored: 31 of 100"), 1, "{}", page.body);
}

#[test]
fn programs_reach_the_store_in_both_versions_with_the_password_alone() {
    let desk = Desk::open();
    let lms = ("lms.localhost", desk.campus.port);
    let about = ask(lms, "GET /xapi/about", &[], "");
    assert!(
        says(&about, "1.0.3") && says(&about, "2.0.0"),
        "{}",
        about.body
    );
    let other = ("127.0.0.1", desk.campus.port);
    for host in [lms, other] {
        for sent in [
            &[][..],
            &[("Authorization", "Basic ZGVtb25zdHJhdGlvbjp4")][..],
        ] {
            let answer = ask(host, "GET /xapi/statements", sent, "");
            assert_eq!(answer.status, 401, "{}", answer.body);
        }
    }
    let address = shown_to_administrators(&desk, "Address");
    assert_eq!(address, format!("{}/xapi", desk.campus.origin()));
}

#[test]
fn records_and_password_outlive_the_program() {
    let desk = Desk::open();
    graded(&desk, SAMI, "31");
    let password = shown_to_administrators(&desk, "Password");
    let Desk { campus, folder, .. } = desk;
    campus.program.stop("TERM");
    let desk = Desk::at(crate::program::Campus::open(&folder), folder);
    assert_eq!(cells(&desk.lms.get("/records"), "scored: 31 of 100"), 1);
    assert_eq!(shown_to_administrators(&desk, "Password"), password);
    assert_eq!(links(&desk.student().get("/my-data")).len(), 1);
}
