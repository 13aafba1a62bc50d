//! The tree against other readers, over random and damaged documents.

use core::fmt::Write as _;

use edu_xml::{Element, Node, Tree};
use proptest::prelude::*;

use crate::strict;

/// What a document says, in a form of its own: names, attributes by name, merged text.
pub(crate) fn told(tree: &Tree<'_>) -> String {
    let mut out = String::new();
    element(tree.root(), &mut out);
    out
}

fn element(one: Element<'_>, out: &mut String) {
    let name = one.name();
    write!(out, "({{{}}}{}", name.namespace, name.local).unwrap();
    let mut attributes: Vec<_> = one
        .attributes()
        .map(|one| (one.name(), one.value()))
        .collect();
    attributes.sort_unstable();
    for (name, value) in attributes {
        write!(out, " {{{}}}{}={value:?}", name.namespace, name.local).unwrap();
    }
    let mut text = String::new();
    for node in one.nodes() {
        match node {
            Node::Text(part) | Node::CData(part) => text.push_str(&part.value()),
            Node::Comment(comment) => {
                flush(&mut text, out);
                write!(out, "!{:?}", comment.value()).unwrap();
            }
            Node::ProcessingInstruction(instruction) => {
                flush(&mut text, out);
                write!(out, "?{} {:?}", instruction.target(), instruction.data()).unwrap();
            }
            Node::Element(child) => {
                flush(&mut text, out);
                element(child, out);
            }
        }
    }
    flush(&mut text, out);
    out.push(')');
}

fn flush(text: &mut String, out: &mut String) {
    if !text.is_empty() {
        write!(out, "{:?}", core::mem::take(text)).unwrap();
    }
}

pub(crate) fn told_by_peer(document: &roxmltree::Document<'_>) -> String {
    let mut out = String::new();
    peer(document.root_element(), &mut out);
    out
}

fn peer(one: roxmltree::Node<'_, '_>, out: &mut String) {
    let name = one.tag_name();
    write!(
        out,
        "({{{}}}{}",
        name.namespace().unwrap_or(""),
        name.name()
    )
    .unwrap();
    let mut attributes: Vec<_> = one
        .attributes()
        .map(|one| (one.namespace().unwrap_or(""), one.name(), one.value()))
        .collect();
    attributes.sort_unstable();
    for (namespace, name, value) in attributes {
        write!(out, " {{{namespace}}}{name}={value:?}").unwrap();
    }
    let mut text = String::new();
    for child in one.children() {
        if child.is_text() {
            text.push_str(child.text().unwrap_or(""));
            continue;
        }
        flush(&mut text, out);
        if let Some(instruction) = child.pi() {
            write!(
                out,
                "?{} {:?}",
                instruction.target,
                instruction.value.unwrap_or("")
            )
            .unwrap();
        } else if child.is_comment() {
            // The peer leaves line ends in comments as they are.
            let comment = child.text().unwrap_or("");
            let comment = comment.replace("\r\n", "\n").replace('\r', "\n");
            write!(out, "!{comment:?}").unwrap();
        } else {
            peer(child, out);
        }
    }
    flush(&mut text, out);
    out.push(')');
}

/// Documents that are well-formed more often than not, of the parts that readers disagree about.
fn documents() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<a>",
        "</a>",
        "<b x='1'>",
        "</b>",
        "<p:c p:x=\"&lt;\" x='2'/>",
        "<d xmlns='u:2'/>",
        "<e\n y='a\tb'/>",
        "text",
        " ",
        "\r\n",
        "&amp;",
        "&#65;",
        "<![CDATA[<x>]]>",
        "<!-- c -->",
        "<?p d?>",
        "é",
        "]]",
        ">",
        "<f x='1' x='2'/>",
        "<!--",
        "-->",
        "]]>",
        "<",
        "&",
        "'",
        "<g xmlns:q='u:1' q:x='' p:x=''/>",
    ]);
    prop::collection::vec(piece, 0..24)
        .prop_map(|pieces| format!("<r xmlns='u:0' xmlns:p='u:1'>{}</r>", pieces.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_tree_says_what_another_reader_says(xml in documents()) {
        let ours = strict(xml.as_bytes());
        let peers = roxmltree::Document::parse(&xml);
        // The peer lets some faults pass, such as a missing space; nothing that it refuses is ours.
        match (ours, peers) {
            (Ok(ours), Ok(peers)) => prop_assert_eq!(told(&ours.tree), told_by_peer(&peers)),
            (Ok(_), Err(error)) => prop_assert!(false, "accepted here alone: {error}: {xml}"),
            (Err(_), _) => {}
        }
    }

    #[test]
    fn nodes_and_their_gaps_make_up_the_text(xml in documents()) {
        if let Ok(parsed) = strict(xml.as_bytes()) {
            let mut at = 0;
            for node in parsed.tree.root().nodes() {
                let span = node.span();
                prop_assert!(at == 0 || span.start == at, "children follow each other without a gap");
                at = span.end;
            }
        }
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for outcome in [strict(&bytes), crate::lenient(&bytes)] {
            if let Err(error) = outcome {
                prop_assert!(error.offset() <= bytes.len());
            }
        }
    }

    #[test]
    fn a_damaged_document_breaks_nothing(xml in documents(), at in 0_usize..400, byte in any::<u8>()) {
        let mut bytes = xml.into_bytes();
        let length = bytes.len();
        let at = at.checked_rem(length).unwrap_or(0);
        bytes[at] = byte;
        for outcome in [strict(&bytes), crate::lenient(&bytes)] {
            match outcome {
                Ok(parsed) => prop_assert!(!told(&parsed.tree).is_empty()),
                Err(error) => prop_assert!(error.offset() <= bytes.len()),
            }
        }
    }

    #[test]
    fn what_quick_xml_counts_is_in_the_tree(xml in documents()) {
        if let Ok(parsed) = strict(xml.as_bytes()) {
            let mut reader = quick_xml::Reader::from_str(&xml);
            let mut elements = 0_usize;
            loop {
                use quick_xml::events::Event;
                let event = reader.read_event().unwrap();
                if matches!(event, Event::Start(_) | Event::Empty(_)) {
                    elements = elements.saturating_add(1);
                } else if matches!(event, Event::Eof) {
                    break;
                }
            }
            prop_assert_eq!(count(parsed.tree.root()), elements);
        }
    }
}

fn count(one: Element<'_>) -> usize {
    let inner = one.elements().map(count).sum::<usize>();
    inner.saturating_add(1)
}
