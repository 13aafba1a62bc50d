//! Where a platform shows a tool.

use edu_types::open_enum;

open_enum! {
    /// The kind of place in which a tool or chosen content is shown.
    ///
    /// A launch names one of `frame`, `iframe` and `window`; the others are seen from platforms
    /// and come from older standards.
    ///
    /// Spec: LTI 1.3 Core, §5.4.4; Deep Linking 2.0, §4.4.
    pub enum DocumentTarget {
        /// In a frame inside the platform's page.
        Iframe = "iframe",
        /// In the frame of a frame set.
        Frame = "frame",
        /// In a window of its own.
        Window = "window",
        /// As a part of the page, without a frame.
        Embed = "embed",
        /// In a small window above the page.
        Popup = "popup",
        /// In a tab of its own.
        Tab = "tab",
        /// In a layer above the page.
        Overlay = "overlay",
        /// Nowhere: the content is kept but not shown.
        None = "none",
    }
}

impl DocumentTarget {
    /// Whether the standard allows a launch to name this target.
    pub const fn is_launch_target(&self) -> bool {
        matches!(self, Self::Iframe | Self::Frame | Self::Window)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_comes_back_as_it_went() {
        assert_eq!(DocumentTarget::KNOWN.len(), 8);
        for known in DocumentTarget::KNOWN {
            assert_eq!(DocumentTarget::from(known.as_str()), *known);
        }
    }

    #[test]
    fn only_three_targets_are_for_launches() {
        let allowed: Vec<_> = DocumentTarget::KNOWN
            .iter()
            .filter(|target| target.is_launch_target())
            .map(DocumentTarget::as_str)
            .collect();
        assert_eq!(allowed, ["iframe", "frame", "window"]);
        assert!(!DocumentTarget::from("IFRAME").is_launch_target());
    }
}
