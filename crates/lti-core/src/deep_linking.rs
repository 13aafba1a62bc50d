//! Content that a person chooses in a tool for their platform to keep: Deep Linking 2.0.

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
pub use line_item::{NewLineItem, SubmissionReview};
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
