//! Records as files.

use super::{INES, SAMI, SCORED, browser, graded, id, says, send, statement};
use crate::desk::Desk;

#[test]
fn what_a_filter_finds_is_saved_to_the_letter_and_as_a_table() {
    let desk = Desk::open();
    graded(&desk, SAMI, "31");
    graded(&desk, INES, "64");
    let query = edu_http::encode_pairs([("person", SAMI), ("verb", SCORED)]);
    for (name, kind) in [
        ("records.json", "application/json"),
        ("records.csv", "text/csv"),
    ] {
        let page = desk.lms.get(&format!("/records?{query}"));
        let address = format!("/records/{name}?{query}");
        assert!(says(&page, &address.replace('&', "&amp;")), "{}", page.body);
        let file = desk.lms.get(&address);
        assert_eq!(file.status, 200, "{}", file.body);
        assert!(file.header("content-type").unwrap().starts_with(kind));
        let saved = format!("attachment; filename=\"{name}\"");
        assert_eq!(file.header("content-disposition"), Some(&*saved));
        assert_eq!(file.header("x-content-type-options"), Some("nosniff"));
        assert!(says(&file, SAMI) && says(&file, "31"), "{}", file.body);
        assert!(!says(&file, INES), "{}", file.body);
    }
}

#[test]
fn a_file_has_all_that_is_found_and_not_one_page() {
    let desk = Desk::open();
    let many: Vec<String> = (0..60)
        .map(|number| statement(&id(number), SAMI, "Page"))
        .collect();
    send(&desk, &format!("[{}]", many.join(",")));
    let query = format!("person={SAMI}&after=3");
    let file = desk
        .lms
        .get(&format!("/admin/records/records.json?{query}"));
    assert_eq!(file.body.matches("\"object\"").count(), 60, "{}", file.body);
}

#[test]
fn a_learner_saves_their_own_records_and_no_others() {
    let desk = Desk::open();
    graded(&desk, SAMI, "31");
    graded(&desk, INES, "64");
    let sami = browser(&desk, SAMI);
    for name in ["records.json", "records.csv"] {
        for query in ["", "?person=p-b2a4&related=yes", "?related=yes"] {
            let file = sami.get(&format!("/my-data/{name}{query}"));
            assert_eq!(file.status, 200, "{}", file.body);
            assert!(!says(&file, INES), "{query}: {}", file.body);
        }
        assert!(says(&sami.get(&format!("/my-data/{name}")), SAMI));
        for others in ["/records", "/admin/records"] {
            let refused = sami.get(&format!("{others}/{name}"));
            assert_eq!(refused.status, 403, "{others}: {}", refused.body);
        }
        let stranger = desk
            .campus
            .get("lms.localhost", &format!("/my-data/{name}"));
        assert_eq!(stranger.header("location"), Some("/"));
    }
}

#[test]
fn nothing_is_saved_for_a_filter_that_cannot_be_understood() {
    let desk = Desk::open();
    for query in ["since=soon", "activity=no%20address"] {
        let page = desk.lms.get(&format!("/records/records.csv?{query}"));
        assert_eq!(page.status, 400, "{query}: {}", page.body);
        assert_eq!(page.header("content-disposition"), None);
    }
}
