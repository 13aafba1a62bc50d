//! Scores: what a tool says of one person's work.

use core::fmt;

use edu_json::{
    FromJson, JsonWriter, Node, ObjectReader, RawJson, Reader, ToJson, json_object, json_wire,
};
use edu_types::{Decimal, Personal, PositiveDecimal, Severity, Timestamp};

use super::{ActivityProgress, GradingProgress, rules};
use crate::Subject;

/// What a tool says of one person's work in one column, at one time.
///
/// The times of a person's scores in a column must increase: platforms refuse older ones. `Debug`
/// shows neither person, points nor comment.
///
/// Spec: Assignment and Grade Services 2.0, §3.4.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Score {
    /// Whose work it is.
    pub user_id: Subject,
    /// When the score came to be, at the tool; best with a fraction of the second.
    pub timestamp: Timestamp,
    /// How far the person is.
    pub activity_progress: ActivityProgress,
    /// How far the grade is.
    pub grading_progress: GradingProgress,
    /// The points; `None` takes back those sent before.
    pub points: Option<Points>,
    /// Shown to the person.
    pub comment: Option<Personal<String>>,
    /// Who gave the points.
    pub scoring_user_id: Option<Subject>,
    /// When the work was begun and sent in.
    pub submission: Option<Submission>,
    /// What Canvas makes of the score.
    pub canvas_submission: Option<CanvasSubmission>,
    /// Members this version does not know, in arrival order.
    pub extra: edu_json::Extra,
}

impl Score {
    /// A person's progress, without points.
    pub const fn new(
        user_id: Subject,
        activity_progress: ActivityProgress,
        grading_progress: GradingProgress,
        timestamp: Timestamp,
    ) -> Self {
        Self {
            user_id,
            timestamp,
            activity_progress,
            grading_progress,
            points: None,
            comment: None,
            scoring_user_id: None,
            submission: None,
            canvas_submission: None,
            extra: edu_json::Extra::new(),
        }
    }

    /// The final points of a person who has finished: what every platform shows as a grade.
    pub fn completed(user_id: Subject, points: Points, timestamp: Timestamp) -> Self {
        let (done, graded) = (ActivityProgress::Completed, GradingProgress::FullyGraded);
        Self::new(user_id, done, graded, timestamp).with_points(points)
    }

    /// Adds points.
    #[must_use]
    pub fn with_points(mut self, points: Points) -> Self {
        self.points = Some(points);
        self
    }

    /// Adds a text for the person.
    #[must_use]
    pub fn with_comment(mut self, comment: impl Into<String>) -> Self {
        self.comment = Some(Personal::new(comment.into()));
        self
    }

    /// Says who gave the points.
    #[must_use]
    pub fn with_scoring_user(mut self, scoring_user_id: Subject) -> Self {
        self.scoring_user_id = Some(scoring_user_id);
        self
    }

    /// Whether both kinds of progress are ones that a platform must know.
    pub(crate) const fn is_known(&self) -> bool {
        self.activity_progress.is_known() && self.grading_progress.is_known()
    }
}

/// Points, and what they are out of.
///
/// Never below zero; above the maximum they are extra credit. `Debug` shows neither number.
///
/// ```
/// use edu_types::{Decimal, PositiveDecimal};
/// use lti_core::ags::Points;
///
/// let ten = PositiveDecimal::new(Decimal::from(10))?;
/// assert!(Points::new(Decimal::from(12), ten.clone()).is_ok());
/// assert_eq!(
///     Points::new(Decimal::from(-1), ten).unwrap_err().to_string(),
///     "points are negative, 0 or above is allowed",
/// );
/// # Ok::<(), edu_types::DecimalError>(())
/// ```
///
/// Spec: Assignment and Grade Services 2.0, §3.4.4.
#[derive(Clone, PartialEq, Eq)]
pub struct Points {
    given: Decimal,
    maximum: PositiveDecimal,
}

/// Points are below zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("points are negative, 0 or above is allowed")]
#[non_exhaustive]
pub struct PointsError;

impl Points {
    /// So many points out of so many.
    ///
    /// # Errors
    ///
    /// [`PointsError`] where they are negative.
    pub fn new(given: Decimal, maximum: PositiveDecimal) -> Result<Self, PointsError> {
        if given.is_negative() {
            return Err(PointsError);
        }
        Ok(Self { given, maximum })
    }

    /// The points.
    pub const fn given(&self) -> &Decimal {
        &self.given
    }

    /// What they are out of.
    pub const fn maximum(&self) -> &PositiveDecimal {
        &self.maximum
    }
}

impl fmt::Debug for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Points(…)")
    }
}

/// When a person's work was begun and sent in.
///
/// Spec: Assignment and Grade Services 2.0, §3.4.9.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Submission {
    /// When the person began.
    pub started_at: Option<Timestamp>,
    /// When the person sent it in; not before they began.
    pub submitted_at: Option<Timestamp>,
    /// Members this version does not know, in arrival order.
    pub extra: edu_json::Extra,
}

impl Submission {
    /// Work that was begun and sent in at these times.
    pub const fn new(started_at: Option<Timestamp>, submitted_at: Option<Timestamp>) -> Self {
        Self {
            started_at,
            submitted_at,
            extra: edu_json::Extra::new(),
        }
    }
}

json_object! {
    /// What Canvas makes of a score: a submission of its own.
    ///
    /// Spec: Canvas LMS API, Score.
    pub struct CanvasSubmission {
        informative {
            /// Whether this is new work; Canvas assumes so.
            new_submission: bool = "new_submission",
            /// Whether the points kept so far stay.
            preserve_score: bool = "preserve_score",
            /// Whether a grade that a person gave in Canvas stays.
            prioritize_non_tool_grade: bool = "prioritize_non_tool_grade",
            /// What the work is, such as `online_url`.
            submission_type: String = "submission_type",
            /// The work itself: a text or an address.
            submission_data: Personal<String> = "submission_data",
            /// When the work was sent in.
            submitted_at: Timestamp = "submitted_at",
        }
        list {
            /// Files for Canvas to fetch, as content items.
            content_items: RawJson = "content_items",
        }
    }
}

json_wire!(Score, &rules::MEMBER_RULES);

const CANVAS_SUBMISSION: &str = "https://canvas.instructure.com/lti/submission";
const SCORE_MAXIMUM: &str = "scoreMaximum";

impl FromJson for Score {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let mut object = reader.object(node)?;
        // Read every member before giving up, so that the report is whole.
        let timestamp = object.required::<Time>(reader, "timestamp");
        let points = read_points(&mut object, reader);
        let comment = object.informative(reader, "comment");
        let activity_progress = object.required(reader, "activityProgress");
        let grading_progress = object.required(reader, "gradingProgress");
        let user_id = object.required(reader, "userId");
        let scoring_user_id = object.optional(reader, "scoringUserId");
        let submission = object.informative(reader, "submission");
        let canvas_submission = object.informative(reader, CANVAS_SUBMISSION);
        Some(Self {
            user_id: user_id?,
            timestamp: timestamp?.0,
            activity_progress: activity_progress?,
            grading_progress: grading_progress?,
            points: points?,
            comment: comment?,
            scoring_user_id: scoring_user_id?,
            submission: submission?,
            canvas_submission: canvas_submission?,
            extra: object.rest(reader),
        })
    }
}

/// The points and their maximum, which come together or not at all.
#[expect(
    clippy::option_option,
    reason = "refused and absent are different outcomes"
)]
fn read_points<'t>(
    object: &mut ObjectReader<'t>,
    reader: &mut Reader<'_, 't>,
) -> Option<Option<Points>> {
    let node = object.node();
    let given: Option<Option<Decimal>> = object.optional(reader, "scoreGiven");
    let Some(given) = given? else {
        if object.has(SCORE_MAXIMUM) {
            // It stays among the unknown members, so that nothing is lost.
            let message = "score has a maximum and no points";
            let severity = reader.note(&rules::MAXIMUM_ALONE, node, message);
            return (severity != Some(Severity::Error)).then_some(None);
        }
        return Some(None);
    };
    let maximum: Option<PositiveDecimal> = object.optional(reader, SCORE_MAXIMUM)?;
    let Some(maximum) = maximum else {
        let message = "score has points and no maximum that they are out of";
        return reader.refuse(&rules::MAXIMUM_MISSING, node, message);
    };
    match Points::new(given, maximum) {
        Ok(points) => Some(Some(points)),
        Err(error) => reader.not_allowed(node, error.to_string()),
    }
}

impl ToJson for Score {
    fn to_json(&self, writer: &mut JsonWriter) {
        let points = self.points.as_ref();
        writer.object(|object| {
            object.member("userId", &self.user_id);
            object.member("timestamp", &self.timestamp);
            object.member("activityProgress", &self.activity_progress);
            object.member("gradingProgress", &self.grading_progress);
            object.optional("scoreGiven", points.map(Points::given));
            object.optional(SCORE_MAXIMUM, points.map(Points::maximum));
            object.optional("comment", self.comment.as_ref());
            object.optional("scoringUserId", self.scoring_user_id.as_ref());
            object.optional("submission", self.submission.as_ref());
            object.optional(CANVAS_SUBMISSION, self.canvas_submission.as_ref());
            object.extra_beside(
                &self.extra,
                &[
                    ("userId", true),
                    ("timestamp", true),
                    ("activityProgress", true),
                    ("gradingProgress", true),
                    ("scoreGiven", true),
                    (SCORE_MAXIMUM, points.is_some()),
                    ("comment", self.comment.is_some()),
                    ("scoringUserId", true),
                    ("submission", self.submission.is_some()),
                    (CANVAS_SUBMISSION, self.canvas_submission.is_some()),
                ],
            );
        });
    }
}

impl FromJson for Submission {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let mut object = reader.object(node)?;
        let started_at = object.informative::<LooseTime>(reader, "startedAt");
        let submitted_at = object.informative::<LooseTime>(reader, "submittedAt");
        Some(Self {
            started_at: started_at?.map(|time| time.0),
            submitted_at: submitted_at?.map(|time| time.0),
            extra: object.rest(reader),
        })
    }
}

impl ToJson for Submission {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.object(|object| {
            object.optional("startedAt", self.started_at.as_ref());
            object.optional("submittedAt", self.submitted_at.as_ref());
            let known = [
                ("startedAt", self.started_at.is_some()),
                ("submittedAt", self.submitted_at.is_some()),
            ];
            object.extra_beside(&self.extra, &known);
        });
    }
}

/// A time whose offset may lack its colon.
struct LooseTime(Timestamp);

impl FromJson for LooseTime {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let text = reader.text(node)?;
        match Timestamp::parse(text) {
            Ok(time) => Some(Self(time)),
            Err(error) => match Timestamp::lenient_offset(text) {
                Ok(time) => {
                    let message = "offset has no colon, +hh:mm is allowed";
                    let severity = reader.note(&rules::OFFSET_SPELLING, node, message);
                    (severity != Some(Severity::Error)).then_some(Self(time))
                }
                Err(_) => reader.not_allowed(node, error.to_string()),
            },
        }
    }
}

/// The time of a score, by which scores are put in order.
struct Time(Timestamp);

impl FromJson for Time {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let time = LooseTime::from_json(node, reader)?.0;
        if !reader.text(node)?.contains('.') {
            let message = "time has no fraction of a second";
            let severity = reader.note(&rules::NO_FRACTION, node, message);
            return (severity != Some(Severity::Error)).then_some(Self(time));
        }
        Some(Self(time))
    }
}
