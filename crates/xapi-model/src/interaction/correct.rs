//! Correct responses, and whether a learner's response is one of them.

use core::fmt;

use edu_types::Limits;

use super::error::ResponseError;
use super::kind::InteractionType;
use super::response::Response;

mod compare;

use compare::Learner;

/// Every response to a question that is correct, read once to judge many learners.
///
/// A pattern that cannot be read decides nothing, save for a response of the very same text.
/// Evaluation takes time in proportion to the patterns and the response, but for putting in order
/// what has none. `Debug` shows no pattern.
///
/// ```
/// use edu_types::Limits;
/// use xapi_model::interaction::{Correct, CorrectResponses, Evaluation, InteractionType};
///
/// let kind = InteractionType::FillIn;
/// let question = CorrectResponses::parse(kind, ["foo[,]bar", "foo"], &Limits::DEFAULT);
/// assert_eq!(question.evaluate("Foo"), Evaluation::Correct(Correct::Pattern(1)));
/// assert_eq!(question.evaluate("bar").is_correct(), Some(false));
/// ```
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.4.1, Correct Responses Pattern; 2.0 §4.2.2.
#[derive(Clone)]
pub struct CorrectResponses<'t> {
    kind: InteractionType,
    limits: Limits,
    /// `None` where every response is correct.
    patterns: Option<Vec<Pattern<'t>>>,
}

#[derive(Clone)]
struct Pattern<'t> {
    text: &'t str,
    read: Result<Response<'t>, ResponseError>,
}

impl<'t> CorrectResponses<'t> {
    /// The question has no `correctResponsesPattern`: every response is correct.
    pub const fn any(kind: InteractionType) -> Self {
        Self {
            kind,
            limits: Limits::DEFAULT,
            patterns: None,
        }
    }

    /// The question has these patterns; where there are none, no response is correct.
    ///
    /// The limits hold for each pattern and for each response; see [`Response::parse`].
    pub fn parse<P>(
        kind: InteractionType,
        patterns: impl IntoIterator<Item = &'t P>,
        limits: &Limits,
    ) -> Self
    where
        P: AsRef<str> + ?Sized + 't,
    {
        let read = |pattern: &'t P| {
            let text = pattern.as_ref();
            let read = Response::parse(kind, text, limits);
            let read = read.map(compare::in_comparable_order);
            Pattern { text, read }
        };
        Self {
            kind,
            limits: *limits,
            patterns: Some(patterns.into_iter().map(read).collect()),
        }
    }

    /// The patterns that cannot be read, by index, and why.
    pub fn faults(&self) -> impl Iterator<Item = (usize, ResponseError)> {
        let all = self.patterns.iter().flatten().enumerate();
        all.filter_map(|(index, pattern)| Some((index, *pattern.read.as_ref().err()?)))
    }

    /// Whether a learner's response is correct.
    pub fn evaluate(&self, response: &str) -> Evaluation {
        let Some(patterns) = &self.patterns else {
            return Evaluation::Correct(Correct::AnyResponse);
        };
        if patterns.is_empty() {
            return Evaluation::Incorrect(Incorrect::NoneIsCorrect);
        }
        if let Some(index) = patterns.iter().position(|pattern| pattern.text == response) {
            return Evaluation::Correct(Correct::Pattern(index));
        }
        let learner = match Response::parse(self.kind, response, &self.limits) {
            Ok(response) => compare::in_comparable_order(response),
            Err(error) => return Evaluation::Undecided(Undecided::Response(error)),
        };
        let learner = Learner::new(&learner);
        let matches = |pattern: &Pattern<'_>| {
            let read = pattern.read.as_ref();
            read.is_ok_and(|pattern| learner.matches(pattern))
        };
        if let Some(index) = patterns.iter().position(matches) {
            return Evaluation::Correct(Correct::Pattern(index));
        }
        if let Some((index, error)) = self.faults().next() {
            return Evaluation::Undecided(Undecided::Pattern { index, error });
        }
        if self.kind == InteractionType::Other {
            return Evaluation::Undecided(Undecided::OwnFormat);
        }
        Evaluation::Incorrect(Incorrect::NoPattern)
    }
}

impl fmt::Debug for CorrectResponses<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.patterns.as_ref().map_or(0, Vec::len);
        write!(f, "CorrectResponses({}, {count} patterns)", self.kind)
    }
}

/// Whether a response is correct, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "every caller must decide about each of the three"
)]
pub enum Evaluation {
    /// It is correct.
    Correct(Correct),
    /// It is not correct.
    Incorrect(Incorrect),
    /// The patterns do not say.
    Undecided(Undecided),
}

/// Why a response is correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Correct {
    /// The question has no patterns, so that every response is.
    AnyResponse,
    /// It matches the pattern with this index, the first that it matches.
    Pattern(usize),
}

/// Why a response is not correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Incorrect {
    /// The question has an empty list of patterns, so that no response is.
    NoneIsCorrect,
    /// It matches no pattern.
    NoPattern,
}

/// Why nothing follows from the patterns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Undecided {
    /// The response cannot be read.
    Response(ResponseError),
    /// No other pattern matches, and this one cannot be read.
    Pattern {
        /// The first pattern that cannot be read.
        index: usize,
        /// Why.
        error: ResponseError,
    },
    /// The question is of kind `other`, and the response none of its patterns: what else is
    /// correct, only its content knows.
    OwnFormat,
}

impl Evaluation {
    /// Whether the response is correct; `None` where the patterns do not say.
    pub const fn is_correct(self) -> Option<bool> {
        match self {
            Self::Correct(_) => Some(true),
            Self::Incorrect(_) => Some(false),
            Self::Undecided(_) => None,
        }
    }
}

impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Correct(Correct::AnyResponse) => f.write_str("correct: every response is"),
            Self::Correct(Correct::Pattern(index)) => write!(f, "correct: pattern {index} matches"),
            Self::Incorrect(Incorrect::NoneIsCorrect) => f.write_str("incorrect: no response is"),
            Self::Incorrect(Incorrect::NoPattern) => f.write_str("incorrect: no pattern matches"),
            Self::Undecided(Undecided::Response(error)) => {
                write!(f, "undecided: the response cannot be read: {error}")
            }
            Self::Undecided(Undecided::Pattern { index, error }) => {
                write!(f, "undecided: pattern {index} cannot be read: {error}")
            }
            Self::Undecided(Undecided::OwnFormat) => {
                f.write_str("undecided: the response has a format of its own")
            }
        }
    }
}
