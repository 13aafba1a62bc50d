use super::*;

const MUST: Rule = Rule::must("t.must", "T §1");
const SHOULD: Rule = Rule::should("t.should", "T §2");

#[test]
fn a_warning_leaves_the_report_valid() {
    let mut report = Report::new();
    report.note(&Profile::strict(), &SHOULD, Place::unknown(), "odd");
    assert!(report.is_valid());
    assert!(!report.is_empty());
}

#[test]
fn an_error_makes_the_report_invalid() {
    let mut report = Report::new();
    report.note(&Profile::strict(), &MUST, Place::unknown(), "bad");
    assert!(!report.is_valid());
    assert_eq!(
        report.first_error().map(|finding| finding.code),
        Some("t.must")
    );
}

#[test]
fn a_numbered_rule_is_told_by_its_number() {
    const NUMBERED: Rule = MUST.numbered("T-00001");
    let mut report = Report::new();
    report.note(&Profile::strict(), &NUMBERED, Place::unknown(), "bad");
    assert_eq!(report.to_string(), "error t.must: bad (T-00001, T §1)\n");
}

#[test]
fn the_reason_is_the_first_error_and_how_many_more_there_are() {
    let mut report = Report::new();
    assert_eq!(report.reason().to_string(), "");
    report.note(&Profile::strict(), &SHOULD, Place::unknown(), "odd");
    assert_eq!(report.reason().to_string(), "");
    for path in ["/a", "/b"] {
        report.note(&Profile::strict(), &MUST, Place::pointer(path), "bad");
    }
    assert_eq!(report.reason().to_string(), "/a: bad (T §1), and 1 more");
}

#[test]
fn a_rule_that_is_unrelaxed_holds_under_every_profile() {
    let held = SHOULD.unrelaxed();
    assert_eq!(Profile::lenient().severity(&held), Some(Severity::Error));
}

#[test]
fn findings_beyond_the_capacity_are_counted_not_kept() {
    let mut report = Report::new();
    for _ in 0..Report::CAPACITY + 5 {
        report.note(&Profile::strict(), &SHOULD, Place::unknown(), "odd");
    }
    assert_eq!(report.findings().len(), Report::CAPACITY);
    assert_eq!(report.omitted(), 5);
}

#[test]
fn the_first_error_is_kept_even_when_the_report_is_full() {
    let mut report = Report::new();
    for _ in 0..Report::CAPACITY {
        report.note(&Profile::strict(), &SHOULD, Place::unknown(), "odd");
    }
    report.note(&Profile::strict(), &MUST, Place::unknown(), "bad");
    assert_eq!(
        report.first_error().map(|finding| finding.code),
        Some("t.must")
    );
    assert!(!report.is_valid());
}

#[test]
fn appending_a_full_report_keeps_the_error_count() {
    let mut full = Report::new();
    for _ in 0..Report::CAPACITY + 7 {
        full.note(&Profile::strict(), &MUST, Place::unknown(), "bad");
    }
    let mut report = Report::new();
    report.append(full);
    assert_eq!(report.errors(), Report::CAPACITY + 7);
    assert_eq!(report.omitted(), 7);
}
