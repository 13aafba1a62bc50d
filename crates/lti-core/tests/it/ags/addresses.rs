//! Where the service lives, and what a launch says of it.

use edu_http::{Endpoint as _, Mount, Scopes};
use lti_core::ags::{
    AddLineItem, Column, CourseGradebook as _, CurrentLineItem, GetLineItem, GetLineItems,
    GetResults, LineItemId, PostScore,
};
use lti_core::scope;
use pollster::block_on;

use super::{ADA, LINK, Lms, TOOL, line_item, link, ours, read, score_of, tool};

fn column(id: &str) -> Column {
    let mut line_item = line_item("Essay");
    line_item.resource_link_id = Some(link(LINK));
    Column::new(LineItemId::new(id).unwrap(), line_item)
}

#[test]
fn scores_and_results_go_before_the_query_of_an_address() {
    for (address, scores, results) in [
        (
            "https://lms.example/item?type_id=2",
            "https://lms.example/item/scores?type_id=2",
            "https://lms.example/item/results?type_id=2&limit=5",
        ),
        (
            "https://lms.example/item",
            "https://lms.example/item/scores",
            "https://lms.example/item/results?limit=5",
        ),
    ] {
        let mount = Mount::new(address, "").unwrap();
        let score = score_of(ADA, "1", 0);
        let request = PostScore { score }.to_http(&mount).unwrap();
        assert_eq!(request.uri(), scores);
        let call = GetResults::all().with_limit(5.try_into().unwrap());
        assert_eq!(call.to_http(&mount).unwrap().uri(), results);
    }
}

#[test]
fn filters_go_behind_the_query_of_an_address() {
    let mut call = GetLineItems::default();
    call.filter.resource_link_id = Some(link("a b&c"));
    let mount = Mount::new("https://lms.example/items?type_id=2", "").unwrap();
    assert_eq!(
        call.to_http(&mount).unwrap().uri(),
        "https://lms.example/items?type_id=2&resource_link_id=a%20b%26c"
    );
}

#[test]
fn service_whose_address_has_a_query_is_used_from_end_to_end() {
    let lms = Lms::at(Mount::new("https://lms.example/ags?tenant=7", "/ags").unwrap());
    let item = lms.item("Essay");
    assert!(item.ends_with("?tenant=7"), "{item}");
    lms.recorded(score_of(ADA, "7", 0), &item);
    let page = lms.done(&GetResults::all(), &item);
    assert_eq!(page.results.0[0].score_of.as_ref().unwrap().as_str(), item);
    // The address of a result leads to that result.
    let result = page.results.0[0].id.as_str().to_owned();
    assert!(result.contains("/results?tenant=7&user_id=ada"), "{result}");
    let request = http::Request::get(result)
        .body(edu_http::Body::empty())
        .unwrap();
    let again = read::<GetResults>(&lms.ask(&tool(TOOL), request));
    assert_eq!(again.results, page.results);
}

#[test]
fn ids_that_are_no_plain_path_survive_in_addresses() {
    let lms = Lms::new();
    assert_eq!(
        lms.container(),
        "https://lms.example/ags/deployment-1/course%2F1%3F%C3%A9/lineitems"
    );
    let item = lms.item("Essay");
    let CurrentLineItem(found) = lms.done(&GetLineItem, &item);
    assert_eq!(found.id.unwrap().as_str(), item);
    // Other spellings of the same address are the same.
    let lower = item.replace("%2F", "%2f").replace("%C3%A9", "%c3%a9");
    assert!(
        lms.send(&tool(TOOL), &GetLineItem, &lower)
            .status
            .is_success()
    );
}

#[test]
fn claim_names_the_line_item_only_where_the_placement_has_exactly_one() {
    let lms = Lms::new();
    let coupled = || block_on(lms.service.coupled(&ours(), &link(LINK))).unwrap();
    assert_eq!(coupled(), None);
    block_on(lms.gradebook.set_column(&ours(), &column("one"))).unwrap();
    assert_eq!(coupled().unwrap().as_str(), "one");
    let scopes = Scopes::parse(&[scope::SCORE, "openid", scope::LINE_ITEM].join(" ")).unwrap();
    let claim = lms.service.claim(&ours(), &scopes, coupled().as_ref());
    assert_eq!(claim.scopes, [scope::LINE_ITEM, scope::SCORE]);
    assert_eq!(claim.line_items.unwrap().as_str(), lms.container());
    let item = claim.line_item.unwrap();
    assert_eq!(item.as_str(), format!("{}/one", lms.container()));
    block_on(lms.gradebook.set_column(&ours(), &column("two"))).unwrap();
    assert_eq!(coupled(), None);
}

#[test]
fn claim_of_a_tool_that_only_scores_names_no_container() {
    let lms = Lms::new();
    let scopes = Scopes::parse(scope::SCORE).unwrap();
    let claim = lms.service.claim(&ours(), &scopes, None);
    assert_eq!((claim.line_items, claim.line_item), (None, None));
}

#[test]
fn line_item_that_brings_an_id_gets_one_of_the_platforms() {
    let lms = Lms::new();
    let mut line_item = line_item("Essay");
    line_item.id = Some("https://elsewhere.example/1".into());
    let added = lms.done(&AddLineItem { line_item }, &lms.container());
    assert!(added.0.id.unwrap().as_str().starts_with(&lms.container()));
}
