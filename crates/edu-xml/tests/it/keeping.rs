//! What an element held beyond its type comes back in its place.

use edu_types::{Limits, Profile};
use edu_xml::{Extra, Leaf, Node, RawXml, Recovery, Tree, XmlRoot, canonical};

use crate::school::{Unit, lenient, strict, through};

/// These children come back as they were.
fn comes_back(children: &str) {
    assert_eq!(through(children), children);
}

#[test]
fn texts_of_values_come_back_as_they_were_written() {
    comes_back("<rank> 0.80 </rank>");
    comes_back(r#"<unit identifier="a" isvisible="1"/>"#);
    comes_back("<rank>+1.</rank>");
}

#[test]
fn a_value_that_was_changed_is_written_anew() {
    let xml = r#"<course xmlns="urn:school:2" identifier="c"><unit identifier="a" isvisible="1"/></course>"#;
    let mut course = strict(xml).unwrap().value;
    course.units[0].visible = Some(false);
    assert!(
        course
            .to_xml_string()
            .unwrap()
            .contains(r#"isvisible="false""#)
    );
}

#[test]
fn unknown_attributes_come_back() {
    comes_back(
        r#"<title lang="en" xmlns:x="urn:x" x:y="&lt;&amp;&quot;">A</title>"#
            .replace(
                r#"lang="en" xmlns:x="urn:x""#,
                r#"xmlns:x="urn:x" lang="en""#,
            )
            .as_str(),
    );
}

#[test]
fn unknown_elements_come_back_in_their_places() {
    comes_back(
        r#"<a/><title>A</title><b>x<c/>y</b><unit identifier="a"/><d/><unit identifier="b"/><e/>"#,
    );
}

#[test]
fn comments_and_instructions_come_back_in_their_places() {
    comes_back(r#"<!--1--><title>A</title><?do it?><unit identifier="a"><!--2--></unit><!--3-->"#);
}

#[test]
fn comments_and_sections_within_text_come_back() {
    comes_back("<title>A<!--1-->B<![CDATA[<C>]]>&amp;</title>");
}

#[test]
fn text_among_elements_comes_back() {
    comes_back(r#"loose &lt; text<title>A</title><![CDATA[more]]><unit identifier="a"/>"#);
}

#[test]
fn the_order_of_children_comes_back() {
    comes_back(r#"<unit identifier="a"/><title>A</title><unit identifier="b"/><rank>1</rank>"#);
}

#[test]
fn what_could_not_be_read_comes_back() {
    comes_back(
        r#"<rank>high</rank><unit isvisible="0"><title>A</title></unit><unit identifier="b" isvisible="maybe"/>"#,
    );
}

#[test]
fn a_field_that_is_set_takes_the_place_of_what_could_not_be_read() {
    let xml = r#"<course xmlns="urn:school:2" identifier="c"><unit identifier="b" isvisible="maybe"/></course>"#;
    let mut course = lenient(xml).unwrap().value;
    course.units[0].visible = Some(true);
    let written = course.to_xml_string().unwrap();
    assert!(
        written.contains(r#"<unit identifier="b" isvisible="true"/>"#),
        "{written}"
    );
}

#[test]
fn prefixes_come_back() {
    comes_back(r#"<s:unit xmlns:s="urn:school:2" identifier="a"><s:title>A</s:title></s:unit>"#);
    comes_back(r#"<s:unit xmlns:s="urn:school:2" identifier="a"><title>A</title></s:unit>"#);
}

#[test]
fn two_prefixes_of_one_namespace_come_back() {
    comes_back(
        r#"<unit xmlns:a="urn:learn:2" xmlns:b="urn:learn:2" identifier="a" a:unitKind="active"><b:timeLimit>1</b:timeLimit><a:timeLimit>2</a:timeLimit></unit>"#,
    );
}

#[test]
fn a_prefix_that_is_bound_anew_within_comes_back() {
    comes_back(
        r#"<x:any xmlns:x="urn:x"><x:any xmlns:x="urn:y"/></x:any><unit xmlns:x="urn:learn:2" identifier="a" x:unitKind="active"><x:timeLimit xmlns:x="urn:learn:2">1</x:timeLimit></unit>"#,
    );
}

#[test]
fn names_of_another_edition_come_back() {
    comes_back(
        r#"<unit xmlns:l="urn:learn:1" identifier="a" l:unitKind="active"><l:timelimit>1</l:timelimit></unit>"#,
    );
}

#[test]
fn elements_out_of_the_default_namespace_come_back() {
    comes_back(r#"<any xmlns=""><any/></any><unit identifier="a"/>"#);
}

#[test]
fn what_stands_around_the_root_comes_back() {
    let xml = "<!--1-->\n<?style a?>\n<course xmlns=\"urn:school:2\" identifier=\"c\"/>\n<!--2-->";
    assert_eq!(lenient(xml).unwrap().value.to_xml_string().unwrap(), xml);
}

#[test]
fn unknown_elements_nested_deeply_come_back() {
    let (open, close) = ("<a>".repeat(50_000), "</a>".repeat(50_000));
    let xml = format!(r#"<course xmlns="urn:school:2" identifier="c">{open}x{close}</course>"#);
    let limits = Limits::default().with_depth(60_000);
    let course = crate::school::Course::from_slice(xml.as_bytes(), &Profile::lenient(), &limits);
    assert_eq!(course.unwrap().value.to_xml_string().unwrap(), xml);
}

#[test]
fn an_item_that_is_added_follows_its_like_and_leaves_others_in_place() {
    let xml = r#"<course xmlns="urn:school:2" identifier="c"><unit identifier="a"/><!--1--><files/></course>"#;
    let mut course = strict(xml).unwrap().value;
    course.units.push(Unit::new("b".to_owned()));
    course.title = Some("A".into());
    assert_eq!(
        course.to_xml_string().unwrap(),
        r#"<course xmlns="urn:school:2" identifier="c"><title>A</title><unit identifier="a"/><unit identifier="b"/><!--1--><files/></course>"#
    );
}

#[test]
fn items_that_are_taken_away_leave_unknown_nodes_there() {
    let xml = r#"<course xmlns="urn:school:2" identifier="c"><unit identifier="a"/><!--1--><unit identifier="b"/><!--2--></course>"#;
    let mut course = strict(xml).unwrap().value;
    course.units.clear();
    assert_eq!(
        course.to_xml_string().unwrap(),
        r#"<course xmlns="urn:school:2" identifier="c"><!--1--><!--2--></course>"#
    );
}

#[test]
fn text_that_was_changed_keeps_unknown_elements_beside_it() {
    let xml = r#"<course xmlns="urn:school:2" identifier="c"><title>A<b>x</b>C</title></course>"#;
    let mut course = strict(xml).unwrap().value;
    **course.title.as_mut().unwrap() = "D".to_owned();
    assert!(
        course
            .to_xml_string()
            .unwrap()
            .contains("<title>D<b>x</b></title>")
    );
}

#[test]
fn a_kept_node_declares_what_it_needs_where_it_is_moved_to() {
    let xml = r#"<course xmlns="urn:school:2" xmlns:x="urn:x" identifier="c"><x:a b="1"><c/></x:a></course>"#;
    let course = strict(xml).unwrap().value;
    let node = course.extra.nodes().next().unwrap();
    let document = node.to_document().unwrap();
    assert_eq!(
        document,
        r#"<x:a xmlns:x="urn:x" xmlns="urn:school:2" b="1"><c/></x:a>"#
    );
    assert_eq!(
        RawXml::new(&document, &Limits::default()).unwrap().as_str(),
        document
    );
}

#[test]
fn values_with_different_unknown_content_are_not_equal() {
    let start = r#"<course xmlns="urn:school:2" identifier="c""#;
    let read = |rest: &str| lenient(&format!("{start}{rest}")).unwrap().value;
    assert_ne!(read("/>"), read(" x='1'/>"));
    assert_ne!(read("><a/></course>"), read("><b/></course>"));
    assert_eq!(read("><!--1--></course>"), read("/>"));
    assert_eq!(read(" x='1' y='2'/>"), read(" y='2' x='1'/>"));
}

#[test]
fn an_attribute_that_is_no_name_is_not_taken() {
    let mut extra = Extra::new();
    for name in ["", "a b", "a:b", "1a", "xmlns", "a>"] {
        assert!(extra.set_attribute("", name, "x").is_err(), "{name}");
    }
    assert!(
        extra
            .set_attribute("http://www.w3.org/2000/xmlns/", "a", "x")
            .is_err()
    );
    assert!(extra.is_empty());
}

#[test]
fn an_attribute_that_is_set_twice_is_written_once() {
    let mut leaf = Leaf::new("A".to_owned());
    leaf.extra.set_attribute("urn:x", "a", "1").unwrap();
    leaf.extra.set_attribute("urn:x", "a", "2").unwrap();
    let mut course = strict(r#"<course xmlns="urn:school:2" identifier="c"/>"#)
        .unwrap()
        .value;
    course.title = Some(leaf);
    let written = course.to_xml_string().unwrap();
    assert!(
        written.contains(r#"<title xmlns:ns2="urn:x" ns2:a="2">A</title>"#),
        "{written}"
    );
}

#[test]
fn a_kept_node_that_is_not_well_formed_is_refused() {
    for text in ["", "x", "<a>", "<a/><b/>", "<x:a/>", "<!DOCTYPE a><a/>"] {
        assert!(RawXml::new(text, &Limits::default()).is_err(), "{text}");
    }
}

/// What is kept of a document that was let pass; read strictly, it says the same.
fn kept(xml: &str, recovery: &Recovery<'_>) -> String {
    let limits = Limits::default();
    let tree = Tree::parse_with(xml.as_bytes(), &Profile::lenient(), &limits, recovery)
        .unwrap()
        .tree;
    let written = RawXml::from(Node::Element(tree.root())).to_document();
    let written = written.unwrap();
    let again = Tree::parse(written.as_bytes(), &Profile::strict(), &limits).unwrap();
    assert_eq!(canonical(&again.tree), canonical(&tree));
    written
}

#[test]
fn a_kept_node_with_an_unbound_prefix_declares_what_it_stands_for() {
    assert_eq!(
        kept("<a><p:b p:c='1'/></a>", &Recovery::none()),
        r#"<a xmlns:p="urn:undeclared:p"><p:b p:c="1"/></a>"#
    );
}

#[test]
fn a_kept_node_never_declares_a_prefix_without_a_namespace() {
    assert_eq!(
        kept(
            "<p:a xmlns:p='u'><b xmlns:p=''><p:c p:d='1'/></b><p:c/></p:a>",
            &Recovery::none()
        ),
        r#"<p:a xmlns:p="u"><b xmlns:p="urn:undeclared:p"><p:c p:d="1"/></b><p:c/></p:a>"#
    );
}

#[test]
fn a_kept_node_with_a_known_prefix_that_was_taken_back_declares_what_was_meant() {
    const KNOWN: Recovery<'_> = Recovery::none().with_prefixes(&[("p", "urn:p")]);
    assert_eq!(
        kept("<a xmlns:p='u'><p:b xmlns:p=''/></a>", &KNOWN),
        r#"<a xmlns:p="u"><p:b xmlns:p="urn:p"/></a>"#
    );
}

#[test]
fn a_kept_root_that_took_its_default_namespace_back_declares_the_expected_one() {
    const EXPECTED: Recovery<'_> = Recovery::none().with_root_namespace("urn:root");
    assert_eq!(
        kept("<a xmlns=''><b/></a>", &EXPECTED),
        r#"<a xmlns="urn:root"><b/></a>"#
    );
}

#[test]
fn typed_elements_never_declare_a_prefix_without_a_namespace() {
    let xml = r#"<course xmlns="urn:school:2" identifier="c"><unit xmlns:x="" identifier="a" x:y="1"/></course>"#;
    let written = lenient(xml).unwrap().value.to_xml_string().unwrap();
    let again = strict(&written).unwrap().value;
    let extra = &again.units[0].extra;
    assert_eq!(extra.attribute("urn:undeclared:x", "y"), Some("1"));
}

#[test]
fn a_typed_root_that_took_its_default_namespace_back_is_written_in_it() {
    let xml = r#"<course xmlns="" identifier="c"><unit identifier="a"/></course>"#;
    let written = lenient(xml).unwrap().value.to_xml_string().unwrap();
    assert_eq!(strict(&written).unwrap().value.units.len(), 1);
}

#[test]
fn canonical_form_is_that_of_the_same_document_written_otherwise() {
    let one = "<a xmlns:y='urn:y' xmlns='urn:a' b='\t' a=\"&#9;\"><y:b xmlns:y='urn:y'/><![CDATA[&]]>\r\n</a><!-- x -->";
    let limits = Limits::default();
    let parse = |text: &str| {
        let parsed = Tree::parse(text.as_bytes(), &Profile::strict(), &limits).unwrap();
        canonical(&parsed.tree)
    };
    let expected = "<a xmlns=\"urn:a\" xmlns:y=\"urn:y\" a=\"&#x9;\" b=\" \"><y:b></y:b>&amp;\n</a>\n<!-- x -->";
    assert_eq!(parse(one), expected);
    assert_eq!(parse(expected), expected);
}
