//! Scores as platforms take and refuse them.

use edu_http::Body;
use http::Request;
use http::header::CONTENT_TYPE;
use lti_core::ags::{
    ActivityProgress, Column, CourseGradebook as _, GetResults, GradingProgress, LineItemId, Score,
    ScoreOutcome, media_type,
};
use pollster::block_on;

use super::{
    ADA, BOB, Heard, Lms, TOOL, assert_refused, at, line_item, ours, person, points, score_of, tool,
};

fn post(lms: &Lms, item: &str, body: &str) -> Heard {
    let request = Request::post(format!("{item}/scores"))
        .header(CONTENT_TYPE, media_type::SCORE)
        .body(Body::from(body.to_owned()));
    lms.ask(&tool(TOOL), request.unwrap())
}

/// A score with these members beside the required ones.
fn with(members: &str) -> String {
    format!(
        r#"{{"userId":"ada","timestamp":"2026-05-01T10:00:00.5Z","activityProgress":"Completed","gradingProgress":"FullyGraded"{members}}}"#
    )
}

#[track_caller]
fn shown(lms: &Lms, item: &str) -> Option<String> {
    let mut results = lms.done(&GetResults::of(person(ADA)), item).results.0;
    assert_eq!(results.len(), 1);
    let score = results.pop().unwrap().result_score;
    score.map(|score| score.expose().to_string())
}

#[test]
fn case_53_score_for_a_person_who_is_not_in_the_context_is_refused() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    for user in [BOB, "nobody", "ADA"] {
        let heard = lms.post(score_of(user, "1", 0), &item);
        assert_refused(&heard, 403, "lti.ags.not_gradable");
        assert!(!String::from_utf8_lossy(&heard.body).contains(user));
    }
    assert!(lms.done(&GetResults::all(), &item).results.0.is_empty());
}

#[test]
fn case_53_score_for_a_closed_line_item_is_refused() {
    let lms = Lms::new();
    let id = LineItemId::new("closed").unwrap();
    let column = Column::new(id.clone(), line_item("Essay")).closed();
    block_on(lms.gradebook.set_column(&ours(), &column)).unwrap();
    let address = lms.service.line_item_url(&ours(), &id);
    let heard = lms.post(score_of(ADA, "1", 0), &address);
    assert_refused(&heard, 403, "lti.ags.not_gradable");
}

#[test]
fn case_53_score_that_is_older_than_the_last_is_refused() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    assert_eq!(
        lms.recorded(score_of(ADA, "5", 10), &item),
        ScoreOutcome::Created
    );
    for seconds in [9, -100_000] {
        let heard = lms.post(score_of(ADA, "9", seconds), &item);
        assert_refused(&heard, 409, "lti.ags.older");
        assert_eq!(shown(&lms, &item).as_deref(), Some("5"));
    }
    assert_eq!(
        lms.recorded(score_of(ADA, "6", 11), &item),
        ScoreOutcome::Updated
    );
    assert_eq!(shown(&lms, &item).as_deref(), Some("6"));
}

#[test]
fn case_53_score_that_is_replayed_changes_nothing() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    let score = score_of(ADA, "5", 10).with_comment("well done");
    lms.recorded(score.clone(), &item);
    // A retry, where the platform crashed before it replied.
    let heard = lms.post(score.clone(), &item);
    assert_eq!((heard.status.as_u16(), heard.body.len()), (204, 0));
    lms.recorded(score_of(ADA, "6", 11), &item);
    // A replay later on.
    assert_refused(&lms.post(score, &item), 409, "lti.ags.older");
    assert_eq!(shown(&lms, &item).as_deref(), Some("6"));
}

#[test]
fn case_53_numbers_that_are_none_are_refused() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    for (given, maximum, code) in [
        ("NaN", "10", "json.syntax"),
        ("Infinity", "10", "json.syntax"),
        ("-Infinity", "10", "json.syntax"),
        ("1", "NaN", "json.syntax"),
        ("1e400", "10", "lti.ags.value"),
        ("1", "1e400", "lti.ags.value"),
        ("-1", "10", "lti.ags.value"),
        ("-0.0001", "10", "lti.ags.value"),
        ("1", "0", "lti.ags.value"),
        ("1", "-10", "lti.ags.value"),
        ("\"NaN\"", "10", "lti.ags.kind"),
        ("\"5\"", "10", "lti.ags.kind"),
        ("true", "10", "lti.ags.kind"),
        ("[5]", "10", "lti.ags.kind"),
        ("01", "10", "json.syntax"),
    ] {
        let body = with(&format!(
            r#","scoreGiven":{given},"scoreMaximum":{maximum}"#
        ));
        let heard = post(&lms, &item, &body);
        assert_refused(&heard, 400, code);
    }
    assert!(lms.done(&GetResults::all(), &item).results.0.is_empty());
}

#[test]
fn case_53_points_without_maximum_are_refused() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    for members in [
        r#","scoreGiven":5"#,
        r#","scoreGiven":5,"scoreMaximum":null"#,
    ] {
        let heard = post(&lms, &item, &with(members));
        assert_refused(&heard, 400, "lti.ags.maximum_missing");
    }
}

#[test]
fn case_53_points_over_the_maximum_are_extra_credit() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    let heard = post(
        &lms,
        &item,
        &with(r#","scoreGiven":12.50,"scoreMaximum":10.0"#),
    );
    assert_eq!(heard.status, 201);
    assert_eq!(shown(&lms, &item).as_deref(), Some("12.50"));
}

#[test]
fn score_without_what_it_needs_is_refused() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    for (body, code) in [
        (with("").replace("userId", "user"), "lti.ags.missing"),
        (with("").replace(r#""ada""#, r#""""#), "lti.ags.value"),
        (with("").replace(r#""ada""#, "7"), "lti.ags.kind"),
        (with("").replace("timestamp", "time"), "lti.ags.missing"),
        (
            with("").replace("10:00:00.5Z", "10:00:00.5"),
            "lti.ags.value",
        ),
        (with("").replace("T10:00:00.5Z", ""), "lti.ags.value"),
        (with("").replace("Completed", "completed"), "lti.ags.value"),
        (with("").replace("FullyGraded", "Graded"), "lti.ags.value"),
        (
            with("").replace("activityProgress", "progress"),
            "lti.ags.missing",
        ),
        (
            with("").replace("gradingProgress", "grading"),
            "lti.ags.missing",
        ),
        (with(r#","userId":"bob""#), "json.duplicate"),
    ] {
        let heard = post(&lms, &item, &body);
        assert_eq!(heard.status, 400, "{body}");
        assert_eq!(heard.code(), code, "{body}");
        assert!(!String::from_utf8_lossy(&heard.body).contains("ada"));
    }
}

#[test]
fn score_is_scaled_to_the_maximum_of_its_line_item() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    for (given, maximum, result) in [
        ("83", "100", "8.3"),
        ("0.5", "1", "5"),
        ("7.50", "10", "7.50"),
        ("7.50", "10.00", "7.50"),
        ("0", "7", "0"),
        ("1e308", "1e308", "10"),
    ] {
        let mut score = Score::completed(person(ADA), points(given, maximum), at(0));
        score.comment = Some(edu_types::Personal::new(given.to_owned()));
        lms.recorded(score, &item);
        assert_eq!(
            shown(&lms, &item).as_deref(),
            Some(result),
            "{given}/{maximum}"
        );
    }
}

#[test]
fn only_a_score_that_is_fully_graded_has_a_result() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    let (done, pending) = (ActivityProgress::Completed, GradingProgress::PendingManual);
    let score = Score::new(person(ADA), done.clone(), pending, at(0));
    lms.recorded(score.with_points(points("5", "10")), &item);
    assert_eq!(shown(&lms, &item), None);
    lms.recorded(score_of(ADA, "6", 1), &item);
    assert_eq!(shown(&lms, &item).as_deref(), Some("6"));
    // Without points it takes back those sent before.
    let cleared = Score::new(person(ADA), done, GradingProgress::FullyGraded, at(2));
    lms.recorded(cleared, &item);
    assert_eq!(shown(&lms, &item), None);
}

#[test]
fn reply_to_a_score_says_where_the_result_is() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    for (seconds, status) in [(0, 201), (1, 200)] {
        let heard = lms.post(score_of(ADA, "5", seconds), &item);
        assert_eq!(heard.status, status);
        let recorded = super::read::<lti_core::ags::PostScore>(&heard);
        let url = recorded.result_url.unwrap();
        assert_eq!(url.as_str(), format!("{item}/results?user_id=ada"));
    }
}

#[test]
fn offset_without_colon_is_taken() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    let body = with("").replace("00.5Z", "00.500000+0200");
    assert_eq!(post(&lms, &item, &body).status, 201);
    // It is the instant that it says.
    let earlier = with("").replace("T10:00:00.5Z", "T07:59:59.9Z");
    assert_refused(&post(&lms, &item, &earlier), 409, "lti.ags.older");
}
