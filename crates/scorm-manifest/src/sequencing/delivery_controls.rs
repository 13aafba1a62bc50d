//! What is tracked of an activity, and by whom it is set.

use edu_xml::xml_element;

use super::{imsss, rules};

xml_element! {
    /// What is tracked of an activity, and by whom it is set.
    ///
    /// Fields hold what is written, methods of the same names what counts.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.9; SN §3.13.
    pub struct DeliveryControls {
        attributes {
            /// Whether attempts are tracked and count for rollup; by default they are.
            optional tracked: bool = imsss::TRACKED => &rules::SWITCH; otherwise true,
            /// Whether content says when it is completed; by default an attempt that ends without a
            /// word is completed.
            optional completion_set_by_content: bool = imsss::COMPLETION_SET_BY_CONTENT => &rules::SWITCH; otherwise false,
            /// Whether content says when it is satisfied; by default an attempt that ends without a
            /// word satisfies.
            optional objective_set_by_content: bool = imsss::OBJECTIVE_SET_BY_CONTENT => &rules::SWITCH; otherwise false,
        }
    }
}
