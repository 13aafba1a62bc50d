//! Line items, scores and results as documents.

use edu_http::{Answer as _, Endpoint as _, Mount};
use edu_json::{Checked, ToJson as _};
use edu_types::{Limits, Profile, Severity};
use http::{Response, StatusCode};
use lti_core::ags::{
    ActivityProgress, CurrentLineItem, GetLineItem, LineItem, LineItems, LineItemsPage, Points,
    PostScore, ResultRecord, Results, Score, ScoreRecorded, rules,
};

use super::{ADA, at, decimal, person, points, positive, score_of};

const REFERENCE: &str = "lti/LtiLibrary-LtiAdvantage/test/LtiAdvantage.UnitTests/ReferenceJson";

const SCORE: &str = r#"{"userId":"ada","timestamp":"2026-05-01T10:00:00.5Z","activityProgress":"Completed","gradingProgress":"FullyGraded","scoreGiven":8.50,"scoreMaximum":10,"comment":"canary"}"#;

fn score(text: &str) -> Checked<Score> {
    Score::from_slice(text.as_bytes(), &Profile::strict(), &Limits::DEFAULT).unwrap()
}

/// Codes and weights of what was found in a score that is taken.
fn found(text: &str) -> Vec<(Severity, &'static str)> {
    let report = score(text).report;
    report
        .findings()
        .iter()
        .map(|one| (one.severity, one.code))
        .collect()
}

#[test]
fn documents_of_another_implementation_are_read_and_written_alike() {
    let Some(root) = edu_testing::corpus() else {
        return;
    };
    macro_rules! same {
        ($type:ty, $name:literal) => {
            let bytes = edu_testing::read(&root.join(REFERENCE).join($name));
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
            let read = <$type>::from_slice(bytes, &Profile::strict(), &Limits::DEFAULT);
            let read = read.unwrap_or_else(|error| panic!("{}: {error}", $name));
            let serde: $type = serde_json::from_slice(bytes).unwrap();
            assert_eq!(serde, read.value, "{}", $name);
            let written = read.value.to_json_string();
            let value = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
            assert_eq!(value(written.as_bytes()), value(bytes), "{}", $name);
        };
    }
    same!(LineItem, "LineItem.json");
    same!(LineItems, "LineItemContainer.json");
    same!(Score, "Score.json");
    same!(ResultRecord, "Result.json");
    same!(Results, "ResultContainer.json");
}

#[test]
fn both_doors_apply_the_same_rules() {
    for text in [
        SCORE.to_owned(),
        SCORE.replace("8.50", "-1"),
        SCORE.replace("10,", "0,"),
        SCORE.replace("Completed", "Done"),
        SCORE.replace("5Z", "5+0000"),
        SCORE.replace("ada", ""),
    ] {
        let checked = Score::from_slice(text.as_bytes(), &Profile::strict(), &Limits::DEFAULT);
        let serde = serde_json::from_str::<Score>(&text);
        assert_eq!(serde.is_ok(), checked.is_ok(), "{text}");
        if let (Ok(serde), Ok(checked)) = (serde, checked) {
            assert_eq!(serde, checked.value);
        }
    }
}

#[test]
fn numbers_times_and_unknown_members_keep_their_text() {
    let text = SCORE
        .replace("10:00:00.5Z", "10:00:00.500000+02:00")
        .replace('}', r#","vendor":{"a":[1.0,2e1]},"none":null}"#);
    let written = score(&text).value.to_json_string();
    for kept in [
        r#""scoreGiven":8.50"#,
        r#""timestamp":"2026-05-01T10:00:00.500000+02:00""#,
        r#""vendor":{"a":[1.0,2e1]}"#,
        r#""none":null"#,
    ] {
        assert!(written.contains(kept), "{written}");
    }
    assert_eq!(score(&written).value, score(&text).value);
}

#[test]
fn offset_without_colon_is_told_and_its_text_kept() {
    for (spelling, instant) in [
        ("10:00:00.5+0000", "2026-05-01T10:00:00.5Z"),
        ("10:00:00.5-0530", "2026-05-01T15:30:00.5Z"),
    ] {
        let text = SCORE.replace("10:00:00.5Z", spelling);
        let read = score(&text);
        assert_eq!(
            read.value.timestamp,
            edu_types::Timestamp::parse(instant).unwrap()
        );
        assert!(read.value.to_json_string().contains(spelling));
        assert_eq!(
            found(&text),
            [(Severity::Warning, "lti.ags.offset_spelling")]
        );
        let strict = Profile::strict().refusing(&rules::OFFSET_SPELLING);
        assert!(Score::from_slice(text.as_bytes(), &strict, &Limits::DEFAULT).is_err());
    }
}

#[test]
fn offset_that_is_no_offset_is_refused() {
    for spelling in [
        "10:00:00.5",
        "10:00:00.5+00",
        "10:00:00.5+000",
        "10:00:00.5+00000",
        "10:00:00.5+9999",
        "10:00:00.5 0000",
        "10:00:00.5Z0000",
        "10:00:00.5+é0",
    ] {
        let text = SCORE.replace("10:00:00.5Z", spelling);
        let read = Score::from_slice(text.as_bytes(), &Profile::lenient(), &Limits::DEFAULT);
        assert!(read.is_err(), "{spelling}");
    }
}

#[test]
fn time_of_whole_seconds_is_advised_against() {
    let whole = SCORE.replace("00.5Z", "00Z");
    assert_eq!(found(&whole), [(Severity::Advice, "lti.ags.no_fraction")]);
    assert_eq!(found(SCORE), []);
}

#[test]
fn maximum_without_points_is_told_and_kept() {
    let text = SCORE.replace(r#""scoreGiven":8.50,"#, "");
    assert_eq!(found(&text), [(Severity::Warning, "lti.ags.maximum_alone")]);
    let mut read = score(&text).value;
    assert_eq!(read.points, None);
    assert!(read.to_json_string().contains(r#""scoreMaximum":10"#));
    // Points that are added later bring their own.
    read.points = Some(points("1", "2"));
    let written = read.to_json_string();
    assert_eq!(written.matches("scoreMaximum").count(), 1, "{written}");
    assert_eq!(score(&written).value.points, Some(points("1", "2")));
}

#[test]
fn null_counts_as_absent_and_is_told() {
    let text = SCORE.replace(r#""canary""#, "null").replace("8.50", "null");
    let codes: Vec<_> = found(&text).into_iter().map(|(_, code)| code).collect();
    assert_eq!(
        codes,
        ["lti.ags.null", "lti.ags.maximum_alone", "lti.ags.null"]
    );
    let item = r#"{"id":"https://lms.example/1","label":"a","scoreMaximum":1,"tag":null,"endDateTime":null,"resourceLinkId":null}"#;
    let item = LineItem::from_slice(item.as_bytes(), &Profile::strict(), &Limits::DEFAULT);
    assert_eq!(item.unwrap().report.findings().len(), 3);
}

#[test]
fn wrong_points_cannot_be_spelled() {
    assert!(Points::new(decimal("-0.1"), positive("1")).is_err());
    assert!(Points::new(decimal("-0"), positive("1")).is_ok());
    let unknown = ActivityProgress::from("Done");
    let mut score = score_of(ADA, "1", 0);
    score.activity_progress = unknown;
    let item = Mount::new("https://lms.example/item", "").unwrap();
    let error = PostScore { score }.to_http(&item).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a progress outside the vocabulary is not allowed on the wire"
    );
}

#[test]
fn nothing_of_a_person_is_shown_by_debug() {
    let mut score = score(SCORE)
        .value
        .with_scoring_user(person("canary-teacher"));
    let canvas = r#"{"submission_data":"canary","content_items":[{"url":"canary"}]}"#;
    let text = SCORE.replace(
        '}',
        &format!(r#","https://canvas.instructure.com/lti/submission":{canvas}}}"#),
    );
    score.canvas_submission = self::score(&text).value.canvas_submission;
    let result = r#"{"id":"https://lms.example/r?user_id=canary","userId":"canary","resultScore":8.5,"comment":"canary"}"#;
    let result: ResultRecord = serde_json::from_str(result).unwrap();
    let call = PostScore { score };
    for shown in [format!("{call:?}"), format!("{result:?}")] {
        for secret in ["ada", "canary", "8.5", "10"] {
            let shown = shown.replace("2026-05-01T10", "");
            assert!(!shown.contains(secret), "{secret}: {shown}");
        }
    }
}

#[test]
fn extensions_of_canvas_are_typed() {
    let text = SCORE.replace(
        '}',
        r#","submission":{"startedAt":"2026-05-01T09:00:00+0000","submittedAt":"2026-05-01T09:30:00Z"},"https://canvas.instructure.com/lti/submission":{"new_submission":false,"preserve_score":true,"prioritize_non_tool_grade":true,"submission_type":"online_url","submission_data":"https://tool.example/1","submitted_at":"2026-05-01T09:30:00.1Z","content_items":[{"type":"file"}],"more":1}}"#,
    );
    let read = score(&text).value;
    let canvas = read.canvas_submission.as_ref().unwrap();
    assert_eq!(canvas.new_submission, Some(false));
    assert_eq!(canvas.content_items[0].as_str(), r#"{"type":"file"}"#);
    assert_eq!(canvas.extra.len(), 1);
    assert!(read.submission.as_ref().unwrap().started_at.is_some());
    assert_eq!(score(&read.to_json_string()).value, read);
    let item = r#"{"label":"a","scoreMaximum":1,"https://canvas.instructure.com/lti/submission_type":{"type":"external_tool","external_tool_url":"https://tool.example/"},"submissionReview":{"reviewableStatus":["Submitted","x-seen"],"label":"Look","url":"https://tool.example/r","custom":{"a":"b"}}}"#;
    let item: LineItem = serde_json::from_str(item).unwrap();
    let kind = item.canvas_submission_type.as_ref().unwrap().kind.clone();
    assert_eq!(kind.as_deref(), Some("external_tool"));
    let review = item.submission_review.as_ref().unwrap();
    assert_eq!(review.reviewable_status, ["Submitted", "x-seen"]);
    let again: LineItem = serde_json::from_str(&item.to_json_string()).unwrap();
    assert_eq!(again, item);
}

#[test]
fn results_without_a_maximum_are_out_of_one() {
    let result = r#"{"id":"https://lms.example/r","userId":"ada","resultScore":0.83}"#;
    let result: ResultRecord = serde_json::from_str(result).unwrap();
    assert_eq!(result.maximum(), decimal("1"));
}

fn response(status: u16, body: &str) -> Response<bytes::Bytes> {
    let mut response = Response::new(bytes::Bytes::from(body.to_owned()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    response
}

#[test]
fn replies_of_platforms_are_read_although_odd_where_nothing_depends_on_it() {
    let odd = r#"[{"id":"https://lms.example/1","label":"a","scoreMaximum":1,"tag":"","startDateTime":"","submissionReview":[]}]"#;
    let page = LineItemsPage::from_http(&response(200, odd)).unwrap();
    assert_eq!(page.line_items.0[0].start_date_time, None);
    assert!(page.line_items.0[0].extra.get("startDateTime").is_some());
    for said in ["", "null", "[]", r#"{"resultUrl":7}"#, "thanks"] {
        let recorded = ScoreRecorded::from_http(&response(200, said)).unwrap();
        assert_eq!(recorded.result_url, None, "{said}");
    }
}

#[test]
fn replies_that_are_not_what_was_asked_for_are_refused_with_what_they_say() {
    for (status, body) in [
        (404, "{}"),
        (200, ""),
        (200, "{}"),
        (200, r#"[{"label":"a","scoreMaximum":1}]"#),
        (
            200,
            r#"[{"id":"https://lms.example/1","label":"a","scoreMaximum":0}]"#,
        ),
        (204, "[]"),
    ] {
        let error = LineItemsPage::from_http(&response(status, body)).unwrap_err();
        assert_eq!((error.status.as_u16(), &*error.said), (status, body));
    }
    let no_id = r#"{"label":"a","scoreMaximum":1}"#;
    assert!(CurrentLineItem::from_http(&response(200, no_id)).is_err());
    for status in [302, 400, 401, 403, 409, 500] {
        let moodle = "Incorrect score received";
        let error = ScoreRecorded::from_http(&response(status, moodle)).unwrap_err();
        assert_eq!(&*error.said, moodle);
    }
    let mut linked = response(200, "[]");
    linked
        .headers_mut()
        .insert("link", "not a link".parse().unwrap());
    assert!(LineItemsPage::from_http(&linked).is_err());
}

#[test]
fn calls_name_exactly_the_media_types_of_the_standard() {
    let item = Mount::new("https://lms.example/item", "").unwrap();
    let score = Score::completed(person(ADA), points("1", "1"), at(0));
    let request = PostScore { score }.to_http(&item).unwrap();
    let media_type = &request.headers()["content-type"];
    assert_eq!(media_type, "application/vnd.ims.lis.v1.score+json");
    let request = GetLineItem.to_http(&item).unwrap();
    let media_type = &request.headers()["accept"];
    assert_eq!(media_type, "application/vnd.ims.lis.v2.lineitem+json");
}
