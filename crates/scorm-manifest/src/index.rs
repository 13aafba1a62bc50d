//! What identifiers refer to, and from where addresses start.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::address::{AddressError, Bases, ExternalPolicy, Resolved};
use crate::{Dependencies, Item, Manifest, Organization, Resource};

/// Every package and resource of a manifest, those of packages within it too, to be found by identifier.
#[derive(Debug)]
pub(crate) struct Index<'m> {
    /// Packages as they stand in the document, the outermost first.
    pub(crate) manifests: Vec<Packed<'m>>,
    /// Resources, by package and then as they stand in the document.
    pub(crate) resources: Vec<Owned<'m>>,
    resources_by_id: ById<'m>,
    manifests_by_id: ById<'m>,
    /// The identifiers of items and organizations, gathered when one is looked for: what is referred to is hardly ever one.
    activities: OnceLock<BTreeSet<&'m str>>,
    /// What the addresses of each package start from, gathered when one is asked for.
    bases: Vec<OnceLock<Bases<'m>>>,
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
        let rings = (0..manifests.len()).collect();
        let resources_by_id = ById::of(resources.iter().map(|one| one.resource.id()));
        let manifests_by_id = ById::of(manifests.iter().map(|one| one.manifest.id()));
        let mut index = Self {
            bases: manifests.iter().map(|_| OnceLock::new()).collect(),
            manifests,
            resources,
            resources_by_id,
            manifests_by_id,
            activities: OnceLock::new(),
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
            for item in chosen.iter().flat_map(|one| one.all_items()) {
                let target = item.target().and_then(|target| self.target(target));
                // One that leads outwards is not followed, and closes no ring.
                if let Some(Target::Manifest(target)) = target
                    && !self.holds(target, at)
                {
                    pairs.push((at, target));
                }
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
            .or_else(|| self.manifests_by_id.find(identifier).map(Target::Manifest))
    }

    /// Whether an item or organization of any package has that identifier.
    pub(crate) fn is_activity(&self, identifier: &str) -> bool {
        let all = self.activities.get_or_init(|| {
            let manifests = self.manifests.iter();
            activities(manifests.map(|one| one.manifest))
        });
        all.contains(identifier)
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
        self.resources_by_id.find(identifier)
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
        let mut bases = self.manifest_bases(manifest);
        let at = self.manifests.get(manifest);
        let resources = at.and_then(|one| one.manifest.resources.as_ref());
        bases.extend(resources.and_then(|all| all.base.as_deref()));
        bases
    }

    /// What the addresses of a package start from, outermost first.
    pub(crate) fn manifest_bases(&self, manifest: usize) -> Vec<&'m str> {
        let mut bases = Vec::new();
        let mut at = self.manifests.get(manifest);
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
        let bases = self.shared_bases(owned.manifest);
        bases.address(owned.resource, item, external)
    }

    /// What the addresses of a package's resources start from, to be kept by all of them.
    pub(crate) fn shared_bases(&self, manifest: usize) -> Bases<'m> {
        let gather = || Bases::of(&self.bases(manifest));
        let kept = self.bases.get(manifest);
        kept.map_or_else(gather, |kept| kept.get_or_init(gather).clone())
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

/// The identifiers of all organizations and items.
fn activities<'m>(manifests: impl Iterator<Item = &'m Manifest>) -> BTreeSet<&'m str> {
    let mut all = BTreeSet::new();
    for organization in manifests.flat_map(Manifest::organizations) {
        all.insert(organization.id());
        all.extend(organization.all_items().map(Item::id));
    }
    all
}

/// Positions by identifier.
///
/// Each is looked for in a few places of a table, which a digest tells. Where those are taken it stands in a list in
/// order, so that nobody gains by making many digests the same.
#[derive(Debug)]
pub(crate) struct ById<'m> {
    identifiers: Vec<&'m str>,
    /// Positions plus one; zero is a free place.
    table: Vec<u32>,
    /// In the order of their identifiers.
    crowded: Vec<usize>,
    repeated: Vec<usize>,
}

/// So many places are looked at.
const PLACES: usize = 8;

impl<'m> ById<'m> {
    /// All that have an identifier: nothing refers to an empty one. Of several with one identifier the first
    /// counts.
    pub(crate) fn of(identifiers: impl Iterator<Item = &'m str>) -> Self {
        let identifiers: Vec<_> = identifiers.collect();
        let places = identifiers.len().saturating_mul(2).next_power_of_two();
        let mut all = Self {
            table: vec![0; places.max(PLACES)],
            identifiers,
            crowded: Vec::new(),
            repeated: Vec::new(),
        };
        for at in 0..all.identifiers.len() {
            all.insert(at);
        }
        all.settle_crowded();
        all.repeated.sort_unstable();
        all
    }

    /// Those with an identifier that is there before, in their order.
    pub(crate) fn repeated(&self) -> &[usize] {
        &self.repeated
    }

    fn insert(&mut self, at: usize) {
        let identifier = self.identifier(at);
        if identifier.is_empty() {
            return;
        }
        for place in self.places(identifier) {
            match self.table.get_mut(place) {
                Some(free @ 0) => {
                    *free = u32::try_from(at.saturating_add(1)).unwrap_or(0);
                    return;
                }
                Some(taken) => {
                    let other = (*taken as usize).saturating_sub(1);
                    if self.identifier(other) == identifier {
                        self.repeated.push(at);
                        return;
                    }
                }
                None => {}
            }
        }
        self.crowded.push(at);
    }

    /// Brings those in order for which the table had no place, and keeps the first of each identifier.
    fn settle_crowded(&mut self) {
        let mut crowded = core::mem::take(&mut self.crowded);
        crowded.sort_unstable_by_key(|at| (self.identifier(*at), *at));
        for at in crowded {
            let before = self.crowded.last().map(|first| self.identifier(*first));
            if before == Some(self.identifier(at)) {
                self.repeated.push(at);
            } else {
                self.crowded.push(at);
            }
        }
    }

    fn find(&self, identifier: &str) -> Option<usize> {
        for place in self.places(identifier) {
            let at = (*self.table.get(place)? as usize).checked_sub(1)?;
            if self.identifier(at) == identifier {
                return Some(at);
            }
        }
        let is_sought = |at: &usize| self.identifier(*at).cmp(identifier);
        let found = self.crowded.binary_search_by(is_sought).ok()?;
        self.crowded.get(found).copied()
    }

    fn identifier(&self, at: usize) -> &'m str {
        self.identifiers.get(at).copied().unwrap_or_default()
    }

    /// The places that an identifier may have in the table.
    fn places(&self, identifier: &str) -> impl Iterator<Item = usize> + use<> {
        // As many as a power of two.
        let last = self.table.len().wrapping_sub(1);
        let first = digest(identifier);
        (0..PLACES).map(move |step| first.wrapping_add(step) & last)
    }
}

/// A number that is the same for the same text, and seldom for another one.
#[expect(clippy::cast_possible_truncation, reason = "its lower half does")]
fn digest(text: &str) -> usize {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let mut last = [0_u8; 8];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    let start = text.len() as u64;
    let words = words.iter().chain([&last]);
    let digest = words.fold(start, |digest, word| {
        let mixed = (digest ^ u64::from_le_bytes(*word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 29)
    });
    (digest ^ (digest >> 32)) as usize
}

#[cfg(test)]
mod tests {
    use super::{ById, PLACES, digest};

    #[test]
    fn of_several_with_one_identifier_the_first_is_found() {
        let all = ById::of(["b", "a", "b", "", "a", ""].into_iter());
        assert_eq!((all.find("a"), all.find("b")), (Some(1), Some(0)));
        assert_eq!(all.repeated(), [2, 4]);
    }

    #[test]
    fn an_empty_identifier_finds_nothing() {
        assert_eq!(ById::of(["", "a"].into_iter()).find(""), None);
        assert_eq!(ById::of([].into_iter()).find("a"), None);
    }

    #[test]
    fn those_that_crowd_one_place_are_found_too() {
        let mut crowd: Vec<String> = (0_u32..)
            .map(|at| at.to_string())
            .filter(|one| digest(one) % 128 == 5)
            .take(40)
            .collect();
        crowd.extend_from_within(30..);
        let all = ById::of(crowd.iter().map(String::as_str));
        assert_eq!(all.crowded.len(), 40 - PLACES);
        for (at, one) in crowd.iter().take(40).enumerate() {
            assert_eq!(all.find(one), Some(at));
        }
        assert_eq!(all.repeated(), (40..50).collect::<Vec<_>>());
        assert_eq!(all.find("none of them"), None);
    }
}
