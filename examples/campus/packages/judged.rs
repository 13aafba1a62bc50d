//! A package as it is judged: what it is, what it launches, and every finding with how to mend it.

use std::io::Cursor;

use edu_examples::shortened::shortened;
use edu_types::{Finding, Profile, Report};
use edu_zip::ZipLimits;
use maud::{Markup, PreEscaped, html};
use scorm_manifest::address::ExternalPolicy;
use scorm_manifest::lom::Lom;
use scorm_manifest::rules::hint;
use scorm_manifest::{
    Activities, Activity, Manifest, NotLaunchable, Package, PackageError, PackageLimits,
};

use super::uploads::Check;
use crate::courses::{title_or, told};
use crate::pages::cut;

/// Bytes of a package that is taken.
pub(super) const MOST_BYTES: usize = 64 * 1024 * 1024;

/// Items that a page shows of all organizations together.
const MOST_SHOWN: usize = 2000;

/// Organizations whose items are shown.
const MOST_TREES: usize = 50;

/// Characters of a title that are kept.
const MOST_TITLE: usize = 200;

/// Characters of an address that are kept.
const MOST_ADDRESS: usize = 500;

/// Characters of a finding's place that are kept; it names the elements that it lies in.
const MOST_PLACE: usize = 400;

/// What the campus takes; a package of 64 MiB unpacks to less than 1 GiB unless it is a trap.
const LIMITS: PackageLimits = PackageLimits::DEFAULT.with_archive(
    ZipLimits::DEFAULT
        .with_archive_bytes(MOST_BYTES as u64)
        .with_total_bytes(1024 * 1024 * 1024),
);

/// A package that was read to its end, and what is to be told of it.
pub(super) struct Judged {
    /// At most [`MOST_TITLE`] characters, and a sign where it was cut.
    pub(super) title: String,
    /// The edition, for people.
    pub(super) edition: String,
    /// What it is, what it launches and what was found in it, for its page.
    pub(super) told: Markup,
}

/// Reads and judges a package.
pub(super) fn check(bytes: &[u8], mut progress: Check) -> Result<Judged, PackageError> {
    let profile = Profile::lenient();
    let opened = Package::open(Cursor::new(bytes), &profile, &LIMITS)?;
    let (mut package, mut report) = (opened.package, opened.report);
    let read = package.check(&mut progress);
    match read.and_then(|()| package.check_metadata(&profile, &Lom::LIMITS, &mut progress)) {
        Ok(found) => report.append(found),
        Err(PackageError::Refused(found)) => {
            report.append(found);
            return Err(PackageError::Refused(report));
        }
        Err(other) => return Err(other),
    }
    let manifest = package.manifest();
    Ok(Judged {
        title: short_title(manifest),
        edition: manifest.edition.to_string(),
        told: told_of(&package, &report),
    })
}

/// What the package is called, as lists and headings have it.
fn short_title(manifest: &Manifest) -> String {
    match shortened(title(manifest), MOST_TITLE) {
        (title, true) => title.to_owned(),
        (start, false) => format!("{start}…"),
    }
}

fn title(manifest: &Manifest) -> &str {
    let way = manifest.default_organization();
    let title = way.and_then(|way| way.title.as_ref());
    let title = title.map_or("", |title| title.value.trim());
    title_or(if title.is_empty() {
        manifest.id()
    } else {
        title
    })
}

fn told_of(package: &Package<Cursor<&[u8]>>, report: &Report) -> Markup {
    let (manifest, archive) = (package.manifest(), package.archive());
    let mut room = MOST_SHOWN;
    let more = manifest.organizations().len().saturating_sub(MOST_TREES);
    html! {
        table {
            caption { "The package" }
            tr { th scope="row" { "Title" } td { (cut(title(manifest), MOST_TITLE)) } }
            tr { th scope="row" { "Edition" } td { (manifest.edition) } }
            tr { th scope="row" { "Files" } td { (archive.entries().iter().filter(|entry| !entry.is_folder()).count()) } }
            tr { th scope="row" { "Unpacked" } td { (mebibytes(archive.total_bytes())) " MiB" } }
        }
        h2 { "Items" }
        @if manifest.organizations().is_empty() { p { "The package has no items; it is a collection of resources." } }
        @for activities in Activities::of_each(manifest, ExternalPolicy::Refused).take(MOST_TREES) {
            (tree(&activities, &mut room))
        }
        @if more > 0 { p { "And " (more) " more organizations, which are not shown." } }
        (findings(report))
    }
}

/// The items of an organization in lists of lists, made without recursion: packages nest them as they like.
fn tree(activities: &Activities<'_>, room: &mut usize) -> Markup {
    let mut text = String::new();
    let mut open = 0_usize;
    for activity in activities.all().iter().take(*room) {
        let depth = activity.depth;
        if depth == 0 {
            continue;
        }
        if depth > open {
            text.push_str("<ul>");
            open = depth;
        } else {
            text.push_str("</li>");
        }
        while open > depth {
            text.push_str("</ul></li>");
            open = open.saturating_sub(1);
        }
        text.push_str("<li>");
        text.push_str(&item(activity).into_string());
    }
    text.push_str(&"</li></ul>".repeat(open));
    let more = activities.all().len().saturating_sub(*room);
    *room = room.saturating_sub(activities.all().len());
    let title = activities.root().map_or("", |root| root.title());
    html! {
        h3 { (cut(title_or(title), MOST_TITLE)) }
        (PreEscaped(text))
        @if more > 0 { p { "And " (more) " more items, which are not shown." } }
    }
}

fn item(activity: &Activity<'_>) -> Markup {
    html! {
        (cut(title_or(activity.title()), MOST_TITLE))
        @match activity.launch() {
            Ok(launch) => {
                " – launches " code { (cut(&launch.address.to_string(), MOST_ADDRESS)) } ", "
                (if launch.is_sco { "which reports to the player" } else { "which reports nothing" })
            }
            Err(NotLaunchable::Group) => {}
            Err(why) => { " – " span .bad { "launches nothing: " (why) } }
        }
    }
}

/// Everything that was found.
pub(super) fn findings(report: &Report) -> Markup {
    html! {
        h2 { "Findings" }
        @if report.is_empty() { p .good { "Nothing was found that needs mending." } }
        ul .findings { @for finding in report.findings() { li { (one(finding)) } } }
        @if report.omitted() > 0 { p { "And " (report.omitted()) " more, which are not shown." } }
    }
}

/// What, how to mend it, where, and by which rule.
fn one(finding: &Finding) -> Markup {
    let place = &finding.place;
    html! {
        p { (told(finding)) "." }
        p .hint {
            @if let Some(hint) = hint(finding.code) { strong { "How to mend it: " } (hint) " " }
            strong { "Where: " }
            @if place.is_unknown() { "the package as a whole" } @else { (cut(&place.to_string(), MOST_PLACE)) }
            ". " strong { "Rule: " } code { (finding.code) } ", " (finding.clause)
            @if let Some(requirement) = finding.requirement { ", " (requirement) }
            "."
        }
    }
}

/// Bytes in MiB, with one digit behind the point.
pub(super) fn mebibytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10) >> 20;
    format!("{}.{}", tenths / 10, tenths % 10)
}
