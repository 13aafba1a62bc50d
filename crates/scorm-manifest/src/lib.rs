//! SCORM 1.2 and 2004 packages: manifests and archives read, judged and written.
//!
//! A manifest is read by [`Manifest::from_slice`]: all findings at once, each with its place, its clause and, by
//! [`rules::hint`], how to mend it. What a player needs of it is in [`Activities`]: the tree of an organization with launch
//! addresses, limits and sequencing. Nothing of a manifest is lost: unknown elements and attributes, order, prefixes and
//! comments are written again where they were, and a [`Document`](edu_xml::Document) gives the very bytes back.
//!
//! ```
//! use edu_types::Profile;
//! use scorm_manifest::Manifest;
//!
//! let xml = br#"<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="M"/>"#;
//! let refused = Manifest::from_slice(xml, &Profile::strict(), &Manifest::LIMITS).unwrap_err();
//! let codes: Vec<_> = refused.report().findings().iter().map(|finding| finding.code).collect();
//! assert!(codes.contains(&"scorm.manifest.resources"));
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`package`] | [`Package`]: the archive with its manifest, compared file by file; [`Inspection`]: what can be told of a refused one |
//! | [`manifest`] | [`Manifest`]: the root of everything that is said about a package |
//! | [`edition`], [`detected`] | [`Edition`], [`Detected`]: what a package is, and what speaks for it |
//! | [`metadata`] | [`Metadata`] |
//! | [`organizations`], [`organization`], [`item`] | the ways through a package |
//! | [`completion_threshold`], [`presentation`], [`shared_data`] | what SCORM 2004 says of items |
//! | [`resources`], [`resource`], [`file`](mod@file), [`dependency`] | what a package is made of |
//! | [`sequencing`] | how items follow each other |
//! | [`lom`] | learning object metadata in both bindings, and cards of contributors |
//! | [`activities`] | [`Activities`]: all of it as a run-time environment goes through it |
//! | [`address`] | [`Address`](address::Address): where something is launched |
//! | [`dependencies`] | [`Dependencies`]: which resources need which |
//! | [`prerequisites`] | [`Script`](prerequisites::Script): what must have been done before |
//! | [`course`] | [`Course`](course::Course): what authors make, [`Draft`](course::Draft) and [`Published`](course::Published) |
//! | [`export`] | [`Export`](export::Export): a published course as a package |
//! | [`rules`] | every rule that can be broken, and how to mend what breaks it |
//! | [`names`] | names in XML |

pub mod activities;
pub mod address;
mod bytes;
pub mod completion_threshold;
pub mod course;
pub mod dependencies;
pub mod dependency;
pub mod detected;
pub mod edition;
pub mod export;
pub mod file;
mod index;
pub mod item;
mod judge;
pub mod lom;
pub mod manifest;
pub mod metadata;
pub mod names;
pub mod organization;
pub mod organizations;
pub mod package;
pub mod prerequisites;
pub mod presentation;
pub mod resource;
pub mod resources;
pub mod rules;
pub mod sequencing;
pub mod shared_data;

pub use activities::{Activities, Activity, Launch, NotLaunchable};
pub use completion_threshold::CompletionThreshold;
pub use dependencies::Dependencies;
pub use dependency::Dependency;
pub use detected::{Detected, Family};
pub use edition::Edition;
pub use file::File;
pub use item::{Item, MasteryScore, Prerequisites, TimeLimitAction};
pub use manifest::Manifest;
pub use metadata::Metadata;
pub use organization::Organization;
pub use organizations::Organizations;
pub use package::{Inspection, OpenedPackage, Package, PackageError, PackageLimits};
pub use presentation::{HiddenControl, NavigationInterface, Presentation};
pub use resource::{Resource, ResourceKind, ScormType};
pub use resources::Resources;
pub use shared_data::{DataMap, SharedData};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
