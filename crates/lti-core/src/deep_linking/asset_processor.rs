//! Processors of what learners submit.

use edu_json::json_object;

use super::{ItemFrame, ItemPicture, ItemWindow};
use crate::{Custom, Flag, WebAddress};

json_object! {
    /// Something of the tool's that works on what learners submit to an activity, such as a
    /// check for copied text.
    ///
    /// Spec: Asset Processor 1.0; its draft, where `released` and `indicator` are concerned.
    pub struct AssetProcessorItem {
        constant {
            item_type: "ltiAssetProcessor" => "type",
        }
        informative {
            /// Where its settings are launched; the tool's own launch address where it is
            /// absent. Check before use.
            url: WebAddress = "url",
            /// Shown to people.
            title: String = "title",
            /// Shown to people beside the title.
            text: String = "text",
            /// A small picture.
            icon: ItemPicture = "icon",
            /// A picture of the content.
            thumbnail: ItemPicture = "thumbnail",
            /// How its settings are shown in a window of their own.
            window: ItemWindow = "window",
            /// How its settings are shown in a frame.
            frame: ItemFrame = "iframe",
            /// Parameters of its launches and notices.
            custom: Custom = "custom",
            /// How people look at its reports.
            report: ReportLaunch = "report",
        }
    }
}

json_object! {
    /// How the tool shows a report of an asset processor.
    ///
    /// Spec: Asset Processor 1.0.
    pub struct ReportLaunch {
        informative {
            /// What is launched, where that is not the processor's own address; check before
            /// use.
            url: WebAddress = "url",
            /// Parameters of the launch.
            custom: Custom = "custom",
            /// Whether learners may see reports.
            released: Flag = "released",
            /// Whether the platform shows an indicator beside each submission.
            indicator: Flag = "indicator",
        }
    }
}
