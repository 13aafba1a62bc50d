//! Drafts and what is published of them.

use super::{School, says};

#[test]
fn a_draft_that_breaks_a_rule_is_not_published_and_says_why() {
    let school = School::open();
    let course = school.course();
    school.change(&course, &[("new-title", ""), ("change", "add-page")]);
    let refused = school.publish(&course);
    assert_eq!(refused.status, 422);
    assert!(
        says(&refused, "Put a block on the page, or remove it."),
        "{}",
        refused.body
    );
    assert!(
        says(&refused, &format!("{course}/items/page-2")),
        "{}",
        refused.body
    );
    assert!(says(&refused, "a draft, not published"), "{}", refused.body);
}

#[test]
fn what_is_published_stays_until_it_is_published_again() {
    let school = School::open();
    let course = school.course();
    assert_eq!(school.publish(&course).status, 303);
    school.change(
        &format!("{course}/items/page-1"),
        &[
            ("title", "The sun"),
            ("b0-text", "It shines."),
            ("change", "save"),
        ],
    );
    let export = format!("{course}/export");
    let page = school.teacher.get(&course);
    assert!(
        says(&page, "version 1 is published, the draft was changed since"),
        "{}",
        page.body
    );
    assert!(says(&school.teacher.get(&export), "Version 1 of"));
    assert_eq!(school.publish(&course).status, 303);
    assert!(says(&school.teacher.get(&export), "Version 2 of"));
}

#[test]
fn publishing_twice_makes_one_version() {
    let school = School::open();
    let course = school.course();
    for _ in 0..3 {
        assert_eq!(school.publish(&course).status, 303);
    }
    assert!(says(&school.teacher.get(&course), "published as version 1"));
}

#[test]
fn a_form_that_shows_what_is_no_more_changes_nothing() {
    let school = School::open();
    let course = school.course();
    let stale = [("revision", "1"), ("title", "Old"), ("change", "settings")];
    for path in ["", "/items/page-1", "/publish"] {
        let answer = school.teacher.post(&format!("{course}{path}"), &stale);
        assert_eq!(answer.status, 409, "{path}");
    }
    assert!(!says(&school.teacher.get(&course), "Old"));
}

#[test]
fn settings_that_cannot_be_taken_come_back_as_they_were_typed() {
    let school = School::open();
    let course = school.course();
    let typed = [
        ("title", "Ebb"),
        ("language", "<b>"),
        ("mastery", "1.5"),
        ("change", "settings"),
    ];
    let refused = school.try_change(&course, &typed);
    assert_eq!(refused.status, 422);
    assert!(
        says(&refused, "value=\"&lt;b&gt;\" aria-invalid=\"true\""),
        "{}",
        refused.body
    );
    assert!(
        says(&refused, "value=\"1.5\" aria-invalid=\"true\""),
        "{}",
        refused.body
    );
    assert!(!says(&school.teacher.get(&course), "Ebb"));
}

#[test]
fn frames_of_sites_without_encryption_are_refused_beside_their_field() {
    let school = School::open();
    let page = format!("{}/items/page-1", school.course());
    let typed = [
        ("title", "The moon"),
        ("b0-text", "Kept?"),
        ("new-address", "http://a.example/"),
        ("change", "add-embed"),
    ];
    let refused = school.try_change(&page, &typed);
    assert_eq!(refused.status, 422);
    assert!(
        says(&refused, "id=\"new-address-wrong\">To mend: "),
        "{}",
        refused.body
    );
    assert!(says(&refused, "Kept?"), "{}", refused.body);
    assert!(!says(&school.teacher.get(&page), "Kept?"));
}

#[test]
fn buttons_that_no_page_has_change_nothing() {
    let school = School::open();
    let course = school.course();
    for change in [
        "",
        "up page-1",
        "down page-1",
        "into page-1",
        "out page-1",
        "remove nowhere",
        "swap page-1",
    ] {
        let refused = school.try_change(&course, &[("change", change)]);
        assert_eq!(refused.status, 422, "{change}");
    }
    let page = format!("{course}/items/page-1");
    let typed = |change| {
        [
            ("title", "The moon"),
            ("b0-text", "It."),
            ("change", change),
        ]
    };
    for change in [
        "",
        "add-script",
        "ask 0 fill_in",
        "drop 0 0",
        "ask 9 fill_in",
        "shake 0",
        "add-video",
        "add-image",
    ] {
        assert_eq!(
            school.try_change(&page, &typed(change)).status,
            422,
            "{change}"
        );
    }
    assert!(says(&school.teacher.get(&page), "It *pulls*."));
}

#[test]
fn what_is_typed_is_text_wherever_it_is_shown() {
    let school = School::open();
    let course = school.course();
    let evil = "</textarea><script>alert(1)</script>";
    let page = school.change(
        &format!("{course}/items/page-1"),
        &[("title", evil), ("b0-text", evil), ("change", "save")],
    );
    assert!(!says(&page, "<script>"), "{}", page.body);
    assert!(!says(&school.teacher.get(&course), "<script>"));
}

#[test]
fn pages_are_moved_into_folders_and_out_again() {
    let school = School::open();
    let course = school.course();
    for (title, change) in [("Shore", "add-folder"), ("The sun", "add-page")] {
        school.change(&course, &[("new-title", title), ("change", change)]);
    }
    let inside = school.change(&course, &[("change", "into page-2")]);
    assert!(says(&inside, "value=\"out page-2\""), "{}", inside.body);
    let order = |body: &str| {
        let tree = body.split_once("<h2>Pages</h2>").unwrap().1;
        ["page-1\"", "folder-1\"", "page-2\""].map(|name| tree.find(&format!("/items/{name}")))
    };
    let outside = school.change(&course, &[("change", "out page-2")]);
    assert!(order(&outside.body).is_sorted(), "{}", outside.body);
    let moved = school.change(&course, &[("change", "up folder-1")]);
    assert!(!order(&moved.body).is_sorted(), "{}", moved.body);
    let removed = school.change(&course, &[("change", "remove page-1")]);
    assert!(!says(&removed, "/items/page-1"), "{}", removed.body);
}

#[test]
fn a_quiz_is_written_question_by_question() {
    let school = School::open();
    let course = school.course();
    let page = format!("{course}/items/page-1");
    let with = |more: &[(&str, &str)]| {
        let fields = [
            &[
                ("title", "The moon"),
                ("b0-text", "It pulls."),
                ("b1-title", "Test"),
            ],
            more,
        ]
        .concat();
        school.change(&page, &fields)
    };
    with(&[("change", "add-quiz")]);
    with(&[("change", "ask 1 single_choice")]);
    let asked = [
        ("b1-q0", "What pulls?"),
        ("b1-a0", "* The moon\r\nThe ship"),
    ];
    with(&[&asked[..], &[("change", "ask 1 true_false")]].concat());
    let shown = with(
        &[
            &asked[..],
            &[
                ("b1-q1", "Twice a day?"),
                ("b1-a1", "true"),
                ("change", "save"),
            ],
        ]
        .concat(),
    );
    assert!(says(&shown, "* The moon\nThe ship"), "{}", shown.body);
    assert_eq!(
        school.publish(&course).status,
        303,
        "{}",
        school.teacher.get(&course).body
    );
}

#[test]
fn the_list_shows_each_course_by_the_title_and_the_state_of_its_draft() {
    let school = School::open();
    let course = school.course();
    let listed = |title: &str, state: &str| {
        let page = school.teacher.get("/courses");
        let line = format!("<a href=\"{course}\">{title}</a> – {state}</li>");
        assert!(says(&page, &line), "{line}: {}", page.body);
    };
    listed("Tides", "a draft, not published");
    assert_eq!(school.publish(&course).status, 303);
    listed("Tides", "published as version 1");
    let settings = [("language", "en"), ("change", "settings")];
    for (title, shown) in [("Ebb & flow", "Ebb &amp; flow"), ("", "Without a title")] {
        school.change(&course, &[&[("title", title)][..], &settings].concat());
        listed(shown, "version 1 is published, the draft was changed since");
    }
}
