//! Publishing: all or nothing, and never changed after.

use core::sync::atomic::{AtomicBool, Ordering};
use std::sync::Mutex;

use edu_json::ToJson as _;
use edu_types::{Limits, Profile, Timestamp};
use scorm_manifest::course::{CourseVersion, Draft, Published};

use super::{TIDES, publish, read, tides};

#[test]
fn what_is_published_is_read_back_with_all_it_was() {
    let published = tides();
    let json = published.to_json_string();
    let again = Published::from_slice(json.as_bytes(), &Profile::strict(), &Limits::DEFAULT)
        .unwrap()
        .value;
    assert_eq!(again, published);
    assert_eq!(again.digest().len(), 64);
}

#[test]
fn refuses_what_was_changed_after_it_was_published() {
    let json = tides().to_json_string().replace("The moon", "The sun");
    let refused =
        Published::from_slice(json.as_bytes(), &Profile::lenient(), &Limits::DEFAULT).unwrap_err();
    assert_eq!(refused.first().unwrap().code, "course.published.digest");
}

#[test]
fn versions_that_say_the_same_have_the_same_digest() {
    let mut other = read(TIDES);
    assert_eq!(publish(other.clone()).digest(), tides().digest());
    other.title.push('!');
    assert_ne!(publish(other).digest(), tides().digest());
}

#[test]
fn a_draft_that_goes_on_changes_nothing_that_is_published() {
    let mut draft = Draft::new(read(TIDES));
    let now = Timestamp::parse("2026-01-05T09:00:00Z").unwrap();
    let first = draft
        .publish(CourseVersion::new("1").unwrap(), &now)
        .unwrap();
    draft.course_mut().title = "Other".to_owned();
    let second = draft
        .publish(CourseVersion::new("2").unwrap(), &now)
        .unwrap();
    assert_eq!(
        (&*first.course().title, &*second.course().title),
        ("Tides & <currents>", "Other")
    );
}

#[test]
fn readers_see_the_version_before_or_the_one_after_and_never_half_of_both() {
    let mut other = read(TIDES);
    other.title = "Second".to_owned();
    other.description = Some("Second".to_owned());
    let (before, after) = (tides(), publish(other));
    let whole = [before.clone(), after.clone()];
    let place = Mutex::new(before.clone());
    let done = AtomicBool::new(false);
    std::thread::scope(|threads| {
        for _ in 0..2 {
            threads.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    let seen = place.lock().unwrap().clone();
                    assert!(whole.contains(&seen));
                }
            });
        }
        for _ in 0..200 {
            *place.lock().unwrap() = after.clone();
            *place.lock().unwrap() = before.clone();
        }
        done.store(true, Ordering::Relaxed);
    });
}
