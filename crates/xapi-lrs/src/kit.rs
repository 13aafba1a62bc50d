//! Checks of your own store: does it keep every promise of [`RecordStore`]?
//!
//! The whole service stands on these promises: a batch is stored wholly or not at all, whoever asks
//! sees what they may and nothing else, and what follows the statements misses none. Run this kit in the
//! tests of your store; every broken promise is an error of the report.
//!
//! ```
//! use xapi_lrs::{MemoryRecords, kit};
//!
//! # pollster::block_on(async {
//! let report = kit::records(async || MemoryRecords::new()).await;
//! assert!(report.is_valid(), "{report}");
//! # });
//! ```
//!
//! | code | the store |
//! |---|---|
//! | `xapi.kit.failed` | did not do what it must, and said so |
//! | `xapi.kit.lost` | does not give out a statement that was stored |
//! | `xapi.kit.changed` | gives out a statement in other words than it was stored in |
//! | `xapi.kit.invented` | gives out what was never stored, or as what it is not |
//! | `xapi.kit.partial` | kept a part of a batch that it refused |
//! | `xapi.kit.conflict` | takes in a second statement of one id, or names another place than its own |
//! | `xapi.kit.repeated` | refuses a statement that is sent again, or lets it change what is there |
//! | `xapi.kit.order` | lists statements in another order than that of their storing |
//! | `xapi.kit.stored` | sets a time of storing before the present, or before that of an earlier statement, or one that was seen before |
//! | `xapi.kit.consistent` | stores a statement no later than the time up to which it said that an answer is complete, or never says so of what it has |
//! | `xapi.kit.voided` | takes a statement as voided that is not, or not as voided that is |
//! | `xapi.kit.references` | finds others by what a statement's target has than those that target it |
//! | `xapi.kit.filter` | finds other statements than those that have all that was asked for |
//! | `xapi.kit.access` | gives out a statement that the caller may not see, or withholds one that it may |
//! | `xapi.kit.time` | finds other statements than those of the time asked for |
//! | `xapi.kit.pages` | leaves out or repeats statements of a list read page by page, or gives out more or fewer than asked for |
//! | `xapi.kit.attachments` | gives out other data than an attachment had |
//! | `xapi.kit.definitions` | knows other things of an activity than were said of it, one after the other |
//! | `xapi.kit.names` | knows other names of an agent than were given, or in changing order, or too many |
//! | `xapi.kit.documents` | keeps another document than the last change left |
//! | `xapi.kit.refused` | changes a document although it must not, or refuses a change for another reason than there is |
//! | `xapi.kit.document_ids` | lists other documents than are there, or were changed since, or in another order |
//! | `xapi.kit.places` | mixes documents of several agents, activities or registrations, or removes those of others |
//! | `xapi.kit.followers` | leaves out, repeats or disorders statements for those that follow them |
//! | `xapi.kit.crossed` | gives what belongs to one tenant to another, or changes it |
//! | `xapi.kit.raced` | breaks a promise where several write at the same time |
//!
//! The kit's clock stands in the year 2100, so that a store which looks at its own clock as well must
//! take the kit's. What the kit cannot see is more than one process: a store on more than one machine must
//! keep its promises between them as it does here; and it cannot see a loss of power.

mod batches;
mod documents;
mod followers;
mod judge;
mod knowledge;
mod material;
mod queries;
mod races;
mod references;
mod room;
pub mod rules;
mod tenants;
mod times;
mod voiding;

use edu_types::Report;

use crate::RecordStore;
use judge::Judge;

/// The time at which the kit begins, in seconds since 1970: the year 2100.
pub const NOW: i64 = 4_102_444_800;

/// Checks how a store keeps records; `make` is called for each group of checks and gives a store that
/// is empty. Fewer than a thousand statements are put into it, of several tenants.
pub async fn records<B: RecordStore>(make: impl AsyncFn() -> B) -> Report {
    let mut judge = Judge::new();
    batches::check(&mut judge, &make().await).await;
    times::check(&mut judge, &make().await).await;
    voiding::check(&mut judge, &make().await).await;
    references::check(&mut judge, &make().await).await;
    queries::check(&mut judge, &make().await).await;
    knowledge::check(&mut judge, &make().await).await;
    documents::check(&mut judge, &make().await).await;
    followers::check(&mut judge, &make().await).await;
    tenants::check(&mut judge, &make().await).await;
    races::check(&mut judge, &make().await).await;
    judge.into_report()
}
