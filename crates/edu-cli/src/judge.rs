//! How the files of one call are judged, and what comes of it.

use std::path::Path;

use edu_types::Report;

use crate::console::Console;
use crate::input::{Bytes, Inputs};
use crate::suggestion::Suggestion;
use crate::verdict::Verdict;

/// How the files of one call are judged.
pub(crate) struct Judge<'c>(Box<Judging<'c>>);

type Judging<'c> = dyn Fn(&Path, &mut Inputs, &mut Console<'_>) -> Result<Judged, String> + 'c;

/// What was found in one file.
pub(crate) struct Judged {
    /// The version of the standard that it is held against, where there is one.
    version: Option<&'static str>,
    report: Report,
    /// What would settle each finding, in their order; may end before them.
    repairs: Vec<Option<Suggestion>>,
}

impl<'c> Judge<'c> {
    /// Judges files that it reads by itself; its errors are for people.
    pub(crate) fn of_files(
        judge: impl Fn(&Path, &mut Inputs, &mut Console<'_>) -> Result<Judged, String> + 'c,
    ) -> Self {
        Self(Box::new(judge))
    }

    /// Judges what files hold, up to so many bytes.
    pub(crate) fn of_bytes<J: Into<Judged>>(
        limit: usize,
        version: Option<&'static str>,
        judge: impl Fn(&Bytes) -> J + 'c,
    ) -> Self {
        Self::of_files(move |file, inputs, console| {
            let judged = judge(&inputs.read(file, limit, console)?).into();
            Ok(judged.of_version(version))
        })
    }

    /// Judges one file.
    pub(crate) fn judge(
        &self,
        file: &Path,
        inputs: &mut Inputs,
        console: &mut Console<'_>,
    ) -> Result<Judged, String> {
        (self.0)(file, inputs, console)
    }
}

impl Judged {
    pub(crate) const fn of_version(mut self, version: Option<&'static str>) -> Self {
        self.version = version;
        self
    }

    pub(crate) fn with_repairs(mut self, repairs: Vec<Option<Suggestion>>) -> Self {
        self.repairs = repairs;
        self
    }

    /// What is said about the file.
    pub(crate) fn verdict<'v>(self, file: &'v Path, kind: &'static str) -> Verdict<'v> {
        Verdict {
            file,
            kind,
            version: self.version,
            report: self.report,
            repairs: self.repairs,
        }
    }
}

impl From<Report> for Judged {
    fn from(report: Report) -> Self {
        Self {
            version: None,
            report,
            repairs: Vec::new(),
        }
    }
}
