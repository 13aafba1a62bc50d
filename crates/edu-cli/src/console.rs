//! Where the command reads and writes, and how it ends.

use core::fmt;
use std::io::{Read, Write};

use crate::arguments::Format;
use crate::verdict::{Verdict, shown};

/// Empties the line of a terminal that the cursor is in.
const CLEAR_LINE: &str = "\r\u{1b}[K";

/// Characters of a file's name beside a progress bar.
const FILE_WIDTH: usize = 40;

/// Standard input, output and error of one call.
pub struct Console<'c> {
    pub(crate) input: &'c mut dyn Read,
    output: &'c mut dyn Write,
    errors: &'c mut dyn Write,
    colour: bool,
    progress: bool,
    terminal: bool,
    /// The percentage that was told last.
    told: Option<u64>,
}

/// How a call ended; the worse, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(
    clippy::exhaustive_enums,
    reason = "the exit codes are a promise to scripts"
)]
pub enum Status {
    /// Every file is valid, perhaps with warnings.
    Valid,
    /// At least one file has an error.
    Invalid,
    /// The command could not be understood, or a file not be read, or the output not be written.
    Trouble,
}

impl Status {
    /// The exit code: 0, 1 or 2.
    pub const fn code(self) -> u8 {
        match self {
            Self::Valid => 0,
            Self::Invalid => 1,
            Self::Trouble => 2,
        }
    }
}

impl<'c> Console<'c> {
    /// A console without colour and progress.
    pub fn new(
        input: &'c mut dyn Read,
        output: &'c mut dyn Write,
        errors: &'c mut dyn Write,
    ) -> Self {
        Self {
            input,
            output,
            errors,
            colour: false,
            progress: false,
            terminal: false,
            told: None,
        }
    }

    /// Writes text output in colour, or not.
    #[must_use]
    pub const fn with_colour(mut self, colour: bool) -> Self {
        self.colour = colour;
        self
    }

    /// Tells the progress of long work on standard error, or not.
    #[must_use]
    pub const fn with_progress(mut self, progress: bool) -> Self {
        self.progress = progress;
        self
    }

    /// Standard output is a terminal, which no package is written to, or not.
    #[must_use]
    pub const fn with_terminal(mut self, terminal: bool) -> Self {
        self.terminal = terminal;
        self
    }

    /// Whether people would see what is written to standard output.
    pub(crate) const fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// Writes a verdict, and says what it means for the end.
    pub(crate) fn show(&mut self, verdict: &Verdict<'_>, format: Format) -> Status {
        let text = match format {
            Format::Text => verdict.to_text(self.colour),
            Format::Json => verdict.to_json(),
        };
        let own = if verdict.report.is_valid() {
            Status::Valid
        } else {
            Status::Invalid
        };
        own.max(self.say(&text))
    }

    /// Writes a verdict to standard error, because standard output is for what was asked for.
    pub(crate) fn refuse(&mut self, verdict: &Verdict<'_>, format: Format) -> Status {
        self.show_aside(verdict, format);
        Status::Invalid
    }

    /// Writes a verdict to standard error, where standard output has what was asked for.
    pub(crate) fn show_aside(&mut self, verdict: &Verdict<'_>, format: Format) {
        let text = match format {
            Format::Text => verdict.to_text(false),
            Format::Json => verdict.to_json(),
        };
        self.say_aside(&text);
    }

    /// Writes to standard error what is no complaint.
    pub(crate) fn say_aside(&mut self, text: &str) {
        // Where even this fails, the exit code still tells.
        drop(writeln!(self.errors, "{text}"));
    }

    /// Writes bytes to standard output as they are.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Status {
        match self
            .output
            .write_all(bytes)
            .and_then(|()| self.output.flush())
        {
            Ok(()) => Status::Valid,
            Err(_) => Status::Trouble,
        }
    }

    /// Writes to standard output.
    pub(crate) fn say(&mut self, text: &str) -> Status {
        // Whoever closed the pipe knows that they did; there is nobody to tell.
        match writeln!(self.output, "{text}").and_then(|()| self.output.flush()) {
            Ok(()) => Status::Valid,
            Err(_) => Status::Trouble,
        }
    }

    /// Says how far long work is, and at what, where somebody watches; once for each percent.
    pub(crate) fn progress(&mut self, done: u64, total: u64, file: &str) {
        let percent = done.saturating_mul(100).checked_div(total).unwrap_or(0);
        if !self.progress || self.told == Some(percent) {
            return;
        }
        self.told = Some(percent);
        let filled = usize::try_from(percent.min(100)).unwrap_or(100) / 4;
        let (bar, rest) = (
            "#".repeat(filled),
            ".".repeat(25_usize.saturating_sub(filled)),
        );
        // On one line of a terminal, or it could not be taken back.
        let file: String = shown(file).chars().take(FILE_WIDTH).collect();
        // Where even this fails, nothing is lost.
        drop(write!(
            self.errors,
            "{CLEAR_LINE}[{bar}{rest}] {percent:3} % {file}"
        ));
        drop(self.errors.flush());
    }

    /// Takes the last word on how far long work is off the terminal.
    pub(crate) fn progress_ended(&mut self) {
        if self.told.take().is_some() {
            drop(write!(self.errors, "{CLEAR_LINE}"));
        }
    }

    /// Writes to standard error what went wrong.
    pub(crate) fn complain(&mut self, text: &str) -> Status {
        self.say_aside(text);
        Status::Trouble
    }
}

impl fmt::Debug for Console<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Console")
            .field("colour", &self.colour)
            .field("progress", &self.progress)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(progress: bool) -> String {
        let (mut output, mut errors) = (Vec::new(), Vec::new());
        let mut input = std::io::empty();
        let console = Console::new(&mut input, &mut output, &mut errors);
        let mut console = console.with_progress(progress);
        for done in [0, 1, 500, 501, 1000] {
            console.progress(done, 1000, "a\u{1b}[2J");
        }
        console.progress_ended();
        String::from_utf8(errors).unwrap()
    }

    #[test]
    fn progress_is_told_once_for_each_percent_and_taken_back() {
        let told = told(true);
        assert_eq!(told.matches('%').count(), 3, "{told:?}");
        assert!(told.ends_with(CLEAR_LINE), "{told:?}");
    }

    #[test]
    fn a_name_beside_the_progress_cannot_write_to_the_terminal() {
        let told = told(true).replace(CLEAR_LINE, "");
        assert!(told.chars().all(|one| !one.is_control()), "{told:?}");
    }

    #[test]
    fn progress_is_not_told_where_nobody_watches() {
        assert_eq!(told(false), "");
    }
}
