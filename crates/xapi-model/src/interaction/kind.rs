//! The kinds of interaction, and which lists of components each has.

use core::fmt;

use edu_json::{FromJson, JsonWriter, Node, Reader, ToJson};

/// What a question asks of the learner; it decides how responses are written.
///
/// A closed vocabulary, with exactly this spelling.
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.4.1, Interaction Types; 2.0 §4.2.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "the standard closes this vocabulary"
)]
pub enum InteractionType {
    /// True or false.
    TrueFalse,
    /// One or several of the choices.
    Choice,
    /// Short texts; normally up to 250 characters.
    FillIn,
    /// Long texts.
    LongFillIn,
    /// Pairs of a source and a target.
    Matching,
    /// Steps, each with what came of it.
    Performance,
    /// All choices, in order.
    Sequencing,
    /// One point of the scale.
    Likert,
    /// A number, or a range of numbers.
    Numeric,
    /// Anything else, in a format of its own.
    Other,
}

impl InteractionType {
    /// All ten, in the order of the standard.
    pub const ALL: [Self; 10] = [
        Self::TrueFalse,
        Self::Choice,
        Self::FillIn,
        Self::LongFillIn,
        Self::Matching,
        Self::Performance,
        Self::Sequencing,
        Self::Likert,
        Self::Numeric,
        Self::Other,
    ];

    /// The type that an activity with an interaction should have.
    ///
    /// Spec: xAPI 1.0.3 Part 2 §2.4.4.1.
    pub const ACTIVITY_TYPE: &str = "http://adlnet.gov/expapi/activities/cmi.interaction";

    /// The kind with this name; `None` where there is none, or it is spelled otherwise.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "true-false" => Self::TrueFalse,
            "choice" => Self::Choice,
            "fill-in" => Self::FillIn,
            "long-fill-in" => Self::LongFillIn,
            "matching" => Self::Matching,
            "performance" => Self::Performance,
            "sequencing" => Self::Sequencing,
            "likert" => Self::Likert,
            "numeric" => Self::Numeric,
            "other" => Self::Other,
            _ => return None,
        })
    }

    /// The name, as statements carry it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TrueFalse => "true-false",
            Self::Choice => "choice",
            Self::FillIn => "fill-in",
            Self::LongFillIn => "long-fill-in",
            Self::Matching => "matching",
            Self::Performance => "performance",
            Self::Sequencing => "sequencing",
            Self::Likert => "likert",
            Self::Numeric => "numeric",
            Self::Other => "other",
        }
    }

    /// The lists of components that an activity of this kind may have.
    pub const fn component_lists(self) -> &'static [ComponentList] {
        match self {
            Self::Choice | Self::Sequencing => &[ComponentList::Choices],
            Self::Likert => &[ComponentList::Scale],
            Self::Matching => &[ComponentList::Source, ComponentList::Target],
            Self::Performance => &[ComponentList::Steps],
            Self::TrueFalse | Self::FillIn | Self::LongFillIn | Self::Numeric | Self::Other => &[],
        }
    }

    /// Whether an activity of this kind may have that list of components.
    pub fn allows(self, list: ComponentList) -> bool {
        self.component_lists().contains(&list)
    }
}

impl fmt::Display for InteractionType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromJson for InteractionType {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let kind = Self::parse(reader.text(node)?);
        if kind.is_none() {
            let all = Self::ALL.map(Self::as_str).join(", ");
            let message = format!("interaction type is unknown, allowed is one of {all}");
            return reader.not_allowed(node, message);
        }
        kind
    }
}

impl ToJson for InteractionType {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(self.as_str());
    }
}

/// A list of components that an interaction activity may have, by the name of its member.
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.4.1, Interaction Components; 2.0 §4.2.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "the standard closes this vocabulary"
)]
pub enum ComponentList {
    /// What can be chosen or put in order.
    Choices,
    /// The points of a Likert scale.
    Scale,
    /// What is to be matched.
    Source,
    /// What it is matched to.
    Target,
    /// The parts of a task.
    Steps,
}

impl ComponentList {
    /// All five, in the order of the standard.
    pub const ALL: [Self; 5] = [
        Self::Choices,
        Self::Scale,
        Self::Source,
        Self::Target,
        Self::Steps,
    ];

    /// The name of the member.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Choices => "choices",
            Self::Scale => "scale",
            Self::Source => "source",
            Self::Target => "target",
            Self::Steps => "steps",
        }
    }
}

impl fmt::Display for ComponentList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_name() {
        for kind in InteractionType::ALL {
            assert_eq!(InteractionType::parse(kind.as_str()), Some(kind));
        }
    }

    #[test]
    fn a_kind_spelled_otherwise_is_none() {
        for name in [
            "Choice",
            "true_false",
            "truefalse",
            "fill-in ",
            "",
            "long-fillin",
        ] {
            assert_eq!(InteractionType::parse(name), None, "{name}");
        }
    }

    #[test]
    fn each_list_belongs_to_the_kinds_of_the_standard() {
        let kinds = |list| {
            let all = InteractionType::ALL.into_iter();
            let allowing = all.filter(move |kind| kind.allows(list));
            allowing.map(InteractionType::as_str).collect::<Vec<_>>()
        };
        assert_eq!(kinds(ComponentList::Choices), ["choice", "sequencing"]);
        assert_eq!(kinds(ComponentList::Scale), ["likert"]);
        assert_eq!(kinds(ComponentList::Source), ["matching"]);
        assert_eq!(kinds(ComponentList::Target), ["matching"]);
        assert_eq!(kinds(ComponentList::Steps), ["performance"]);
    }
}
