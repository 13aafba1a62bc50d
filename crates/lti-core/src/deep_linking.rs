//! Content that a person chooses in a tool for their platform to keep: Deep Linking 2.0.
//!
//! ```text
//! platform ──DeepLinking::begin──▶ launch of type LtiDeepLinkingRequest ──▶ tool
//! tool     ── VerifiedLaunch ─▶ DeepLinkingRequest ─▶ DeepLinkingResponse ─▶ SignedResponse ──▶ platform
//!                               kept while choosing    items, checked         page with a form
//! platform ── PostedResponse ─▶ RegisteredResponse ─▶ SignedSelection ─▶ VerifiedSelection ──▶ host
//!             form              tool                  signature, claims  request taken, items checked
//! ```
//!
//! # The platform's side
//!
//! A request is begun with [`DeepLinking`] in place of [`LtiPlatform`](crate::LtiPlatform), whose
//! `/authorize` then answers the tool as for any message. The answer is posted to an address of
//! the host's, whose handler calls [`DeepLinking::selected`]; that walks the arrows above.
//!
//! ```
//! use std::sync::Arc;
//!
//! use edu_http::{Body, Caller, Entropy, Moment, SessionId, encode_pairs};
//! use edu_jose::{KeyId, KeySet};
//! use edu_jose_ring::Ring;
//! use edu_types::{HttpUrl, Secret, Timestamp};
//! use http::{Request, header::CONTENT_TYPE};
//! use lti_core::deep_linking::SelectionPolicy;
//! use lti_core::{
//!     BackendError, ClientId, ContentItem, DeepLinking, DeploymentId, DocumentTarget, Issuer,
//!     ItemType, LaunchMessage, LaunchRequest, MemoryPlatform, Person, PlatformSettings, Roles,
//!     SelectionOutcome, Subject, ToolKeys, ToolRegistration,
//! };
//!
//! /// Where keys come from; `edu-reqwest` fetches them.
//! struct NoKeys;
//!
//! impl ToolKeys for NoKeys {
//!     async fn tool_key_set(
//!         &self,
//!         _: &ToolRegistration,
//!         _: Option<&KeyId>,
//!         _: &Timestamp,
//!     ) -> Result<Arc<KeySet>, BackendError> {
//!         Err(BackendError::failed("no keys are fetched here"))
//!     }
//! }
//!
//! # pollster::block_on(async {
//! let (client, deployment) = (ClientId::new("tool-1")?, DeploymentId::new("course-7")?);
//! let login = HttpUrl::parse("https://tool.example/login")?;
//! let launch = HttpUrl::parse("https://tool.example/launch")?;
//! let memory = Arc::new(MemoryPlatform::new());
//! let tool = ToolRegistration::new(client.clone(), login, launch.clone())?;
//! memory.register(tool.with_deployment(deployment.clone()));
//! let platform = PlatformSettings::new(Issuer::new("https://lms.example")?)?;
//! let policy = SelectionPolicy::new(platform, HttpUrl::parse("https://lms.example/chosen")?);
//! let asking = DeepLinking::new(Arc::clone(&memory), memory, NoKeys, Ring, policy);
//!
//! // A teacher adds content to the third section of a course.
//! let teacher = Caller::anonymous().with_session(SessionId::new("session-1")?);
//! let mut settings = asking.settings([ItemType::ResourceLink], [DocumentTarget::Iframe]);
//! settings.data = Some(Secret::new("section 3".to_owned())); // stays here
//! let person = Person::new(Subject::new("person-1")?, Roles::none());
//! let message = LaunchMessage::deep_linking(settings);
//! let request = LaunchRequest::new(client, deployment, launch, person, message);
//! let now = Timestamp::from_unix_seconds(1_700_000_000); // the host's clock
//! let moment = Moment::new(now.clone(), Entropy::new([7; Entropy::BYTES])); // fresh bytes
//! let login = asking.begin(&teacher, request, moment).await?;
//! assert!(login.redirect().starts_with("https://tool.example/login?"));
//!
//! // In the handler of https://lms.example/chosen:
//! let posted = Request::post("/chosen")
//!     .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
//!     .body(Body::from(encode_pairs([("JWT", "forged")])))?;
//! match asking.selected(&teacher, &now, posted).await {
//!     SelectionOutcome::Selected(selection) => {
//!         let section = selection.data().map(str::to_owned); // "section 3"
//!         for item in selection.into_items() {
//!             if let ContentItem::ResourceLink(link) = item {
//!                 println!("to {section:?}: {:?}", link.title);
//!             }
//!         }
//!     }
//!     SelectionOutcome::Refused(page, error) => {
//!         assert_eq!(error.code(), "jose.segments");
//!         assert_eq!(page.status(), 400);
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # }).unwrap();
//! ```
//!
//! # The tool's side
//!
//! ```
//! use edu_http::{Body, Entropy};
//! use edu_jose::Sign;
//! use edu_types::Timestamp;
//! use lti_core::deep_linking::{DeepLinkingError, ResourceLinkItem};
//! use lti_core::{BackendError, DeepLinkingRequest, DeepLinkingResponse, VerifiedLaunch};
//!
//! /// Text for the server, beside the tool's own session of the person.
//! fn begin_choosing(launch: &VerifiedLaunch) -> Result<String, DeepLinkingError> {
//!     Ok(DeepLinkingRequest::from_launch(launch)?.to_stored())
//! }
//!
//! /// The page that takes the choice to the platform, some pages later.
//! fn chosen(
//!     stored: &str,
//!     quiz: &str,
//!     key: &impl Sign,
//!     now: &Timestamp,
//!     entropy: &mut Entropy,
//! ) -> Result<http::Response<Body>, Box<dyn std::error::Error>> {
//!     let request = DeepLinkingRequest::from_stored(stored)?;
//!     let mut link = ResourceLinkItem::new();
//!     link.url = Some(format!("https://tool.example/quiz/{quiz}").into());
//!     link.title = Some("Week 1".to_owned());
//!     // Refused here is what the platform would refuse: a type it does not take, a second item.
//!     let response = DeepLinkingResponse::new(&request, [link.into()], now)?;
//!     Ok(response.sign(key, now, entropy)?.page().into_response())
//! }
//!
//! let damaged = DeepLinkingRequest::from_stored("{}").unwrap_err();
//! assert!(matches!(damaged, BackendError::Failed { .. }));
//! ```
//!
//! Spec: LTI Deep Linking 2.0.

mod answer;
mod asset_processor;
mod claims;
mod display;
mod error;
mod file;
mod html;
mod item;
mod item_type;
mod line_item;
mod link;
mod offer;
mod pending;
mod policy;
mod request;
mod resource_link;
mod response;
pub mod rules;
mod selections;
mod service;
mod settings;
mod verified;

pub use answer::{PostedResponse, RegisteredResponse, SignedSelection};
pub use asset_processor::{AssetProcessorItem, ReportLaunch};
pub use claims::ResponseClaims;
pub use display::{ItemFrame, ItemPicture, ItemWindow};
pub use error::DeepLinkingError;
pub use file::FileItem;
pub use html::{Embed, HtmlItem, UntrustedHtml};
pub use item::{ContentItem, OtherItem};
pub use item_type::ItemType;
pub use line_item::NewLineItem;
pub use link::{ImageItem, LinkItem};
#[cfg(feature = "kit")]
pub(crate) use offer::Offer;
pub use pending::{PendingSelection, SelectionData};
pub use policy::SelectionPolicy;
pub use request::DeepLinkingRequest;
pub use resource_link::{Period, ResourceLinkItem};
pub use response::{DeepLinkingResponse, SignedResponse};
pub use selections::Selections;
pub use service::{DeepLinking, SelectionOutcome};
pub use settings::{DeepLinkingSettings, MediaTypes};
pub use verified::VerifiedSelection;
