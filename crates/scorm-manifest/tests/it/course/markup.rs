//! Text of a few marks: everything else is text.

use scorm_manifest::course::{LinkTarget, Markup, Passage, Span};

fn spans(text: &str) -> Vec<Span> {
    let passages = Markup::new(text).passages();
    passages.iter().flat_map(Passage::spans).cloned().collect()
}

fn text(text: &str) -> Span {
    Span::Text(text.to_owned())
}

#[test]
fn marks_that_stand_alone_are_text() {
    assert_eq!(spans("2 * 3 * 4 and **"), [text("2 * 3 * 4 and **")]);
    assert_eq!(
        spans("[no link] and (this)"),
        [text("[no link] and (this)")]
    );
}

#[test]
fn escaped_marks_are_text() {
    assert_eq!(spans(r"\*not\* \[a\](b) \\"), [text(r"*not* [a](b) \")]);
}

#[test]
fn lists_and_headings_end_where_another_begins() {
    let passages =
        Markup::new("# A\ntext\nmore\n- one\n- two\ngoes on\n1. first\n\nlast").passages();
    let kinds: Vec<_> = passages
        .iter()
        .map(|passage| match passage {
            Passage::Heading { level, .. } => format!("h{level}"),
            Passage::Paragraph(_) => "p".to_owned(),
            Passage::List { numbered, entries } => format!("{numbered} {}", entries.len()),
            _ => "other".to_owned(),
        })
        .collect();
    assert_eq!(kinds, ["h1", "p", "false 2", "true 1", "p"]);
}

#[test]
fn html_is_text() {
    let hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>";
    assert_eq!(spans(hostile), [text(hostile)]);
}

#[test]
fn links_lead_to_the_web_to_mail_and_to_files_alone() {
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/x",
        "../up.html",
        "/top.html",
        "java\tscript:alert(1)",
        "https://a b/",
        "mailto:x",
        "mailto:a@b.example?bcc=c@d.example",
        " https://a.example/",
    ] {
        assert_eq!(LinkTarget::parse(address), None, "{address}");
    }
    assert!(matches!(
        LinkTarget::parse("https://a.example/x#y"),
        Some(LinkTarget::Web(_))
    ));
    assert!(matches!(
        LinkTarget::parse("mailto:a@b.example"),
        Some(LinkTarget::Mail(_))
    ));
    assert!(matches!(
        LinkTarget::parse("docs/a.pdf"),
        Some(LinkTarget::File(_))
    ));
}

#[test]
fn a_refused_link_is_shown_as_it_was_typed() {
    let typed = "[x](javascript:alert(1)";
    assert_eq!(
        spans(typed),
        [Span::RefusedLink("[x](javascript:alert(1)".to_owned())]
    );
}

#[test]
fn marks_without_end_take_no_more_time_than_others() {
    for mark in ["[", "*", "**", "[](", "](", "\\", "*a ", "[a](", "**a*"] {
        let long = mark.repeat(200_000 / mark.len());
        // Read whole: nothing is lost, whatever is paired.
        assert!(!spans(&long).is_empty());
    }
}
