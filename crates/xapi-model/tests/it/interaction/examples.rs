//! The examples of the standard: Part 2 §2.4.4.1 and Appendix C.

use std::path::Path;

use edu_types::Limits;
use serde_json::Value;
use xapi_model::interaction::{
    ComponentList, Components, CorrectResponses, InteractionType as Kind, Response,
};

use super::{assert_correct, assert_incorrect};
use crate::corpus;

const EXAMPLES: &str = "xapi/adlnet_xAPI-Spec/examples";

#[test]
fn the_example_of_a_performance_asks_for_ranges_and_a_meal() {
    let pattern = "pong[.]1:[,]dg[.]:10[,]lunch[.]";
    assert_correct(Kind::Performance, pattern, "pong[.]1[,]dg[.]10[,]lunch[.]");
    assert_correct(Kind::Performance, pattern, "pong[.]7[,]dg[.]-2[,]lunch[.]");
    assert_incorrect(Kind::Performance, pattern, "pong[.]0[,]dg[.]10[,]lunch[.]");
    assert_incorrect(Kind::Performance, pattern, "pong[.]1[,]dg[.]11[,]lunch[.]");
    assert_incorrect(Kind::Performance, pattern, "pong[.]1[,]dg[.]10");
    assert_incorrect(
        Kind::Performance,
        pattern,
        "pong[.]1[,]dg[.]10[,]lunch[.]no",
    );
}

#[test]
fn the_example_of_a_long_fill_in_takes_any_case() {
    let pattern =
        "{case_matters=false}{lang=en}To store and provide access to learning experiences.";
    assert_correct(
        Kind::LongFillIn,
        pattern,
        "to store and provide access to LEARNING experiences.",
    );
    assert_incorrect(Kind::LongFillIn, pattern, "To store and provide access.");
}

#[test]
fn the_example_of_a_number_has_no_maximum() {
    assert_correct(Kind::Numeric, "4[:]", "4");
    assert_incorrect(Kind::Numeric, "4[:]", "3");
}

#[test]
fn every_example_is_read_written_and_correct_by_itself() {
    let Some(root) = edu_testing::corpus() else {
        return;
    };
    let mut kinds = Vec::new();
    for file in edu_testing::entries(&root.join(EXAMPLES)) {
        let example = corpus::json(&file);
        let definition = &example["definition"];
        if let Some(name) = definition["interactionType"].as_str() {
            let kind = Kind::parse(name).expect(name);
            judge(kind, definition, &file);
            kinds.push(kind);
        }
    }
    kinds.sort_unstable();
    assert_eq!(kinds, Kind::ALL);
}

fn judge(kind: Kind, definition: &Value, file: &Path) {
    let mut components = Components::new();
    for list in ComponentList::ALL {
        if let Some(listed) = definition[list.as_str()].as_array() {
            assert!(kind.allows(list), "{}", file.display());
            let ids = listed
                .iter()
                .map(|component| component["id"].as_str().unwrap());
            components = components.with(list, ids);
        }
    }
    let patterns = definition["correctResponsesPattern"].as_array().unwrap();
    let patterns: Vec<_> = patterns
        .iter()
        .map(|pattern| pattern.as_str().unwrap())
        .collect();
    let question = CorrectResponses::parse(kind, patterns.iter().copied(), &Limits::DEFAULT);
    assert_eq!(question.faults().count(), 0, "{}", file.display());
    for pattern in patterns {
        let read = Response::parse(kind, pattern, &Limits::DEFAULT).unwrap();
        assert_eq!(read.to_text(), pattern);
        assert!(
            components.unknown_in(&read).is_empty(),
            "{}",
            file.display()
        );
        assert_eq!(question.evaluate(pattern).is_correct(), Some(true));
        let wrong = question.evaluate("no such answer");
        assert_ne!(wrong.is_correct(), Some(true));
    }
}
