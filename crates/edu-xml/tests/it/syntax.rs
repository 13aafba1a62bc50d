//! What is not well-formed: refused under every profile.

use core::fmt::Write as _;

use crate::{refused, strict};

fn syntax(documents: &[&str]) {
    for xml in documents {
        assert_eq!(refused(xml.as_bytes()), "xml.syntax", "{xml}");
    }
}

#[test]
fn refuses_documents_without_exactly_one_root() {
    syntax(&["", " ", "<!-- -->", "<?p?>", "<a/><b/>", "<a></a><a/>"]);
}

#[test]
fn refuses_text_outside_the_root() {
    syntax(&[
        "x<a/>",
        "<a/>x",
        "<a/>&amp;",
        "<![CDATA[x]]><a/>",
        "<a/><![CDATA[]]>",
    ]);
}

#[test]
fn refuses_ends_that_do_not_match() {
    syntax(&[
        "<a></b>",
        "<a><b></a></b>",
        "</a>",
        "<a/></a>",
        "<a></A>",
        "<a></ab>",
        "<ab></a>",
    ]);
}

#[test]
fn refuses_what_is_not_closed() {
    syntax(&[
        "<a>",
        "<a><b/>",
        "<a",
        "<a ",
        "<a b",
        "<a b=",
        "<a b='",
        "<a b='c",
        "<a b='c'",
        "<a/",
        "<a></a",
        "<a><!-- ",
        "<a><![CDATA[ ",
        "<a><?p ",
        "<",
        "<a><",
        "<a></",
        "<!--",
        "<?p",
    ]);
}

#[test]
fn refuses_end_tags_that_hold_more_than_a_name() {
    syntax(&["<a></a b='c'>", "<a></ a>", "<a></a/>"]);
}

#[test]
fn accepts_space_at_the_end_of_tags() {
    strict(b"<a ><b\n/></a\t>").unwrap();
}

#[test]
fn refuses_names_that_are_none() {
    syntax(&[
        "<1/>",
        "<-a/>",
        "<.a/>",
        "<a 1='x'/>",
        "<a -b='x'/>",
        "< a/>",
        "<a\u{d7}/>",
        "<\u{b7}a/>",
        "<a><\u{300}/></a>",
        "<a\u{37e}/>",
    ]);
}

#[test]
fn accepts_names_beyond_ascii() {
    let parsed = strict("<élément-1.x übung='1' _='2'/>".as_bytes()).unwrap();
    assert_eq!(parsed.tree.root().name().local, "élément-1.x");
}

#[test]
fn refuses_two_hyphens_in_a_comment() {
    syntax(&["<a><!-- -- --></a>", "<a><!-- x ---></a>", "<a><!--->x</a>"]);
}

#[test]
fn refuses_the_end_of_a_section_in_text() {
    syntax(&["<a>]]></a>", "<a>x ]]>y</a>", "<a>&amp;]]>y</a>"]);
    strict(b"<a>]] ]>]</a>").unwrap();
    strict(b"<a b=']]>'/>").unwrap();
}

#[test]
fn refuses_instructions_for_xml_and_without_a_name() {
    syntax(&[
        "<a><?xml version='1.0'?></a>",
        "<a><?XML?></a>",
        "<a/><?xml?>",
    ]);
    assert_eq!(refused(b"<a><? p?></a>"), "xml.namespace");
    assert_eq!(refused(b"<a><??></a>"), "xml.namespace");
    assert_eq!(refused(b"<a><?p:q?></a>"), "xml.namespace");
}

#[test]
fn refuses_an_instruction_whose_target_runs_into_its_data() {
    syntax(&["<a><?p=1?></a>"]);
}

#[test]
fn refuses_attributes_without_space_between() {
    syntax(&["<a b='c'd='e'/>", "<a b='c'd/>"]);
}

#[test]
fn refuses_attributes_without_value_or_quotes() {
    syntax(&[
        "<a b/>",
        "<a b=c/>",
        "<a b='c\"/>",
        "<a b 'c'/>",
        "<a ='c'/>",
        "<a / >",
        "<a b='1'/ >",
    ]);
}

#[test]
fn refuses_an_opening_bracket_in_an_attribute() {
    syntax(&[
        "<a b='<'/>",
        "<a b='long enough to be looked at in blocks <'/>",
    ]);
    strict(b"<a b='>'/>").unwrap();
}

#[test]
fn refuses_an_attribute_that_appears_twice() {
    assert_eq!(refused(b"<a b='1' b='2'/>"), "xml.attribute.duplicate");
    assert_eq!(
        refused(b"<a b='1' c='2' b='1'/>"),
        "xml.attribute.duplicate"
    );
    assert_eq!(
        refused(b"<a xmlns:x='u' xmlns:x='u'/>"),
        "xml.attribute.duplicate"
    );
    assert_eq!(
        refused(b"<a xmlns='u' xmlns='u'/>"),
        "xml.attribute.duplicate"
    );
}

#[test]
fn refuses_an_attribute_that_appears_twice_among_many() {
    let mut many = String::new();
    for one in 0..500 {
        write!(many, " n{one}='x'").unwrap();
    }
    let xml = format!("<a{many} n250='y'/>");
    let error = strict(xml.as_bytes()).unwrap_err();
    assert_eq!(error.rule().code, "xml.attribute.duplicate");
    assert_eq!(error.to_string(), "attribute `n250` appears twice");
    assert_eq!(error.offset(), xml.rfind("n250").unwrap());
}

#[test]
fn refuses_characters_that_xml_does_not_allow() {
    for illegal in [
        "\0", "\u{1}", "\u{8}", "\u{b}", "\u{c}", "\u{1f}", "\u{fffe}", "\u{ffff}",
    ] {
        for xml in [
            format!("<a>{illegal}</a>"),
            format!("<a b='{illegal}'/>"),
            format!("<!--{illegal}--><a/>"),
        ] {
            assert_eq!(refused(xml.as_bytes()), "xml.character");
        }
    }
}

#[test]
fn refuses_declarations_of_another_form() {
    syntax(&[
        "<?xml?><a/>",
        "<?xml ?><a/>",
        "<?xml encoding='UTF-8'?><a/>",
        "<?xml version='2.0'?><a/>",
        "<?xml version='1.'?><a/>",
        "<?xml version='1.0'encoding='UTF-8'?><a/>",
        "<?xml version=1.0?><a/>",
        "<?xml version='1.0' standalone='yes' encoding='UTF-8'?><a/>",
        "<?xml version='1.0' standalone='maybe'?><a/>",
        "<?xml version='1.0' x='y'?><a/>",
        "<?xml version='1.0'><a/>",
        "<?xml version='1.0' ? ><a/>",
    ]);
}

#[test]
fn a_later_version_is_read_with_a_warning() {
    for xml in [
        &b"<?xml version='1.1'?><a/>"[..],
        b"<?xml version='1.2'?><a/>",
    ] {
        let parsed = strict(xml).unwrap();
        assert!(parsed.report.is_valid());
        assert_eq!(crate::codes(&parsed.report), ["xml.version"]);
    }
}
