//! What may not be published, rule by rule.

use edu_types::Profile;
use scorm_manifest::course::{Course, Draft, Item};

use super::{TIDES, read, with_blocks};

fn codes(course: &Course) -> Vec<&'static str> {
    let report = Draft::new(course.clone()).judge(&Profile::strict());
    report
        .findings()
        .iter()
        .map(|finding| finding.code)
        .collect()
}

fn refused(blocks: &str, code: &str) {
    let found = codes(&with_blocks(blocks));
    assert!(found.contains(&code), "{blocks}: {found:?}");
}

fn question(members: &str, code: &str) {
    let blocks = format!(
        r#"{{"kind":"quiz","title":"Q","questions":[{{"identifier":"q","text":"Why?",{members}}}]}}"#
    );
    refused(&blocks, code);
}

/// The course that shows everything with one text in it exchanged.
fn changed(from: &str, to: &str) -> Vec<&'static str> {
    assert!(TIDES.contains(from));
    codes(&read(&TIDES.replacen(from, to, 1)))
}

#[test]
fn the_course_that_shows_everything_may_be_published() {
    assert!(codes(&read(TIDES)).is_empty());
}

#[test]
fn refuses_titles_that_say_nothing() {
    assert!(changed("Tides & <currents>", "  ").contains(&"course.title.blank"));
    assert!(changed("The moon\"", "\"").contains(&"course.title.blank"));
}

#[test]
fn refuses_titles_with_characters_that_no_manifest_may_hold() {
    assert!(changed("Tides &", "Tides \\u0001").contains(&"course.text.control"));
}

#[test]
fn refuses_a_course_without_a_page() {
    let mut course = read(TIDES);
    course.items.0.clear();
    assert!(codes(&course).contains(&"course.items.empty"));
}

#[test]
fn refuses_more_items_than_players_show() {
    let mut course = read(TIDES);
    let page = course.items.0[1].clone();
    course.items.0.resize(6000, page);
    assert_eq!(codes(&course), ["course.items.limit"]);
}

#[test]
fn refuses_folders_and_pages_with_nothing_in_them() {
    let mut course = read(TIDES);
    if let Item::Folder(folder) = &mut course.items.0[0] {
        folder.items.clear();
    }
    assert!(codes(&course).contains(&"course.folder.empty"));
    refused("", "course.page.empty");
}

#[test]
fn refuses_names_that_differ_in_case_alone() {
    assert!(
        changed("\"identifier\": \"film\"", "\"identifier\": \"MOON\"")
            .contains(&"course.identifier.twice")
    );
    assert!(changed("q-kinds", "Q-CAUSE").contains(&"course.identifier.twice"));
    assert!(
        changed("\"img/moon.png\", \"alt", "\"IMG/moon.png\", \"alt").contains(&"course.file.case")
    );
}

#[test]
fn refuses_prerequisites_that_are_unknown_or_go_round() {
    assert!(changed("[\"moon\"]", "[\"sun\"]").contains(&"course.prerequisite.unknown"));
    assert!(changed("[\"moon\"]", "[\"basics\"]").contains(&"course.prerequisite.unknown"));
    assert!(changed("[\"moon\"]", "[\"test\"]").contains(&"course.prerequisite.cycle"));
    let round = changed(
        "\"objectives\": [\"cause\"]",
        "\"prerequisites\": [\"test\"]",
    );
    assert!(round.contains(&"course.prerequisite.cycle"));
}

#[test]
fn refuses_objectives_that_the_course_does_not_have() {
    assert!(
        changed(
            "\"objectives\": [\"cause\"]",
            "\"objectives\": [\"effect\"]"
        )
        .contains(&"course.objective.unknown")
    );
}

#[test]
fn refuses_a_mastery_where_nothing_is_scored() {
    let mut course = with_blocks(r#"{"kind":"text","text":"x"}"#);
    course.mastery = read(TIDES).mastery;
    assert!(codes(&course).contains(&"course.mastery.unscored"));
}

#[test]
fn refuses_headings_that_skip_a_level() {
    refused(
        r###"{"kind":"text","text":"## Two"}"###,
        "course.heading.order",
    );
    refused(
        r##"{"kind":"text","text":"# One\n### Three"}"##,
        "course.heading.order",
    );
}

#[test]
fn refuses_links_to_programs() {
    refused(
        r#"{"kind":"text","text":"[x](javascript:alert(1))"}"#,
        "course.link.address",
    );
}

#[test]
fn refuses_images_that_say_nothing_or_can_hold_programs() {
    refused(
        r#"{"kind":"image","file":"a.png"}"#,
        "course.image.alternative",
    );
    refused(
        r#"{"kind":"image","file":"a.png","alternative":"x","decorative":true}"#,
        "course.image.alternative",
    );
    refused(
        r#"{"kind":"image","file":"a.svg","alternative":"x"}"#,
        "course.image.format",
    );
}

#[test]
fn refuses_videos_without_captions() {
    refused(
        r#"{"kind":"video","file":"a.mp4","title":"A"}"#,
        "course.video.captions",
    );
    refused(
        r#"{"kind":"video","file":"a.avi","title":"A","silent":true}"#,
        "course.video.format",
    );
    refused(
        r#"{"kind":"video","file":"a.mp4","title":"A","silent":true}"#,
        "course.video.transcript",
    );
}

#[test]
fn refuses_frames_without_a_title_or_of_no_height() {
    refused(
        r#"{"kind":"embed","address":"https://a.example/","title":" "}"#,
        "course.embed.form",
    );
    refused(
        r#"{"kind":"embed","address":"https://a.example/","title":"A","height":0}"#,
        "course.embed.form",
    );
}

#[test]
fn refuses_quizzes_that_ask_nothing_or_allow_no_try() {
    refused(r#"{"kind":"quiz","title":"Q"}"#, "course.quiz.empty");
    refused(
        r#"{"kind":"quiz","title":"Q","attempts":0}"#,
        "course.quiz.attempts",
    );
}

#[test]
fn refuses_questions_without_a_right_answer() {
    question(
        r#""kind":"single_choice","choices":[{"text":"a"},{"text":"b"}]"#,
        "course.question.choices",
    );
    question(
        r#""kind":"single_choice","choices":[{"text":"a","correct":true}]"#,
        "course.question.choices",
    );
    let two = r#""kind":"single_choice","choices":[{"text":"a","correct":true},{"text":"b","correct":true}]"#;
    question(two, "course.question.choices");
    question(r#""kind":"true_false""#, "course.question.answer");
    question(r#""kind":"fill_in""#, "course.question.answer");
    question(
        r#""kind":"fill_in","accepted":["a[,]b"]"#,
        "course.question.answer",
    );
}

#[test]
fn refuses_members_of_questions_of_another_kind() {
    question(
        r#""kind":"true_false","answer":true,"accepted":["x"]"#,
        "course.question.member",
    );
    question(
        r#""kind":"fill_in","accepted":["x"],"answer":true"#,
        "course.question.member",
    );
}

#[test]
fn refuses_weights_out_of_range() {
    question(
        r#""kind":"true_false","answer":true,"weight":0"#,
        "course.question.weight",
    );
    question(
        r#""kind":"true_false","answer":true,"weight":1000.5"#,
        "course.question.weight",
    );
}

#[test]
fn refuses_files_that_are_opened_by_no_page() {
    assert!(changed("\"sim/index.html\"", "\"sim/index.swf\"").contains(&"course.files.launch"));
}
