//! The kit finds nothing in gradebooks that hold, and every fault in broken ones.

use lti_core::ags::{Gradable, MemoryGradebook};
use lti_core::kit;
use pollster::block_on;

fn memory() -> MemoryGradebook {
    MemoryGradebook::new(Gradable::Enrolled)
}

#[test]
fn memory_keeps_grades_as_promised() {
    let report = block_on(kit::gradebook(async || memory()));
    assert!(report.is_empty(), "{report}");
    let report = block_on(kit::gradebook_of_tenants((memory(), memory())));
    assert!(report.is_empty(), "{report}");
}
