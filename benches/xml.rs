//! XML: manifests read into a tree, beside the bare event loop of quick-xml and roxmltree.
//!
//! `EDU_CORPUS` names a folder with public packages, whose large manifests are read; a generated
//! manifest of 100,000 files is read with or without it.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot be set up should stop at once"
)]

use core::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use edu_benches::{Options, Rounds};
use edu_types::{Limits, Profile};
use edu_xml::Tree;
use quick_xml::Reader;
use quick_xml::events::Event;

const EVENTS: &str = "quick-xml, bare event loop";
const PEER: &str = "roxmltree::Document";
const TREE: &str = "edu_xml::Tree";
const WALKED: &str = "edu_xml::Tree, walked";
/// The most time to read a manifest into a tree, as a multiple of the bare event loop.
const MOST: f64 = 2.00;
/// Manifests from this size on are told on their own.
const LARGE: u64 = 600_000;

const LIMITS: Limits = Limits::DEFAULT
    .with_bytes(64 * 1024 * 1024)
    .with_nodes(10_000_000);

fn main() -> ExitCode {
    let options = Options::from_args();
    let mut held = true;
    for (name, text) in manifests() {
        held &= reading(&name, &text, &options);
    }
    if held || !options.check {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn reading(name: &str, text: &str, options: &Options) -> bool {
    let outcome = Rounds::new(format!("{name}, {} bytes", text.len()), options)
        .contestant(EVENTS, || events(text))
        .contestant(PEER, || {
            let peer = roxmltree::Document::parse(text).expect("manifests are well-formed");
            peer.descendants().len()
        })
        .contestant(TREE, || parse(text).names().len())
        .contestant(WALKED, || walked(&parse(text)))
        .run(EVENTS);
    outcome.must("xml.tree/events", TREE, MOST)
}

fn events(text: &str) -> usize {
    let mut reader = Reader::from_str(text);
    let mut count = 0_usize;
    while reader.read_event().expect("manifests are well-formed") != Event::Eof {
        count = count.wrapping_add(1);
    }
    count
}

fn parse(text: &str) -> Tree<'_> {
    let parsed = Tree::parse(text.as_bytes(), &Profile::strict(), &LIMITS);
    parsed.expect("manifests are well-formed").tree
}

/// Looks at every element, attribute and text once.
fn walked(tree: &Tree<'_>) -> usize {
    let mut open = vec![tree.root()];
    let mut sum = 0;
    while let Some(element) = open.pop() {
        sum = element.name_index().wrapping_add(sum);
        let values = element.attributes().map(|one| one.value().len());
        sum = values.fold(sum, usize::wrapping_add);
        sum = element.text().len().wrapping_add(sum);
        open.extend(element.elements());
    }
    sum
}

fn manifests() -> Vec<(String, String)> {
    let mut found = Vec::new();
    match std::env::var_os("EDU_CORPUS") {
        None => println!("EDU_CORPUS is not set: no real manifests\n"),
        Some(root) => {
            for path in large(&PathBuf::from(root).join("scorm")) {
                let text = std::fs::read_to_string(&path).expect("a readable manifest");
                let text = text.trim_start_matches('\u{feff}').to_owned();
                let folder = path.parent().and_then(Path::file_name);
                let name = folder.map(|one| one.to_string_lossy().into_owned());
                found.push((name.unwrap_or_default(), text));
            }
        }
    }
    found.push(("generated, 100,000 files".to_owned(), generated()));
    found
}

fn large(root: &Path) -> Vec<PathBuf> {
    let mut open = vec![root.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let size = entry.metadata().map_or(0, |one| one.len());
            let is_manifest = path.extension().is_some_and(|one| one == "xml");
            if path.is_dir() {
                open.push(path);
            } else if is_manifest && size >= LARGE {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A manifest of one resource with 100,000 files, about 10 MB.
fn generated() -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <manifest identifier=\"M\" xmlns=\"http://www.imsproject.org/xsd/imscp_rootv1p1p2\" \
         xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_rootv1p2\">\n  <resources>\n    \
         <resource identifier=\"R\" type=\"webcontent\" adlcp:scormtype=\"sco\" href=\"a.html\">\n",
    );
    for number in 0..100_000 {
        let folder = number % 97;
        writeln!(
            text,
            "      <file href=\"content/module-{folder:03}/assets/images/illustration-of-page-{number:06}.png\"/>"
        )
        .expect("writing to a text does not fail");
    }
    text.push_str("    </resource>\n  </resources>\n</manifest>\n");
    text
}
