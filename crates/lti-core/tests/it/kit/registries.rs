//! The kit finds nothing in stores of registrations and tools that hold, and every fault in
//! broken ones.

use lti_core::{MemoryPlatform, MemoryTool, kit};
use pollster::block_on;

use super::faulty::{Fault, Faulty, tenants};
use super::{assert_caught, codes};

fn registrations(fault: Fault) -> Vec<&'static str> {
    let make = async || Faulty::<MemoryTool>::new(fault);
    let mut report = block_on(kit::registrations(make));
    report.append(block_on(kit::registrations_of_tenants(
        tenants::<MemoryTool>(fault),
    )));
    codes(&report)
}

fn tools(fault: Fault) -> Vec<&'static str> {
    let make = async || Faulty::<MemoryPlatform>::new(fault);
    let mut report = block_on(kit::tools(make));
    let two = tenants::<MemoryPlatform>(fault);
    report.append(block_on(kit::tools_of_tenants(two)));
    codes(&report)
}

#[test]
fn memory_keeps_registrations_and_tools_as_promised() {
    let report = block_on(kit::registrations(async || MemoryTool::new()));
    assert!(report.is_empty(), "{report}");
    let report = block_on(kit::tools(async || MemoryPlatform::new()));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn test_stores_are_broken_by_their_faults_alone() {
    assert!(registrations(Fault::None).is_empty());
    assert!(tools(Fault::None).is_empty());
}

#[test]
fn store_that_looks_for_a_client_at_any_issuer_is_caught() {
    assert_caught(&registrations(Fault::IgnoresIssuer), "lti.kit.changed");
    assert_caught(&registrations(Fault::IgnoresIssuer), "lti.kit.invented");
}

#[test]
fn store_that_guesses_among_several_clients_is_caught() {
    assert_eq!(registrations(Fault::Guesses), ["lti.kit.crossed"]);
}

#[test]
fn store_that_ignores_case_is_caught() {
    assert_eq!(registrations(Fault::IgnoresCase), ["lti.kit.invented"]);
    assert_caught(&tools(Fault::IgnoresCase), "lti.kit.invented");
}

#[test]
fn store_that_overwrites_a_newer_change_is_caught() {
    assert_caught(&registrations(Fault::Overwrites), "lti.kit.overwritten");
    assert_caught(&tools(Fault::Overwrites), "lti.kit.overwritten");
    assert_caught(&tools(Fault::Overwrites), "lti.kit.raced");
}

#[test]
fn store_that_compares_and_then_writes_is_caught_by_the_race_alone() {
    assert_eq!(registrations(Fault::LooksFirst), ["lti.kit.raced"]);
    assert_eq!(tools(Fault::LooksFirst), ["lti.kit.raced"]);
}

#[test]
fn store_that_loses_deployments_with_a_change_is_caught() {
    assert_caught(&registrations(Fault::DropsDeployments), "lti.kit.lost");
}

#[test]
fn store_that_knows_every_deployment_is_caught() {
    assert_caught(&registrations(Fault::KnowsAll), "lti.kit.crossed");
}

#[test]
fn store_that_keeps_what_was_removed_is_caught() {
    assert_caught(&registrations(Fault::KeepsRemoved), "lti.kit.expired");
    assert_caught(&tools(Fault::KeepsRemoved), "lti.kit.expired");
}

#[test]
fn store_that_repeats_pages_is_caught() {
    assert_eq!(registrations(Fault::RepeatsPages), ["lti.kit.pages"]);
    assert_eq!(tools(Fault::RepeatsPages), ["lti.kit.pages"]);
}

#[test]
fn store_that_mixes_tenants_is_caught() {
    assert_caught(&registrations(Fault::MixesTenants), "lti.kit.crossed");
    assert_caught(&tools(Fault::MixesTenants), "lti.kit.crossed");
}
