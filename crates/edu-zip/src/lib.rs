//! Hardened zip packages for learning-technology standards.
//!
//! A package is third-party bytes, and two programs that read one archive must see the same
//! files in it. [`Archive::open`] therefore reads the end record, the central directory and
//! every local header itself, compares them, and refuses by name what tools disagree about or
//! are attacked with: entries that leave the package, that appear twice, overlap or hide, that
//! are links, encrypted, or swell beyond the limits. Entries are streamed within their declared
//! size, and their checksum is checked at the end; nothing is ever extracted to a disk.
//! [`Writer`] makes archives that this reader accepts in its strictest mode, the same bytes for
//! the same files.
//!
//! ```
//! use std::io::Cursor;
//!
//! use edu_types::Profile;
//! use edu_zip::{Archive, Writer, ZipLimits};
//!
//! let mut writer = Writer::new(Vec::new(), &Profile::strict());
//! writer.add("imsmanifest.xml", b"<manifest/>")?;
//! let bytes = writer.finish()?;
//!
//! let limits = ZipLimits::default();
//! let mut archive = Archive::open(Cursor::new(&bytes), &Profile::strict(), &limits)?.archive;
//! let found = archive.find("IMSmanifest.xml").expect("found by another spelling");
//! assert_eq!(archive.bytes(found.index, 1024)?, b"<manifest/>");
//!
//! let mut writer = Writer::new(Vec::new(), &Profile::strict());
//! let error = writer.add("../evil.txt", b"").unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "../evil.txt: name leaves the package by `..` (APPNOTE 6.3.10 §4.4.17.1, CWE-22)",
//! );
//! # Ok::<(), edu_zip::ZipError>(())
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`archive`] | [`Archive`], [`Opened`]: an archive that was judged |
//! | [`entry`] | [`Entry`], [`Method`]: one file or folder of it |
//! | [`entry_reader`] | [`EntryReader`]: what an entry holds, within its budget |
//! | [`lookup`] | [`Found`], [`Spelling`]: entries by name |
//! | [`progress`] | [`Progress`], [`Step`]: how far a check is, and a way to stop it |
//! | [`limits`] | [`ZipLimits`] |
//! | [`error`](mod@error) | [`ZipError`] |
//! | [`rules`] | every rule, and [`for_windows_disk`] |
//! | [`writer`] | [`Writer`] |

pub mod archive;
mod central;
mod cp437;
mod end;
pub mod entry;
pub mod entry_reader;
pub mod error;
mod extra;
mod fields;
mod findings;
mod layout;
pub mod limits;
mod local;
pub mod lookup;
mod name;
pub mod progress;
pub mod rules;
mod window;
pub mod writer;

pub use archive::{Archive, Opened};
pub use entry::{Entry, Method};
pub use entry_reader::EntryReader;
pub use error::ZipError;
pub use limits::ZipLimits;
pub use lookup::{Found, Spelling};
pub use name::shown_name;
pub use progress::{Progress, Step};
pub use rules::for_windows_disk;
pub use writer::Writer;

/// The example of the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
