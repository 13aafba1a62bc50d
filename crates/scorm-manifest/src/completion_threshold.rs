//! When progress completes an item.

use edu_types::Decimal;
use edu_xml::{Element, Reader, xml_element};

use crate::names::adlcp;
use crate::{Edition, rules};

xml_element! {
    /// From which progress on an item is completed.
    ///
    /// The fourth edition says it by attributes, those before it by the text; [`CompletionThreshold::threshold`]
    /// understands both.
    ///
    /// ```
    /// use edu_types::Decimal;
    /// use scorm_manifest::CompletionThreshold;
    ///
    /// let mut threshold = CompletionThreshold::new();
    /// threshold.completed_by_measure = Some(true);
    /// assert_eq!(threshold.threshold(), Some(Decimal::from(1)));
    /// assert_eq!(threshold.progress_weight(), Decimal::from(1));
    /// ```
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §3.4.1 (`completionThreshold`).
    pub struct CompletionThreshold {
        attributes {
            /// Whether progress says when the item is completed; by default it does not.
            optional completed_by_measure: bool =
                adlcp::COMPLETED_BY_MEASURE => &rules::COMPLETED_BY_MEASURE; otherwise false,
            /// The progress from which on it is completed, from 0 to 1; 1 by default.
            optional min_progress_measure: Decimal =
                adlcp::MIN_PROGRESS_MEASURE => &rules::MIN_PROGRESS_MEASURE; otherwise Decimal::from(1),
            /// How much the item counts for its parent's progress, from 0 to 1; 1 by default.
            optional progress_weight: Decimal =
                adlcp::PROGRESS_WEIGHT => &rules::PROGRESS_WEIGHT; otherwise Decimal::from(1),
        }
        text {
            /// The progress from which on it is completed, as editions before the fourth write it.
            optional value: Decimal => &rules::COMPLETION_THRESHOLD,
        }
        judged by judge;
    }
}

impl CompletionThreshold {
    /// The progress from which on the item is completed; `None` where progress does not say.
    pub fn threshold(&self) -> Option<Decimal> {
        if self.completed_by_measure() {
            return Some(self.min_progress_measure());
        }
        self.value.clone()
    }

    fn has_attributes(&self) -> bool {
        self.completed_by_measure.is_some()
            || self.min_progress_measure.is_some()
            || self.progress_weight.is_some()
    }
}

fn judge(threshold: &CompletionThreshold, element: Element<'_>, reader: &mut Reader<'_>) {
    let fourth = Edition::of(reader.binding()) == Edition::Scorm2004Fourth;
    let mut within = |number: &Option<Decimal>, rule| {
        let Some(number) = number else { return };
        if *number < Decimal::from(0) || *number > Decimal::from(1) {
            let message = format!("number is {number}, 0 to 1 is allowed");
            reader.note(rule, element, message);
        }
    };
    within(&threshold.value, &rules::COMPLETION_THRESHOLD);
    within(
        &threshold.min_progress_measure,
        &rules::MIN_PROGRESS_MEASURE,
    );
    within(&threshold.progress_weight, &rules::PROGRESS_WEIGHT);
    if threshold.value.is_none() {
        return;
    }
    if threshold.has_attributes() {
        let message = "element has attributes and a text, one of the two is allowed";
        reader.note(&rules::COMPLETION_THRESHOLD_BOTH, element, message);
    } else if fourth {
        let message =
            "threshold is the text of the element, the fourth edition has attributes for it";
        reader.note(&rules::COMPLETION_THRESHOLD_TEXT, element, message);
    }
}
