//! A column of the gradebook that comes with an LTI link.

use edu_json::{json_object, json_wire};
use edu_types::PositiveDecimal;

use super::rules;
use crate::Flag;
use crate::ags::SubmissionReview;

json_object! {
    /// A column of the gradebook that the platform is asked to make with an LTI link.
    ///
    /// It has no address yet: the platform gives it one, or makes none; read the columns back
    /// instead of assuming.
    ///
    /// Spec: Deep Linking 2.0, §3.2; Assignment and Grade Services 2.0, §3.2.
    pub struct NewLineItem {
        required {
            /// Highest reachable score.
            score_maximum: PositiveDecimal = "scoreMaximum",
        }
        informative {
            /// Shown to teachers; the link's title where it is absent.
            label: String = "label",
            /// What the tool calls the resource.
            resource_id: String = "resourceId",
            /// What the tool calls this column of several of one resource.
            tag: String = "tag",
            /// Whether learners may see their scores.
            grades_released: Flag = "gradesReleased",
            /// How people look at what was submitted.
            submission_review: SubmissionReview = "submissionReview",
        }
    }
}
json_wire!(NewLineItem, &rules::MEMBER_RULES);
