//! Metadata in files of its own, which a manifest names by `adlcp:location`.

use std::collections::BTreeSet;

use edu_types::{Limits, Profile, Report};
use edu_xml::{Binding, Element, ElementRules, Family, Term, Vocabulary, XmlRoot};
use edu_zip::Archive;

use super::files::find;
use crate::address::{Address, ExternalPolicy, Resolved};
use crate::index::Index;
use crate::lom::{Lom, lom};
use crate::{Edition, Manifest, Metadata, rules};

/// The files of metadata that a manifest names, each once, in its order.
#[derive(Default)]
pub(super) struct Files<'m> {
    /// Entries of the archive.
    pub(super) there: Vec<usize>,
    /// Locations that mean none of its entries.
    pub(super) missing: Vec<&'m str>,
}

/// Looks for the files of metadata; what is on the web is not looked for.
pub(super) fn files<'m, S>(index: &Index<'m>, archive: &Archive<S>, folder: &str) -> Files<'m> {
    let (mut files, mut told, mut listed) = (Files::default(), BTreeSet::new(), BTreeSet::new());
    each(index, |bases, location| {
        let resolved = |bases: &[&str]| {
            let bases = bases.iter().copied();
            Address::resolve(bases, location, None, ExternalPolicy::Allowed).ok()
        };
        let address = resolved(bases);
        if address
            .as_ref()
            .is_some_and(|one| one.address.is_external())
        {
            return;
        }
        let found = |one: Resolved| find(archive, folder, &one.address);
        // Some tools take what is named as relative to the manifest, whatever base there is.
        let relative = || resolved(&[]).and_then(found);
        match address.and_then(found).or_else(relative) {
            Some(found) if listed.insert(found.index) => files.there.push(found.index),
            None if told.insert(location) => files.missing.push(location),
            Some(_) | None => {}
        }
    });
    files
}

/// Notes that a file is no metadata, by the first reason.
pub(super) fn note(refused: &Report, profile: &Profile, report: &mut Report) {
    if let Some(first) = refused.first_error() {
        let message = format!("file of metadata cannot be read: {}", first.message);
        let place = first.place.clone();
        report.note(profile, &rules::PACKAGE_METADATA, place, message);
    }
}

/// Hands over every location, with what it is relative to, outermost first.
fn each<'m>(index: &Index<'m>, mut then: impl FnMut(&[&'m str], &'m str)) {
    for (at, one) in index.manifests.iter().enumerate() {
        let bases = index.manifest_bases(at);
        let mut tell = |metadata| named(metadata).for_each(|location| then(&bases, location));
        tell(one.manifest.metadata.as_deref());
        for organization in one.manifest.organizations() {
            tell(organization.metadata.as_deref());
            let items = organization.all_items();
            items.for_each(|item| tell(item.metadata.as_deref()));
        }
    }
    for owned in &index.resources {
        let resource = owned.resource;
        let files = resource.files.iter().map(|file| file.metadata.as_deref());
        let all = core::iter::once(resource.metadata.as_deref()).chain(files);
        let mut locations = all.flat_map(named).peekable();
        if locations.peek().is_some() {
            let mut bases = index.bases(owned.manifest);
            bases.extend(resource.base.as_deref());
            locations.for_each(|location| then(&bases, location));
        }
    }
}

fn named(metadata: Option<&Metadata>) -> impl Iterator<Item = &str> {
    let locations = metadata.into_iter().flat_map(|one| &one.locations);
    locations.map(|location| location.value.trim())
}

impl Lom {
    /// The limits within which metadata in a file of its own is read unless a host sets others: those of a
    /// [`Manifest`], but 1 MiB.
    pub const LIMITS: Limits = Manifest::LIMITS.with_bytes(1024 * 1024);
}

/// Metadata in a file of its own, of either binding; judged by the rules for metadata in a manifest.
impl XmlRoot for Lom {
    const ROOT: Term = lom::LOM;
    const VOCABULARY: &'static Vocabulary = &Vocabulary {
        names: &[&lom::NAMES],
    };
    const RULES: &'static ElementRules = &ElementRules {
        root: &rules::PACKAGE_METADATA,
        // Both bindings may be used, whatever edition the package is of.
        spelling: None,
        ..*<Manifest as XmlRoot>::RULES
    };
    const DECLARED: &'static [&'static Family] = &[&lom::FAMILY];

    /// What is of the other binding is kept as it came.
    fn detect(_root: Element<'_>, _profile: &Profile) -> Binding {
        Edition::Scorm2004Fourth.binding()
    }

    fn binding(&self) -> Binding {
        Edition::Scorm2004Fourth.binding()
    }
}
