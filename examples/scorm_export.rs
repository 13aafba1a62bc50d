//! A course becomes a package that any player of SCORM takes, ready to copy.
//!
//! `cargo run --example scorm_export -- course.json files/ out.zip --options '{"edition":"1.2"}'`: the course as a
//! document, the folder with the files that it names, and how it is exported.

#![expect(clippy::print_stderr, reason = "a program talks to its user")]

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Parser;
use edu_types::{Limits, Profile, Timestamp};
use scorm_manifest::course::{Course, CourseVersion, Draft, FilePath};
use scorm_manifest::export::{Assets, Export, ExportOptions, ExportStep, SchemaSet};

/// Publishes a course and exports it as a package.
#[derive(Parser)]
struct Args {
    /// The course, a JSON document
    course: PathBuf,
    /// The folder with the files that it names
    files: PathBuf,
    /// The package to write
    package: PathBuf,
    /// How it is exported, a JSON object
    #[arg(long, default_value = r#"{"edition":"1.2"}"#)]
    options: String,
    /// Which version of the course this is
    #[arg(long, default_value = "1")]
    version: String,
}

/// Files of a course in a folder; their paths cannot lead out of it.
struct Folder(PathBuf);

impl Assets for Folder {
    type File<'a> = File;

    fn open(&self, path: &FilePath) -> io::Result<Option<File>> {
        match File::open(self.0.join(path.as_str())) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

fn main() -> ExitCode {
    match export(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn export(args: &Args) -> Result<(), Box<dyn core::error::Error>> {
    let strict = Profile::strict();
    let json = std::fs::read(&args.course)?;
    let course = Course::from_slice(&json, &strict, &Limits::DEFAULT)?.value;
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let now = Timestamp::from_unix_seconds(i64::try_from(seconds)?);
    let draft = Draft::new(course);
    let published = draft.publish(CourseVersion::new(&args.version)?, &now)?;
    let options =
        ExportOptions::from_slice(args.options.as_bytes(), &strict, &Limits::DEFAULT)?.value;
    let export = Export::plan(&published, &options, &SchemaSet::new(), &strict)?;
    for finding in export.report().findings() {
        eprintln!("{finding}");
    }
    let mut told = |step: ExportStep<'_>| {
        eprintln!(
            "{} of {}: {}",
            step.done.saturating_add(1),
            step.total,
            step.file
        );
        core::ops::ControlFlow::Continue(())
    };
    let into = BufWriter::new(File::create(&args.package)?);
    export.write(&Folder(args.files.clone()), into, &mut told)?;
    Ok(())
}
