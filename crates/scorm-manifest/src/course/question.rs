//! Questions, and what counts as an answer to them.

use edu_json::{FromJson, JsonWriter, Node, Reader, ToJson, json_object};
use edu_types::Decimal;

use super::Identifier;

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum QuestionKind {
    /// One of several choices.
    SingleChoice,
    /// Any of several choices; right where all right ones are chosen and no other.
    MultipleChoice,
    /// True or false.
    TrueFalse,
    /// A word or number that is typed.
    FillIn,
}

json_object! {
    /// One question of a quiz.
    pub struct Question {
        required {
            /// Its identity within the course; answers are recorded under it.
            identifier: Identifier = "identifier",
            /// How it is answered.
            kind: QuestionKind = "kind",
            /// What is asked.
            text: String = "text",
        }
        optional {
            /// The right answer of a question of true or false.
            answer: bool = "answer",
            /// Whether capital and small letters differ in what is typed; they do not where absent.
            case_matters: bool = "case_matters",
            /// Its points, above 0 and at most 1000; 1 where absent.
            weight: Decimal = "weight",
            /// Said after a right answer.
            feedback_correct: String = "feedback_correct",
            /// Said after a wrong answer.
            feedback_incorrect: String = "feedback_incorrect",
        }
        list {
            /// The choices of a question that has some, 2 to 26.
            choices: Choice = "choices",
            /// What may be typed, 1 to 5 texts; white space around it does not count.
            accepted: String = "accepted",
        }
    }
}

json_object! {
    /// One choice of a question.
    pub struct Choice {
        required {
            /// What is chosen.
            text: String = "text",
        }
        optional {
            /// Whether it is right; wrong where absent.
            correct: bool = "correct",
            /// Said after it was chosen.
            feedback: String = "feedback",
        }
    }
}

impl QuestionKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::SingleChoice,
        Self::MultipleChoice,
        Self::TrueFalse,
        Self::FillIn,
    ];

    /// The text in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SingleChoice => "single_choice",
            Self::MultipleChoice => "multiple_choice",
            Self::TrueFalse => "true_false",
            Self::FillIn => "fill_in",
        }
    }

    /// Whether it is answered by choices that the author gives.
    pub const fn has_choices(self) -> bool {
        matches!(self, Self::SingleChoice | Self::MultipleChoice)
    }
}

impl Question {
    /// Its points.
    pub fn points(&self) -> Decimal {
        self.weight.clone().unwrap_or_else(|| Decimal::from(1))
    }
}

impl FromJson for QuestionKind {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let text = reader.text(node)?;
        let known = Self::ALL.iter().find(|kind| kind.as_str() == text);
        let message =
            "kind of question is not single_choice, multiple_choice, true_false or fill_in";
        known.copied().or_else(|| reader.not_allowed(node, message))
    }
}

impl ToJson for QuestionKind {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(self.as_str());
    }
}
