//! What a tree holds of a document.

use edu_xml::{Element, Node};

use crate::strict;

#[test]
fn every_kind_of_node_is_kept_in_order() {
    let parsed = strict(b"<a>t<b/><![CDATA[<&]]><!-- c --><?p d e?></a>").unwrap();
    let nodes: Vec<_> = parsed.tree.root().nodes().collect();
    let [
        Node::Text(text),
        Node::Element(b),
        Node::CData(section),
        Node::Comment(comment),
        Node::ProcessingInstruction(instruction),
    ] = nodes.as_slice()
    else {
        panic!("five nodes, one of each kind");
    };
    assert_eq!((text.value().as_ref(), b.name().local), ("t", "b"));
    assert_eq!((section.raw(), comment.raw()), ("<&", " c "));
    assert_eq!(
        (instruction.target(), instruction.data().as_ref()),
        ("p", "d e")
    );
}

#[test]
fn prolog_and_epilog_are_kept() {
    let parsed = strict(b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<!-- 1 --><?p?>\n<a/><!-- 2 -->\n").unwrap();
    let declaration = parsed.tree.declaration().unwrap();
    assert_eq!(
        (
            declaration.version,
            declaration.encoding,
            declaration.standalone
        ),
        ("1.0", Some("UTF-8"), Some(true))
    );
    assert_eq!(
        (parsed.tree.prolog().count(), parsed.tree.epilog().count()),
        (2, 1)
    );
}

#[test]
fn the_text_of_an_element_is_that_of_its_own_children() {
    let parsed = strict(b"<a>x &amp;<b>no</b><!-- no --><![CDATA[ & y]]></a>").unwrap();
    assert_eq!(parsed.tree.root().text(), "x & & y");
    assert_eq!(strict(b"<a/>").unwrap().tree.root().text(), "");
}

#[test]
fn line_ends_become_line_feeds() {
    let parsed = strict(b"<a>\r\n<b>x\r\ny\rz</b>\r<![CDATA[\r\n]]></a>").unwrap();
    let root = parsed.tree.root();
    assert_eq!(root.text(), "\n\n\n");
    assert_eq!(root.elements().next().unwrap().text(), "x\ny\nz");
}

#[test]
fn tabs_and_line_ends_in_attributes_become_spaces() {
    let parsed = strict(b"<a b='1\t2\n3\r\n4\r5&#10;6&#9;7'/>").unwrap();
    let attribute = parsed.tree.root().attributes().next().unwrap();
    assert_eq!(attribute.value(), "1 2 3 4 5\n6\t7");
    assert_eq!(attribute.raw(), "1\t2\n3\r\n4\r5&#10;6&#9;7");
}

#[test]
fn an_attribute_knows_its_span() {
    let xml = "<a x='1' y = \"&amp;'\" z=''/>";
    let parsed = strict(xml.as_bytes()).unwrap();
    let spans: Vec<_> = parsed
        .tree
        .root()
        .attributes()
        .map(|one| xml.get(one.span()).unwrap())
        .collect();
    assert_eq!(spans, ["x='1'", "y = \"&amp;'\"", "z=''"]);
}

#[test]
fn white_space_alone_is_blank_unless_it_is_a_reference() {
    let parsed = strict(b"<a> \r\n<b/>&#32;</a>").unwrap();
    let blank = parsed.tree.root().nodes().filter_map(|node| match node {
        Node::Text(text) => Some(text.is_blank()),
        Node::Element(_) | Node::CData(_) | Node::Comment(_) | Node::ProcessingInstruction(_) => {
            None
        }
    });
    assert_eq!(blank.collect::<Vec<_>>(), [true, false]);
}

#[test]
fn the_source_of_an_element_is_its_part_of_the_text() {
    let parsed = strict(b"<a> <b x='1'>y</b ><c/></a>").unwrap();
    let sources: Vec<_> = parsed.tree.root().elements().map(Element::source).collect();
    assert_eq!(sources, ["<b x='1'>y</b >", "<c/>"]);
}

#[test]
fn what_is_shown_for_programmers_holds_no_text() {
    let parsed = strict(b"<a b='secret'>secret</a>").unwrap();
    let root = parsed.tree.root();
    let shown = format!(
        "{parsed:?} {root:?} {:?} {:?}",
        root.attributes().next(),
        root.nodes().next()
    );
    assert!(!shown.contains("secret"), "{shown}");
}
