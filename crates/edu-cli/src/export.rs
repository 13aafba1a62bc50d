//! `edu export`: what an author made, published and written for others.

use core::ops::ControlFlow;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use edu_json::{Kind, Tree};
use edu_types::{Limits, Profile, Report};
use scorm_manifest::Edition;
use scorm_manifest::course::{Course, CourseVersion, Draft, FilePath, Published};
use scorm_manifest::export::options::edition_name;
use scorm_manifest::export::{Assets, Export, ExportOptions, ExportStep, SchemaSet};

use crate::arguments::{self, Exported, Format, ScormExport, Shared};
use crate::console::{Console, Status};
use crate::input::{Bytes, Inputs, without_mark};
use crate::jwks::too_large;
use crate::scorm;

/// Bounds of a course, and of what is chosen for its export.
const LIMITS: Limits = Limits::DEFAULT.with_bytes(16 * 1024 * 1024);

/// Why no package was written.
enum Refusal<'a> {
    /// Something is wrong with what this file says.
    Found(&'a Path, Report),
    /// The command cannot be understood, or a file not be read or written.
    Trouble(String),
}

/// Files of a course in a folder; their paths do not lead out of it, but links in it are followed.
struct Folder(PathBuf);

/// Writes the package; what keeps it from being written, to standard error.
pub(crate) fn export(
    call: &arguments::Export,
    console: &mut Console<'_>,
) -> Result<Status, String> {
    let Exported::Scorm(asked) = &call.kind;
    match scorm_package(asked, &call.shared, console) {
        Ok(status) => Ok(status),
        Err(Refusal::Trouble(trouble)) => Err(trouble),
        Err(Refusal::Found(file, report)) => {
            let verdict = scorm::judged(report).verdict(file, "scorm");
            Ok(console.refuse(&verdict, call.shared.format))
        }
    }
}

fn scorm_package<'a>(
    asked: &'a ScormExport,
    shared: &Shared,
    console: &mut Console<'_>,
) -> Result<Status, Refusal<'a>> {
    let profile = scorm::profile(shared)?;
    let mut inputs = Inputs::default();
    let published = published(asked, shared, &mut inputs, console)?;
    let options = options(asked, &mut inputs, console)?;
    let planned = Export::plan(&published, &options, &SchemaSet::new(), &profile);
    let export = planned.map_err(|refused| Refusal::Found(&asked.course, refused.into_report()))?;
    let verdict = scorm::judged(export.report().clone()).verdict(&asked.course, "scorm");
    if asked.output == Path::new("-") {
        write_out(&export, asked, console)?;
        console.show_aside(&verdict, shared.format);
        return Ok(Status::Valid);
    }
    write_file(&export, asked, console)?;
    let status = console.show(&verdict, shared.format);
    Ok(match shared.format {
        Format::Json => status,
        Format::Text => {
            let files = export.names().count().saturating_add(1);
            status.max(console.say(&format!("{}: {files} files", asked.output.display())))
        }
    })
}

fn published<'a>(
    asked: &'a ScormExport,
    shared: &Shared,
    inputs: &mut Inputs,
    console: &mut Console<'_>,
) -> Result<Published, Refusal<'a>> {
    let bytes = read(&asked.course, inputs, console)?;
    let version = CourseVersion::new(&asked.course_version)
        .map_err(|error| format!("--course-version: {error}"))?;
    let course = Course::from_slice(without_mark(&bytes), &Profile::strict(), &LIMITS);
    let published =
        course.and_then(|course| Draft::new(course.value).publish(version, &shared.now()));
    published.map_err(|refused| Refusal::Found(&asked.course, refused.into_report()))
}

fn options<'a>(
    asked: &'a ScormExport,
    inputs: &mut Inputs,
    console: &mut Console<'_>,
) -> Result<ExportOptions, Refusal<'a>> {
    let Some(file) = &asked.options else {
        return Ok(ExportOptions::new(asked.edition));
    };
    let bytes = with_edition(read(file, inputs, console)?, asked.edition);
    let read = ExportOptions::from_slice(without_mark(&bytes), &Profile::strict(), &LIMITS);
    let mut options = read
        .map_err(|refused| Refusal::Found(file, refused.into_report()))?
        .value;
    options.edition = asked.edition;
    Ok(options)
}

/// Options with an edition, where they have none: at their end, so that findings keep their places.
fn with_edition(mut bytes: Vec<u8>, edition: Edition) -> Vec<u8> {
    let Ok(tree) = Tree::parse(without_mark(&bytes), &LIMITS) else {
        return bytes;
    };
    let root = tree.root();
    if root.kind() != Kind::Object || root.get("edition").is_some() {
        return bytes;
    }
    let comma = if root.is_empty() { "" } else { "," };
    let member = format!(r#"{comma}"edition":"{}"}}"#, edition_name(edition));
    if let Some(end) = bytes.iter().rposition(|byte| *byte == b'}') {
        bytes.truncate(end);
        bytes.extend_from_slice(member.as_bytes());
    }
    bytes
}

fn read<'a>(
    file: &'a Path,
    inputs: &mut Inputs,
    console: &mut Console<'_>,
) -> Result<Vec<u8>, Refusal<'a>> {
    match inputs.read(file, LIMITS.bytes, console)? {
        Bytes::TooLarge(limit) => Err(Refusal::Found(file, too_large(limit))),
        Bytes::Whole(bytes) => Ok(bytes),
    }
}

/// Writes the package to a file, which must be new.
fn write_file(
    export: &Export,
    asked: &ScormExport,
    console: &mut Console<'_>,
) -> Result<(), String> {
    let told = |error: &dyn core::fmt::Display| format!("{}: {error}", asked.output.display());
    let new = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&asked.output);
    let file = new.map_err(|error| told(&error))?;
    let written = write(export, asked, BufWriter::new(file), console);
    let written = written.and_then(|writer| {
        let file = writer.into_inner().map_err(|error| told(&error))?;
        file.sync_all().map_err(|error| told(&error))
    });
    if written.is_err() {
        // Half a package is none; where it cannot be removed, the trouble that is told is the greater.
        drop(std::fs::remove_file(&asked.output));
    }
    written
}

/// Writes the package to standard output, all of it or nothing.
fn write_out(
    export: &Export,
    asked: &ScormExport,
    console: &mut Console<'_>,
) -> Result<(), String> {
    if console.is_terminal() {
        let told = "standard output is a terminal, a package goes to a file or into a pipe";
        return Err(told.to_owned());
    }
    let package = write(export, asked, Vec::new(), console)?;
    match console.write(&package) {
        Status::Valid | Status::Invalid => Ok(()),
        Status::Trouble => Err("standard output: the package could not be written".to_owned()),
    }
}

fn write<W: Write>(
    export: &Export,
    asked: &ScormExport,
    into: W,
    console: &mut Console<'_>,
) -> Result<W, String> {
    let course = asked.course.parent().unwrap_or(Path::new(""));
    let folder = Folder(asked.files.as_deref().unwrap_or(course).to_owned());
    let mut progress = |step: ExportStep<'_>| {
        console.progress(step.done as u64, step.total as u64, step.file);
        ControlFlow::Continue(())
    };
    let written = export.write(&folder, into, &mut progress);
    console.progress_ended();
    written.map_err(|error| format!("{}: {error}", asked.output.display()))
}

impl Assets for Folder {
    type File<'a> = File;

    fn open(&self, path: &FilePath) -> io::Result<Option<File>> {
        match File::open(self.0.join(path.as_str())) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl From<String> for Refusal<'_> {
    fn from(trouble: String) -> Self {
        Self::Trouble(trouble)
    }
}
