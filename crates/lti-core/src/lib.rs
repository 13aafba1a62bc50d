//! LTI 1.3 for tools and platforms: launches, deep linking, grades, rosters, registration; strict
//! validation, no I/O.
//!
//! A launch is a chain of values, one type a step; each arrow is one function, and none can be
//! left out. The crate touches nothing else: the host hands in what happened and carries out
//! what comes back.
//!
//! | role | goes in | comes out |
//! |---|---|---|
//! | tool | login initiation: [`LoginInitiation`] | where the browser goes, a cookie, and a [`PendingLogin`] to keep: [`begin_login`] |
//! | tool | posted message: [`LaunchPost`], with the browser's cookies | [`VerifiedLaunch`], or a [`LaunchError`] |
//! | platform | what to launch, for whom: [`LaunchRequest`] | where the browser goes, and a [`PendingMessage`] to keep: [`begin_message`] |
//! | platform | a tool's request: [`AuthorizationRequest`], with the host's session | [`SignedMessage`], or a [`RefusedRequest`] for the tool, or a [`PlatformError`] for nobody |
//!
//! [`LtiTool`] and [`LtiPlatform`] walk these chains over HTTP requests. The host provides:
//!
//! - **a store**: [`ToolBackend`] or [`PlatformBackend`], few operations in parts that can be
//!   joined, each atomic; [`MemoryTool`] and [`MemoryPlatform`] for one process. Check your own
//!   with `kit`;
//! - **the time and randomness of each call**: an [`edu_http::Moment`]. Entropy must be
//!   cryptographic, and fresh for every call;
//! - **signatures**: an [`edu_jose::Verify`] for tools, an [`edu_jose::Sign`] for platforms;
//! - **keys of platforms**: [`PlatformKeys`] fetches them; nothing here does;
//! - **sessions of its own**: a launch says who came in, not who stays.
//!
//! # A launch, step by step
//!
//! ```
//! use edu_http::{Entropy, Form, FormLimits, encode_pairs};
//! use edu_jose::{Algorithm, Jwk, KeySet, sign_compact};
//! use edu_jose_aws_lc::AwsLcSigner;
//! use edu_jose_ring::Ring;
//! use edu_json::ToJson as _;
//! use edu_types::{HttpUrl, Timestamp};
//! use http::{HeaderMap, header::COOKIE};
//! use lti_core::{
//!     Audience, Claims, ClientId, Deployment, DeploymentId, Issuer, LaunchError, LaunchPost,
//!     LoginInitiation, MessageType, Nonce, NumericDate, PendingLogin, Registration,
//!     ResourceLink, ResourceLinkId, Role, Roles, Subject, Taken, ToolSettings, VerifiedLaunch,
//!     Version, begin_login,
//! };
//!
//! // What was agreed when the tool was registered at the platform.
//! let (issuer, client) = (Issuer::new("https://lms.example")?, ClientId::new("tool-1")?);
//! let registration = Registration::new(
//!     issuer.clone(),
//!     client.clone(),
//!     HttpUrl::parse("https://lms.example/lti/authorize")?,
//!     HttpUrl::parse("https://tool.example/launch")?,
//! )?;
//! let platform_key = AwsLcSigner::generate(Algorithm::Rs256)?;
//! let keys = KeySet::from_keys([Jwk::of_signer(&platform_key)]);
//! let settings = ToolSettings::new();
//! let now = Timestamp::from_unix_seconds(1_700_000_000); // the host's clock
//! let mut entropy = Entropy::new([7; Entropy::BYTES]); // fresh bytes of the operating system
//!
//! // 1. The browser brings a login initiation; the tool answers with a redirect and a cookie.
//! let query = b"iss=https%3A%2F%2Flms.example&client_id=tool-1&login_hint=ada\
//!               &target_link_uri=https%3A%2F%2Ftool.example%2Flaunch";
//! let initiation = LoginInitiation::from_form(&Form::parse(query, &FormLimits::DEFAULT)?)?;
//! let login = begin_login(&initiation, &registration, &settings, &mut entropy, &now)?;
//! assert!(login.redirect.starts_with("https://lms.example/lti/authorize?scope=openid&"));
//!
//! // 2. The platform signs a message with the nonce of that redirect.
//! let (_, asked) = login.redirect.split_once('?').ok_or("no query")?;
//! let asked = Form::parse(asked.as_bytes(), &FormLimits::DEFAULT)?;
//! let mut claims = Claims::new(
//!     issuer,
//!     Audience::one(client),
//!     NumericDate::new(now.unix_seconds() + 300).ok_or("no date")?,
//!     NumericDate::new(now.unix_seconds()).ok_or("no date")?,
//!     Nonce::new(asked.get("nonce").ok_or("no nonce")?)?,
//!     MessageType::ResourceLinkRequest,
//!     Version::V1_3_0,
//!     DeploymentId::new("course-7")?,
//! );
//! claims.subject = Some(Subject::new("person-1")?);
//! claims.roles = Some(Roles::from(vec![Role::parse(
//!     "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner",
//! )]));
//! claims.resource_link = Some(ResourceLink::new(ResourceLinkId::new("link-1")?));
//! claims.target_link_uri = Some("https://tool.example/launch".into());
//! let token = sign_compact(Some("JWT"), claims.to_json_string().as_bytes(), &platform_key)?;
//!
//! // 3. The browser posts it, with the cookie. The store gives the login out once.
//! let state = asked.get("state").ok_or("no state")?;
//! let body = encode_pairs([("state", state), ("id_token", &token)]);
//! let mut headers = HeaderMap::new();
//! headers.insert(COOKIE, login.cookie.to_header_value()?);
//! let finish = |taken: Taken<PendingLogin>| -> Result<VerifiedLaunch, LaunchError> {
//!     let form = Form::parse(body.as_bytes(), &FormLimits::DEFAULT).unwrap();
//!     let LaunchPost::Message(message) = LaunchPost::from_form(&form)? else { panic!("an error") };
//!     message
//!         .in_browser(&headers)?
//!         .with_login(taken, &now)?
//!         .check(&registration, &keys, &Ring, &settings, &now)?
//!         .with_deployment(Deployment::Known)
//! };
//! let launch = finish(Taken::Fresh(login.pending))?;
//! assert_eq!(launch.subject().map(Subject::as_str), Some("person-1"));
//! assert!(!launch.roles().is_context_instructor());
//!
//! // 4. The same post again: the store says the login was taken, and the launch is refused.
//! let error = finish(Taken::AlreadyUsed).unwrap_err();
//! assert_eq!(error.code(), "lti.state.used");
//! assert!(error.is_retryable());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Spans
//!
//! With feature `tracing`, each call of a service has a span of target `lti_core` and level INFO:
//!
//! | span | call | `outcome` |
//! |---|---|---|
//! | `lti.tool.login` | [`LtiTool::login`] | `begun`, `refused` |
//! | `lti.tool.launch` | [`LtiTool::launch`], [`LtiTool::finish`] | `launched`, `asked` (the browser, for its proof in the platform's storage), `refused` |
//! | `lti.platform.start` | [`LtiPlatform::start`], [`LtiPlatform::begin`], [`DeepLinking::begin`] | `begun`, `refused` |
//! | `lti.platform.authorize` | [`LtiPlatform::authorize`] | `signed`, `told` (the tool, of a refusal), `refused` |
//! | `lti.platform.selection` | [`DeepLinking::selected`] | `selected`, `cancelled` (the person chose nothing), `refused` |
//! | `lti.platform.keys` | a request for the key set | `sent`, `refused` |
//! | `lti.platform.token` | a request for an access token, [`TokenService::answer`] | `given`, `refused` |
//! | `lti.registration.call` | a request about a tool's registration | `answered`, `refused` |
//! | `lti.platform.ags` | a request for line items, scores or results | `answered`, `refused`; `operation` says which |
//! | `lti.nrps.members` | a request for the members of a context | `listed`, `refused` |
//!
//! `issuer` and `client_id` are those of a registration, or of a login begun for one, out of the
//! store, or the platform's own issuer; what a request claims to be is never recorded. `message` is the type of the message,
//! where a standard knows it, else `other`; `binding` is `cookie` or `platform_storage`. A refusal
//! has its `code`, those of a tool its `fault` as well, and an event of level INFO, or WARN where
//! the host's own store, key or settings are why. Nothing else is recorded: no token, nonce,
//! state, hint, cookie, person, session, or address but the issuer.
//!
//! The time that a call takes is the life of its span, which the subscriber measures: no clock is
//! read here. A call that the host breaks off has no outcome. The subscriber is the host's choice;
//! without one a span costs next to nothing.
//!
//! # Modules
//!
//! | module | holds |
//! |---|---|
//! | [`claims`], [`claim`] | what a launch says, and the names of its members |
//! | [`role`], [`context_type`], [`message_type`], [`presentation`], [`scope`] | the vocabularies, open for values of vendors |
//! | [`deep_linking`] | content that a person chooses in a tool, both ends |
//! | [`variables`] | values of the launch in custom parameters |
//! | [`platform`] | the platform's side, step by step |
//! | [`token`] | access tokens for the platform's services, both ends |
//! | [`dynamic_registration`] | tools and platforms that agree by themselves |
//! | [`ags`] | columns, scores and results of a gradebook: Assignment and Grade Services |
//! | [`nrps`] | who belongs to a context: Names and Role Provisioning Services |
//! | [`quirks`] | profiles for the platforms that deviate |
//! | [`rules`], [`platform::rules`] | every rule that can be broken, with code and clause |
//! | `kit` | with feature `kit`: checks of your own store |
//! | [`manual`] | the attacks on launches and services, and how they fail here |
//!
//! The tool's side has no module of its own; its types stand below in the order of a launch:
//! [`LoginInitiation`], [`LoginStarted`], [`PendingLogin`]; [`LaunchPost`],
//! [`UnverifiedLaunch`], [`BoundLaunch`], [`TakenLaunch`], [`SignedLaunch`],
//! [`VerifiedLaunch`]. [`Inspection`] judges a token by itself, for people who look into a
//! launch, and lets nobody in.

pub mod ags;
mod audience;
pub mod claim;
pub mod claims;
pub mod context_type;
pub mod deep_linking;
pub mod dynamic_registration;
mod error;
mod fields;
mod headline;
mod id;
#[cfg(feature = "kit")]
pub mod kit;
pub mod manual;
pub mod message_type;
pub mod nrps;
mod numeric_date;
mod oidc_error;
mod once;
mod page;
pub mod platform;
pub mod presentation;
pub mod quirks;
pub mod role;
pub mod rules;
pub mod scope;
mod service_context;
mod store;
mod times;
pub mod token;
mod tool;
mod trace;
pub mod variables;
mod vocabulary;
mod web_address;

pub use ags::AgsClaim;
pub use audience::Audience;
pub use claims::{
    Claims, CommaList, Context, Custom, Flag, ForUser, LaunchPresentation, Lis, Lti1p1, Pixels,
    ResourceLink, ToolPlatform, Version,
};
pub use context_type::ContextType;
pub use deep_linking::{
    ContentItem, DeepLinking, DeepLinkingRequest, DeepLinkingResponse, DeepLinkingSettings,
    ItemType, SelectionOutcome, Selections, VerifiedSelection,
};
pub use edu_http::BackendError;
pub use error::{Fault, LaunchError};
pub use id::{
    ClientId, ContextId, DeploymentId, Issuer, LoginHint, MessageHint, Nonce, ResourceLinkId,
    State, StorageTarget, Subject,
};
pub use message_type::MessageType;
pub use nrps::NrpsClaim;
pub use numeric_date::NumericDate;
pub use oidc_error::{OidcError, OidcErrorCode};
pub use platform::{
    AuthorizationRequest, CheckedRequest, LaunchMessage, LaunchRequest, LtiPlatform,
    MemoryPlatform, MessageStarted, Messages, OutgoingLogin, PendingMessage, Person,
    PlatformBackend, PlatformError, PlatformParts, PlatformSettings, Privacy, RefusedRequest,
    RegisteredRequest, SignedMessage, TakenRequest, ToolKeys, ToolRegistration, ToolStore, Tools,
    begin_message,
};
pub use presentation::DocumentTarget;
pub use role::{Role, Roles};
pub use service_context::ServiceContext;
pub use store::{Found, Put, Taken, TakenFor};
pub use token::{
    AssertionError, AssertionUse, Assertions, ClientAssertion, MemoryAssertions, NoToolKeys,
    PlatformTokens, TokenBackend, TokenParts, TokenRefused, TokenService, TokenSettings,
};
pub use tool::{
    Binding, BoundLaunch, Deployment, Inspected, Inspection, LaunchOutcome, LaunchPost,
    LoginInitiation, LoginPage, LoginService, LoginStarted, Logins, LtiTool, MemoryTool, Message,
    PendingLogin, PlatformKeys, Registration, RegistrationError, RegistrationId, RegistrationStore,
    Registrations, SettingsError, SignedLaunch, StorageQuestion, StorageWrite, TakenLaunch,
    ToolBackend, ToolParts, ToolSettings, UnverifiedLaunch, VerifiedLaunch, begin_login,
    login_cookie_name,
};
pub use variables::Variables;
pub use web_address::WebAddress;
pub(crate) use web_address::parse_address;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
