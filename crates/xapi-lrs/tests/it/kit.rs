//! The kit finds nothing in the store of this crate, and every fault in broken ones.

use pollster::block_on;
use xapi_lrs::{MemoryRecords, kit};

#[test]
fn memory_keeps_every_promise() {
    let report = block_on(kit::records(async || MemoryRecords::new()));
    assert!(report.is_empty(), "{report}");
}
