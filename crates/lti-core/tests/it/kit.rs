//! The kit finds nothing in the stores of this crate, and every fault in broken ones.

mod assertions;
mod broken;
mod faulty;
mod gradebooks;
mod invitations;
mod registries;
mod rosters;

use broken::{Broken, Fault};
use std::sync::Arc;

use edu_types::Report;
use lti_core::{MemoryPlatform, MemoryTool, kit};
use pollster::block_on;

/// Codes of what was found, each once, in order.
fn codes(report: &Report) -> Vec<&'static str> {
    let mut codes: Vec<_> = report.findings().iter().map(|found| found.code).collect();
    codes.dedup();
    codes
}

fn tool(fault: Fault) -> Vec<&'static str> {
    codes(&block_on(kit::logins(async || Broken::new(fault))))
}

/// What is found of messages, which must be what is found of requests for content.
#[track_caller]
fn platform(fault: Fault) -> Vec<&'static str> {
    let messages = codes(&block_on(kit::messages(async || Broken::new(fault))));
    let selections = codes(&block_on(kit::selections(async || Broken::new(fault))));
    assert_eq!(messages, selections);
    messages
}

#[track_caller]
fn assert_caught(codes: &[&str], code: &str) {
    assert!(codes.contains(&code), "{codes:?}");
}

#[test]
fn memory_keeps_every_promise() {
    let report = block_on(kit::logins_of_capacity(8, async || {
        MemoryTool::with_capacity(8)
    }));
    assert!(report.is_empty(), "{report}");
    let report = block_on(kit::messages_of_capacity(8, async || {
        MemoryPlatform::with_capacity(8)
    }));
    assert!(report.is_empty(), "{report}");
    let report = block_on(kit::selections_of_capacity(8, async || {
        MemoryPlatform::with_capacity(8)
    }));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn test_store_is_broken_by_its_faults_alone() {
    assert!(tool(Fault::None).is_empty());
    assert!(platform(Fault::None).is_empty());
}

#[test]
fn store_that_gives_a_value_twice_is_caught() {
    assert_caught(&tool(Fault::GivesTwice), "lti.kit.twice");
    assert_caught(&tool(Fault::GivesTwice), "lti.kit.raced");
    assert_caught(&platform(Fault::GivesTwice), "lti.kit.twice");
}

#[test]
fn store_that_looks_and_then_takes_is_caught_by_the_race_alone() {
    assert_eq!(tool(Fault::LooksFirst), ["lti.kit.raced"]);
    assert_eq!(platform(Fault::LooksFirst), ["lti.kit.raced"]);
}

#[test]
fn store_that_forgets_what_was_used_is_caught() {
    assert_caught(&tool(Fault::ForgetsUse), "lti.kit.use_forgotten");
    assert_caught(&platform(Fault::ForgetsUse), "lti.kit.use_forgotten");
}

#[test]
fn store_that_loses_or_changes_values_is_caught() {
    assert_caught(&tool(Fault::Loses), "lti.kit.lost");
    assert_caught(&platform(Fault::Loses), "lti.kit.lost");
    assert_caught(&tool(Fault::MixesUp), "lti.kit.changed");
    assert_caught(&platform(Fault::MixesUp), "lti.kit.changed");
}

#[test]
fn store_that_compares_names_loosely_is_caught() {
    assert_eq!(
        tool(Fault::IgnoresCase),
        ["lti.kit.invented", "lti.kit.lost", "lti.kit.invented"]
    );
}

#[test]
fn store_that_outlives_an_expiry_is_caught() {
    assert_eq!(tool(Fault::NeverExpires), ["lti.kit.expired"]);
    assert_eq!(platform(Fault::NeverExpires), ["lti.kit.expired"]);
}

#[test]
fn store_that_overwrites_a_key_in_use_is_caught() {
    assert_caught(&tool(Fault::Overwrites), "lti.kit.overwritten");
    assert_caught(&platform(Fault::Overwrites), "lti.kit.overwritten");
}

#[test]
fn store_that_ignores_the_session_is_caught() {
    assert_caught(&platform(Fault::IgnoresSession), "lti.kit.session");
}

#[test]
fn store_whose_messages_another_session_can_spend_is_caught() {
    assert_caught(&platform(Fault::Burns), "lti.kit.burned");
}

#[test]
fn store_that_gives_a_login_to_who_only_looks_is_caught() {
    assert_caught(&tool(Fault::TakesOnLook), "lti.kit.lost");
    assert_caught(&tool(Fault::ShowsVoid), "lti.kit.expired");
}

#[test]
fn stores_that_mix_tenants_are_caught() {
    let tool = Arc::new(MemoryTool::new());
    let mixed = block_on(kit::logins_of_tenants((Arc::clone(&tool), tool)));
    assert_eq!(codes(&mixed), ["lti.kit.crossed"]);
    let platform = Arc::new(MemoryPlatform::new());
    let pair = (Arc::clone(&platform), Arc::clone(&platform));
    let mixed = block_on(kit::messages_of_tenants(pair));
    assert_caught(&codes(&mixed), "lti.kit.crossed");
    let mixed = block_on(kit::selections_of_tenants((
        Arc::clone(&platform),
        platform,
    )));
    assert_caught(&codes(&mixed), "lti.kit.crossed");
    let apart = (MemoryTool::new(), MemoryTool::new());
    assert!(block_on(kit::logins_of_tenants(apart)).is_empty());
    let apart = (MemoryPlatform::new(), MemoryPlatform::new());
    assert!(block_on(kit::messages_of_tenants(apart)).is_empty());
    let apart = (MemoryPlatform::new(), MemoryPlatform::new());
    assert!(block_on(kit::selections_of_tenants(apart)).is_empty());
}

#[test]
fn store_that_fails_is_at_fault() {
    assert_eq!(tool(Fault::Fails), ["lti.kit.failed"]);
    assert_eq!(platform(Fault::Fails), ["lti.kit.failed"]);
}

fn tool_of_eight(fault: Fault) -> Vec<&'static str> {
    let make = async || Broken::new(fault);
    codes(&block_on(kit::logins_of_capacity(8, make)))
}

fn platform_of_eight(fault: Fault) -> Vec<&'static str> {
    let make = async || Broken::new(fault);
    let messages = codes(&block_on(kit::messages_of_capacity(8, make)));
    let make = async || Broken::new(fault);
    let selections = codes(&block_on(kit::selections_of_capacity(8, make)));
    assert_eq!(messages, selections);
    messages
}

#[test]
fn full_store_that_forgets_the_newest_is_caught() {
    for codes in [
        tool_of_eight(Fault::ForgetsNewest),
        platform_of_eight(Fault::ForgetsNewest),
    ] {
        assert_caught(&codes, "lti.kit.capacity");
        assert_caught(&codes, "lti.kit.forgot");
        assert_caught(&codes, "lti.kit.lost");
    }
}

#[test]
fn full_store_that_forgets_uses_to_make_room_is_caught() {
    assert_eq!(tool_of_eight(Fault::ForgetsUsed), ["lti.kit.use_forgotten"]);
    assert_eq!(
        platform_of_eight(Fault::ForgetsUsed),
        ["lti.kit.use_forgotten"]
    );
}

#[test]
fn full_store_that_refuses_is_caught() {
    assert_eq!(tool_of_eight(Fault::Refuses), ["lti.kit.locked_out"]);
    assert_eq!(platform_of_eight(Fault::Refuses), ["lti.kit.locked_out"]);
}

#[test]
fn store_without_bound_is_caught() {
    assert_eq!(tool_of_eight(Fault::Hoards), ["lti.kit.capacity"]);
    assert_eq!(platform_of_eight(Fault::Hoards), ["lti.kit.capacity"]);
}

#[test]
fn store_with_less_room_than_it_says_is_caught() {
    let small = async || MemoryTool::with_capacity(8);
    let report = block_on(kit::logins_of_capacity(9, small));
    assert_caught(&codes(&report), "lti.kit.forgot");
    let refusing = async || Broken::new(Fault::Refuses);
    let report = block_on(kit::logins_of_capacity(9, refusing));
    assert_caught(&codes(&report), "lti.kit.capacity");
}

#[test]
fn store_with_more_room_than_it_says_is_caught() {
    let large = async || MemoryTool::with_capacity(9);
    let report = block_on(kit::logins_of_capacity(8, large));
    assert_eq!(codes(&report), ["lti.kit.capacity"]);
}

#[test]
fn one_session_has_its_room_in_memory() {
    let report = block_on(kit::messages_of_capacity(
        MemoryPlatform::PER_SESSION,
        async || MemoryPlatform::new(),
    ));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn store_that_never_has_room_again_is_caught() {
    let clogged = async || Broken::new(Fault::StaysFull);
    let report = block_on(kit::logins_of_capacity(40, clogged));
    assert_caught(&codes(&report), "lti.kit.stays_full");
}

#[test]
fn every_finding_is_an_error() {
    let report = block_on(kit::logins(async || Broken::new(Fault::GivesTwice)));
    assert!(!report.is_valid());
    assert_eq!(report.errors(), report.findings().len());
}
