//! Hardened, lossless XML for learning-technology standards.
//!
//! [`Tree::parse`] settles the encoding, then reads the document once, without recursion: names
//! with their namespaces, the span and place of every node, comments and processing instructions
//! too. It refuses document types before anything of them is used, entities, what is not
//! well-formed, and whatever goes beyond a limit. A lenient profile mends what real exporters get
//! wrong, each with a finding; [`Recovery`] says which namespaces were meant.
//!
//! ```
//! use edu_types::{Limits, Profile};
//! use edu_xml::Tree;
//!
//! let xml = br#"<course xmlns="urn:school"><title lang="en">Law &amp; order</title></course>"#;
//! let tree = Tree::parse(xml, &Profile::strict(), &Limits::default())?.tree;
//! let title = tree.root().elements().next().unwrap();
//! assert!(title.name().is("urn:school", "title"));
//! assert_eq!((title.attribute("", "lang"), &*title.text()), (Some("en"), "Law & order"));
//! assert_eq!(title.place().path.as_deref(), Some("/course/title[1]"));
//!
//! let hostile = br#"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"#;
//! let error = Tree::parse(hostile, &Profile::lenient(), &Limits::default()).unwrap_err();
//! assert_eq!(error.rule().code, "xml.doctype");
//! # Ok::<(), edu_xml::XmlError>(())
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`tree`] | [`Tree`], [`Parsed`], [`Declaration`]: the checked reader |
//! | [`element`] | [`Element`], [`Name`], [`QualifiedName`] |
//! | [`attribute`] | [`Attribute`] |
//! | [`node`] | [`Node`], [`Text`], [`ProcessingInstruction`] |
//! | [`encoding`] | [`Encoding`]: what the bytes were decoded from |
//! | [`recovery`] | [`Recovery`]: namespaces that were meant |
//! | [`error`] | [`XmlError`] and the rules of the reader |
//! | [`vocabulary`] | [`Term`], [`Family`], [`Vocabulary`], [`Binding`], [`xml_names`]: names by edition |
//! | [`reader`] | [`Reader`], [`FromXml`]: elements to typed values with findings |
//! | [`text`](mod@text) | [`FromText`], [`ToText`]: values that attributes and elements hold |
//! | [`shared`] | [`SharedText`], [`ValueText`]: texts that are parts of their document |
//! | [`leaf`] | [`Leaf`]: an element that holds one value |
//! | [`extra`] | [`Extra`]: what an element held beyond its type |
//! | [`raw`] | [`RawXml`]: nodes kept as they came |
//! | [`write`](mod@write) | [`XmlWriter`], [`ToXml`] |
//! | [`canonical`](mod@canonical) | [`canonical()`]: one text for all ways of writing the same |
//! | [`document`] | [`XmlRoot`], [`read()`], [`Document`]: bytes and view |

mod arena;
pub mod attribute;
pub mod canonical;
mod characters;
mod declaration;
pub mod document;
pub mod element;
pub mod encoding;
pub mod error;
mod escape;
pub mod extra;
mod html;
pub mod leaf;
mod leniencies;
mod names;
mod namespaces;
pub mod node;
mod parse;
mod places;
pub mod raw;
pub mod reader;
pub mod recovery;
mod scan;
mod scope;
pub mod shared;
mod tags;
pub mod text;
pub mod tree;
mod value;
pub mod vocabulary;
pub mod write;
mod xml_element;

pub use attribute::Attribute;
pub use canonical::{canonical, canonical_without_space};
pub use document::{Document, XmlRoot, read, read_tree};
pub use edu_types::{Checked, Refused};
pub use element::{Element, Name, QualifiedName};
pub use encoding::Encoding;
pub use error::XmlError;
pub use extra::{Extra, NameError};
pub use leaf::Leaf;
pub use node::{Node, ProcessingInstruction, Text};
pub use raw::{RawKind, RawXml};
pub use reader::{ElementRules, FromXml, Opened, Reader};
pub use recovery::Recovery;
pub use shared::{SharedText, ValueText};
pub use text::{FromText, ToText};
pub use tree::{Declaration, Parsed, Tree};
pub use vocabulary::{Binding, Family, Names, Term, Vocabulary, xml, xsi};
pub use write::{ToXml, WriteError, XmlWriter};

/// The example of the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
