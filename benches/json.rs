//! Reading JSON: the checked tree beside `serde_json::Value` and the bare tokenizers.
//!
//! `EDU_CORPUS` names a folder with public xAPI statements, on which the must is judged.
//! Without it generated statements stand in, and no verdict is given: they are all of one
//! shape, which flatters the slower readers.

use std::process::ExitCode;

use edu_benches::corpus::{Corpus, corpora};
use edu_benches::{Options, Rounds};
use edu_json::Tree;
use edu_types::Limits;
use jiter::{Jiter, JiterError, Peek};
use serde::de::IgnoredAny;
use struson::reader::{JsonReader as _, JsonStreamReader, ReaderError, ValueType};

const VALUE: &str = "serde_json::Value";
const TREE: &str = "edu_json::Tree";
/// The most time the checked tree may take, as a share of `serde_json::Value`.
const MOST: f64 = 0.50;

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
    let outcome = Rounds::new(corpus.title(), options)
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
