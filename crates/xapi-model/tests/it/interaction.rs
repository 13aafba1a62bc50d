//! Interaction activities: texts of responses, what they mean, and who is right.

use edu_types::Limits;
use xapi_model::interaction::{
    CorrectResponses, Evaluation, InteractionType, Response, ResponseError,
};

mod components;
mod evaluation;
mod examples;
mod faults;
mod limits;
mod made_up;
mod writing;

fn read(kind: InteractionType, text: &str) -> Result<Response<'_>, ResponseError> {
    let read = Response::parse(kind, text, &Limits::DEFAULT);
    let checked = Response::check(kind, text);
    assert_eq!(
        checked.err(),
        read.as_ref().err().copied(),
        "both ways to read agree"
    );
    read
}

/// What is wrong with a text, in words.
fn fault(kind: InteractionType, text: &str) -> String {
    read(kind, text).unwrap_err().to_string()
}

fn evaluate(kind: InteractionType, patterns: &[&str], response: &str) -> Evaluation {
    let patterns = patterns.iter().copied();
    CorrectResponses::parse(kind, patterns, &Limits::DEFAULT).evaluate(response)
}

#[track_caller]
fn assert_correct(kind: InteractionType, pattern: &str, response: &str) {
    let evaluation = evaluate(kind, &[pattern], response);
    assert_eq!(
        evaluation.is_correct(),
        Some(true),
        "{pattern} {response}: {evaluation}"
    );
}

#[track_caller]
fn assert_incorrect(kind: InteractionType, pattern: &str, response: &str) {
    let evaluation = evaluate(kind, &[pattern], response);
    assert_eq!(
        evaluation.is_correct(),
        Some(false),
        "{pattern} {response}: {evaluation}"
    );
}
