//! Published key sets.

use std::path::Path;

use edu_jose::{JwksLimits, KeySet, KeySetError};
use edu_types::{Place, Profile, Report};

use crate::arguments::Shared;
use crate::console::Console;
use crate::input::{Bytes, Inputs};
use crate::judge::Judge;
use crate::located::located;
use crate::rules;

/// Says how key sets are judged.
pub(crate) fn judge(shared: &Shared) -> Result<Judge<'_>, String> {
    if shared.version.is_some() {
        return Err("--version: key sets have no versions".to_owned());
    }
    Ok(Judge::of_bytes(JwksLimits::DEFAULT.bytes, None, judge_one))
}

/// The keys of a set; where it is none, why.
pub(crate) fn parse(bytes: &[u8]) -> Result<(KeySet, Report), Report> {
    KeySet::parse(bytes, &JwksLimits::DEFAULT).map_err(|error| {
        let rule = error.rule();
        if let KeySetError::Json(error) = error {
            return error.into_report();
        }
        noted(rule, error.to_string())
    })
}

/// The keys tokens are checked with. Without a key set no token can be judged.
pub(crate) fn key_set(
    file: &Path,
    inputs: &mut Inputs,
    console: &mut Console<'_>,
) -> Result<KeySet, String> {
    let read = inputs.read(file, JwksLimits::DEFAULT.bytes, console);
    let report = match read.map_err(|trouble| format!("--jwks: {trouble}"))? {
        Bytes::TooLarge(limit) => too_large(limit),
        Bytes::Whole(bytes) => match parse(&bytes) {
            Ok((keys, _)) => return Ok(keys),
            Err(report) => report,
        },
    };
    let why = report.first_error().map_or("", |finding| &finding.message);
    let name = file.display().to_string();
    let (name, why) = (name.escape_debug(), why.escape_debug());
    Err(format!(
        "--jwks: {name}: {why}; `edu check jwks` tells more"
    ))
}

fn judge_one(file: &Bytes) -> Report {
    let bytes = match file {
        Bytes::Whole(bytes) => bytes,
        Bytes::TooLarge(limit) => return too_large(*limit),
    };
    let report = match parse(bytes) {
        Err(report) => report,
        Ok((keys, mut report)) => {
            if keys.keys().is_empty() {
                let message = "no entry can check a signature, at least 1 must";
                report.append(noted(&rules::NO_USABLE_KEY, message));
            }
            report
        }
    };
    located(report, bytes)
}

/// A report that says that a file is too large.
pub(crate) fn too_large(limit: usize) -> Report {
    noted(
        &rules::FILE_SIZE,
        format!("file has more than {limit} bytes, the most allowed"),
    )
}

/// A report of one finding about the whole file.
pub(crate) fn noted(rule: &edu_types::Rule, message: impl Into<String>) -> Report {
    let mut report = Report::new();
    report.note(&Profile::strict(), rule, Place::unknown(), message);
    report
}
