//! How an item is shown.

use edu_types::open_enum;
use edu_xml::{Element, Leaf, Reader, xml_element, xml_open_enum};

use crate::names::adlnav;
use crate::{Edition, rules};

open_enum! {
    /// A control of the player that is hidden, because content has its own.
    pub enum HiddenControl {
        /// To go to the item before.
        Previous = "previous",
        /// To go to the item after.
        Continue = "continue",
        /// To leave the item.
        Exit = "exit",
        /// To leave the course.
        ExitAll = "exitAll",
        /// To leave the item and forget the attempt.
        Abandon = "abandon",
        /// To leave the course and forget the attempt.
        AbandonAll = "abandonAll",
        /// To leave the course and come back later.
        SuspendAll = "suspendAll",
    }
}
xml_open_enum!(HiddenControl);

impl HiddenControl {
    /// Whether the second edition of SCORM 2004 has it.
    pub const fn is_second_edition(&self) -> bool {
        matches!(
            self,
            Self::Previous | Self::Continue | Self::Exit | Self::Abandon
        )
    }
}

xml_element! {
    /// How an item is shown.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.2 (`presentation`).
    pub struct Presentation {
        elements {
            /// How learners move on from it.
            optional navigation_interface: NavigationInterface = adlnav::NAVIGATION_INTERFACE,
        }
    }
}

xml_element! {
    /// How learners move on from an item.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.2 (`navigationInterface`, `hideLMSUI`).
    pub struct NavigationInterface {
        elements {
            /// The controls that are hidden.
            list hidden: Leaf<HiddenControl> = adlnav::HIDE_LMS_UI,
        }
        judged by judge;
    }
}

impl Presentation {
    /// The controls that are hidden.
    pub fn hidden(&self) -> impl Iterator<Item = &HiddenControl> {
        let all = self.navigation_interface.iter();
        all.flat_map(|interface| interface.hidden.iter().map(|leaf| &leaf.value))
    }
}

fn judge(interface: &NavigationInterface, element: Element<'_>, reader: &mut Reader<'_>) {
    let second = Edition::of(reader.binding()) == Edition::Scorm2004Second;
    for control in &interface.hidden {
        if !control.is_known() {
            let allowed: Vec<_> = HiddenControl::KNOWN
                .iter()
                .map(HiddenControl::as_str)
                .collect();
            let message = format!("found another word, allowed are {}", allowed.join(", "));
            reader.note(&rules::HIDE_LMS_UI, element, message);
        } else if second && !control.is_second_edition() {
            let message = format!(
                "{} is hidden, which the second edition does not have",
                control.value
            );
            reader.note(&rules::HIDE_LMS_UI_EDITION, element, message);
        }
    }
}
