//! What is shown: a table for people as the cases are done, one JSON document for programs.

use std::io::{self, IsTerminal as _, Write};

use clap::ValueEnum;
use serde_json::{Map, Value, json};

use crate::case::Case;
use crate::verdict::{Expected, Found, NotJudged, Verdict};

/// How the outcome is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A table, as the cases are done
    Text,
    /// One JSON document at the end
    Json,
}

/// The outcome of all cases.
#[derive(Debug)]
pub(crate) struct Report {
    format: Format,
    colour: bool,
    rows: Vec<Value>,
    counts: [usize; 4],
}

const VERDICTS: [Verdict; 4] = [
    Verdict::Right,
    Verdict::Unwise,
    Verdict::Wrong,
    Verdict::NotJudged,
];

impl Report {
    pub(crate) fn new(format: Format) -> Self {
        let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self {
            format,
            colour,
            rows: Vec::new(),
            counts: [0; 4],
        }
    }

    /// Says something to people; programs ask for it with an argument of its own.
    pub(crate) fn say(&self, text: &str) -> io::Result<()> {
        match self.format {
            Format::Text => writeln!(io::stdout(), "{text}"),
            Format::Json => Ok(()),
        }
    }

    /// Opens a theme of the table.
    pub(crate) fn theme(&self, title: &str) -> io::Result<()> {
        if self.format == Format::Json {
            return Ok(());
        }
        let title = self.painted("1", title);
        writeln!(io::stdout(), "\n{title}\n{HEAD}")
    }

    /// Adds the outcome of one case.
    pub(crate) fn add<A>(
        &mut self,
        case: &Case<A>,
        found: &Result<Found, NotJudged>,
    ) -> io::Result<()> {
        let (verdict, why) = match found {
            Ok(found) => case.expected.judge(found),
            Err(NotJudged(why)) => (Verdict::NotJudged, Some(why.clone())),
        };
        let at = VERDICTS.iter().position(|known| *known == verdict);
        if let Some(count) = at.and_then(|at| self.counts.get_mut(at)) {
            *count = count.saturating_add(1);
        }
        self.rows
            .push(document(case, found.as_ref().ok(), verdict, why.as_deref()));
        if self.format == Format::Json {
            return Ok(());
        }
        let words = found.as_ref().map(Found::words).unwrap_or_default();
        let mut out = io::stdout();
        writeln!(
            out,
            "{:<5} {} {:<26} {:<32} {} [{}]",
            case.id,
            self.painted(colour_of(verdict), &format!("{:<10}", verdict.word())),
            case.expected.words(),
            words,
            case.sent,
            case.clause,
        )?;
        match why.filter(|_| verdict != Verdict::Right) {
            Some(why) => writeln!(out, "      {why}"),
            None => Ok(()),
        }
    }

    /// Ends with the counts, or the document; whether nothing is wrong.
    pub(crate) fn end(mut self, subject: &str, about: Map<String, Value>) -> io::Result<bool> {
        let [right, unwise, wrong, not_judged] = self.counts;
        if self.format == Format::Text {
            let summary =
                format!("{right} right, {unwise} unwise, {wrong} wrong, {not_judged} not judged");
            let colour = if wrong == 0 { "32" } else { "31" };
            writeln!(io::stdout(), "\n{}", self.painted(colour, &summary))?;
            return Ok(wrong == 0);
        }
        let mut document = about;
        document.insert("subject".to_owned(), subject.into());
        document.insert(
            "cases".to_owned(),
            Value::Array(core::mem::take(&mut self.rows)),
        );
        let summary = json!({
            "right": right, "unwise": unwise, "wrong": wrong, "not_judged": not_judged,
        });
        document.insert("summary".to_owned(), summary);
        writeln!(io::stdout(), "{:#}", Value::Object(document))?;
        Ok(wrong == 0)
    }

    fn painted(&self, colour: &str, text: &str) -> String {
        if self.colour {
            format!("\u{1b}[{colour}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

const HEAD: &str =
    "case  verdict    expected                   found                            sent [clause]";

fn colour_of(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Right => "32",
        Verdict::Unwise => "33",
        Verdict::Wrong => "1;31",
        Verdict::NotJudged => "2",
    }
}

/// One case for programs.
fn document<A>(
    case: &Case<A>,
    found: Option<&Found>,
    verdict: Verdict,
    why: Option<&str>,
) -> Value {
    let (expected, advice) = match case.expected {
        Expected::Refused => ("refused", None),
        Expected::Accepted => ("accepted", None),
        Expected::BetterRefused => ("either", Some("refused")),
        Expected::BetterAccepted => ("either", Some("accepted")),
        Expected::Either => ("either", None),
        Expected::Says(words) => (words, None),
    };
    json!({
        "id": case.id,
        "sent": case.sent,
        "clause": case.clause,
        "expected": expected,
        "advice": advice,
        "found": found.map(Found::word),
        "told": found.map(|found| found.told.as_str()),
        "verdict": verdict.word(),
        "why": why,
    })
}
