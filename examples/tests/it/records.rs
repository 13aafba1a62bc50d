//! What happens on the campus as xAPI statements: made once, seen by who may, found and shown.

mod files;
mod made;
mod pages;
mod permissions;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::desk::{Browser, Desk};
use crate::http::{Answer, ask};

const SAMI: &str = "p-3d90";
const INES: &str = "p-b2a4";
const SCORED: &str = "http://adlnet.gov/expapi/verbs/scored";

/// The campus without its port, as statements name it.
const HOME: &str = "http://lms.localhost";

fn says(page: &Answer, text: &str) -> bool {
    page.body.contains(text)
}

/// How often a cell of a list says that.
fn cells(page: &Answer, text: &str) -> usize {
    page.body.matches(&format!("<td>{text}</td>")).count()
}

/// The addresses of the records on a page, in its order.
fn links(page: &Answer) -> Vec<String> {
    let parts = page.body.split("/one/").skip(1);
    parts
        .map(|part| part.split('"').next().unwrap().to_owned())
        .collect()
}

/// The teacher gives somebody points in the tool.
fn graded(desk: &Desk, person: &str, points: &str) {
    let fields = [("person", person), ("points", points), ("comment", "")];
    let page = desk.tool.post("/score", &fields);
    assert!(says(&page, "The platform took the score"), "{}", page.body);
}

/// Somebody's browser at the platform.
fn browser(desk: &Desk, person: &str) -> Browser {
    Browser::new("lms.localhost", &desk.campus, desk.campus.sign_in(person))
}

/// The value of a row on the administration's page of records.
fn shown_to_administrators(desk: &Desk, name: &str) -> String {
    let page = desk.lms.get("/admin/records");
    let row = format!("<th scope=\"row\">{name}</th><td><code>");
    let (_, rest) = page.body.split_once(&row).expect("the page has the row");
    rest.split("</code>").next().unwrap().to_owned()
}

/// Asks the record store as a program does.
fn xapi(desk: &Desk, target: &str, body: &str) -> Answer {
    let user = format!(
        "{}:{}",
        shown_to_administrators(desk, "Name"),
        shown_to_administrators(desk, "Password")
    );
    let known = format!("Basic {}", STANDARD.encode(user));
    let sent = [
        ("Authorization", &*known),
        ("X-Experience-API-Version", "1.0.3"),
        ("Content-Type", "application/json"),
    ];
    ask(("lms.localhost", desk.campus.port), target, &sent, body)
}

/// Sends statements that must be taken.
fn send(desk: &Desk, statements: &str) {
    let answer = xapi(desk, "POST /xapi/statements", statements);
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// A statement of a program about one of the campus's people.
fn statement(id: &str, person: &str, name: &str) -> String {
    format!(
        r#"{{"id":"{id}","actor":{{"account":{{"homePage":"{HOME}","name":"{person}"}}}},
        "verb":{{"id":"http://adlnet.gov/expapi/verbs/experienced"}},
        "object":{{"id":"https://elsewhere.example/page","definition":{{"name":{{"en":"{name}"}}}}}}}}"#
    )
}

/// The id of a statement, by a number.
fn id(number: usize) -> String {
    format!("07940580-b309-415e-a37c-{number:012}")
}
