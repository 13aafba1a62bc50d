//! What elements keep beyond their types is shared as long as it is the same, and changed apart.

use edu_types::{Limits, Profile, Rule};
use edu_xml::{
    Binding, ElementRules, Extra, Family, Leaf, Term, Vocabulary, XmlRoot, xml_element, xml_names,
};

use crate::school::{Course, strict, through};

xml_names! {
    /// Names of an element with many children.
    pub(crate) mod wide {
        prefix = "";
        namespaces = ["urn:wide"];
        also = [];
        qualified {
            WIDE = "wide"; A = "a"; B = "b"; C = "c"; D = "d"; E = "e"; F = "f"; G = "g"; H = "h"; I = "i";
        }
        plain {
            ID = "identifier";
        }
    }
}

xml_element! {
    /// More children than are counted without memory of their own.
    pub struct Wide {
        elements {
            /// The first.
            optional a: Leaf<String> = wide::A,
            /// The second.
            optional b: Leaf<String> = wide::B,
            /// The third.
            optional c: Leaf<String> = wide::C,
            /// The fourth.
            optional d: Leaf<String> = wide::D,
            /// The fifth.
            optional e: Leaf<String> = wide::E,
            /// The sixth.
            optional f: Leaf<String> = wide::F,
            /// The seventh.
            optional g: Leaf<String> = wide::G,
            /// The eighth.
            optional h: Leaf<String> = wide::H,
            /// The last ones.
            list i: Leaf<String> = wide::I,
        }
    }
}

static WIDE: Rule = Rule::should("wide", "Wide §1");

impl XmlRoot for Wide {
    const ROOT: Term = wide::WIDE;
    const VOCABULARY: &'static Vocabulary = &Vocabulary {
        names: &[&wide::NAMES],
    };
    const RULES: &'static ElementRules = &ElementRules {
        root: &WIDE,
        value: &WIDE,
        missing: &WIDE,
        repeated: &WIDE,
        order: None,
        spelling: None,
        unknown: None,
        text: None,
    };
    const DECLARED: &'static [&'static Family] = &[&wide::FAMILY];

    fn binding(&self) -> Binding {
        Binding(0)
    }
}

fn wide(children: &str) -> Wide {
    let xml = format!(r#"<wide xmlns="urn:wide">{children}</wide>"#);
    let read = Wide::from_slice(xml.as_bytes(), &Profile::strict(), &Limits::default());
    read.unwrap().value
}

/// These children come back in their order.
fn comes_back(children: &str) {
    let written = wide(children).to_xml_string().unwrap();
    assert_eq!(
        written,
        format!(r#"<wide xmlns="urn:wide">{children}</wide>"#)
    );
}

/// Two units that declare the same.
fn twins() -> Course {
    let units = ["a", "b"].map(|id| format!(r#"<unit xmlns:x="urn:x" identifier="{id}"/>"#));
    let xml = format!(
        r#"<course xmlns="urn:school:2" identifier="c">{}</course>"#,
        units.concat()
    );
    strict(&xml).unwrap().value
}

fn declared(extra: &Extra) -> Vec<(&str, &str)> {
    extra.declarations().collect()
}

#[test]
fn an_attribute_that_one_of_two_gains_is_not_the_others() {
    for (changed, other) in [(0, 1), (1, 0)] {
        let mut course = twins();
        let extra = &mut course.units[changed].extra;
        extra.set_attribute("urn:x", "k", "v").unwrap();
        assert_eq!(course.units[other].extra.attribute("urn:x", "k"), None);
        let written = course.to_xml_string().unwrap();
        assert_eq!(written.matches(r#"x:k="v""#).count(), 1, "{written}");
        assert_eq!(
            written.matches(r#"xmlns:x="urn:x""#).count(),
            2,
            "{written}"
        );
    }
}

#[test]
fn one_of_two_that_forgets_how_it_was_written_leaves_the_other_as_it_was() {
    let mut course = twins();
    course.units[0].extra.forget_writing();
    assert_eq!(declared(&course.units[0].extra), []);
    assert_eq!(declared(&course.units[1].extra), [("x", "urn:x")]);
}

#[test]
fn what_one_keeps_beside_its_declarations_is_not_the_next_ones() {
    let units = r#"<unit xmlns:x="urn:x" identifier="a" x:k="v"><x:n/></unit><unit xmlns:x="urn:x" identifier="b"/><unit xmlns:x="urn:x" identifier="c" x:k="w"/>"#;
    assert_eq!(through(units), units);
}

#[test]
fn declarations_that_differ_are_not_shared() {
    let units = r#"<unit xmlns:x="urn:x" identifier="a"/><unit xmlns:x="urn:y" identifier="b"/><unit xmlns:x="urn:x" xmlns:z="urn:z" identifier="c"/><unit identifier="d"/>"#;
    assert_eq!(through(units), units);
}

#[test]
fn a_clone_is_changed_apart() {
    let xml = r#"<course xmlns="urn:school:2" identifier="c"><unit identifier="a"><!--kept--></unit></course>"#;
    let mut course = strict(xml).unwrap().value;
    let before = course.units[0].clone();
    course.units[0].extra.retain_nodes(|_| false);
    assert_eq!(course.units[0].extra.nodes().count(), 0);
    assert_eq!(before.extra.nodes().count(), 1);
}

#[test]
fn children_of_many_fields_in_their_order_keep_nothing() {
    let all = "<a>1</a><b>2</b><c>3</c><d>4</d><e>5</e><f>6</f><g>7</g><h>8</h><i>9</i><i>10</i>";
    let mut read = wide(all);
    assert_eq!(read.i.len(), 2);
    // What is added stands where the schema has it.
    read.a = None;
    read.b = Some(Leaf::new("new".to_owned()));
    let written = read.to_xml_string().unwrap();
    assert!(written.contains("<b>new</b><c>3</c>"), "{written}");
    comes_back(all);
}

#[test]
fn one_of_many_fields_that_leaves_the_order_comes_back_in_its_place() {
    let seven = "<a>1</a><b>2</b><c>3</c><d>4</d><e>5</e><f>6</f><g>7</g>";
    comes_back(&format!("{seven}<i>9</i><h>8</h>"));
    comes_back(&format!("{seven}<h>8</h><i>9</i><!--late--><i>10</i>"));
    comes_back(&format!("<i>0</i>{seven}<h>8</h><i>9</i>"));
}
