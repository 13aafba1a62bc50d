//! Manifests of SCORM: read into the model and judged by every rule, beside the bare event loop of quick-xml and beside lxml.
//!
//! `EDU_CORPUS` names a folder with packages of the field, of which the three largest manifests are read; without it, generated
//! ones alone. `EDU_PEERS_PYTHON` names a Python that has `lxml`; without it those lines are skipped.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot be set up should stop at once"
)]

#[path = "manifest/input.rs"]
mod input;
#[path = "manifest/memory.rs"]
mod memory;

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use edu_benches::{Options, Rounds};
use edu_types::{Limits, Profile};
use edu_xml::Tree;
use input::Input;
use quick_xml::Reader;
use quick_xml::events::Event;
use scorm_manifest::Manifest;

const EVENTS: &str = "quick-xml, bare event loop";
const TREE: &str = "edu_xml::Tree";
const MANIFEST: &str = "Manifest, read and judged";
const HALF: &str = "50,000 resources";
const WHOLE: &str = "100,000 resources";
/// The most time to read and judge a manifest, as a multiple of the bare event loop: 35 % of its speed.
const MOST: f64 = 1.0 / 0.35;
/// The most time for twice as many resources: linear, with room for caches that no longer hold them.
const MOST_FOR_TWICE: f64 = 2.5;

const LIMITS: Limits = Manifest::LIMITS
    .with_bytes(64 * 1024 * 1024)
    .with_nodes(10_000_000);

fn main() -> ExitCode {
    let options = Options::from_args();
    if let Some(task) = memory::Task::from_args() {
        task.run();
        return ExitCode::SUCCESS;
    }
    let mut inputs = input::of_the_field();
    inputs.push(input::files(100_000));
    let mut held = true;
    for input in &inputs {
        held &= reading(input, &options);
        let file = input.file();
        beside_lxml(&file);
        held &= memory::held(input, &file);
        std::fs::remove_file(&file).expect("the file is ours");
    }
    held &= depending(&options);
    if held || !options.check {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn reading(input: &Input, options: &Options) -> bool {
    let outcome = Rounds::new(input.title(), options)
        .contestant(EVENTS, || events(&input.bytes))
        .contestant(TREE, || {
            let parsed = Tree::parse(&input.bytes, &Profile::lenient(), &LIMITS);
            parsed
                .expect("manifests are well-formed")
                .tree
                .names()
                .len()
        })
        .contestant(MANIFEST, || judged(&input.bytes))
        .run(EVENTS);
    outcome.must("manifest/events", MANIFEST, MOST)
}

fn events(bytes: &[u8]) -> usize {
    let mut reader = Reader::from_reader(bytes);
    let mut count = 0_usize;
    // Matched and not compared: the floor must not do more than it needs.
    while !matches!(
        reader.read_event().expect("manifests are well-formed"),
        Event::Eof
    ) {
        count = count.saturating_add(1);
    }
    count
}

/// How many findings there are; a manifest that is refused early would win unfairly.
fn judged(bytes: &[u8]) -> usize {
    let checked = Manifest::from_slice(bytes, &Profile::lenient(), &LIMITS);
    let checked = checked.expect("manifests that a lenient profile reads");
    assert!(!checked.value.resources().is_empty());
    checked.report.findings().len()
}

fn depending(options: &Options) -> bool {
    let (half, whole) = (input::ring(50_000), input::ring(100_000));
    let outcome = Rounds::new(
        "each resource needs two others, all of them each other",
        options,
    )
    .contestant(HALF, || judged(&half.bytes))
    .contestant(WHOLE, || judged(&whole.bytes))
    .run(HALF);
    outcome.must("manifest.dependencies/half", WHOLE, MOST_FOR_TWICE)
}

/// lxml, where it is at hand: the median of its own process.
fn beside_lxml(file: &Path) {
    let Some(python) = std::env::var_os("EDU_PEERS_PYTHON") else {
        println!("lxml: skipped, EDU_PEERS_PYTHON names no interpreter");
        return;
    };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/lxml_manifest.py");
    let ended = Command::new(python)
        .arg("-B")
        .arg(script)
        .arg(file)
        .stdout(Stdio::piped())
        .output()
        .expect("an interpreter");
    if !ended.status.success() {
        println!("lxml: skipped, the interpreter has none");
        return;
    }
    let millis = String::from_utf8_lossy(&ended.stdout);
    println!("lxml, parsed into its tree: median {} ms", millis.trim());
}
