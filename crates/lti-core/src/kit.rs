//! Checks of your own stores: is each login and message given out once, does nothing cross from
//! one registration or tenant to another?
//!
//! The whole launch stands on what [`Logins`], [`Messages`], [`Selections`],
//! [`RegistrationStore`], [`ToolStore`] and [`Assertions`] promise: what is kept can be taken once, whatever happens at the same time; a
//! look-up finds exactly what was asked for. Run this kit in the tests of your stores; every
//! broken promise is an error of the report.
//!
//! ```
//! use lti_core::ags::{Gradable, MemoryGradebook};
//! use lti_core::nrps::MemoryRosters;
//! use lti_core::{MemoryAssertions, MemoryPlatform, MemoryTool, kit};
//!
//! # pollster::block_on(async {
//! for report in [
//!     kit::logins(async || MemoryTool::new()).await,
//!     kit::registrations(async || MemoryTool::new()).await,
//!     kit::messages(async || MemoryPlatform::new()).await,
//!     kit::selections(async || MemoryPlatform::new()).await,
//!     kit::tools(async || MemoryPlatform::new()).await,
//!     kit::assertions(async || MemoryAssertions::new()).await,
//!     kit::gradebook(async || MemoryGradebook::new(Gradable::Enrolled)).await,
//!     kit::rosters(async || MemoryRosters::new()).await,
//! ] {
//!     assert!(report.is_valid(), "{report}");
//! }
//! # });
//! ```
//!
//! Where several tenants share a database, run [`logins_of_tenants`] and its like as well.
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
//! | `lti.kit.crossed` | gave what belongs to one registration or tenant to another |
//! | `lti.kit.differences` | tells other changes of a roster than were made |
//! | `lti.kit.pages` | leaves out, repeats or disorders entries of a list read page by page |
//! | `lti.kit.session` | gave a message or request to another session than its own |
//! | `lti.kit.burned` | let another session spend one |
//! | `lti.kit.capacity` | keeps more waiting values than it says, or fewer |
//! | `lti.kit.locked_out` | refused a value because others wait: a flood of it locks everybody out |
//! | `lti.kit.forgot` | forgot another waiting value than the oldest to make room |
//! | `lti.kit.stays_full` | has no room although everything in it has expired |
//!
//! Of a gradebook, beside these:
//!
//! | code | the store |
//! |---|---|
//! | `lti.kit.filter` | finds other line items than those that fit |
//! | `lti.kit.moved` | lets a tool move a column to another placement |
//! | `lti.kit.kept` | lets a tool remove a column that the host keeps |
//! | `lti.kit.order` | keeps another score of a person than the latest |
//! | `lti.kit.repeat` | does not take a score that is sent again as the same |
//! | `lti.kit.ungradable` | takes a score for a person, or in a column, that gets none |
//! | `lti.kit.scale` | makes other points of a score than it comes to |
//!
//! What the kit cannot see is more than one process: a store on more than one machine must be
//! as atomic between them as it is here.

mod assertions;
mod capacity;
mod gradebook;
mod invitations;
mod judge;
mod logins;
mod messages;
mod once;
mod registrations;
mod rosters;
pub mod rules;
mod selections;
mod sessions;
mod tools;

use edu_types::Report;

use crate::ags::CourseGradebook;
use crate::dynamic_registration::Invitations;
use crate::nrps::RosterStore;
use crate::{Assertions, Logins, Messages, RegistrationStore, Selections, ToolStore};
use judge::Judge;
use sessions::OfOneSession;

/// The issuer of every login of the kit, for stores that keep logins beside their registration.
pub const ISSUER: &str = "https://kit.example";

/// The client of every login and message of the kit.
pub const CLIENT: &str = "kit";

/// The time at which the kit begins, in seconds since 1970.
pub const NOW: i64 = 1_714_550_400;

/// Checks how a tool's store keeps logins; `make` is called for each check and gives an empty
/// store with room for two logins or more.
pub async fn logins<B: Logins>(make: impl AsyncFn() -> B) -> Report {
    let mut judge = Judge::new();
    once::check(&mut judge, async || logins::Logins(make().await)).await;
    let ended = logins::check_looks(&mut judge, &make().await).await;
    judge.end(ended);
    judge.into_report()
}

/// Like [`logins`], for a store that keeps `capacity` waiting logins of one registration
/// at most, and remembers as many used ones: checks also that one more pushes out the oldest and
/// nothing else. Keeps three times that many, so make a small one.
pub async fn logins_of_capacity<B: Logins>(capacity: usize, make: impl AsyncFn() -> B) -> Report {
    let mut report = logins(&make).await;
    let mut judge = Judge::new();
    capacity::check(&mut judge, capacity, async || logins::Logins(make().await)).await;
    report.append(judge.into_report());
    report
}

/// Checks that two tenants whose logins are in one database have nothing in common.
pub async fn logins_of_tenants<B: Logins>(stores: (B, B)) -> Report {
    let mut judge = Judge::new();
    let ended = logins::check_tenants(&mut judge, stores).await;
    judge.end(ended);
    judge.into_report()
}

/// Checks how a platform's store keeps messages; `make` is called for each check and gives an
/// empty store with room for two messages or more.
pub async fn messages<B: Messages>(make: impl AsyncFn() -> B) -> Report {
    let mut judge = Judge::new();
    let store = async || messages::Messages(make().await);
    once::check(&mut judge, async || OfOneSession(store().await)).await;
    sessions::check_sessions(&mut judge, store).await;
    judge.into_report()
}

/// Like [`messages`], for a store that keeps `capacity` waiting messages of one session
/// at most, and remembers as many used ones: checks also that one more pushes out the oldest and
/// nothing else. Keeps three times that many, so make a small one.
pub async fn messages_of_capacity<B: Messages>(
    capacity: usize,
    make: impl AsyncFn() -> B,
) -> Report {
    let mut report = messages(&make).await;
    let mut judge = Judge::new();
    let store = async || OfOneSession(messages::Messages(make().await));
    capacity::check(&mut judge, capacity, store).await;
    report.append(judge.into_report());
    report
}

/// Checks that two tenants whose messages are in one database have nothing in common.
pub async fn messages_of_tenants<B: Messages>((one, other): (B, B)) -> Report {
    let mut judge = Judge::new();
    let stores = (messages::Messages(one), messages::Messages(other));
    let ended = sessions::check_tenants(&mut judge, stores).await;
    judge.end(ended);
    judge.into_report()
}

/// Checks how a platform's store keeps requests for content; `make` is called for each check and
/// gives an empty store with room for two requests or more.
pub async fn selections<B: Selections>(make: impl AsyncFn() -> B) -> Report {
    let mut judge = Judge::new();
    let store = async || selections::Selections(make().await);
    once::check(&mut judge, async || OfOneSession(store().await)).await;
    sessions::check_sessions(&mut judge, store).await;
    judge.into_report()
}

/// Like [`selections`], for a store that keeps `capacity` waiting requests of one session at
/// most, and remembers as many used ones; see [`messages_of_capacity`].
pub async fn selections_of_capacity<B: Selections>(
    capacity: usize,
    make: impl AsyncFn() -> B,
) -> Report {
    let mut report = selections(&make).await;
    let mut judge = Judge::new();
    let store = async || OfOneSession(selections::Selections(make().await));
    capacity::check(&mut judge, capacity, store).await;
    report.append(judge.into_report());
    report
}

/// Checks that two tenants whose requests for content are in one database have nothing in common.
pub async fn selections_of_tenants<B: Selections>((one, other): (B, B)) -> Report {
    let mut judge = Judge::new();
    let stores = (selections::Selections(one), selections::Selections(other));
    let ended = sessions::check_tenants(&mut judge, stores).await;
    judge.end(ended);
    judge.into_report()
}

/// Checks how a tool's store keeps registrations and deployments; `make` is called for each
/// check and gives an empty store.
pub async fn registrations<B: RegistrationStore>(make: impl AsyncFn() -> B) -> Report {
    let mut judge = Judge::new();
    registrations::check(&mut judge, make).await;
    judge.into_report()
}

/// Checks that two tenants whose registrations are in one database have nothing in common.
pub async fn registrations_of_tenants<B: RegistrationStore>(stores: (B, B)) -> Report {
    let mut judge = Judge::new();
    let ended = registrations::check_tenants(&mut judge, stores).await;
    judge.end(ended);
    judge.into_report()
}

/// Checks how a platform's store keeps tools; `make` is called for each check and gives an empty
/// store.
pub async fn tools<B: ToolStore>(make: impl AsyncFn() -> B) -> Report {
    let mut judge = Judge::new();
    tools::check(&mut judge, make).await;
    judge.into_report()
}

/// Checks that two tenants whose tools are in one database have nothing in common.
pub async fn tools_of_tenants<B: ToolStore>(stores: (B, B)) -> Report {
    let mut judge = Judge::new();
    let ended = tools::check_tenants(&mut judge, stores).await;
    judge.end(ended);
    judge.into_report()
}

/// Checks how a token endpoint's store keeps used assertions; `make` is called for each check and
/// gives an empty store with room for ten assertions or more.
pub async fn assertions<A: Assertions>(make: impl AsyncFn() -> A) -> Report {
    let mut judge = Judge::new();
    assertions::check(&mut judge, make).await;
    judge.into_report()
}

/// Like [`assertions`], for a store that keeps `capacity` assertions of one client at most: checks
/// also that one more is refused and nothing is forgotten for it.
pub async fn assertions_of_capacity<A: Assertions>(
    capacity: usize,
    make: impl AsyncFn() -> A,
) -> Report {
    let mut report = assertions(&make).await;
    let mut judge = Judge::new();
    let ended = assertions::check_capacity(&mut judge, &make().await, capacity).await;
    judge.end(ended);
    report.append(judge.into_report());
    report
}

/// Checks that two tenants whose assertions are in one database have nothing in common.
pub async fn assertions_of_tenants<A: Assertions>(stores: (A, A)) -> Report {
    let mut judge = Judge::new();
    let ended = assertions::check_tenants(&mut judge, stores).await;
    judge.end(ended);
    judge.into_report()
}

/// Checks how a platform's store keeps columns, scores and enrolments; `make` is called for each
/// check and gives an empty store that takes scores of enrolled persons alone
/// ([`Gradable::Enrolled`](crate::ags::Gradable::Enrolled)). One of the checks sends a thousand
/// scores, many at once.
pub async fn gradebook<B: CourseGradebook>(make: impl AsyncFn() -> B) -> Report {
    let mut judge = Judge::new();
    gradebook::check(&mut judge, make).await;
    judge.into_report()
}

/// Checks that two tenants whose gradebooks are in one database have nothing in common.
pub async fn gradebook_of_tenants<B: CourseGradebook>(stores: (B, B)) -> Report {
    let mut judge = Judge::new();
    let ended = gradebook::check_tenants(&mut judge, stores).await;
    judge.end(ended);
    judge.into_report()
}

/// Checks how a platform's store keeps who belongs to its contexts; `make` is called for each
/// check and gives an empty store with room for 32 entries or more.
pub async fn rosters<B: RosterStore>(make: impl AsyncFn() -> B) -> Report {
    let mut judge = Judge::new();
    rosters::check(&mut judge, make).await;
    judge.into_report()
}

/// Checks that two tenants whose rosters are in one database have nothing in common.
pub async fn rosters_of_tenants<B: RosterStore>(stores: (B, B)) -> Report {
    let mut judge = Judge::new();
    let ended = rosters::check_tenants(&mut judge, stores).await;
    judge.end(ended);
    judge.into_report()
}

/// Checks how a platform's store keeps invitations; `make` is called for each check and gives an
/// empty store with room for two invitations or more.
pub async fn invitations<B: Invitations>(make: impl AsyncFn() -> B) -> Report {
    let mut judge = Judge::new();
    once::check(&mut judge, async || invitations::Waiting(make().await)).await;
    judge.into_report()
}

/// Like [`invitations`], for a store that keeps `capacity` waiting invitations at most, and
/// remembers as many taken ones: checks also that one more pushes out the oldest and nothing else.
/// Keeps three times that many, so make a small one.
pub async fn invitations_of_capacity<B: Invitations>(
    capacity: usize,
    make: impl AsyncFn() -> B,
) -> Report {
    let mut report = invitations(&make).await;
    let mut judge = Judge::new();
    let store = async || invitations::Waiting(make().await);
    capacity::check(&mut judge, capacity, store).await;
    report.append(judge.into_report());
    report
}

/// Checks that two tenants whose invitations are in one database have nothing in common.
pub async fn invitations_of_tenants<B: Invitations>(stores: (B, B)) -> Report {
    let mut judge = Judge::new();
    let ended = invitations::check_tenants(&mut judge, stores).await;
    judge.end(ended);
    judge.into_report()
}
