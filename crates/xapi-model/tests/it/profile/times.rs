//! When it happened.

use core::time::Duration;

use edu_types::{Severity, Timestamp};
use serde_json::json;
use xapi_model::profile::{Demand, HostProfile, Moment};

use super::{changed, found, now, only, passing, read, report, told};

fn at(time: &str) -> serde_json::Value {
    changed(|json| json["timestamp"] = json!(time))
}

#[test]
fn a_statement_without_timestamp_is_refused() {
    let statement = changed(|json| {
        json.as_object_mut().unwrap().remove("timestamp");
    });
    assert_eq!(
        found(&only(Demand::Timestamp), &statement),
        ["xapi.profile.timestamp /timestamp"]
    );
}

#[test]
fn without_a_timestamp_nothing_else_is_said_of_it() {
    let statement = changed(|json| {
        json.as_object_mut().unwrap().remove("timestamp");
    });
    let profile = only(Demand::Utc).with_future_skew(Duration::ZERO);
    let moment = now().with_account_since(Timestamp::MAX);
    assert!(profile.judge(&read(&statement), &moment).is_empty());
}

#[test]
fn a_timestamp_more_than_five_minutes_ahead_is_refused() {
    for time in [
        "2026-03-01T10:05:00.000000001Z",
        "2026-03-01T10:05:01Z",
        "2026-03-01T12:05:01+02:00",
        "9999-12-31T23:59:59Z",
    ] {
        let report = report(&HostProfile::strict(), &at(time));
        assert!(
            told(&report).contains(&"xapi.profile.timestamp_future /timestamp".to_owned()),
            "{time}"
        );
        assert!(!report.is_valid());
    }
}

#[test]
fn a_timestamp_up_to_five_minutes_ahead_passes() {
    for time in [
        "2026-03-01T10:05:00Z",
        "2026-03-01T10:00:01Z",
        "0000-01-01T00:00:00Z",
    ] {
        assert!(
            found(&HostProfile::strict(), &at(time)).is_empty(),
            "{time}"
        );
    }
}

#[test]
fn a_host_says_how_far_ahead_a_timestamp_may_lie() {
    let none = HostProfile::open().with_future_skew(Duration::ZERO);
    assert_eq!(
        found(&none, &at("2026-03-01T10:00:01Z")),
        ["xapi.profile.timestamp_future /timestamp"]
    );
    assert!(found(&none, &passing()).is_empty());
    let any = HostProfile::open().with_future_skew(Duration::MAX);
    assert!(found(&any, &at("9999-12-31T23:59:59Z")).is_empty());
}

#[test]
fn a_timestamp_before_the_account_was_made_is_refused() {
    let made = Timestamp::parse("2026-02-28T08:00:00Z").unwrap();
    let moment = now().with_account_since(made);
    let judged = |time| told(&HostProfile::strict().judge(&read(&at(time)), &moment));
    for time in ["2026-02-28T07:59:59.999Z", "2016-02-28T08:00:00Z"] {
        assert_eq!(
            judged(time),
            ["xapi.profile.timestamp_early /timestamp"],
            "{time}"
        );
    }
    assert!(judged("2026-02-28T08:00:00Z").is_empty());
}

#[test]
fn where_nobody_knows_when_the_account_was_made_no_time_is_too_early() {
    let statement = read(&at("1970-01-01T00:00:00Z"));
    let moment = Moment::new(Timestamp::parse(super::NOW).unwrap());
    assert!(HostProfile::strict().judge(&statement, &moment).is_empty());
}

#[test]
fn another_offset_than_that_of_utc_is_advised_against() {
    for time in ["2026-03-01T11:00:00+01:00", "2026-03-01T05:30:00-04:30"] {
        let report = report(&HostProfile::strict(), &at(time));
        assert_eq!(
            told(&report),
            ["xapi.profile.timestamp_utc /timestamp"],
            "{time}"
        );
        assert_eq!(report.findings()[0].severity, Severity::Advice);
    }
    assert!(found(&HostProfile::strict(), &at("2026-03-01T10:00:00+00:00")).is_empty());
}
