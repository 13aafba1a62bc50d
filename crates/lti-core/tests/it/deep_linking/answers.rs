//! What an answer may hold, and what is left of it.

use edu_http::Caller;
use edu_types::Profile;
use http::StatusCode;
use lti_core::deep_linking::MediaTypes;
use lti_core::{ContentItem, Flag, LaunchMessage, ResourceLink, ResourceLinkId, claim};
use serde_json::{Value, json};

use super::bed::{ADA, Answer, BACK, Bed, bed, bed_with, caller, codes, policy};
use crate::launch::{NOW, moment};

fn link(number: usize) -> Value {
    json!({"type": "link", "url": format!("https://a.example/{number}")})
}

#[test]
fn several_items_are_refused_where_one_is_taken() {
    for multiple in [None, Some(Flag(false))] {
        let bed = bed();
        let mut settings = bed.settings();
        settings.accept_multiple = multiple;
        let answer = Answer::to(&bed.ask(settings));
        let two = answer.clone().items(json!([link(1), link(2)]));
        assert_eq!(bed.refusal(&two), "lti.deep_linking.multiple");
    }
    let bed = bed();
    let three = json!([link(1), link(2), link(3)]);
    let selection = bed.post(&Answer::to(&bed.asked()).items(three)).unwrap();
    let titles = selection
        .items()
        .iter()
        .map(|item| item.addresses().count());
    assert_eq!(titles.collect::<Vec<_>>(), [1, 1, 1]);
}

#[test]
fn more_items_than_the_host_takes_are_refused_and_the_request_waits() {
    let bed = bed_with(policy().with_most_items(3));
    let answer = Answer::to(&bed.asked());
    let many = |count: usize| json!((0..count).map(link).collect::<Vec<_>>());
    let four = answer.clone().items(many(4));
    assert_eq!(bed.refusal(&four), "lti.deep_linking.too_many");
    assert_eq!(bed.post(&answer.items(many(3))).unwrap().items().len(), 3);
}

#[test]
fn a_hundred_items_are_taken_and_no_more() {
    let bed = bed();
    let answer = Answer::to(&bed.asked());
    let many = |count: usize| json!((0..count).map(link).collect::<Vec<_>>());
    let more = answer.clone().items(many(101));
    assert_eq!(bed.refusal(&more), "lti.deep_linking.too_many");
    assert_eq!(
        bed.post(&answer.items(many(100))).unwrap().items().len(),
        100
    );
}

#[test]
fn columns_of_the_gradebook_are_left_out_where_none_are_made() {
    let item = json!([{"type": "ltiResourceLink", "url": "https://tool.example/1", "title": "T",
        "lineItem": {"scoreMaximum": 10}}]);
    for (accepted, kept) in [
        (None, false),
        (Some(Flag(false)), false),
        (Some(Flag(true)), true),
    ] {
        let bed = bed();
        let mut settings = bed.settings();
        settings.accept_lineitem = accepted;
        let answer = Answer::to(&bed.ask(settings)).items(item.clone());
        let selection = bed.post(&answer).unwrap();
        let found = codes(selection.report());
        let ContentItem::ResourceLink(link) = &selection.items()[0] else {
            panic!("another kind");
        };
        assert_eq!(link.line_item.is_some(), kept);
        let expected: &[&str] = if kept {
            &[]
        } else {
            &["lti.deep_linking.line_item"]
        };
        assert_eq!(found, expected);
    }
}

#[test]
fn media_types_are_for_files_alone() {
    let file = |media_type: Option<&str>| {
        let bed = bed();
        let mut settings = bed.settings();
        settings.accept_media_types = Some(MediaTypes::from("image/*,application/pdf"));
        let mut file = json!({"type": "file", "url": "https://tool.example/a"});
        if let Some(media_type) = media_type {
            file["mediaType"] = media_type.into();
        }
        let items = json!([file, {"type": "html", "html": "x"}]);
        let posted = bed.post(&Answer::to(&bed.ask(settings)).items(items));
        posted.map(drop).map_err(|error| error.code())
    };
    for taken in [None, Some("image/png"), Some("application/pdf")] {
        assert_eq!(file(taken), Ok(()));
    }
    assert_eq!(file(Some("text/html")), Err("lti.deep_linking.media_type"));
}

#[test]
fn a_file_that_can_no_longer_be_fetched_draws_a_warning() {
    let bed = bed();
    let items = json!([
        {"type": "file", "url": "https://tool.example/a", "expiresAt": "2020-01-01T00:00:00Z"},
        {"type": "file", "url": "https://tool.example/b", "expiresAt": "2040-01-01T00:00:00Z"},
    ]);
    let selection = bed.post(&Answer::to(&bed.asked()).items(items)).unwrap();
    assert_eq!(codes(selection.report()), ["lti.deep_linking.file_expired"]);
}

#[test]
fn links_without_address_or_title_draw_advice() {
    let bed = bed();
    let items = json!([{"type": "ltiResourceLink"}]);
    let selection = bed.post(&Answer::to(&bed.asked()).items(items)).unwrap();
    let advice = ["lti.deep_linking.no_url", "lti.deep_linking.no_title"];
    assert_eq!(codes(selection.report()), advice);
}

#[test]
fn no_items_and_an_empty_list_mean_that_nothing_was_chosen() {
    for answer in [
        |answer: Answer| answer.items(json!([])),
        |answer: Answer| answer.without(claim::CONTENT_ITEMS),
    ] {
        let bed = bed();
        let selection = bed.post(&answer(Answer::to(&bed.asked()))).unwrap();
        assert!(selection.is_cancelled());
        assert_eq!(selection.data(), Some("section-3"));
    }
}

#[test]
fn texts_for_people_and_logs_come_out_as_text() {
    let bed = bed();
    let answer = Answer::to(&bed.asked())
        .with(claim::DEEP_LINKING_MESSAGE, "<b>Well done, Ada</b>")
        .with(claim::DEEP_LINKING_LOG, "log")
        .with(claim::DEEP_LINKING_ERROR_MESSAGE, "error")
        .with(claim::DEEP_LINKING_ERROR_LOG, "error log")
        .with("vendor", 1);
    let selection = bed.post(&answer).unwrap();
    assert_eq!(selection.message(), Some("<b>Well done, Ada</b>"));
    assert_eq!(selection.log(), Some("log"));
    assert_eq!(selection.error_message(), Some("error"));
    assert_eq!(selection.error_log(), Some("error log"));
    assert_eq!(selection.claims().extra.len(), 1);
    assert!(!format!("{selection:?}").contains("Ada"));
}

#[test]
fn odd_members_that_only_inform_are_the_profiles_to_weigh() {
    let items = json!([{"type": "link", "url": "https://a.example/", "icon": []}]);
    let bed = bed();
    let answer = Answer::to(&bed.asked()).items(items.clone());
    assert_eq!(bed.refusal(&answer), "lti.deep_linking.empty_array");
    let lenient = bed_with(policy().with_profile(Profile::lenient()));
    let answer = Answer::to(&lenient.asked()).items(items);
    assert!(lenient.post(&answer).is_ok());
}

#[test]
fn a_request_names_where_its_answer_goes_and_nothing_of_the_host() {
    let bed = bed();
    let mut settings = bed.settings();
    settings.deep_link_return_url = "https://elsewhere.example/".into();
    let data = bed.ask(settings);
    assert_eq!(data.len(), 43);
    assert_ne!(data, bed.asked());
    let settings = bed.asking.settings([], []);
    assert_eq!(settings.deep_link_return_url.as_str(), BACK);
}

#[test]
fn a_message_that_asks_for_no_content_is_not_begun() {
    let bed = bed();
    let link = ResourceLink::new(ResourceLinkId::new("1").unwrap());
    let settings = bed.settings();
    let request = lti_core::LaunchRequest::new(
        lti_core::ClientId::new(crate::launch::CLIENT).unwrap(),
        super::bed::deployment(crate::launch::DEPLOYMENT),
        crate::launch::url(crate::launch::TARGET),
        lti_core::Person::anonymous(lti_core::Roles::none()),
        LaunchMessage::resource_link(link),
    );
    let begun = pollster::block_on(bed.asking.begin(&caller(ADA), request, moment(NOW)));
    assert_eq!(begun.unwrap_err().code(), "lti.deep_linking.request");
    let nobody = Caller::anonymous();
    let begun = bed.begin_as(&nobody, settings.clone(), moment(NOW));
    assert_eq!(begun.unwrap_err().code(), "lti.deep_linking.session");
    let started = bed
        .asking
        .start(&nobody, Bed::request(settings), moment(NOW));
    assert_eq!(pollster::block_on(started).status(), StatusCode::FORBIDDEN);
}

#[test]
fn a_life_outside_its_range_is_refused() {
    for seconds in [59, 86_401] {
        let life = core::time::Duration::from_secs(seconds);
        assert!(policy().with_lifetime(life).is_err());
    }
}
