//! Items: the parts of a way through a package.

use edu_types::{Decimal, open_enum};
use edu_xml::text::collapsed;
use edu_xml::{Element, Leaf, Reader, SharedText, xml_element, xml_open_enum};

use crate::judge::{item as judged, length};
use crate::names::{adlcp, adlnav, cp};
use crate::sequencing::{Sequencing, imsss};
use crate::{CompletionThreshold, Metadata, Presentation, SharedData, rules};

open_enum! {
    /// What is done when the time of an attempt is up.
    pub enum TimeLimitAction {
        /// The learner is told, and the item ends.
        ExitMessage = "exit,message",
        /// The item ends.
        ExitNoMessage = "exit,no message",
        /// The learner is told, and goes on.
        ContinueMessage = "continue,message",
        /// Nothing.
        ContinueNoMessage = "continue,no message",
    }
}
xml_open_enum!(TimeLimitAction);

xml_element! {
    /// The score from which on an item is passed, from 0 to 100; SCORM 1.2 alone has it.
    ///
    /// Spec: SCORM 1.2 CAM §2.3 (`adlcp:masteryscore`).
    pub struct MasteryScore {
        text {
            /// The score.
            required value: Decimal => &rules::MASTERY_SCORE,
        }
        judged by judge_mastery;
    }
}

xml_element! {
    /// What must have been done before an item may be started; SCORM 1.2 alone has it.
    ///
    /// Spec: SCORM 1.2 CAM §2.3 (`adlcp:prerequisites`).
    pub struct Prerequisites {
        attributes {
            /// The language: `aicc_script`.
            optional kind: SharedText = adlcp::TYPE,
        }
        text {
            /// The script, to be read by [`Script::parse`](crate::prerequisites::Script::parse).
            required script: SharedText,
        }
        judged by judged::judge_prerequisites;
    }
}

xml_element! {
    /// A part of a way through a package: a group of items, or something to launch.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §3.4.1 (`item`); SCORM 1.2 CAM §2.3 (`item`).
    pub struct Item {
        attributes {
            /// The name by which others refer to it.
            optional identifier: SharedText = cp::IDENTIFIER,
            /// The identifier of the resource that is launched, or of a package within the package.
            optional identifier_ref: SharedText = cp::IDENTIFIER_REF,
            /// Whether it is shown to learners; by default it is.
            optional is_visible: bool = cp::IS_VISIBLE => &rules::IS_VISIBLE; otherwise true,
            /// What is added to the address of the resource.
            optional parameters: SharedText = cp::PARAMETERS,
        }
        elements {
            /// The text that people see.
            optional title: Leaf<SharedText> = cp::TITLE,
            /// The items of the group.
            list items: Self = cp::ITEM,
            /// What is said about it.
            optional metadata: Box<Metadata> = cp::METADATA,
            /// What must have been done before.
            optional prerequisites: Box<Prerequisites> = adlcp::PREREQUISITES,
            /// How long an attempt may take, as `HHHH:MM:SS.SS`.
            optional max_time_allowed: Leaf<SharedText> = adlcp::MAX_TIME_ALLOWED,
            /// What is done when that time is up.
            optional time_limit_action: Leaf<TimeLimitAction> = adlcp::TIME_LIMIT_ACTION,
            /// What is handed to content when it starts.
            optional data_from_lms: Leaf<SharedText> = adlcp::DATA_FROM_LMS,
            /// The score from which on it is passed.
            optional mastery_score: Box<MasteryScore> = adlcp::MASTERY_SCORE,
            /// From which progress on it is completed.
            optional completion_threshold: Box<CompletionThreshold> = adlcp::COMPLETION_THRESHOLD,
            /// How it, and the items below it, follow each other.
            optional sequencing: Box<Sequencing> = imsss::SEQUENCING,
            /// How it is shown.
            optional presentation: Box<Presentation> = adlnav::PRESENTATION,
            /// The stores that it shares with others.
            optional data: Box<SharedData> = adlcp::DATA,
        }
        judged by judge;
    }
}

impl Item {
    /// An item of that identifier and title, which launches the resource of that identifier.
    pub fn launching(
        identifier: impl Into<SharedText>,
        title: impl Into<SharedText>,
        resource: impl Into<SharedText>,
    ) -> Self {
        let mut item = Self::new();
        item.identifier = Some(identifier.into());
        item.title = Some(Leaf::new(title.into()));
        item.identifier_ref = Some(resource.into());
        item
    }

    /// Its identifier as others refer to it: without white space around it, empty where it has none.
    pub fn id(&self) -> &str {
        collapsed(self.identifier.as_deref().unwrap_or_default())
    }

    /// What it refers to, without white space around it; `None` also where the reference is empty.
    pub fn target(&self) -> Option<&str> {
        let target = self.identifier_ref.as_deref().map(collapsed);
        target.filter(|target| !target.is_empty())
    }
}

fn judge(item: &Item, element: Element<'_>, reader: &mut Reader<'_>) {
    judged::judge(item, element, reader);
    if let Some(parameters) = &item.parameters {
        length::judge(parameters, cp::PARAMETERS, 1000, element, reader);
    }
}

fn judge_mastery(score: &MasteryScore, element: Element<'_>, reader: &mut Reader<'_>) {
    if score.value < Decimal::from(0) || score.value > Decimal::from(100) {
        let message = format!("score is {}, 0 to 100 is allowed", score.value);
        reader.note(&rules::MASTERY_SCORE, element, message);
    }
}
