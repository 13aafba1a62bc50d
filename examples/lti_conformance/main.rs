//! Judges any LTI 1.3 tool or platform from outside: one launch for each fault, and a table.
//!
//! `cargo run --example lti_conformance -- tool --help`, and the same with `platform`.

mod args;
mod browser;
mod case;
mod clock;
mod host;
mod keys;
mod markup;
mod platform;
mod program;
mod report;
mod tool;
mod verdict;
mod weak;

use std::process::ExitCode;

fn main() -> ExitCode {
    program::exit_code(std::env::args_os())
}
