//! Reading JSON: the checked tree beside `serde_json::Value` and the bare tokenizers.
//!
//! `EDU_CORPUS` names a folder with public xAPI statements, on which the must is judged.
//! Without it generated statements stand in, and no verdict is given: they are all of one
//! shape, which flatters the slower readers.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use edu_benches::{Options, Rounds};
use edu_json::Tree;
use edu_types::Limits;
use flate2::read::GzDecoder;
use jiter::{Jiter, JiterError, Peek};
use serde::de::IgnoredAny;
use struson::reader::{JsonReader as _, JsonStreamReader, ReaderError, ValueType};

const VALUE: &str = "serde_json::Value";
const TREE: &str = "edu_json::Tree";
/// The most time the checked tree may take, as a share of `serde_json::Value`.
const MOST: f64 = 0.50;

/// Some documents that belong together.
struct Corpus {
    name: &'static str,
    /// Whether the must holds for it.
    judged: bool,
    documents: Vec<Vec<u8>>,
}

fn main() -> ExitCode {
    let options = Options::from_args();
    let mut held = true;
    for corpus in corpora() {
        held &= compare(&corpus, &options);
    }
    if held || !options.check {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn compare(corpus: &Corpus, options: &Options) -> bool {
    let limits = Limits::default()
        .with_bytes(64 * 1024 * 1024)
        .with_nodes(10_000_000);
    let documents = &corpus.documents;
    let bytes: usize = documents.iter().map(Vec::len).sum();
    let what = format!(
        "{}: {} documents, {} KiB",
        corpus.name,
        documents.len(),
        bytes / 1024
    );
    let outcome = Rounds::new(what, options)
        .contestant(VALUE, || {
            each(documents, |document| {
                serde_json::from_slice::<serde_json::Value>(document).is_ok()
            })
        })
        .contestant(TREE, || {
            each(documents, |document| Tree::parse(document, &limits).is_ok())
        })
        .contestant("jiter, bare walk", || {
            each(documents, |document| jiter_walk(document).is_ok())
        })
        .contestant("struson, bare walk", || {
            each(documents, |document| struson_walk(document).is_ok())
        })
        .contestant("serde_json, ignored", || {
            each(documents, |document| {
                serde_json::from_slice::<IgnoredAny>(document).is_ok()
            })
        })
        .run(VALUE);
    !corpus.judged || outcome.must("json.tree/value", TREE, MOST)
}

/// Reads every document; a contestant that refuses one would win unfairly.
fn each(documents: &[Vec<u8>], mut read: impl FnMut(&[u8]) -> bool) -> usize {
    for document in documents {
        assert!(read(document), "every document of the corpus is valid");
    }
    documents.len()
}

/// Visits every value without keeping any.
fn jiter_walk(document: &[u8]) -> Result<(), JiterError> {
    let mut jiter = Jiter::new(document);
    let first = jiter.peek()?;
    jiter_value(&mut jiter, first)?;
    jiter.finish()
}

fn jiter_value(jiter: &mut Jiter<'_>, peek: Peek) -> Result<(), JiterError> {
    match peek {
        Peek::Null => jiter.known_null(),
        Peek::True | Peek::False => jiter.known_bool(peek).map(drop),
        Peek::String => jiter.known_str().map(drop),
        Peek::Array => {
            let mut item = jiter.known_array()?;
            while let Some(peek) = item {
                jiter_value(jiter, peek)?;
                item = jiter.array_step()?;
            }
            Ok(())
        }
        Peek::Object => {
            let mut more = jiter.known_object()?.is_some();
            while more {
                let peek = jiter.peek()?;
                jiter_value(jiter, peek)?;
                more = jiter.next_key()?.is_some();
            }
            Ok(())
        }
        _ => jiter.known_number_bytes(peek).map(drop),
    }
}

/// Visits every value without keeping any.
fn struson_walk(document: &[u8]) -> Result<(), ReaderError> {
    let mut reader = JsonStreamReader::new(document);
    struson_value(&mut reader)?;
    reader.consume_trailing_whitespace()
}

fn struson_value(reader: &mut JsonStreamReader<&[u8]>) -> Result<(), ReaderError> {
    match reader.peek()? {
        ValueType::Null => reader.next_null(),
        ValueType::Boolean => reader.next_bool().map(drop),
        ValueType::Number => reader.next_number_as_str().map(drop),
        ValueType::String => reader.next_str().map(drop),
        ValueType::Array => {
            reader.begin_array()?;
            while reader.has_next()? {
                struson_value(reader)?;
            }
            reader.end_array()
        }
        ValueType::Object => {
            reader.begin_object()?;
            while reader.has_next()? {
                reader.next_name()?;
                struson_value(reader)?;
            }
            reader.end_object()
        }
    }
}

#[expect(
    clippy::print_stdout,
    reason = "a benchmark reports on standard output"
)]
fn corpora() -> Vec<Corpus> {
    let Some(root) = std::env::var_os("EDU_CORPUS").map(PathBuf::from) else {
        println!("EDU_CORPUS is unset: skipped openfun_ralph and yetanalytics_datasim, no verdict");
        return vec![generated()];
    };
    let lines = unpacked(&root.join("xapi/openfun_ralph/data/statements.json.gz"));
    let array = unpacked(
        &root
            .join("xapi/yetanalytics_datasim/dev-resources/xapi/statements/array/tccc_dev.json.gz"),
    );
    let lines = lines.map(|text| Corpus {
        name: "openfun_ralph, one statement a line",
        judged: true,
        documents: text
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(<[u8]>::to_vec)
            .collect(),
    });
    let array = array.map(|text| Corpus {
        name: "yetanalytics_datasim, one indented array",
        judged: true,
        documents: vec![text],
    });
    let found: Vec<Corpus> = lines.into_iter().chain(array).collect();
    if found.is_empty() {
        vec![generated()]
    } else {
        found
    }
}

#[expect(
    clippy::print_stdout,
    reason = "a benchmark reports on standard output"
)]
fn unpacked(path: &Path) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    let read = fs::File::open(path).and_then(|file| GzDecoder::new(file).read_to_end(&mut text));
    match read {
        Ok(_) => Some(text),
        Err(error) => {
            println!("skipped {}: {error}", path.display());
            None
        }
    }
}

/// Statements of the usual shape and length, none like another.
fn generated() -> Corpus {
    let statement = |number: u32| {
        let scaled = f64::from(number % 100) / 100.0;
        format!(
            concat!(
                r#"{{"id":"6d1c8f0e-0000-4000-8000-{number:012}","timestamp":"2024-05-{day:02}T09:{minute:02}:00.250Z","#,
                r#""actor":{{"objectType":"Agent","account":{{"homePage":"https://school.example","name":"learner-{number}"}}}},"#,
                r#""verb":{{"id":"http://adlnet.gov/expapi/verbs/answered","display":{{"en-US":"answered","fr":"r\u00e9pondu"}}}},"#,
                r#""object":{{"objectType":"Activity","id":"https://school.example/quiz/{quiz}/question/{number}","#,
                r#""definition":{{"name":{{"en-US":"Question {number}"}},"type":"http://adlnet.gov/expapi/activities/question"}}}},"#,
                r#""result":{{"score":{{"scaled":{scaled},"raw":{raw},"min":0,"max":100}},"success":{success},"duration":"PT{minute}M"}},"#,
                r#""context":{{"registration":"1f0a8a90-0000-4000-8000-{quiz:012}","contextActivities":{{"parent":[{{"id":"https://school.example/quiz/{quiz}"}}],"#,
                r#""category":[{{"id":"https://school.example/profiles/quiz/v1.0"}}]}},"#,
                r#""extensions":{{"https://school.example/profiles/quiz/extensions/session-id":"0b7e7b1c-0000-4000-8000-{number:012}","#,
                r#""https://school.example/profiles/quiz/extensions/attempt":{minute},"#,
                r#""https://school.example/profiles/quiz/extensions/user-agent":"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"}}}}}}"#,
            ),
            number = number,
            day = (number % 28).saturating_add(1),
            minute = number % 60,
            quiz = number / 20,
            scaled = scaled,
            raw = number % 100,
            success = !number.is_multiple_of(3),
        )
        .into_bytes()
    };
    Corpus {
        name: "generated statements",
        judged: false,
        documents: (0..5000).map(statement).collect(),
    }
}
