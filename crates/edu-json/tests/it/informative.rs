//! Members that only inform: a profile may let odd ones pass, and none is lost.

use edu_json::{Refused, ToJson as _, json_object, json_wire};
use edu_types::{Limits, Profile, Severity};

use crate::objects::{Course, KIND, MISSING, RULES, VALUE};

json_object! {
    /// Something to look at.
    pub struct Picture {
        required {
            /// Its identity.
            id: i64 = "id",
        }
        optional {
            /// What it belongs to.
            course: Course = "course",
        }
        informative {
            /// In pixels.
            width: i64 = "width",
            /// Who made it.
            maker: Maker = "maker",
            /// Members of others.
            custom: edu_json::RawObject = "custom",
        }
        list {
            /// Free keywords.
            tags: String = "tags",
        }
    }
}
json_wire!(Picture, &RULES);

json_object! {
    /// Somebody who makes pictures.
    pub struct Maker {
        required {
            /// Their name.
            name: String = "name",
        }
        informative {
            /// Their age.
            age: i64 = "age",
        }
    }
}

fn read(text: &str, profile: &Profile) -> Result<(Picture, Vec<&'static str>), Refused> {
    let checked = Picture::from_slice(text.as_bytes(), profile, &Limits::default())?;
    let findings = checked.report.findings().iter();
    assert!(
        findings
            .clone()
            .all(|found| found.severity == Severity::Warning)
    );
    Ok((checked.value, findings.map(|found| found.code).collect()))
}

/// An odd member, where its text is kept, and the rule it breaks.
const ODD: [(&str, &str, &str); 8] = [
    ("width", r#""100%""#, "t.info.kind"),
    ("width", "700.5", "t.info.value"),
    ("maker", r#""Ada""#, "t.info.kind"),
    ("maker", r#"{"age":7}"#, "t.info.missing"),
    ("maker", r#"{"name":7}"#, "t.info.kind"),
    ("maker", "[]", "t.info.empty_array"),
    ("custom", "[1]", "t.info.kind"),
    ("tags", r#"["a",null]"#, "t.info.kind"),
];

#[test]
fn an_odd_informative_member_is_refused_by_the_strict() {
    for (name, value, code) in ODD {
        let text = format!(r#"{{"id":1,"{name}":{value}}}"#);
        let refused = read(&text, &Profile::strict()).unwrap_err();
        assert_eq!(refused.first().unwrap().code, code, "{text}");
    }
}

#[test]
fn an_odd_informative_member_is_absent_and_kept_where_it_is_tolerated() {
    for (name, value, code) in ODD {
        let text = format!(r#"{{"id":1,"{name}":{value}}}"#);
        let (picture, found) = read(&text, &Profile::lenient()).unwrap();
        assert_eq!(found[0], code, "{text}");
        assert_eq!(picture.width, None);
        assert_eq!((&picture.maker, &picture.custom), (&None, &None));
        assert_eq!(picture.extra.get(name).unwrap().as_str(), value);
        assert_eq!(picture.to_json_string(), text);
    }
}

#[test]
fn an_odd_member_of_an_informative_object_is_left_out_alone() {
    let text = r#"{"id":1,"maker":{"name":"Ada","age":"old"}}"#;
    let (picture, found) = read(text, &Profile::lenient()).unwrap();
    let maker = picture.maker.as_ref().unwrap();
    assert_eq!((maker.name.as_str(), maker.age), ("Ada", None));
    assert_eq!(found, ["t.info.kind"]);
    assert_eq!(picture.to_json_string(), text);
}

#[test]
fn a_field_that_was_set_wins_over_the_text_kept_under_its_name() {
    let text = r#"{"id":1,"width":"wide","tags":"t"}"#;
    let (mut picture, _) = read(text, &Profile::lenient()).unwrap();
    picture.width = Some(7);
    picture.tags = vec!["u".to_owned()];
    assert_eq!(
        picture.to_json_string(),
        r#"{"id":1,"width":7,"tags":["u"]}"#
    );
}

#[test]
fn an_empty_array_is_an_empty_object_of_free_members() {
    let (picture, found) = read(r#"{"id":1,"custom":[]}"#, &Profile::lenient()).unwrap();
    assert_eq!(picture.custom, Some(edu_json::RawObject::default()));
    assert_eq!(found, ["t.info.empty_array"]);
    assert!(read(r#"{"id":1,"custom":[]}"#, &Profile::strict()).is_err());
}

#[test]
fn no_profile_lets_an_odd_member_pass_that_does_more_than_inform() {
    let lenient = Profile::lenient();
    let profile = lenient
        .accepting(&KIND)
        .accepting(&VALUE)
        .accepting(&MISSING);
    for text in [
        "[]",
        "{}",
        r#"{"id":"1"}"#,
        r#"{"id":1,"course":"c"}"#,
        r#"{"id":1,"course":[]}"#,
        r#"{"id":1,"course":{}}"#,
        r#"{"id":1,"course":{"id":7}}"#,
        // What is odd in a tolerated member does not excuse what follows it.
        r#"{"width":"x","id":1,"course":{"id":7}}"#,
    ] {
        assert!(read(text, &profile).is_err(), "{text}");
    }
}

#[test]
fn a_profile_that_accepts_leaves_no_finding() {
    let profile = Profile::strict().accepting(&crate::objects::INFO_KIND);
    let (picture, found) = read(r#"{"id":1,"width":"wide"}"#, &profile).unwrap();
    assert_eq!((picture.width, found.len()), (None, 0));
}

#[test]
fn null_is_weighed_like_that_of_any_optional_member() {
    let text = r#"{"id":1,"width":null}"#;
    assert!(read(text, &Profile::strict()).is_err());
    let (picture, found) = read(text, &Profile::lenient()).unwrap();
    assert_eq!((picture.width, found), (None, vec!["t.null"]));
}
