//! What would settle the findings on statements, told and not done.

use std::collections::BTreeMap;

use edu_json::{JsonWriter, RawJson, ToJson};
use edu_types::{Finding, Limits, Report};
use xapi_model::repair::{Change, Repair, suggest};
use xapi_model::rules;

use crate::input::without_mark;
use crate::xapi_file::{Form, LIMITS, lines, on_one_line};

/// Most characters of a value that are shown to people.
const SHOWN: usize = 120;

/// What would settle one finding.
///
/// Where that is a value that names a person, it is told that another one would, and to people how
/// it begins; not the value.
pub(crate) struct Suggestion(Repair);

/// What would settle the findings on a file of statements, one for each of them in their order;
/// none for a finding that only the sender can settle.
pub(crate) fn of_file(bytes: &[u8], report: &Report) -> Vec<Option<Suggestion>> {
    let bytes = without_mark(bytes);
    match Form::of(bytes) {
        Form::Document => of_text(bytes, report, &LIMITS),
        Form::Lines => of_lines(bytes, report),
    }
}

fn of_lines(bytes: &[u8], report: &Report) -> Vec<Option<Suggestion>> {
    let mut by_line: BTreeMap<usize, (Vec<usize>, Report)> = BTreeMap::new();
    for (at, finding) in report.findings().iter().enumerate() {
        if let Some((line, _)) = finding.place.position {
            let (positions, of_line) = by_line.entry(line).or_default();
            positions.push(at);
            of_line.push(finding.clone());
        }
    }
    let mut all: Vec<_> = report.findings().iter().map(|_| None).collect();
    for line in lines(bytes) {
        let Some((positions, of_line)) = by_line.remove(&line.number) else {
            continue;
        };
        let found = of_text(line.bytes, &of_line, &Limits::DEFAULT);
        for (at, suggestion) in positions.into_iter().zip(found) {
            if let Some(place) = all.get_mut(at) {
                *place = suggestion;
            }
        }
    }
    all
}

/// What would settle each finding of a report on that text, whose places are within it.
fn of_text(bytes: &[u8], report: &Report, limits: &Limits) -> Vec<Option<Suggestion>> {
    // What is no JSON, nothing mends.
    let repairs = suggest(bytes, report, limits).unwrap_or_default();
    let mut repairs = repairs.into_iter().peekable();
    let mut next = |finding: &Finding| {
        let path = finding.place.path.as_deref();
        let of_it = |one: &Repair| one.code == finding.code && Some(&*one.pointer) == path;
        repairs.next_if(of_it).map(Suggestion)
    };
    report.findings().iter().map(&mut next).collect()
}

impl Suggestion {
    /// What to do, for people, on one line.
    pub(crate) fn to_text(&self) -> String {
        match &self.0.change {
            Change::Replace(value) if self.names_a_person() => {
                let scheme = value.as_str().split_once(':').map(|(scheme, _)| scheme);
                format!("{}:…\" in its place", scheme.unwrap_or("\""))
            }
            Change::Replace(value) => {
                let text = on_one_line(value.as_str());
                match text.char_indices().nth(SHOWN).map(|(end, _)| end) {
                    Some(end) => format!("{}… in its place", text.get(..end).unwrap_or_default()),
                    None => format!("{text} in its place"),
                }
            }
            Change::Rename(name) => format!("{name} as its name"),
            Change::Remove => "without it".to_owned(),
        }
    }

    /// Whether the value tells who somebody is, which no finding does.
    fn names_a_person(&self) -> bool {
        [&rules::MBOX, &rules::OPENID]
            .iter()
            .any(|rule| rule.code == self.0.code)
    }
}

impl ToJson for Suggestion {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.object(|object| match &self.0.change {
            Change::Replace(value) => {
                object.member("change", "replace");
                if !self.names_a_person() {
                    let text = on_one_line(value.as_str());
                    object.optional("value", RawJson::new(&text, &LIMITS).ok());
                }
            }
            Change::Rename(name) => {
                object.member("change", "rename");
                object.member("name", &**name);
            }
            Change::Remove => object.member("change", "remove"),
        });
    }
}
