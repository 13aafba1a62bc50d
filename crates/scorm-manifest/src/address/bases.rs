//! The bases of a package, which many addresses share.

use std::sync::Arc;

use super::place::Place;
use super::{AddressError, ExternalPolicy, Resolved};
use crate::{Item, Resource};

/// What the addresses of a package start from, as it is written; kept once, however many are below it.
#[derive(Clone, Debug)]
pub(crate) struct Bases<'m> {
    /// Outermost first.
    all: Arc<[&'m str]>,
    /// Whether each only names folders below the one before it, so that none needs to be read again.
    settled: bool,
}

impl<'m> Bases<'m> {
    /// Bases, outermost first.
    pub(crate) fn of(all: &[&'m str]) -> Self {
        Self {
            settled: all.iter().all(|base| Place::settles(base)),
            all: all.into(),
        }
    }

    /// The address of a resource below these bases, with the parameters of an item.
    ///
    /// # Errors
    ///
    /// As [`Address::resolve`](super::Address::resolve) has them.
    pub(crate) fn address(
        &self,
        resource: &Resource,
        item: Option<&Item>,
        external: ExternalPolicy,
    ) -> Result<Resolved, AddressError> {
        let href = resource.href.as_deref().ok_or(AddressError::Missing)?;
        let mut place = Place::default();
        for base in &*self.all {
            if self.settled {
                place.enter_settled(base)?;
            } else {
                place.enter(base)?;
            }
        }
        if let Some(own) = resource.base.as_deref() {
            place.enter(own)?;
        }
        let parameters = item.and_then(|item| item.parameters.as_deref());
        place.address(href, parameters, external)
    }
}
