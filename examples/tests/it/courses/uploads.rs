//! Uploads that are refused before all of them came, come too slowly, or have no end.

use core::time::Duration;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::thread::sleep;
use std::time::Instant;

use super::packages::{MULTIPART, TICKET, awaited, listed, sent, upload};
use super::{School, says};
use crate::http::{bytes, connect};

/// The head of a request that sends a form of 1 MiB to an address of the campus, and the start of the form.
fn begun(school: &School, path: &str) -> TcpStream {
    let (port, cookies) = (school.campus.port, &school.teacher.cookies);
    let own = school.campus.origin();
    let mut stream = connect(port);
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nHost: lms.localhost:{port}\r\nCookie: {cookies}\r\nOrigin: {own}\r\n\
         Connection: close\r\nContent-Type: multipart/form-data; boundary=x\r\n\
         Content-Length: 1048576\r\n\r\n--x\r\n",
    )
    .unwrap();
    stream
}

/// Where the upload of that number stands.
fn state(number: u32) -> String {
    format!("/packages/uploads/{number}{TICKET}")
}

#[test]
fn an_upload_without_room_is_answered_when_it_was_read() {
    let school = School::open();
    let begin = |number| {
        let stream = begun(&school, &state(number));
        awaited(
            &school,
            &format!("{}/progress", state(number)),
            "being sent",
        );
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

/// The head of a file in a form.
const FILE: &[u8] =
    b"Content-Disposition: form-data; name=\"file\"; filename=\"tides.png\"\r\n\r\n";

/// Sends a byte now and then until `is_over`.
fn trickle(streams: &mut [TcpStream], is_over: impl Fn() -> bool) {
    for _ in 0..300 {
        if is_over() {
            return;
        }
        for stream in &mut *streams {
            stream.write_all(b"P").unwrap();
        }
        sleep(Duration::from_millis(50));
    }
    panic!("what is sent a byte at a time never ends");
}

/// Sends more than the rest of a form: the answer.
fn answered(mut stream: TcpStream) -> String {
    // Whoever has an answer may not read on.
    let _all = stream.write_all(&vec![b'P'; 1024 * 1024]);
    let mut answer = Vec::new();
    let _cut = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn uploads_that_come_a_byte_at_a_time_lose_their_places_and_are_told() {
    let school = School::opened(&["--patience", "1"]);
    let begin = |number| {
        let mut stream = begun(&school, &state(number));
        stream.write_all(FILE).unwrap();
        stream
    };
    let mut running: Vec<_> = (1..=4).map(begin).collect();
    let is_over = |number| says(&school.teacher.get(&state(number)), "came too slowly");
    trickle(&mut running, || (1..=4).all(is_over));
    assert_eq!(school.teacher.get(&state(1)).status, 400);
    let answer = answered(running.remove(0));
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert!(answer.contains("came too slowly"), "{answer}");
    // There is room for another, which is judged.
    assert_eq!(upload(&school, "course.zip", b"PK").status, 422);
    assert_eq!(listed(&school), 0);
}

#[test]
fn an_upload_that_keeps_the_pace_may_take_longer_than_patience() {
    let school = School::opened(&["--patience", "1"]);
    let mut stream = begun(&school, &state(1));
    stream.write_all(FILE).unwrap();
    // Half a MiB is 16 seconds of the slowest pace.
    stream.write_all(&vec![b'P'; 512 * 1024]).unwrap();
    sleep(Duration::from_secs(2));
    let page = school.teacher.get(&state(1));
    assert!(says(&page, "Look again"), "{}", page.body);
}

#[test]
fn a_file_of_a_course_that_comes_a_byte_at_a_time_is_not_kept() {
    let school = School::opened(&["--patience", "1"]);
    let course = school.course();
    let mut stream = begun(&school, &format!("{course}/files"));
    stream.write_all(FILE).unwrap();
    let began = Instant::now();
    let streams = core::slice::from_mut(&mut stream);
    trickle(streams, || began.elapsed() > Duration::from_secs(2));
    let answer = answered(stream);
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert!(answer.contains("came too slowly"), "{answer}");
    let page = school.teacher.get(&course);
    assert!(says(&page, "The course has no file yet."), "{}", page.body);
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
