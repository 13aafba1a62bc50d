//! Links to pages, and pictures.

use edu_json::json_object;

use super::{Embed, ItemFrame, ItemPicture, ItemWindow};
use crate::{Pixels, WebAddress};

json_object! {
    /// A link to a page anywhere, which is not launched.
    ///
    /// Spec: Deep Linking 2.0, §3.1.
    pub struct LinkItem {
        constant {
            item_type: "link" => "type",
        }
        required {
            /// Where the page is; check before use.
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
            /// How it is shown as a part of a page.
            embed: Embed = "embed",
            /// How it is shown in a window of its own.
            window: ItemWindow = "window",
            /// How it is shown in a frame.
            frame: ItemFrame = "iframe",
        }
    }
}

json_object! {
    /// A picture that the platform shows from where it is.
    ///
    /// Spec: Deep Linking 2.0, §3.5.
    pub struct ImageItem {
        constant {
            item_type: "image" => "type",
        }
        required {
            /// Where the picture is; check before use.
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
            /// Width in CSS pixels.
            width: Pixels = "width",
            /// Height in CSS pixels.
            height: Pixels = "height",
        }
    }
}
