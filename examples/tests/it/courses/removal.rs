//! The end of a course.

use super::{School, says};

#[test]
fn a_course_goes_with_its_files_after_it_was_asked_once_more() {
    let school = School::open();
    let course = school.course();
    school.file(&course, "shore.png");
    assert_eq!(school.publish(&course).status, 303);
    let path = format!("{course}/remove");
    let page = school.teacher.get(&path);
    assert!(
        says(&page, "version 1, which is published"),
        "{}",
        page.body
    );
    assert!(says(&page, "its files, 1"), "{}", page.body);
    let versions = page.field("versions");
    assert!(says(&school.teacher.get("/courses"), "Tides"));
    let list = school.change(&path, &[("versions", &versions)]);
    assert!(says(&list, "The course is removed."), "{}", list.body);
    assert!(!says(&list, "Tides"), "{}", list.body);
    for gone in [
        &course,
        &path,
        &format!("{course}/export"),
        &format!("{course}/preview"),
    ] {
        assert_eq!(school.teacher.get(gone).status, 404, "{gone}");
    }
    assert_eq!(school.send_file(&course, "shore.png", b"shore").status, 404);
    assert_ne!(
        school.course(),
        course,
        "the number of a course names another"
    );
}

#[test]
fn a_course_that_was_changed_since_it_was_asked_is_not_removed() {
    let school = School::open();
    let course = school.course();
    let path = format!("{course}/remove");
    let page = school.teacher.get(&path);
    let (revision, versions) = (page.field("revision"), page.field("versions"));
    school.change(&course, &[("new-title", "The sun"), ("change", "add-page")]);
    let seen = [("revision", &*revision), ("versions", &*versions)];
    for sent in [&seen[..], &[]] {
        assert_eq!(school.teacher.post(&path, sent).status, 409);
    }
    assert_eq!(school.teacher.get(&course).status, 200);
}

#[test]
fn a_course_that_was_published_since_it_was_asked_is_not_removed() {
    let school = School::open();
    let course = school.course();
    let path = format!("{course}/remove");
    let page = school.teacher.get(&path);
    let (revision, versions) = (page.field("revision"), page.field("versions"));
    assert_eq!(school.publish(&course).status, 303);
    let seen = [("revision", &*revision), ("versions", &*versions)];
    for sent in [&seen[..], &seen[..1]] {
        assert_eq!(school.teacher.post(&path, sent).status, 409);
    }
    assert_eq!(school.teacher.get(&course).status, 200);
}
