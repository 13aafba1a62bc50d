//! Hostile texts stay texts, wherever an author can put one.

use super::{file, package, page_of, publish, tides};
use crate::course::{TIDES, read};

const HOSTILE: &str = "</title></script><script>alert(1)</script><img src=x onerror=alert(1)>\\\" onload=\\\"alert(1)";

/// What a page may never have: a tag or an attribute of the hostile text's making.
fn is_harmless(page: &str) {
    assert!(!page.contains("<script>"), "{page}");
    assert!(!page.contains("<img src=x"), "{page}");
    assert!(!page.contains("\" onload=\""), "{page}");
    assert!(!page.contains("href=\"javascript:"), "{page}");
}

#[test]
fn a_hostile_title_of_a_course_stays_text() {
    let course = publish(read(&TIDES.replace("Tides & <currents>", HOSTILE)));
    for structure in ["one_object", "object_per_page"] {
        let json = format!(r#"{{"edition":"1.2","structure":"{structure}"}}"#);
        let package = package(&course, &json);
        let page = if structure == "one_object" {
            "index.html"
        } else {
            "pages/moon.html"
        };
        is_harmless(&file(&package, page));
        assert!(file(&package, "imsmanifest.xml").contains("&lt;/title"));
    }
}

#[test]
fn hostile_text_in_every_block_stays_text() {
    for block in [
        r#"{"kind":"text","text":"@"}"#,
        r#"{"kind":"text","text":"[@](https://a.example/)"}"#,
        r#"{"kind":"text","text":"**@**"}"#,
        r#"{"kind":"image","file":"a.png","alternative":"@","caption":"@"}"#,
        r#"{"kind":"video","file":"a.mp4","title":"@","silent":true,"transcript":"@"}"#,
        r#"{"kind":"video","file":"a.mp4","title":"x","captions":[{"file":"a.vtt","language":"en","label":"@"}]}"#,
        r#"{"kind":"embed","address":"https://a.example/","title":"@"}"#,
        r#"{"kind":"quiz","title":"@","questions":[{"identifier":"q","kind":"true_false","text":"@","answer":true,
            "feedback_correct":"@","feedback_incorrect":"@"}]}"#,
        r#"{"kind":"quiz","title":"x","questions":[{"identifier":"q","kind":"single_choice","text":"x",
            "choices":[{"text":"@","correct":true,"feedback":"@"},{"text":"b"}]}]}"#,
        r#"{"kind":"quiz","title":"x","questions":[{"identifier":"q","kind":"fill_in","text":"x","accepted":["@"]}]}"#,
    ] {
        is_harmless(&page_of(&block.replace('@', HOSTILE)));
    }
}

#[test]
fn a_quote_in_an_address_leaves_no_attribute() {
    let page = page_of(r#"{"kind":"embed","address":"https://a.example/?a=1&b='x'","title":"t"}"#);
    assert!(
        page.contains("src=\"https://a.example/?a=1&amp;b=&#39;x&#39;\""),
        "{page}"
    );
}

#[test]
fn hostile_metadata_stays_text() {
    let course = publish(read(
        &TIDES
            .replace("Ada Example", HOSTILE)
            .replace("\"moon\", \"sea\"", &format!("\"{HOSTILE}\"")),
    ));
    for edition in ["1.2", "2004-4th"] {
        let package = package(
            &course,
            &format!(r#"{{"edition":"{edition}","metadata":"file"}}"#),
        );
        let metadata = file(&package, "metadata.xml");
        assert!(!metadata.contains("<script>") && metadata.contains("&lt;script&gt;"));
    }
}

#[test]
fn no_text_of_the_course_is_in_a_script() {
    let package = package(&tides(), r#"{"edition":"1.2"}"#);
    for script in ["shared/scorm.js", "shared/course.js"] {
        assert!(!file(&package, script).contains("Tides"));
    }
}
