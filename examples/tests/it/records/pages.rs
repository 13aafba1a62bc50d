//! The pages of the records.

use edu_http::encode_component;

use super::{HOME, INES, SAMI, SCORED, cells, graded, id, links, says, send, statement};
use crate::desk::Desk;
use crate::http::Answer;

fn filtered(desk: &Desk, pairs: &[(&str, &str)]) -> Answer {
    let query = edu_http::encode_pairs(pairs.iter().copied());
    let page = desk.lms.get(&format!("/admin/records?{query}"));
    assert_eq!(page.status, 200, "{query}: {}", page.body);
    page
}

#[test]
fn filters_find_by_person_verb_and_activity_and_by_all_of_them() {
    let desk = Desk::open();
    graded(&desk, SAMI, "31");
    graded(&desk, INES, "64");
    desk.launched(&desk.student(), "/open/link-workbench");
    let link = format!("{HOME}/links/link-workbench");
    let course = format!("{HOME}/courses/drawing-1");
    for (pairs, count) in [
        (&[][..], 4),
        (&[("person", SAMI)][..], 2),
        (&[("verb", SCORED)][..], 2),
        (&[("person", SAMI), ("verb", SCORED)][..], 1),
        (&[("activity", &*link)][..], 4),
        (&[("activity", &*link), ("person", INES)][..], 1),
        (&[("activity", &*course)][..], 0),
        (&[("activity", &*course), ("related", "yes")][..], 4),
        // The teacher launched, and graded two.
        (&[("person", "p-7c1e")][..], 1),
        (&[("person", "p-7c1e"), ("related", "yes")][..], 3),
        (&[("verb", "https://elsewhere.example/nodded")][..], 0),
    ] {
        let page = filtered(&desk, pairs);
        assert_eq!(links(&page).len(), count, "{pairs:?}: {}", page.body);
        assert_eq!(says(&page, "There is no such record."), count == 0);
    }
}

#[test]
fn days_bound_the_list_and_include_themselves() {
    let desk = Desk::open();
    let page = desk.lms.get("/admin/records");
    let (_, rest) = page.body.split_once("datetime=\"").unwrap();
    let today = rest.get(..10).unwrap();
    for (pairs, count) in [
        (&[("since", today)][..], 1),
        (&[("since", "2020-01-31"), ("until", today)][..], 1),
        (&[("until", "2020-01-31")][..], 0),
        (&[("since", "2999-01-31")][..], 0),
    ] {
        assert_eq!(links(&filtered(&desk, pairs)).len(), count, "{pairs:?}");
    }
}

#[test]
fn a_filter_that_cannot_be_understood_comes_back_with_the_reason_and_shows_nothing() {
    let desk = Desk::open();
    for (name, text) in [
        ("since", "yesterday"),
        ("until", "2026-02-30"),
        ("since", "2026-01-01T00:00:00Z"),
        ("activity", "no address"),
    ] {
        let page = filtered(&desk, &[(name, text)]);
        assert!(says(&page, "To mend: "), "{name}: {}", page.body);
        assert!(says(&page, "aria-invalid=\"true\""), "{name}");
        assert!(says(&page, text), "{name}");
        assert!(links(&page).is_empty(), "{name}");
    }
}

#[test]
fn what_was_looked_for_stays_in_the_form() {
    let desk = Desk::open();
    let page = filtered(
        &desk,
        &[("person", INES), ("verb", SCORED), ("related", "yes")],
    );
    for said in [
        format!("<option value=\"{INES}\" selected>"),
        format!("<option value=\"{SCORED}\" selected>"),
        "value=\"yes\" checked".to_owned(),
    ] {
        assert!(says(&page, &said), "{said}: {}", page.body);
    }
}

#[test]
fn a_long_list_goes_on_where_it_stopped_with_the_same_filter() {
    let desk = Desk::open();
    let many: Vec<String> = (0..30)
        .map(|number| statement(&id(number), SAMI, "Page"))
        .collect();
    send(&desk, &format!("[{}]", many.join(",")));
    let first = filtered(&desk, &[("person", SAMI)]);
    let (before, _) = first
        .body
        .split_once("\" rel=\"next\"")
        .expect("the list goes on");
    let next = before
        .rsplit("href=\"")
        .next()
        .unwrap()
        .replace("&amp;", "&");
    assert!(next.contains("person=p-3d90"), "{next}");
    let second = desk.lms.get(&next);
    assert!(!says(&second, "rel=\"next\""), "{}", second.body);
    let mut all = [links(&first), links(&second)].concat();
    assert_eq!((links(&first).len(), all.len()), (25, 30));
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 30);
}

#[test]
fn a_record_that_was_taken_back_is_shown_as_such_and_in_no_list() {
    let desk = Desk::open();
    send(&desk, &statement(&id(1), SAMI, "A slip"));
    send(
        &desk,
        &format!(
            r#"{{"id":"{}","actor":{{"mbox":"mailto:clerk@campus.example"}},
            "verb":{{"id":"http://adlnet.gov/expapi/verbs/voided"}},
            "object":{{"objectType":"StatementRef","id":"{}"}}}}"#,
            id(2),
            id(1)
        ),
    );
    let page = desk.lms.get("/admin/records");
    assert!(!says(&page, "A slip"), "{}", page.body);
    assert_eq!(cells(&page, "voided"), 1, "{}", page.body);
    assert!(
        says(&page, &format!("/one/{}\">another record", id(1))),
        "{}",
        page.body
    );
    let record = desk.lms.get(&format!("/admin/records/one/{}", id(1)));
    assert!(says(&record, "A slip"), "{}", record.body);
    assert!(
        says(&record, "This record was taken back"),
        "{}",
        record.body
    );
}

#[test]
fn markup_in_records_is_text() {
    let desk = Desk::open();
    let attack = "<script>alert(1)</script>";
    let sent = format!(
        r#"{{"id":"{}","actor":{{"name":"{attack}","mbox":"mailto:a@campus.example"}},
        "verb":{{"id":"https://elsewhere.example/{}","display":{{"en":"{attack}"}}}},
        "object":{{"id":"https://elsewhere.example/x","definition":{{"name":{{"en":"{attack}"}}}}}}}}"#,
        id(1),
        "nodded"
    );
    send(&desk, &sent);
    let title = [("title", attack)];
    assert_eq!(desk.register_tool("board", &title).status, 303);
    let list = filtered(&desk, &[]);
    let record = desk.lms.get(&format!("/admin/records/one/{}", id(1)));
    assert!(says(&record, "&lt;script&gt;alert(1)"), "{}", record.body);
    let typed = filtered(&desk, &[("person", attack), ("verb", attack)]);
    let odd = filtered(&desk, &[("activity", attack), ("since", attack)]);
    for page in [list, record, typed, odd] {
        assert!(says(&page, "&lt;script&gt;"), "{}", page.body);
        assert!(!says(&page, "<script>"), "{}", page.body);
    }
}

#[test]
fn what_is_no_record_has_no_page() {
    let desk = Desk::open();
    for name in [&*id(9), "nonsense", &*encode_component("<b>../x")] {
        let page = desk.lms.get(&format!("/admin/records/one/{name}"));
        assert_eq!(page.status, 404, "{name}");
        assert!(says(&page, "No such record"), "{}", page.body);
    }
}
