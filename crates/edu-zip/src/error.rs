//! Why an archive was not opened, read or written.

use std::io;

use edu_types::{Profile, Report, Rule};

use crate::findings::place;

/// An archive was refused, or its bytes could not be read or written.
///
/// Displays the first finding of error weight.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ZipError {
    /// The report holds at least one finding of error weight.
    #[error("{}", .0.reason())]
    Refused(Report),
    /// The source or target of bytes failed.
    #[error("archive could not be read or written: {0}")]
    Source(#[from] io::Error),
    /// The progress callback asked to stop.
    #[error("stopped as asked")]
    Stopped,
}

impl ZipError {
    /// Everything that was found, where the archive was refused.
    pub const fn report(&self) -> Option<&Report> {
        match self {
            Self::Refused(report) => Some(report),
            Self::Source(_) | Self::Stopped => None,
        }
    }

    /// The code of the first rule broken at error weight.
    pub fn code(&self) -> Option<&'static str> {
        Some(self.report()?.first_error()?.code)
    }

    /// The error that [`EntryReader`](crate::EntryReader) handed through [`io::Read`].
    pub fn from_read(error: io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(own) => own,
            Err(error) => Self::Source(error),
        }
    }

    /// A refusal of one finding, about the entry of that name.
    pub(crate) fn refused(rule: &'static Rule, name: &str, message: impl Into<String>) -> Self {
        let mut report = Report::new();
        report.note(&Profile::strict(), rule, place(name), message);
        Self::Refused(report)
    }
}

impl From<ZipError> for io::Error {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::Source(error) => error,
            ZipError::Refused(_) => Self::new(io::ErrorKind::InvalidData, error),
            ZipError::Stopped => Self::other(error),
        }
    }
}
