//! Ids, verbs and activities.

use edu_types::Iri;
use serde_json::json;
use xapi_model::profile::{Demand, HostProfile, IriPrefix, IriPrefixError};
use xapi_model::vocabulary::verb;

use super::{changed, found, only, passing, school};

const PLANNED: &str = "https://school.example/games/8";

fn prefix(text: &str) -> IriPrefix {
    IriPrefix::parse(text).unwrap()
}

#[test]
fn a_statement_without_id_is_refused() {
    let statement = changed(|json| {
        json.as_object_mut().unwrap().remove("id");
    });
    assert_eq!(
        found(&only(Demand::Id), &statement),
        ["xapi.profile.id /id"]
    );
}

#[test]
fn a_verb_that_is_neither_allowed_nor_the_hosts_own_is_refused() {
    for id in [
        "https://elsewhere.example/verbs/did",
        "http://adlnet.gov/expapi/verbs/invented",
        "https://school.example/xapi/verbs/",
        "https://school.example/xapi/verbs/../games",
        "https://school.example/xapi/verbs/x/%2E%2e/games",
        "https://school.example/xapi/verbs",
        "https://SCHOOL.example/xapi/verbs/practiced",
        "https://school.example.evil.example/xapi/verbs/practiced",
    ] {
        let statement = changed(|json| json["verb"]["id"] = json!(id));
        assert_eq!(
            found(&school(), &statement),
            ["xapi.profile.verb /verb/id"],
            "{id}"
        );
    }
}

#[test]
fn verbs_of_adl_and_of_the_host_pass() {
    let own = "https://school.example/xapi/verbs/practiced";
    let known = verb::ALL.iter().map(|known| known.iri());
    let all = known.filter(|iri| *iri != verb::VOIDED.iri()).chain([own]);
    for id in all {
        let statement = changed(|json| json["verb"]["id"] = json!(id));
        assert!(found(&school(), &statement).is_empty(), "{id}");
    }
}

#[test]
fn a_host_that_takes_a_statement_back_passes() {
    let statement = changed(|json| {
        json["verb"]["id"] = json!(verb::VOIDED.iri());
        let id = "e4cbea21-2f0c-4a2e-9d4b-6f4b6a3f2c11";
        json["object"] = json!({"objectType": "StatementRef", "id": id});
    });
    assert!(found(&school(), &statement).is_empty());
}

#[test]
fn with_no_verb_of_others_allowed_only_the_hosts_own_pass() {
    let profile = HostProfile::open().allowing_verbs_under(prefix("https://school.example/"));
    assert_eq!(found(&profile, &passing()), ["xapi.profile.verb /verb/id"]);
    let single = HostProfile::open().allowing_verbs([verb::FAILED]);
    assert_eq!(found(&single, &passing()), ["xapi.profile.verb /verb/id"]);
    assert!(found(&single.allowing_verbs([verb::PASSED]), &passing()).is_empty());
}

#[test]
fn a_verb_without_display_or_with_an_empty_one_is_refused() {
    for display in [None, Some(json!({}))] {
        let statement = changed(|json| {
            json["verb"].as_object_mut().unwrap().remove("display");
            if let Some(display) = &display {
                json["verb"]["display"] = display.clone();
            }
        });
        assert_eq!(
            found(&only(Demand::VerbDisplay), &statement),
            ["xapi.profile.verb_display /verb/display"]
        );
    }
}

#[test]
fn an_object_that_does_not_say_what_it_is_is_refused() {
    let statement = changed(|json| {
        json["object"].as_object_mut().unwrap().remove("objectType");
    });
    assert_eq!(
        found(&only(Demand::ObjectType), &statement),
        ["xapi.profile.object_type /object/objectType"]
    );
}

#[test]
fn activities_of_the_context_need_not_say_what_they_are() {
    let statement = changed(|json| {
        let parent = &mut json["context"]["contextActivities"]["parent"][0];
        parent.as_object_mut().unwrap().remove("objectType");
    });
    assert!(found(&school(), &statement).is_empty());
}

#[test]
fn an_activity_that_is_not_the_hosts_is_refused_wherever_it_stands() {
    let foreign = json!({"objectType": "Activity", "id": "https://elsewhere.example/7"});
    let own = json!({"objectType": "Activity", "id": "https://school.example/games/7"});
    let statement = changed(|json| {
        json["object"] = foreign.clone();
        json["context"]["contextActivities"] = json!({
            "parent": [own, foreign],
            "grouping": foreign,
            "category": [foreign],
            "other": [foreign],
        });
    });
    assert_eq!(
        found(&school(), &statement),
        [
            "xapi.profile.activity /object/id",
            "xapi.profile.activity /context/contextActivities/parent/1/id",
            "xapi.profile.activity /context/contextActivities/grouping/id",
            "xapi.profile.activity /context/contextActivities/other/0/id",
        ]
    );
}

#[test]
fn activities_of_several_kinds_can_be_allowed() {
    let statement = changed(|json| json["object"]["id"] = json!("urn:school:courses:7"));
    assert_eq!(
        found(&school(), &statement),
        ["xapi.profile.activity /object/id"]
    );
    let profile = school().allowing_activities_under(prefix("urn:school:courses:"));
    assert!(found(&profile, &statement).is_empty());
}

#[test]
fn what_is_only_planned_is_judged_as_well_but_needs_neither_id_nor_time() {
    let statement = changed(|json| {
        json["object"] = json!({
            "objectType": "SubStatement",
            "actor": {"mbox": "mailto:ada@school.example"},
            "verb": {"id": "https://elsewhere.example/do"},
            "object": {"id": PLANNED},
            "result": {"score": {"scaled": -0.5}},
        });
    });
    assert_eq!(
        found(&school(), &statement),
        [
            "xapi.profile.identifier /object/actor/mbox",
            "xapi.profile.verb /object/verb/id",
            "xapi.profile.verb_display /object/verb/display",
            "xapi.profile.object_type /object/object/objectType",
            "xapi.profile.scaled /object/result/score/scaled",
        ]
    );
}

#[test]
fn a_plan_that_keeps_to_everything_passes_whenever_it_is_for() {
    let statement = changed(|json| {
        json["object"] = json!({
            "objectType": "SubStatement",
            "actor": json["actor"],
            "verb": json["verb"],
            "object": {"objectType": "Activity", "id": PLANNED},
            "timestamp": "2031-01-01T00:00:00Z",
        });
    });
    assert!(found(&school(), &statement).is_empty());
}

#[test]
fn a_prefix_that_names_of_others_begin_with_is_refused() {
    for text in [
        "https://school.example",
        "https://school.example/verbs",
        "https://school.example:",
        "https://school.example/verbs:",
        "urn:school",
        "urn:",
    ] {
        assert_eq!(IriPrefix::parse(text), Err(IriPrefixError::End), "{text}");
    }
    assert_eq!(IriPrefix::parse("file:///"), Err(IriPrefixError::Host));
    for text in ["", "school.example/", "https:// /"] {
        let refused = IriPrefix::parse(text).unwrap_err();
        assert!(matches!(refused, IriPrefixError::Iri(_)), "{text}");
    }
}

#[test]
fn dots_within_a_name_lead_nowhere() {
    let games = prefix("https://school.example/games/");
    for name in [
        "...",
        "a..b",
        ".well-known",
        "7?from=../x",
        "7#/../x",
        "%2e%2e%2e",
    ] {
        let name = format!("https://school.example/games/{name}");
        assert!(games.covers(&Iri::new(name.as_str()).unwrap()), "{name}");
    }
    for name in [".", "..", "7/..", "%2e", ".%2E/x", "./7"] {
        let name = format!("https://school.example/games/{name}");
        assert!(!games.covers(&Iri::new(name.as_str()).unwrap()), "{name}");
    }
}

#[test]
fn every_demand_is_found_by_its_word() {
    for demand in Demand::ALL {
        assert_eq!(Demand::parse(demand.as_str()), Some(demand));
    }
    for word in ["", "ID", "verb_display", "everything"] {
        assert_eq!(Demand::parse(word), None, "{word}");
    }
}
