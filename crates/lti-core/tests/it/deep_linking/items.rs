//! Every kind of content item, through both doors.

use edu_json::ToJson as _;
use edu_types::{Limits, Profile};
use lti_core::deep_linking::{ContentItem, ItemType, LinkItem, NewLineItem, UntrustedHtml};
use serde_json::{Value, json};

/// One of each kind with every member it has, and a vendor's.
fn kinds() -> Vec<Value> {
    let picture = json!({"url": "https://tool.example/p.png", "width": 10, "height": 20, "v": 1});
    let window =
        json!({"targetName": "w", "width": 1, "height": 2, "windowFeatures": "menubar=no"});
    let frame = json!({"src": "https://tool.example/f", "width": 1, "height": 2});
    vec![
        json!({"type": "link", "url": "https://a.example/", "title": "T", "text": "X",
            "icon": picture, "thumbnail": picture, "embed": {"html": "<b>x</b>"},
            "window": window, "iframe": frame, "vendor": [1.50, null]}),
        json!({"type": "ltiResourceLink", "url": "https://tool.example/1", "title": "T",
            "text": "X", "icon": picture, "thumbnail": picture, "window": window,
            "iframe": {"width": 1, "height": 2}, "custom": {"a": "b"},
            "lineItem": {"scoreMaximum": 87.50, "label": "L", "resourceId": "r", "tag": "t",
                "gradesReleased": true, "submissionReview": {"label": "Open",
                    "url": "https://tool.example/review", "custom": {"c": "d"},
                    "reviewableStatus": ["Submitted", "InProgress"]}},
            "available": {"startDateTime": "2026-02-06T20:05:02Z",
                "endDateTime": "2026-03-07T20:05:02.50+01:00"},
            "submission": {"endDateTime": "2026-03-07T20:05:02Z"}}),
        json!({"type": "file", "url": "https://tool.example/a.pdf", "title": "T", "text": "X",
            "icon": picture, "thumbnail": picture, "mediaType": "application/pdf",
            "expiresAt": "2026-03-06T20:05:02Z"}),
        json!({"type": "html", "html": "<h1>Hi</h1>", "title": "T", "text": "X"}),
        json!({"type": "image", "url": "https://tool.example/a.png", "title": "T", "text": "X",
            "icon": picture, "thumbnail": picture, "width": 1, "height": 2}),
        json!({"type": "ltiAssetProcessor", "url": "https://tool.example/ap", "title": "T",
            "text": "X", "icon": picture, "thumbnail": picture, "window": window,
            "iframe": frame, "custom": {"a": "b"}, "report": {"url": "https://tool.example/r",
                "custom": {"c": "d"}, "released": true, "indicator": false, "later": 1}}),
        json!({"type": "https://vendor.example/quiz", "url": 7, "n": 1.50}),
        json!({"type": "quiz"}),
    ]
}

/// Through both doors, which must agree: the item, or the first line of why not.
#[track_caller]
fn read(text: &str) -> Result<ContentItem, String> {
    let checked = ContentItem::from_slice(text.as_bytes(), &Profile::strict(), &Limits::DEFAULT);
    let through_serde = serde_json::from_str::<ContentItem>(text);
    match (checked, through_serde) {
        (Ok(checked), Ok(item)) => {
            assert_eq!(checked.value, item);
            assert_eq!(serde_json::to_string(&item).unwrap(), item.to_json_string());
            Ok(item)
        }
        (Err(refused), Err(error)) => {
            let refused = refused.to_string();
            assert!(
                error.to_string().starts_with(&refused),
                "{error} / {refused}"
            );
            Err(refused)
        }
        (checked, through_serde) => panic!("{checked:?} / {through_serde:?}"),
    }
}

#[track_caller]
fn assert_refused(item: &Value, start: &str) {
    let refused = read(&item.to_string()).unwrap_err();
    assert!(refused.starts_with(start), "{refused}");
}

#[test]
fn every_kind_of_item_comes_back_whole() {
    for kind in kinds() {
        let item = read(&kind.to_string()).unwrap();
        let written: Value = serde_json::from_str(&item.to_json_string()).unwrap();
        assert_eq!(written, kind);
        assert_eq!(item.item_type().as_str(), kind["type"].as_str().unwrap());
        let again = read(&item.to_json_string()).unwrap();
        assert_eq!(again, item);
    }
}

#[test]
fn both_doors_agree_on_every_member_in_every_form() {
    let forms = [
        "null",
        "true",
        "-1",
        "1e400",
        r#""""#,
        r#""x""#,
        "[]",
        "[1]",
        "{}",
        r#"{"url":1}"#,
    ];
    let (mut taken, mut refused) = (0, 0);
    for kind in kinds() {
        for name in kind.as_object().unwrap().keys() {
            for form in forms {
                let mut changed = kind.clone();
                changed[name] = json!("PLACE");
                let text = changed.to_string().replace(r#""PLACE""#, form);
                match read(&text) {
                    Ok(_) => taken += 1,
                    Err(_) => refused += 1,
                }
            }
        }
    }
    assert!(
        taken > 100 && refused > 200,
        "{taken} taken, {refused} refused"
    );
}

#[test]
fn items_of_unknown_kind_are_kept_byte_for_byte() {
    let text = r#"{ "type" : "urn:vendor:quiz", "n": 1.50, "u": "\u00e4" }"#;
    let ContentItem::Other(item) = read(text).unwrap() else {
        panic!("another kind");
    };
    assert_eq!(item.raw().as_str(), text);
    assert_eq!(item.item_type(), &ItemType::from("urn:vendor:quiz"));
}

#[test]
fn an_item_without_type_or_with_one_that_is_no_text_is_refused() {
    assert_refused(
        &json!({"url": "https://a.example"}),
        "/type: required member is missing",
    );
    assert_refused(&json!({"type": 1}), "/type: found a number");
    assert_refused(&json!({"type": null}), "/type: found null");
    assert_refused(&json!(["link"]), "the top: found an array");
}

#[test]
fn what_a_kind_requires_must_be_there() {
    for (kind, member) in [
        ("link", "url"),
        ("file", "url"),
        ("image", "url"),
        ("html", "html"),
    ] {
        let start = format!("/{member}: required member is missing");
        assert_refused(&json!({"type": kind}), &start);
    }
    assert!(read(r#"{"type":"ltiResourceLink"}"#).is_ok());
    assert!(read(r#"{"type":"ltiAssetProcessor"}"#).is_ok());
}

#[test]
fn a_line_item_needs_a_maximum_above_zero() {
    for maximum in [json!(0), json!(-1), json!("5"), json!(null)] {
        let item = json!({"type": "ltiResourceLink", "lineItem": {"scoreMaximum": maximum}});
        assert_refused(&item, "/lineItem/scoreMaximum");
    }
    assert_refused(
        &json!({"type": "ltiResourceLink", "lineItem": {"label": "L"}}),
        "/lineItem/scoreMaximum: required member is missing",
    );
    assert!(serde_json::from_str::<NewLineItem>(r#"{"scoreMaximum":1e400}"#).is_err());
}

#[test]
fn odd_members_that_only_inform_are_left_out_and_kept_where_tolerated() {
    let text = r#"{"type":"link","url":"https://a.example/","icon":{},"title":7}"#;
    assert!(read(text).is_err());
    let lenient = Profile::lenient();
    let checked = ContentItem::from_slice(text.as_bytes(), &lenient, &Limits::DEFAULT).unwrap();
    let ContentItem::Link(link) = &checked.value else {
        panic!("another kind");
    };
    assert_eq!((&link.icon, &link.title), (&None, &None));
    assert_eq!(checked.report.findings().len(), 2);
    assert!(
        checked
            .value
            .to_json_string()
            .contains(r#""icon":{},"title":7"#)
    );
    // What the item stands on is tolerated by nobody.
    let text = br#"{"type":"link","url":7}"#;
    assert!(ContentItem::from_slice(text, &lenient, &Limits::DEFAULT).is_err());
}

#[test]
fn a_member_given_twice_is_refused() {
    assert!(read(r#"{"type":"link","type":"html","html":"","url":"https://a.example/"}"#).is_err());
}

#[test]
fn a_new_item_is_written_with_its_type() {
    let link = LinkItem::new("https://a.example/".into());
    let item = ContentItem::from(link);
    assert_eq!(
        item.to_json_string(),
        r#"{"type":"link","url":"https://a.example/"}"#
    );
    assert_eq!(item.title(), None);
}

#[test]
fn html_comes_out_through_a_sanitiser_alone() {
    let item = read(r#"{"type":"html","html":"<script>x</script>"}"#).unwrap();
    assert!(!format!("{item:?}").contains("script"));
    let html = item.html().unwrap();
    assert_eq!(html.sanitized_with(str::len), 18);
    let embedded = read(r#"{"type":"link","url":"https://a.example/","embed":{"html":"<b>"}}"#);
    assert_eq!(embedded.unwrap().html(), Some(&UntrustedHtml::new("<b>")));
}

#[test]
fn every_address_of_an_item_is_named() {
    let count = |kind: &Value| {
        let item = read(&kind.to_string()).unwrap();
        item.addresses()
            .map(|(pointer, address)| {
                let named = kind.pointer(pointer).and_then(Value::as_str);
                assert_eq!(named, Some(address.as_str()), "{pointer}");
            })
            .count()
    };
    let counted: Vec<_> = kinds().iter().map(count).collect();
    assert_eq!(counted, [4, 4, 3, 0, 3, 5, 0, 0]);
}
