//! Elements to typed values, and what is wrong with them.

use edu_types::{Limits, Profile};
use edu_xml::XmlRoot;

use crate::school::{Course, Kind, findings, lenient, strict};

fn refusals(children: &str) -> Vec<String> {
    let xml = format!(
        r#"<course xmlns="urn:school:2" xmlns:learn="urn:learn:2" identifier="c">{children}</course>"#
    );
    match strict(&xml) {
        Ok(checked) => findings(&checked.report),
        Err(refused) => findings(refused.report()),
    }
}

#[test]
fn reads_attributes_children_lists_and_text() {
    let course = strict(
        r#"<course xmlns="urn:school:1" xmlns:l="urn:learn:1" identifier="c">
             <title>Law</title><rank> 0.80 </rank>
             <unit identifier="a" isvisible="false" l:unitkind="active"><unit identifier="b"/></unit>
           </course>"#,
    );
    let course = course.unwrap();
    assert_eq!(findings(&course.report), [""; 0]);
    let unit = &course.value.units[0];
    assert_eq!(course.value.rank.as_ref().unwrap().as_str(), "0.80");
    assert_eq!(
        (unit.visible(), unit.kind.as_ref()),
        (false, Some(&Kind::Active))
    );
    assert_eq!(
        (unit.units[0].id.as_str(), unit.units[0].visible()),
        ("b", true)
    );
}

#[test]
fn an_element_without_anything_odd_has_no_extra() {
    let xml = r#"<course xmlns="urn:school:2" identifier="c">
        <unit identifier="a"><title>A</title></unit><files><file href="x"/></files></course>"#;
    let course = strict(xml).unwrap().value;
    assert!(course.units[0].extra.is_empty());
    assert!(course.units[0].title.as_ref().unwrap().extra.is_empty());
    assert!(course.files.unwrap().files[0].extra.is_empty());
}

#[test]
fn prefixes_do_not_matter_to_what_is_read() {
    let plain = r#"<course xmlns="urn:school:2" identifier="c"><unit identifier="a"/></course>"#;
    let prefixed =
        r#"<s:course xmlns:s="urn:school:2" identifier="c"><s:unit identifier="a"/></s:course>"#;
    assert_eq!(
        strict(plain).unwrap().value,
        strict(prefixed).unwrap().value
    );
}

#[test]
fn a_missing_attribute_is_told_by_its_element() {
    assert_eq!(
        refusals("<unit/>"),
        [
            "error school.missing at /course/unit[1] line 1 column 71: required attribute identifier is missing (School §2)"
        ]
    );
}

#[test]
fn a_value_that_is_not_allowed_is_told_once_and_by_its_own_rule() {
    let found = refusals(r#"<unit identifier="a"><note level="high">x</note></unit>"#);
    assert_eq!(found.len(), 1);
    assert!(
        found[0].starts_with("error school.level at /course/unit[1]/note[1]/@level"),
        "{found:?}"
    );
}

#[test]
fn every_fault_is_told_not_the_first_alone() {
    let found = refusals(r#"<rank>x</rank><unit isvisible="maybe"/><unit identifier=""/>"#);
    let codes: Vec<_> = found
        .iter()
        .map(|one| one.split(' ').nth(1).unwrap())
        .collect();
    assert_eq!(
        codes,
        [
            "school.value",
            "school.value",
            "school.missing",
            "school.named"
        ]
    );
}

#[test]
fn a_second_element_where_one_is_allowed_is_told() {
    let found = refusals("<title>A</title><title>B</title>");
    assert!(
        found[0].contains("school.repeated at /course/title[2]"),
        "{found:?}"
    );
}

#[test]
fn an_element_behind_its_place_is_told_once() {
    let found = refusals(r#"<unit identifier="a"/><title>A</title><rank>1</rank>"#);
    assert_eq!(found.len(), 1);
    assert!(
        found[0].contains("warning school.order at /course/title[1]"),
        "{found:?}"
    );
}

#[test]
fn text_among_elements_is_told() {
    let found = refusals("loose<title>A</title>");
    assert!(
        found[0].contains("warning school.text at /course "),
        "{found:?}"
    );
}

#[test]
fn unknown_names_of_the_standard_are_told_and_those_of_others_are_not() {
    let found = refusals(r#"<titel/><x:any xmlns:x="urn:x"/>"#);
    assert_eq!(found.len(), 1);
    assert!(
        found[0].contains("warning school.unknown at /course/titel[1]"),
        "{found:?}"
    );
}

#[test]
fn a_name_of_another_edition_is_read_and_told_once() {
    let xml = r#"<course xmlns="urn:school:2" xmlns:l="urn:learn:2" identifier="c">
        <unit identifier="a" l:unitkind="passive"/><unit identifier="b" l:unitkind="active"/></course>"#;
    let checked = strict(xml).unwrap();
    let found = findings(&checked.report);
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("warning school.spelling"), "{found:?}");
    assert_eq!(checked.value.units[0].kind, Some(Kind::Passive));
}

#[test]
fn one_attribute_in_two_spellings_is_told_and_the_first_counts() {
    let xml = r#"<course xmlns="urn:school:2" xmlns:l="urn:learn:2" identifier="c">
        <unit identifier="a" l:unitKind="passive" l:unitkind="active"/></course>"#;
    assert!(strict(xml).is_err());
    let course = lenient(xml).unwrap().value;
    assert_eq!(course.units[0].kind, Some(Kind::Passive));
    assert!(
        course
            .to_xml_string()
            .unwrap()
            .contains(r#"l:unitkind="active""#)
    );
}

#[test]
fn a_namespace_that_is_only_understood_is_read() {
    let xml = r#"<course xmlns="urn:school:draft" identifier="c"><unit identifier="a"/></course>"#;
    let course = strict(xml).unwrap().value;
    assert_eq!(course.units.len(), 1);
    assert!(course.to_xml_string().unwrap().contains("urn:school:draft"));
}

#[test]
fn an_attribute_in_the_namespace_of_its_element_is_another_attribute() {
    let found = refusals(r#"<unit s:identifier="a" xmlns:s="urn:school:2"/>"#);
    assert!(
        found.iter().any(|one| one.contains("school.missing")),
        "{found:?}"
    );
}

#[test]
fn another_root_is_refused_by_every_profile() {
    for xml in [
        r#"<unit xmlns="urn:school:2" identifier="a"/>"#,
        r#"<course xmlns="urn:x"/>"#,
    ] {
        let refused = lenient(xml).unwrap_err();
        assert_eq!(refused.first().unwrap().code, "school.root");
    }
}

#[test]
fn a_root_that_cannot_be_read_is_refused_by_every_profile() {
    let refused = lenient(r#"<course xmlns="urn:school:2"/>"#).unwrap_err();
    assert_eq!(refused.first().unwrap().code, "school.missing");
}

#[test]
fn elements_that_stand_too_deep_in_each_other_are_refused_by_every_profile() {
    let (open, close) = (
        r#"<unit identifier="a">"#.repeat(200),
        "</unit>".repeat(200),
    );
    let xml = format!(r#"<course xmlns="urn:school:2" identifier="c">{open}{close}</course>"#);
    let limits = Limits::default().with_depth(1000);
    let refused = Course::from_slice(xml.as_bytes(), &Profile::lenient(), &limits).unwrap_err();
    assert_eq!(refused.first().unwrap().code, "xml.limit");
}

#[test]
fn a_refusal_says_how_many_faults_follow() {
    let xml = r#"<course xmlns="urn:school:2" identifier="c"><unit/><unit/></course>"#;
    let refused = strict(xml).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "/course/unit[1] line 1 column 45: required attribute identifier is missing (School §2), and 1 more"
    );
}

#[test]
fn names_without_their_declarations_are_read_where_the_profile_lets_them_pass() {
    let xml = r#"<course identifier="c"><unit identifier="a" learn:unitKind="active"/></course>"#;
    assert!(strict(xml).is_err());
    let course = lenient(xml).unwrap().value;
    assert_eq!(course.units[0].kind, Some(Kind::Active));
    let written = course.to_xml_string().unwrap();
    assert_eq!(strict(&written).unwrap().value, course);
    assert!(
        written.starts_with("<course xmlns=") && written.contains(" xmlns:learn="),
        "{written}"
    );
}

#[test]
fn a_thousand_faults_and_more_are_counted() {
    let units = "<unit/>".repeat(5000);
    let xml = format!(r#"<course xmlns="urn:school:2" identifier="c">{units}</course>"#);
    let report = lenient(&xml).unwrap().report;
    assert_eq!((report.findings().len(), report.omitted()), (1000, 4000));
}
