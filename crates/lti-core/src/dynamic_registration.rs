//! Dynamic Registration 1.0: a tool and a platform agree by themselves.
//!
//! ```text
//! platform ──invitation──▶ tool: RegistrationInitiation ─▶ OfferedRegistration ─▶ AskedRegistration ─▶ FinishedRegistration
//!                          query or form                  configuration read      request sent        answer read
//! ```
//!
//! Each arrow of the tool is one function, and each step a type. Nothing is fetched here: the host
//! carries out the two requests, guarded against addresses inside its own network. The platform's
//! side is a service, [`RegistrationService`], which registers whoever brings a one-time
//! [`Invitation`], and fetches nothing at all.
//!
//! | file | holds |
//! |---|---|
//! | `platform_configuration`, `tool_configuration`, `refused` | what stands on the wire |
//! | `metadata`, `initiation`, `offered`, `error` | the tool's side |
//! | `invitation`, `memory`, `check`, `service` | the platform's side |
//! | [`rules`] | every rule that can be broken, with code and clause |

mod check;
mod document;
mod error;
mod initiation;
mod invitation;
mod memory;
mod metadata;
mod offer;
mod offered;
mod platform_configuration;
mod refusal;
mod refused;
pub mod rules;
mod service;
mod tool_configuration;

pub use error::DynamicRegistrationError;
pub use initiation::RegistrationInitiation;
pub use invitation::{Invitation, InvitationToken, Invitations};
pub use memory::MemoryInvitations;
pub use metadata::ToolMetadata;
pub use offer::RegistrationOffer;
pub use offered::{AskedRegistration, FinishedRegistration, OfferedRegistration};
pub use platform_configuration::{
    LtiPlatformConfiguration, PlatformConfiguration, SupportedMessage,
};
pub use refusal::RefusedRegistration;
pub use refused::{RegistrationErrorCode, RegistrationRefused};
pub use service::RegistrationService;
pub use tool_configuration::{GrantType, LtiToolConfiguration, ToolConfiguration, ToolMessage};

/// What is read of a configuration or registration: 64 KiB, more than any real one has.
const LIMITS: edu_types::Limits = edu_types::Limits::DEFAULT
    .with_bytes(64 * 1024)
    .with_nodes(8192);
