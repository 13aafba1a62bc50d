//! Resources that the platform launches with LTI.

use edu_json::json_object;
use edu_types::Timestamp;

use super::{ItemFrame, ItemPicture, ItemWindow, NewLineItem};
use crate::{Custom, WebAddress};

json_object! {
    /// A resource of the tool's that the platform will launch with LTI.
    ///
    /// The platform gives it a resource link id of its own; what the tool must know again goes
    /// into `custom`.
    ///
    /// Spec: Deep Linking 2.0, §3.2.
    pub struct ResourceLinkItem {
        constant {
            item_type: "ltiResourceLink" => "type",
        }
        informative {
            /// Where its launches go; the tool's own launch address where it is absent, which
            /// Blackboard refuses. Check before use.
            url: WebAddress = "url",
            /// Shown to people; Canvas makes one up where it is absent.
            title: String = "title",
            /// Shown to people beside the title.
            text: String = "text",
            /// A small picture.
            icon: ItemPicture = "icon",
            /// A picture of the content.
            thumbnail: ItemPicture = "thumbnail",
            /// How it is shown in a window of its own.
            window: ItemWindow = "window",
            /// How it is shown in a frame.
            frame: ItemFrame = "iframe",
            /// Parameters of its launches.
            custom: Custom = "custom",
            /// The column of the gradebook to make with it.
            line_item: NewLineItem = "lineItem",
            /// When people may open it.
            available: Period = "available",
            /// When people may submit.
            submission: Period = "submission",
        }
    }
}

json_object! {
    /// A time from one moment to another, either of which may be open.
    ///
    /// Spec: Deep Linking 2.0, §3.2.
    pub struct Period {
        informative {
            /// When it begins.
            start: Timestamp = "startDateTime",
            /// When it ends.
            end: Timestamp = "endDateTime",
        }
    }
}
