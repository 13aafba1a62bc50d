//! Statements of xAPI: parsed and judged in whole, compared and fingerprinted, beside
//! `serde_json::Value`.
//!
//! `EDU_CORPUS` names a folder with public statements, on which the musts are judged; without it
//! generated ones stand in. `EDU_PEERS_PYTHON` and `EDU_PEERS_NODE` name where Ralph and the
//! validation of Learning Locker are; without them those lines are skipped.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot be set up should stop at once"
)]

use std::io::Write as _;
use std::process::{Command, ExitCode, Stdio};

use edu_benches::corpus::{Corpus, corpora};
use edu_benches::{Options, Rounds};
use edu_json::{Document, Tree};
use edu_types::{Limits, Profile};
use xapi_model::{Statement, Version, compare};

const VALUE: &str = "serde_json::Value";
const TREE: &str = "edu_json::Tree";
const V1_0_3: &str = "Statement, 1.0.3";
const V2_0: &str = "Statement, 2.0";
const DOCUMENT: &str = "Document, 2.0";
const PARSE: &str = "one parsed and judged";
const SAME: &str = "two compared";
const FINGERPRINT: &str = "one fingerprinted";
/// The most time to parse and judge a statement, as a share of `serde_json::Value`.
const MOST: f64 = 1.00;
/// The most time to compare or fingerprint what was read, as a share of reading it.
const MOST_BESIDE_PARSE: f64 = 1.00;

const LIMITS: Limits = Limits::DEFAULT
    .with_bytes(64 * 1024 * 1024)
    .with_nodes(10_000_000);

fn main() -> ExitCode {
    let options = Options::from_args();
    let mut held = true;
    for corpus in corpora().into_iter().flat_map(with_single_ones) {
        held &= reading(&corpus, &options);
        if corpus.documents.len() > 1 {
            held &= beside_reading(&corpus, &options);
            beside_peers(&corpus);
        }
    }
    if held || !options.check {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// An array also as its statements, each on its own and without spaces.
fn with_single_ones(corpus: Corpus) -> Vec<Corpus> {
    let [array] = corpus.documents.as_slice() else {
        return vec![corpus];
    };
    let items: Vec<serde_json::Value> = serde_json::from_slice(array).expect("an array");
    let texts = items.iter().map(|item| item.to_string().into_bytes());
    let mut single = corpus.clone();
    single.name = "yetanalytics_datasim, each statement alone, without spaces";
    single.documents = texts.collect();
    vec![single, corpus]
}

fn reading(corpus: &Corpus, options: &Options) -> bool {
    let documents = &corpus.documents;
    let outcome = Rounds::new(corpus.title(), options)
        .contestant(VALUE, || {
            each(documents, |text| {
                serde_json::from_slice::<serde_json::Value>(text).is_ok()
            })
        })
        .contestant(TREE, || {
            each(documents, |text| Tree::parse(text, &LIMITS).is_ok())
        })
        .contestant(V1_0_3, || judged(documents, Version::V1_0_3))
        .contestant(V2_0, || judged(documents, Version::V2_0))
        .contestant(DOCUMENT, || kept(documents, Version::V2_0))
        .run(VALUE);
    if !corpus.judged {
        return true;
    }
    let held = outcome.must("statements.1.0.3/value", V1_0_3, MOST);
    held & outcome.must("statements.2.0/value", V2_0, MOST)
}

/// Reads every document; a contestant that refuses one would win unfairly.
fn each(documents: &[Vec<u8>], mut read: impl FnMut(&[u8]) -> bool) -> usize {
    for document in documents {
        assert!(read(document), "every document of the corpus is valid");
    }
    documents.len()
}

fn judged(documents: &[Vec<u8>], version: Version) -> usize {
    let profile = version.strict();
    if documents.len() == 1 {
        return kept(documents, version);
    }
    each(documents, |text| {
        Statement::from_slice(text, &profile, &LIMITS).is_ok()
    })
}

/// With the bytes of each statement; an array as a batch.
fn kept(documents: &[Vec<u8>], version: Version) -> usize {
    let profile = version.strict();
    each(documents, |text| {
        if documents.len() == 1 {
            return Statement::batch_from_slice(text, &profile, &LIMITS).is_ok();
        }
        Document::<Statement>::from_slice(text, &profile, &LIMITS).is_ok()
    })
}

/// What is done with a statement that was read, beside reading it.
fn beside_reading(corpus: &Corpus, options: &Options) -> bool {
    let profile = Version::V2_0.strict();
    let read = |text: &Vec<u8>| read(text, &profile);
    let statements: Vec<_> = corpus.documents.iter().map(read).collect();
    let again = statements.clone();
    let outcome = Rounds::new(format!("{}: what follows", corpus.name), options)
        .contestant(PARSE, || {
            let statements = corpus.documents.iter().map(read);
            statements.fold(0_usize, |sum, one| sum ^ one.extra.len())
        })
        .contestant(SAME, || {
            let pairs = statements.iter().zip(&again);
            pairs
                .filter(|(one, other)| compare::is_same(one, other, Version::V2_0))
                .count()
        })
        .contestant(FINGERPRINT, || {
            let prints = statements.iter().map(compare::fingerprint);
            prints.fold(0_u8, |sum, print| sum ^ print.as_bytes()[0])
        })
        .run(PARSE);
    if !corpus.judged {
        return true;
    }
    let held = outcome.must("statements.same/parse", SAME, MOST_BESIDE_PARSE);
    held & outcome.must(
        "statements.fingerprint/parse",
        FINGERPRINT,
        MOST_BESIDE_PARSE,
    )
}

fn read(text: &[u8], profile: &Profile) -> Statement {
    let read = Statement::from_slice(text, profile, &LIMITS);
    read.expect("a statement").value
}

/// Ralph and Learning Locker, where they are at hand: the medians of their own processes.
fn beside_peers(corpus: &Corpus) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/edu-judges/peers");
    match std::env::var_os("EDU_PEERS_PYTHON") {
        Some(python) => {
            let mut ralph = Command::new(python);
            ralph.arg("-B").arg(format!("{folder}/ralph_statements.py"));
            timed("Ralph", ralph, corpus);
        }
        None => println!("Ralph: skipped, EDU_PEERS_PYTHON names no interpreter"),
    }
    match std::env::var_os("EDU_PEERS_NODE") {
        Some(modules) => {
            let mut validation = Command::new("node");
            validation.env("NODE_PATH", modules);
            validation.arg(format!("{folder}/learninglocker_statements.cjs"));
            timed("Learning Locker", validation, corpus);
        }
        None => println!("Learning Locker: skipped, EDU_PEERS_NODE names no modules"),
    }
}

fn timed(name: &str, mut program: Command, corpus: &Corpus) {
    let program = program.args(["--time", "5"]);
    let piped = program.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut program = piped.spawn().expect("a program");
    let mut input = program.stdin.take().expect("its input");
    for document in &corpus.documents {
        input.write_all(document).expect("that it reads");
        input.write_all(b"\n").expect("that it reads");
    }
    drop(input);
    let ended = program.wait_with_output().expect("its output");
    let nanos = String::from_utf8_lossy(&ended.stdout);
    assert!(ended.status.success(), "{name} did not finish");
    println!("{name}: median of one statement {} ns", nanos.trim());
}
