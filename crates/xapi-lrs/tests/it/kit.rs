//! The kit finds nothing in the store of this crate, and every fault in broken ones.

mod faulty;

use faulty::{Fault, Faulty};
use pollster::block_on;
use xapi_lrs::{MemoryRecords, kit};

/// Codes of what was found, each once, in order of the alphabet.
fn found(fault: Fault) -> Vec<&'static str> {
    let report = block_on(kit::records(async || Faulty::new(fault)));
    let mut codes: Vec<_> = report.findings().iter().map(|found| found.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[track_caller]
fn assert_caught(fault: Fault, code: &str) {
    let codes = found(fault);
    assert!(codes.contains(&code), "{codes:?}");
}

#[test]
fn memory_keeps_every_promise() {
    let report = block_on(kit::records(async || MemoryRecords::new()));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn test_store_is_broken_by_its_faults_alone() {
    assert_eq!(found(Fault::None), [""; 0]);
}

#[test]
fn store_that_fails_is_caught() {
    assert_caught(Fault::Fails, "xapi.kit.failed");
}

#[test]
fn store_that_loses_statements_is_caught() {
    assert_caught(Fault::Loses, "xapi.kit.lost");
}

#[test]
fn store_that_writes_statements_anew_is_caught() {
    assert_caught(Fault::Rewrites, "xapi.kit.changed");
}

#[test]
fn store_that_gives_another_statement_for_an_unknown_id_is_caught() {
    assert_caught(Fault::Invents, "xapi.kit.invented");
}

#[test]
fn store_that_keeps_a_part_of_a_refused_batch_is_caught() {
    assert_caught(Fault::KeepsPart, "xapi.kit.partial");
    assert_eq!(found(Fault::KeepsAttachments), ["xapi.kit.partial"]);
}

#[test]
fn store_that_takes_a_second_statement_of_an_id_is_caught() {
    assert_caught(Fault::TakesSecond, "xapi.kit.conflict");
    assert_eq!(found(Fault::NamesFirst), ["xapi.kit.conflict"]);
}

#[test]
fn store_that_refuses_what_is_sent_again_is_caught() {
    assert_caught(Fault::RefusesRepetition, "xapi.kit.repeated");
}

#[test]
fn store_that_learns_from_what_is_sent_again_is_caught() {
    assert_eq!(found(Fault::LearnsAgain), ["xapi.kit.repeated"]);
}

#[test]
fn store_that_lists_in_another_order_is_caught() {
    assert_caught(Fault::IgnoresOrder, "xapi.kit.order");
}

#[test]
fn store_whose_clock_is_slow_is_caught() {
    assert_caught(Fault::StoresEarly, "xapi.kit.stored");
}

#[test]
fn store_whose_pollers_miss_what_comes_at_the_same_time_is_caught() {
    let codes = ["xapi.kit.consistent", "xapi.kit.stored"];
    assert_eq!(found(Fault::SharesTime), codes);
}

#[test]
fn store_that_promises_too_much_of_its_answers_is_caught() {
    assert_eq!(found(Fault::TellsFuture), ["xapi.kit.consistent"]);
}

#[test]
fn store_whose_answers_are_never_complete_is_caught() {
    assert_eq!(found(Fault::StandsStill), ["xapi.kit.consistent"]);
}

#[test]
fn store_that_voids_too_little_or_too_much_is_caught() {
    for fault in [Fault::NeverVoids, Fault::VoidsBackwards, Fault::VoidsAll] {
        assert_caught(fault, "xapi.kit.voided");
    }
}

#[test]
fn store_that_does_not_look_through_targets_is_caught() {
    assert_caught(Fault::IgnoresTargets, "xapi.kit.references");
    assert_caught(Fault::KnowsEarlierTargets, "xapi.kit.references");
}

#[test]
fn store_that_finds_each_key_on_another_statement_is_caught() {
    assert_eq!(found(Fault::MixesSources), ["xapi.kit.references"]);
}

#[test]
fn store_that_ignores_keys_is_caught() {
    assert_caught(Fault::OneKey, "xapi.kit.filter");
    assert_caught(Fault::AnyKey, "xapi.kit.filter");
}

#[test]
fn store_that_ignores_access_is_caught() {
    assert_eq!(found(Fault::IgnoresAccess), ["xapi.kit.access"]);
    assert_eq!(found(Fault::OpensSingle), ["xapi.kit.access"]);
}

#[test]
fn store_that_leaves_out_the_unseen_after_it_has_counted_is_caught() {
    assert_eq!(found(Fault::CutsFirst), ["xapi.kit.access"]);
}

#[test]
fn store_that_takes_the_bounds_of_time_otherwise_is_caught() {
    assert_eq!(found(Fault::SinceInclusive), ["xapi.kit.time"]);
    assert_eq!(found(Fault::UntilExclusive), ["xapi.kit.time"]);
}

#[test]
fn store_that_repeats_or_ends_pages_is_caught() {
    assert_caught(Fault::NoMore, "xapi.kit.pages");
    assert_caught(Fault::RepeatsPages, "xapi.kit.pages");
    assert_caught(Fault::RepeatsLast, "xapi.kit.pages");
}

#[test]
fn store_that_cuts_attachments_is_caught() {
    assert_eq!(found(Fault::CutsData), ["xapi.kit.attachments"]);
}

#[test]
fn store_that_knows_the_last_definition_alone_is_caught() {
    assert_caught(Fault::Overwrites, "xapi.kit.definitions");
}

#[test]
fn store_that_shuffles_or_forgets_names_is_caught() {
    assert_eq!(found(Fault::ShufflesNames), ["xapi.kit.names"]);
    assert_caught(Fault::ForgetsNames, "xapi.kit.names");
}

#[test]
fn store_that_keeps_another_document_is_caught() {
    assert_caught(Fault::DropsType, "xapi.kit.documents");
}

#[test]
fn store_that_changes_documents_against_the_demand_is_caught() {
    assert_caught(Fault::IgnoresPrecondition, "xapi.kit.refused");
    assert_eq!(found(Fault::OneReason), ["xapi.kit.refused"]);
}

#[test]
fn store_that_lists_other_documents_is_caught() {
    assert_eq!(found(Fault::Unsorted), ["xapi.kit.document_ids"]);
    assert_eq!(found(Fault::IgnoresSince), ["xapi.kit.document_ids"]);
}

#[test]
fn store_that_mixes_registrations_is_caught() {
    assert_caught(Fault::IgnoresRegistration, "xapi.kit.places");
    assert_eq!(found(Fault::RemovesAll), ["xapi.kit.places"]);
}

#[test]
fn store_whose_followers_miss_or_repeat_statements_is_caught() {
    assert_caught(Fault::SkipsVoided, "xapi.kit.followers");
    assert_eq!(found(Fault::GoesBack), ["xapi.kit.followers"]);
}

#[test]
fn store_that_mixes_tenants_is_caught() {
    assert_caught(Fault::MixesTenants, "xapi.kit.crossed");
}

#[test]
fn store_that_looks_and_then_writes_is_caught_by_the_race() {
    assert_eq!(found(Fault::LooksFirst), ["xapi.kit.raced"]);
    assert_caught(Fault::ReadsFirst, "xapi.kit.raced");
}
