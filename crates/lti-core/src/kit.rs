//! Checks of your own store: does it give each login and each message out once?
//!
//! The whole launch stands on one promise of [`ToolBackend`] and [`PlatformBackend`]: what is
//! kept can be taken once, whatever happens at the same time. Run this kit in the tests of your
//! store; every broken promise is an error of the report.
//!
//! ```
//! use lti_core::{MemoryPlatform, MemoryTool, kit};
//!
//! # pollster::block_on(async {
//! let report = kit::tool_backend(async || MemoryTool::new()).await;
//! assert!(report.is_valid(), "{report}");
//!
//! let report = kit::platform_backend(async || MemoryPlatform::new()).await;
//! assert!(report.is_valid(), "{report}");
//! # });
//! ```
//!
//! | code | the store |
//! |---|---|
//! | `lti.kit.failed` | did not do what it must, and said so |
//! | `lti.kit.lost` | did not give out what was kept |
//! | `lti.kit.changed` | gave out another value than was kept |
//! | `lti.kit.twice` | gave one value out twice |
//! | `lti.kit.raced` | gave one value to two that took it at the same time, or to nobody |
//! | `lti.kit.use_forgotten` | forgot, before the expiry, that a value was taken |
//! | `lti.kit.invented` | gave out, or remembers, what was never kept |
//! | `lti.kit.expired` | gave out, or remembers as waiting, what is void |
//! | `lti.kit.overwritten` | took a second value under a key in use |
//! | `lti.kit.session` | gave a message to another session than its own |
//! | `lti.kit.burned` | let another session spend a message |
//! | `lti.kit.capacity` | keeps more waiting values than it says, or fewer |
//! | `lti.kit.locked_out` | refused a value because others wait: a flood of it locks everybody out |
//! | `lti.kit.forgot` | forgot another waiting value than the oldest to make room |
//! | `lti.kit.stays_full` | has no room although everything in it has expired |
//!
//! What the kit cannot see is more than one process: a store on more than one machine must be
//! as atomic between them as it is here.

mod both;
mod capacity;
mod judge;
mod logins;
mod messages;
mod once;
pub mod rules;

use edu_types::Report;

use crate::{PlatformBackend, ToolBackend};
use judge::Judge;
use logins::Logins;
use messages::Messages;

/// The issuer of every login of the kit, for stores that keep logins beside their registration.
pub const ISSUER: &str = "https://kit.example";

/// The client of every login and message of the kit.
pub const CLIENT: &str = "kit";

/// The time at which the kit begins, in seconds since 1970.
pub const NOW: i64 = 1_714_550_400;

/// Checks how a tool's store keeps logins; `make` is called for each check and gives an empty
/// store with room for two logins or more.
pub async fn tool_backend<B: ToolBackend>(make: impl AsyncFn() -> B) -> Report {
    let mut judge = Judge::new();
    once::check(&mut judge, async || Logins(make().await)).await;
    judge.into_report()
}

/// Like [`tool_backend`], for a store that keeps `capacity` waiting logins of one registration
/// at most, and remembers as many used ones: checks also that one more pushes out the oldest and
/// nothing else. Keeps three times that many, so make a small one.
pub async fn tool_backend_of_capacity<B: ToolBackend>(
    capacity: usize,
    make: impl AsyncFn() -> B,
) -> Report {
    let mut report = tool_backend(&make).await;
    let mut judge = Judge::new();
    capacity::check(&mut judge, capacity, async || Logins(make().await)).await;
    report.append(judge.into_report());
    report
}

/// Checks how a platform's store keeps messages; `make` is called for each check and gives an
/// empty store with room for two messages or more.
pub async fn platform_backend<B: PlatformBackend>(make: impl AsyncFn() -> B) -> Report {
    let mut judge = Judge::new();
    once::check(&mut judge, async || Messages(make().await)).await;
    messages::check_sessions(&mut judge, async || Messages(make().await)).await;
    judge.into_report()
}

/// Like [`platform_backend`], for a store that keeps `capacity` waiting messages of one session
/// at most, and remembers as many used ones: checks also that one more pushes out the oldest and
/// nothing else. Keeps three times that many, so make a small one.
pub async fn platform_backend_of_capacity<B: PlatformBackend>(
    capacity: usize,
    make: impl AsyncFn() -> B,
) -> Report {
    let mut report = platform_backend(&make).await;
    let mut judge = Judge::new();
    capacity::check(&mut judge, capacity, async || Messages(make().await)).await;
    report.append(judge.into_report());
    report
}
