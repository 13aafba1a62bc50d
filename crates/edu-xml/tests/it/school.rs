//! A small standard with two bindings, to test typed documents by.

use edu_types::{Decimal, Limits, Profile, Rule};
use edu_xml::{
    Binding, Checked, Element, ElementRules, Family, Leaf, Recovery, Refused, Term, Vocabulary,
    XmlRoot, xml, xml_element, xml_names, xsi,
};

xml_names! {
    /// Names of courses.
    pub(crate) mod course {
        prefix = "";
        namespaces = ["urn:school:1", "urn:school:2"];
        also = ["urn:school:draft"];
        qualified {
            COURSE = "course"; TITLE = "title"; UNIT = "unit"; RANK = "rank"; FILES = "files";
            FILE = "file"; NOTE = "note";
        }
        plain {
            ID = "identifier"; VISIBLE = "isvisible"; HREF = "href"; LEVEL = "level";
        }
    }
}

xml_names! {
    /// Names of rules for learning.
    pub(crate) mod learn {
        prefix = "learn";
        namespaces = ["urn:learn:1", "urn:learn:2"];
        qualified {
            KIND = "unitkind" | "unitKind"; LIMIT = "timelimit" | "timeLimit";
        }
    }
}

edu_types::open_enum! {
    /// What a unit is.
    pub enum Kind {
        /// It reports.
        Active = "active",
        /// It does not.
        Passive = "passive",
    }
}
edu_xml::xml_open_enum!(Kind);

xml_element! {
    /// One file.
    pub struct File {
        attributes {
            /// Where it is.
            optional href: Box<str> = course::HREF,
        }
    }
}

xml_element! {
    /// A list of files.
    pub struct Files {
        elements {
            /// The files.
            list files: File = course::FILE,
        }
    }
}

xml_element! {
    /// A remark with a level.
    pub struct Note {
        attributes {
            /// How urgent.
            optional level: i64 = course::LEVEL => &LEVEL,
            /// In which language.
            optional lang: String = xml::LANG,
        }
        text {
            /// What is remarked.
            optional text: String
        }
    }
}

xml_element! {
    /// A unit, maybe with units in it.
    pub struct Unit {
        attributes {
            /// Its identity.
            required id: String = course::ID,
            /// Whether it is shown.
            optional visible: bool = course::VISIBLE; otherwise true,
            /// What it is.
            optional kind: Kind = learn::KIND,
        }
        elements {
            /// Shown to people.
            optional title: Leaf<String> = course::TITLE,
            /// Units within.
            list units: Unit = course::UNIT,
            /// Seconds.
            optional limit: Leaf<Decimal> = learn::LIMIT,
            /// A remark.
            optional note: Box<Note> = course::NOTE,
        }
        judged by is_named;
    }
}

xml_element! {
    /// A course.
    pub struct Course {
        attributes {
            /// Its identity.
            required id: String = course::ID,
            /// Where its schema is.
            optional schema: String = xsi::SCHEMA_LOCATION,
        }
        elements {
            /// Shown to people.
            optional title: Leaf<String> = course::TITLE,
            /// A score.
            optional rank: Leaf<Decimal> = course::RANK,
            /// Its units.
            list units: Unit = course::UNIT,
            /// Its files.
            optional files: Files = course::FILES,
        }
    }
}

static LEVEL: Rule = Rule::must("school.level", "School §4");
static ROOT: Rule = Rule::must("school.root", "School §1");
static VALUE: Rule = Rule::must("school.value", "School §2");
static MISSING: Rule = Rule::must("school.missing", "School §2");
static REPEATED: Rule = Rule::must("school.repeated", "School §2");
static ORDER: Rule = Rule::should("school.order", "School §2");
static SPELLING: Rule = Rule::should("school.spelling", "School §2");
static UNKNOWN: Rule = Rule::should("school.unknown", "School §2");
static TEXT: Rule = Rule::should("school.text", "School §2");
static NAMED: Rule = Rule::must("school.named", "School §3");

fn is_named(unit: &Unit, element: Element<'_>, reader: &mut edu_xml::Reader<'_>) {
    if unit.id.is_empty() {
        reader.note(&NAMED, element, "unit has an empty identity");
    }
}

impl XmlRoot for Course {
    const ROOT: Term = course::COURSE;
    const VOCABULARY: &'static Vocabulary = &Vocabulary {
        names: &[&course::NAMES, &learn::NAMES],
    };
    const RULES: &'static ElementRules = &ElementRules {
        root: &ROOT,
        value: &VALUE,
        missing: &MISSING,
        repeated: &REPEATED,
        order: Some(&ORDER),
        spelling: Some(&SPELLING),
        unknown: Some(&UNKNOWN),
        text: Some(&TEXT),
    };
    fn recovery(_bytes: &[u8]) -> Recovery<'static> {
        Recovery::none()
            .with_root_namespace("urn:school:2")
            .with_prefixes(&[("learn", "urn:learn:2")])
    }
    const DECLARED: &'static [&'static Family] = &[&course::FAMILY, &learn::FAMILY];

    fn detect(root: Element<'_>, _: &Profile) -> Binding {
        Binding(u8::from(root.name().namespace != "urn:school:1"))
    }

    fn binding(&self) -> Binding {
        let is_first =
            |(prefix, namespace): (&str, &str)| prefix.is_empty() && namespace == "urn:school:1";
        Binding(u8::from(!self.extra.declarations().any(is_first)))
    }
}

pub(crate) fn strict(xml: &str) -> Result<Checked<Course>, Refused> {
    Course::from_slice(xml.as_bytes(), &Profile::strict(), &Limits::default())
}

pub(crate) fn lenient(xml: &str) -> Result<Checked<Course>, Refused> {
    Course::from_slice(xml.as_bytes(), &Profile::lenient(), &Limits::default())
}

/// What a document of these children says after it went through the model.
pub(crate) fn through(children: &str) -> String {
    let xml = format!(r#"<course xmlns="urn:school:2" identifier="c">{children}</course>"#);
    let written = lenient(&xml).unwrap().value.to_xml_string().unwrap();
    let start = r#"<course xmlns="urn:school:2" identifier="c">"#;
    let inner = written.strip_prefix(start).unwrap_or(&written);
    inner.strip_suffix("</course>").unwrap_or(inner).to_owned()
}

/// Findings as text.
pub(crate) fn findings(report: &edu_types::Report) -> Vec<String> {
    report.findings().iter().map(ToString::to_string).collect()
}
