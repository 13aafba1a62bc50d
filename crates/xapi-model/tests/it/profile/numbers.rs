//! Scores.

use edu_types::Decimal;
use serde_json::{Value, json};
use xapi_model::profile::{Demand, HostProfile};

use super::{changed, found, only};

fn score(score: &Value) -> Value {
    changed(|json| json["result"]["score"] = score.clone())
}

#[test]
fn a_scaled_score_below_zero_is_refused() {
    for scaled in [json!(-1), json!(-0.01)] {
        let statement = score(&json!({ "scaled": scaled }));
        assert_eq!(
            found(&HostProfile::strict(), &statement),
            ["xapi.profile.scaled /result/score/scaled"],
            "{scaled}"
        );
    }
}

#[test]
fn scaled_scores_from_zero_to_one_pass() {
    for scaled in [json!(0), json!(-0.0), json!(0.5), json!(1), json!(1.0)] {
        let statement = score(&json!({ "scaled": scaled }));
        assert!(
            found(&HostProfile::strict(), &statement).is_empty(),
            "{scaled}"
        );
    }
}

#[test]
fn points_beyond_a_hundred_are_refused() {
    for raw in [json!(-1), json!(100.5), json!(4000)] {
        let statement = score(&json!({ "raw": raw }));
        assert_eq!(
            found(&HostProfile::strict(), &statement),
            ["xapi.profile.raw /result/score/raw"],
            "{raw}"
        );
    }
}

#[test]
fn bounds_that_are_not_the_profiles_are_refused() {
    let bounds = score(&json!({"raw": 5, "min": 1, "max": 10}));
    assert_eq!(
        found(&HostProfile::strict(), &bounds),
        [
            "xapi.profile.min /result/score/min",
            "xapi.profile.max /result/score/max"
        ]
    );
    let low = score(&json!({"min": -100}));
    assert_eq!(
        found(&HostProfile::strict(), &low),
        ["xapi.profile.min /result/score/min"]
    );
    let high = score(&json!({"max": 100.0001}));
    assert_eq!(
        found(&HostProfile::strict(), &high),
        ["xapi.profile.max /result/score/max"]
    );
}

#[test]
fn a_host_that_counts_otherwise_says_so() {
    let profile = HostProfile::open()
        .scaled_within(Decimal::parse("0.5").unwrap()..=Decimal::from(1))
        .points_within(Decimal::from(1)..=Decimal::from(6));
    let swiss = score(&json!({"raw": 5.5, "min": 1.0, "max": 6, "scaled": 0.9}));
    assert!(found(&profile, &swiss).is_empty());
    assert_eq!(
        found(
            &profile,
            &score(&json!({"raw": 6.5, "min": 1, "scaled": 0.4}))
        ),
        [
            "xapi.profile.scaled /result/score/scaled",
            "xapi.profile.raw /result/score/raw"
        ]
    );
}

#[test]
fn a_scaled_score_that_does_not_follow_from_the_points_is_refused() {
    for (raw, scaled) in [(85, 0.5), (85, 0.856), (0, 1.0), (100, 0.0), (50, -0.5)] {
        let statement = score(&json!({"raw": raw, "min": 0, "max": 100, "scaled": scaled}));
        assert_eq!(
            found(&only(Demand::ScaledRatio), &statement),
            ["xapi.profile.scaled_ratio /result/score/scaled"],
            "{raw} {scaled}"
        );
    }
}

#[test]
fn a_scaled_score_is_compared_to_the_half_of_a_hundredth() {
    for (raw, max, scaled) in [
        (1, 3, 0.33),
        (1, 3, 0.333_333),
        (2, 3, 0.67),
        (1, 200, 0.01),
        (1, 200, 0.0),
    ] {
        let statement = score(&json!({"raw": raw, "max": max, "scaled": scaled}));
        assert!(
            found(&only(Demand::ScaledRatio), &statement).is_empty(),
            "{raw} of {max}: {scaled}"
        );
    }
}

#[test]
fn points_are_counted_from_the_lowest() {
    let holds = score(&json!({"raw": 0, "min": -10, "max": 10, "scaled": 0.5}));
    assert!(found(&only(Demand::ScaledRatio), &holds).is_empty());
    let breaks = score(&json!({"raw": 5, "min": -10, "max": 10, "scaled": 0.5}));
    assert_eq!(
        found(&only(Demand::ScaledRatio), &breaks),
        ["xapi.profile.scaled_ratio /result/score/scaled"]
    );
}

#[test]
fn a_score_that_does_not_say_enough_has_no_ratio() {
    for given in [
        json!({"scaled": 0.5}),
        json!({"scaled": 0.5, "raw": 10}),
        json!({"scaled": 0.5, "max": 100}),
        json!({"raw": 10, "max": 100}),
        json!({"raw": 0, "max": 0, "scaled": 0.5}),
        json!({"raw": -1e308, "min": -1.7e308, "max": 1.7e308, "scaled": 0.5}),
    ] {
        let statement = score(&given);
        assert!(
            found(&only(Demand::ScaledRatio), &statement).is_empty(),
            "{given}"
        );
    }
}

#[test]
fn a_statement_without_score_passes() {
    let statement = changed(|json| json["result"] = json!({"success": true}));
    assert!(found(&HostProfile::strict(), &statement).is_empty());
}
