//! Statements that are made here.

use edu_json::RawJson;
use edu_types::{Decimal, Iri, IsoDuration, LanguageMap, LanguageTag, Limits, Timestamp, UuidText};
use proptest::prelude::*;
use xapi_model::vocabulary::{KnownVerb, verb};
use xapi_model::{
    Activity, ActivityDefinition, Actor, Agent, ContextAgent, ContextGroup, Group, Object, Outcome,
    Score, ScoreError, Statement, StatementBuilder, StatementRef, SubStatement, Verb, Version,
};

fn agent() -> Agent {
    Agent::account("https://school.example/", "4711").unwrap()
}

fn activity() -> Activity {
    Activity::identified("https://school.example/quizzes/7").unwrap()
}

fn passed() -> Verb {
    Verb::known(verb::PASSED).unwrap()
}

fn builder() -> StatementBuilder {
    Statement::builder(agent(), passed(), activity())
}

fn id() -> UuidText {
    UuidText::parse("39e24cc4-69af-4b01-a824-1fdc6ea8a3af").unwrap()
}

fn codes(builder: StatementBuilder, version: Version) -> Vec<&'static str> {
    let refused = builder.build(version).unwrap_err();
    let findings = refused.report().findings().iter();
    findings.map(|finding| finding.code).collect()
}

fn number(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

#[test]
fn what_was_set_is_written() {
    let built = builder()
        .id(id())
        .timestamp(Timestamp::from_unix_seconds(0))
        .success(true)
        .completion(false)
        .response("a")
        .duration(IsoDuration::from_millis(125_000))
        .registration(id())
        .language(LanguageTag::parse("de").unwrap())
        .context_statement(id())
        .parent(Activity::identified("a:1").unwrap())
        .parent(Activity::identified("a:2").unwrap())
        .category(Activity::identified("a:3").unwrap())
        .result_extension(&Iri::new("a:b").unwrap(), RawJson::string("c"))
        .build(Version::V1_0_3)
        .unwrap();
    assert!(built.report.is_empty());
    let text = String::from_utf8(built.value.to_bytes().into_owned()).unwrap();
    assert_eq!(
        text,
        r#"{"actor":{"account":{"homePage":"https://school.example/","name":"4711"}},"verb":{"id":"http://adlnet.gov/expapi/verbs/passed","display":{"en":"passed"}},"object":{"id":"https://school.example/quizzes/7"},"id":"39e24cc4-69af-4b01-a824-1fdc6ea8a3af","result":{"success":true,"completion":false,"response":"a","duration":"PT2M5S","extensions":{"a:b":"c"}},"context":{"registration":"39e24cc4-69af-4b01-a824-1fdc6ea8a3af","contextActivities":{"parent":[{"id":"a:1"},{"id":"a:2"}],"category":[{"id":"a:3"}]},"language":"de","statement":{"objectType":"StatementRef","id":"39e24cc4-69af-4b01-a824-1fdc6ea8a3af"}},"timestamp":"1970-01-01T00:00:00Z"}"#
    );
}

#[test]
fn every_published_verb_begins_a_statement() {
    for known in KnownVerb::all() {
        let verb = Verb::known(known).unwrap();
        assert_eq!(verb.display.unwrap().get("en"), Some(known.name()));
    }
}

#[test]
fn a_score_is_within_its_bounds_both_included() {
    assert!(Score::scaled(1).is_ok() && Score::scaled(-1).is_ok());
    assert_eq!(Score::scaled(number("1.0001")), Err(ScoreError::Scaled));
    assert_eq!(Score::scaled(-2), Err(ScoreError::Scaled));
    assert!(Score::points(10, 0, 10).is_ok() && Score::points(0, 0, 10).is_ok());
    assert_eq!(Score::points(11, 0, 10), Err(ScoreError::Raw));
    assert_eq!(Score::points(-1, 0, 10), Err(ScoreError::Raw));
    assert_eq!(Score::points(0, 10, 10), Err(ScoreError::Bounds));
}

#[test]
fn an_address_without_its_scheme_is_no_identifier() {
    assert!(Agent::mbox("ada@school.example").is_err());
    assert!(Agent::account("school.example", "4711").is_err());
    assert!(Agent::openid("ada").is_err());
    assert!(Activity::identified("quiz 7").is_err());
    assert!(Verb::identified("passed").is_err());
    assert!(activity().of_type("quiz").is_err());
    assert!(LanguageMap::from_pairs([("en", "a"), ("e_n", "b")]).is_err());
}

#[test]
fn a_number_set_past_its_constructor_is_refused() {
    let mut score = Score::new();
    score.scaled = Some(number("1.5"));
    assert_eq!(
        codes(builder().score(score), Version::V2_0),
        ["xapi.score.scaled"]
    );
}

#[test]
fn a_platform_without_activity_is_refused() {
    let told = Statement::builder(agent(), passed(), agent())
        .platform("p")
        .revision("1");
    assert_eq!(
        codes(told, Version::V2_0),
        [
            "xapi.context.revision_object",
            "xapi.context.platform_object"
        ]
    );
}

#[test]
fn a_voiding_of_no_statement_is_refused() {
    let voided = Verb::known(verb::VOIDED).unwrap();
    let void = Statement::builder(agent(), voided.clone(), activity());
    assert_eq!(codes(void, Version::V1_0_3), ["xapi.voiding.object"]);
    let void = Statement::builder(agent(), voided, StatementRef::new(id()));
    assert_eq!(
        void.build(Version::V1_0_3).unwrap().value.value().voids(),
        Some(id())
    );
}

#[test]
fn context_agents_are_refused_before_2_0() {
    let told = builder().context_agent(ContextAgent::new(agent()));
    assert_eq!(
        codes(told.clone(), Version::V1_0_3),
        ["xapi.context_agents.version"]
    );
    assert!(told.build(Version::V2_0).is_ok());
}

#[test]
fn a_sub_statement_within_another_is_refused() {
    let inner = SubStatement::new(agent().into(), passed(), activity().into());
    let outer = SubStatement::new(agent().into(), passed(), inner.into());
    let told = Statement::builder(agent(), passed(), outer);
    assert_eq!(codes(told, Version::V2_0), ["xapi.substatement.nested"]);
}

#[test]
fn a_group_without_members_is_refused() {
    let told = Statement::builder(Group::anonymous(Vec::new()), passed(), activity());
    assert_eq!(codes(told, Version::V2_0), ["xapi.group.no_member"]);
}

#[test]
fn a_group_of_one_does_not_vouch() {
    let told = builder().authority(Group::anonymous(vec![agent()]));
    assert_eq!(codes(told, Version::V2_0), ["xapi.authority.group"]);
}

#[test]
fn a_language_that_is_there_twice_is_refused() {
    let twice = LanguageMap::from_pairs([("en", "a"), ("en", "b")]).unwrap();
    let told = Statement::builder(agent(), passed().displayed(twice), activity());
    assert_eq!(codes(told, Version::V2_0), ["json.duplicate"]);
}

#[test]
fn a_version_of_another_standard_is_refused() {
    assert_eq!(
        codes(builder().version("3.0"), Version::V2_0),
        ["xapi.version.form"]
    );
}

/// One call of a setter, right or wrong.
type Call = fn(StatementBuilder) -> StatementBuilder;

fn calls() -> Vec<Call> {
    vec![
        |it| it.id(id()),
        |it| it.id(UuidText::from_bytes([0xff; 16])),
        |it| it.timestamp(Timestamp::parse("2024-05-01T10:00:00.123456+02:00").unwrap()),
        |it| it.timestamp(Timestamp::parse("2024-05-01T10:00:00-00:00").unwrap()),
        |it| it.authority(agent()),
        |it| it.authority(Group::anonymous(vec![agent(), agent()])),
        |it| it.authority(Group::anonymous(vec![agent()])),
        |it| it.version("1.0.3"),
        |it| it.version(""),
        |it| it.result(Outcome::new()),
        |it| it.score(Score::points(5, 0, 10).unwrap()),
        |it| {
            let mut score = Score::new();
            (score.raw, score.max) = (Some(5.into()), Some(4.into()));
            it.score(score)
        },
        |it| it.success(false),
        |it| it.response("\u{0}\"\\[,]"),
        |it| it.duration(IsoDuration::parse("P1Y2M3DT4.56789S").unwrap()),
        |it| it.result_extension(&Iri::new("a:b").unwrap(), RawJson::string("")),
        |it| it.registration(id()),
        |it| it.instructor(Group::anonymous(Vec::new())),
        |it| it.team(Group::anonymous(vec![agent()])),
        |it| it.context_agent(ContextAgent::new(agent())),
        |it| it.context_group(ContextGroup::new(Group::anonymous(vec![agent()]))),
        |it| it.parent(activity()),
        |it| it.other(activity().named(LanguageMap::new())),
        |it| it.grouping(activity().defined(ActivityDefinition::new())),
        |it| it.platform("p"),
        |it| it.revision(""),
        |it| it.context_statement(id()),
        |it| it.context_extension(&Iri::new("a:b").unwrap(), RawJson::string("c")),
    ]
}

fn objects() -> Vec<Object> {
    let mut choice = ActivityDefinition::new();
    choice.choices = Some(Vec::new());
    let inner = SubStatement::new(agent().into(), passed(), activity().into());
    let deep = SubStatement::new(agent().into(), passed(), inner.clone().into());
    let mut untyped = Object::from(agent());
    if let Object::Agent(agent) = &mut untyped {
        agent.is_typed = false;
    }
    vec![
        activity().into(),
        activity().defined(choice).into(),
        agent().into(),
        untyped,
        Group::anonymous(vec![agent()]).into(),
        StatementRef::new(id()).into(),
        inner.into(),
        deep.into(),
    ]
}

fn actors() -> Vec<Actor> {
    vec![
        agent().into(),
        agent().named("").into(),
        Group::anonymous(vec![agent().named("Ada")]).into(),
        Group::anonymous(Vec::new()).into(),
    ]
}

proptest! {
    #[test]
    fn no_calls_make_a_statement_that_is_refused(
        actor in proptest::sample::select(actors()),
        verb in proptest::sample::select(vec![verb::PASSED, verb::VOIDED]),
        object in proptest::sample::select(objects()),
        made in proptest::collection::vec(proptest::sample::select(calls()), 0..8),
    ) {
        let begun = Statement::builder(actor, Verb::known(verb).unwrap(), object);
        let builder = made.iter().fold(begun, |builder, call| call(builder));
        for version in Version::ALL {
            if let Ok(built) = builder.clone().build(version) {
                let (bytes, limits) = (built.value.to_bytes(), Limits::default());
                let read = Statement::from_slice(&bytes, &version.strict(), &limits);
                prop_assert_eq!(&read.unwrap().value, built.value.value());
            }
        }
    }
}
