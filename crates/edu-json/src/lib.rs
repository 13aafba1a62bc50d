//! Lossless, bounded JSON for learning-technology standards.
//!
//! [`Tree::parse`] reads bytes once, without recursion, and keeps what other readers throw
//! away: the span of every value, the text of every number, the order of members. It refuses
//! what splits readers apart: a member that appears twice, invalid UTF-8, lone surrogates.
//! [`FromJson`] and [`ToJson`] carry located nodes to typed values and back; unknown members
//! travel along in [`Extra`]. [`Document`] returns the received bytes until it is edited.
//!
//! ```
//! use edu_json::Tree;
//! use edu_types::Limits;
//!
//! let tree = Tree::parse(br#"{"result": {"score": [0.10, 7]}}"#, &Limits::default())?;
//! let score = tree.root().get("result").and_then(|result| result.get("score")).unwrap();
//! let first = score.items().next().unwrap();
//! assert_eq!((first.raw(), first.pointer()), ("0.10", "/result/score/0".to_owned()));
//!
//! let limits = Limits::default().with_depth(2);
//! let error = Tree::parse(b"[[[]]]", &limits).unwrap_err();
//! assert_eq!(error.to_string(), "depth is 3, limit is 2");
//! # Ok::<(), edu_json::JsonError>(())
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`tree`] | [`Tree`]: the checked reader |
//! | [`node`] | [`Node`], [`Kind`], [`NumberText`]: one value and its place |
//! | [`reader`] | [`Reader`], [`FromJson`]: nodes to typed values with findings |
//! | [`write`](mod@write) | [`JsonWriter`], [`ToJson`] |
//! | [`wire`] | [`Wire`], the two doors, [`json_object`], [`json_wire`] |
//! | [`raw`] | [`RawJson`], [`Extra`], [`RawObject`] |
//! | [`document`] | [`Document`]: bytes and view |

mod cursor;
pub mod document;
mod entries;
pub mod error;
pub mod node;
mod parse;
pub mod raw;
pub mod reader;
#[cfg(test)]
mod steps;
pub mod tree;
pub mod wire;
pub mod write;

pub use document::Document;
pub use edu_types::{Checked, Refused};
pub use error::JsonError;
pub use node::{Kind, Node, NumberText};
pub use raw::{Extra, RawJson, RawObject};
pub use reader::{
    FromJson, InformativeRules, LanguageMapRules, MemberRules, ObjectReader, Reader, Slot, read_id,
    read_language_map,
};
pub use tree::Tree;
pub use wire::{Wire, deserialize, read, read_tree, serialize};
pub use write::{JsonWriter, ObjectWriter, ToJson};

/// What the macros of this crate expand to; not part of the interface.
#[doc(hidden)]
pub mod private {
    pub use edu_types::{Limits, Profile};
    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
}

/// The example of the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
