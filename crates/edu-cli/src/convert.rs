//! `edu convert`: what files hold, in another form.

use std::collections::HashMap;
use std::path::Path;

use edu_types::{AcceptLanguage, Report, UuidText};
use xapi_model::Statement;
use xapi_model::csv::{self, Beside};

use crate::arguments::{Conversion, Convert, XapiCsv};
use crate::console::{Console, Status};
use crate::input::{BYTE_ORDER_MARK, Bytes, Inputs};
use crate::jwks::too_large;
use crate::verdict::Verdict;
use crate::xapi_file::{self, LIMITS, on_one_line};
use crate::xapi_statement;

/// Writes all files in the form asked for to standard output; where one cannot be read, what is
/// wrong with it to standard error, and nothing else.
pub(crate) fn convert(call: &Convert, console: &mut Console<'_>) -> Result<Status, String> {
    let written = match &call.kind {
        Conversion::XapiCsv(asked) => table(asked, call, console)?,
        Conversion::XapiNdjson(_) => texts(call, console)?.map(|texts| lines(&texts)),
        Conversion::XapiArray(_) => texts(call, console)?.map(|texts| array(&texts)),
    };
    Ok(match written {
        Ok(written) => console.write(&written),
        Err(status) => status,
    })
}

/// What every file came to, or how the call ends where one could not be read.
fn read_all<T>(
    call: &Convert,
    console: &mut Console<'_>,
    version: Option<&'static str>,
    read: impl Fn(&[u8]) -> Result<Vec<T>, Report>,
) -> Result<Result<Vec<T>, Status>, String> {
    let (mut inputs, mut all) = (Inputs::default(), Vec::new());
    for file in call.kind.files() {
        let found = match inputs.read(file, LIMITS.bytes, console)? {
            Bytes::TooLarge(limit) => Err(too_large(limit)),
            Bytes::Whole(bytes) => read(&bytes),
        };
        match found {
            Ok(some) => all.extend(some),
            Err(report) => return Ok(Err(refused(call, file, version, report, console))),
        }
    }
    Ok(Ok(all))
}

fn refused(
    call: &Convert,
    file: &Path,
    version: Option<&'static str>,
    report: Report,
    console: &mut Console<'_>,
) -> Status {
    let verdict = Verdict {
        file,
        kind: call.kind.name(),
        version,
        report,
        repairs: Vec::new(),
    };
    console.refuse(&verdict, call.shared.format)
}

/// The text of every statement, which is not judged.
fn texts(call: &Convert, console: &mut Console<'_>) -> Result<Result<Vec<String>, Status>, String> {
    if call.shared.version.is_some() {
        return Err("--version: statements are not judged here".to_owned());
    }
    read_all(call, console, None, xapi_file::texts)
}

fn lines(texts: &[String]) -> Vec<u8> {
    let lines = texts.iter().map(|text| on_one_line(text) + "\n");
    lines.collect::<String>().into_bytes()
}

fn array(texts: &[String]) -> Vec<u8> {
    format!("[{}]\n", texts.join(",\n")).into_bytes()
}

/// The table of all statements, with those marked that another of them voids.
fn table(
    asked: &XapiCsv,
    call: &Convert,
    console: &mut Console<'_>,
) -> Result<Result<Vec<u8>, Status>, String> {
    let (version, profile) = xapi_statement::judged_by(&call.shared)?;
    let read = |bytes: &[u8]| xapi_statement::read(bytes, &profile).map(|read| read.documents);
    let documents = match read_all(call, console, Some(version.as_str()), read)? {
        Ok(documents) => documents,
        Err(status) => return Ok(Err(status)),
    };
    let statements: Vec<_> = documents.iter().map(edu_json::Document::value).collect();
    let mut table = Vec::new();
    if asked.byte_order_mark {
        table.extend_from_slice(BYTE_ORDER_MARK);
    }
    let languages = AcceptLanguage::parse(asked.languages.as_deref().unwrap_or_default());
    write_rows(&statements, languages, &mut table).map_err(|error| error.to_string())?;
    Ok(Ok(table))
}

fn write_rows(
    statements: &[&Statement],
    languages: AcceptLanguage,
    table: &mut Vec<u8>,
) -> Result<(), ::csv::Error> {
    let voided: HashMap<UuidText, Option<UuidText>> = statements
        .iter()
        .filter_map(|one| Some((one.voids()?, one.id)))
        .collect();
    let mut beside = Beside::default();
    beside.languages = languages;
    let mut writer = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .from_writer(table);
    writer.write_record(csv::COLUMNS)?;
    for statement in statements {
        // What voids cannot be voided.
        let voidable = statement.id.filter(|_| statement.voids().is_none());
        let by = voidable.and_then(|id| voided.get(&id));
        beside.is_voided = by.is_some();
        beside.voided_by = by.copied().flatten();
        writer.write_record(csv::row(statement, &beside))?;
    }
    writer.flush()?;
    Ok(())
}
