//! A kind, a pattern and a response, one a line: no panic; what is read is written and read again
//! the same; what a pattern was read as is correct by it.
#![no_main]

use edu_types::Limits;
use libfuzzer_sys::fuzz_target;
use xapi_model::interaction::{Components, CorrectResponses, InteractionType, Response};

fuzz_target!(|text: &str| {
    let mut lines = text.splitn(3, '\n');
    let Some(kind) = lines.next().and_then(InteractionType::parse) else { return };
    let (pattern, response) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let question = CorrectResponses::parse(kind, [pattern], &Limits::DEFAULT);
    let _ = question.evaluate(response).to_string();
    for text in [pattern, response] {
        let read = Response::parse(kind, text, &Limits::DEFAULT);
        let checked = Response::check(kind, text);
        assert_eq!(checked.err(), read.as_ref().err().copied());
        let Ok(read) = read else { continue };
        let written = read.to_text();
        // Only the order of two parameters may differ.
        assert_eq!(written.len(), text.len());
        assert_eq!(Response::parse(kind, &written, &Limits::DEFAULT).as_ref(), Ok(&read));
        assert!(Components::new().unknown_in(&read).is_empty());
        let own = CorrectResponses::parse(kind, [text], &Limits::DEFAULT);
        assert_eq!(own.evaluate(&written).is_correct(), Some(true));
    }
});
