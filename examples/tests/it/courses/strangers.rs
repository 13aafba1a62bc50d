//! Packages of strangers: how much of what they say is kept and shown, and that the rest is said to be left out.

use edu_types::Profile;
use edu_zip::Writer;

use super::packages::{kept, upload};
use super::{School, says};
use crate::http::Answer;

const PAGE: &str =
    r#"<item identifier="A" identifierref="R"><title>Ebb</title></item></organization>"#;

/// A manifest of that title, with an item that launches a page.
fn manifest(title: &str) -> String {
    format!(
        r#"<manifest identifier="M" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
             xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
          <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
          <organizations default="O"><organization identifier="O"><title>{title}</title>{PAGE}</organizations>
          <resources><resource identifier="R" type="webcontent" adlcp:scormtype="sco" href="a.html">
            <file href="a.html"/></resource></resources>
        </manifest>"#
    )
}

fn packed(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), &Profile::strict());
    writer.add("a.html", b"<p>").unwrap();
    for (name, content) in files {
        writer.add(name, content.as_bytes()).unwrap();
    }
    writer.finish().unwrap()
}

/// The page of a package with that manifest.
fn page(school: &School, manifest: &str) -> Answer {
    let package = packed(&[("imsmanifest.xml", manifest)]);
    kept(school, &upload(school, "course.zip", &package))
}

#[test]
fn a_title_at_the_limit_is_kept_as_it_is() {
    let school = School::open();
    let title = "潮".repeat(200);
    let page = page(&school, &manifest(&title));
    assert!(says(&page, &format!("<h1>{title}</h1>")), "{}", page.body);
    assert!(!says(&page, "cut after"), "{}", page.body);
}

#[test]
fn a_title_beyond_the_limit_is_cut_between_characters_and_the_page_says_so() {
    let school = School::open();
    let (title, most) = ("潮".repeat(100_000), "潮".repeat(200));
    let page = page(&school, &manifest(&title));
    let heading = format!("<h1>{most}…</h1>");
    assert!(says(&page, &heading), "{} bytes", page.body.len());
    let told = format!("<td>{most}… <span class=\"hint\">(cut after 200 characters)</span></td>");
    assert!(says(&page, &told), "{} bytes", page.body.len());
    let list = school.teacher.get("/packages");
    let listed = format!("<a href=\"/packages/1\">{most}…</a>");
    assert!(says(&list, &listed), "{} bytes", list.body.len());
}

#[test]
fn titles_and_addresses_of_items_are_cut_and_said_to_be() {
    let school = School::open();
    let item = |title: &str, query: &str| {
        format!(
            r#"<item identifier="B" identifierref="R" parameters="?{query}"><title>{title}</title></item>{PAGE}"#
        )
    };
    let long = item(&"t".repeat(100_000), &"q".repeat(4_000));
    let page = page(&school, &manifest("Tides").replacen(PAGE, &long, 1));
    let (title, address) = ("t".repeat(200), format!("a.html?{}", "q".repeat(493)));
    for expected in [
        format!("<li>{title}… <span class=\"hint\">(cut after 200 characters)</span>"),
        format!("<code>{address}… <span class=\"hint\">(cut after 500 characters)</span></code>"),
    ] {
        assert!(says(&page, &expected), "{expected}: {}", page.body);
    }
    assert!(page.body.len() < 20_000, "{} bytes", page.body.len());
}

#[test]
fn places_of_findings_are_cut_and_said_to_be() {
    let school = School::open();
    let name = "n".repeat(60);
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    // A prefix that is declared nowhere, deep among elements that are none of SCORM's.
    let deep = format!("{}<p:a/>{}", open.repeat(20), close.repeat(20));
    let manifest = manifest("Tides");
    let odd = manifest.replacen("</organization>", &format!("{deep}</organization>"), 1);
    let page = page(&school, &odd);
    assert!(says(&page, "(cut after 400 characters)"), "{}", page.body);
    assert!(page.body.matches(&name).count() < 8, "{}", page.body);
}

#[test]
fn organizations_that_are_not_shown_are_counted() {
    let school = School::open();
    let way =
        |at| format!(r#"<organization identifier="W{at}"><title>Way {at}</title></organization>"#);
    let many = (0..51).map(way).collect::<Vec<_>>().concat();
    let all = manifest("Tides").replacen("</organizations>", &format!("{many}</organizations>"), 1);
    let page = page(&school, &all);
    assert!(says(&page, "<h3>Way 48</h3>"), "{}", page.body);
    assert!(!says(&page, "<h3>Way 49</h3>"), "{}", page.body);
    let told = "And 2 more organizations, which are not shown.";
    assert!(says(&page, told), "{}", page.body);
}

/// A package whose metadata stands in a file of its own.
fn described(metadata: &str) -> Vec<u8> {
    let location = "<adlcp:location>about.xml</adlcp:location></metadata>";
    let manifest = manifest("Tides").replacen("</metadata>", location, 1);
    packed(&[("imsmanifest.xml", &manifest), ("about.xml", metadata)])
}

#[test]
fn a_file_of_metadata_that_is_none_is_among_the_findings() {
    let school = School::open();
    let answer = upload(&school, "course.zip", &described("<html/>"));
    let page = kept(&school, &answer);
    let rule = "<code>scorm.package.metadata</code>";
    assert!(says(&page, rule), "{}", page.body);
    assert!(says(&page, "about.xml"), "{}", page.body);
}

#[test]
fn metadata_in_a_file_of_its_own_that_is_right_is_no_finding() {
    let school = School::open();
    let lom = r#"<lom xmlns="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"><general><title>
        <langstring xml:lang="en">Tides</langstring></title></general></lom>"#;
    let page = kept(&school, &upload(&school, "course.zip", &described(lom)));
    assert!(!says(&page, "about.xml"), "{}", page.body);
}
