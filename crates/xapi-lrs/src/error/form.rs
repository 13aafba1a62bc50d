//! In which form a refusal is told.

use edu_http::Reply;
use edu_json::{JsonWriter, ObjectWriter, ToJson};
use edu_types::Finding;
use http::header::ACCEPT;
use http::{HeaderMap, StatusCode};

use super::LrsError;

/// A form in which a refusal can be told.
///
/// Spec: xAPI 1.0.3 Part 3 §3.2; 2.0 §4.1.5; RFC 9110 §12.5.1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ErrorForm {
    /// `text/plain`.
    #[default]
    Plain,
    /// `application/json`: an object with `status`, `code`, `clause`, `message` and `findings`.
    Json,
    /// `text/html`.
    Html,
}

/// One range of media types in `Accept`, and how much it is wanted, in thousandths.
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    weight: u16,
}

impl ErrorForm {
    /// The form that the client wants most; among those it wants alike, that which it names first; and plain
    /// text where it says nothing of any.
    pub(crate) fn wanted(headers: &HeaderMap) -> Self {
        let lines = headers.get_all(ACCEPT).iter();
        let lines = lines.filter_map(|line| line.to_str().ok());
        let ranges: Vec<Range<'_>> = lines
            .flat_map(|line| line.split(','))
            .take(64)
            .filter_map(Range::parse)
            .collect();
        let forms = [Self::Plain, Self::Json, Self::Html];
        let wanted = forms.into_iter().filter_map(|form| {
            let (place, range) = form.range(&ranges)?;
            (range.weight > 0).then_some((form, range.weight, usize::MAX.saturating_sub(place)))
        });
        // Of equals `max_by_key` gives the last, and plain text is to win.
        let best = wanted
            .rev()
            .max_by_key(|(_, weight, first)| (*weight, *first));
        best.map_or(Self::Plain, |(form, _, _)| form)
    }

    /// The closest of the ranges that this form is in, and its place.
    fn range<'r, 'a>(self, ranges: &'r [Range<'a>]) -> Option<(usize, &'r Range<'a>)> {
        let (kind, subtype) = match self {
            Self::Plain => ("text", "plain"),
            Self::Json => ("application", "json"),
            Self::Html => ("text", "html"),
        };
        let holds = |range: &Range<'_>, kind: &str, subtype: &str| {
            range.kind.eq_ignore_ascii_case(kind) && range.subtype.eq_ignore_ascii_case(subtype)
        };
        let mut by_closeness = [(kind, subtype), (kind, "*"), ("*", "*")].into_iter();
        by_closeness.find_map(|(kind, subtype)| {
            let mut places = ranges.iter().enumerate();
            places.find(|(_, range)| holds(range, kind, subtype))
        })
    }

    /// The refusal in this form; `message` is what may be told of it.
    pub(super) fn reply(self, error: &LrsError, message: &str) -> Reply {
        let status = error.status();
        match self {
            Self::Plain => Reply::text(status, plain(error, message)),
            Self::Json => Reply::json(status, json(error, message)),
            Self::Html => {
                let page = html(status, &plain(error, message));
                Reply::html(status, page, "default-src 'none'")
                    .unwrap_or_else(|_| Reply::text(status, plain(error, message)))
            }
        }
    }
}

impl<'a> Range<'a> {
    fn parse(entry: &'a str) -> Option<Self> {
        let mut pieces = entry.split(';').map(str::trim);
        let (kind, subtype) = pieces.next()?.split_once('/')?;
        let mut weight = 1000;
        for piece in pieces {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            if name.trim_end().eq_ignore_ascii_case("q") {
                weight = thousandths(value.trim_start())?;
            }
        }
        Some(Self {
            kind,
            subtype,
            weight,
        })
    }
}

/// A weight from 0 to 1 with up to three digits behind its point (RFC 9110 §12.4.2).
fn thousandths(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = fraction.len() <= 3 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let fraction: u16 = format!("{fraction:0<3}").parse().ok()?;
    match whole {
        "0" if is_digits => Some(fraction),
        "1" if is_digits && fraction == 0 => Some(1000),
        _ => None,
    }
}

fn plain(error: &LrsError, message: &str) -> String {
    let mut text = format!("{}: {message} ({})", error.code(), error.clause());
    for finding in error.report().findings() {
        text.push('\n');
        text.push_str(&finding.to_string());
    }
    text
}

fn json(error: &LrsError, message: &str) -> String {
    let mut writer = JsonWriter::new();
    writer.object(|object| {
        object.member("status", &i64::from(error.status().as_u16()));
        object.member("code", error.code());
        object.member("clause", error.clause());
        object.member("message", message);
        let findings = error.report().findings();
        let findings: Vec<Told<'_>> = findings.iter().map(Told).collect();
        object.list("findings", &findings);
    });
    writer.into_string()
}

/// A finding as programs read it.
struct Told<'a>(&'a Finding);

impl ToJson for Told<'_> {
    fn to_json(&self, writer: &mut JsonWriter) {
        let finding = self.0;
        writer.object(|object: &mut ObjectWriter<'_>| {
            object.member("severity", &finding.severity.to_string());
            object.member("code", finding.code);
            object.optional("requirement", finding.requirement.map(String::from));
            object.member("clause", finding.clause);
            if !finding.place.is_unknown() {
                object.member("place", &finding.place.to_string());
            }
            object.member("message", &finding.message);
        });
    }
}

fn html(status: StatusCode, text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<!DOCTYPE html><title>{status}</title><h1>{status}</h1><pre>{text}</pre>")
}
