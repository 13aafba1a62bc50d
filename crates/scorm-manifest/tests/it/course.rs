//! Courses: read, judged, published.

use edu_json::ToJson as _;
use edu_types::{Limits, Profile, Timestamp};
use scorm_manifest::course::{Course, CourseVersion, Draft, Published};

mod markup;
mod names;
mod publishing;
mod refusals;

/// The course that shows everything.
pub(crate) const TIDES: &str = include_str!("../data/course/tides.json");

pub(crate) fn read(json: &str) -> Course {
    Course::from_slice(json.as_bytes(), &Profile::strict(), &Limits::DEFAULT)
        .unwrap_or_else(|refused| panic!("{refused}"))
        .value
}

pub(crate) fn publish(course: Course) -> Published {
    let now = Timestamp::parse("2026-01-05T09:00:00Z").unwrap();
    let published = Draft::new(course).publish(CourseVersion::new("1.0").unwrap(), &now);
    published.unwrap_or_else(|refused| panic!("{refused}"))
}

/// The course that shows everything, published.
pub(crate) fn tides() -> Published {
    publish(read(TIDES))
}

/// A course with one page of these blocks.
pub(crate) fn with_blocks(blocks: &str) -> Course {
    read(&format!(
        r#"{{"identifier":"c","title":"C","language":"en","items":[
            {{"kind":"page","identifier":"p","title":"P","blocks":[{blocks}]}}]}}"#
    ))
}

#[test]
fn a_course_is_written_as_it_was_read() {
    let course = read(TIDES);
    let again = read(&course.to_json_string());
    assert_eq!(course, again);
    let by_serde: Course = serde_json::from_str(TIDES).unwrap();
    assert_eq!(course, by_serde);
}

#[test]
fn every_file_is_found_once() {
    let files: Vec<String> = read(TIDES)
        .files()
        .iter()
        .map(ToString::to_string)
        .collect();
    let expected = [
        "img/line.png",
        "img/moon.png",
        "sheet.pdf",
        "sim/index.html",
        "sim/sim.js",
        "tide.en.vtt",
        "tide.mp4",
    ];
    assert_eq!(files, expected);
}

#[test]
fn refuses_a_member_that_no_course_has() {
    let json = r#"{"identifier":"c","title":"C","language":"en","items":[],"script":"x"}"#;
    let refused =
        Course::from_slice(json.as_bytes(), &Profile::strict(), &Limits::DEFAULT).unwrap_err();
    assert_eq!(
        refused.first().unwrap().code,
        "course.format.unknown_member"
    );
}

#[test]
fn refuses_folders_that_are_too_deep_before_reading_them() {
    let mut json = r#"{"identifier":"c","title":"C","language":"en","items":["#.to_owned();
    let deep = 5000;
    let folder = r#"{"kind":"folder","identifier":"f","title":"F","items":["#;
    json.push_str(&folder.repeat(deep));
    json.push_str(&"]}".repeat(deep));
    json.push_str("]}");
    let limits = Limits::DEFAULT.with_depth(20_000);
    let refused = Course::from_slice(json.as_bytes(), &Profile::lenient(), &limits).unwrap_err();
    assert_eq!(refused.first().unwrap().code, "course.items.limit");
    assert!(refused.to_string().contains("limit is 8"), "{refused}");
}

#[test]
fn refuses_an_item_of_no_kind() {
    let json = r#"{"identifier":"c","title":"C","language":"en","items":[{"kind":"program"}]}"#;
    let refused =
        Course::from_slice(json.as_bytes(), &Profile::strict(), &Limits::DEFAULT).unwrap_err();
    assert_eq!(
        refused.first().unwrap().place.path.as_deref(),
        Some("/items/0")
    );
}
