//! Laws that hold for every event, over events made of what hosts send and should not send.

use serde_json::{Value, json};
use xapi_model::Statement;

use super::{event, made, made_by, map};
use crate::numbers::Numbers;

const MEMBERS: [&str; 18] = [
    "id",
    "attempt",
    "user",
    "at",
    "lesson",
    "course",
    "question",
    "registration",
    "teacher",
    "points",
    "possible",
    "took",
    "right",
    "answer",
    "tries",
    "mode",
    "offline",
    "data",
];

fn value(numbers: &mut Numbers) -> Value {
    let values = [
        json!("fractions"),
        json!("17"),
        json!(""),
        json!("a/b?c#d"),
        json!("é\u{0}\u{202e}"),
        json!(".."),
        json!("2026-03-01T10:00:00Z"),
        json!("2026-03-01T10:00:00.123456789+13:45"),
        json!("9999-12-31T23:59:60Z"),
        json!("07940580-B309-415E-A37C-914D387C1150"),
        json!(0),
        json!(7),
        json!(-1),
        json!(1e300),
        json!(0.000_000_1),
        json!(99.995),
        json!(u64::MAX),
        json!(true),
        json!(false),
        json!(null),
        json!([]),
        json!({"title": "Fractions"}),
        json!({"title": ""}),
        json!({"title": 7}),
    ];
    numbers.one_of(&values).clone()
}

#[test]
fn whatever_an_event_makes_holds_and_is_the_same_twice() {
    let mut numbers = Numbers(3);
    let mut all: Vec<Option<Statement>> = Vec::new();
    for _ in 0..6_000 {
        let kind = numbers.one_of(&["lesson.completed", "question.answered"]);
        let mut event = event(kind, &json!({"lesson": "l", "question": "q"}));
        for _ in 0..numbers.below(7) {
            let member = *numbers.one_of(&MEMBERS);
            event[member] = value(&mut numbers);
        }
        let first = made_by(&map(), &event);
        assert_eq!(first, made_by(&map(), &event));
        if let Ok(statement) = first {
            made(&event);
            all.push(statement);
        }
    }
    assert!(all.len() > 1_000, "{}", all.len());
}
