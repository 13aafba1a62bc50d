//! Interaction activities: questions of ten kinds, their correct responses, and whether a learner's
//! response is one of them.
//!
//! The text of a response has a little language of its own, `[,]`, `[.]`, `[:]` and `{…=…}`; what
//! is written in it becomes a typed [`Response`], and a typed response becomes text. The same
//! language writes the patterns of correct responses, which [`CorrectResponses`] holds.
//!
//! ```
//! use edu_types::Limits;
//! use xapi_model::interaction::{CorrectResponses, InteractionType, Response};
//!
//! let right = Response::choice(["golf", "tetris"])?;
//! assert_eq!(right.to_text(), "golf[,]tetris");
//!
//! let question =
//!     CorrectResponses::parse(InteractionType::Choice, ["golf[,]tetris"], &Limits::DEFAULT);
//! assert_eq!(question.evaluate("tetris[,]golf").is_correct(), Some(true));
//! assert_eq!(question.evaluate("golf").is_correct(), Some(false));
//! assert_eq!(
//!     question.evaluate("golf[,]").to_string(),
//!     "undecided: the response cannot be read: id is empty, one or more characters are allowed \
//!      at byte 7",
//! );
//! # Ok::<(), xapi_model::interaction::ResponseError>(())
//! ```
//!
//! What the standard leaves open is settled as follows, and tested as such.
//!
//! | open | settled |
//! |---|---|
//! | order and repetition of choices and of matched pairs | neither matters: they are sets |
//! | more items than a pattern has | no match: patterns list correct responses exhaustively |
//! | a response that is a range | matches a range it lies within |
//! | a text of nothing | no choices, pairs or steps; one empty text where texts are asked for |
//! | `foo[,]` | one id and an empty one, which is a fault; two texts, the second empty |
//! | parameters that a learner's response carries | those of the pattern decide |
//! | `case_matters=false` | each character by its own Unicode lower case; nothing else is folded: no accents, spaces or composed forms |
//! | case of ids | matters always |
//! | case in a step's text | does not matter: the parameter that would say so is none of `performance` |
//! | languages | an item without language fits any; of two tags one must be the other, or begin it up to a hyphen |
//! | items without order that have the same text | paired in the order of their languages, none first |
//! | steps without order that have the same id | keep their order |
//! | a step's `4`, `1:` and `:10` | numbers and ranges: the last two are how the standard's own example writes them; `10:30` is a text, as it may be a time of day |
//! | `[.]` in a step's text | the first ends the step's id, others are text |
//! | `[:]` | any number |
//! | braces that hold none of the three parameters | text |
//! | `other` | the very text of a pattern is correct; whether another text is, only its content knows |
//!
//! No success follows from a response by itself: a provider may mark a response as correct that
//! matches no pattern.
//!
//! Spec: xAPI 1.0.3 Part 2 §2.4.4.1 and Appendix C; 2.0 §4.2.2.
//!
//! | module | holds |
//! |---|---|
//! | [`kind`] | [`InteractionType`], and the lists of components it may have: [`ComponentList`] |
//! | [`response`] | [`Response`] and its parts |
//! | [`correct`] | [`CorrectResponses`] and its [`Evaluation`] |
//! | [`components`] | [`Components`]: what a response may name |
//! | [`error`](mod@error) | [`ResponseError`]: what is wrong with a text, and where |

pub mod components;
pub mod correct;
pub mod error;
pub mod kind;
mod read;
pub mod response;

pub use components::{Components, UnknownComponent, first_repeated, has_white_space};
pub use correct::{Correct, CorrectResponses, Evaluation, Incorrect, Undecided};
pub use error::{Parameter, ResponseError, ResponseFault};
pub use kind::{ComponentList, InteractionType};
pub use response::{
    ComponentId, FillIn, NumericRange, Pair, Performance, Response, ResponseText, Step,
    StepResponse,
};
