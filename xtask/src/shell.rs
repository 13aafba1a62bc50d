//! Other programs, called loudly: every command line is printed, every failure names it.

use std::ffi::OsStr;
use std::process::{Child, Command, ExitStatus, Stdio};

use crate::Outcome;

/// One call of another program.
///
/// What `cargo run` put into the environment is taken out again, so that a call of another
/// toolchain is not bent back to the one that built this program, and nothing is built anew only
/// because this program has a name and a folder.
pub(crate) struct Call {
    command: Command,
    line: String,
}

impl Call {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program.as_ref());
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(is_of_cargo_run) {
                command.env_remove(name);
            }
        }
        Self {
            command,
            line: program.as_ref().to_string_lossy().into_owned(),
        }
    }

    /// `cargo` of the default toolchain.
    pub(crate) fn cargo() -> Self {
        Self::new("cargo")
    }

    /// `cargo` of a named toolchain.
    pub(crate) fn cargo_of(toolchain: &str) -> Self {
        Self::new("rustup").args(["run", toolchain, "cargo"])
    }

    pub(crate) fn arg(mut self, word: impl AsRef<OsStr>) -> Self {
        self.line.push(' ');
        self.line.push_str(&word.as_ref().to_string_lossy());
        self.command.arg(word);
        self
    }

    pub(crate) fn args<W: AsRef<OsStr>>(self, words: impl IntoIterator<Item = W>) -> Self {
        words.into_iter().fold(self, Self::arg)
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs the call with its output shown; anything but success is a failure.
    pub(crate) fn run(self) -> Outcome {
        let line = self.line.clone();
        let status = self.status()?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("`{line}` ended with {status}"))
        }
    }

    /// Runs the call with its output shown and hands over how it ended.
    pub(crate) fn status(mut self) -> Outcome<ExitStatus> {
        println!("+ {}", self.line);
        self.command
            .status()
            .map_err(|error| format!("`{}` did not start: {error}", self.line))
    }

    /// Starts the call and leaves it running; its standard input is the caller's to close.
    pub(crate) fn start(mut self) -> Outcome<Child> {
        println!("+ {} &", self.line);
        self.command
            .stdin(Stdio::piped())
            .spawn()
            .map_err(|error| format!("`{}` did not start: {error}", self.line))
    }

    /// Runs the call quietly and hands over its standard output.
    pub(crate) fn output(mut self) -> Outcome<String> {
        let output = self
            .command
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| format!("`{}` did not start: {error}", self.line))?;
        if !output.status.success() {
            return Err(format!("`{}` ended with {}", self.line, output.status));
        }
        String::from_utf8(output.stdout).map_err(|_| format!("`{}` wrote no UTF-8", self.line))
    }

    /// Whether the program starts and ends with success; its output is dropped.
    pub(crate) fn succeeds(mut self) -> bool {
        self.command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }
}

/// Whether `cargo run` sets a variable for the program that it runs.
fn is_of_cargo_run(name: &str) -> bool {
    ["RUSTUP_TOOLCHAIN", "LD_LIBRARY_PATH", "CARGO"].contains(&name)
        || ["CARGO_MANIFEST_", "CARGO_PKG_"]
            .iter()
            .any(|prefix| name.starts_with(prefix))
}

/// Adds one word to the comma-separated list of what tests may not skip.
pub(crate) fn required_with(word: &str) -> String {
    extend_list(&std::env::var("EDU_REQUIRE").unwrap_or_default(), word)
}

fn extend_list(list: &str, word: &str) -> String {
    let known = list
        .split(',')
        .map(str::trim)
        .filter(|known| !known.is_empty() && *known != word);
    known.chain([word]).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_added_to_an_empty_list() {
        assert_eq!(extend_list("", "peers"), "peers");
    }

    #[test]
    fn a_word_already_listed_is_not_listed_twice() {
        assert_eq!(extend_list("peers, corpus", "peers"), "corpus,peers");
    }

    #[test]
    fn what_cargo_says_of_this_program_is_not_passed_on_and_settings_are() {
        assert!(is_of_cargo_run("CARGO_PKG_NAME"));
        assert!(is_of_cargo_run("CARGO_MANIFEST_DIR"));
        assert!(is_of_cargo_run("CARGO"));
        assert!(!is_of_cargo_run("CARGO_INCREMENTAL"));
        assert!(!is_of_cargo_run("CARGO_TARGET_DIR"));
    }

    #[test]
    fn a_program_that_does_not_exist_is_a_failure_that_names_it() {
        let reason = Call::new("no-such-program-here")
            .arg("x")
            .run()
            .unwrap_err();
        assert!(
            reason.starts_with("`no-such-program-here x` did not start"),
            "{reason}"
        );
    }

    #[test]
    fn a_program_that_fails_is_a_failure_that_names_it() {
        let reason = Call::cargo()
            .arg("no-such-subcommand-here")
            .run()
            .unwrap_err();
        assert!(
            reason.starts_with("`cargo no-such-subcommand-here` ended with"),
            "{reason}"
        );
    }
}
