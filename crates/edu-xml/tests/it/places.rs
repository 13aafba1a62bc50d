//! Where nodes stand.

use edu_types::Place;
use edu_xml::{Element, Node};

use crate::strict;

fn path(place: &Place) -> &str {
    place.path.as_deref().unwrap()
}

#[test]
fn a_path_counts_elements_of_one_name() {
    let parsed = strict(b"<m><o/><r/><o><i/><i/><j/><i><i/></i></o></m>").unwrap();
    let second = parsed.tree.root().elements().nth(2).unwrap();
    assert_eq!(path(&parsed.tree.root().place()), "/m");
    assert_eq!(path(&second.place()), "/m/o[2]");
    let last = second.elements().last().unwrap();
    assert_eq!(path(&last.place()), "/m/o[2]/i[3]");
    assert_eq!(
        path(&last.elements().next().unwrap().place()),
        "/m/o[2]/i[3]/i[1]"
    );
}

#[test]
fn the_first_places_asked_for_are_those_of_the_many() {
    let xml =
        b"<!--a--><m>t<o/><r/>\n<o><i/>t<i/><j/><i><i/>t<!--c--></i></o>\n<o>t</o></m><!--z-->";
    let many = strict(xml).unwrap();
    let mut first = strict(xml).unwrap();
    let total = nodes(&many.tree).len();
    for at in (0..total).rev() {
        let expected = nodes(&many.tree).swap_remove(at).place();
        assert_eq!(nodes(&first.tree).swap_remove(at).place(), expected);
        first = strict(xml).unwrap();
    }
    let last = nodes(&many.tree).swap_remove(total - 3).place();
    assert_eq!((path(&last), last.position), ("/m/o[3]", Some((3, 1))));
}

/// All nodes of a document in their order.
fn nodes<'t>(tree: &'t edu_xml::Tree<'_>) -> Vec<Node<'t>> {
    let mut waiting: Vec<_> = tree.prolog().collect();
    waiting.push(Node::Element(tree.root()));
    waiting.extend(tree.epilog());
    waiting.reverse();
    let mut all = Vec::new();
    while let Some(node) = waiting.pop() {
        all.push(node);
        if let Node::Element(element) = node {
            let children: Vec<_> = element.nodes().collect();
            waiting.extend(children.into_iter().rev());
        }
    }
    all
}

#[test]
fn the_path_of_an_attribute_ends_with_its_name() {
    let parsed = strict(b"<m xmlns:p='u'>\n<o p:x='1'/></m>").unwrap();
    let attribute = parsed
        .tree
        .root()
        .elements()
        .next()
        .unwrap()
        .attributes()
        .next()
        .unwrap();
    assert_eq!(path(&attribute.place()), "/m/o[1]/@p:x");
    assert_eq!(attribute.place().position, Some((2, 4)));
}

#[test]
fn offsets_count_received_bytes() {
    let text = "<?xml version='1.0' encoding='E'?>\n<m>é\u{1f600}\n<o/></m>";
    let utf8 = text.replace("'E'", "'UTF-8'");
    let at = |bytes: &[u8]| {
        let parsed = strict(bytes).unwrap();
        let place = parsed.tree.root().elements().next().unwrap().place();
        (place.offset.unwrap(), place.position.unwrap())
    };
    assert_eq!(at(utf8.as_bytes()), (utf8.find("<o").unwrap(), (3, 1)));
    let marked = format!("\u{feff}{utf8}");
    assert_eq!(at(marked.as_bytes()), (marked.find("<o").unwrap(), (3, 1)));
    let utf16 = format!("\u{feff}{}", text.replace("'E'", "'UTF-16'"));
    let before = utf16.split("<o").next().unwrap().encode_utf16().count();
    let bytes: Vec<u8> = utf16.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(at(&bytes), (before * 2, (3, 1)));
}

#[test]
fn offsets_are_right_far_into_transcoded_text() {
    let mut bytes = b"<?xml version='1.0' encoding='ISO-8859-1'?><m>".to_vec();
    bytes.extend([0xe9; 5000]);
    let expected = bytes.len();
    bytes.extend(b"<o/></m>");
    let parsed = strict(&bytes).unwrap();
    let place = parsed.tree.root().elements().next().unwrap().place();
    assert_eq!(
        (place.offset, place.position),
        (Some(expected), Some((1, expected + 1)))
    );
}

#[test]
fn other_nodes_stand_in_their_parent() {
    let parsed = strict(b"<m><o>\n<!-- x --></o></m><!-- y -->").unwrap();
    let child = parsed.tree.root().elements().next().unwrap();
    let comment = child.nodes().nth(1).unwrap();
    assert!(matches!(comment, Node::Comment(_)));
    assert_eq!(comment.place().to_string(), "/m/o[1] line 2 column 1");
    assert_eq!(path(&parsed.tree.epilog().next().unwrap().place()), "");
}

#[test]
fn an_error_tells_the_innermost_open_element() {
    let error = strict(b"<m><o/><o>\n<i></j></o></m>").unwrap_err();
    assert_eq!(error.place().to_string(), "/m/o[2]/i[1] line 2 column 4");
    assert_eq!(error.to_string(), "end tag of `j`, `i` is open");
    assert_eq!(error.offset(), 14);
}

#[test]
fn an_error_becomes_a_report_of_one_error() {
    let report = strict(b"<m>&nbsp;</m>").unwrap_err().into_report();
    assert!(!report.is_valid());
    assert_eq!(
        report.findings()[0].to_string(),
        "error xml.entity.html at /m line 1 column 4: entity `nbsp` is defined in HTML alone (XML 1.0 §4.1)",
    );
}

#[test]
fn long_names_are_cut_in_paths() {
    let name = "é".repeat(200);
    let xml = format!("<{name}/>");
    let parsed = strict(xml.as_bytes()).unwrap();
    assert_eq!(
        path(&parsed.tree.root().place()),
        format!("/{}…", "é".repeat(32))
    );
}

#[test]
fn places_of_a_hundred_thousand_siblings_take_one_pass() {
    let xml = format!("<m>{}</m>", "<i/>".repeat(100_000));
    let parsed = strict(xml.as_bytes()).unwrap();
    let places: Vec<_> = parsed.tree.root().elements().map(Element::place).collect();
    assert_eq!(path(&places[99_999]), "/m/i[100000]");
}
