//! The wizard: a form over the options, and the package that comes of it.

use std::io::Cursor;

use edu_http::encode_pairs;
use edu_types::Profile;
use scorm_manifest::{Edition, Package, PackageLimits};

use super::{School, says};
use crate::http::{FORM, bytes};

/// The package that the wizard makes of what is published.
pub(super) fn package(school: &School, course: &str, fields: &[(&str, &str)]) -> Vec<u8> {
    let own = school.campus.origin();
    let sent = [("Cookie", &*school.teacher.cookies), ("Origin", &own), FORM];
    let form = encode_pairs(fields.iter().copied());
    let (head, body) = bytes(
        ("lms.localhost", school.campus.port),
        &format!("POST {course}/export"),
        &sent,
        form.as_bytes(),
    );
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(head.contains("content-disposition: attachment"), "{head}");
    body
}

#[test]
fn every_edition_is_exported_without_an_error_by_the_strict_profile() {
    let school = School::open();
    let course = school.course();
    school.publish(&course);
    let editions = ["1.2", "2004-2nd", "2004-3rd", "2004-4th"];
    for (name, edition) in editions.into_iter().zip(Edition::ALL) {
        let fields = [
            ("edition", name),
            ("title", "The tides"),
            ("structure", "object_per_page"),
        ];
        let opened = Package::open(
            Cursor::new(package(&school, &course, &fields)),
            &Profile::strict(),
            &PackageLimits::DEFAULT,
        );
        let mut opened = opened.unwrap();
        opened.package.check(&mut ()).unwrap();
        let manifest = opened.package.manifest();
        assert_eq!(manifest.edition, edition, "{name}");
        let title = manifest.default_organization().unwrap().title.as_ref();
        assert_eq!(
            title.map(|title| &*title.value),
            Some("The tides"),
            "{name}"
        );
    }
}

#[test]
fn a_draft_is_not_exported() {
    let school = School::open();
    let course = school.course();
    assert_eq!(school.teacher.get(&format!("{course}/export")).status, 404);
    let answer = school
        .teacher
        .post(&format!("{course}/export"), &[("edition", "1.2")]);
    assert_eq!(answer.status, 404);
    assert_eq!(answer.header("content-disposition"), None);
    assert!(!says(&school.teacher.get(&course), "/export"));
}

#[test]
fn what_was_changed_since_is_not_in_the_package() {
    let school = School::open();
    let course = school.course();
    school.publish(&course);
    let before = package(&school, &course, &[("edition", "1.2")]);
    school.change(
        &format!("{course}/items/page-1"),
        &[("title", "The sun"), ("b0-text", "It."), ("change", "save")],
    );
    assert_eq!(package(&school, &course, &[("edition", "1.2")]), before);
    school.publish(&course);
    assert_ne!(package(&school, &course, &[("edition", "1.2")]), before);
}

#[test]
fn options_that_do_not_fit_are_told_beside_their_fields() {
    let school = School::open();
    let course = school.course();
    school.publish(&course);
    for (name, value) in [
        ("mastery", "2"),
        ("mastery", "much"),
        ("pool_size", "x"),
        ("time_limit", "an hour"),
        ("language", "?"),
        ("launch_file", "../x.html"),
        ("include_schemas", "yes"),
        ("structure", "heap"),
    ] {
        let page = school.teacher.post(
            &format!("{course}/export"),
            &[("edition", "2004-4th"), (name, value)],
        );
        assert_eq!(page.status, 422, "{name}: {value}");
        let beside = format!("<ul class=\"findings\" id=\"{name}-findings\"><li>");
        assert!(says(&page, &beside), "{name}: {}", page.body);
        let link = format!("href=\"#{name}\"");
        assert!(says(&page, &link), "{name}: {}", page.body);
        assert_eq!(page.header("content-disposition"), None);
    }
}

#[test]
fn options_of_other_editions_are_not_asked_for() {
    let school = School::open();
    let course = school.course();
    school.publish(&course);
    let old = school.teacher.get(&format!("{course}/export?edition=1.2"));
    assert!(!says(&old, "name=\"pool_size\""), "{}", old.body);
    let new = school
        .teacher
        .get(&format!("{course}/export?edition=2004-4th"));
    assert!(says(&new, "name=\"pool_size\""), "{}", new.body);
}

#[test]
fn a_video_of_the_course_is_in_its_package_and_other_files_are_not_taken() {
    let school = School::open();
    let course = school.course();
    let send = |name: &str, content: &[u8]| school.send_file(&course, name, content).status;
    for name in ["a.svg", "a.html", "a", "mp4", "a.mp4.exe"] {
        assert_eq!(send(name, b"<svg/>"), 415, "{name}");
    }
    assert_eq!(send("", b"x"), 422);
    assert_eq!(send("../Ebb.MP4", b"a film"), 303);
    assert_eq!(send("Ebb.mp4", b"another film"), 303);
    assert_eq!(send("Ebb.mp4", b"a film"), 303);
    let page = format!("{course}/items/page-1");
    let shown = school.teacher.get(&page).body;
    let films: Vec<&str> = shown.split("<option value=\"Ebb-").skip(1).collect();
    assert_eq!(films.len(), 2, "{shown}");
    let film = format!("Ebb-{}", films[0].split('"').next().unwrap());
    let typed = [
        ("title", "The moon"),
        ("b0-text", "It."),
        ("new-video", &*film),
    ];
    school.change(&page, &[&typed[..], &[("change", "add-video")]].concat());
    let about = [
        ("b1-title", "Ebb"),
        ("b1-silent", "yes"),
        ("b1-transcript", "The sea goes."),
    ];
    school.change(
        &page,
        &[&typed[..], &about[..], &[("change", "save")]].concat(),
    );
    assert_eq!(
        school.publish(&course).status,
        303,
        "{}",
        school.teacher.get(&course).body
    );
    let package = package(&school, &course, &[("edition", "1.2")]);
    let opened = Package::open(
        Cursor::new(package),
        &Profile::strict(),
        &PackageLimits::DEFAULT,
    );
    let archive = opened.unwrap().package.into_archive();
    let films = archive
        .entries()
        .iter()
        .filter(|entry| entry.name().contains(".mp4"));
    assert_eq!(films.count(), 1);
}

#[test]
fn options_that_were_typed_survive_a_look_at_another_edition() {
    let school = School::open();
    let course = school.course();
    school.publish(&course);
    let show = |edition: &str| {
        let fields = [
            ("edition", edition),
            ("title", "\"Ebb\""),
            ("keywords", "sea\r\nmoon"),
            ("pool_size", "7"),
            ("hide_controls-continue", "yes"),
            ("do", "show"),
        ];
        let page = school.teacher.post(&format!("{course}/export"), &fields);
        assert_eq!(page.status, 200, "{}", page.body);
        assert_eq!(page.header("content-disposition"), None);
        assert!(says(&page, "value=\"&quot;Ebb&quot;\""), "{}", page.body);
        assert!(says(&page, "\nsea\r\nmoon</textarea>"), "{}", page.body);
        page
    };
    let old = show("1.2");
    for hidden in [
        "name=\"pool_size\" value=\"7\"",
        "name=\"hide_controls-continue\" value=\"yes\"",
    ] {
        assert!(
            says(&old, &format!("<input type=\"hidden\" {hidden}>")),
            "{}",
            old.body
        );
    }
    let new = show("2004-4th");
    assert!(!says(&new, "type=\"hidden\""), "{}", new.body);
    assert!(
        says(
            &new,
            "name=\"hide_controls-continue\" value=\"yes\" checked"
        ),
        "{}",
        new.body
    );
}

#[test]
fn the_enter_key_in_a_field_of_the_wizard_downloads() {
    let school = School::open();
    let course = school.course();
    school.publish(&course);
    let page = school.teacher.get(&format!("{course}/export")).body;
    let (_, form) = page
        .split_once(&format!("action=\"{course}/export\">"))
        .unwrap();
    let buttons: Vec<&str> = form
        .split("<button ")
        .skip(1)
        .map(|rest| rest.split("</button>").next().unwrap())
        .collect();
    // Browsers press the first button; that one must ask for nothing else, and be no second one for who tabs or listens.
    let [first, show, seen] = *buttons else {
        panic!("{buttons:?}");
    };
    let (attributes, text) = first.split_once('>').unwrap();
    assert_eq!(text, "Download the package");
    assert!(!attributes.contains("name="), "{attributes}");
    for hidden in ["tabindex=\"-1\"", "aria-hidden=\"true\""] {
        assert!(attributes.contains(hidden), "{attributes}");
    }
    assert!(show.contains("name=\"do\" value=\"show\""), "{show}");
    assert_eq!(seen, "type=\"submit\">Download the package");
}

#[test]
fn what_was_typed_for_another_edition_is_not_in_the_package() {
    let school = School::open();
    let course = school.course();
    school.publish(&course);
    let plain = package(&school, &course, &[("edition", "1.2")]);
    let carried = [("edition", "1.2"), ("pool_size", "x")];
    assert_eq!(package(&school, &course, &carried), plain);
}
