//! What identifiers refer to, and from where addresses start.

use crate::address::{Address, AddressError, ExternalPolicy, Resolved};
use crate::{Dependencies, Item, Manifest, Organization, Resource};

/// Every package and resource of a manifest, those of packages within it too, to be found by identifier.
#[derive(Debug)]
pub(crate) struct Index<'m> {
    /// Packages as they stand in the document, the outermost first.
    pub(crate) manifests: Vec<Packed<'m>>,
    /// Resources, by package and then as they stand in the document.
    pub(crate) resources: Vec<Owned<'m>>,
    resources_by_id: Vec<(&'m str, usize)>,
    manifests_by_id: Vec<(&'m str, usize)>,
    /// Of packages whose items lead to each other, the first one; itself for all others.
    rings: Vec<usize>,
}

/// A package, and the one it lies in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Packed<'m> {
    pub(crate) manifest: &'m Manifest,
    pub(crate) parent: Option<usize>,
    /// How many packages it lies in.
    pub(crate) depth: usize,
}

/// A resource, and the package it is of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Owned<'m> {
    pub(crate) resource: &'m Resource,
    pub(crate) manifest: usize,
}

/// What an identifier refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Resource(usize),
    Manifest(usize),
}

impl<'m> Index<'m> {
    pub(crate) fn of(root: &'m Manifest) -> Self {
        let manifests = packed(root);
        let owned = manifests.iter().enumerate().flat_map(|(manifest, one)| {
            let all = one.manifest.resources().iter();
            all.map(move |resource| Owned { resource, manifest })
        });
        let resources: Vec<_> = owned.collect();
        let by_id = resources.iter().enumerate();
        let mut resources_by_id: Vec<_> = by_id
            .filter_map(|(at, one)| some_id(one.resource.id()).map(|id| (id, at)))
            .collect();
        let by_id = manifests.iter().enumerate();
        let mut manifests_by_id: Vec<_> = by_id
            .filter_map(|(at, one)| some_id(one.manifest.id()).map(|id| (id, at)))
            .collect();
        // Of several with one identifier the first counts.
        resources_by_id.sort_unstable();
        manifests_by_id.sort_unstable();
        let rings = (0..manifests.len()).collect();
        let mut index = Self {
            manifests,
            resources,
            resources_by_id,
            manifests_by_id,
            rings,
        };
        index.find_rings();
        index
    }

    /// Finds which packages lead to each other by items of the organizations that are taken of them.
    fn find_rings(&mut self) {
        if self.manifests.len() < 2 {
            return;
        }
        let mut pairs = Vec::new();
        for (at, one) in self.manifests.iter().enumerate() {
            let chosen = one.manifest.default_organization();
            let mut waiting: Vec<_> = chosen.iter().flat_map(|one| &one.items).collect();
            while let Some(item) = waiting.pop() {
                let target = item.target().and_then(|target| self.target(target));
                // One that leads outwards is not followed, and closes no ring.
                if let Some(Target::Manifest(target)) = target
                    && !self.holds(target, at)
                {
                    pairs.push((at, target));
                }
                waiting.extend(&item.items);
            }
        }
        let references = Dependencies::new(self.manifests.len(), pairs);
        for ring in references.cycles() {
            for one in &ring {
                if let (Some(place), Some(first)) = (self.rings.get_mut(*one), ring.first()) {
                    *place = *first;
                }
            }
        }
    }

    /// What an item of a package refers to.
    pub(crate) fn target(&self, identifier: &str) -> Option<Target> {
        self.resource(identifier)
            .map(Target::Resource)
            .or_else(|| find(&self.manifests_by_id, identifier).map(Target::Manifest))
    }

    /// The organization that is taken of a package that an item stands for: its default one, if it has items.
    pub(crate) fn organization(&self, manifest: usize) -> Option<&'m Organization> {
        let chosen = self
            .manifests
            .get(manifest)?
            .manifest
            .default_organization();
        chosen.filter(|one| !one.items.is_empty())
    }

    /// The resource of that identifier.
    pub(crate) fn resource(&self, identifier: &str) -> Option<usize> {
        find(&self.resources_by_id, identifier)
    }

    /// Whether a reference from one package to another leads back: the other is it, lies around it, or
    /// refers to it in turn.
    pub(crate) fn leads_back(&self, from: usize, to: usize) -> bool {
        self.rings.get(from) == self.rings.get(to) || self.holds(to, from)
    }

    /// Whether a package is another, or lies around it.
    fn holds(&self, outer: usize, inner: usize) -> bool {
        let mut at = Some(inner);
        while let Some(manifest) = at {
            if manifest == outer {
                return true;
            }
            at = self.manifests.get(manifest).and_then(|one| one.parent);
        }
        false
    }

    /// What the addresses of a package's resources start from, outermost first.
    pub(crate) fn bases(&self, manifest: usize) -> Vec<&'m str> {
        let mut bases = Vec::new();
        let mut at = self.manifests.get(manifest);
        if let Some(one) = at {
            let resources = one.manifest.resources.as_ref();
            bases.extend(resources.and_then(|all| all.base.as_deref()));
        }
        while let Some(one) = at {
            bases.extend(one.manifest.base.as_deref());
            at = one.parent.and_then(|parent| self.manifests.get(parent));
        }
        bases.reverse();
        bases
    }

    /// The address of a resource with the parameters of an item.
    pub(crate) fn address(
        &self,
        owned: Owned<'m>,
        item: Option<&Item>,
        external: ExternalPolicy,
    ) -> Result<Resolved, AddressError> {
        let href = owned
            .resource
            .href
            .as_deref()
            .ok_or(AddressError::Missing)?;
        let bases = self.bases(owned.manifest);
        let bases = bases.into_iter().chain(owned.resource.base.as_deref());
        let parameters = item.and_then(|item| item.parameters.as_deref());
        Address::resolve(bases, href, parameters, external)
    }

    /// Which resources need which.
    pub(crate) fn dependencies(&self) -> Dependencies {
        let pairs = self.resources.iter().enumerate().flat_map(|(at, one)| {
            let all = one.resource.dependencies.iter();
            all.filter_map(move |one| Some((at, self.resource(one.target()?)?)))
        });
        Dependencies::new(self.resources.len(), pairs)
    }
}

fn packed(root: &Manifest) -> Vec<Packed<'_>> {
    let mut manifests = vec![Packed {
        manifest: root,
        parent: None,
        depth: 0,
    }];
    let mut at = 0_usize;
    // Grows while it is walked.
    while let Some(one) = manifests.get(at).copied() {
        if one.depth < Manifest::DEPTH {
            manifests.extend(one.manifest.manifests.iter().map(|manifest| Packed {
                manifest,
                parent: Some(at),
                depth: one.depth.saturating_add(1),
            }));
        }
        at = at.saturating_add(1);
    }
    manifests
}

/// An identifier, unless it is empty: nothing refers to an empty one.
fn some_id(id: &str) -> Option<&str> {
    (!id.is_empty()).then_some(id)
}

fn find(sorted: &[(&str, usize)], identifier: &str) -> Option<usize> {
    let at = sorted.partition_point(|(one, _)| *one < identifier);
    let (found, index) = sorted.get(at)?;
    (*found == identifier).then_some(*index)
}
