//! Real statements: given back in every format.

use edu_json::{Document, Tree};
use edu_types::{AcceptLanguage, Limits, UuidText};
use xapi_model::format::{Assigned, Received};
use xapi_model::{Statement, Version, compare};

use super::stored;
use crate::corpus::unpacked;

fn read(bytes: &[u8]) -> Statement {
    let read =
        Document::<Statement>::from_slice(bytes, &Version::V1_0_3.strict(), &Limits::default());
    read.unwrap_or_else(|refused| panic!("{refused}\n{}", String::from_utf8_lossy(bytes)))
        .value
        .into_value()
}

/// Takes the statement in and gives it back; says whether every byte stayed but for what was set.
fn goes_through(bytes: &[u8]) {
    let received = Received::new(bytes, &Limits::default()).unwrap();
    let sent = read(bytes);
    let id = UuidText::from_bytes([7; 16]);
    let exact = received.exact(&Assigned::new(stored()).with_id(id));
    let back = read(&exact);
    assert!(compare::is_same(&sent, &back, Version::V1_0_3));
    assert_eq!(back.id, sent.id.or(Some(id)));
    let (before, after) = (Tree::parse(bytes, &Limits::default()), &exact);
    let before = before.unwrap();
    let after = Tree::parse(after, &Limits::default()).unwrap();
    for (name, value) in before.root().members() {
        let kept = after.root().get(name).unwrap().raw();
        let is_listed = name == "context" && kept != value.raw();
        assert!(
            name == "stored" || is_listed || kept == value.raw(),
            "{name}"
        );
    }
}

/// Reduces the statement to what identifies, and to one language.
fn is_reduced(bytes: &[u8]) {
    let received = Received::new(bytes, &Limits::default()).unwrap();
    let ids = received.ids();
    assert!(ids.len() <= bytes.len());
    read(&ids);
    read(&received.canonical(&(), &AcceptLanguage::parse("de, en;q=0.5")));
}

/// Takes the statements in; every sixteenth is looked at closely, because it costs time.
fn all_go_through<'s>(statements: impl Iterator<Item = &'s [u8]>) {
    for (position, bytes) in statements.enumerate() {
        goes_through(bytes);
        if position % 16 == 0 {
            is_reduced(bytes);
        }
    }
}

#[test]
fn statements_of_a_course_platform_are_given_back() {
    let Some(corpus) = edu_testing::corpus() else {
        return;
    };
    let lines = unpacked(&corpus.join("xapi/openfun_ralph/data/statements.json.gz"));
    let lines = lines.split(|byte| *byte == b'\n');
    all_go_through(lines.filter(|line| !line.is_empty()));
}

#[test]
fn statements_of_a_simulation_are_given_back() {
    let path = "xapi/yetanalytics_datasim/dev-resources/xapi/statements/array/tccc_dev.json.gz";
    let Some(corpus) = edu_testing::corpus() else {
        return;
    };
    let bytes = unpacked(&corpus.join(path));
    let limits = Limits::default()
        .with_bytes(64 << 20)
        .with_nodes(10_000_000);
    let tree = Tree::parse(&bytes, &limits).unwrap();
    let items = tree.root().items();
    all_go_through(items.map(|node| node.raw().as_bytes()));
}
