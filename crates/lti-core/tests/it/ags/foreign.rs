//! What belongs to another tool, installation or context is as if it did not exist.

use edu_http::Caller;
use lti_core::ags::{
    AddLineItem, DeleteLineItem, GetLineItem, GetLineItems, GetResults, PostScore, PutLineItem,
};

use super::{
    ADA, COURSE, DEPLOYMENT, Heard, Lms, OTHER_COURSE, OTHER_DEPLOYMENT, OTHER_TOOL, TOOL,
    assert_refused, context, line_item, score_of, tool,
};

/// Everything that somebody may try with an address of a line item.
fn attempts(lms: &Lms, who: &Caller, address: &str) -> Vec<Heard> {
    let (line_item, score) = (line_item("stolen"), score_of(ADA, "1", 900));
    vec![
        lms.send(who, &GetLineItem, address),
        lms.send(who, &PutLineItem { line_item }, address),
        lms.send(who, &PostScore { score }, address),
        lms.send(who, &GetResults::all(), address),
        lms.send(who, &DeleteLineItem, address),
    ]
}

#[test]
fn case_53_line_item_of_another_tool_is_not_there() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    lms.recorded(score_of(ADA, "7", 0), &item);
    let nowhere = attempts(&lms, &tool(OTHER_TOOL), &format!("{item}x"));
    for (heard, unknown) in attempts(&lms, &tool(OTHER_TOOL), &item).iter().zip(nowhere) {
        assert_refused(heard, 404, "lti.ags.line_item");
        // Not even the words of the refusal tell the two apart.
        assert_eq!(heard.body, unknown.body);
    }
    let found = lms.done(&GetLineItem, &item).0;
    assert_eq!(found.label.as_str(), "Essay");
    let results = lms.done(&GetResults::all(), &item).results.0;
    assert_eq!(
        results[0].result_score.as_ref().unwrap().expose().as_str(),
        "7"
    );
}

#[test]
fn case_53_line_item_of_another_installation_or_context_is_not_there() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    let name = item.rsplit('/').next().unwrap();
    for other in [
        context(TOOL, OTHER_DEPLOYMENT, COURSE),
        context(TOOL, DEPLOYMENT, OTHER_COURSE),
    ] {
        let address = format!("{}/{name}", lms.service.line_items_url(&other));
        for heard in attempts(&lms, &tool(TOOL), &address) {
            assert_refused(&heard, 404, "lti.ags.line_item");
        }
    }
}

#[test]
fn lists_of_two_tools_in_one_context_are_apart() {
    let lms = Lms::new();
    lms.item("Ours");
    let line_item = line_item("Theirs");
    let add = AddLineItem { line_item };
    // The address is the same for both: whose list it is, the token says.
    let added = lms.send(&tool(OTHER_TOOL), &add, &lms.container());
    assert_eq!(added.status, 201);
    for (client, label) in [(TOOL, "Ours"), (OTHER_TOOL, "Theirs")] {
        let heard = lms.send(&tool(client), &GetLineItems::default(), &lms.container());
        let page = super::read::<GetLineItems>(&heard);
        let labels: Vec<_> = page
            .line_items
            .0
            .iter()
            .map(|one| one.label.as_str())
            .collect();
        assert_eq!(labels, [label]);
    }
}
