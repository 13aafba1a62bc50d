//! Long lists, page by page, and the filters on them.

use edu_http::{Body, Mount, Pager};
use edu_types::HttpUrl;
use http::Request;
use lti_core::ags::{
    Column, CourseGradebook as _, GetLineItems, GetResults, LineItemId, LineItemsPage, ShortText,
};
use pollster::block_on;

use super::{ADA, COURSE, LINK, Lms, TOOL, assert_refused, line_item, link, ours, person, read};
use super::{score_of, tool};

fn labels(page: &LineItemsPage) -> Vec<&str> {
    page.line_items
        .0
        .iter()
        .map(|one| one.label.as_str())
        .collect()
}

#[test]
fn list_is_read_page_by_page_and_every_line_item_comes_once() {
    let lms = Lms::at(Mount::new("https://lms.example/ags?tenant=7", "/ags").unwrap());
    let kept: Vec<_> = (0..7)
        .map(|number| lms.item(&format!("Essay {number}")))
        .collect();
    let call = GetLineItems::default().with_limit(3.try_into().unwrap());
    let mut page = lms.done(&call, &lms.container());
    let mut pager = Pager::new(HttpUrl::parse(&lms.container()).unwrap());
    let (mut seen, mut count) = (Vec::new(), 1);
    loop {
        assert!(page.line_items.0.len() <= 3);
        seen.extend(
            page.line_items
                .0
                .iter()
                .map(|one| one.id.clone().unwrap().as_str().to_owned()),
        );
        pager.on_page(&page.links).unwrap();
        let Some(next) = pager.next() else { break };
        page = lms.done(&GetLineItems::default(), next.as_str());
        count += 1;
    }
    assert_eq!(count, 3);
    let mut expected = kept;
    expected.sort();
    seen.sort();
    assert_eq!(seen, expected);
}

/// There are tools that change addresses to lower case before they follow them.
#[test]
fn next_page_is_found_where_its_address_was_changed_to_lower_case() {
    let lms = Lms::new();
    for name in ["Essay-A", "Essay-B"] {
        let column = Column::new(LineItemId::new(name).unwrap(), line_item(name));
        block_on(lms.gradebook.set_column(&ours(), &column)).unwrap();
    }
    let call = GetLineItems::default().with_limit(1.try_into().unwrap());
    let page = lms.done(&call, &lms.container());
    let next = page.links.get("next").unwrap();
    let (path, query) = next.split_once('?').unwrap();
    let changed = format!("{path}?{}", query.to_lowercase());
    let page = lms.done(&GetLineItems::default(), &changed);
    assert_eq!(labels(&page), ["Essay-B"]);
}

#[test]
fn a_platform_makes_its_pages_no_longer_than_it_said() {
    let mut lms = Lms::new();
    lms.service = lms.service.with_max_limit(2.try_into().unwrap());
    for name in ["a", "b", "c"] {
        lms.item(name);
    }
    let asked = GetLineItems::default().with_limit(3.try_into().unwrap());
    for call in [GetLineItems::default(), asked] {
        let page = lms.done(&call, &lms.container());
        assert_eq!(page.line_items.0.len(), 2);
        assert!(page.links.get("next").is_some());
    }
    let call = GetLineItems::default().with_limit(1.try_into().unwrap());
    let page = lms.done(&call, &lms.container());
    assert_eq!(page.line_items.0.len(), 1);
}

#[test]
fn last_page_names_no_next() {
    let lms = Lms::new();
    lms.item("Essay");
    let page = lms.done(&GetLineItems::default(), &lms.container());
    assert!(page.links.is_empty());
    let call = GetLineItems::default().with_limit(1.try_into().unwrap());
    assert!(lms.done(&call, &lms.container()).links.is_empty());
}

#[test]
fn next_page_keeps_the_filter() {
    let lms = Lms::new();
    for (name, tag) in [
        ("a", "grade"),
        ("b", "other"),
        ("c", "grade"),
        ("d", "grade"),
    ] {
        let mut one = line_item(name);
        one.tag = Some(ShortText::new(tag).unwrap());
        one.resource_link_id = Some(link(LINK));
        let column = Column::new(LineItemId::new(name).unwrap(), one);
        block_on(lms.gradebook.set_column(&ours(), &column)).unwrap();
    }
    let mut call = GetLineItems::default().with_limit(2.try_into().unwrap());
    call.filter.tag = Some(ShortText::new("grade").unwrap());
    call.filter.resource_link_id = Some(link(LINK));
    let page = lms.done(&call, &lms.container());
    assert_eq!(labels(&page), ["a", "c"]);
    let next = page.links.get("next").unwrap().to_owned();
    assert_eq!(labels(&lms.done(&GetLineItems::default(), &next)), ["d"]);
}

#[test]
fn limit_is_a_whole_number_above_zero() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    for limit in [
        "0",
        "-1",
        "",
        "1.5",
        "many",
        "1e3",
        "99999999999999999999999",
    ] {
        for url in [
            format!("{}?limit={limit}", lms.container()),
            format!("{item}/results?limit={limit}"),
        ] {
            let request = Request::get(url).body(Body::empty()).unwrap();
            assert_refused(&lms.ask(&tool(TOOL), request), 400, "lti.ags.parameter");
        }
    }
    let url = format!("{}?limit=1000000", lms.container());
    let request = Request::get(url).body(Body::empty()).unwrap();
    assert_eq!(lms.ask(&tool(TOOL), request).status, 200);
}

#[test]
fn parameters_that_are_not_of_the_service_are_ignored() {
    let lms = Lms::new();
    lms.item("Essay");
    let url = format!("{}?type_id=2&colour=red", lms.container());
    let request = Request::get(url).body(Body::empty()).unwrap();
    let page = read::<GetLineItems>(&lms.ask(&tool(TOOL), request));
    assert_eq!(labels(&page), ["Essay"]);
}

#[test]
fn parameters_that_cannot_be_read_are_refused() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    let long = "a".repeat(257);
    for (url, code) in [
        (
            format!("{}?tag={long}", lms.container()),
            "lti.ags.parameter",
        ),
        (
            format!("{}?resource_link_id=", lms.container()),
            "lti.ags.parameter",
        ),
        (
            format!("{}?tag=a&tag=b", lms.container()),
            "http.form.duplicate",
        ),
        (
            format!("{}?tag=%zz", lms.container()),
            "http.form.malformed",
        ),
        (format!("{item}/results?user_id="), "lti.ags.parameter"),
        (
            format!("{item}/results?user_id=%C3%A9"),
            "lti.ags.parameter",
        ),
    ] {
        let request = Request::get(url).body(Body::empty()).unwrap();
        assert_refused(&lms.ask(&tool(TOOL), request), 400, code);
    }
}

#[test]
fn place_in_a_list_that_somebody_made_up_shows_nothing_of_others() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    // Neither hexadecimal digits, nor lower case, nor a text without control characters.
    for page in ["%C3%A9", "~~~~", "7", "7E", "00", ""] {
        let url = format!("{}?page={page}", lms.container());
        let request = Request::get(url).body(Body::empty()).unwrap();
        assert_refused(&lms.ask(&tool(TOOL), request), 400, "lti.ags.parameter");
    }
    // `~~~~` and `é`, which no list of ours goes on behind.
    for page in ["7e7e7e7e", "c3a9"] {
        for url in [
            format!("{}?page={page}", lms.container()),
            format!("{item}/results?page={page}"),
        ] {
            let request = Request::get(url).body(Body::empty()).unwrap();
            let heard = lms.ask(&tool(TOOL), request);
            assert_eq!((heard.status.as_u16(), &heard.body[..]), (200, &b"[]"[..]));
        }
    }
}

#[test]
fn results_are_read_page_by_page_and_every_person_comes_once() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    let course = lti_core::ContextId::new(COURSE).unwrap();
    let names = ["a", "b", "c", "d", "e"];
    for name in names {
        block_on(lms.gradebook.enrol(&course, &person(name))).unwrap();
        lms.recorded(score_of(name, "5", 0), &item);
    }
    let call = GetResults::all().with_limit(2.try_into().unwrap());
    let mut page = lms.done(&call, &item);
    let mut seen = Vec::new();
    loop {
        seen.extend(
            page.results
                .0
                .iter()
                .map(|one| one.user_id.as_str().to_owned()),
        );
        let Some(next) = page.links.get("next") else {
            break;
        };
        let request = Request::get(next).body(Body::empty()).unwrap();
        page = read::<GetResults>(&lms.ask(&tool(TOOL), request));
    }
    assert_eq!(seen, names);
}

#[test]
fn results_of_one_person_are_one_at_most() {
    let lms = Lms::new();
    let item = lms.item("Essay");
    assert!(
        lms.done(&GetResults::of(person(ADA)), &item)
            .results
            .0
            .is_empty()
    );
    lms.recorded(score_of(ADA, "5", 0), &item);
    lms.recorded(score_of(ADA, "6", 1), &item);
    let page = lms.done(&GetResults::of(person(ADA)), &item);
    assert_eq!(page.results.0.len(), 1);
    assert!(page.links.is_empty());
    let stranger = lms.done(&GetResults::of(person("stranger")), &item);
    assert!(stranger.results.0.is_empty());
}
