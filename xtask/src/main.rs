//! The project's own tasks: `cargo xtask ci`, `cargo xtask deep`, `cargo xtask rules`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program"
)]

mod ci;
mod deep;
mod fuzzing;
mod postgres;
mod rooms;
mod rules;
mod shell;
mod tools;
mod workspace;

use std::process::ExitCode;

use workspace::Workspace;

/// What a task ends with: nothing to say, or why it failed.
type Outcome<T = ()> = Result<T, String>;

const USAGE: &str = "\
usage: cargo xtask ci [TASK...]                              all tasks in order, or those named
       cargo xtask rules                                     checks of our own over the tree
       cargo xtask deep [--hours N | --minutes N] [STEP...] [--report]     long work, resumable by commit";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("xtask: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[String]) -> Outcome {
    let Some((command, rest)) = words.split_first() else {
        return Err(usage());
    };
    match command.as_str() {
        "ci" => ci::run(&Workspace::load()?, rest),
        "deep" => deep::run(&Workspace::load()?, rest),
        "rules" if rest.is_empty() => rules::run(&Workspace::load()?),
        _ => Err(usage()),
    }
}

fn usage() -> String {
    format!(
        "{USAGE}\n       TASK: {}\n       STEP: {}",
        ci::names().join(" "),
        deep::names().join(" ")
    )
}
