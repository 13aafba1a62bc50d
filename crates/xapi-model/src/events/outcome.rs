//! How it went, by members of an event.

use edu_types::Decimal;

use super::error::{EventError, EventFault};
use super::event::Reading;

/// Which members of an event carry its score.
///
/// A score outside its bounds keeps the event from becoming a statement: it is not cut to fit.
///
/// ```
/// use xapi_model::events::Score;
///
/// let percent = Score::raw("score").between(0, 100).scaling();
/// let points = Score::raw("points").between(0, "points_possible");
/// let share = Score::scaled("share");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Score(Form);

#[derive(Clone, Debug, PartialEq)]
enum Form {
    Scaled(Box<str>),
    Raw {
        member: Box<str>,
        bounds: Option<(Bound, Bound)>,
        scales: bool,
    },
}

/// A bound of a score: a number, or the member that has it.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "a bound is known or it is told")]
pub enum Bound {
    /// The same for all events.
    Fixed(Decimal),
    /// Told by a member of the event; where it is absent, so is the bound.
    Member(Box<str>),
}

impl From<i32> for Bound {
    fn from(number: i32) -> Self {
        Self::Fixed(number.into())
    }
}

impl From<Decimal> for Bound {
    fn from(number: Decimal) -> Self {
        Self::Fixed(number)
    }
}

impl From<&str> for Bound {
    fn from(member: &str) -> Self {
        Self::Member(member.into())
    }
}

impl Score {
    /// The member has the score from -1 to 1.
    pub fn scaled(member: impl Into<Box<str>>) -> Self {
        Self(Form::Scaled(member.into()))
    }

    /// The member has the score as the activity counts.
    pub fn raw(member: impl Into<Box<str>>) -> Self {
        Self(Form::Raw {
            member: member.into(),
            bounds: None,
            scales: false,
        })
    }

    /// Says between which bounds the raw score is, both included. Of a scaled score nothing changes.
    #[must_use]
    pub fn between(mut self, lowest: impl Into<Bound>, highest: impl Into<Bound>) -> Self {
        if let Form::Raw { bounds, .. } = &mut self.0 {
            *bounds = Some((lowest.into(), highest.into()));
        }
        self
    }

    /// Also gives the scaled score, where both bounds are known: how far the raw score is from the
    /// lowest to the highest, from 0 to 1, to four decimals.
    #[must_use]
    pub const fn scaling(mut self) -> Self {
        if let Form::Raw { scales, .. } = &mut self.0 {
            *scales = true;
        }
        self
    }

    /// The score of an event; `None` where it has none.
    pub(super) fn read(&self, event: &Reading<'_>) -> Result<Option<crate::Score>, EventError> {
        let mut score = crate::Score::new();
        match &self.0 {
            Form::Scaled(member) => {
                let Some(scaled) = event.number(member)? else {
                    return Ok(None);
                };
                check(
                    member,
                    &scaled,
                    Some(&Decimal::from(-1)),
                    Some(&Decimal::from(1)),
                )?;
                score.scaled = Some(scaled);
            }
            Form::Raw {
                member,
                bounds,
                scales,
            } => {
                let Some(raw) = event.number(member)? else {
                    return Ok(None);
                };
                if let Some((lowest, highest)) = bounds {
                    score.min = lowest.read(event)?;
                    score.max = highest.read(event)?;
                }
                check(member, &raw, score.min.as_ref(), score.max.as_ref())?;
                if *scales && let (Some(min), Some(max)) = (&score.min, &score.max) {
                    score.scaled = share(&raw, min, max);
                }
                score.raw = Some(raw);
            }
        }
        Ok(Some(score))
    }
}

impl Bound {
    fn read(&self, event: &Reading<'_>) -> Result<Option<Decimal>, EventError> {
        match self {
            Self::Fixed(number) => Ok(Some(number.clone())),
            Self::Member(member) => event.number(member),
        }
    }
}

fn check(
    member: &str,
    number: &Decimal,
    lowest: Option<&Decimal>,
    highest: Option<&Decimal>,
) -> Result<(), EventError> {
    if lowest
        .zip(highest)
        .is_some_and(|(lowest, highest)| lowest >= highest)
    {
        return Err(EventError::new(member, EventFault::ScoreBounds));
    }
    let inside = lowest.is_none_or(|lowest| number >= lowest)
        && highest.is_none_or(|highest| number <= highest);
    if inside {
        return Ok(());
    }
    Err(EventError::new(member, EventFault::ScoreOutside))
}

/// How far a number is from one bound to the other; it is within them.
fn share(number: &Decimal, lowest: &Decimal, highest: &Decimal) -> Option<Decimal> {
    let (number, lowest, highest) = (number.as_f64(), lowest.as_f64(), highest.as_f64());
    let share = (number - lowest) / (highest - lowest);
    let share = (share * 10_000.0).round() / 10_000.0;
    Decimal::from_f64(share.clamp(0.0, 1.0))
}
