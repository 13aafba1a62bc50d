//! Responses that are built and written.

use edu_types::Decimal;
use xapi_model::interaction::{
    ComponentId, FillIn, InteractionType as Kind, NumericRange, Performance, Response,
    ResponseError, ResponseText, Step, StepResponse,
};

use super::read;

fn refusal<T>(built: Result<T, ResponseError>) -> String {
    built.err().expect("a refusal").to_string()
}

#[test]
fn what_was_read_is_written_as_it_came() {
    for (kind, text) in [
        (Kind::TrueFalse, "false"),
        (Kind::Choice, ""),
        (Kind::Choice, "golf[,]tetris[,]golf"),
        (Kind::FillIn, ""),
        (Kind::FillIn, "foo[,]"),
        (
            Kind::FillIn,
            "{case_matters=false}{order_matters=true}{lang=en}foo[,]{lang=fr-CA}bar",
        ),
        (Kind::LongFillIn, "{other=1}{Lang=en}{ lang=en}"),
        (Kind::Matching, "ben[.]3[,]ben[.]4"),
        (
            Kind::Performance,
            "{order_matters=false}pong[.]1:[,]dg[.]:10[,]lunch[.]",
        ),
        (
            Kind::Performance,
            "a[.]{lang=en}4[,]b[.]4.50[,]c[.]4[:]5[,]d[.]x[.]y[,]e[.]10:30",
        ),
        (Kind::Sequencing, "tim[,]mike"),
        (Kind::Likert, "likert_3"),
        (Kind::Numeric, "4[:]"),
        (Kind::Numeric, "[:]4"),
        (Kind::Numeric, "[:]"),
        (Kind::Numeric, "-0.50e1[:]4"),
        (Kind::Other, "(35.937432,-86.868896)[,]{lang=}"),
    ] {
        assert_eq!(read(kind, text).unwrap().to_text(), text);
    }
}

#[test]
fn list_parameters_are_written_in_one_order() {
    let text = "{order_matters=false}{case_matters=true}foo";
    let read = read(Kind::FillIn, text).unwrap();
    assert_eq!(
        read.to_text(),
        "{case_matters=true}{order_matters=false}foo"
    );
}

#[test]
fn every_kind_can_be_built() {
    let id = |id| ComponentId::new(id).unwrap();
    let text = |text| ResponseText::new(text).unwrap();
    let dg = NumericRange::at_most(Decimal::from(10));
    let steps = [
        Step::new(id("dg"), dg),
        Step::new(id("lunch"), StepResponse::text(text("pizza")).unwrap()),
    ];
    let performance = Performance::new(steps).with_order_matters(false);
    let between = NumericRange::between(Decimal::from(1), Decimal::from(2)).unwrap();
    for (built, written) in [
        (Response::TrueFalse(true), "true"),
        (Response::choice(["a", "b"]).unwrap(), "a[,]b"),
        (Response::choice::<&str>([]).unwrap(), ""),
        (Response::sequencing(["b", "a"]).unwrap(), "b[,]a"),
        (
            Response::matching([("a", "1"), ("b", "2")]).unwrap(),
            "a[.]1[,]b[.]2",
        ),
        (Response::likert("a").unwrap(), "a"),
        (
            Response::FillIn(FillIn::new([text("foo"), text("")]).unwrap()),
            "foo[,]",
        ),
        (
            Response::Performance(performance),
            "{order_matters=false}dg[.][:]10[,]lunch[.]pizza",
        ),
        (Response::Numeric(between), "1[:]2"),
        (Response::Numeric(NumericRange::any()), "[:]"),
        (Response::other("{x}"), "{x}"),
    ] {
        assert_eq!(built.to_text(), written);
        assert_eq!(read(built.kind(), written).unwrap(), built);
    }
}

#[test]
fn refuses_to_build_an_id_that_would_be_read_otherwise() {
    assert!(refusal(ComponentId::new("")).starts_with("id is empty"));
    assert!(refusal(ComponentId::new("a[,]b")).ends_with("at byte 1"));
    assert!(refusal(ComponentId::new("a[.]b")).starts_with("id holds a delimiter"));
    assert!(refusal(ComponentId::new("{lang=en}a")).starts_with("parameter `lang`"));
    assert!(refusal(Response::choice(["a", "b[,]c"])).starts_with("id holds a delimiter"));
    assert!(refusal(Response::matching([("a", "")])).starts_with("id is empty"));
}

#[test]
fn an_id_may_hold_parts_of_delimiters() {
    let ids = ["a[", "[,", ",]b", "]", "[", "[:]", "{x=1}", "a{lang=en}"];
    let built = Response::sequencing(ids).unwrap();
    let text = built.to_text();
    assert_eq!(read(Kind::Sequencing, &text).unwrap(), built);
    let pairs = Response::matching(ids.into_iter().zip(ids)).unwrap();
    let text = pairs.to_text();
    assert_eq!(read(Kind::Matching, &text).unwrap(), pairs);
}

#[test]
fn refuses_to_build_a_text_that_would_be_read_otherwise() {
    assert!(refusal(ResponseText::new("a[,]b")).starts_with("text holds a delimiter"));
    assert!(refusal(ResponseText::new("{lang=en}a")).starts_with("parameter `lang`"));
    assert!(refusal(ResponseText::new("{case_matters=")).starts_with("parameter `case_matters`"));
}

#[test]
fn refuses_to_build_a_language_that_is_no_tag() {
    let text = ResponseText::new("foo").unwrap();
    assert!(refusal(text.with_language("en}")).starts_with("parameter `lang` has a value"));
}

#[test]
fn refuses_to_build_a_fill_in_without_texts() {
    assert!(refusal(FillIn::new([])).starts_with("list has no texts"));
}

#[test]
fn refuses_to_build_a_text_of_a_step_that_would_be_read_as_a_number() {
    for text in ["4", "1:", ":10", "1[:]2", "[:]", "a[:]b"] {
        let built = StepResponse::text(ResponseText::new(text).unwrap());
        assert!(
            refusal(built).starts_with("text reads as a number"),
            "{text}"
        );
    }
}

#[test]
fn a_step_may_say_that_a_number_is_a_text_by_its_language() {
    let text = ResponseText::new("4").unwrap().with_language("en").unwrap();
    let step = Step::new(
        ComponentId::new("a").unwrap(),
        StepResponse::text(text).unwrap(),
    );
    let built = Response::Performance(Performance::new([step]));
    assert_eq!(read(Kind::Performance, "a[.]{lang=en}4").unwrap(), built);
}

#[test]
fn refuses_to_build_a_range_that_ends_before_it_begins() {
    let built = NumericRange::between(Decimal::from(2), Decimal::from(1));
    assert!(refusal(built).starts_with("range has a minimum above"));
}
