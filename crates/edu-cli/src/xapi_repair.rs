//! What would settle the findings on statements, told and not done.

use std::collections::BTreeMap;

use edu_types::{Finding, Limits, Report};
use xapi_model::repair::{Repair, suggest};

use crate::input::without_mark;
use crate::suggestion::Suggestion;
use crate::xapi_file::{Form, LIMITS, lines};

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
        repairs.next_if(of_it).map(Suggestion::Change)
    };
    report.findings().iter().map(&mut next).collect()
}
