//! What is wrong with the text of a response.

use core::fmt;

use edu_types::{DecimalError, LimitExceeded};

/// Why a text is no response of its kind: where, and what is allowed.
///
/// Never quotes the text, which may be a learner's. In a statement it breaks
/// [`rules::PATTERN`](crate::rules::PATTERN) where it is a correct response, and
/// [`rules::RESPONSE`](crate::rules::RESPONSE) where it is a learner's; both only warn, as a store
/// may look at such texts, and need not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault} at byte {offset}")]
#[non_exhaustive]
pub struct ResponseError {
    /// Where in the text, in bytes from its beginning.
    pub offset: usize,
    /// What is wrong there.
    pub fault: ResponseFault,
}

/// What is wrong at one place of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ResponseFault {
    /// The text, or its number of items, is beyond a limit.
    #[error(transparent)]
    Limit(#[from] LimitExceeded),
    /// Neither `true` nor `false`.
    #[error("response is neither, `true` or `false` is allowed")]
    TrueFalse,
    /// An id without characters.
    #[error("id is empty, one or more characters are allowed")]
    EmptyId,
    /// An id that holds a delimiter.
    #[error("id holds a delimiter, an id without `[,]` and `[.]` is allowed")]
    IdDelimiter,
    /// A matching pair without `[.]`.
    #[error("pair has no target, `source[.]target` is allowed")]
    PairWithoutTarget,
    /// A step without `[.]`.
    #[error("step has no response, `step[.]response` is allowed")]
    StepWithoutResponse,
    /// No texts at all, where one or more are asked for.
    #[error("list has no texts, one or more are allowed")]
    NoTexts,
    /// A text to be written that holds the delimiter of items.
    #[error("text holds a delimiter, a text without `[,]` is allowed")]
    TextDelimiter,
    /// A step's text that would be read as a number or a range.
    #[error("text reads as a number or a range, give it as one or name its language")]
    ReadsAsNumber,
    /// Something else than a number.
    #[error("number cannot be read, one as in JSON is allowed: {0}")]
    Number(DecimalError),
    /// A range with more than one delimiter.
    #[error("range has a second delimiter, `minimum[:]maximum` is allowed")]
    SecondRangeDelimiter,
    /// A range that ends before it begins.
    #[error("range has a minimum above its maximum, at most the maximum is allowed")]
    RangeReversed,
    /// A parameter without closing brace.
    #[error("parameter `{0}` has no closing brace, `{{parameter=value}}` is allowed")]
    ParameterOpen(Parameter),
    /// A parameter whose value is not allowed.
    #[error("parameter `{parameter}` has a value that is not allowed, {allowed} is", allowed = parameter.values())]
    ParameterValue {
        /// Which parameter.
        parameter: Parameter,
    },
    /// A parameter for the second time.
    #[error("parameter `{0}` appears twice, once is allowed")]
    ParameterRepeated(Parameter),
    /// A parameter where it may not stand.
    #[error("parameter `{0}` may not stand here, {places}", places = .0.places())]
    ParameterMisplaced(Parameter),
}

/// A parameter written before the items of a response, or before one of them.
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.4.1, Characterstring parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "the standard closes this vocabulary"
)]
pub enum Parameter {
    /// Whether the case of texts matters.
    CaseMatters,
    /// Whether the order of items matters.
    OrderMatters,
    /// The language of one text.
    Language,
}

impl Parameter {
    /// All three.
    pub const ALL: [Self; 3] = [Self::CaseMatters, Self::OrderMatters, Self::Language];

    /// The name, as it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CaseMatters => "case_matters",
            Self::OrderMatters => "order_matters",
            Self::Language => "lang",
        }
    }

    const fn values(self) -> &'static str {
        match self {
            Self::CaseMatters | Self::OrderMatters => "`true` or `false`",
            Self::Language => "a language tag of RFC 5646",
        }
    }

    const fn places(self) -> &'static str {
        match self {
            Self::CaseMatters => "before all texts of a fill-in or long-fill-in it is allowed",
            Self::OrderMatters => {
                "before all items of a fill-in, long-fill-in or performance it is allowed"
            }
            Self::Language => "before one text of a fill-in, long-fill-in or step it is allowed",
        }
    }
}

impl ResponseError {
    pub(super) const fn new(offset: usize, fault: ResponseFault) -> Self {
        Self { offset, fault }
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
