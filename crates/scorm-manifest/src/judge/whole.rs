//! What the parts of a manifest owe each other.

mod identifiers;
mod items;
mod metadata;
mod resources;

use edu_xml::{Element, Reader};

use crate::index::Index;
use crate::names::cp;
use crate::{Item, Manifest, rules};

/// Judges a whole manifest, once all of it is read.
pub(crate) fn judge(manifest: &Manifest, root: Element<'_>, reader: &mut Reader<'_>) {
    metadata::judge(manifest, root, reader);
    let index = Index::of(manifest);
    let located = Located::of(&index, root, reader);
    for (one, element) in index.manifests.iter().zip(&located.manifests) {
        if one.depth > 0 {
            let message = "package lies in a package, which players need not support";
            reader.note(&rules::SUBMANIFEST, *element, message);
        }
        if one.depth == Manifest::DEPTH && !one.manifest.manifests.is_empty() {
            let message = format!(
                "packages lie {} deep in each other, further ones are not looked at",
                Manifest::DEPTH
            );
            reader.note(&rules::SUBMANIFEST_DEPTH, *element, message);
        }
    }
    identifiers::judge(&index, &located, reader);
    resources::judge(&index, &located, reader);
    items::judge(&index, &located, reader);
}

/// Where the parts of a manifest stand, in the order of the [`Index`].
struct Located<'m, 't> {
    manifests: Vec<Element<'t>>,
    resources: Vec<Element<'t>>,
    /// Every item, with the package it is of.
    items: Vec<LocatedItem<'m, 't>>,
}

#[derive(Clone, Copy)]
struct LocatedItem<'m, 't> {
    item: &'m Item,
    element: Element<'t>,
    manifest: usize,
}

impl<'m, 't> Located<'m, 't> {
    fn of(index: &Index<'m>, root: Element<'t>, reader: &Reader<'_>) -> Self {
        let mut located = Self {
            manifests: vec![root],
            resources: Vec::with_capacity(index.resources.len()),
            items: Vec::new(),
        };
        for (at, one) in index.manifests.iter().enumerate() {
            let Some(element) = located.manifests.get(at).copied() else {
                break;
            };
            if one.depth < Manifest::DEPTH {
                located
                    .manifests
                    .extend(named(element, cp::MANIFEST.number(), reader));
            }
            if let Some(all) = named(element, cp::RESOURCES.number(), reader).next() {
                located
                    .resources
                    .extend(named(all, cp::RESOURCE.number(), reader));
            }
            located.add_items(one.manifest, at, element, reader);
        }
        located
    }

    /// The items of a package: they stand together, in the order of the packages.
    fn items_of(&self, manifest: usize) -> &[LocatedItem<'m, 't>] {
        let start = self.items.partition_point(|one| one.manifest < manifest);
        let end = self.items.partition_point(|one| one.manifest <= manifest);
        self.items.get(start..end).unwrap_or_default()
    }

    /// Adds the items of a package as they stand in the document.
    fn add_items(
        &mut self,
        manifest: &'m Manifest,
        at: usize,
        element: Element<'t>,
        reader: &Reader<'_>,
    ) {
        let organizations = organization_elements(element, reader);
        for (organization, element) in manifest.organizations().iter().zip(organizations) {
            let mut waiting = Vec::new();
            wait(&mut waiting, &organization.items, element, reader);
            while let Some((item, element)) = waiting.pop() {
                self.items.push(LocatedItem {
                    item,
                    element,
                    manifest: at,
                });
                wait(&mut waiting, &item.items, element, reader);
            }
        }
    }
}

/// The elements of the organizations of a package.
fn organization_elements<'t>(
    manifest: Element<'t>,
    reader: &Reader<'_>,
) -> impl Iterator<Item = Element<'t>> {
    named(manifest, cp::ORGANIZATIONS.number(), reader)
        .take(1)
        .flat_map(|all| named(all, cp::ORGANIZATION.number(), reader))
}

/// The children of that name, all of which were read: none of the types here can fail.
fn named<'t>(
    element: Element<'t>,
    number: u32,
    reader: &Reader<'_>,
) -> impl Iterator<Item = Element<'t>> {
    element
        .elements()
        .filter(move |child| reader.number(*child) == number)
}

fn wait<'m, 't>(
    waiting: &mut Vec<(&'m Item, Element<'t>)>,
    items: &'m [Item],
    element: Element<'t>,
    reader: &Reader<'_>,
) {
    let before = waiting.len();
    waiting.extend(items.iter().zip(named(element, cp::ITEM.number(), reader)));
    if let Some(added) = waiting.get_mut(before..) {
        added.reverse();
    }
}
