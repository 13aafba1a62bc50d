//! Other judges of statements, each a program that says a line about each line it is given.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use super::material::Statement;
use crate::peers::{node_program, python_program};

/// The models of Ralph.
pub(super) fn ralph(python: &Path) -> Command {
    python_program(python, "ralph_statements.py")
}

/// The validation of Learning Locker.
pub(super) fn learning_locker(modules: &Path) -> Command {
    node_program(modules, "learninglocker_statements.cjs")
}

/// Which statements a judge accepts.
pub(super) fn verdicts(mut judge: Command, statements: &[Statement]) -> Vec<bool> {
    let piped = judge.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut judge = piped.spawn().unwrap();
    let mut input = judge.stdin.take().unwrap();
    let lines: String = statements
        .iter()
        .flat_map(|statement| [statement.text.as_str(), "\n"])
        .collect();
    // It reads and writes at a time of its own.
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()).unwrap());
    let ended = judge.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(ended.status.success(), "the judge did not finish");
    let said = String::from_utf8(ended.stdout).unwrap();
    said.lines().map(|line| line == "valid").collect()
}
