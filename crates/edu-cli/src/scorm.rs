//! Packages of SCORM, and manifests alone: judged, shown and written anew.

use core::ops::ControlFlow;
use std::io::{self, Read as _, Seek as _};
use std::path::Path;

use edu_types::{Profile, Report};
use edu_xml::{Checked, Document, XmlRoot as _};
use edu_zip::Step;
use scorm_manifest::address::ExternalPolicy;
use scorm_manifest::export::options::{edition_by_name, edition_name};
use scorm_manifest::lom::Lom;
use scorm_manifest::{
    Activities, Activity, Edition, Inspection, Manifest, Package, PackageError, PackageLimits,
    rules,
};

use crate::arguments::Shared;
use crate::console::Console;
use crate::input::{Bytes, Inputs, Source, told};
use crate::inspect::{Inspected, Said};
use crate::judge::{Judge, Judged};
use crate::jwks::too_large;
use crate::suggestion::Suggestion;
use crate::verdict::counted;

/// Most bytes of what comes through a pipe: those of a package.
#[expect(
    clippy::cast_possible_truncation,
    reason = "where that is less, nothing longer can be held"
)]
const LIMIT: usize = PackageLimits::DEFAULT.archive.archive_bytes as usize;

/// Says how packages and manifests are judged.
pub(crate) fn judge(shared: &Shared) -> Result<Judge<'_>, String> {
    let profile = profile(shared)?;
    Ok(Judge::of_files(move |file, inputs, console| {
        let read = read(file, &profile, inputs, console)?;
        let edition = read.edition.map(edition_name);
        Ok(judged(read.report).of_version(edition))
    }))
}

/// What was found, each with how to mend it.
pub(crate) fn judged(report: Report) -> Judged {
    let findings = report.findings().iter();
    let hints = findings.map(|finding| rules::hint(finding.code).map(Suggestion::Hint));
    let hints = hints.collect();
    Judged::from(report).with_repairs(hints)
}

/// What a manifest says of its package, as far as it can be read.
pub(crate) fn inspect(
    file: &Path,
    inputs: &mut Inputs,
    console: &mut Console<'_>,
) -> Result<Inspected, String> {
    let read = read(file, &Profile::lenient(), inputs, console)?;
    let edition = |edition: Edition| Said("edition", vec![edition.as_str().to_owned()]);
    Ok(Inspected {
        said: match read.content {
            Content::Document(document) => said(document.value()),
            Content::Refused(Some(manifest)) => said(&manifest),
            Content::Refused(None) => read.edition.map(edition).into_iter().collect(),
        },
        report: read.report,
    })
}

fn said(manifest: &Manifest) -> Vec<Said> {
    let resources = manifest.resources();
    let files: usize = resources.iter().map(|one| one.files.len()).sum();
    let tracked = resources.iter().filter(|one| one.is_sco()).count();
    let resources = format!(
        "{}, {tracked} of them tracked, {}",
        resources.len(),
        counted(files, "file")
    );
    let identifier = manifest.identifier.iter();
    let ways = Activities::of_each(manifest, ExternalPolicy::Allowed);
    vec![
        Said("edition", vec![manifest.edition.as_str().to_owned()]),
        Said("identifier", identifier.map(ToString::to_string).collect()),
        Said("resources", vec![resources]),
        Said(
            "activities",
            ways.flat_map(|activities| tree(&activities)).collect(),
        ),
    ]
}

/// Every activity on a line, further in than its parent.
fn tree(activities: &Activities<'_>) -> Vec<String> {
    let all = activities.all().iter();
    // Parents come before their children, and an activity before what follows it.
    all.map(|activity| format!("{}{}", "  ".repeat(activity.depth), line(activity)))
        .collect()
}

fn line(activity: &Activity<'_>) -> String {
    let name = format!("{} [{}]", activity.title(), activity.id());
    match activity.launch() {
        Ok(launch) => match activity.mastery_score() {
            Some(score) => format!("{name} → {}, passed from {score}", launch.address),
            None => format!("{name} → {}", launch.address),
        },
        Err(_) if !activity.children().is_empty() => name,
        Err(reason) => format!("{name}: {reason}"),
    }
}

/// The manifest as it came, or written from what was read of it.
pub(crate) fn written(
    file: &Path,
    profile: &Profile,
    exact: bool,
    inputs: &mut Inputs,
    console: &mut Console<'_>,
) -> Result<Result<Vec<u8>, Report>, String> {
    let read = read(file, profile, inputs, console)?;
    let document = match read.content {
        Content::Document(document) if read.report.is_valid() => document,
        Content::Document(_) | Content::Refused(_) => return Ok(Err(read.report)),
    };
    let bytes = if exact {
        document.to_bytes().map(std::borrow::Cow::into_owned)
    } else {
        document.value().to_xml_bytes()
    };
    bytes.map(Ok).map_err(|error| error.to_string())
}

/// What a file was read as.
struct Read {
    content: Content,
    /// The edition, as far as it can be told.
    edition: Option<Edition>,
    report: Report,
}

enum Content {
    Document(Document<Manifest>),
    /// No document; as far as it can be read, to be looked at.
    Refused(Option<Manifest>),
}

/// Reads a package with all its files, or a manifest alone; the error is for people.
fn read(
    file: &Path,
    profile: &Profile,
    inputs: &mut Inputs,
    console: &mut Console<'_>,
) -> Result<Read, String> {
    let mut source = match inputs.open(file, LIMIT, console)? {
        Bytes::TooLarge(limit) => return Ok(Read::refused(too_large(limit), None)),
        Bytes::Whole(source) => source,
    };
    let read = is_manifest(&mut source).and_then(|alone| {
        if alone {
            manifest(source, profile)
        } else {
            package(source, profile, console)
        }
    });
    console.progress_ended();
    read.map_err(|error| told(file, &error))
}

fn manifest(source: Source, profile: &Profile) -> io::Result<Read> {
    let (limits, mut bytes) = (Manifest::LIMITS, Vec::new());
    // One more than is allowed, so that the limit is named.
    let most = (limits.bytes as u64).saturating_add(1);
    source.take(most).read_to_end(&mut bytes)?;
    let read = Document::<Manifest>::from_slice(&bytes, profile, &limits);
    Ok(match read {
        Ok(Checked { value, report, .. }) => Read::of(value, report),
        Err(refused) => {
            let inspection = Inspection::of_manifest(&bytes, &limits);
            Read::refused(refused.into_report(), inspection)
        }
    })
}

fn package(mut source: Source, profile: &Profile, console: &mut Console<'_>) -> io::Result<Read> {
    let opened = match Package::open(&mut source, profile, &PackageLimits::DEFAULT) {
        Ok(opened) => opened,
        Err(error) => {
            let report = refused(error)?;
            let inspection = Inspection::of_package(source, &PackageLimits::DEFAULT);
            return Ok(Read::refused(report, inspection));
        }
    };
    let (mut package, mut report) = (opened.package, opened.report);
    let mut progress = |step: Step<'_>| {
        console.progress(step.done, step.total, step.entry);
        ControlFlow::Continue(())
    };
    if let Err(error) = package.check(&mut progress) {
        report.append(refused(error)?);
    }
    match package.check_metadata(profile, &Lom::LIMITS, &mut progress) {
        Ok(found) => report.append(found),
        Err(error) => report.append(refused(error)?),
    }
    Ok(Read::of(package.document().clone(), report))
}

impl Read {
    fn of(document: Document<Manifest>, report: Report) -> Self {
        Self {
            edition: Some(document.value().edition),
            content: Content::Document(document),
            report,
        }
    }

    fn refused(report: Report, inspection: Option<Inspection>) -> Self {
        let edition = inspection.as_ref().and_then(|one| one.detected.edition);
        let manifest = inspection.and_then(|one| one.manifest);
        Self {
            content: Content::Refused(manifest),
            edition,
            report,
        }
    }
}

/// What was found, unless the source itself failed.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "whatever a later version says is trouble, in its own words"
)]
fn refused(error: PackageError) -> io::Result<Report> {
    match error {
        PackageError::Refused(report) => Ok(report),
        PackageError::Source(error) => Err(error),
        other => Err(io::Error::other(other)),
    }
}

/// Whether it is XML, which begins with an angle bracket, white space or a mark of its encoding.
fn is_manifest(source: &mut Source) -> io::Result<bool> {
    let mut start = Vec::new();
    source.by_ref().take(256).read_to_end(&mut start)?;
    source.rewind()?;
    let mut bytes = start.iter();
    let first = bytes.find(|byte| !matches!(**byte, 0 | b' ' | b'\t' | b'\r' | b'\n'));
    Ok(matches!(first, Some(b'<' | 0xef | 0xfe | 0xff)))
}

/// The profile that is asked for.
pub(crate) fn profile(shared: &Shared) -> Result<Profile, String> {
    if shared.version.is_some() {
        return Err("--version: packages say their edition themselves".to_owned());
    }
    match shared.profile.name() {
        "strict" | "lenient" => Ok(shared.profile.clone()),
        other => Err(format!(
            "--profile: {other} is none of packages, strict, lenient are known"
        )),
    }
}

/// The edition of that name, such as `1.2` or `2004-4th`.
pub(crate) fn edition(name: &str) -> Result<Edition, String> {
    let known = Edition::ALL.map(edition_name).join(", ");
    edition_by_name(name).ok_or_else(|| format!("there are the editions {known}"))
}
