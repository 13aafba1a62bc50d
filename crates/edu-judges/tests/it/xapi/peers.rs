//! Other judges of statements, each a program that says a line about each line it is given.

use std::path::Path;
use std::process::Command;

use super::material::Statement;
use crate::peers::{answers, node_program, python_program};

/// The models of Ralph.
pub(super) fn ralph(python: &Path) -> Command {
    python_program(python, "ralph_statements.py")
}

/// The validation of Learning Locker.
pub(super) fn learning_locker(modules: &Path) -> Command {
    node_program(modules, "learninglocker_statements.cjs")
}

/// Which statements a judge accepts.
pub(super) fn verdicts(judge: Command, statements: &[Statement]) -> Vec<bool> {
    let texts = statements.iter().map(|statement| statement.text.as_str());
    let said = answers(judge, texts);
    said.iter().map(|line| line == "valid").collect()
}
