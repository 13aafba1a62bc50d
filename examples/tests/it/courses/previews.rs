//! Previews: the page that frames one, and the site where it is.

use super::{School, says};
use crate::http::{Answer, ask};

/// The host and the path of the frame on a page.
fn frame(page: &Answer) -> (String, String) {
    let (_, rest) = page
        .body
        .split_once(" src=\"http://")
        .expect("the page has a frame");
    let address = rest.split('"').next().unwrap();
    let (host, path) = address.split_once('/').unwrap();
    (
        host.split(':').next().unwrap().to_owned(),
        format!("/{path}"),
    )
}

fn framed(school: &School, (host, path): &(String, String)) -> Answer {
    ask((host, school.campus.port), &format!("GET {path}"), &[], "")
}

#[test]
fn a_page_of_a_draft_is_shown_as_it_is_exported_on_an_origin_of_its_own() {
    let school = School::open();
    let course = school.course();
    let page = school.teacher.get(&format!("{course}/preview/page-1"));
    let place = frame(&page);
    assert!(place.0.ends_with(".content.localhost"), "{place:?}");
    assert!(
        says(&page, "sandbox=\"allow-scripts allow-same-origin"),
        "{}",
        page.body
    );
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.contains(&format!("frame-src http://{}", place.0)),
        "{policy}"
    );
    assert!(!policy.contains("script-src"), "{policy}");
    let inner = framed(&school, &place);
    assert_eq!(inner.status, 200);
    assert!(says(&inner, "It <em>pulls</em>."), "{}", inner.body);
    let policy = inner.header("content-security-policy").unwrap();
    assert!(policy.contains("sandbox allow-scripts"), "{policy}");
    assert!(
        policy.contains(&format!("frame-ancestors {}", school.campus.origin())),
        "{policy}"
    );
    assert_eq!(inner.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(inner.header("set-cookie"), None);
}

#[test]
fn the_same_draft_has_the_same_preview_and_another_draft_another() {
    let school = School::open();
    let course = school.course();
    let look = || frame(&school.teacher.get(&format!("{course}/preview")));
    let first = look();
    assert_eq!(look(), first);
    school.change(
        &format!("{course}/items/page-1"),
        &[("title", "The sun"), ("b0-text", "It."), ("change", "save")],
    );
    assert_ne!(look(), first);
}

#[test]
fn a_page_is_previewed_while_others_are_unfinished() {
    let school = School::open();
    let course = school.course();
    school.change(&course, &[("new-title", "Empty"), ("change", "add-page")]);
    assert!(says(
        &school.teacher.get(&format!("{course}/preview/page-1")),
        "<iframe"
    ));
    for path in ["/preview", "/preview/page-2"] {
        let page = school.teacher.get(&format!("{course}{path}"));
        assert!(!says(&page, "<iframe"), "{path}: {}", page.body);
        assert!(
            says(&page, "There is no preview until this is mended."),
            "{path}"
        );
    }
}

#[test]
fn previews_are_not_found_by_guessing_and_their_site_has_nothing_else() {
    let school = School::open();
    let course = school.course();
    let (host, path) = frame(&school.teacher.get(&format!("{course}/preview")));
    for other in [
        "a.content.localhost",
        "0.content.localhost",
        ".content.localhost",
    ] {
        assert_eq!(
            framed(&school, &(other.to_owned(), path.clone())).status,
            404,
            "{other}"
        );
    }
    for other in [
        "/",
        "/courses",
        "/sign-in",
        "/../campus.db",
        "/lti/jwks",
        "/index.html/",
    ] {
        assert_eq!(
            framed(&school, &(host.clone(), other.to_owned())).status,
            404,
            "{other}"
        );
    }
    assert_eq!(
        ask((&host, school.campus.port), "POST /index.html", &[], "").status,
        405
    );
}

#[test]
fn the_campus_itself_serves_no_page_of_a_course() {
    let school = School::open();
    let course = school.course();
    let (_, path) = frame(&school.teacher.get(&format!("{course}/preview")));
    assert_eq!(school.teacher.get(&path).status, 404);
}

/// What is answered to a request with these headers.
fn part(
    school: &School,
    (host, path): &(String, String),
    method: &str,
    sent: &[(&str, &str)],
) -> Answer {
    let target = format!("{method} {path}");
    ask((host, school.campus.port), &target, sent, "")
}

#[test]
fn a_part_of_a_file_is_served_where_a_part_is_asked_for() {
    let school = School::open();
    let course = school.course();
    let place = frame(&school.teacher.get(&format!("{course}/preview/page-1")));
    let whole = framed(&school, &place);
    assert_eq!(whole.header("accept-ranges"), Some("bytes"));
    let length = whole.body.len();
    for (range, first, last) in [
        ("bytes=0-3", 0, 3),
        ("bytes=5-", 5, length - 1),
        ("bytes=-4", length - 4, length - 1),
    ] {
        let answer = part(&school, &place, "GET", &[("Range", range)]);
        assert_eq!(answer.status, 206, "{range}");
        assert_eq!(Some(&*answer.body), whole.body.get(first..=last), "{range}");
        let told = format!("bytes {first}-{last}/{length}");
        assert_eq!(answer.header("content-range"), Some(&*told), "{range}");
        assert_eq!(answer.header("content-type"), whole.header("content-type"));
        assert_eq!(
            answer.header("content-security-policy"),
            whole.header("content-security-policy")
        );
    }
}

#[test]
fn a_part_that_a_file_does_not_have_is_refused_with_its_length() {
    let school = School::open();
    let course = school.course();
    let place = frame(&school.teacher.get(&format!("{course}/preview")));
    let length = framed(&school, &place).body.len();
    let answer = part(
        &school,
        &place,
        "GET",
        &[("Range", &format!("bytes={length}-"))],
    );
    assert_eq!(answer.status, 416);
    assert_eq!(
        answer.header("content-range"),
        Some(&*format!("bytes */{length}"))
    );
    assert_eq!(answer.body, "");
}

#[test]
fn the_whole_file_is_served_where_no_single_part_is_asked_for() {
    let school = School::open();
    let course = school.course();
    let place = frame(&school.teacher.get(&format!("{course}/preview")));
    let whole = framed(&school, &place);
    for sent in [
        &[("Range", "bytes=0-1,3-4")][..],
        &[("Range", "items=0-1")],
        &[("Range", "bytes=0-1"), ("Range", "bytes=3-4")],
        &[("Range", "bytes=0-1"), ("If-Range", "\"a\"")],
    ] {
        let answer = part(&school, &place, "GET", sent);
        assert_eq!(
            (answer.status, &answer.body),
            (200, &whole.body),
            "{sent:?}"
        );
    }
    let head = part(&school, &place, "HEAD", &[("Range", "bytes=0-1")]);
    assert_eq!(head.status, 200);
    assert_eq!(
        head.header("content-length"),
        whole.header("content-length")
    );
}
