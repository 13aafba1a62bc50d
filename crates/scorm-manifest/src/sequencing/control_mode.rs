//! Which ways through its children an activity offers.

use edu_xml::xml_element;

use super::{imsss, rules};

xml_element! {
    /// Which ways through its children an activity offers.
    ///
    /// Fields hold what is written, methods of the same names what counts.
    ///
    /// ```
    /// use scorm_manifest::sequencing::ControlMode;
    ///
    /// let mut mode = ControlMode::new();
    /// mode.flow = Some(true);
    /// assert!(mode.flow() && mode.choice() && !mode.forward_only());
    /// assert_eq!(mode.choice, None);
    /// ```
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.2; SN §3.2.
    pub struct ControlMode {
        attributes {
            /// Whether learners may choose children; by default they may.
            optional choice: bool = imsss::CHOICE => &rules::SWITCH; otherwise true,
            /// Whether learners may choose what is outside while this is active; by default they may.
            optional choice_exit: bool = imsss::CHOICE_EXIT => &rules::SWITCH; otherwise true,
            /// Whether learners may go on and back through the children; by default they may not.
            optional flow: bool = imsss::FLOW => &rules::SWITCH; otherwise false,
            /// Whether they may only go on; by default they may go back, too.
            optional forward_only: bool = imsss::FORWARD_ONLY => &rules::SWITCH; otherwise false,
            /// Whether rules look at objectives of the current attempt alone; by default they do.
            optional use_current_attempt_objective_info: bool =
                imsss::USE_CURRENT_ATTEMPT_OBJECTIVE_INFO => &rules::SWITCH; otherwise true,
            /// Whether rules look at progress of the current attempt alone; by default they do.
            optional use_current_attempt_progress_info: bool =
                imsss::USE_CURRENT_ATTEMPT_PROGRESS_INFO => &rules::SWITCH; otherwise true,
        }
    }
}
