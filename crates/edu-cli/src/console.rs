//! Where the command reads and writes, and how it ends.

use core::fmt;
use std::io::{Read, Write};

use crate::arguments::Format;
use crate::verdict::Verdict;

/// Standard input, output and error of one call.
pub struct Console<'c> {
    pub(crate) input: &'c mut dyn Read,
    output: &'c mut dyn Write,
    errors: &'c mut dyn Write,
    colour: bool,
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
    /// A console without colour.
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
        }
    }

    /// Writes text output in colour, or not.
    #[must_use]
    pub const fn with_colour(mut self, colour: bool) -> Self {
        self.colour = colour;
        self
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
        let text = match format {
            Format::Text => verdict.to_text(false),
            Format::Json => verdict.to_json(),
        };
        // Where even this fails, the exit code still tells.
        drop(writeln!(self.errors, "{text}"));
        Status::Invalid
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

    /// Writes to standard error.
    pub(crate) fn complain(&mut self, text: &str) -> Status {
        // Where even this fails, the exit code still tells.
        drop(writeln!(self.errors, "{text}"));
        Status::Trouble
    }
}

impl fmt::Debug for Console<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Console")
            .field("colour", &self.colour)
            .finish_non_exhaustive()
    }
}
