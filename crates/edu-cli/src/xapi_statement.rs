//! Statements: judged, and written anew.

use edu_json::{Checked, Document, Refused, ToJson};
use edu_types::{Limits, Profile, Report};
use xapi_model::{Statement, Version};

use crate::arguments::{self, Shared};
use crate::console::Console;
use crate::input::{Bytes, Inputs, without_mark};
use crate::judge::{Judge, Judged};
use crate::jwks::too_large;
use crate::located::{located, located_in_line};
use crate::xapi_file::{Form, LIMITS, Line, lines};
use crate::xapi_profile::Asked;
use crate::xapi_repair;

/// The statements of a file.
pub(crate) struct Statements {
    pub(crate) form: Form,
    pub(crate) documents: Vec<Document<Statement>>,
    /// What was found that does not refuse them.
    pub(crate) report: Report,
}

/// Says how statements are judged: by the standard, then by the profile of a host, where there is
/// one.
pub(crate) fn judge<'c>(
    asked: &arguments::Statements,
    shared: &Shared,
    inputs: &mut Inputs,
    console: &mut Console<'_>,
) -> Result<Judge<'c>, String> {
    let (version, profile) = judged_by(shared)?;
    let host = match &asked.host_profile {
        Some(file) => Some(Asked::read(file, shared.now(), inputs, console)?),
        None => None,
    };
    let verdict = move |file: &Bytes| match file {
        Bytes::TooLarge(limit) => Judged::from(too_large(*limit)),
        Bytes::Whole(bytes) => {
            let report = match (read(bytes, &profile), &host) {
                (Ok(statements), Some(host)) => host.judge(statements, bytes),
                (Ok(statements), None) => statements.report,
                (Err(report), _) => report,
            };
            let repairs = xapi_repair::of_file(bytes, &report);
            Judged::from(report).with_repairs(repairs)
        }
    };
    Ok(Judge::of_bytes(
        LIMITS.bytes,
        Some(version.as_str()),
        verdict,
    ))
}

/// The version that is asked for, and its profile.
pub(crate) fn judged_by(shared: &Shared) -> Result<(Version, Profile), String> {
    let version = match &shared.version {
        None => Version::LATEST,
        Some(named) => Version::parse(named).ok_or_else(|| {
            let named = named.escape_debug();
            format!("--version: there is no {named} here, 1.0.3, 2.0 are known")
        })?,
    };
    match shared.profile.name() {
        "strict" => Ok((version, version.strict())),
        "lenient" => Ok((version, version.lenient())),
        other => Err(format!(
            "--profile: {other} is none of statements, strict, lenient are known"
        )),
    }
}

/// Reads the statements of a file; of a document all or none, of lines those that hold.
///
/// # Errors
///
/// What was found, where one has an error.
pub(crate) fn read(bytes: &[u8], profile: &Profile) -> Result<Statements, Report> {
    let bytes = without_mark(bytes);
    let form = Form::of(bytes);
    let (documents, report) = match form {
        Form::Document => of_document(bytes, profile)?,
        Form::Lines => of_lines(bytes, profile),
    };
    if !report.is_valid() {
        return Err(report);
    }
    Ok(Statements {
        form,
        documents,
        report,
    })
}

fn of_document(
    bytes: &[u8],
    profile: &Profile,
) -> Result<(Vec<Document<Statement>>, Report), Report> {
    match Statement::batch_from_slice(bytes, profile, &LIMITS) {
        Ok(Checked { value, report, .. }) => Ok((value, located(report, bytes))),
        Err(refused) => Err(located(refused.into_report(), bytes)),
    }
}

fn of_lines(bytes: &[u8], profile: &Profile) -> (Vec<Document<Statement>>, Report) {
    let (mut documents, mut whole) = (Vec::new(), Report::new());
    for line in lines(bytes) {
        let (document, report) = match of_line(line, profile) {
            Ok(Checked { value, report, .. }) => (Some(value), report),
            Err(refused) => (None, refused.into_report()),
        };
        whole.append(located_in_line(report, line.number, line.offset));
        documents.extend(document);
    }
    (documents, whole)
}

fn of_line(line: Line<'_>, profile: &Profile) -> Result<Checked<Document<Statement>>, Refused> {
    Document::from_slice(line.bytes, profile, &Limits::DEFAULT)
}

/// The statements as they came, or written from what was read of them, in the form of the file.
pub(crate) fn written(statements: &Statements, bytes: &[u8], exact: bool) -> Vec<u8> {
    let text = |document: &Document<Statement>| {
        if exact {
            document.to_bytes().into_owned()
        } else {
            document.value().to_json_string().into_bytes()
        }
    };
    let mut texts = statements.documents.iter().map(text);
    match statements.form {
        Form::Lines => texts
            .flat_map(|text| with_break(text.trim_ascii()))
            .collect(),
        Form::Document if without_mark(bytes).trim_ascii_start().starts_with(b"[") => {
            let joined = texts.collect::<Vec<_>>().join(&b",\n"[..]);
            [&b"["[..], &joined, &b"]\n"[..]].concat()
        }
        Form::Document => with_break(&texts.next().unwrap_or_default()),
    }
}

fn with_break(text: &[u8]) -> Vec<u8> {
    [text, b"\n"].concat()
}
