//! What is launched for an activity, or why nothing is.

use crate::address::{Address, AddressError, Bases, ExternalPolicy};
use crate::{Item, Resource};

/// What is launched for an activity.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Launch<'m> {
    /// The address, with the parameters of the item.
    pub address: Address,
    /// Whether it talks to the run-time environment.
    pub is_sco: bool,
    /// The resource.
    pub resource: &'m Resource,
}

/// Why nothing is launched for an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotLaunchable {
    /// It is a group of others.
    #[error("item is a group of others")]
    Group,
    /// It refers to nothing.
    #[error("item refers to no resource")]
    NoReference,
    /// It refers to a resource that there is none of.
    #[error("item refers to a resource that the manifest does not have")]
    Dangling,
    /// It refers to an item or organization, which is nothing to launch.
    #[error("item refers to an item or organization, a resource or a package within is allowed")]
    Activity,
    /// It refers to the package that it lies in, or to one that leads back there.
    #[error("item refers to the package that it lies in, or to one that leads back there")]
    Itself,
    /// It refers to a package within the package that has no items.
    #[error("item refers to a package without items")]
    EmptyPackage,
    /// Packages refer to each other deeper, or hold more in all, than is followed.
    #[error(
        "packages within packages refer to each other {limit} deep or to more than {most} items, which is the limit"
    )]
    TooDeep {
        /// Packages in each other allowed.
        limit: usize,
        /// Activities allowed.
        most: usize,
    },
    /// Its resource has no address that may be launched.
    #[error(transparent)]
    Address(#[from] AddressError),
}

/// What a launch is made from when it is asked for.
#[derive(Clone, Debug)]
pub(super) struct Launchable<'m> {
    pub(super) resource: &'m Resource,
    /// What the addresses of its package start from.
    pub(super) bases: Bases<'m>,
    pub(super) external: ExternalPolicy,
}

impl<'m> Launchable<'m> {
    /// What is launched for an item that refers to it.
    pub(super) fn launch(&self, item: Option<&Item>) -> Result<Launch<'m>, NotLaunchable> {
        let resource = self.resource;
        let resolved = self.bases.address(resource, item, self.external)?;
        Ok(Launch {
            address: resolved.address,
            is_sco: resource.is_sco(),
            resource,
        })
    }
}
