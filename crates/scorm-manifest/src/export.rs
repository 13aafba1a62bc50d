//! Published courses as packages that players of SCORM 1.2 and 2004 take.
//!
//! Everything is decided before a byte is written: [`Export::plan`] judges the options and makes the manifest and the
//! pages; [`Export::write`] adds the files of the course and writes the archive, the same bytes for the same course.
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! use edu_types::{Limits, Profile, Timestamp};
//! use scorm_manifest::Edition;
//! use scorm_manifest::course::{Course, CourseVersion, Draft};
//! use scorm_manifest::export::{Export, ExportOptions, SchemaSet};
//!
//! let json = br#"{"identifier":"tides","title":"Tides","language":"en","items":[
//!     {"kind":"page","identifier":"moon","title":"The moon","blocks":[{"kind":"text","text":"It pulls."}]}]}"#;
//! let course = Course::from_slice(json, &Profile::strict(), &Limits::DEFAULT)?.value;
//! let now = Timestamp::parse("2026-01-05T09:00:00Z")?;
//! let published = Draft::new(course).publish(CourseVersion::new("1")?, &now)?;
//!
//! let options = ExportOptions::new(Edition::Scorm12);
//! let export = Export::plan(&published, &options, &SchemaSet::new(), &Profile::strict())?;
//! assert!(export.names().any(|name| name == "index.html"));
//! let package = export.write(&BTreeMap::new(), Vec::new(), &mut ())?;
//! assert!(package.starts_with(b"PK"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A draft has no package:
//!
//! ```compile_fail
//! # use edu_types::Profile;
//! # use scorm_manifest::course::Draft;
//! # use scorm_manifest::export::{Export, ExportOptions, SchemaSet};
//! fn export_what_is_unfinished(draft: &Draft, options: &ExportOptions) {
//!     let _ = Export::plan(draft, options, &SchemaSet::new(), &Profile::strict());
//! }
//! ```

use core::ops::ControlFlow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use edu_json::Refused;
use edu_types::{Place, Profile, Report};
use edu_xml::{ToXml as _, WriteError, XmlRoot as _, XmlWriter};
use edu_zip::{Writer, ZipError};

use crate::Manifest;
use crate::course::{FilePath, Published};
use crate::lom::{Lom, lom as names};

mod assets;
mod contents;
mod html;
mod lom;
mod manifest;
pub mod options;
mod pages;
mod phrases;
pub mod rules;
mod sequencing;

pub use assets::{Assets, SchemaSet};
pub use options::{
    Allowed, CompletionRule, ExportOptions, FIELDS, Field, FieldKind, InterfaceLanguage,
    MetadataPlacement, Structure,
};

use contents::Contents;

/// The name of the manifest in every package.
const MANIFEST: &str = "imsmanifest.xml";

/// A package that is ready to be written.
#[derive(Debug)]
pub struct Export {
    manifest: Manifest,
    files: BTreeMap<String, Source>,
    report: Report,
}

/// Where the bytes of a file in a package come from.
#[derive(Debug)]
enum Source {
    /// Made here.
    Made(Vec<u8>),
    /// Metadata, a document of its own.
    Metadata(Box<Lom>),
    /// A file of the course.
    Asset(FilePath),
}

/// How far the writing of a package is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExportStep<'a> {
    /// Files written so far.
    pub done: usize,
    /// Files in all.
    pub total: usize,
    /// The file that is written next.
    pub file: &'a str,
}

/// Is told how far the writing of a package is, once for each file.
///
/// Every closure that takes an [`ExportStep`] is one; `()` is one that never stops.
pub trait ExportProgress {
    /// Hears where the writing stands; `Break` stops it with [`ExportError::Stopped`].
    fn step(&mut self, step: ExportStep<'_>) -> ControlFlow<()>;
}

/// Why a package was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The host has no such file.
    #[error("file `{path}` of the course is missing")]
    AssetMissing {
        /// The file.
        path: FilePath,
    },
    /// The host could not give a file.
    #[error("file `{path}` of the course cannot be read: {error}")]
    Asset {
        /// The file.
        path: FilePath,
        /// What the host says.
        error: io::Error,
    },
    /// A text cannot be written as XML.
    #[error("manifest cannot be written: {0}")]
    Manifest(#[from] WriteError),
    /// The archive cannot be written.
    #[error("archive cannot be written: {0}")]
    Archive(#[from] ZipError),
    /// Whoever heard of the progress stopped it.
    #[error("export was stopped")]
    Stopped,
}

impl Export {
    /// Judges the options and makes everything but the files of the course.
    ///
    /// # Errors
    ///
    /// [`Refused`] with everything that was found, where the options break a rule; places are JSON Pointers into the
    /// options.
    pub fn plan(
        course: &Published,
        options: &ExportOptions,
        schemas: &SchemaSet,
        profile: &Profile,
    ) -> Result<Self, Refused> {
        let mut report = options.judge(course, profile);
        let wanted = options.include_schemas == Some(true);
        if wanted && schemas.is_empty() {
            let message = "schemas are to be included, but none were handed in";
            report.note(
                profile,
                &rules::SCHEMAS,
                Place::member("include_schemas"),
                message,
            );
        }
        let report = match Refused::new(report) {
            Ok(refused) => return Err(refused),
            Err(report) => report,
        };
        let mut contents = Contents::of(course, options);
        if wanted {
            let files = schemas
                .iter()
                .map(|(path, bytes)| (path.to_string(), Source::Made(bytes.to_vec())));
            contents.files.extend(files);
        }
        let manifest = manifest::manifest(course, options, &mut contents);
        Ok(Self {
            manifest,
            files: contents.files,
            report,
        })
    }

    /// The manifest of the package.
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What could be better; never an error.
    pub const fn report(&self) -> &Report {
        &self.report
    }

    /// The names of all files beside the manifest, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Writes the package, the manifest first, and hands back what was written to.
    ///
    /// # Errors
    ///
    /// [`ExportError`] says which file is missing or what cannot be written. What was written until then is no package.
    pub fn write<W: Write>(
        &self,
        assets: &impl Assets,
        into: W,
        progress: &mut impl ExportProgress,
    ) -> Result<W, ExportError> {
        let total = self.files.len().saturating_add(1);
        let mut writer = Writer::new(into, &Profile::strict());
        let step = |done, file, progress: &mut dyn ExportProgress| match progress.step(ExportStep {
            done,
            total,
            file,
        }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(ExportError::Stopped),
        };
        step(0, MANIFEST, progress)?;
        writer.add(MANIFEST, &self.manifest.to_xml_bytes()?)?;
        for (position, (name, source)) in self.files.iter().enumerate() {
            step(position.saturating_add(1), name, progress)?;
            match source {
                Source::Made(bytes) => writer.add(name, bytes)?,
                Source::Metadata(lom) => writer.add(name, self.document(lom)?.as_bytes())?,
                Source::Asset(path) => add_asset(&mut writer, name, path, assets)?,
            }
        }
        Ok(writer.finish()?)
    }

    /// Metadata as a file of its own.
    fn document(&self, lom: &Lom) -> Result<String, WriteError> {
        let mut writer = XmlWriter::new(self.manifest.binding()).with_declaration();
        lom.to_xml(names::LOM, &mut writer);
        writer.finish()
    }
}

fn add_asset<W: Write>(
    writer: &mut Writer<W>,
    name: &str,
    path: &FilePath,
    assets: &impl Assets,
) -> Result<(), ExportError> {
    match assets.open(path) {
        Ok(Some(mut file)) => Ok(writer.add_from(name, &mut file)?),
        Ok(None) => Err(ExportError::AssetMissing { path: path.clone() }),
        Err(error) => Err(ExportError::Asset {
            path: path.clone(),
            error,
        }),
    }
}

impl<F: FnMut(ExportStep<'_>) -> ControlFlow<()>> ExportProgress for F {
    fn step(&mut self, step: ExportStep<'_>) -> ControlFlow<()> {
        self(step)
    }
}

impl ExportProgress for () {
    fn step(&mut self, _: ExportStep<'_>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
