//! Whether a learner's response is correct.

use edu_types::Limits;
use xapi_model::interaction::{
    Correct, CorrectResponses, Evaluation, Incorrect, InteractionType as Kind, Undecided,
};

use super::{assert_correct, assert_incorrect, evaluate};

#[test]
fn any_pattern_that_matches_makes_a_response_correct() {
    let patterns = ["foo[,]bar", "foo"];
    for kind in [Kind::Choice, Kind::FillIn] {
        let evaluate = |response| evaluate(kind, &patterns, response);
        assert_eq!(
            evaluate("foo[,]bar"),
            Evaluation::Correct(Correct::Pattern(0))
        );
        assert_eq!(evaluate("foo"), Evaluation::Correct(Correct::Pattern(1)));
        assert_eq!(evaluate("bar"), Evaluation::Incorrect(Incorrect::NoPattern));
    }
}

#[test]
fn no_patterns_at_all_make_every_response_correct() {
    for kind in Kind::ALL {
        let evaluation = CorrectResponses::any(kind).evaluate("[,][.]");
        assert_eq!(evaluation, Evaluation::Correct(Correct::AnyResponse));
    }
}

#[test]
fn an_empty_list_of_patterns_makes_no_response_correct() {
    for kind in Kind::ALL {
        for response in ["true", "", "4"] {
            let evaluation = evaluate(kind, &[], response);
            assert_eq!(evaluation, Evaluation::Incorrect(Incorrect::NoneIsCorrect));
        }
    }
}

#[test]
fn a_response_that_cannot_be_read_is_undecided() {
    let evaluation = evaluate(Kind::Numeric, &["4[:]"], "four");
    assert_eq!(evaluation.is_correct(), None);
    assert!(matches!(
        evaluation,
        Evaluation::Undecided(Undecided::Response(_))
    ));
}

#[test]
fn a_pattern_that_cannot_be_read_leaves_undecided_what_no_other_matches() {
    let patterns = ["four", "5"];
    assert_eq!(
        evaluate(Kind::Numeric, &patterns, "6").to_string(),
        "undecided: pattern 0 cannot be read: number cannot be read, one as in JSON is allowed: \
         text is not a decimal number as JSON writes them at byte 0"
    );
    assert_eq!(
        evaluate(Kind::Numeric, &patterns, "5").is_correct(),
        Some(true)
    );
}

#[test]
fn the_very_text_of_a_pattern_is_correct_even_where_it_cannot_be_read() {
    assert_correct(Kind::TrueFalse, "True", "True");
    assert_correct(Kind::Matching, "ben-3", "ben-3");
}

#[test]
fn patterns_that_cannot_be_read_are_listed() {
    let patterns = ["true", "maybe", "no"];
    let question = CorrectResponses::parse(Kind::TrueFalse, patterns, &Limits::DEFAULT);
    let faults: Vec<_> = question.faults().map(|(index, _)| index).collect();
    assert_eq!(faults, [1, 2]);
    assert_eq!(
        format!("{question:?}"),
        "CorrectResponses(true-false, 3 patterns)"
    );
}

#[test]
fn true_is_not_false() {
    assert_correct(Kind::TrueFalse, "true", "true");
    assert_incorrect(Kind::TrueFalse, "true", "false");
}

#[test]
fn choices_are_a_set() {
    assert_correct(Kind::Choice, "golf[,]tetris", "tetris[,]golf");
    assert_correct(Kind::Choice, "golf[,]tetris", "tetris[,]golf[,]tetris");
    assert_correct(Kind::Choice, "", "");
    assert_incorrect(Kind::Choice, "golf[,]tetris", "golf");
    assert_incorrect(Kind::Choice, "golf", "golf[,]tetris");
    assert_incorrect(Kind::Choice, "golf", "");
}

#[test]
fn the_case_of_ids_matters() {
    assert_incorrect(Kind::Choice, "golf", "Golf");
    assert_incorrect(Kind::Likert, "likert_3", "Likert_3");
    assert_incorrect(Kind::Matching, "ben[.]a", "Ben[.]a");
    assert_incorrect(Kind::Performance, "pong[.]a", "Pong[.]a");
}

#[test]
fn the_order_of_a_sequence_matters_and_so_does_its_length() {
    assert_correct(Kind::Sequencing, "tim[,]mike[,]ells", "tim[,]mike[,]ells");
    assert_incorrect(Kind::Sequencing, "tim[,]mike[,]ells", "mike[,]tim[,]ells");
    assert_incorrect(Kind::Sequencing, "tim[,]mike[,]ells", "tim[,]mike");
    assert_incorrect(Kind::Sequencing, "tim[,]mike", "tim[,]mike[,]mike");
}

#[test]
fn matched_pairs_are_a_set() {
    assert_correct(Kind::Matching, "ben[.]3[,]chris[.]2", "chris[.]2[,]ben[.]3");
    assert_correct(Kind::Matching, "ben[.]3", "ben[.]3[,]ben[.]3");
    assert_incorrect(Kind::Matching, "ben[.]3[,]chris[.]2", "ben[.]2[,]chris[.]3");
    assert_incorrect(Kind::Matching, "ben[.]3", "3[.]ben");
    assert_incorrect(Kind::Matching, "ben[.]3", "ben[.]3[,]ben[.]4");
}

#[test]
fn case_of_texts_does_not_matter_unless_a_pattern_says_so() {
    assert_correct(Kind::FillIn, "Bob's your uncle", "bob's YOUR uncle");
    assert_correct(Kind::FillIn, "ÄRGER ΣΟΦΟΣ", "ärger σοφοσ");
    assert_correct(Kind::FillIn, "{case_matters=true}Foo", "Foo");
    assert_incorrect(Kind::FillIn, "{case_matters=true}Foo", "foo");
}

#[test]
fn nothing_but_case_is_folded() {
    assert_incorrect(Kind::FillIn, "straße", "strasse");
    assert_incorrect(Kind::FillIn, "café", "cafe");
    assert_incorrect(Kind::FillIn, "caf\u{e9}", "cafe\u{301}");
    assert_incorrect(Kind::FillIn, "foo", "foo ");
    assert_incorrect(Kind::FillIn, "σοφος", "σοφοσ");
}

#[test]
fn order_of_texts_matters_unless_a_pattern_says_otherwise() {
    assert_incorrect(Kind::FillIn, "foo[,]bar", "bar[,]foo");
    assert_correct(Kind::FillIn, "{order_matters=false}foo[,]bar", "BAR[,]foo");
    assert_correct(
        Kind::LongFillIn,
        "{case_matters=true}{order_matters=false}foo[,]Bar",
        "Bar[,]foo",
    );
    assert_incorrect(
        Kind::LongFillIn,
        "{case_matters=true}{order_matters=false}foo[,]Bar",
        "bar[,]foo",
    );
}

#[test]
fn texts_without_order_are_counted() {
    assert_incorrect(
        Kind::FillIn,
        "{order_matters=false}foo[,]foo[,]bar",
        "foo[,]bar[,]bar",
    );
    assert_incorrect(Kind::FillIn, "{order_matters=false}foo[,]foo", "foo");
}

#[test]
fn parameters_of_the_response_decide_nothing() {
    assert_incorrect(Kind::FillIn, "foo[,]bar", "{order_matters=false}bar[,]foo");
    assert_incorrect(
        Kind::FillIn,
        "{case_matters=true}foo",
        "{case_matters=false}Foo",
    );
    assert_correct(Kind::FillIn, "foo", "{case_matters=true}FOO");
}

#[test]
fn a_text_without_language_fits_any_language() {
    assert_correct(Kind::FillIn, "{lang=en}foo", "foo");
    assert_correct(Kind::FillIn, "foo", "{lang=en}foo");
}

#[test]
fn languages_fit_where_one_begins_the_other() {
    assert_correct(Kind::FillIn, "{lang=en}foo", "{lang=EN-us}foo");
    assert_correct(Kind::FillIn, "{lang=en-US}foo", "{lang=en}foo");
    assert_incorrect(Kind::FillIn, "{lang=en-US}foo", "{lang=en-GB}foo");
    assert_incorrect(Kind::FillIn, "{lang=en}foo", "{lang=eng}foo");
    assert_incorrect(Kind::FillIn, "{lang=en}gift", "{lang=de}gift");
}

#[test]
fn languages_are_compared_without_order_too() {
    let pattern = "{order_matters=false}{lang=en}gift[,]{lang=de}gift";
    assert_correct(Kind::FillIn, pattern, "{lang=de}gift[,]{lang=en}gift");
    assert_incorrect(Kind::FillIn, pattern, "{lang=de}gift[,]{lang=de}gift");
}

#[test]
fn both_ends_of_a_range_are_in_it() {
    for response in ["4", "4.0", "5.999", "6", "6.0", "60e-1"] {
        assert_correct(Kind::Numeric, "4[:]6", response);
    }
    for response in [
        "3.9999999999999999999999",
        "6.0000000000000000000001",
        "-5",
        "40",
    ] {
        assert_incorrect(Kind::Numeric, "4[:]6", response);
    }
}

#[test]
fn an_open_end_takes_every_number() {
    assert_correct(Kind::Numeric, "4[:]", "1e300");
    assert_incorrect(Kind::Numeric, "4[:]", "3");
    assert_correct(Kind::Numeric, "[:]4", "-1e300");
    assert_incorrect(Kind::Numeric, "[:]4", "4.1");
    assert_correct(Kind::Numeric, "[:]", "0");
}

#[test]
fn a_single_number_is_compared_by_value() {
    assert_correct(Kind::Numeric, "0.1", "0.10");
    assert_incorrect(Kind::Numeric, "0.1", "0.1000000000000000055511151231257827");
}

#[test]
fn a_range_is_correct_within_the_range_asked_for() {
    assert_correct(Kind::Numeric, "4[:]6", "4.5[:]6");
    assert_correct(Kind::Numeric, "4[:]", "5[:]");
    assert_incorrect(Kind::Numeric, "4[:]6", "5[:]7");
    assert_incorrect(Kind::Numeric, "4[:]6", "5[:]");
    assert_incorrect(Kind::Numeric, "4", "[:]");
}

#[test]
fn steps_are_compared_in_order_unless_a_pattern_says_otherwise() {
    assert_correct(Kind::Performance, "a[.]1[,]b[.]2", "a[.]1[,]b[.]2");
    assert_incorrect(Kind::Performance, "a[.]1[,]b[.]2", "b[.]2[,]a[.]1");
    assert_correct(
        Kind::Performance,
        "{order_matters=false}a[.]1[,]b[.]2",
        "b[.]2[,]a[.]1",
    );
    assert_incorrect(
        Kind::Performance,
        "{order_matters=false}a[.]1[,]b[.]2",
        "b[.]2",
    );
    assert_incorrect(
        Kind::Performance,
        "{order_matters=false}a[.]1[,]a[.]2",
        "a[.]2[,]a[.]1",
    );
}

#[test]
fn a_step_may_ask_for_a_range() {
    assert_correct(Kind::Performance, "a[.]1[:]5", "a[.]5.0");
    assert_incorrect(Kind::Performance, "a[.]1[:]5", "a[.]5.1");
    assert_incorrect(Kind::Performance, "a[.]1[:]5", "a[.]five");
}

#[test]
fn a_step_may_ask_for_a_text_whatever_its_case() {
    assert_correct(Kind::Performance, "a[.]Done", "a[.]done");
    assert_correct(Kind::Performance, "a[.]{lang=en}Done", "a[.]done");
    assert_incorrect(Kind::Performance, "a[.]{lang=en}Done", "a[.]{lang=de}Done");
    assert_incorrect(Kind::Performance, "a[.]done", "a[.]undone");
    assert_incorrect(Kind::Performance, "a[.]done", "a[.]");
}

#[test]
fn a_step_that_asks_for_a_text_of_digits_takes_the_digits() {
    assert_correct(Kind::Performance, "a[.]{lang=en}007", "a[.]007");
    assert_correct(Kind::Performance, "a[.]{lang=en}7", "a[.]7");
    assert_incorrect(Kind::Performance, "a[.]{lang=en}7", "a[.]7.0");
}

#[test]
fn a_time_of_day_is_no_range() {
    assert_incorrect(Kind::Performance, "a[.]10:30", "a[.]20");
    assert_correct(Kind::Performance, "a[.]10:30", "a[.]10:30");
}

#[test]
fn a_format_of_its_own_is_decided_for_the_very_text_alone() {
    let pattern = ["(35.937432,-86.868896)"];
    assert_eq!(
        evaluate(Kind::Other, &pattern, pattern[0]).is_correct(),
        Some(true)
    );
    assert_eq!(
        evaluate(Kind::Other, &pattern, "(35.93,-86.86)"),
        Evaluation::Undecided(Undecided::OwnFormat)
    );
}

#[test]
fn a_response_beyond_the_limits_is_undecided() {
    let limits = Limits::DEFAULT.with_text(3);
    let question = CorrectResponses::parse(Kind::FillIn, ["foo"], &limits);
    assert_eq!(
        question.evaluate("fool").to_string(),
        "undecided: the response cannot be read: text is 4, limit is 3 at byte 3"
    );
}
