//! LTI 1.3 launch for tools and platforms: typed claims, strict validation, no I/O.

mod audience;
pub mod claim;
pub mod claims;
pub mod context_type;
mod error;
mod id;
#[cfg(feature = "kit")]
pub mod kit;
pub mod manual;
pub mod message_type;
mod numeric_date;
mod oidc_error;
mod once;
mod page;
pub mod platform;
pub mod presentation;
pub mod role;
pub mod rules;
pub mod scope;
mod tool;
mod vocabulary;

pub use audience::Audience;
pub use claims::{
    Claims, Context, Custom, DeepLinkingSettings, ForUser, LaunchPresentation, Lis, Pixels,
    ResourceLink, ToolPlatform, Version,
};
pub use context_type::ContextType;
pub use error::{Fault, LaunchError};
pub use id::{
    ClientId, ContextId, DeploymentId, Issuer, LoginHint, MessageHint, Nonce, ResourceLinkId,
    State, Subject,
};
pub use message_type::MessageType;
pub use numeric_date::NumericDate;
pub use oidc_error::{OidcError, OidcErrorCode};
pub use platform::{
    AuthorizationRequest, CheckedRequest, LaunchMessage, LaunchRequest, LtiPlatform,
    MemoryPlatform, MessageStarted, OutgoingLogin, PendingMessage, Person, PlatformBackend,
    PlatformError, PlatformSettings, Privacy, RefusedRequest, RegisteredRequest, SignedMessage,
    TakenMessage, TakenRequest, ToolRegistration, begin_message,
};
pub use presentation::DocumentTarget;
pub use role::{Role, Roles};
pub use tool::{
    BackendError, BoundLaunch, Deployment, Found, Inspected, Inspection, LaunchOutcome, LaunchPost,
    LoginInitiation, LoginService, LoginStarted, LtiTool, MemoryTool, Message, PendingLogin,
    Registration, RegistrationError, SettingsError, SignedLaunch, Taken, TakenLaunch, ToolBackend,
    ToolSettings, UnverifiedLaunch, VerifiedLaunch, begin_login, login_cookie_name,
};
