//! Names and Role Provisioning Services 2.0: who belongs to a context.
//!
//! A launch names one person; this service names all of them. A tool asks with [`GetMembers`] at
//! the address of the launch's [`NrpsClaim`] and reads [`MembershipPage`]s; a platform answers
//! with an [`NrpsService`] over its [`Rosters`]. What a tool learns of each member follows its
//! registration's [`Privacy`](crate::Privacy), by the same rule as in a launch.
//!
//! | file | holds |
//! |---|---|
//! | `container`, `member`, `message` | [`MembershipContainer`], [`Member`], [`MemberMessage`]: what stands on the wire |
//! | `endpoint`, `page`, `filter` | [`GetMembers`], [`MembershipPage`], [`RoleFilter`]: one call |
//! | `rosters`, `memory` | [`Rosters`], [`RosterStore`], [`MemoryRosters`]: what the host provides |
//! | `service` | [`NrpsService`]: the platform's side |
//! | [`rules`] | every rule that can be broken, with code and clause |

mod claim;
mod container;
mod endpoint;
mod error;
mod filter;
mod member;
mod memory;
mod message;
mod page;
mod rosters;
pub mod rules;
mod service;

pub use claim::NrpsClaim;
pub use container::MembershipContainer;
pub use endpoint::GetMembers;
pub use error::NrpsError;
pub use filter::RoleFilter;
pub use member::{GroupEnrollment, Member, MemberStatus};
pub use memory::MemoryRosters;
pub use message::{BasicOutcome, MemberMessage};
pub use page::MembershipPage;
pub use rosters::{REMOVED_KEPT, RosterQuery, RosterStore, Rosters};
pub use service::NrpsService;
