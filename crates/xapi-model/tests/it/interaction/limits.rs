//! Bounds of what is read, and the time it takes.

use edu_types::Limits;
use xapi_model::interaction::{CorrectResponses, InteractionType as Kind, Response};

#[test]
fn a_text_beyond_the_limit_of_bytes_is_refused_by_that_name() {
    let limits = Limits::DEFAULT.with_text(10);
    for kind in Kind::ALL {
        let error = Response::parse(kind, "true[,]true", &limits).unwrap_err();
        assert_eq!(error.to_string(), "text is 11, limit is 10 at byte 10");
    }
}

#[test]
fn items_beyond_the_limit_are_refused_by_that_name() {
    let limits = Limits::DEFAULT.with_nodes(2);
    for (kind, text) in [
        (Kind::Choice, "a[,]b[,]c"),
        (Kind::Sequencing, "a[,]b[,]c"),
        (Kind::FillIn, "a[,]b[,]c"),
        (Kind::LongFillIn, "a[,]b[,]c"),
        (Kind::Matching, "a[.]a[,]b[.]b[,]c[.]c"),
        (Kind::Performance, "a[.]1[,]b[.]1[,]c[.]1"),
    ] {
        let error = Response::parse(kind, text, &limits).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("items is 3, limit is 2 at byte"),
            "{error}"
        );
        assert_eq!(Response::check(kind, text), Ok(()));
    }
}

#[test]
fn the_longest_texts_are_read_and_judged_whatever_they_are_made_of() {
    let units = [
        "[,]", "a[,]", "a[.]b[,]", "{lang=", "{", "[", "[:]", "[.]", "A[,]", "[,",
    ];
    for unit in units {
        let text = unit.repeat(Limits::DEFAULT.text / unit.len() - 10);
        for kind in Kind::ALL {
            judge(kind, &text);
        }
        judge(Kind::FillIn, &format!("{{order_matters=false}}{text}"));
        judge(Kind::Performance, &format!("{{order_matters=false}}{text}"));
    }
}

/// Holds a text against itself and against what is longer by one.
fn judge(kind: Kind, text: &str) {
    let question = CorrectResponses::parse(kind, [text, "a"], &Limits::DEFAULT);
    assert_eq!(question.evaluate(text).is_correct(), Some(true));
    assert_ne!(
        question.evaluate(&format!("{text}x")).is_correct(),
        Some(true)
    );
}

#[test]
fn a_long_response_is_not_put_in_order_again_for_each_pattern() {
    let response = vec!["A"; 60_000].join("[,]");
    let patterns = vec!["{order_matters=false}b"; 20_000];
    let question = CorrectResponses::parse(Kind::FillIn, patterns, &Limits::DEFAULT);
    assert_eq!(question.evaluate(&response).is_correct(), Some(false));
}
