//! Constants of published vocabularies, against each other and against the profiles they are from.

use std::collections::{BTreeMap, BTreeSet};

use edu_types::Iri;
use xapi_model::interaction::InteractionType;
use xapi_model::vocabulary::{
    ExtensionPlace, KnownActivityType, KnownAttachmentUsage, KnownCategory, KnownExtension,
    KnownVerb, activity_type, attachment_usage, cmi5, tincan, verb, video,
};

use crate::corpus;

const PROFILES: &str = "xapi/adlnet_xapi-authored-profiles";

/// Kind, IRI and word of everything there is.
fn all() -> Vec<(&'static str, &'static str, &'static str)> {
    let mut all = Vec::new();
    all.extend(KnownVerb::all().map(|one| ("Verb", one.iri(), one.name())));
    all.extend(KnownActivityType::all().map(|one| ("ActivityType", one.iri(), one.name())));
    let usages = KnownAttachmentUsage::all();
    all.extend(usages.map(|one| ("AttachmentUsageType", one.iri(), one.name())));
    all.extend(KnownExtension::all().map(|one| {
        let kind = match one.place() {
            ExtensionPlace::Activity => "ActivityExtension",
            ExtensionPlace::Context => "ContextExtension",
            ExtensionPlace::Result => "ResultExtension",
        };
        (kind, one.iri(), one.name())
    }));
    all
}

#[test]
fn no_iri_stands_for_two_names_of_a_kind() {
    let mut seen = BTreeSet::new();
    for (kind, iri, _) in all() {
        assert!(seen.insert((kind, iri)), "{kind} {iri}");
    }
}

#[test]
fn every_iri_is_absolute_and_every_name_a_word() {
    let categories = KnownCategory::all().map(|one| ("Category", one.iri(), one.name()));
    for (kind, iri, name) in all().into_iter().chain(categories) {
        assert!(Iri::check(iri).is_ok(), "{kind} {iri}");
        assert!(!name.is_empty() && name.trim() == name, "{kind} {iri}");
    }
}

#[test]
fn names_of_one_word_are_told_apart_by_their_vocabulary() {
    assert_ne!(tincan::verb::PAUSED.iri(), video::verb::PAUSED.iri());
    assert_eq!(tincan::verb::PAUSED.name(), video::verb::PAUSED.name());
    assert_eq!(
        KnownVerb::from_iri(video::verb::PAUSED.iri()),
        Some(video::verb::PAUSED)
    );
}

#[test]
fn an_iri_is_looked_up_byte_for_byte() {
    for iri in [
        "https://adlnet.gov/expapi/verbs/completed",
        "http://adlnet.gov/expapi/verbs/Completed",
        "http://adlnet.gov/expapi/verbs/completed/",
        "completed",
        "",
    ] {
        assert_eq!(KnownVerb::from_iri(iri), None, "{iri}");
    }
}

#[test]
fn a_verb_is_no_type_of_activities() {
    assert_eq!(KnownActivityType::from_iri(verb::COMPLETED.iri()), None);
}

#[test]
fn what_the_standard_itself_names_is_there() {
    assert_eq!(verb::VOIDED.iri(), "http://adlnet.gov/expapi/verbs/voided");
    assert_eq!(
        activity_type::CMI_INTERACTION.iri(),
        InteractionType::ACTIVITY_TYPE
    );
    let signature = "http://adlnet.gov/expapi/attachments/signature";
    assert_eq!(attachment_usage::SIGNATURE.iri(), signature);
}

#[test]
fn extensions_know_where_they_belong() {
    assert_eq!(cmi5::extension::SESSION_ID.place(), ExtensionPlace::Context);
    assert_eq!(cmi5::extension::PROGRESS.place(), ExtensionPlace::Result);
}

#[test]
fn every_constant_is_what_its_profile_says_and_none_is_left_out() {
    let Some(root) = edu_testing::corpus() else {
        return;
    };
    let mut published = BTreeMap::new();
    for profile in [
        "acrossx",
        "activity-streams",
        "adl",
        "audio",
        "cmi5",
        "open-badges",
        "scorm",
        "seriousgames",
        "tincan",
        "video",
    ] {
        let file = root
            .join(PROFILES)
            .join(profile)
            .join(format!("{profile}.jsonld"));
        let document = corpus::json(&file);
        for concept in document["concepts"].as_array().unwrap() {
            let text = |member: &serde_json::Value| member.as_str().unwrap().to_owned();
            let key = (text(&concept["type"]), text(&concept["id"]));
            published.insert(key, text(&concept["prefLabel"]["en"]));
        }
    }
    // Documents of an LRS, and a category that the profile calls a type.
    published.retain(|(kind, _), _| !kind.ends_with("Resource"));
    let category = (
        "ActivityType".to_owned(),
        cmi5::category::MOVE_ON.iri().to_owned(),
    );
    assert!(published.remove(&category).is_some());
    for (kind, iri, name) in all() {
        let found = published.remove(&(kind.to_owned(), iri.to_owned()));
        let of_the_standard = [
            activity_type::CMI_INTERACTION.iri(),
            attachment_usage::SIGNATURE.iri(),
        ];
        if !of_the_standard.contains(&iri) {
            assert_eq!(found.as_deref(), Some(name), "{kind} {iri}");
        }
    }
    assert!(published.is_empty(), "left out: {published:?}");
}
