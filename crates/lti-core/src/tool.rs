//! The tool's side of a launch.
//!
//! ```text
//! platform ──initiation──▶ LoginInitiation ─▶ begin_login ─▶ redirect + cookie + PendingLogin
//! platform ──post────────▶ LaunchPost ─▶ BoundLaunch ─▶ TakenLaunch ─▶ SignedLaunch ─▶ VerifiedLaunch
//!                          form          this browser   login taken    token holds    deployment known
//! ```
//!
//! Each arrow is one function and each step a type, so that no check can be left out.
//! [`LtiTool`] walks the arrows over a [`ToolBackend`]. [`Inspection`] judges a token by itself,
//! for people who look into a launch; it ends nowhere near a [`VerifiedLaunch`].

mod backend;
mod bound;
mod check;
mod deployment;
mod initiation;
mod inspection;
mod login;
mod memory;
mod message;
mod pending;
mod post;
mod registration;
mod registry;
mod service;
mod settings;
mod storage;
mod stored;
mod verified;

pub use backend::{Logins, PlatformKeys, Registrations, ToolBackend, ToolParts};
pub use bound::{BoundLaunch, TakenLaunch};
pub(crate) use check::CLAIM_LIMITS;
pub use check::SignedLaunch;
pub use deployment::Deployment;
pub use initiation::LoginInitiation;
pub use inspection::{Inspected, Inspection};
pub use login::{LoginStarted, begin_login, login_cookie_name};
pub use memory::MemoryTool;
pub(crate) use memory::{locked, page};
pub use pending::PendingLogin;
pub use post::{LaunchPost, UnverifiedLaunch};
pub use registration::{Registration, RegistrationError};
pub(crate) use registration::{check as check_address, check_issuer};
pub(crate) use registry::ATTEMPTS;
pub use registry::{RegistrationId, RegistrationStore};
pub use service::{LaunchOutcome, LoginService, LtiTool};
pub use settings::{LoginPage, SettingsError, ToolSettings};
pub use storage::{Binding, StorageQuestion, StorageWrite};
pub use verified::{Message, VerifiedLaunch};
