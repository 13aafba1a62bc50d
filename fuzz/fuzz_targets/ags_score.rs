//! Any bytes as a score: no panic; points are never negative and out of more than nothing, what is
//! read survives writing and reading, and its grade is a number that JSON can hold.
#![no_main]

use edu_json::ToJson as _;
use edu_types::{Decimal, Limits, PositiveDecimal, Profile};
use libfuzzer_sys::fuzz_target;
use lti_core::ags::{Grade, Score};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::DEFAULT;
    let Ok(score) = Score::from_slice(bytes, &Profile::strict(), &limits) else {
        return;
    };
    let score = score.value;
    assert!(score.activity_progress.is_known() && score.grading_progress.is_known());
    if let Some(points) = &score.points {
        assert!(!points.given().is_negative());
        assert!(points.maximum().as_decimal().is_positive());
    }
    let maximum = PositiveDecimal::new(Decimal::from(7)).expect("above zero");
    let grade = Grade::of_score(&score, &maximum);
    if let Some(points) = grade.result_score {
        assert!(points.expose().as_f64().is_finite());
    }
    let written = score.to_json_string();
    let again = Score::from_slice(written.as_bytes(), &Profile::strict(), &limits);
    assert_eq!(again.expect("what was written is read").value, score);
});
