//! Who may write courses, and from where.

use super::School;

/// Where forms of a course are sent, below its address.
const POSTED: [&str; 7] = [
    "",
    "/items/page-1",
    "/export",
    "/publish",
    "/files",
    "/files/remove",
    "/remove",
];

#[test]
fn nobody_sees_or_changes_courses_without_signing_in() {
    let school = School::open();
    let course = school.course();
    for path in [
        "",
        "/items/page-1",
        "/export",
        "/preview",
        "/preview/page-1",
        "/remove",
    ] {
        let page = school
            .campus
            .get("lms.localhost", &format!("{course}{path}"));
        assert_eq!(page.header("location"), Some("/"), "{path}");
    }
    let own = school.campus.origin();
    for path in POSTED {
        let answer = school.campus.post(
            &format!("{course}{path}"),
            &[("Origin", &own)],
            "revision=4",
        );
        assert_eq!(answer.header("location"), Some("/"), "{path}");
    }
}

#[test]
fn who_learns_writes_no_course_and_takes_none_away() {
    let school = School::open();
    let course = school.course();
    assert_eq!(school.publish(&course).status, 303);
    for path in ["", "/items/page-1", "/export", "/preview", "/remove"] {
        assert_eq!(
            school.student.get(&format!("{course}{path}")).status,
            403,
            "{path}"
        );
    }
    for path in POSTED {
        let answer = school
            .student
            .post(&format!("{course}{path}"), &[("revision", "4")]);
        assert_eq!(answer.status, 403, "{path}");
    }
    assert_eq!(school.student.get("/courses").status, 403);
    assert_eq!(
        school.student.post("/courses", &[("title", "Mine")]).status,
        403
    );
}

#[test]
fn no_form_of_another_site_changes_a_course() {
    let school = School::open();
    let course = school.course();
    let before = school.teacher.get(&course).body;
    let foreign = "http://tool.localhost:1";
    for path in POSTED {
        let fields = [("revision", "4"), ("change", "remove page-1")];
        let answer = school
            .teacher
            .post_from(foreign, &format!("{course}{path}"), &fields);
        assert_eq!(answer.status, 403, "{path}");
    }
    let answer = school
        .teacher
        .post_from(foreign, "/courses", &[("title", "Theirs")]);
    assert_eq!(answer.status, 403);
    assert_eq!(school.teacher.get(&course).body, before);
}

#[test]
fn a_course_that_is_not_there_is_not_found() {
    let school = School::open();
    for path in [
        "/courses/7",
        "/courses/7/items/page-1",
        "/courses/7/export",
        "/courses/7/preview",
        "/courses/7/remove",
    ] {
        assert_eq!(school.teacher.get(path).status, 404, "{path}");
    }
    let course = school.course();
    for path in ["/items/page-2", "/preview/page-2", "/export"] {
        assert_eq!(
            school.teacher.get(&format!("{course}{path}")).status,
            404,
            "{path}"
        );
    }
}
