//! A package of SCORM is taken in as a learning platform does it, ready to copy.
//!
//! `cargo run --example scorm_import -- package.zip`: opened safely, judged with how to mend each finding, shown as the course
//! that it is, and listed as it would be served. Without a package, a small one is made up.

#![expect(
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a program talks to its user"
)]

use core::ops::ControlFlow;
use std::fs::File;
use std::io::{Cursor, IsTerminal as _, Read, Seek};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use edu_types::{Decimal, Profile, Report};
use edu_xml::XmlRoot as _;
use edu_zip::{Step, Writer, shown_name};
use scorm_manifest::address::ExternalPolicy;
use scorm_manifest::lom::Lom;
use scorm_manifest::{
    Activities, Activity, Edition, Item, Manifest, MasteryScore, Organization, Package,
    PackageError, PackageLimits, Resource, ScormType, rules,
};

/// Takes in a package of SCORM: says what is odd about it, what it launches, and what of it would be served.
#[derive(Parser)]
struct Args {
    /// The package; without one, a small one is made up
    package: Option<PathBuf>,
    /// Refuse what breaks the standard, though it plays elsewhere
    #[arg(long)]
    strict: bool,
    /// Where the package would be served: a path on an origin of its own
    #[arg(long, default_value = "/packages/1/")]
    base: String,
}

fn main() -> ExitCode {
    match import(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("not taken in: {error}");
            ExitCode::FAILURE
        }
    }
}

fn import(args: &Args) -> Result<(), Box<dyn core::error::Error>> {
    if let Some(path) = &args.package {
        return Ok(take_in(File::open(path)?, args)?);
    }
    println!("No package is named, so one is made up; --help says more.\n");
    Ok(take_in(Cursor::new(made_up()?), args)?)
}

/// Everything that a platform does before anybody opens the course.
fn take_in<S: Read + Seek>(source: S, args: &Args) -> Result<(), PackageError> {
    // What plays elsewhere is taken in, and told of; rules of security hold under both.
    let profile = if args.strict {
        Profile::strict()
    } else {
        Profile::lenient()
    };
    let opened = Package::open(source, &profile, &PackageLimits::DEFAULT)
        .inspect_err(|error| error.report().into_iter().for_each(tell))?;
    tell(&opened.report);
    let mut package = opened.package;
    // Every entry is read to its end, so that nothing is stored that turns out broken later.
    let watched = std::io::stderr().is_terminal();
    let mut progress = |step: Step<'_>| {
        if watched {
            eprint!("\r{} of {} bytes", step.done, step.total);
        }
        ControlFlow::Continue(())
    };
    let checked = package.check(&mut progress);
    checked.inspect_err(|error| error.report().into_iter().for_each(tell))?;
    let metadata = package.check_metadata(&profile, &Lom::LIMITS, &mut progress);
    tell(&metadata.inspect_err(|error| error.report().into_iter().for_each(tell))?);
    show_course(&package, &args.base);
    show_served(&package, &args.base);
    Ok(())
}

/// Each finding in plain words, and how to mend it.
fn tell(report: &Report) {
    for finding in report.findings() {
        println!("{finding}");
        if let Some(hint) = rules::hint(finding.code) {
            println!("    {hint}");
        }
    }
}

/// The tree of activities, as a table of contents shows it.
fn show_course<S>(package: &Package<S>, base: &str) {
    let manifest = package.manifest();
    println!("\nThe course, for {}:", manifest.edition);
    // Addresses are relative to the folder of the manifest.
    let folder = package.manifest_name().rsplit_once('/');
    let folder = folder.map_or(String::new(), |(folder, _)| format!("{folder}/"));
    for activities in Activities::of_each(manifest, ExternalPolicy::Refused) {
        for activity in activities.all() {
            let indent = "  ".repeat(activity.depth.saturating_add(1));
            let title = shown_name(activity.title());
            println!("{indent}{title}{}", launched(activity, base, &folder));
        }
    }
}

fn launched(activity: &Activity<'_>, base: &str, folder: &str) -> String {
    let launch = match activity.launch() {
        Ok(one) if one.is_sco => format!(" → {base}{folder}{} (tracked)", one.address),
        Ok(one) => format!(" → {base}{folder}{}", one.address),
        Err(_) if !activity.children().is_empty() => String::new(),
        Err(reason) => format!(" ({reason})"),
    };
    match activity.mastery_score() {
        Some(score) => format!("{launch}, passed from {score} of 100"),
        None => launch,
    }
}

/// What the content's own origin answers with: entries of the archive by their names, and nothing else.
fn show_served<S>(package: &Package<S>, base: &str) {
    const SHOWN: usize = 20;
    let entries = package.archive().entries().iter();
    let files: Vec<_> = entries
        .filter(|entry| !entry.is_folder() && !entry.is_ignorable())
        .collect();
    println!("\nServed from an origin of its own:");
    for entry in files.iter().take(SHOWN) {
        let (name, size) = (shown_name(entry.name()), entry.size());
        let kind = media_type(entry.name());
        println!("  {base}{name} ({kind}, {size} bytes)");
    }
    if let Some(more @ 1..) = files.len().checked_sub(SHOWN) {
        println!("  and {more} more");
    }
}

/// The media type by the extension, from a list of the platform's own; what is not on it is only downloaded.
fn media_type(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html",
        "js" => "text/javascript",
        "css" => "text/css",
        "json" => "application/json",
        "xml" => "text/xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "svg" => "image/svg+xml",
        "mp4" => "video/mp4",
        _ => "application/octet-stream",
    }
}

/// A package of two pages, one of which is missing.
fn made_up() -> Result<Vec<u8>, Box<dyn core::error::Error>> {
    let mut manifest = Manifest::new(Edition::Scorm12, "tides");
    let mut way = Organization::new();
    way.identifier = Some("way".into());
    way.title = Some("Tides".into());
    let mut test = Item::launching("test", "Test", "test-page");
    test.mastery_score = Some(Box::new(MasteryScore::new(Decimal::from(80))));
    way.items
        .push(Item::launching("moon", "The moon", "moon-page"));
    way.items.push(test);
    manifest.add_organization(way);
    manifest.add_resource(Resource::web("moon-page", "moon.html", ScormType::Asset));
    manifest.add_resource(Resource::web("test-page", "test.html", ScormType::Sco));
    let mut writer = Writer::new(Vec::new(), &Profile::strict());
    writer.add("imsmanifest.xml", &manifest.to_xml_bytes()?)?;
    writer.add(
        "moon.html",
        b"<!doctype html><title>The moon</title><p>It pulls.",
    )?;
    Ok(writer.finish()?)
}
