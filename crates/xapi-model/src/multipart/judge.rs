//! What a profile makes of each fault, and the faults that only warn.

use edu_types::{Profile, Report, Severity};

use super::MultipartError;

/// Weighs faults by a profile; keeps those that are no errors, and the first that is one.
#[derive(Clone, Debug)]
pub(super) struct Judge {
    profile: Profile,
    report: Report,
    refused: Option<MultipartError>,
}

impl Judge {
    pub(super) fn new(profile: &Profile) -> Self {
        Self {
            profile: profile.clone(),
            report: Report::new(),
            refused: None,
        }
    }

    /// Goes on, unless something was refused before.
    pub(super) fn check(&self) -> Result<(), MultipartError> {
        self.refused.clone().map_or(Ok(()), Err)
    }

    /// Notes a fault; the error comes back where the profile makes it one.
    pub(super) fn note(&mut self, error: MultipartError) -> Result<(), MultipartError> {
        let message = error.to_string();
        let noted = self
            .report
            .note(&self.profile, error.rule(), error.place(), message);
        match noted {
            Some(Severity::Error) => {
                self.refused = Some(error.clone());
                Err(error)
            }
            Some(Severity::Warning | Severity::Advice) | None => Ok(()),
        }
    }

    pub(super) fn into_report(self) -> Report {
        self.report
    }
}
