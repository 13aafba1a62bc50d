//! Who sees which records.

use super::{INES, SAMI, browser, cells, graded, id, links, says, send, statement};
use crate::desk::{Browser, Desk};

#[test]
fn a_learner_sees_their_own_records_and_no_others() {
    let desk = Desk::open();
    graded(&desk, SAMI, "31");
    graded(&desk, INES, "64");
    let (sami, ines) = (browser(&desk, SAMI), browser(&desk, INES));
    for (who, own, other) in [(&sami, "31", "64"), (&ines, "64", "31")] {
        let page = who.get("/my-data");
        assert_eq!(
            cells(&page, &format!("scored: {own} of 100")),
            1,
            "{}",
            page.body
        );
        assert!(!says(&page, &format!("scored: {other}")), "{}", page.body);
        assert_eq!(links(&page).len(), 1);
    }
    let theirs = &links(&ines.get("/my-data"))[0];
    assert_eq!(ines.get(&format!("/my-data/one/{theirs}")).status, 200);
    let refused = sami.get(&format!("/my-data/one/{theirs}"));
    assert_eq!(refused.status, 404, "{}", refused.body);
    assert!(!says(&refused, INES), "{}", refused.body);
}

#[test]
fn no_filter_shows_a_learner_the_records_of_others() {
    let desk = Desk::open();
    graded(&desk, INES, "64");
    let sami = browser(&desk, SAMI);
    for query in [
        "person=p-b2a4",
        "person=p-b2a4&related=yes",
        "verb=http%3A%2F%2Fadlnet.gov%2Fexpapi%2Fverbs%2Fscored",
        "activity=http%3A%2F%2Flms.localhost%2Fcourses%2Fdrawing-1&related=yes",
        "after=9223372036854775807",
        "after=18446744073709551615",
    ] {
        let page = sami.get(&format!("/my-data?{query}"));
        assert_eq!(page.status, 200, "{query}: {}", page.body);
        assert!(links(&page).is_empty(), "{query}: {}", page.body);
    }
}

#[test]
fn records_of_others_are_not_for_learners_and_none_for_strangers() {
    let desk = Desk::open();
    let some = &links(&desk.lms.get("/records"))[0];
    let student = desk.student();
    let nobody = Browser::new("lms.localhost", &desk.campus, String::new());
    for path in ["/records", "/admin/records"] {
        for path in [path.to_owned(), format!("{path}/one/{some}")] {
            let page = student.get(&path);
            assert_eq!(page.status, 403, "{path}");
            assert!(!says(&page, "launched"), "{}", page.body);
            assert_eq!(nobody.get(&path).header("location"), Some("/"), "{path}");
        }
    }
    assert_eq!(nobody.get("/my-data").header("location"), Some("/"));
}

#[test]
fn a_teacher_sees_what_the_course_was_told_and_the_administration_everything() {
    let desk = Desk::open();
    send(&desk, &statement(&id(1), SAMI, "Elsewhere"));
    let (course, all) = (desk.lms.get("/records"), desk.lms.get("/admin/records"));
    assert!(!says(&course, "Elsewhere"), "{}", course.body);
    assert_eq!(cells(&all, "Elsewhere"), 1, "{}", all.body);
    assert_eq!(desk.lms.get(&format!("/records/one/{}", id(1))).status, 404);
    assert_eq!(
        desk.lms
            .get(&format!("/admin/records/one/{}", id(1)))
            .status,
        200
    );
    let own = desk.student().get("/my-data");
    assert_eq!(cells(&own, "Elsewhere"), 1, "{}", own.body);
}
