//! What is said about a file, for people and for programs.

use core::fmt::Write as _;
use std::path::Path;

use edu_json::{JsonWriter, ObjectWriter, ToJson};
use edu_types::{Finding, Place, Report, Severity};

use crate::suggestion::Suggestion;

/// What is said about one file.
pub(crate) struct Verdict<'v> {
    pub(crate) file: &'v Path,
    pub(crate) kind: &'static str,
    pub(crate) version: Option<&'static str>,
    pub(crate) report: Report,
    /// What would settle each finding, in their order; may end before them.
    pub(crate) repairs: Vec<Option<Suggestion>>,
}

impl Verdict<'_> {
    /// One JSON object on one line.
    pub(crate) fn to_json(&self) -> String {
        self.to_json_string()
    }

    /// One finding a line and a summary; without a line end after the last.
    pub(crate) fn to_text(&self, colour: bool) -> String {
        let paint = Paint(colour);
        let file = shown(&self.file.to_string_lossy());
        let mut text = String::new();
        for Told { finding, repair } in self.told() {
            let line = shown(&finding.to_string());
            let word = finding.severity.as_str();
            let rest = line.strip_prefix(word).unwrap_or(&line);
            let word = paint.with(ink(finding.severity), word);
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{file}: {word}{rest}");
            if let Some(repair) = repair {
                let _ = writeln!(text, "{file}: try: {}", shown(&repair.to_text()));
            }
        }
        if self.report.omitted() > 0 {
            let _ = writeln!(text, "{file}: {} more not shown", self.report.omitted());
        }
        let _ = write!(text, "{file}: {}", self.summary(&paint));
        text
    }

    /// The findings, each with what would settle it.
    fn told(&self) -> impl Iterator<Item = Told<'_>> {
        let none = core::iter::repeat(None);
        let repairs = self.repairs.iter().map(Option::as_ref).chain(none);
        let findings = self.report.findings().iter().zip(repairs);
        findings.map(|(finding, repair)| Told { finding, repair })
    }

    fn summary(&self, paint: &Paint) -> String {
        let word = if self.report.is_valid() {
            paint.with(GREEN, "valid")
        } else {
            paint.with(RED, "invalid")
        };
        let warnings = self.count(Severity::Warning);
        let advice = self.count(Severity::Advice);
        let kind = self.kind;
        let (errors, warnings) = (
            counted(self.report.errors(), "error"),
            counted(warnings, "warning"),
        );
        format!("{word} {kind}: {errors}, {warnings}, {advice} advice")
    }

    fn count(&self, severity: Severity) -> usize {
        let findings = self.report.findings().iter();
        findings
            .filter(|finding| finding.severity == severity)
            .count()
    }
}

impl ToJson for Verdict<'_> {
    fn to_json(&self, writer: &mut JsonWriter) {
        let findings: Vec<_> = self.told().collect();
        writer.object(|object| {
            object.member("file", self.file.to_string_lossy().as_ref());
            object.member("kind", self.kind);
            object.member("version", &OrNull(self.version));
            object.member("valid", &self.report.is_valid());
            object.member("findings", findings.as_slice());
        });
    }
}

/// A finding in JSON.
pub(crate) struct Told<'f> {
    pub(crate) finding: &'f Finding,
    /// What would settle it, where anybody can tell.
    pub(crate) repair: Option<&'f Suggestion>,
}

impl ToJson for Told<'_> {
    fn to_json(&self, writer: &mut JsonWriter) {
        let Finding {
            severity,
            code,
            requirement,
            clause,
            place,
            message,
            ..
        } = self.finding;
        writer.object(|object| {
            object.member("severity", severity.as_str());
            object.member("code", *code);
            object.member("at", &OrNull(at(place)));
            position(object, place);
            object.member("clause", *clause);
            object.optional("requirement", *requirement);
            object.member("message", message);
            object.optional("repair", self.repair);
        });
    }
}

/// The place inside the document, as text.
fn at(place: &Place) -> Option<String> {
    let path = place.path.clone();
    match (&place.file, path, place.offset) {
        (Some(file), Some(path), _) => Some(format!("{file}{path}")),
        (Some(file), None, _) => Some(file.clone()),
        (None, Some(path), _) => Some(path),
        (None, None, Some(offset)) => Some(format!("byte {offset}")),
        (None, None, None) => None,
    }
}

fn position(object: &mut ObjectWriter<'_>, place: &Place) {
    let number = |value: usize| i64::try_from(value).unwrap_or(i64::MAX);
    let (line, column) = place.position.unzip();
    object.member("line", &OrNull(line.map(number)));
    object.member("column", &OrNull(column.map(number)));
}

/// A value, or `null`: members of the output never come and go.
struct OrNull<T>(Option<T>);

impl<T: ToJson> ToJson for OrNull<T> {
    fn to_json(&self, writer: &mut JsonWriter) {
        match &self.0 {
            Some(value) => value.to_json(writer),
            None => writer.null(),
        }
    }
}

const RED: &str = "31";
const GREEN: &str = "32";
const YELLOW: &str = "33";
const CYAN: &str = "36";

const fn ink(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Advice => CYAN,
    }
}

/// Colours words, or leaves them.
struct Paint(bool);

impl Paint {
    fn with(&self, ink: &str, word: &str) -> String {
        if self.0 {
            format!("\u{1b}[{ink}m{word}\u{1b}[0m")
        } else {
            word.to_owned()
        }
    }
}

/// Text that cannot move the cursor or change colours, whatever a file or its name hold.
pub(crate) fn shown(text: &str) -> String {
    let hostile = |character: char| character.is_control() || is_bidi(character);
    text.chars()
        .flat_map(|character| {
            let escaped = hostile(character).then(|| character.escape_unicode());
            let plain = escaped.is_none().then_some(character);
            escaped.into_iter().flatten().chain(plain)
        })
        .collect()
}

/// Whether a character turns the reading direction, so that text can pass for another.
const fn is_bidi(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A number of things, as people read it.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

#[cfg(test)]
mod tests {
    use edu_types::{Profile, Rule};

    use super::*;

    const RULE: Rule = Rule::must("t.rule", "T §1");

    fn verdict(file: &str, message: &str) -> String {
        let mut report = Report::new();
        let place = Place::pointer("/a").at_offset(3).located_in(b"\n\nxy");
        report.note(&Profile::strict(), &RULE, place, message);
        let verdict = Verdict {
            file: Path::new(file),
            kind: "jwks",
            version: None,
            report,
            repairs: Vec::new(),
        };
        format!("{}\n{}", verdict.to_text(false), verdict.to_json())
    }

    #[test]
    fn a_verdict_is_told_to_people_and_programs() {
        assert_eq!(
            verdict("k.json", "is bad"),
            "k.json: error t.rule at /a line 3 column 2: is bad (T §1)\n\
             k.json: invalid jwks: 1 error, 0 warnings, 0 advice\n\
             {\"file\":\"k.json\",\"kind\":\"jwks\",\"version\":null,\"valid\":false,\"findings\":[\
             {\"severity\":\"error\",\"code\":\"t.rule\",\"at\":\"/a\",\"line\":3,\"column\":2,\
             \"clause\":\"T §1\",\"message\":\"is bad\"}]}"
        );
    }

    #[test]
    fn a_file_cannot_write_to_the_terminal_through_its_name_or_content() {
        let text = verdict("a\u{1b}[2Jb", "has \u{202e}gnihtemos\u{7}");
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text}");
        assert!(text.starts_with("a\\u{1b}[2Jb: error"));
    }

    #[test]
    fn colour_goes_on_the_words_that_judge() {
        let verdict = Verdict {
            file: Path::new("k"),
            kind: "jwks",
            version: None,
            report: Report::new(),
            repairs: Vec::new(),
        };
        assert!(verdict.to_text(true).contains("\u{1b}[32mvalid\u{1b}[0m"));
        assert!(!verdict.to_text(false).contains('\u{1b}'));
    }
}
