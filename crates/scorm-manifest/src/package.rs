//! Packages: an archive, its manifest, and whether the two say the same.

use core::fmt;
use std::io::{self, Read, Seek};

use edu_types::{Limits, Place, Profile, Report, Rule};
use edu_xml::{Checked, Document};
use edu_zip::{Archive, EntryReader, Progress, ZipError, ZipLimits, shown_name};

use crate::address::Address;
use crate::{Detected, Manifest, rules};

mod files;
mod inspection;
mod metadata;

pub use inspection::Inspection;

/// The name of the manifest.
const MANIFEST: &str = "imsmanifest.xml";

/// A package whose archive and manifest were judged, file by file, and found acceptable.
///
/// Nothing is written to disk, and nothing of the content was run. Data is judged as it is read; who stores a package calls
/// [`Package::check`] before.
///
/// ```
/// use std::io::Cursor;
/// use edu_types::Profile;
/// use scorm_manifest::address::ExternalPolicy;
/// use scorm_manifest::{Activities, Edition, Item, Manifest, Organization, Package, PackageLimits, Resource, ScormType};
/// use edu_xml::XmlRoot as _;
///
/// let mut manifest = Manifest::new(Edition::Scorm12, "course-1");
/// let mut way = Organization::new();
/// way.identifier = Some("way".into());
/// way.items.push(Item::launching("unit", "First unit", "page"));
/// manifest.add_organization(way);
/// manifest.add_resource(Resource::web("page", "unit.html", ScormType::Sco));
/// let mut writer = edu_zip::Writer::new(Vec::new(), &Profile::strict());
/// writer.add("imsmanifest.xml", &manifest.to_xml_bytes()?)?;
/// let without_page = writer.finish()?;
///
/// let opened = Package::open(Cursor::new(without_page), &Profile::lenient(), &PackageLimits::DEFAULT)?;
/// let codes: Vec<_> = opened.report.findings().iter().map(|finding| finding.code).collect();
/// assert!(codes.contains(&"scorm.package.file_missing"));
/// let manifest = opened.package.manifest();
/// let way = manifest.default_organization().unwrap();
/// assert_eq!(Activities::new(manifest, way, ExternalPolicy::Refused).launchable().count(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Spec: SCORM 2004 4th Ed. CAM §3.2; SCORM 1.2 CAM §2.3.
pub struct Package<S> {
    archive: Archive<S>,
    document: Document<Manifest>,
    at: String,
}

/// A package that was opened, and what the profile let pass.
#[derive(Debug)]
#[non_exhaustive]
pub struct OpenedPackage<S> {
    /// The package.
    pub package: Package<S>,
    /// Findings of less than error weight; their places name the file in the package.
    pub report: Report,
}

/// How much of a package is accepted; each refusal names the limit it met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PackageLimits {
    /// Limits of the archive.
    pub archive: ZipLimits,
    /// Limits of the manifest.
    pub manifest: Limits,
}

impl PackageLimits {
    /// [`ZipLimits::DEFAULT`] and [`Manifest::LIMITS`].
    pub const DEFAULT: Self = Self {
        archive: ZipLimits::DEFAULT,
        manifest: Manifest::LIMITS,
    };

    /// Sets the limits of the archive.
    #[must_use]
    pub const fn with_archive(mut self, limits: ZipLimits) -> Self {
        self.archive = limits;
        self
    }

    /// Sets the limits of the manifest.
    #[must_use]
    pub const fn with_manifest(mut self, limits: Limits) -> Self {
        self.manifest = limits;
        self
    }
}

impl Default for PackageLimits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// A package was refused, or its bytes could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackageError {
    /// The report holds at least one finding of error weight, which is shown.
    #[error("{}", .0.reason())]
    Refused(Report),
    /// The source of bytes failed.
    #[error("package could not be read: {0}")]
    Source(#[source] io::Error),
    /// The progress callback asked to stop.
    #[error("stopped as asked")]
    Stopped,
}

impl PackageError {
    /// Everything that was found, where the package was refused.
    pub const fn report(&self) -> Option<&Report> {
        match self {
            Self::Refused(report) => Some(report),
            Self::Source(_) | Self::Stopped => None,
        }
    }

    /// The code of the first rule broken at error weight.
    pub fn code(&self) -> Option<&'static str> {
        Some(self.report()?.first_error()?.code)
    }
}

impl From<ZipError> for PackageError {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::Refused(report) => Self::Refused(report),
            ZipError::Source(error) => Self::Source(error),
            ZipError::Stopped => Self::Stopped,
            // Whatever a later version says is a failure of the source for who reads packages.
            other => Self::Source(io::Error::other(other)),
        }
    }
}

impl<S: Read + Seek> Package<S> {
    /// Opens a package: judges the archive, reads the manifest, and compares what it lists with what is there.
    ///
    /// Bytes in memory are a source within a [`Cursor`](io::Cursor). Nothing but the manifest is inflated yet.
    ///
    /// # Errors
    ///
    /// [`PackageError::Refused`] with every finding up to the fault that ends reading, where one has error weight;
    /// [`PackageError::Source`] where the source fails.
    pub fn open(
        source: S,
        profile: &Profile,
        limits: &PackageLimits,
    ) -> Result<OpenedPackage<S>, PackageError> {
        let opened = Archive::open(source, profile, &limits.archive)?;
        let (mut archive, mut report) = (opened.archive, opened.report);
        let Some(index) = manifest_of(&archive, profile, &mut report) else {
            return Err(PackageError::Refused(report));
        };
        let at = name_of(&archive, index);
        let bytes = match archive.bytes(index, limits.manifest.bytes as u64) {
            Ok(bytes) => bytes,
            Err(error) => return Err(added(report, error.into())),
        };
        let document = match Document::<Manifest>::from_slice(&bytes, profile, &limits.manifest) {
            Ok(Checked {
                value,
                report: found,
                ..
            }) => {
                report.append(placed(found, &at));
                value
            }
            Err(refused) => {
                report.append(placed(refused.into_report(), &at));
                return Err(PackageError::Refused(report));
            }
        };
        let folder = folder_of(&at);
        files::judge(document.value(), &archive, folder, profile, &mut report);
        if !report.is_valid() {
            return Err(PackageError::Refused(report));
        }
        let package = Self {
            archive,
            document,
            at,
        };
        Ok(OpenedPackage { package, report })
    }

    /// Reads every entry to its end, so that lengths and checksums of all are known to be right.
    ///
    /// # Errors
    ///
    /// [`PackageError`] as for [`Archive::check`].
    pub fn check(&mut self, progress: &mut impl Progress) -> Result<(), PackageError> {
        Ok(self.archive.check(progress)?)
    }

    /// The file that an address of the manifest means, inflated as it is read; `None` where the package has no such file.
    pub fn file(&mut self, address: &Address) -> Option<EntryReader<'_, S>> {
        let index = files::find(&self.archive, folder_of(&self.at), address)?.index;
        self.archive.read(index)
    }
}

impl<S> Package<S> {
    /// The manifest.
    pub const fn manifest(&self) -> &Manifest {
        self.document.value()
    }

    /// The manifest together with the bytes it came in.
    pub const fn document(&self) -> &Document<Manifest> {
        &self.document
    }

    /// The name of the manifest's entry; addresses are relative to the folder that it is in.
    pub fn manifest_name(&self) -> &str {
        &self.at
    }

    /// The archive.
    pub const fn archive(&self) -> &Archive<S> {
        &self.archive
    }

    /// The archive alone.
    pub fn into_archive(self) -> Archive<S> {
        self.archive
    }
}

impl<S> fmt::Debug for Package<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Package")
            .field("archive", &self.archive)
            .field("document", &self.document)
            .finish_non_exhaustive()
    }
}

/// The entry of the manifest: at the top, or leniently in the only folder of the top.
fn manifest_of<S>(archive: &Archive<S>, profile: &Profile, report: &mut Report) -> Option<usize> {
    let mut note = |rule: &Rule, name: &str, message: String| {
        report.note(
            profile,
            rule,
            Place::unknown().in_file(shown_name(name)),
            message,
        )
    };
    let mut nested = None;
    for (index, entry) in archive.entries().iter().enumerate() {
        let name = entry.name();
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        if !file.eq_ignore_ascii_case(MANIFEST) || entry.is_ignorable() {
            continue;
        }
        if folder.is_empty() {
            if name != MANIFEST {
                let message = format!(
                    "manifest is named `{}`, `{MANIFEST}` is allowed",
                    shown_name(name)
                );
                note(&rules::PACKAGE_MANIFEST_CASE, name, message);
            }
            return Some(index);
        }
        if !folder.contains('/') && nested.is_none() {
            nested = Some((index, name));
        }
    }
    if let Some((index, name)) = nested {
        let message = format!("manifest is in a folder, `{MANIFEST}` at the top is allowed");
        note(&rules::PACKAGE_MANIFEST_FOLDER, name, message);
        return Some(index);
    }
    let names = archive.entries().iter().map(edu_zip::Entry::name);
    let found = Detected::from_files(names).family;
    let (rule, message) = match rules::of_family(found) {
        Some(rule) => (
            rule,
            format!("package is one of {}, SCORM is allowed", found.as_str()),
        ),
        None => (
            &rules::PACKAGE_MANIFEST,
            format!("package has no `{MANIFEST}` at its top"),
        ),
    };
    note(&rule.unrelaxed(), MANIFEST, message);
    None
}

fn name_of<S>(archive: &Archive<S>, index: usize) -> String {
    let entry = archive.entries().get(index);
    entry.map_or_else(String::new, |entry| entry.name().to_owned())
}

/// The folder that a file is in, with its slash; empty at the top.
fn folder_of(name: &str) -> &str {
    let end = name.rfind('/').map_or(0, |slash| slash.saturating_add(1));
    name.get(..end).unwrap_or_default()
}

/// Findings of a file, told as of the package.
fn placed(mut report: Report, name: &str) -> Report {
    for place in report.places_mut() {
        *place = core::mem::take(place).in_file(shown_name(name));
    }
    report
}

/// A refusal with what was found before it.
fn added(mut before: Report, error: PackageError) -> PackageError {
    match error {
        PackageError::Refused(report) => {
            before.append(report);
            PackageError::Refused(before)
        }
        other @ (PackageError::Source(_) | PackageError::Stopped) => other,
    }
}
