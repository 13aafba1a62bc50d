//! Lines and columns of what was found in a file.

use edu_types::{Place, Report};

/// The report with line and column of every finding.
pub(crate) fn located(mut report: Report, source: &[u8]) -> Report {
    if report.findings().is_empty() {
        return report;
    }
    let starts = line_starts(source);
    for place in report.places_mut() {
        locate(place, &starts);
    }
    report
}

/// The report on a part of a file, as one on the file: `line` counts from one, `offset` are the
/// bytes before the part, which is one line.
pub(crate) fn located_in_line(mut report: Report, line: usize, offset: usize) -> Report {
    for place in report.places_mut() {
        let Some(within) = place.offset else { continue };
        place.offset = Some(within.saturating_add(offset));
        place.position = Some((line, within.saturating_add(1)));
    }
    report
}

/// Where each line begins.
fn line_starts(source: &[u8]) -> Vec<usize> {
    let breaks = source.iter().enumerate();
    let breaks = breaks.filter(|(_, byte)| **byte == b'\n');
    let behind = breaks.map(|(position, _)| position.saturating_add(1));
    core::iter::once(0).chain(behind).collect()
}

fn locate(place: &mut Place, starts: &[usize]) {
    let Some(offset) = place.offset else { return };
    let line = starts.partition_point(|start| *start <= offset);
    let start = starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
    let column = offset.saturating_sub(start).saturating_add(1);
    place.position = Some((line, column));
}

#[cfg(test)]
mod tests {
    use edu_types::{Profile, Rule};

    use super::*;

    const RULE: Rule = Rule::must("t.rule", "T §1");

    fn report(offsets: &[usize]) -> Report {
        let mut report = Report::new();
        for offset in offsets {
            report.note(&Profile::strict(), &RULE, Place::offset(*offset), "is bad");
        }
        report
    }

    fn positions(report: &Report) -> Vec<Option<(usize, usize)>> {
        let places = report.findings().iter();
        places.map(|finding| finding.place.position).collect()
    }

    #[test]
    fn each_finding_gets_the_place_that_counting_would_give_it() {
        let source = b"\nab\n\ncd";
        let offsets: Vec<_> = (0..=source.len()).collect();
        let counted = |offset: &usize| Place::offset(*offset).located_in(source).position;
        let expected: Vec<_> = offsets.iter().map(counted).collect();
        assert_eq!(positions(&located(report(&offsets), source)), expected);
    }

    #[test]
    fn what_was_found_in_a_line_is_told_of_the_file() {
        let told = located_in_line(report(&[0, 3]), 7, 100);
        assert_eq!(positions(&told), [Some((7, 1)), Some((7, 4))]);
        assert_eq!(told.findings()[1].place.offset, Some(103));
    }

    #[test]
    fn findings_that_were_only_counted_stay_counted() {
        let offsets = vec![0; Report::CAPACITY + 3];
        assert_eq!(located(report(&offsets), b"a").omitted(), 3);
    }
}
