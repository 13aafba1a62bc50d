//! Components as responses name them.

use std::borrow::Cow;

use edu_types::Personal;

use super::super::error::{ResponseError, ResponseFault};
use super::super::kind::ComponentList;
use super::super::read::{ITEMS, PAIR, Piece};

/// The id of a component, as a response names it; compared byte for byte.
///
/// One or more characters, without `[,]` and `[.]`, and not beginning with a parameter. `Debug`
/// does not show it, because it may be a learner's choice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ComponentId<'t>(Personal<Cow<'t, str>>);

impl<'t> ComponentId<'t> {
    /// Takes an id that a response can name.
    ///
    /// # Errors
    ///
    /// [`ResponseError`] where it is empty, holds a delimiter, or would be read as a parameter.
    pub fn new(id: impl Into<Cow<'t, str>>) -> Result<Self, ResponseError> {
        let id = id.into();
        check(Piece::whole(&id))?;
        Ok(Self(Personal::new(id)))
    }

    pub(super) fn read(piece: Piece<'t>) -> Result<Self, ResponseError> {
        check(piece)?;
        Ok(Self(Personal::new(Cow::Borrowed(piece.text))))
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        self.0.expose()
    }
}

fn check(id: Piece<'_>) -> Result<(), ResponseError> {
    if id.text.is_empty() {
        return Err(id.fault(ResponseFault::EmptyId));
    }
    if id.text.contains('[') {
        id.refuse(ITEMS, ResponseFault::IdDelimiter)?;
        id.refuse(PAIR, ResponseFault::IdDelimiter)?;
    }
    id.refuse_parameter()
}

/// A source and the target it is matched to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Pair<'t> {
    /// What is matched.
    pub source: ComponentId<'t>,
    /// What it is matched to.
    pub target: ComponentId<'t>,
}

impl<'t> Pair<'t> {
    /// The source matched to the target.
    pub const fn new(source: ComponentId<'t>, target: ComponentId<'t>) -> Self {
        Self { source, target }
    }

    pub(super) fn read(piece: Piece<'t>) -> Result<Self, ResponseError> {
        let Some((source, target)) = piece.split(PAIR) else {
            return Err(piece.fault(ResponseFault::PairWithoutTarget));
        };
        Ok(Self::new(
            ComponentId::read(source)?,
            ComponentId::read(target)?,
        ))
    }

    pub(super) fn write(&self, text: &mut String) {
        for part in [self.source.as_str(), PAIR, self.target.as_str()] {
            text.push_str(part);
        }
    }

    pub(super) const fn components(&self) -> [(ComponentList, &ComponentId<'t>); 2] {
        [
            (ComponentList::Source, &self.source),
            (ComponentList::Target, &self.target),
        ]
    }
}
