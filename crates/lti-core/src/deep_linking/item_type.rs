//! Which kinds of content a person can choose.

use edu_json::json_open_enum;
use edu_types::open_enum;

open_enum! {
    /// The kind of a content item.
    ///
    /// Vendors name kinds of their own by an absolute URI.
    ///
    /// Spec: Deep Linking 2.0, §3; Asset Processor 1.0.
    pub enum ItemType {
        /// A page anywhere.
        Link = "link",
        /// A resource that the platform launches with LTI.
        ResourceLink = "ltiResourceLink",
        /// A file that the platform fetches.
        File = "file",
        /// A fragment of HTML.
        Html = "html",
        /// A picture.
        Image = "image",
        /// Something that works on what learners submit.
        AssetProcessor = "ltiAssetProcessor",
    }
}

json_open_enum!(ItemType);
