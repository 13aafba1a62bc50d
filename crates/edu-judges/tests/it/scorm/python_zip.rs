//! Archives of ours in Python's zipfile, and its archives in ours.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::Stdio;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use edu_types::Profile;
use serde_json::Value;

use super::archives::{Files, changed, few, many, read, written};
use super::placed;
use crate::peers::{folder, python, python_program};

/// The lines that the program says.
fn said(python: &Path, what: &str, place: &Path) -> Vec<Value> {
    let mut program = python_program(python, "zip_archives.py");
    let piped = program.arg(what).arg(place).stdout(Stdio::piped());
    let mut running = piped.spawn().unwrap();
    let lines = BufReader::new(running.stdout.take().unwrap()).lines();
    let lines = lines
        .map(|line| serde_json::from_str(&line.unwrap()).unwrap())
        .collect();
    assert!(
        running.wait().unwrap().success(),
        "{what} {}",
        place.display()
    );
    lines
}

/// A file as the program says it: its name, and its bytes in base64.
fn file(said: &Value) -> (String, Vec<u8>) {
    let bytes = STANDARD.decode(said[1].as_str().unwrap()).unwrap();
    (said[0].as_str().unwrap().to_owned(), bytes)
}

fn reads_equal(python: &Path, name: &str, files: &Files) {
    let bytes = written(files);
    let path = placed(&folder(name), "ours.zip", &bytes);
    let found: Files = said(python, "read", &path).iter().map(file).collect();
    assert!(found == *files, "{name} is read as another archive");
}

#[test]
fn zipfile_reads_what_we_write() {
    let Some(python) = python() else { return };
    reads_equal(&python, "zip-ours", &few());
    reads_equal(&python, "zip-ours-many", &many());
}

#[test]
fn zipfile_finds_a_changed_byte_in_what_we_write() {
    let Some(python) = python() else { return };
    let path = placed(&folder("zip-ours-changed"), "ours.zip", &changed());
    let mut program = python_program(&python, "zip_archives.py");
    let ended = program.arg("read").arg(path).output().unwrap();
    assert!(
        !ended.status.success() && String::from_utf8_lossy(&ended.stderr).contains("is damaged")
    );
}

/// What it writes and we read, with the codes that strict mode has for it.
const READ: &[(&str, &[&str])] = &[
    ("stored", &[]),
    ("stored-zip64", &[]),
    ("stored-streamed", &[]),
    ("deflated", &[]),
    ("deflated-zip64", &[]),
    ("deflated-streamed", &[]),
    ("streamed-zip64", &[]),
    ("comment", &[]),
    ("folders", &[]),
    ("many", &[]),
];

/// What it writes and we refuse, with the code.
const REFUSED: &[(&str, &str)] = &[
    ("bzip2", "zip.entry.method"),
    ("bzip2-zip64", "zip.entry.method"),
    ("bzip2-streamed", "zip.entry.method"),
    ("lzma", "zip.entry.method"),
    ("lzma-zip64", "zip.entry.method"),
    ("lzma-streamed", "zip.entry.method"),
    ("prepended", "zip.prefix"),
];

#[test]
fn we_read_what_zipfile_writes_and_refuse_other_methods_by_name() {
    let Some(python) = python() else { return };
    let folder = folder("zip-theirs");
    let archives = said(&python, "write", &folder);
    assert_eq!(archives.len(), READ.len() + REFUSED.len());
    for told in &archives {
        let name = told["archive"].as_str().unwrap();
        let bytes = std::fs::read(folder.join(format!("{name}.zip"))).unwrap();
        let files: Files = told["entries"]
            .as_array()
            .unwrap()
            .iter()
            .map(file)
            .collect();
        let found = read(&bytes, &Profile::strict());
        if let Some((_, code)) = REFUSED.iter().find(|(refused, _)| *refused == name) {
            assert_eq!(
                found.unwrap_err().first().map(|one| &**one),
                Some(*code),
                "{name}"
            );
            continue;
        }
        let (read, codes) = found.unwrap_or_else(|codes| panic!("{name}: {codes:?}"));
        let expected = READ.iter().find(|(read, _)| *read == name).unwrap();
        assert_eq!(codes, expected.1, "{name}");
        assert!(read == files, "{name} is read as another archive");
    }
}
