//! The program from its words to its exit code.

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::args::{Arguments, Subject};
use crate::{platform, tool};

/// Why nothing could be judged.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl From<String> for Failure {
    fn from(why: String) -> Self {
        Self(why)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}

/// Something is wrong with who was judged.
const WRONG: u8 = 1;
/// Nothing could be judged.
const FAILED: u8 = 2;

/// Does what the words say.
#[expect(
    clippy::print_stderr,
    reason = "a program says at the shell why it failed"
)]
pub(crate) fn exit_code(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    match run(&Arguments::parse_from(words).subject) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(WRONG),
        Err(Failure(why)) => {
            eprintln!("lti_conformance: {why}");
            ExitCode::from(FAILED)
        }
    }
}

fn run(subject: &Subject) -> Result<bool, Failure> {
    // The servers run on it; everything else waits for its answers.
    let runtime = Runtime::new()?;
    match subject {
        Subject::Tool(args) => tool::run(&runtime, args),
        Subject::Platform(args) => platform::run(&runtime, args),
    }
}

/// Prints a document to standard output.
pub(crate) fn print(document: &Value) -> Result<(), Failure> {
    Ok(writeln!(io::stdout(), "{document:#}")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_register_is_told_and_all_is_well() {
        for subject in ["tool", "platform"] {
            let words = ["lti_conformance", subject, "--describe"];
            let code = exit_code(words.map(OsString::from));
            assert_eq!(code, ExitCode::SUCCESS, "{subject}");
        }
    }
}
