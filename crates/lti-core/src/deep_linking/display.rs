//! How an item is shown.

use edu_json::json_object;

use crate::{Pixels, WebAddress};

json_object! {
    /// A small picture that stands for an item: an icon or a thumbnail.
    ///
    /// Spec: Deep Linking 2.0, §3.
    pub struct ItemPicture {
        required {
            /// Where it is; check before use.
            url: WebAddress = "url",
        }
        informative {
            /// Width in CSS pixels.
            width: Pixels = "width",
            /// Height in CSS pixels.
            height: Pixels = "height",
        }
    }
}

json_object! {
    /// The window of its own that an item opens in.
    ///
    /// Spec: Deep Linking 2.0, §3.
    pub struct ItemWindow {
        informative {
            /// Name of the window, so that several items open in one.
            target_name: String = "targetName",
            /// Width in CSS pixels.
            width: Pixels = "width",
            /// Height in CSS pixels.
            height: Pixels = "height",
            /// What else the window has, as the method `open` of browsers takes it.
            features: String = "windowFeatures",
        }
    }
}

json_object! {
    /// The frame inside the platform's page that an item is shown in.
    ///
    /// Spec: Deep Linking 2.0, §3.
    pub struct ItemFrame {
        informative {
            /// What the frame shows, where that is not the item's own address; items of type
            /// `link` always say it. Check before use.
            src: WebAddress = "src",
            /// Width in CSS pixels.
            width: Pixels = "width",
            /// Height in CSS pixels.
            height: Pixels = "height",
        }
    }
}
