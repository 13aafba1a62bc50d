//! The platform's services over HTTP, as the campus's tool uses them and as others may not.

mod content;
mod grades;
mod registration;

use crate::http::{Answer, ask};
use crate::program::{Campus, Folder};

fn says(page: &Answer, text: &str) -> bool {
    page.body.contains(text)
}

#[test]
fn services_are_closed_without_an_access_token() {
    let folder = Folder::new();
    let campus = Campus::open(&folder);
    let lms = ("lms.localhost", campus.port);
    for path in [
        "/lti/grades/campus-1/drawing-1/lineitems",
        "/lti/grades/campus-1/drawing-1/lineitems/link-workbench/results",
        "/lti/members/campus-1/drawing-1/memberships",
    ] {
        for (sent, status) in [
            (&[][..], 401),
            (&[("Authorization", "Bearer bm8.bm8.bm8")][..], 401),
            (&[("Authorization", "Basic bm8=")][..], 401),
            (&[("Authorization", "Bearer a b")][..], 400),
        ] {
            let answer = ask(lms, &format!("GET {path}"), sent, "");
            assert_eq!(answer.status, status, "{path} {sent:?}: {}", answer.body);
            let challenge = answer.header("www-authenticate").unwrap();
            assert!(challenge.starts_with("Bearer"), "{challenge}");
        }
    }
}

#[test]
fn the_token_endpoint_gives_nothing_for_what_no_tool_signed() {
    let folder = Folder::new();
    let campus = Campus::open(&folder);
    for (form, status, error) in [
        ("", 400, "invalid_request"),
        ("grant_type=password", 400, "unsupported_grant_type"),
        (
            "grant_type=client_credentials\
             &client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer\
             &client_assertion=e30.e30.c2ln&scope=x",
            401,
            "invalid_client",
        ),
    ] {
        let answer = campus.post("/lti/token", &[], form);
        assert_eq!(answer.status, status, "{}", answer.body);
        assert!(
            says(&answer, &format!("\"error\":\"{error}\"")),
            "{}",
            answer.body
        );
    }
}

#[test]
fn both_sides_publish_their_keys() {
    let folder = Folder::new();
    let campus = Campus::open(&folder);
    for (host, keys) in [("lms.localhost", 2), ("tool.localhost", 1)] {
        let answer = campus.get(host, "/lti/jwks");
        assert_eq!(answer.status, 200);
        assert_eq!(answer.body.matches("\"kid\":").count(), keys, "{host}");
        assert!(!says(&answer, "\"d\":"), "a private key is published");
    }
}
