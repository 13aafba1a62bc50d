//! How it went.

use edu_json::{Node, Reader, json_object, json_wire};
use edu_types::{Decimal, IsoDuration};

use crate::{Extensions, rules};

json_object! {
    /// What came of what the actor did.
    ///
    /// Spec: xAPI 1.0.3 Part 2 §2.4.5; 2.0 §4.2.2.4.
    pub struct Outcome {
        optional {
            /// How well it went.
            score: Score = "score" => &rules::SCORE,
            /// Whether the attempt succeeded.
            success: bool = "success" => &rules::SUCCESS,
            /// Whether the activity was completed.
            completion: bool = "completion" => &rules::COMPLETION,
            /// What the actor answered, as the interaction asks for.
            response: edu_types::Personal<Box<str>> = "response" => &rules::RESPONSE_KIND,
            /// How long it took.
            duration: IsoDuration = "duration" => &rules::RESULT_DURATION,
            /// What is said beyond the standard.
            extensions: Extensions = "extensions" => &rules::EXTENSIONS,
        }
        judged by duration_is_coarse;
    }
}
json_wire!(Outcome, &rules::MEMBER_RULES);

json_object! {
    /// How well it went, in numbers that keep their text.
    ///
    /// Spec: xAPI 1.0.3 Part 2 §2.4.5.1; 2.0 §4.2.2.4.
    pub struct Score {
        optional {
            /// From -1 to 1, both included.
            scaled: Decimal = "scaled" => &rules::SCORE_SCALED,
            /// As the activity counts; within `min` and `max`, both included.
            raw: Decimal = "raw" => &rules::SCORE_NUMBER,
            /// The lowest that can be reached; below `max`.
            min: Decimal = "min" => &rules::SCORE_NUMBER,
            /// The highest that can be reached; above `min`.
            max: Decimal = "max" => &rules::SCORE_NUMBER,
        }
        judged by score_holds;
    }
}
json_wire!(Score, &rules::MEMBER_RULES);

/// Why numbers are no score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScoreError {
    /// The scaled score is out of range.
    #[error("scaled is outside -1 to 1")]
    Scaled,
    /// The raw score is out of range.
    #[error("raw is outside min to max")]
    Raw,
    /// There is no range.
    #[error("min is not below max")]
    Bounds,
}

impl Score {
    /// From -1 to 1, both included: 0.95 for 95 of 100.
    ///
    /// # Errors
    ///
    /// [`ScoreError::Scaled`] beyond these.
    pub fn scaled(scaled: impl Into<Decimal>) -> Result<Self, ScoreError> {
        Self::new().with_scaled(scaled)
    }

    /// As the activity counts, between the lowest and the highest that can be reached, both
    /// included.
    ///
    /// # Errors
    ///
    /// [`ScoreError::Bounds`] where the lowest is not below the highest; [`ScoreError::Raw`] beyond them.
    pub fn points(
        raw: impl Into<Decimal>,
        min: impl Into<Decimal>,
        max: impl Into<Decimal>,
    ) -> Result<Self, ScoreError> {
        let (raw, min, max) = (raw.into(), min.into(), max.into());
        if min >= max {
            return Err(ScoreError::Bounds);
        }
        if !within(&raw, Some(&min), Some(&max)) {
            return Err(ScoreError::Raw);
        }
        Ok(Self {
            raw: Some(raw),
            min: Some(min),
            max: Some(max),
            ..Self::new()
        })
    }

    /// The score with its scaled number; how that follows from the points is the activity's own.
    ///
    /// # Errors
    ///
    /// [`ScoreError::Scaled`] where it is not from -1 to 1.
    pub fn with_scaled(mut self, scaled: impl Into<Decimal>) -> Result<Self, ScoreError> {
        let scaled = scaled.into();
        if !is_scaled(&scaled) {
            return Err(ScoreError::Scaled);
        }
        self.scaled = Some(scaled);
        Ok(self)
    }
}

/// Whether a number is from -1 to 1.
fn is_scaled(number: &Decimal) -> bool {
    within(number, Some(&Decimal::from(-1)), Some(&Decimal::from(1)))
}

fn duration_is_coarse<'t>(result: &Outcome, node: Node<'t>, reader: &mut Reader<'_, 't>) {
    let Some(duration) = &result.duration else {
        return;
    };
    if duration.is_finer_than_hundredth() {
        let node = node.get("duration").unwrap_or(node);
        let message = "duration is finer than 0.01 seconds, which stores may cut";
        reader.within("duration", |reader| {
            reader.note(&rules::DURATION_PRECISION, node, message)
        });
    }
}

fn score_holds<'t>(score: &Score, node: Node<'t>, reader: &mut Reader<'_, 't>) {
    let mut refuse = |name: &'static str, rule, message: &str| {
        let node = node.get(name).unwrap_or(node);
        reader.within(name, |reader| reader.note(rule, node, message));
    };
    if let Some(scaled) = &score.scaled
        && !is_scaled(scaled)
    {
        refuse("scaled", &rules::SCORE_SCALED, "scaled is outside -1 to 1");
    }
    let (min, max) = (score.min.as_ref(), score.max.as_ref());
    if let Some(raw) = &score.raw
        && !within(raw, min, max)
    {
        refuse("raw", &rules::SCORE_RAW, "raw is outside min to max");
    }
    if min.zip(max).is_some_and(|(min, max)| min >= max) {
        refuse("min", &rules::SCORE_BOUNDS, "min is not below max");
    }
}

/// Whether a number is within bounds, both included where they are given.
fn within(number: &Decimal, min: Option<&Decimal>, max: Option<&Decimal>) -> bool {
    min.is_none_or(|min| min <= number) && max.is_none_or(|max| number <= max)
}
