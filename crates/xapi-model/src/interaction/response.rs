//! Responses: what is right, and what the learner answered.

use core::fmt;
use std::borrow::Cow;

use edu_types::{LimitExceeded, Limits, Personal};

use super::error::{ResponseError, ResponseFault};
use super::kind::{ComponentList, InteractionType};
use super::read::{self, Items, Piece};

mod id;
mod range;
mod step;
mod text;

pub use id::{ComponentId, Pair};
pub use range::NumericRange;
pub use step::{Performance, Step, StepResponse};
pub use text::{FillIn, ResponseText};

/// A response to an interaction: a learner's, or one that is correct.
///
/// What can be built can be written, and reads back as what it was. Numbers keep their text; of
/// parameters before a list, `case_matters` is written first. `Debug` shows the kind alone, because
/// a response says what a learner knows.
///
/// ```
/// use edu_types::{Decimal, Limits};
/// use xapi_model::interaction::{InteractionType, NumericRange, Response};
///
/// let four = NumericRange::at_least(Decimal::from(4));
/// assert_eq!(Response::Numeric(four).to_text(), "4[:]");
///
/// let told = Response::parse(InteractionType::Matching, "ben[.]3[,]chris", &Limits::DEFAULT);
/// assert_eq!(
///     told.unwrap_err().to_string(),
///     "pair has no target, `source[.]target` is allowed at byte 10",
/// );
/// ```
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.4.1, Response Patterns; 2.0 §4.2.2.
#[derive(Clone, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "one for each kind; the standard closes their vocabulary"
)]
pub enum Response<'t> {
    /// True or false.
    TrueFalse(bool),
    /// The choices taken, perhaps none.
    Choice(Vec<ComponentId<'t>>),
    /// Short texts.
    FillIn(FillIn<'t>),
    /// Long texts.
    LongFillIn(FillIn<'t>),
    /// What was matched with what, perhaps nothing.
    Matching(Vec<Pair<'t>>),
    /// What was done, step by step.
    Performance(Performance<'t>),
    /// The choices in order.
    Sequencing(Vec<ComponentId<'t>>),
    /// A point of the scale.
    Likert(ComponentId<'t>),
    /// A number, or a range of numbers.
    Numeric(NumericRange),
    /// A text in a format of its own.
    Other(Personal<Cow<'t, str>>),
}

impl<'t> Response<'t> {
    /// Reads a response of that kind. Takes time in proportion to the text.
    ///
    /// [`Limits::text`] bounds its bytes and [`Limits::nodes`] its items.
    ///
    /// # Errors
    ///
    /// [`ResponseError`] says what is wrong first, and where.
    pub fn parse(
        kind: InteractionType,
        text: &'t str,
        limits: &Limits,
    ) -> Result<Self, ResponseError> {
        let whole = within(text, limits)?;
        let limit = limits.nodes;
        Ok(match kind {
            InteractionType::TrueFalse => Self::TrueFalse(truth(whole)?),
            InteractionType::Choice => Self::Choice(ids(whole, limit).collect::<Result<_, _>>()?),
            InteractionType::FillIn => Self::FillIn(FillIn::read(whole, limit)?),
            InteractionType::LongFillIn => Self::LongFillIn(FillIn::read(whole, limit)?),
            InteractionType::Matching => {
                Self::Matching(pairs(whole, limit).collect::<Result<_, _>>()?)
            }
            InteractionType::Performance => Self::Performance(Performance::read(whole, limit)?),
            InteractionType::Sequencing => {
                Self::Sequencing(ids(whole, limit).collect::<Result<_, _>>()?)
            }
            InteractionType::Likert => Self::Likert(ComponentId::read(whole)?),
            InteractionType::Numeric => Self::Numeric(NumericRange::read(whole)?),
            InteractionType::Other => Self::other(text),
        })
    }

    /// Says whether the text is a response of that kind. Keeps nothing of it, so that it needs no
    /// limits of its own; otherwise it judges as [`Response::parse`] does.
    ///
    /// # Errors
    ///
    /// [`ResponseError`] says what is wrong first, and where.
    pub fn check(kind: InteractionType, text: &'t str) -> Result<(), ResponseError> {
        let whole = Piece::whole(text);
        match kind {
            InteractionType::TrueFalse => truth(whole).map(drop),
            InteractionType::Choice | InteractionType::Sequencing => {
                ids(whole, usize::MAX).try_for_each(|id| id.map(drop))
            }
            InteractionType::FillIn | InteractionType::LongFillIn => FillIn::check(whole),
            InteractionType::Matching => {
                pairs(whole, usize::MAX).try_for_each(|pair| pair.map(drop))
            }
            InteractionType::Performance => Performance::check(whole),
            InteractionType::Likert => ComponentId::read(whole).map(drop),
            InteractionType::Numeric => NumericRange::read(whole).map(drop),
            InteractionType::Other => Ok(()),
        }
    }

    /// The choices with these ids.
    ///
    /// # Errors
    ///
    /// [`ResponseError`] where one of them is no id; see [`ComponentId::new`].
    pub fn choice<T: Into<Cow<'t, str>>>(
        ids: impl IntoIterator<Item = T>,
    ) -> Result<Self, ResponseError> {
        ids.into_iter()
            .map(ComponentId::new)
            .collect::<Result<_, _>>()
            .map(Self::Choice)
    }

    /// The choices with these ids, in this order.
    ///
    /// # Errors
    ///
    /// [`ResponseError`] where one of them is no id; see [`ComponentId::new`].
    pub fn sequencing<T: Into<Cow<'t, str>>>(
        ids: impl IntoIterator<Item = T>,
    ) -> Result<Self, ResponseError> {
        ids.into_iter()
            .map(ComponentId::new)
            .collect::<Result<_, _>>()
            .map(Self::Sequencing)
    }

    /// These sources, each with the target it is matched to.
    ///
    /// # Errors
    ///
    /// [`ResponseError`] where one of them is no id; see [`ComponentId::new`].
    pub fn matching<T: Into<Cow<'t, str>>>(
        pairs: impl IntoIterator<Item = (T, T)>,
    ) -> Result<Self, ResponseError> {
        let pair = |(source, target): (T, T)| {
            Ok(Pair::new(
                ComponentId::new(source)?,
                ComponentId::new(target)?,
            ))
        };
        pairs
            .into_iter()
            .map(pair)
            .collect::<Result<_, _>>()
            .map(Self::Matching)
    }

    /// The point of the scale with this id.
    ///
    /// # Errors
    ///
    /// [`ResponseError`] where it is no id; see [`ComponentId::new`].
    pub fn likert(id: impl Into<Cow<'t, str>>) -> Result<Self, ResponseError> {
        ComponentId::new(id).map(Self::Likert)
    }

    /// A text in a format of its own.
    pub fn other(text: impl Into<Cow<'t, str>>) -> Self {
        Self::Other(Personal::new(text.into()))
    }

    /// Of which kind it is.
    pub const fn kind(&self) -> InteractionType {
        match self {
            Self::TrueFalse(_) => InteractionType::TrueFalse,
            Self::Choice(_) => InteractionType::Choice,
            Self::FillIn(_) => InteractionType::FillIn,
            Self::LongFillIn(_) => InteractionType::LongFillIn,
            Self::Matching(_) => InteractionType::Matching,
            Self::Performance(_) => InteractionType::Performance,
            Self::Sequencing(_) => InteractionType::Sequencing,
            Self::Likert(_) => InteractionType::Likert,
            Self::Numeric(_) => InteractionType::Numeric,
            Self::Other(_) => InteractionType::Other,
        }
    }

    /// The response as statements and activities carry it.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        match self {
            Self::TrueFalse(true) => text.push_str("true"),
            Self::TrueFalse(false) => text.push_str("false"),
            Self::Choice(ids) | Self::Sequencing(ids) => {
                read::write_items(&mut text, ids, |id, text| text.push_str(id.as_str()));
            }
            Self::FillIn(texts) | Self::LongFillIn(texts) => texts.write(&mut text),
            Self::Matching(pairs) => read::write_items(&mut text, pairs, Pair::write),
            Self::Performance(performance) => performance.write(&mut text),
            Self::Likert(id) => text.push_str(id.as_str()),
            Self::Numeric(range) => range.write(&mut text),
            Self::Other(other) => text.push_str(other.expose()),
        }
        text
    }

    /// Every component it names, in its own order, with the list that should have it.
    pub fn components(&self) -> Vec<(ComponentList, &ComponentId<'t>)> {
        let choices = |id| (ComponentList::Choices, id);
        match self {
            Self::Choice(ids) | Self::Sequencing(ids) => ids.iter().map(choices).collect(),
            Self::Matching(pairs) => pairs.iter().flat_map(Pair::components).collect(),
            Self::Performance(performance) => {
                let steps = performance.steps().iter();
                steps.map(|step| (ComponentList::Steps, &step.id)).collect()
            }
            Self::Likert(id) => vec![(ComponentList::Scale, id)],
            Self::TrueFalse(_)
            | Self::FillIn(_)
            | Self::LongFillIn(_)
            | Self::Numeric(_)
            | Self::Other(_) => Vec::new(),
        }
    }
}

impl fmt::Debug for Response<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Response({})", self.kind())
    }
}

fn within<'t>(text: &'t str, limits: &Limits) -> Result<Piece<'t>, ResponseError> {
    if text.len() > limits.text {
        let exceeded = LimitExceeded::new("text", text.len(), limits.text);
        return Err(ResponseError::new(limits.text, exceeded.into()));
    }
    Ok(Piece::whole(text))
}

fn truth(whole: Piece<'_>) -> Result<bool, ResponseError> {
    match whole.text {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(whole.fault(ResponseFault::TrueFalse)),
    }
}

fn ids(
    list: Piece<'_>,
    limit: usize,
) -> impl Iterator<Item = Result<ComponentId<'_>, ResponseError>> {
    Items::or_none(list, limit).map(|item| ComponentId::read(item?))
}

fn pairs(list: Piece<'_>, limit: usize) -> impl Iterator<Item = Result<Pair<'_>, ResponseError>> {
    Items::or_none(list, limit).map(|item| Pair::read(item?))
}
