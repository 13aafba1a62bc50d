//! Texts that are no response of their kind.

use edu_types::Limits;
use xapi_model::interaction::{
    InteractionType as Kind, Parameter, Response, ResponseFault as Fault,
};

use super::{fault, read};

#[test]
fn refuses_true_false_spelled_otherwise() {
    for text in ["True", "yes", "", " true", "1"] {
        assert_eq!(
            fault(Kind::TrueFalse, text),
            "response is neither, `true` or `false` is allowed at byte 0"
        );
    }
}

#[test]
fn refuses_a_delimiter_after_a_single_choice() {
    assert_eq!(
        fault(Kind::Choice, "golf[,]"),
        "id is empty, one or more characters are allowed at byte 7"
    );
}

#[test]
fn refuses_an_empty_id_wherever_it_stands() {
    for (text, offset) in [("[,]golf", 0), ("golf[,][,]tetris", 7), ("[,]", 0)] {
        for kind in [Kind::Choice, Kind::Sequencing] {
            let error = read(kind, text).unwrap_err();
            assert_eq!(error.offset, offset, "{text}");
            assert_eq!(error.fault, Fault::EmptyId);
        }
    }
}

#[test]
fn refuses_two_points_of_a_scale() {
    assert_eq!(
        fault(Kind::Likert, "likert_1[,]likert_2"),
        "id holds a delimiter, an id without `[,]` and `[.]` is allowed at byte 8"
    );
}

#[test]
fn refuses_no_point_of_a_scale() {
    assert!(fault(Kind::Likert, "").starts_with("id is empty"));
}

#[test]
fn refuses_the_delimiter_of_pairs_in_a_choice() {
    assert!(fault(Kind::Choice, "ben[.]3").ends_with("at byte 3"));
}

#[test]
fn refuses_a_pair_without_target() {
    assert_eq!(
        fault(Kind::Matching, "ben[.]3[,]chris"),
        "pair has no target, `source[.]target` is allowed at byte 10"
    );
}

#[test]
fn refuses_a_pair_of_three() {
    assert_eq!(read(Kind::Matching, "ben[.]3[.]4").unwrap_err().offset, 7);
}

#[test]
fn refuses_a_pair_with_an_empty_side() {
    for (text, offset) in [("ben[.]", 6), ("[.]3", 0), ("ben[.][,]chris[.]2", 6)] {
        assert_eq!(
            read(Kind::Matching, text).unwrap_err().offset,
            offset,
            "{text}"
        );
    }
}

#[test]
fn refuses_a_step_without_response() {
    assert_eq!(
        fault(Kind::Performance, "pong[.]1[,]lunch"),
        "step has no response, `step[.]response` is allowed at byte 11"
    );
}

#[test]
fn refuses_a_step_without_id() {
    assert_eq!(read(Kind::Performance, "[.]1").unwrap_err().offset, 0);
}

#[test]
fn refuses_a_step_whose_range_holds_no_numbers() {
    let error = read(Kind::Performance, "pong[.]one[:]two").unwrap_err();
    assert_eq!(error.offset, 7);
    assert!(matches!(error.fault, Fault::Number(_)));
}

#[test]
fn refuses_what_is_no_number() {
    for text in [
        "", "four", "1,5", "+4", "04", ".5", "4.", "0x10", "NaN", "1e999", " 4",
    ] {
        let error = read(Kind::Numeric, text).unwrap_err();
        assert_eq!(error.offset, 0, "{text}");
        assert!(matches!(error.fault, Fault::Number(_)), "{text}");
    }
}

#[test]
fn refuses_a_range_with_a_bare_colon() {
    assert!(read(Kind::Numeric, "4:").is_err());
}

#[test]
fn refuses_a_range_whose_end_is_no_number() {
    assert_eq!(read(Kind::Numeric, "4[:]five").unwrap_err().offset, 4);
}

#[test]
fn refuses_a_range_of_three() {
    assert_eq!(
        fault(Kind::Numeric, "1[:]2[:]3"),
        "range has a second delimiter, `minimum[:]maximum` is allowed at byte 5"
    );
}

#[test]
fn refuses_a_range_that_ends_before_it_begins() {
    assert_eq!(
        fault(Kind::Numeric, "5[:]4.99"),
        "range has a minimum above its maximum, at most the maximum is allowed at byte 0"
    );
}

#[test]
fn refuses_a_parameter_with_another_value() {
    assert_eq!(
        fault(Kind::FillIn, "{case_matters=yes}foo"),
        "parameter `case_matters` has a value that is not allowed, `true` or `false` is at byte 14"
    );
}

#[test]
fn refuses_a_parameter_that_is_not_closed() {
    assert_eq!(
        fault(Kind::FillIn, "{lang=en foo"),
        "parameter `lang` has no closing brace, `{parameter=value}` is allowed at byte 0"
    );
}

#[test]
fn refuses_a_parameter_said_twice() {
    let text = "{case_matters=true}{case_matters=true}foo";
    assert_eq!(
        fault(Kind::LongFillIn, text),
        "parameter `case_matters` appears twice, once is allowed at byte 19"
    );
    assert_eq!(
        read(Kind::FillIn, "{lang=en}{lang=fr}foo")
            .unwrap_err()
            .offset,
        9
    );
}

#[test]
fn refuses_a_list_parameter_before_a_later_text() {
    assert_eq!(
        fault(Kind::FillIn, "foo[,]{order_matters=false}bar"),
        "parameter `order_matters` may not stand here, before all items of a fill-in, \
         long-fill-in or performance it is allowed at byte 6"
    );
}

#[test]
fn refuses_a_list_parameter_after_a_language() {
    assert_eq!(
        read(Kind::FillIn, "{lang=en}{case_matters=true}foo")
            .unwrap_err()
            .offset,
        9
    );
}

#[test]
fn refuses_case_matters_where_no_text_is_compared_by_it() {
    assert!(fault(Kind::Performance, "{case_matters=true}a[.]b").contains("may not stand here"));
}

#[test]
fn refuses_parameters_before_ids() {
    for kind in [Kind::Choice, Kind::Sequencing, Kind::Likert] {
        let error = read(kind, "{order_matters=false}a").unwrap_err();
        assert_eq!(error.offset, 0);
        assert_eq!(
            error.fault,
            Fault::ParameterMisplaced(Parameter::OrderMatters)
        );
    }
    assert_eq!(
        read(Kind::Matching, "a[.]{lang=en}b").unwrap_err().offset,
        4
    );
    assert_eq!(
        read(Kind::Performance, "{lang=en}a[.]b")
            .unwrap_err()
            .offset,
        0
    );
}

#[test]
fn refuses_a_language_that_is_no_tag() {
    for tag in ["", "e n", "-en", "en-", "englishenglish", "en_US", "1"] {
        let text = format!("{{lang={tag}}}foo");
        let error = read(Kind::FillIn, &text).unwrap_err();
        assert_eq!(error.offset, 6, "{tag}");
        let parameter = Parameter::Language;
        assert_eq!(error.fault, Fault::ParameterValue { parameter }, "{tag}");
    }
}

#[test]
fn says_nothing_of_what_the_learner_wrote() {
    let secret = "Krankheit";
    for kind in Kind::ALL {
        for text in [
            format!("{{lang={secret}"),
            format!("{{lang=1}}{secret}[.]{secret}[:]{secret}"),
            format!("{secret}[,][,]{secret}[.][.]"),
        ] {
            let read = Response::parse(kind, &text, &Limits::DEFAULT);
            assert!(!format!("{read:?}").contains(secret), "{read:?}");
            if let Err(error) = read {
                assert!(!error.to_string().contains(secret), "{error}");
            }
        }
    }
}
