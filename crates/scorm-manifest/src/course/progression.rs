//! In which order the items of a course may be opened.

use edu_json::{FromJson, JsonWriter, Node, Reader, ToJson};

/// In which order learners may open the items of a course.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Progression {
    /// Any, in any order.
    #[default]
    Free,
    /// Each only after the one before it is completed.
    InOrder,
    /// Some of them, chosen at random for each learner; how many, the export says.
    RandomPool,
}

impl Progression {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::Free, Self::InOrder, Self::RandomPool];

    /// The text in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::InOrder => "in_order",
            Self::RandomPool => "random_pool",
        }
    }
}

impl FromJson for Progression {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let text = reader.text(node)?;
        match Self::ALL.iter().find(|kind| kind.as_str() == text) {
            Some(kind) => Some(*kind),
            None => reader.not_allowed(node, "progression is not free, in_order or random_pool"),
        }
    }
}

impl ToJson for Progression {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(self.as_str());
    }
}
