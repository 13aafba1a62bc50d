//! Uploads that are refused before all of them came, or have no end.

use std::io::Write as _;

use super::packages::{MULTIPART, TICKET, awaited, listed, sent, upload};
use super::{School, says};
use crate::http::{bytes, connect};

#[test]
fn an_upload_without_room_is_answered_when_it_was_read() {
    let school = School::open();
    let own = school.campus.origin();
    let (port, cookies) = (school.campus.port, &school.teacher.cookies);
    let begin = |number: u32| {
        let state = format!("/packages/uploads/{number}{TICKET}");
        let mut stream = connect(port);
        write!(
            stream,
            "POST {state} HTTP/1.1\r\nHost: lms.localhost:{port}\r\nCookie: {cookies}\r\nOrigin: {own}\r\n\
             Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1048576\r\n\r\n--x\r\n",
        )
        .unwrap();
        awaited(&school, &format!("{state}/progress"), "being sent");
        stream
    };
    let running: Vec<_> = (1..=4).map(begin).collect();
    // More than waits between the two ends of a connection.
    let answer = upload(&school, "course.zip", &vec![b'P'; 16 * 1024 * 1024]);
    assert_eq!(answer.status, 503);
    assert!(
        says(&answer, "Other uploads are still running"),
        "{}",
        answer.body
    );
    drop(running);
}

#[test]
fn who_may_not_upload_is_told_when_the_package_was_read() {
    let school = School::open();
    let own = school.campus.origin();
    let package = vec![b'P'; 16 * 1024 * 1024];
    let answer = sent(&school, ("", &own), "course.zip", &package);
    assert_eq!(answer.header("location"), Some("/"));
}

#[test]
fn a_form_that_ends_in_the_header_of_a_part_is_refused() {
    let school = School::open();
    let own = school.campus.origin();
    let sent = [
        ("Cookie", &*school.teacher.cookies),
        ("Origin", &*own),
        MULTIPART,
    ];
    let form = [
        b"--x\r\nContent-Disposition: form-data; name=\"".as_slice(),
        &vec![b'f'; 1024 * 1024],
    ]
    .concat();
    let target = format!("POST /packages/uploads/{TICKET}");
    let (head, _) = bytes(("lms.localhost", school.campus.port), &target, &sent, &form);
    assert!(head.starts_with("HTTP/1.1 400"), "{head}");
    assert_eq!(listed(&school), 0);
}
