//! Attachments.

use serde_json::json;
use xapi_model::profile::HostProfile;

use super::{changed, found, passing, school};

#[test]
fn an_attachment_of_more_than_five_megabytes_is_refused() {
    let statement = changed(|json| {
        let mut large = json["attachments"][0].clone();
        large["length"] = json!(5_000_001);
        json["attachments"].as_array_mut().unwrap().push(large);
    });
    assert_eq!(
        found(&HostProfile::strict(), &statement),
        ["xapi.profile.attachment_length /attachments/1/length"]
    );
}

#[test]
fn each_attachment_counts_by_itself() {
    let statement = changed(|json| {
        let same = json["attachments"][0].clone();
        json["attachments"].as_array_mut().unwrap().push(same);
    });
    assert!(found(&school(), &statement).is_empty());
}

#[test]
fn a_host_says_how_large_attachments_may_be() {
    let profile = HostProfile::open().with_attachment_length(4_999_999);
    assert_eq!(
        found(&profile, &passing()),
        ["xapi.profile.attachment_length /attachments/0/length"]
    );
    let none = HostProfile::open().with_attachment_length(0);
    let empty = changed(|json| json["attachments"][0]["length"] = json!(0));
    assert!(found(&none, &empty).is_empty());
}

#[test]
fn attachments_of_a_plan_are_judged_as_well() {
    let statement = changed(|json| {
        let mut large = json["attachments"][0].clone();
        large["length"] = json!(u64::MAX);
        json["object"] = json!({
            "objectType": "SubStatement",
            "actor": json["actor"],
            "verb": json["verb"],
            "object": json["object"],
            "attachments": [large],
        });
    });
    assert_eq!(
        found(&school(), &statement),
        ["xapi.profile.attachment_length /object/attachments/0/length"]
    );
}
