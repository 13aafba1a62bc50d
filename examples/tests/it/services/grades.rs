//! The gradebook, and the tool's pages that fill it.

use super::says;
use crate::desk::{Browser, Desk};
use crate::http::Answer;
use crate::program::Campus;

const SAMI: &str = "p-3d90";
const INES: &str = "p-b2a4";

/// The row of a person in a table, without what stands before and after it.
fn row<'p>(page: &'p Answer, person: &str) -> &'p str {
    let head = format!("<th scope=\"row\">{person}</th>");
    let (_, rest) = page.body.split_once(&head).expect("the person has a row");
    rest.split("</tr>").next().unwrap()
}

fn sent(tool: &Browser, fields: &[(&str, &str)]) -> Answer {
    let page = tool.post("/score", fields);
    assert_eq!(page.status, 200, "{}", page.body);
    page
}

#[test]
fn a_score_of_the_tool_is_in_the_gradebook_and_a_later_one_takes_its_place() {
    let desk = Desk::open();
    assert!(row(&desk.lms.get("/gradebook"), "Sami Okoye").contains("nothing yet"));
    let first = [
        ("person", SAMI),
        ("points", "83.5"),
        ("comment", "<i>Good</i>"),
    ];
    assert!(says(
        &sent(&desk.tool, &first),
        "it is the first of this person"
    ));
    let book = desk.lms.get("/gradebook");
    let grade = row(&book, "Sami Okoye");
    assert!(grade.contains("<strong>83.5</strong> of 100"), "{grade}");
    assert!(grade.contains("&lt;i&gt;Good&lt;/i&gt;"), "{grade}");
    let second = [("person", SAMI), ("points", "120"), ("comment", "")];
    assert!(says(
        &sent(&desk.tool, &second),
        "in the place of an earlier one"
    ));
    let book = desk.lms.get("/gradebook/table");
    let grade = row(&book, "Sami Okoye");
    assert!(grade.contains("<strong>120</strong> of 100"), "{grade}");
    assert!(!grade.contains("Good"), "{grade}");
}

#[test]
fn what_is_no_score_is_not_sent() {
    let desk = Desk::open();
    for (person, points, said) in [
        (SAMI, "", "Nothing was sent"),
        (SAMI, "NaN", "Nothing was sent"),
        (SAMI, "1e999", "Nothing was sent"),
        (SAMI, "-1", "points are negative"),
        ("", "1", "Nothing was sent"),
        ("p-7c1e-unknown", "1", "or not for this person"),
    ] {
        let page = sent(&desk.tool, &[("person", person), ("points", points)]);
        assert!(says(&page, said), "{person} {points}: {}", page.body);
    }
    assert!(row(&desk.lms.get("/gradebook"), "Sami Okoye").contains("nothing yet"));
}

#[test]
fn a_student_grades_nobody_else_whatever_the_form_says() {
    let desk = Desk::open();
    let student = desk.launched(&desk.student(), "/open/link-workbench");
    let forged = [("person", INES), ("points", "100"), ("work", "two words")];
    sent(&student, &forged);
    let book = desk.lms.get("/gradebook");
    assert!(row(&book, "Sami Okoye").contains("<strong>2</strong> of 100"));
    assert!(row(&book, "Ines Prado").contains("nothing yet"));
}

#[test]
fn a_student_sees_their_own_grades_and_the_teacher_has_none() {
    let desk = Desk::open();
    sent(&desk.tool, &[("person", INES), ("points", "31")]);
    let page = desk.student().get("/gradebook");
    assert!(row(&page, "Sami Okoye").contains("nothing yet"));
    for other in ["Ines Prado", "Tove Lind", "31"] {
        assert!(!says(&page, other), "{other}");
    }
    assert!(!says(&desk.lms.get("/gradebook"), ">Tove Lind</th>"));
}

#[test]
fn nobody_sees_grades_without_signing_in() {
    let desk = Desk::open();
    let page = desk.campus.get("lms.localhost", "/gradebook");
    assert_eq!((page.status, page.header("location")), (303, Some("/")));
    let table = desk.campus.get("lms.localhost", "/gradebook/table");
    assert_eq!((table.status, &*table.body), (401, ""));
}

#[test]
fn pages_of_the_tool_are_for_who_was_launched() {
    let desk = Desk::open();
    for path in ["/score", "/people", "/pick"] {
        let page = desk.campus.get("tool.localhost", path);
        assert_eq!(page.status, 401, "{path}");
        assert!(says(&page, "<h1>Not launched yet</h1>"), "{path}");
    }
}

#[test]
fn a_foreign_page_sends_no_score_in_anybodys_name() {
    let desk = Desk::open();
    let lms = desk.campus.origin();
    let form = [("person", SAMI), ("points", "1")];
    for origin in ["null", "http://evil.example", &lms] {
        assert_eq!(
            desk.tool.post_from(origin, "/score", &form).status,
            403,
            "{origin}"
        );
    }
    assert!(row(&desk.lms.get("/gradebook"), "Sami Okoye").contains("nothing yet"));
}

#[test]
fn the_roster_follows_what_the_registration_shares() {
    let desk = Desk::open();
    let page = desk.tool.get("/people");
    assert!(says(&page, "3 people, on 2 pages"), "{}", page.body);
    for name in ["Tove Lind", "Sami Okoye", "Ines Prado"] {
        assert!(says(&page, &format!("<td>{name}</td>")), "{name}");
    }
    // Shared less from now on, also for the launch that was before.
    let form = desk.lms.get("/admin/tools/workbench/edit");
    let (login, launch) = desk.tool_addresses();
    let fields = [
        ("title", "Workbench"),
        ("login", &*login),
        ("launch", &launch),
        ("privacy", "pseudonymous"),
        ("grades", "yes"),
        ("members", "yes"),
        ("shown", &form.field("shown")),
    ];
    let saved = desk.lms.post("/admin/tools/workbench/edit", &fields);
    assert_eq!(saved.status, 303, "{}", saved.body);
    let page = desk.tool.get("/people");
    assert!(says(&page, "3 people, on 2 pages"), "{}", page.body);
    assert!(!says(&page, "Tove Lind"), "{}", page.body);
}

#[test]
fn a_tool_registered_by_hand_uses_the_services_it_is_given() {
    let desk = Desk::open();
    let tool = format!("http://tool.localhost:{}", desk.campus.port);
    let (keys, token) = (
        format!("{tool}/lti/jwks"),
        format!("{}/lti/token", desk.campus.origin()),
    );
    let services = [("key_set_url", &*keys), ("members", "yes")];
    assert_eq!(desk.register_tool("board", &services).status, 303);
    assert_eq!(
        desk.register_platform("board", &[("token", &token)]).status,
        303
    );
    let board = desk.launched(&desk.lms, "/open/tool-board");
    assert!(says(&board.get("/people"), "3 people, on 2 pages"));
    // It was given no grades.
    assert!(!says(&board.get("/"), "Send a score"));
    assert!(!says(&desk.lms.get("/gradebook"), "Drawing board"));
}

#[test]
fn grades_outlive_the_program() {
    let desk = Desk::open();
    sent(&desk.tool, &[("person", SAMI), ("points", "64")]);
    let port = desk.campus.port.to_string();
    let Desk {
        campus,
        folder,
        lms,
        tool,
    } = desk;
    campus.program.stop("TERM");
    let campus = Campus::start(&["--port", &port, "--store", &folder.file("campus.db")]);
    assert!(row(&lms.get("/gradebook"), "Sami Okoye").contains("<strong>64</strong> of 100"));
    // The session at the tool goes on, with a new access token.
    assert!(says(
        &sent(&tool, &[("person", SAMI), ("points", "65")]),
        "took the score"
    ));
    drop(campus);
}
