//! The platform's side of a launch.
//!
//! ```text
//! host ──LaunchRequest──▶ begin_message ─▶ PendingMessage + the tool's login address
//! tool ──request────────▶ AuthorizationRequest ─▶ RegisteredRequest ─▶ CheckedRequest ─▶ TakenRequest ─▶ SignedMessage
//!                         query or form           tool, redirect       parameters        message taken   token and page
//! ```
//!
//! Each arrow is one function and each step a type, so that no check can be left out. Until the
//! redirect URI is known to be the tool's, a refusal stays here ([`PlatformError`]); from then
//! on it is posted to the tool ([`RefusedRequest`]). [`LtiPlatform`] walks the arrows over a
//! [`PlatformBackend`].

mod answer;
mod backend;
mod begin;
mod error;
mod keys;
mod launch;
mod memory;
mod message;
mod page;
mod pending;
mod person;
mod privacy;
mod refused;
mod registration;
mod registry;
mod request;
pub mod rules;
mod self_registered;
mod service;
mod settings;
mod storage;
mod stored;

pub(crate) use answer::Named;
pub use answer::{SignedMessage, TakenRequest};
pub use backend::{Messages, PlatformBackend, PlatformParts, Tools};
pub(crate) use begin::begin_over;
pub use begin::{MessageStarted, OutgoingLogin, begin_message};
pub use error::PlatformError;
pub use keys::ToolKeys;
pub(crate) use keys::keys_of_tool;
pub use launch::LaunchRequest;
pub use memory::MemoryPlatform;
pub use message::LaunchMessage;
pub(crate) use page::{not_taken, refused};
pub use pending::PendingMessage;
pub(crate) use pending::{is_user, user_digest};
pub use person::Person;
pub use privacy::Privacy;
pub use refused::RefusedRequest;
pub use registration::ToolRegistration;
pub use registry::ToolStore;
pub use request::{AuthorizationRequest, CheckedRequest, RegisteredRequest};
pub use service::LtiPlatform;
pub use settings::PlatformSettings;
pub use storage::{STORAGE_SCRIPT, storage_script_digest};
