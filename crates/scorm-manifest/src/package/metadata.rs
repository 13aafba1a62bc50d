//! Metadata in files of its own, which a manifest names by `adlcp:location`.

use std::collections::BTreeSet;
use std::io::{Read, Seek};

use edu_types::{Checked, Limits, Profile, Report};
use edu_xml::{Binding, Element, ElementRules, Family, Term, Vocabulary, XmlRoot};
use edu_zip::{Archive, Entry, Progress, Step};

use super::files::find;
use super::{Package, PackageError, folder_of, name_of, placed};
use crate::address::{Address, ExternalPolicy, Resolved};
use crate::index::Index;
use crate::lom::{Lom, lom};
use crate::{Edition, Manifest, Metadata, rules};

impl<S> Package<S> {
    /// The entries of metadata in files of its own, which parts of the manifest and packages within it name by
    /// `adlcp:location`, each once.
    pub fn metadata_files(&self) -> Vec<usize> {
        let index = Index::of(self.document.value());
        files(&index, &self.archive, folder_of(&self.at)).there
    }
}

impl<S: Read + Seek> Package<S> {
    /// Reads the metadata that an entry of the archive holds, one of [`Package::metadata_files`].
    ///
    /// Texts of it keep its file in memory, see [`SharedText`](edu_xml::SharedText): make a `String` of a title that is to
    /// stay.
    ///
    /// # Errors
    ///
    /// [`PackageError::Refused`] where it is no metadata or beyond a limit, with places that name the file;
    /// [`PackageError::Source`] where the source fails or there is no such entry.
    pub fn metadata(
        &mut self,
        entry: usize,
        profile: &Profile,
        limits: &Limits,
    ) -> Result<Checked<Lom>, PackageError> {
        let bytes = self.archive.bytes(entry, limits.bytes as u64)?;
        let name = name_of(&self.archive, entry);
        match edu_xml::read::<Lom>(&bytes, profile, limits) {
            Ok(Checked { value, report, .. }) => Ok(Checked::new(value, placed(report, &name))),
            Err(refused) => {
                let report = placed(refused.into_report(), &name);
                Err(PackageError::Refused(report))
            }
        }
    }

    /// Judges the metadata in files of its own by the rules for metadata in the manifest.
    ///
    /// `progress` is told of each file before it is read, of those alone. A file that is no metadata is one finding:
    /// players go on without it, so a lenient profile lets it pass.
    ///
    /// # Errors
    ///
    /// [`PackageError::Refused`] with every finding, where one has error weight; [`PackageError::Source`] where the source
    /// fails; [`PackageError::Stopped`] where `progress` stops it.
    pub fn check_metadata(
        &mut self,
        profile: &Profile,
        limits: &Limits,
        progress: &mut impl Progress,
    ) -> Result<Report, PackageError> {
        let mut report = Report::new();
        let entries = self.metadata_files();
        let size = |entry: usize| self.archive.entries().get(entry).map_or(0, Entry::size);
        let sizes: Vec<u64> = entries.iter().map(|entry| size(*entry)).collect();
        let total = sizes.iter().copied().fold(0, u64::saturating_add);
        let mut done = 0_u64;
        for (entry, size) in entries.into_iter().zip(sizes) {
            let name = name_of(&self.archive, entry);
            if progress.step(Step::new(done, total, &name)).is_break() {
                return Err(PackageError::Stopped);
            }
            match self.metadata(entry, profile, limits) {
                Ok(checked) => report.append(checked.report),
                Err(PackageError::Refused(refused)) => note(&refused, profile, &mut report),
                Err(other) => return Err(other),
            }
            done = done.saturating_add(size);
        }
        if report.is_valid() {
            Ok(report)
        } else {
            Err(PackageError::Refused(report))
        }
    }
}

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
fn note(refused: &Report, profile: &Profile, report: &mut Report) {
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
