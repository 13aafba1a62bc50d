//! Building the tree of activities.

use super::{Activities, Activity, Launchable, NotLaunchable, Source};
use crate::address::ExternalPolicy;
use crate::index::{Index, Packed, Target};
use crate::sequencing::SharedSequencing;
use crate::{Item, Manifest, Organization};

/// Builds the tree on a stack of its own.
pub(super) struct Builder<'m> {
    index: Index<'m>,
    /// What items of each package share; empty until activities are built.
    shared: Vec<SharedSequencing<'m>>,
    external: ExternalPolicy,
    all: Vec<Activity<'m>>,
    /// Activities that may still be built.
    left: usize,
}

/// What is launched for an item, and the package it stands for with the organization that is taken of it.
type Launching<'m> = (
    Result<Launchable<'m>, NotLaunchable>,
    Option<(usize, &'m Organization)>,
);

/// An item that waits for its place: of which package it is, how many references led to it.
#[derive(Clone, Copy)]
struct Waiting<'m> {
    item: &'m Item,
    parent: usize,
    manifest: usize,
    depth: usize,
}

impl<'m> Builder<'m> {
    pub(super) fn new(index: Index<'m>, external: ExternalPolicy) -> Self {
        Self {
            index,
            shared: Vec::new(),
            external,
            all: Vec::new(),
            left: Activities::MOST,
        }
    }

    /// Which package an organization is of.
    pub(super) fn manifest_of(&self, organization: &Organization) -> usize {
        let is_of = |one: &Packed<'m>| {
            let mut all = one.manifest.organizations().iter();
            all.any(|one| core::ptr::eq(one, organization))
        };
        self.index.manifests.iter().position(is_of).unwrap_or(0)
    }

    /// The activities of an organization of the package at that position, as many as are left to be built.
    pub(super) fn build(
        &mut self,
        organization: &'m Organization,
        manifest: usize,
    ) -> Vec<Activity<'m>> {
        if self.shared.is_empty() {
            self.shared = shared_of(&self.index);
        }
        let source = Source::Organization(organization);
        self.push(source, None, manifest, (Err(NotLaunchable::Group), None));
        let mut waiting = Vec::new();
        wait(&mut waiting, &organization.items, 0, manifest, 0);
        while let Some(next) = waiting.pop() {
            if self.all.len() >= self.left {
                break;
            }
            let (source, parent) = (Source::Item(next.item), Some(next.parent));
            let (launchable, package) = self.launch(next);
            let at = self.push(source, parent, next.manifest, (launchable, package));
            let own = &next.item.items;
            wait(&mut waiting, own, at, next.manifest, next.depth);
            if let Some((manifest, organization)) = package {
                let depth = next.depth.saturating_add(1);
                wait(&mut waiting, &organization.items, at, manifest, depth);
            }
        }
        self.left = self.left.saturating_sub(self.all.len());
        core::mem::take(&mut self.all)
    }

    /// Whether an item of these organizations of the outermost package can be launched, or one of a package that
    /// they stand for; each of those is looked at once.
    pub(super) fn launches(&self, organizations: &'m [Organization]) -> bool {
        let mut seen = vec![false; self.index.manifests.len()];
        let mut waiting = Vec::new();
        for organization in organizations.iter().rev() {
            wait(&mut waiting, &organization.items, 0, 0, 0);
        }
        while let Some(next) = waiting.pop() {
            let (launchable, package) = self.launch(next);
            if launchable.is_ok_and(|one| one.launch(Some(next.item)).is_ok()) {
                return true;
            }
            wait(&mut waiting, &next.item.items, 0, next.manifest, 0);
            let mut new = |at: usize| {
                seen.get_mut(at)
                    .is_some_and(|seen| !core::mem::replace(seen, true))
            };
            if let Some((manifest, organization)) = package
                && new(manifest)
            {
                wait(&mut waiting, &organization.items, 0, manifest, 0);
            }
        }
        false
    }

    /// What is launched for an item, and the package that it stands for.
    fn launch(&self, next: Waiting<'m>) -> Launching<'m> {
        let Some(target) = next.item.target() else {
            let why = if next.item.items.is_empty() {
                NotLaunchable::NoReference
            } else {
                NotLaunchable::Group
            };
            return (Err(why), None);
        };
        match self.index.target(target) {
            None if self.index.is_activity(target) => (Err(NotLaunchable::Activity), None),
            None => (Err(NotLaunchable::Dangling), None),
            Some(Target::Resource(at)) => (self.launchable(at), None),
            Some(Target::Manifest(manifest)) => match self.package(manifest, next) {
                Ok(organization) => (Err(NotLaunchable::Group), Some((manifest, organization))),
                Err(why) => (Err(why), None),
            },
        }
    }

    /// The organization of a package that an item stands for, unless it is not to be followed.
    fn package(
        &self,
        manifest: usize,
        next: Waiting<'m>,
    ) -> Result<&'m Organization, NotLaunchable> {
        if self.index.leads_back(next.manifest, manifest) {
            return Err(NotLaunchable::Itself);
        }
        if next.depth >= Manifest::DEPTH {
            return Err(NotLaunchable::TooDeep {
                limit: Manifest::DEPTH,
                most: Activities::MOST,
            });
        }
        let organization = self.index.organization(manifest);
        organization.ok_or(NotLaunchable::EmptyPackage)
    }

    /// What is launched of a resource, if it has an address.
    fn launchable(&self, at: usize) -> Result<Launchable<'m>, NotLaunchable> {
        let owned = self.index.resources.get(at);
        let owned = *owned.ok_or(NotLaunchable::Dangling)?;
        Ok(Launchable {
            resource: owned.resource,
            bases: self.index.shared_bases(owned.manifest),
            external: self.external,
        })
    }

    fn push(
        &mut self,
        source: Source<'m>,
        parent: Option<usize>,
        manifest: usize,
        (launchable, package): Launching<'m>,
    ) -> usize {
        let at = self.all.len();
        let own = Activity::own_sequencing(source).map(|own| (own, manifest));
        let of_package = || package.and_then(|(at, one)| Some((one.sequencing.as_deref()?, at)));
        let sequencing = own
            .or_else(of_package)
            .and_then(|(own, manifest)| Some((own, self.shared.get(manifest)?)))
            .map(|(own, shared)| own.resolved(shared))
            .unwrap_or_default();
        let around = parent.and_then(|parent| self.all.get(parent));
        let depth = around.map_or(0, |around| around.depth.saturating_add(1));
        self.all.push(Activity {
            source,
            parent,
            depth,
            package: package.map(|(_, organization)| organization),
            sequencing,
            launchable,
            children: Vec::new(),
        });
        if let Some(parent) = parent.and_then(|parent| self.all.get_mut(parent)) {
            parent.children.push(at);
        }
        at
    }
}

/// What the items of each package share.
fn shared_of<'m>(index: &Index<'m>) -> Vec<SharedSequencing<'m>> {
    let collections = index.manifests.iter().map(|one| {
        let collection = one.manifest.sequencing_collection.as_ref();
        collection.map(|all| all.by_name()).unwrap_or_default()
    });
    collections.collect()
}

/// Lets items wait, so that the first is taken first.
fn wait<'m>(
    waiting: &mut Vec<Waiting<'m>>,
    items: &'m [Item],
    parent: usize,
    manifest: usize,
    depth: usize,
) {
    waiting.extend(items.iter().rev().map(|item| Waiting {
        item,
        parent,
        manifest,
        depth,
    }));
}
