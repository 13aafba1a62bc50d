//! Columns of a gradebook.

use edu_json::{FromJson, JsonWriter, Node, Reader, ToJson, json_object, json_wire};
use edu_types::{PositiveDecimal, Timestamp};

use super::{ShortText, rules};
use crate::{Custom, ResourceLinkId, WebAddress};

json_object! {
    /// One column of a gradebook that a tool may write scores to.
    ///
    /// A platform that sends a maximum of zero, or a blank label, is refused rather than repaired.
    /// What only informs may be odd where the profile tolerates it: its text is then in `extra`.
    ///
    /// Spec: Assignment and Grade Services 2.0, §3.2.
    pub struct LineItem {
        required {
            /// Shown to teachers.
            label: Label = "label",
            /// The points that are full marks; scores of another maximum are scaled to it.
            score_maximum: PositiveDecimal = "scoreMaximum",
        }
        optional {
            /// The column's address and identity; absent only where a tool asks for a new one.
            id: WebAddress = "id",
            /// The tool's own name for what is graded; several columns may share it.
            resource_id: ShortText = "resourceId",
            /// What the tool tells its columns of one resource apart by, such as `grade`.
            tag: ShortText = "tag",
            /// The placement that the column belongs to; never changes.
            resource_link_id: ResourceLinkId = "resourceLinkId",
        }
        informative {
            /// From when on work can be sent in.
            start_date_time: Timestamp = "startDateTime",
            /// Until when work can be sent in.
            end_date_time: Timestamp = "endDateTime",
            /// Whether persons see their grades.
            grades_released: bool = "gradesReleased",
            /// How the platform opens sent work in the tool.
            submission_review: SubmissionReview = "submissionReview",
            /// What Canvas makes of the column.
            canvas_submission_type: CanvasSubmissionType = "https://canvas.instructure.com/lti/submission_type",
        }
    }
}
json_wire!(LineItem, &rules::MEMBER_RULES);

json_object! {
    /// How the platform opens sent work in the tool.
    ///
    /// Spec: LTI Submission Review 1.0, §3.2.
    pub struct SubmissionReview {
        required {
            /// At which progress of the activity there is something to look at. Vendors may add
            /// their own.
            reviewable_status: Vec<String> = "reviewableStatus",
        }
        informative {
            /// Shown to teachers.
            label: String = "label",
            /// Where the message goes; the target of the resource link otherwise.
            url: WebAddress = "url",
            /// Parameters added to the message.
            custom: Custom = "custom",
        }
    }
}

json_object! {
    /// What kind of assignment Canvas makes with a column.
    ///
    /// Spec: Canvas LMS API, Line Items.
    pub struct CanvasSubmissionType {
        informative {
            /// The kind, such as `external_tool` or `none`.
            kind: String = "type",
            /// What is opened where the kind is `external_tool`.
            external_tool_url: WebAddress = "external_tool_url",
        }
    }
}

/// The columns of one page, on the wire as an array.
///
/// Spec: Assignment and Grade Services 2.0, §3.2.5.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "an array of the wire and nothing else"
)]
pub struct LineItems(pub Vec<LineItem>);

json_wire!(LineItems, &rules::MEMBER_RULES);

impl FromJson for LineItems {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        Vec::from_json(node, reader).map(Self)
    }
}

impl ToJson for LineItems {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.array(&self.0);
    }
}

/// The name of a column, as teachers see it: any text with something to see in it.
///
/// Spec: Assignment and Grade Services 2.0, §3.2.2.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label(Box<str>);

/// A label has nothing but white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("label is blank, a text that people can see is allowed")]
#[non_exhaustive]
pub struct LabelError;

impl Label {
    /// Takes the text as it is.
    ///
    /// # Errors
    ///
    /// [`LabelError`] where it is blank.
    pub fn new(text: impl Into<Box<str>>) -> Result<Self, LabelError> {
        let text = text.into();
        if text.trim().is_empty() {
            return Err(LabelError);
        }
        Ok(Self(text))
    }

    /// The text, byte for byte as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromJson for Label {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        match Self::new(reader.text(node)?) {
            Ok(label) => Some(label),
            Err(error) => reader.not_allowed(node, error.to_string()),
        }
    }
}

impl ToJson for Label {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(&self.0);
    }
}
