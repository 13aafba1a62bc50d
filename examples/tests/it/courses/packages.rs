//! Packages that are uploaded: who may, what is refused by which rule, what is kept once, and what is shown of it.

use core::time::Duration;
use std::io::Write as _;
use std::thread::sleep;

use edu_types::Profile;
use edu_zip::Writer;

use super::exports::package;
use super::{School, says, with_file};
use crate::http::{Answer, bytes, connect};

/// A ticket as pages have them.
pub(super) const TICKET: &str = "0123456789abcdefghijklmnopqrstuvwxyz_-ABCDE";

pub(super) const MULTIPART: (&str, &str) = ("Content-Type", "multipart/form-data; boundary=x");

/// What is answered to a form that is sent with a file, from a page of `origin`.
pub(super) fn sent(
    school: &School,
    (cookies, origin): (&str, &str),
    name: &str,
    file: &[u8],
) -> Answer {
    let headers = [("Cookie", cookies), ("Origin", origin), MULTIPART];
    let (head, body) = bytes(
        ("lms.localhost", school.campus.port),
        &format!("POST /packages/uploads/{TICKET}"),
        &headers,
        &with_file(name, file),
    );
    let body = String::from_utf8(body).unwrap();
    Answer::read(&format!("{head}\r\n\r\n{body}"))
}

pub(super) fn upload(school: &School, name: &str, file: &[u8]) -> Answer {
    let own = school.campus.origin();
    sent(school, (&school.teacher.cookies, &own), name, file)
}

/// Follows to the page of what was kept.
pub(super) fn kept(school: &School, answer: &Answer) -> Answer {
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = school.teacher.ask(&answer.next());
    assert_eq!(page.status, 200, "{}", page.body);
    page
}

/// What is on the list of packages.
pub(super) fn listed(school: &School) -> usize {
    let page = school.teacher.get("/packages");
    page.body.matches("<a href=\"/packages/").count()
}

fn exported(school: &School, edition: &str) -> Vec<u8> {
    let course = school.course();
    school.publish(&course);
    package(
        school,
        &course,
        &[("edition", edition), ("structure", "object_per_page")],
    )
}

/// An archive in which the name of a file climbs out of the package.
fn climbing() -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), &Profile::strict());
    writer.add("imsmanifest.xml", b"<manifest/>").unwrap();
    writer.add("00/11/a.html", b"<p>").unwrap();
    let mut archive = writer.finish().unwrap();
    while let Some(at) = archive.windows(12).position(|name| name == b"00/11/a.html") {
        archive[at..][..12].copy_from_slice(b"../../a.html");
    }
    archive
}

#[test]
fn nobody_uploads_or_sees_packages_without_signing_in() {
    let school = School::open();
    let own = school.campus.origin();
    let answer = sent(&school, ("", &own), "course.zip", b"PK");
    assert_eq!(answer.header("location"), Some("/"));
    let status = format!("/packages/uploads/{TICKET}");
    for path in [
        "/packages",
        "/packages/1",
        &status,
        &format!("{status}/progress"),
    ] {
        let page = school.campus.get("lms.localhost", path);
        assert_eq!(page.header("location"), Some("/"), "{path}");
    }
    let removed = school
        .campus
        .post("/packages/1/remove", &[("Origin", &own)], "");
    assert_eq!(removed.header("location"), Some("/"));
}

#[test]
fn who_learns_uploads_and_sees_no_package() {
    let school = School::open();
    let own = school.campus.origin();
    kept(
        &school,
        &upload(&school, "course.zip", &exported(&school, "1.2")),
    );
    let answer = sent(
        &school,
        (&school.student.cookies, &own),
        "course.zip",
        b"PK",
    );
    assert_eq!(answer.status, 403);
    for path in ["/packages", "/packages/1"] {
        assert_eq!(school.student.get(path).status, 403, "{path}");
    }
    assert_eq!(school.student.post("/packages/1/remove", &[]).status, 403);
    assert_eq!(listed(&school), 1);
}

#[test]
fn no_page_of_another_site_uploads_or_removes_a_package() {
    let school = School::open();
    let foreign = "http://tool.localhost:1";
    let course = exported(&school, "1.2");
    let answer = sent(
        &school,
        (&school.teacher.cookies, foreign),
        "course.zip",
        &course,
    );
    assert_eq!(answer.status, 403);
    assert_eq!(listed(&school), 0);
    kept(&school, &upload(&school, "course.zip", &course));
    let answer = school.teacher.post_from(foreign, "/packages/1/remove", &[]);
    assert_eq!(answer.status, 403);
    assert_eq!(listed(&school), 1);
}

#[test]
fn a_file_beyond_the_limit_is_refused_by_the_limit() {
    let school = School::open();
    let answer = upload(&school, "course.zip", &vec![b'P'; 64 * 1024 * 1024 + 1]);
    assert_eq!(answer.status, 413);
    assert!(says(&answer, "64 MiB"), "{}", answer.body);
    assert_eq!(listed(&school), 0);
}

#[test]
fn a_form_without_a_file_is_refused() {
    let school = School::open();
    assert_eq!(upload(&school, "", b"").status, 422);
    assert_eq!(upload(&school, "course.zip", b"").status, 422);
    assert_eq!(listed(&school), 0);
}

#[test]
fn what_is_no_archive_is_refused_with_a_hint() {
    let school = School::open();
    let answer = upload(&school, "course.zip", b"A course on tides.");
    assert_eq!(answer.status, 422, "{}", answer.body);
    assert!(says(&answer, "zip."), "{}", answer.body);
    assert!(says(&answer, "How to mend it"), "{}", answer.body);
    assert_eq!(listed(&school), 0);
}

#[test]
fn an_archive_without_a_manifest_is_refused_by_rule() {
    let school = School::open();
    let mut writer = Writer::new(Vec::new(), &Profile::strict());
    writer.add("index.html", b"<p>").unwrap();
    let answer = upload(&school, "course.zip", &writer.finish().unwrap());
    assert_eq!(answer.status, 422);
    assert!(
        says(&answer, "<code>scorm.package.manifest</code>"),
        "{}",
        answer.body
    );
}

#[test]
fn a_name_that_climbs_out_of_the_package_is_refused_by_rule() {
    let school = School::open();
    let answer = upload(&school, "course.zip", &climbing());
    assert_eq!(answer.status, 422);
    assert!(
        says(&answer, "<code>zip.name.traversal</code>"),
        "{}",
        answer.body
    );
    assert_eq!(listed(&school), 0);
}

#[test]
fn content_that_is_not_what_its_checksum_says_is_refused() {
    let school = School::open();
    let mut writer = Writer::new(Vec::new(), &Profile::strict());
    let manifest = br#"<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" identifier="M"><metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata><organizations/><resources/></manifest>"#;
    writer.add("imsmanifest.xml", manifest).unwrap();
    writer.add("ebb.png", b"\x89PNG-ebb").unwrap();
    let mut archive = writer.finish().unwrap();
    assert_eq!(upload(&school, "course.zip", &archive).status, 303);
    let at = archive.windows(8).position(|eight| eight == b"\x89PNG-ebb");
    archive[at.unwrap() + 7] = b'c';
    let answer = upload(&school, "course.zip", &archive);
    assert_eq!(answer.status, 422);
    assert!(says(&answer, "<code>zip."), "{}", answer.body);
    assert_eq!(listed(&school), 1);
}

#[test]
fn the_same_bytes_twice_are_one_package() {
    let school = School::open();
    let course = exported(&school, "1.2");
    let first = upload(&school, "course.zip", &course);
    assert_eq!(first.header("location"), Some("/packages/1?done=kept"));
    let second = upload(&school, "copy.zip", &course);
    assert_eq!(second.header("location"), Some("/packages/1?done=known"));
    assert_eq!(listed(&school), 1);
}

#[test]
fn what_the_campus_exports_is_taken_without_an_error_in_every_edition() {
    let school = School::open();
    for (edition, name) in [
        ("1.2", "SCORM 1.2"),
        ("2004-2nd", "SCORM 2004 2nd Edition"),
        ("2004-3rd", "SCORM 2004 3rd Edition"),
        ("2004-4th", "SCORM 2004 4th Edition"),
    ] {
        let page = kept(
            &school,
            &upload(&school, "course.zip", &exported(&school, edition)),
        );
        assert!(says(&page, name), "{}", page.body);
        // Schema files are not the campus's to add, and all that is told.
        let told = page.body.matches("<strong>Rule: </strong>").count();
        let schemas = page.body.matches("<code>scorm.package.schemas</code>");
        assert_eq!(told, schemas.count(), "{}", page.body);
        assert!(
            says(&page, "<li>The moon – launches <code>"),
            "{}",
            page.body
        );
    }
    assert_eq!(listed(&school), 4);
}

#[test]
fn a_package_that_was_removed_is_gone_and_can_come_again() {
    let school = School::open();
    let course = exported(&school, "2004-4th");
    kept(&school, &upload(&school, "course.zip", &course));
    school.teacher.done("/packages/1/remove", &[]);
    assert_eq!(school.teacher.get("/packages/1").status, 404);
    assert_eq!(school.teacher.post("/packages/1/remove", &[]).status, 404);
    let again = upload(&school, "course.zip", &course);
    assert_eq!(again.header("location"), Some("/packages/2?done=kept"));
}

#[test]
fn the_state_of_an_upload_tells_what_became_of_it() {
    let school = School::open();
    let state = format!("/packages/uploads/{TICKET}");
    assert_eq!(school.teacher.get(&state).status, 404);
    assert_eq!(school.teacher.get(&format!("{state}/progress")).status, 404);
    upload(&school, "course.zip", &climbing());
    let page = school.teacher.get(&state);
    assert_eq!(page.status, 422);
    assert!(says(&page, "zip.name.traversal"), "{}", page.body);
    upload(&school, "course.zip", &exported(&school, "1.2"));
    let page = school.teacher.get(&state);
    assert_eq!(page.header("location"), Some("/packages/1?done=kept"));
    let progress = school.teacher.get(&format!("{state}/progress"));
    assert!(
        says(&progress, "The package is checked."),
        "{}",
        progress.body
    );
}

#[test]
fn a_ticket_that_can_be_guessed_is_not_taken() {
    let school = School::open();
    let own = school.campus.origin();
    let headers = [
        ("Cookie", &*school.teacher.cookies),
        ("Origin", &own),
        MULTIPART,
    ];
    for ticket in ["1", &"a".repeat(65), &"%2e".repeat(32)] {
        let (head, _) = bytes(
            ("lms.localhost", school.campus.port),
            &format!("POST /packages/uploads/{ticket}"),
            &headers,
            &with_file("course.zip", b"PK"),
        );
        assert!(head.starts_with("HTTP/1.1 404"), "{head}");
    }
}

/// Asks for a page until it says something; the test fails when that takes long.
pub(super) fn awaited(school: &School, path: &str, text: &str) -> Answer {
    for _ in 0..200 {
        let page = school.teacher.get(path);
        if says(&page, text) {
            return page;
        }
        sleep(Duration::from_millis(50));
    }
    panic!("{path} never says {text}");
}

#[test]
fn an_upload_tells_how_far_it_is_and_ends_when_the_connection_is_lost() {
    let school = School::open();
    let (own, state) = (
        school.campus.origin(),
        format!("/packages/uploads/{TICKET}"),
    );
    let (port, cookies) = (school.campus.port, &school.teacher.cookies);
    let mut stream = connect(port);
    write!(
        stream,
        "POST {state} HTTP/1.1\r\nHost: lms.localhost:{port}\r\nCookie: {cookies}\r\nOrigin: {own}\r\n\
         Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 3145728\r\n\r\n",
    )
    .unwrap();
    let begun = with_file("course.zip", &vec![b'P'; 1024 * 1024 + 64 * 1024]);
    stream.write_all(&begun[..begun.len() - 9]).unwrap();
    let progress = awaited(&school, &format!("{state}/progress"), "of 3.0 MiB received");
    assert!(says(&progress, "\"total\":3145728"), "{}", progress.body);
    assert!(says(&school.teacher.get(&state), "Look again"));
    assert_eq!(upload(&school, "course.zip", b"PK").status, 503);
    drop(stream);
    let page = awaited(&school, &state, "did not come to its end");
    assert_eq!(page.status, 400);
    assert_eq!(upload(&school, "course.zip", b"PK").status, 422);
}

#[test]
fn items_are_shown_in_their_tree_and_their_titles_are_text() {
    let school = School::open();
    let manifest =
        br#"<manifest identifier="M" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
        xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
      <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
      <organizations default="O"><organization identifier="O"><title>Tides</title>
        <item identifier="A"><title>&lt;script&gt;</title>
          <item identifier="B" identifierref="R"><title>Ebb</title></item></item>
        <item identifier="C" identifierref="R" parameters="?page=2"><title>Flow</title></item>
      </organization></organizations>
      <resources><resource identifier="R" type="webcontent" adlcp:scormtype="sco" href="a.html">
        <file href="a.html"/></resource></resources>
    </manifest>"#;
    let mut writer = Writer::new(Vec::new(), &Profile::strict());
    writer.add("imsmanifest.xml", manifest).unwrap();
    writer.add("a.html", b"<p>").unwrap();
    let page = kept(
        &school,
        &upload(&school, "course.zip", &writer.finish().unwrap()),
    );
    let items = "<ul><li>&lt;script&gt;<ul><li>Ebb – launches <code>a.html</code>, which reports to the player</li></ul></li>\
                 <li>Flow – launches <code>a.html?page=2</code>, which reports to the player</li></ul>";
    assert!(says(&page, items), "{}", page.body);
    assert!(says(&page, "How to mend it"), "{}", page.body);
}
