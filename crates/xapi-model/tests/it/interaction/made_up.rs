//! Laws that hold for every text, over texts made of what the language is made of.

use edu_types::Limits;
use xapi_model::interaction::{CorrectResponses, InteractionType as Kind};

use super::read;
use crate::numbers::Numbers;

const PARTS: [&str; 20] = [
    "[,]",
    "[.]",
    "[:]",
    "[",
    "]",
    ",]",
    ":",
    "{case_matters=true}",
    "{order_matters=false}",
    "{lang=en}",
    "{lang=en-US}",
    "{lang=",
    "{",
    "}",
    "a",
    "A",
    "ben",
    "1",
    "-2.50",
    "",
];

fn text(numbers: &mut Numbers) -> String {
    let count = numbers.below(9);
    (0..count).map(|_| *numbers.one_of(&PARTS)).collect()
}

#[test]
fn whatever_is_read_is_written_and_read_again_and_correct_by_itself() {
    let mut numbers = Numbers(7);
    let mut sound = 0;
    for _ in 0..3_000 {
        let text = text(&mut numbers);
        for kind in Kind::ALL {
            let Ok(response) = read(kind, &text) else {
                continue;
            };
            let written = response.to_text();
            assert_eq!(written.len(), text.len(), "{kind} {text}");
            assert_eq!(
                read(kind, &written).as_ref(),
                Ok(&response),
                "{kind} {text}"
            );
            let own = CorrectResponses::parse(kind, [&text], &Limits::DEFAULT);
            assert_eq!(
                own.evaluate(&written).is_correct(),
                Some(true),
                "{kind} {text}"
            );
            sound += 1;
        }
    }
    assert!(sound > 5_000, "{sound}");
}

#[test]
fn a_fault_stands_within_its_text_and_between_characters() {
    let mut numbers = Numbers(11);
    for _ in 0..3_000 {
        let text = text(&mut numbers).replace("ben", "bén");
        for kind in Kind::ALL {
            if let Err(error) = read(kind, &text) {
                assert!(text.is_char_boundary(error.offset), "{kind} {text} {error}");
            }
        }
    }
}
