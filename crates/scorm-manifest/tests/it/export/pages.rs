//! Pages that everybody can use, and that ask for nothing of others.

use super::{file, package, page_of, tides};

fn whole() -> String {
    file(&package(&tides(), r#"{"edition":"1.2"}"#), "index.html")
}

/// The levels of the headings, in the order they stand in.
fn headings(page: &str) -> Vec<u8> {
    let behind = page.split("<h").skip(1);
    let opened = behind.filter_map(|text| text.chars().next()?.to_digit(10));
    opened.map(|level| u8::try_from(level).unwrap()).collect()
}

#[test]
fn a_page_says_its_language_title_and_landmarks() {
    let page = whole();
    for part in [
        "<html lang=\"en\">",
        "<title>Tides &amp; &lt;currents&gt;</title>",
        "<main id=\"content\"",
        "<header>",
        "<nav class=\"contents\"",
        "href=\"#content\"",
        "role=\"status\"",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert_eq!(page.matches("<main").count(), 1);
}

#[test]
fn headings_skip_no_level() {
    for structure in ["one_object", "object_per_page"] {
        let package = package(
            &tides(),
            &format!(r#"{{"edition":"2004-4th","structure":"{structure}"}}"#),
        );
        let name = if structure == "one_object" {
            "index.html"
        } else {
            "pages/moon.html"
        };
        let levels = headings(&file(&package, name));
        assert_eq!(levels.first(), Some(&1));
        assert!(
            levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
            "{levels:?}"
        );
    }
}

#[test]
fn every_control_of_a_question_has_a_name() {
    let page = whole();
    for input in page.split("<input ").skip(1) {
        let (tag, _) = input.split_once('>').unwrap();
        let id = tag
            .split("id=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        assert!(page.contains(&format!("for=\"{id}\"")), "{tag}");
    }
    assert_eq!(
        page.matches("<fieldset>").count(),
        page.matches("<legend>").count()
    );
}

#[test]
fn pictures_have_alternatives_and_films_captions() {
    let page = whole();
    assert!(page.contains("alt=\"The moon above the sea\""));
    assert!(page.contains("src=\"files/img/line.png\" alt=\"\""));
    assert!(page.contains("<track kind=\"captions\" src=\"files/tide.en.vtt\" srclang=\"en\" label=\"English\" default>"));
    assert!(page.contains("<summary lang=\"en\">Transcript</summary>"));
}

#[test]
fn a_page_forbids_all_that_is_not_its_own() {
    let page = whole();
    let policy = page
        .split("Content-Security-Policy\" content=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    assert!(
        policy.starts_with("default-src &#39;none&#39;; script-src &#39;self&#39;;"),
        "{policy}"
    );
    assert!(
        policy.contains("frame-src &#39;self&#39; https://maps.example;"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe"));
    assert!(!page.contains(" style=") && !page.contains("<style") && !page.contains(" onclick"));
    let open = package(&tides(), r#"{"edition":"1.2","security_policy":false}"#);
    assert!(!file(&open, "index.html").contains("Content-Security-Policy"));
}

#[test]
fn frames_of_others_have_a_title_and_no_right_over_the_page() {
    let page = page_of(r#"{"kind":"embed","address":"https://a.example/x","title":"A"}"#);
    let frame = page.split("<iframe ").nth(1).unwrap();
    assert!(
        frame.contains("title=\"A\"") && frame.contains("sandbox=\"allow-scripts"),
        "{frame}"
    );
    assert!(!frame.contains("allow-top-navigation"));
}

#[test]
fn links_open_beside_the_page() {
    let page = whole();
    assert!(page.contains(
        "<a href=\"https://almanac.example/tides?y=1&amp;m=2\" target=\"_blank\" rel=\"noopener noreferrer\">"
    ));
    assert!(page.contains("<a href=\"files/sheet.pdf\""));
}

#[test]
fn buttons_are_in_the_language_of_the_course_or_in_the_one_asked_for() {
    let package = package(&tides(), r#"{"edition":"1.2","interface_language":"de"}"#);
    let page = file(&package, "index.html");
    assert!(page.contains("lang=\"de\">Antwort prüfen</button>"));
    assert!(page.contains("lang=\"de\">Richtig</label>"));
}

#[test]
fn scripts_listen_to_no_unload_and_stay_short() {
    let package = package(&tides(), r#"{"edition":"1.2"}"#);
    for (script, limit) in [("shared/scorm.js", 400), ("shared/course.js", 400)] {
        let text = file(&package, script);
        assert!(text.lines().count() <= limit);
        assert!(
            !text.contains("'unload'") && !text.contains("beforeunload") && !text.contains("eval(")
        );
        assert!(!text.contains("=>") && !text.contains("let ") && !text.contains("const "));
    }
}
