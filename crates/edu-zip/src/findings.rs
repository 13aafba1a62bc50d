//! What was found in one archive so far, with the profile that weighs it.

use edu_types::{LimitExceeded, Place, Profile, Report, Rule};

use crate::ZipError;
use crate::name::shown_name;

/// Collects findings and turns them into the outcome.
#[derive(Debug)]
pub(crate) struct Findings<'p> {
    profile: &'p Profile,
    report: Report,
}

impl<'p> Findings<'p> {
    pub(crate) const fn new(profile: &'p Profile) -> Self {
        Self {
            profile,
            report: Report::new(),
        }
    }

    /// Notes a finding about the archive as a whole.
    pub(crate) fn note(&mut self, rule: &'static Rule, message: impl Into<String>) {
        self.report
            .note(self.profile, rule, Place::unknown(), message);
    }

    /// Notes a finding about the entry of that name.
    pub(crate) fn about(&mut self, rule: &'static Rule, name: &str, message: impl Into<String>) {
        self.report.note(self.profile, rule, place(name), message);
    }

    /// Notes a finding about what starts at that byte of the archive.
    pub(crate) fn at(&mut self, rule: &'static Rule, offset: u64, message: impl Into<String>) {
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        self.report
            .note(self.profile, rule, Place::offset(offset), message);
    }

    /// Refuses the archive now: what follows cannot be told from it.
    pub(crate) fn stop(&mut self, rule: &'static Rule, message: impl Into<String>) -> ZipError {
        self.note(rule, message);
        ZipError::Refused(core::mem::take(&mut self.report))
    }

    /// The report, where nothing in it has the weight of an error.
    pub(crate) fn finish(self) -> Result<Report, ZipError> {
        if self.report.is_valid() {
            Ok(self.report)
        } else {
            Err(ZipError::Refused(self.report))
        }
    }

    pub(crate) const fn is_valid(&self) -> bool {
        self.report.is_valid()
    }
}

/// What a limit that was met says.
pub(crate) fn exceeded(what: &'static str, found: u64, most: u64) -> String {
    let [found, limit] = [found, most].map(|size| usize::try_from(size).unwrap_or(usize::MAX));
    LimitExceeded::new(what, found, limit).to_string()
}

/// The place of an entry.
pub(crate) fn place(name: &str) -> Place {
    Place::unknown().in_file(shown_name(name))
}
