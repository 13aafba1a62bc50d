//! The kit finds nothing in gradebooks that hold, and every fault in broken ones.

mod spoilt;

use std::sync::Arc;

use lti_core::ags::{Gradable, MemoryGradebook};
use lti_core::kit;
use pollster::block_on;

use super::{assert_caught, codes};
use spoilt::{Fault, Spoilt};

fn memory() -> MemoryGradebook {
    MemoryGradebook::new(Gradable::Enrolled)
}

fn found(fault: Fault) -> Vec<&'static str> {
    codes(&block_on(kit::gradebook(async || Spoilt::new(fault))))
}

#[test]
fn memory_keeps_grades_as_promised() {
    let report = block_on(kit::gradebook(async || memory()));
    assert!(report.is_empty(), "{report}");
    let report = block_on(kit::gradebook_of_tenants((memory(), memory())));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn test_gradebook_is_broken_by_its_faults_alone() {
    assert!(found(Fault::None).is_empty());
}

#[test]
fn gradebook_that_shares_between_tools_installations_or_contexts_is_caught() {
    assert_caught(&found(Fault::SharesTools), "lti.kit.crossed");
    assert_caught(&found(Fault::SharesDeployments), "lti.kit.crossed");
    assert_caught(&found(Fault::SharesContexts), "lti.kit.crossed");
    assert_caught(&found(Fault::JoinsIds), "lti.kit.crossed");
}

#[test]
fn gradebook_that_grades_persons_of_another_context_is_caught() {
    assert_eq!(found(Fault::SharesEnrolment), ["lti.kit.crossed"]);
}

#[test]
fn gradebook_that_takes_any_placement_is_caught() {
    assert_eq!(found(Fault::TakesAnyLink), ["lti.kit.crossed"]);
}

#[test]
fn gradebook_that_knows_every_context_is_caught() {
    assert_eq!(found(Fault::OpensItself), ["lti.kit.invented"]);
}

#[test]
fn gradebook_that_compares_names_loosely_is_caught() {
    assert_caught(&found(Fault::IgnoresCase), "lti.kit.invented");
}

#[test]
fn gradebook_that_ignores_filters_is_caught() {
    assert_eq!(found(Fault::IgnoresFilter), ["lti.kit.filter"]);
}

#[test]
fn gradebook_that_loses_or_edits_line_items_is_caught() {
    assert_caught(&found(Fault::Loses), "lti.kit.lost");
    assert_eq!(found(Fault::Edits), ["lti.kit.changed"]);
}

#[test]
fn gradebook_that_moves_line_items_is_caught() {
    assert_caught(&found(Fault::Moves), "lti.kit.moved");
}

#[test]
fn gradebook_that_removes_what_its_host_keeps_is_caught() {
    assert_caught(&found(Fault::RemovesKept), "lti.kit.kept");
}

#[test]
fn gradebook_that_keeps_scores_of_a_removed_column_is_caught() {
    assert_eq!(found(Fault::KeepsScores), ["lti.kit.expired"]);
}

#[test]
fn gradebook_where_the_last_to_arrive_wins_is_caught() {
    assert_caught(&found(Fault::LastArrived), "lti.kit.order");
    assert_caught(&found(Fault::LastArrived), "lti.kit.raced");
}

#[test]
fn gradebook_that_compares_times_as_texts_or_seconds_is_caught() {
    assert_eq!(found(Fault::ComparesTexts), ["lti.kit.order"]);
    assert_caught(&found(Fault::WholeSeconds), "lti.kit.order");
}

#[test]
fn gradebook_that_refuses_a_score_sent_again_is_caught() {
    assert_caught(&found(Fault::RefusesAgain), "lti.kit.repeat");
}

#[test]
fn gradebook_that_looks_and_then_writes_is_caught_by_the_race_alone() {
    assert_eq!(found(Fault::LooksFirst), ["lti.kit.raced"]);
}

#[test]
fn gradebook_that_grades_strangers_or_closed_columns_is_caught() {
    assert_caught(&found(Fault::GradesAnyone), "lti.kit.ungradable");
    assert_caught(&found(Fault::GradesClosed), "lti.kit.ungradable");
}

#[test]
fn gradebook_that_makes_other_points_is_caught() {
    assert_eq!(found(Fault::NeverScales), ["lti.kit.scale"]);
    assert_eq!(found(Fault::NeverClears), ["lti.kit.scale"]);
}

#[test]
fn gradebook_that_repeats_pages_is_caught() {
    assert_eq!(found(Fault::RepeatsPages), ["lti.kit.pages"]);
}

#[test]
fn gradebook_that_fails_is_at_fault() {
    assert_eq!(found(Fault::Fails), ["lti.kit.failed"]);
}

#[test]
fn gradebooks_that_mix_tenants_are_caught() {
    let shared = Arc::new(memory());
    let mixed = block_on(kit::gradebook_of_tenants((Arc::clone(&shared), shared)));
    assert_caught(&codes(&mixed), "lti.kit.crossed");
}
