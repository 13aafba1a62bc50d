//! Whether the files that a manifest lists are those that the archive has.

use std::collections::BTreeSet;

use edu_types::{Place, Profile, Report, Rule};
use edu_zip::{Archive, Found, Spelling, shown_name};

use crate::address::{Address, ExternalPolicy};
use crate::index::{Index, Owned};
use crate::{Activities, Manifest, rules};

/// Names of unlisted files that a finding shows.
const SHOWN: usize = 5;

/// The file that an address means: by its decoded name, or by its name as it is written.
pub(super) fn find<S>(archive: &Archive<S>, folder: &str, address: &Address) -> Option<Found> {
    if address.is_external() {
        return None;
    }
    let look = |name: &str| archive.find(&format!("{folder}{name}"));
    let decoded = address.file().and_then(|name| look(&name));
    decoded.or_else(|| look(address.path()))
}

/// Compares what is listed with what is there, in time that is linear in both.
pub(super) fn judge<S>(
    manifest: &Manifest,
    archive: &Archive<S>,
    folder: &str,
    profile: &Profile,
    report: &mut Report,
) {
    let mut judge = Judge {
        archive,
        folder,
        profile,
        report,
        listed: vec![false; archive.entries().len()],
        told: BTreeSet::new(),
    };
    let index = Index::of(manifest);
    let mut bases = Vec::new();
    for (at, one) in index.manifests.iter().enumerate() {
        bases.push((index.bases(at), one.depth));
    }
    let mut position = 0_usize;
    let mut of = None;
    for owned in &index.resources {
        if of != Some(owned.manifest) {
            (of, position) = (Some(owned.manifest), 0);
        }
        position = position.saturating_add(1);
        if let Some((bases, depth)) = bases.get(owned.manifest) {
            judge.resource(*owned, bases, (*depth == 0).then_some(position));
        }
    }
    judge.metadata(&index);
    judge.schemas();
    judge.unlisted();
    judge.launchable(manifest, index);
}

/// Whether a file is a schema or document type, by its name.
fn is_schema(file: &str) -> bool {
    let kind = file.rsplit_once('.').map_or("", |(_, kind)| kind);
    ["xsd", "dtd"]
        .iter()
        .any(|one| kind.eq_ignore_ascii_case(one))
}

struct Judge<'a, S> {
    archive: &'a Archive<S>,
    folder: &'a str,
    profile: &'a Profile,
    report: &'a mut Report,
    /// Whether the manifest lists an entry.
    listed: Vec<bool>,
    /// Files that were told of: resources may list one many times.
    told: BTreeSet<String>,
}

impl<S> Judge<'_, S> {
    /// The files of a resource, and what it launches.
    fn resource(&mut self, owned: Owned<'_>, bases: &[&str], position: Option<usize>) {
        let resource = owned.resource;
        let bases = || {
            let above = bases.iter().copied();
            above.chain(resource.base.as_deref())
        };
        let files = resource.files.iter().map(|file| file.href.as_deref());
        for href in [resource.href.as_deref()]
            .into_iter()
            .chain(files)
            .flatten()
        {
            // What is no address was told of when the manifest was judged.
            if let Ok(found) = Address::resolve(bases(), href, None, ExternalPolicy::Refused) {
                self.file(&found.address, position);
            }
        }
    }

    fn file(&mut self, address: &Address, position: Option<usize>) {
        let Some(found) = find(self.archive, self.folder, address) else {
            self.note(&rules::PACKAGE_FILE_MISSING, address, position, |name| {
                format!("package has no file `{name}`, which its manifest lists")
            });
            return;
        };
        if let Some(listed) = self.listed.get_mut(found.index) {
            *listed = true;
        }
        if found.spelling == Spelling::Loose {
            let there = self.archive.entries().get(found.index);
            let there = shown_name(there.map_or("", edu_zip::Entry::name));
            self.note(&rules::PACKAGE_FILE_SPELLING, address, position, |name| {
                format!(
                    "manifest lists `{name}`, the package has `{there}`; the same characters are allowed"
                )
            });
        }
    }

    /// Notes once what is wrong about a file, however many resources list it.
    fn note(
        &mut self,
        rule: &Rule,
        address: &Address,
        position: Option<usize>,
        message: impl FnOnce(&str) -> String,
    ) {
        let name = address.file().unwrap_or_else(|| address.path().to_owned());
        let shown = shown_name(&name);
        // Names are remembered while findings are kept: there may be very many, and long ones.
        if self.report.findings().len() < Report::CAPACITY && !self.told.insert(name) {
            return;
        }
        let place = match position {
            Some(at) => Place::pointer(format!("/manifest/resources[1]/resource[{at}]")),
            None => Place::unknown(),
        };
        let message = message(&shown);
        self.report
            .note(self.profile, rule, place.in_file(shown), message);
    }

    /// Metadata in files of its own, which is listed by its location.
    fn metadata(&mut self, index: &Index<'_>) {
        let files = super::metadata::files(index, self.archive, self.folder);
        for entry in files.there {
            if let Some(listed) = self.listed.get_mut(entry) {
                *listed = true;
            }
        }
        for name in files.missing {
            let place = Place::unknown().in_file(shown_name(name));
            let message = "package has no such file, which its manifest names as one of metadata";
            let rule = &rules::PACKAGE_METADATA_MISSING;
            self.report.note(self.profile, rule, place, message);
        }
    }

    /// Schema files at the top, which some systems ask for.
    fn schemas(&mut self) {
        let is_schema = |name: &str| {
            let below = name.strip_prefix(self.folder).unwrap_or(name);
            !below.contains('/') && is_schema(below)
        };
        let entries = self.archive.entries();
        if !entries.iter().any(|entry| is_schema(entry.name())) {
            let message = "package has no schema files at its top; some systems ask for them";
            let place = Place::unknown().in_file(super::MANIFEST);
            self.report
                .note(self.profile, &rules::PACKAGE_SCHEMAS, place, message);
        }
    }

    /// Files that nothing lists, told of in one finding.
    fn unlisted(&mut self) {
        let is_control = |name: &str| {
            let file = name.rsplit('/').next().unwrap_or(name);
            file.eq_ignore_ascii_case(super::MANIFEST) || is_schema(file)
        };
        let entries = self.archive.entries();
        let unlisted = entries.iter().zip(&self.listed).filter(|(entry, listed)| {
            let name = entry.name();
            !**listed && !entry.is_folder() && !entry.is_ignorable() && !is_control(name)
        });
        let names: Vec<&str> = unlisted.map(|(entry, _)| entry.name()).collect();
        let Some(first) = names.first() else {
            return;
        };
        let some: Vec<String> = names
            .iter()
            .take(SHOWN)
            .map(|name| shown_name(name))
            .collect();
        let message = format!(
            "package has {} files that its manifest does not list, such as {}",
            names.len(),
            some.join(", "),
        );
        let place = Place::unknown().in_file(shown_name(first));
        self.report
            .note(self.profile, &rules::PACKAGE_FILE_UNLISTED, place, message);
    }

    /// Whether there is anything to launch, in the package or outside it.
    fn launchable<'m>(&mut self, manifest: &'m Manifest, index: Index<'m>) {
        let launches = Activities::any_launches(manifest, index, ExternalPolicy::Allowed);
        if !launches && !manifest.organizations().is_empty() {
            let place = Place::pointer("/manifest/organizations[1]").in_file(super::MANIFEST);
            let message = "package has nothing that can be launched";
            self.report
                .note(self.profile, &rules::PACKAGE_LAUNCH, place, message);
        }
    }
}
