//! Each limit, met by name.

use edu_types::Limits;
use edu_types::Profile;
use edu_xml::Tree;

fn met(xml: &[u8], limits: Limits) -> String {
    let error = Tree::parse(xml, &Profile::lenient(), &limits).unwrap_err();
    assert_eq!(error.rule().code, "xml.limit");
    assert_eq!(error.to_string(), error.limit().unwrap().to_string());
    error.to_string()
}

fn fits(xml: &[u8], limits: Limits) {
    Tree::parse(xml, &Profile::strict(), &limits).unwrap();
}

#[test]
fn refuses_more_bytes_than_the_limit() {
    let limits = Limits::default().with_bytes(4);
    fits(b"<a/>", limits);
    assert_eq!(met(b"<a/>\n", limits), "bytes is 5, limit is 4");
}

#[test]
fn refuses_deeper_elements_than_the_limit() {
    let limits = Limits::default().with_depth(2);
    fits(b"<a><b/><b></b></a>", limits);
    assert_eq!(met(b"<a><b><c/></b></a>", limits), "depth is 3, limit is 2");
}

#[test]
fn refuses_a_million_levels_without_recursion() {
    let xml = "<a>".repeat(1_000_000);
    let limits = Limits::default().with_bytes(xml.len());
    assert_eq!(met(xml.as_bytes(), limits), "depth is 65, limit is 64");
    let xml = "<a>".repeat(200_000) + &"</a>".repeat(200_000);
    let wide = Limits::default().with_bytes(xml.len()).with_depth(200_000);
    let parsed = Tree::parse(xml.as_bytes(), &Profile::strict(), &wide).unwrap();
    assert_eq!(parsed.tree.root().span(), 0..xml.len());
}

#[test]
fn refuses_more_nodes_than_the_limit() {
    let limits = Limits::default().with_nodes(4);
    fits(b"<a> <b/> <!-- --> text</a>", limits);
    assert_eq!(
        met(b"<a> <b/> <!-- --> text <?p?></a>", limits),
        "nodes is 5, limit is 4"
    );
    assert_eq!(
        met(b"<a><b/><c/><d/><e/></a>", limits),
        "nodes is 5, limit is 4"
    );
}

#[test]
fn refuses_more_attributes_than_the_limit() {
    let limits = Limits::default().with_members(2);
    fits(b"<a b='1' xmlns='u'/>", limits);
    assert_eq!(
        met(b"<a b='1' c='2' xmlns='u'/>", limits),
        "members is 3, limit is 2"
    );
}

#[test]
fn refuses_longer_texts_than_the_limit_wherever_they_stand() {
    let limits = Limits::default().with_text(20);
    for xml in [
        "<a>123456789012345678901</a>",
        "<a b='123456789012345678901'/>",
        "<a><![CDATA[123456789012345678901]]></a>",
        "<a><!--123456789012345678901--></a>",
        "<a><?p 123456789012345678901?></a>",
        "<a>                     </a>",
        "<a12345678901234567890/>",
    ] {
        let message = met(xml.as_bytes(), limits);
        assert!(
            message.starts_with("text is ") && message.ends_with("limit is 20"),
            "{message}"
        );
    }
}

#[test]
fn texts_are_measured_as_they_are_meant() {
    let limits = Limits::default().with_text(4);
    fits(b"<a b='&amp;&amp;&amp;&amp;'>&lt;&#x00000041;</a>", limits);
}

#[test]
fn refuses_more_namespace_declarations_than_the_limit() {
    let limits = Limits::default().with_namespaces(2);
    fits(b"<a xmlns='u'><b xmlns:p='v'/><b xmlns:p='v'/></a>", limits);
    assert_eq!(
        met(
            b"<a xmlns='u'><b xmlns:p='v'><c xmlns='w'/></b></a>",
            limits
        ),
        "namespaces is 3, limit is 2",
    );
}

#[test]
fn a_limit_is_met_where_it_is_exceeded() {
    let limits = Limits::default().with_depth(1);
    let error = Tree::parse(b"<a>\n<b/></a>", &Profile::strict(), &limits).unwrap_err();
    assert_eq!(error.place().to_string(), "/a line 2 column 1");
}

#[test]
fn refuses_more_prefixes_that_are_declared_nowhere_than_may_be_declared() {
    let xml = |count: usize| {
        let elements = (0..count).map(|at| format!("<p{at}:b/>"));
        format!("<a>{}</a>", elements.collect::<String>()).into_bytes()
    };
    let limits = Limits::default().with_namespaces(3);
    Tree::parse(&xml(3), &Profile::lenient(), &limits).unwrap();
    assert!(met(&xml(4), limits).contains("namespaces"));
}
