//! Ids in the lists of an activity, and in responses.

use xapi_model::interaction::{
    ComponentList, Components, InteractionType as Kind, first_repeated, has_white_space,
};

use super::read;

fn unknown(components: &Components<'_>, kind: Kind, response: &str) -> Vec<String> {
    let response = read(kind, response).unwrap();
    let unknown = components.unknown_in(&response);
    unknown.iter().map(ToString::to_string).collect()
}

#[test]
fn an_id_that_an_earlier_one_equals_is_found() {
    assert_eq!(first_repeated(&["a", "b", "a", "b"], |id| id), Some(2));
    assert_eq!(first_repeated(&["a", "A", "a "], |id| id), None);
    assert_eq!(first_repeated::<&str>(&[], |id| id), None);
}

#[test]
fn the_first_repeated_id_of_a_long_list_is_found() {
    let mut ids: Vec<_> = (0..50_000).map(|number| number.to_string()).collect();
    assert_eq!(first_repeated(&ids, |id| id), None);
    ids.push("40000".to_owned());
    ids.insert(700, "3".to_owned());
    assert_eq!(first_repeated(&ids, |id| id), Some(700));
}

#[test]
fn white_space_in_an_id_is_found() {
    assert!(has_white_space("a b") && has_white_space("a\u{a0}b"));
    assert!(!has_white_space("a_b") && !has_white_space(""));
}

#[test]
fn a_choice_of_none_of_the_choices_is_found() {
    let known = Components::new().with(ComponentList::Choices, ["golf", "tetris"]);
    let expected = ["id 1 of the response is none of `choices`"];
    assert_eq!(unknown(&known, Kind::Choice, "golf[,]Tetris"), expected);
    assert_eq!(unknown(&known, Kind::Sequencing, "golf[,]Tetris"), expected);
}

#[test]
fn sources_and_targets_are_looked_up_in_their_own_lists() {
    let known = Components::new()
        .with(ComponentList::Source, ["ben"])
        .with(ComponentList::Target, ["1"]);
    assert!(unknown(&known, Kind::Matching, "ben[.]1").is_empty());
    assert_eq!(
        unknown(&known, Kind::Matching, "ben[.]1[,]1[.]ben"),
        [
            "id 2 of the response is none of `source`",
            "id 3 of the response is none of `target`"
        ]
    );
}

#[test]
fn steps_and_points_of_a_scale_are_looked_up() {
    let known = Components::new()
        .with(ComponentList::Steps, ["pong"])
        .with(ComponentList::Scale, ["likert_0"]);
    assert_eq!(
        unknown(&known, Kind::Performance, "pong[.]1[,]dg[.]2").len(),
        1
    );
    assert_eq!(unknown(&known, Kind::Likert, "likert_9").len(), 1);
}

#[test]
fn nothing_is_said_of_a_list_that_the_activity_does_not_have() {
    let known = Components::new().with(ComponentList::Choices, ["golf"]);
    assert!(unknown(&known, Kind::Likert, "likert_9").is_empty());
    assert!(unknown(&Components::new(), Kind::Choice, "golf").is_empty());
}

#[test]
fn an_empty_list_has_no_component() {
    let known = Components::new().with(ComponentList::Choices, []);
    assert_eq!(unknown(&known, Kind::Choice, "golf").len(), 1);
}

#[test]
fn texts_and_numbers_name_no_component() {
    let known = Components::new().with(ComponentList::Choices, []);
    for (kind, text) in [
        (Kind::FillIn, "golf"),
        (Kind::Numeric, "4"),
        (Kind::Other, "golf"),
    ] {
        assert!(unknown(&known, kind, text).is_empty());
    }
}
