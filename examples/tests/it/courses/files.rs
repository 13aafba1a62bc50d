//! Files of courses: how large, how many at once, and when they may go.

use core::time::Duration;
use std::io::{Read as _, Write as _};
use std::thread::sleep;

use super::{School, says};
use crate::http::{Answer, connect};

/// The same as the text of a page in the tests of others.
const TITLE: (&str, &str) = ("title", "The moon");

fn remove(school: &School, course: &str, path: &str) -> Answer {
    let fields = [("path", path)];
    school
        .teacher
        .post(&format!("{course}/files/remove"), &fields)
}

/// A course with an image in a block: its address, and the path of the image.
fn with_image(school: &School) -> (String, String) {
    let course = school.course();
    let file = school.file(&course, "shore.png");
    let page = format!("{course}/items/page-1");
    let typed = [TITLE, ("b0-text", "It pulls."), ("new-image", &*file)];
    school.change(&page, &[&typed[..], &[("change", "add-image")]].concat());
    let described = [
        TITLE,
        ("b0-text", "It pulls."),
        ("b1-alternative", "A shore"),
        ("change", "save"),
    ];
    school.change(&page, &described);
    (course, file)
}

/// Takes the image away from the draft.
fn without_image(school: &School, course: &str) {
    let fields = [
        TITLE,
        ("b0-text", "It pulls."),
        ("b1-alternative", "A shore"),
        ("change", "remove 1"),
    ];
    school.change(&format!("{course}/items/page-1"), &fields);
}

#[test]
fn a_file_beyond_the_limit_is_refused_by_the_limit() {
    let school = School::open();
    let course = school.course();
    let answer = school.send_file(&course, "film.mp4", &vec![b'f'; 32 * 1024 * 1024 + 1]);
    assert_eq!(answer.status, 413);
    assert!(says(&answer, "at most 32 MiB"), "{}", answer.body);
    assert!(says(
        &school.teacher.get(&course),
        "The course has no file yet."
    ));
}

#[test]
fn files_of_a_course_have_one_limit_together() {
    let school = School::open();
    let course = school.course();
    let film = vec![b'f'; 17 * 1024 * 1024];
    assert_eq!(school.send_file(&course, "ebb.mp4", &film).status, 303);
    let answer = school.send_file(&course, "flow.mp4", &film);
    assert_eq!(answer.status, 413);
    assert!(says(&answer, "at most 32 MiB"), "{}", answer.body);
    assert!(!says(&school.teacher.get(&course), "<code>flow-"));
}

#[test]
fn a_file_too_many_is_refused_by_the_number_of_files() {
    let school = School::open();
    let course = school.course();
    for at in 0..200 {
        let answer = school.send_file(&course, &format!("{at}.png"), b"shore");
        assert_eq!(answer.status, 303, "{at}: {}", answer.body);
    }
    let answer = school.send_file(&course, "flow.png", b"flow");
    assert_eq!(answer.status, 409);
    assert!(says(&answer, "at most 200 files"), "{}", answer.body);
    assert!(!says(&answer, "MiB"), "{}", answer.body);
    assert!(!says(&school.teacher.get(&course), "<code>flow-"));
    // What is there already needs no room.
    let again = school.send_file(&course, "0.png", b"shore");
    assert_eq!(again.status, 303, "{}", again.body);
}

#[test]
fn a_part_whose_header_never_ends_is_refused_by_the_limit() {
    let school = School::open();
    let course = school.course();
    let begun = b"--x\r\nContent-Disposition: form-data; name=\"".as_slice();
    let form = [begun, &vec![b'f'; 40 * 1024 * 1024]].concat();
    assert_eq!(school.send_form(&course, &form).status, 413);
    let ended = [begun, &vec![b'f'; 1024 * 1024]].concat();
    assert_eq!(school.send_form(&course, &ended).status, 400);
    assert!(says(
        &school.teacher.get(&course),
        "The course has no file yet."
    ));
}

#[test]
fn no_more_files_are_sent_at_once_than_there_is_room_for() {
    let school = School::open();
    let course = school.course();
    let own = school.campus.origin();
    let (port, cookies) = (school.campus.port, &school.teacher.cookies);
    let begin = |_| {
        let mut stream = connect(port);
        write!(
            stream,
            "POST {course}/files HTTP/1.1\r\nHost: lms.localhost:{port}\r\nCookie: {cookies}\r\nOrigin: {own}\r\n\
             Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1048576\r\n\
             Expect: 100-continue\r\n\r\n",
        )
        .unwrap();
        // Its body is asked for when there is room for it.
        let mut asked = [0; 25];
        stream.read_exact(&mut asked).unwrap();
        assert_eq!(&asked, b"HTTP/1.1 100 Continue\r\n\r\n");
        stream
    };
    let running: Vec<_> = (0..4).map(begin).collect();
    let film = vec![b'f'; 16 * 1024 * 1024];
    assert_eq!(school.send_file(&course, "film.mp4", &film).status, 503);
    drop(running);
    for _ in 0..200 {
        if school.send_file(&course, "shore.png", b"shore").status == 303 {
            return;
        }
        sleep(Duration::from_millis(50));
    }
    panic!("the room is not free again");
}

#[test]
fn a_file_that_a_block_needs_is_not_removed_and_the_block_is_named() {
    let school = School::open();
    let (course, file) = with_image(&school);
    let answer = remove(&school, &course, &file);
    assert_eq!(answer.status, 409);
    let link =
        format!("<a href=\"{course}/items/page-1#block-1\">block 2, image, of “The moon”</a>");
    assert!(says(&answer, &link), "{}", answer.body);
    assert!(
        !says(&answer, "In the published version"),
        "{}",
        answer.body
    );
    assert!(says(&school.teacher.get(&course), &file));
}

#[test]
fn a_file_that_only_the_published_version_needs_is_not_removed() {
    let school = School::open();
    let (course, file) = with_image(&school);
    assert_eq!(school.publish(&course).status, 303);
    without_image(&school, &course);
    let answer = remove(&school, &course, &file);
    assert_eq!(answer.status, 409);
    assert!(says(&answer, "In the published version"), "{}", answer.body);
    assert!(!says(&answer, "In the draft"), "{}", answer.body);
}

#[test]
fn a_file_that_nothing_needs_is_removed_and_what_is_published_stays_so() {
    let school = School::open();
    let (course, file) = with_image(&school);
    without_image(&school, &course);
    assert_eq!(school.publish(&course).status, 303);
    assert_eq!(remove(&school, &course, &file).status, 303);
    let page = school.teacher.get(&course);
    assert!(says(&page, "published as version 1"), "{}", page.body);
    assert!(!says(&page, &file), "{}", page.body);
    assert_eq!(remove(&school, &course, &file).status, 404);
}

#[test]
fn a_page_that_still_offers_a_removed_file_saves_nothing() {
    let school = School::open();
    let course = school.course();
    let file = school.file(&course, "shore.png");
    let page = format!("{course}/items/page-1");
    let revision = school.teacher.get(&page).field("revision");
    assert_eq!(remove(&school, &course, &file).status, 303);
    let fields = [
        ("revision", &*revision),
        TITLE,
        ("b0-text", "It."),
        ("new-image", &*file),
        ("change", "add-image"),
    ];
    assert_eq!(school.teacher.post(&page, &fields).status, 409);
}

#[test]
fn files_that_the_course_does_not_have_are_refused_beside_their_block() {
    let school = School::open();
    let page = format!("{}/items/page-1", school.course());
    let linked = [TITLE, ("b0-text", "[A film](lost.mp4)"), ("change", "save")];
    let answer = school.try_change(&page, &linked);
    assert_eq!(answer.status, 422);
    assert!(
        says(
            &answer,
            "id=\"b0-text-wrong\">To mend: the course has no file lost.mp4"
        ),
        "{}",
        answer.body
    );
    for (field, change) in [("new-image", "add-image"), ("new-video", "add-video")] {
        let added = [
            TITLE,
            ("b0-text", "It."),
            (field, "lost.mp4"),
            ("change", change),
        ];
        assert_eq!(school.try_change(&page, &added).status, 422, "{change}");
    }
    assert!(!says(&school.teacher.get(&page), "lost"));
}
