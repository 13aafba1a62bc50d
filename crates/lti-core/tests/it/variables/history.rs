//! Of what a course or link was copied.

use lti_core::variables::IdHistory;
use lti_core::{ContextId, ResourceLinkId, Variables};

use super::of_ada;

#[test]
fn histories_are_written_and_read_again() {
    let contexts = ["new", "a,b", "\u{e4} %"].map(|id| ContextId::new(id).unwrap());
    let variables = Variables::new().with_context_history(&contexts);
    let written = of_ada("$Context.id.history", variables);
    assert_eq!(written, "new,a%2Cb,%C3%A4%20%25");
    let read = IdHistory::parse(&written);
    assert_eq!(read.ids(), ["new", "a,b", "\u{e4} %"]);
    assert!(read.is_whole());
    let links = [ResourceLinkId::new("link-0").unwrap()];
    let variables = Variables::new().with_resource_link_history(&links);
    assert_eq!(of_ada("$ResourceLink.id.history", variables), "link-0");
}

#[test]
fn histories_that_are_cut_or_unknown_say_so() {
    for (text, ids, whole) in [
        ("a,b,truncated", &["a", "b"][..], false),
        ("timed out", &[], false),
        ("$ResourceLink.id.history", &[], false),
        ("", &[], true),
        (" a , ,b", &["a", "b"], true),
        ("%zz,%4,%ff", &["%zz", "%4", "%ff"], true),
    ] {
        let read = IdHistory::parse(text);
        assert_eq!(read.ids(), ids, "{text}");
        assert_eq!(read.is_whole(), whole, "{text}");
    }
}
