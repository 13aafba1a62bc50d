//! Which children of an activity are offered, and in which order.

use edu_types::open_enum;
use edu_xml::{Element, Reader, xml_element};

use super::{imsss, judge, rules};

open_enum! {
    /// When chance decides about the children of an activity.
    ///
    /// Spec: SCORM 2004 4th Ed. SN §3.11.1, §3.12.1.
    pub enum RandomizationTiming {
        /// Not at all.
        Never = "never",
        /// Before the first attempt, and never again.
        Once = "once",
        /// Before each new attempt.
        OnEachNewAttempt = "onEachNewAttempt",
    }
}
judge::words!(RandomizationTiming);

xml_element! {
    /// Which children of an activity are offered, and in which order.
    ///
    /// Fields hold what is written, methods of the same names what counts. What is no word of the
    /// vocabulary is kept, and counts as [`RandomizationTiming::Never`].
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §5.1.8; SN §3.11, §3.12.
    pub struct RandomizationControls {
        attributes {
            /// When children are put in another order; by default never.
            optional randomization_timing: RandomizationTiming = imsss::RANDOMIZATION_TIMING,
            /// How many children are offered, taken by chance and kept in their order; absent means all of
            /// them.
            optional select_count: u32 = imsss::SELECT_COUNT => &rules::SELECT_COUNT,
            /// Whether children are put in another order; by default they are not.
            optional reorder_children: bool = imsss::REORDER_CHILDREN => &rules::SWITCH; otherwise false,
            /// When children are selected; by default never.
            optional selection_timing: RandomizationTiming = imsss::SELECTION_TIMING,
        }
        judged by selection_is_meant;
    }
}

impl RandomizationControls {
    /// When children are put in another order.
    pub fn randomization_timing(&self) -> RandomizationTiming {
        known(self.randomization_timing.as_ref())
    }

    /// When children are selected.
    pub fn selection_timing(&self) -> RandomizationTiming {
        known(self.selection_timing.as_ref())
    }

    /// How many of so many children are offered: all of them, unless some are selected.
    pub fn selected_of(&self, children: usize) -> usize {
        let never = self.selection_timing() == RandomizationTiming::Never;
        let count = self.select_count.filter(|_| !never);
        let count = count.and_then(|count| usize::try_from(count).ok());
        count.map_or(children, |count| count.min(children))
    }
}

fn known(written: Option<&RandomizationTiming>) -> RandomizationTiming {
    written
        .filter(|word| word.is_known())
        .cloned()
        .unwrap_or(RandomizationTiming::Never)
}

fn selection_is_meant(
    controls: &RandomizationControls,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    for (word, rule, term) in [
        (
            &controls.randomization_timing,
            &rules::RANDOMIZATION_TIMING,
            imsss::RANDOMIZATION_TIMING,
        ),
        (
            &controls.selection_timing,
            &rules::SELECTION_TIMING,
            imsss::SELECTION_TIMING,
        ),
    ] {
        judge::word(word.as_ref(), rule, term, element, reader);
    }
    let selects = controls.selection_timing() != RandomizationTiming::Never;
    let message = match (selects, controls.select_count) {
        (true, None) => "children are selected and selectCount does not say how many",
        (true, Some(0)) => "no child is selected, 1 or more is meant",
        (false, Some(1..)) => "selectCount is given and selectionTiming is never",
        (true, Some(1..)) | (false, None | Some(0)) => return,
    };
    reader.note(&rules::SELECTION_UNUSED, element, message);
}
