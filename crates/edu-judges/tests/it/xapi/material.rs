//! Statements to judge: our own, each about one rule, and those of the field.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

use edu_json::{Kind, Node, Tree};
use edu_testing::{entries, read};
use edu_types::Limits;
use flate2::read::GzDecoder;

const MUTATIONS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../xapi-model/tests/data/mutations"
);
const VIDEO: &str = "xapi/openfun_ralph/data/statements.json.gz";
const CARE: &str = "xapi/yetanalytics_datasim/dev-resources/xapi/statements/array/tccc_dev.json.gz";
const EXAMPLES: &str = "xapi/adlnet_xAPI-Spec/examples";

/// A statement on one line.
pub(super) struct Statement {
    /// The rule it was made for, or where it comes from.
    pub(super) about: String,
    pub(super) text: String,
}

/// Our own statements that say what 1.0.3 thinks of them.
pub(super) fn mutations() -> Vec<Statement> {
    let files = entries(Path::new(MUTATIONS));
    let texts = files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap());
    let lines = texts.flat_map(|text| text.lines().map(of_case).collect::<Vec<_>>());
    lines.flatten().collect()
}

fn of_case(line: &str) -> Option<Statement> {
    let tree = Tree::parse(line.as_bytes(), &Limits::DEFAULT).unwrap();
    let root = tree.root();
    let text = root.get("text").and_then(Node::as_str);
    let statement = root.get("statement");
    // Others judge one statement at a time.
    let is_batch = statement.is_some_and(|node| {
        node.kind() == Kind::Array && node.items().all(|item| item.kind() == Kind::Object)
    });
    root.get("versions")?.get("1.0.3").filter(|_| !is_batch)?;
    Some(Statement {
        about: root.get("rule")?.as_str()?.to_owned(),
        text: text.or_else(|| statement.map(Node::raw))?.to_owned(),
    })
}

/// Statements that programs of the field have made, and the examples of the standard; `None`, with a
/// word about it, where they are not at hand.
pub(super) fn corpus() -> Option<Vec<Statement>> {
    let root = edu_testing::corpus()?;
    let lines = BufReader::new(unpacked(&root.join(VIDEO))).lines();
    let video = lines.map(|line| Statement {
        about: "corpus openfun_ralph".to_owned(),
        text: line.unwrap(),
    });
    let mut array = Vec::new();
    unpacked(&root.join(CARE)).read_to_end(&mut array).unwrap();
    let limits = Limits::DEFAULT
        .with_bytes(64 * 1024 * 1024)
        .with_nodes(10_000_000);
    let tree = Tree::parse(&array, &limits).unwrap();
    let care = tree.root().items().map(|item| Statement {
        about: "corpus yetanalytics_datasim".to_owned(),
        text: item.raw().replace(['\r', '\n'], ""),
    });
    let statements: Vec<_> = video.chain(care).chain(examples()?).collect();
    assert!(statements.len() > 24_000, "{} statements", statements.len());
    Some(statements)
}

/// The whole statements among the examples of the standard, but for those of earlier versions.
pub(super) fn examples() -> Option<Vec<Statement>> {
    let mut files = entries(&edu_testing::corpus()?.join(EXAMPLES));
    files.retain(|file| !file.to_string_lossy().contains("conversion"));
    let texts = files.iter().map(|file| read(file));
    let statements = texts.filter_map(|bytes| {
        let tree = Tree::parse(&bytes, &Limits::DEFAULT).ok()?;
        let root = tree.root();
        let has = |name: &str| root.get(name).is_some();
        let is_whole = has("actor") && has("verb") && has("object");
        (is_whole && !has("objectType")).then(|| Statement {
            about: "corpus adlnet_xAPI-Spec".to_owned(),
            text: root.raw().replace(['\r', '\n'], ""),
        })
    });
    Some(statements.collect())
}

fn unpacked(file: &Path) -> GzDecoder<File> {
    let opened = File::open(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    GzDecoder::new(opened)
}
