//! What scripts mean, and which texts are none.

use super::{LessonStatus, Script, ScriptError};

/// Items `p…` are passed, `c…` completed, `f…` failed, `n…` not attempted; others there are none of.
fn status(item: &str) -> Option<LessonStatus> {
    match item.chars().next() {
        Some('p') => Some(LessonStatus::Passed),
        Some('c') => Some(LessonStatus::Completed),
        Some('f') => Some(LessonStatus::Failed),
        Some('n') => Some(LessonStatus::NotAttempted),
        _ => None,
    }
}

fn holds(text: &str) -> bool {
    Script::parse(text).unwrap().is_satisfied(status)
}

fn refusal(text: &str) -> ScriptError {
    Script::parse(text).unwrap_err()
}

#[test]
fn a_name_alone_means_passed_or_completed() {
    assert!(holds("p1") && holds("c1") && holds(" c1 "));
    assert!(!holds("f1") && !holds("n1"));
}

#[test]
fn nothing_asks_for_nothing() {
    assert!(holds("") && holds(" \r\n\t"));
    assert!(Script::parse(" ").unwrap().is_empty());
}

#[test]
fn and_binds_closer_than_or() {
    assert!(holds("p1|n1&n2"));
    assert!(!holds("(p1|n1)&n2"));
    assert!(holds("n1&n2|p1"));
}

#[test]
fn not_binds_closest() {
    assert!(holds("~n1&p1"));
    assert!(!holds("~(n1|p1)"));
    assert!(holds("~~p1"));
    assert!(!holds("~p1|n1"));
}

#[test]
fn a_status_is_compared_by_word_or_letter() {
    assert!(holds("f1=failed") && holds("f1 = F") && holds("f1=\"failed\""));
    assert!(holds("n1=not attempted") && holds("n1=\"not attempted\"") && holds("n1=n"));
    assert!(holds("p1<>failed") && !holds("p1<>passed"));
    assert!(!holds("~f1=failed"));
}

#[test]
fn a_set_counts_its_members() {
    assert!(holds("2*{p1,n1,c1}"));
    assert!(!holds("3*{p1,n1,c1}"));
    assert!(holds("0*{n1}"));
    assert!(holds("{p1,c1}") && !holds("{p1,n1}"));
    assert!(holds("1*{n1,f1=failed&p1}") && holds("1*{n1,2*{p1,c1}}"));
}

#[test]
fn words_for_signs_are_read_and_told() {
    assert!(!holds("p1 AND n1") && holds("(p1 and n1) OR c1") && holds("NOT n1"));
    assert!(!Script::parse("p1 AND n1").unwrap().is_standard());
    assert!(Script::parse("p1&n1").unwrap().is_standard());
}

#[test]
fn items_may_be_called_like_words_for_signs() {
    let items = |text| Script::parse(text).unwrap().items().collect::<Vec<_>>();
    assert_eq!(items("AND & or"), ["AND", "or"]);
    assert_eq!(items("not|NOT"), ["not", "NOT"]);
    assert_eq!(items("not AND p1"), ["not", "p1"]);
}

#[test]
fn what_hangs_on_an_unknown_item_alone_locks_nothing() {
    assert!(holds("x") && holds("~x") && holds("x&p1") && holds("x=passed"));
    assert!(!holds("x&n1"));
    assert!(holds("2*{x,p1,n1}"));
    assert!(!holds("3*{x,p1,n1}"));
}

#[test]
fn names_are_kept_as_they_are() {
    let script = Script::parse("Módulo-1.a & item_2:x").unwrap();
    assert_eq!(
        script.items().collect::<Vec<_>>(),
        ["Módulo-1.a", "item_2:x"]
    );
}

#[test]
fn rejects_a_script_that_ends_too_early() {
    for text in ["a&", "a|", "~", "(a", "{a", "a=", "2*", "2*{a,", "("] {
        assert!(matches!(refusal(text), ScriptError::Ends { .. }), "{text}");
    }
}

#[test]
fn rejects_what_stands_in_the_wrong_place() {
    for text in [
        "&a",
        "a b",
        "a)",
        "(a}",
        "{a)",
        "a,b",
        "()",
        "{}",
        "a*{b}",
        "2*a",
        "2*(a)",
        "a==b",
        "a<b",
        "\"a\"",
        "a&&b",
        "a{b}",
        "-1*{a}",
        "99999999999*{a}",
        "a'",
        ",",
    ] {
        let error = refusal(text);
        let known = matches!(
            error,
            ScriptError::Unexpected { .. } | ScriptError::Status { .. }
        );
        assert!(known, "{text}: {error}");
    }
}

#[test]
fn rejects_a_comparison_with_no_status() {
    assert_eq!(refusal("a=done"), ScriptError::Status { at: 2 });
    assert_eq!(refusal("a<>x"), ScriptError::Status { at: 3 });
}

#[test]
fn rejects_nesting_beyond_the_limit() {
    let nested = |depth: usize| format!("{}p1{}", "(".repeat(depth), ")".repeat(depth));
    assert!(holds(&nested(Script::MAX_DEPTH)));
    let error = refusal(&nested(Script::MAX_DEPTH + 1));
    assert!(matches!(error, ScriptError::TooDeep { limit: 64, .. }));
    assert!(Script::parse(&nested(8000)).is_err());
}

#[test]
fn a_run_of_nots_needs_no_depth() {
    assert!(holds(&format!("{}p1", "~".repeat(16_000))));
}

#[test]
fn rejects_a_text_beyond_the_limit() {
    let long = "a".repeat(Script::MAX_BYTES + 1);
    assert!(matches!(refusal(&long), ScriptError::TooLong { .. }));
}
