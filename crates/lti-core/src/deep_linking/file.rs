//! Files that the platform fetches.

use edu_json::json_object;
use edu_types::Timestamp;

use super::ItemPicture;
use crate::WebAddress;

json_object! {
    /// A file that the platform fetches and keeps.
    ///
    /// Whoever fetches it follows an address that a tool chose: never to a host inside the
    /// network, never without a limit on its size.
    ///
    /// Spec: Deep Linking 2.0, §3.3.
    pub struct FileItem {
        constant {
            item_type: "file" => "type",
        }
        required {
            /// Where the file is; check before use.
            url: WebAddress = "url",
        }
        informative {
            /// Shown to people.
            title: String = "title",
            /// Shown to people beside the title.
            text: String = "text",
            /// A small picture.
            icon: ItemPicture = "icon",
            /// A picture of the content.
            thumbnail: ItemPicture = "thumbnail",
            /// What kind of file it is.
            media_type: String = "mediaType",
            /// From this time on it can no longer be fetched.
            expires: Timestamp = "expiresAt",
        }
    }
}
