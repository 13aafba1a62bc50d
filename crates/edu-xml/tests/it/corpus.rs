//! Packages made by others, where a copy of them is at hand.

use std::path::{Path, PathBuf};

use edu_testing::{corpus, entries};
use edu_types::{Limits, Profile};
use edu_xml::Tree;

use crate::agreement::{told, told_by_peer};

const LIMITS: Limits = Limits::DEFAULT
    .with_bytes(16 * 1024 * 1024)
    .with_depth(100)
    .with_members(256)
    .with_text(1024 * 1024);

/// The folder of packages; `None`, with a word about it, where there is none.
fn folder() -> Option<PathBuf> {
    Some(corpus()?.join("scorm"))
}

/// Every XML file that no hostile hand wrote.
fn documents(root: &Path) -> Vec<PathBuf> {
    let mut open = vec![root.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                if !path.ends_with("synthetic-hostile") {
                    open.push(path);
                }
            } else if path
                .extension()
                .is_some_and(|one| one == "xml" || one == "xsd")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn manifests_say_what_another_reader_says() {
    let Some(root) = folder() else { return };
    let mut read = 0;
    for path in documents(&root) {
        let bytes = edu_testing::read(&path);
        let name = path.strip_prefix(&root).unwrap().display();
        match Tree::parse(&bytes, &Profile::lenient(), &LIMITS) {
            Ok(parsed) => {
                let text = parsed.tree.text();
                match roxmltree::Document::parse(text) {
                    Ok(peer) => assert_eq!(told(&parsed.tree), told_by_peer(&peer), "{name}"),
                    Err(error) => assert!(
                        !parsed.report.is_empty(),
                        "{name}: accepted here alone: {error}"
                    ),
                }
                read += 1;
            }
            Err(error) => {
                // What is refused here is refused by others, document types apart.
                let text = String::from_utf8_lossy(&bytes);
                let is_refused = roxmltree::Document::parse(&text).is_err();
                let is_doctype = error.rule().code == "xml.doctype";
                assert!(
                    is_refused || is_doctype,
                    "{name}: {} {error}",
                    error.place()
                );
            }
        }
    }
    assert!(read > 181, "{read} read");
}

#[test]
fn hostile_documents_meet_the_rule_that_is_theirs() {
    let Some(root) = folder() else { return };
    let expected = [
        ("billion-laughs", "xml.doctype"),
        ("charref-nul", "xml.character"),
        ("control-char", "xml.character"),
        ("deep-items", "xml.limit"),
        ("deep-unknown", "xml.limit"),
        ("doctype-harmless", "xml.doctype"),
        ("dup-attr", "xml.attribute.duplicate"),
        ("dup-ns-attr", "xml.attribute.duplicate"),
        ("quadratic", "xml.doctype"),
        ("wide-attrs", "xml.limit"),
        ("xxe-file", "xml.doctype"),
        ("xxe-param", "xml.doctype"),
    ];
    for (name, code) in expected {
        let bytes = hostile(&root, name);
        for profile in [Profile::strict(), Profile::lenient()] {
            let error = Tree::parse(&bytes, &profile, &LIMITS).unwrap_err();
            assert_eq!(error.rule().code, code, "{name}");
        }
    }
}

#[test]
fn odd_documents_are_mended_in_lenient_and_refused_in_strict() {
    let Some(root) = folder() else { return };
    let expected = [
        ("cp1252-undeclared", "xml.encoding.mismatch"),
        ("raw-ampersand-in-parameters", "xml.ampersand"),
        ("unbound-prefix", "xml.namespace.unbound"),
        ("undeclared-entity", "xml.entity.html"),
        ("utf16-decl-but-utf8", "xml.encoding.mismatch"),
        ("ws-before-decl", "xml.declaration.space"),
    ];
    for (name, code) in expected {
        let bytes = hostile(&root, name);
        let error = Tree::parse(&bytes, &Profile::strict(), &LIMITS).unwrap_err();
        assert_eq!(error.rule().code, code, "{name}");
        let parsed = Tree::parse(&bytes, &Profile::lenient(), &LIMITS).unwrap();
        assert_eq!(crate::codes(&parsed.report), [code], "{name}");
    }
}

#[test]
fn documents_that_are_fine_as_xml_are_read_in_strict() {
    let Some(root) = folder() else { return };
    for name in [
        "base-absolute",
        "base-escape",
        "dangling-ref",
        "dep-cycle",
        "dup-ids",
        "href-external",
        "href-javascript",
        "href-pct-traversal",
        "href-traversal",
        "huge-title",
        "latin1-declared",
        "no-namespace",
        "self-submanifest",
        "title-xss",
        "utf16be-bom",
        "utf16le-bom",
        "utf8-bom",
        "xml11",
    ] {
        let bytes = hostile(&root, name);
        let parsed = Tree::parse(&bytes, &Profile::strict(), &LIMITS);
        let parsed = parsed.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(parsed.report.is_empty(), name != "xml11", "{name}");
    }
}

fn hostile(root: &Path, name: &str) -> Vec<u8> {
    let path = root
        .join("synthetic-hostile")
        .join(name)
        .with_extension("xml");
    edu_testing::read(&path)
}
