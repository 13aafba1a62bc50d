//! The word by which an object of a statement says what it is.

use edu_json::{Kind, Node, Reader};
use edu_types::Rule;

/// What an object says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ObjectType {
    Activity,
    Agent,
    Group,
    StatementRef,
    SubStatement,
    ContextAgent,
    ContextGroup,
}

impl ObjectType {
    pub(crate) const NAME: &str = "objectType";

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Activity => "Activity",
            Self::Agent => "Agent",
            Self::Group => "Group",
            Self::StatementRef => "StatementRef",
            Self::SubStatement => "SubStatement",
            Self::ContextAgent => "contextAgent",
            Self::ContextGroup => "contextGroup",
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "Activity" => Self::Activity,
            "Agent" => Self::Agent,
            "Group" => Self::Group,
            "StatementRef" => Self::StatementRef,
            "SubStatement" => Self::SubStatement,
            "contextAgent" => Self::ContextAgent,
            "contextGroup" => Self::ContextGroup,
            _ => return None,
        })
    }

    /// What `object` says that it is; a word that is not `allowed` breaks `rule`. The outer `None`
    /// means that it was refused.
    #[expect(
        clippy::option_option,
        reason = "refused and absent are different outcomes"
    )]
    pub(crate) fn of<'t>(
        object: Node<'t>,
        reader: &mut Reader<'_, 't>,
        rule: &'static Rule,
        allowed: &[Self],
    ) -> Option<Option<Self>> {
        let Some(node) = object.get(Self::NAME) else {
            return Some(None);
        };
        let found = node.as_str().and_then(Self::of_word);
        if found.is_some_and(|kind| allowed.contains(&kind)) {
            return Some(found);
        }
        Self::refuse(node, reader, rule, allowed)
    }

    #[cold]
    fn refuse<'t, T>(
        node: Node<'t>,
        reader: &mut Reader<'_, 't>,
        rule: &'static Rule,
        allowed: &[Self],
    ) -> Option<T> {
        let words: Vec<&str> = allowed.iter().map(|kind| kind.as_str()).collect();
        let kind = node.kind();
        let message = if kind == Kind::String {
            format!("objectType is another, allowed is {}", words.join(", "))
        } else {
            format!("found {kind}, allowed is {}", words.join(", "))
        };
        reader.within(Self::NAME, |reader| reader.refuse(rule, node, message))
    }

    /// Like [`ObjectType::of`], where the object must say that it is `kind`.
    pub(crate) fn require<'t>(
        object: Node<'t>,
        reader: &mut Reader<'_, 't>,
        rule: &'static Rule,
        kind: Self,
    ) -> Option<()> {
        if Self::of(object, reader, rule, &[kind])?.is_some() {
            return Some(());
        }
        let message = format!("objectType is missing, {} is required", kind.as_str());
        reader.refuse(rule, object, message)
    }
}
