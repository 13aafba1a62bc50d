//! A course as its author makes it: a tree of pages and files, what is asked and what is learned.
//!
//! A [`Course`] is a JSON document that knows nothing of packages. While it is worked on it is a [`Draft`]; only what
//! [`Draft::publish`] finds without fault is [`Published`], and only that can be exported ([`crate::export`]).
//!
//! ```
//! use edu_types::{Limits, Profile, Timestamp};
//! use scorm_manifest::course::{Course, CourseVersion, Draft};
//!
//! let json = br#"{"identifier":"tides","title":"Tides","language":"en","items":[
//!     {"kind":"page","identifier":"moon","title":"The moon","blocks":[
//!         {"kind":"text","text":"Twice a day the water *rises*."}]}]}"#;
//! let course = Course::from_slice(json, &Profile::strict(), &Limits::DEFAULT)?.value;
//! let mut draft = Draft::new(course);
//! let now = Timestamp::parse("2026-01-05T09:00:00Z")?;
//! let first = draft.publish(CourseVersion::new("1")?, &now)?;
//! assert_eq!(first.version().as_str(), "1");
//!
//! // What is published stays as it is; the draft goes on.
//! draft.course_mut().title.clear();
//! assert_eq!(first.course().title, "Tides");
//! let refused = draft.publish(CourseVersion::new("2")?, &now).unwrap_err();
//! assert_eq!(refused.first().map(|finding| finding.code), Some("course.title.blank"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`item`] | [`Item`]: a [`Folder`], a [`Page`] or [`Files`] of the author's own |
//! | [`block`] | [`Block`]: what stands on a page |
//! | [`question`] | [`Question`] and [`Choice`] |
//! | [`markup`] | [`Markup`]: text with headings, lists, emphasis and links, and nothing else |
//! | [`objective`] | [`Objective`]: what is to be learned |
//! | [`metadata`] | [`Metadata`]: keywords, contributors, duration, rights |
//! | [`progression`] | [`Progression`]: in which order pages may be opened |
//! | [`name`] | [`Identifier`], [`FilePath`], [`WebAddress`], [`CourseVersion`], [`Share`] |
//! | [`published`] | [`Draft`] and [`Published`] |
//! | [`rules`] | what a course must keep to |

use edu_json::{json_object, json_wire};
use edu_types::LanguageTag;

pub mod block;
pub mod item;
mod judge;
pub mod markup;
pub mod metadata;
pub mod name;
pub mod objective;
pub mod progression;
pub mod published;
pub mod question;
pub mod rules;

pub use block::{Block, Captions, Embed, Image, Quiz, TextBlock, Video};
pub use item::{Files, Folder, Item, ItemTree, Page, Visit};
pub use markup::{LinkTarget, Markup, Passage, Span};
pub use metadata::{Contributor, Metadata};
pub use name::{CourseVersion, FilePath, Identifier, NameError, Share, WebAddress};
pub use objective::Objective;
pub use progression::Progression;
pub use published::{Draft, Published};
pub use question::{Choice, Question, QuestionKind};

json_object! {
    /// Everything that one course holds, apart from the bytes of its files.
    ///
    /// Reading checks the form of every member; what members owe each other is judged when the course is published,
    /// so that a draft may be unfinished.
    pub struct Course {
        required {
            /// Its identity, the same in every version.
            identifier: Identifier = "identifier",
            /// Shown to people; at most 200 characters.
            title: String = "title",
            /// The language its texts are in.
            language: LanguageTag = "language",
            /// Its pages, in the order they are read.
            items: ItemTree = "items",
        }
        optional {
            /// What it is about, for people who choose.
            description: String = "description",
            /// Share of the points of its quizzes from which it is passed; absent where nobody passes or fails.
            mastery: Share = "mastery",
            /// In which order its pages may be opened; any order where absent.
            progression: Progression = "progression",
            /// What catalogues want to know.
            metadata: Metadata = "metadata",
        }
        list {
            /// What is to be learned.
            objectives: Objective = "objectives",
        }
    }
}
json_wire!(Course, &rules::MEMBER_RULES);

impl Course {
    /// Every item with its depth, a folder before what is in it.
    pub fn walk(&self) -> impl Iterator<Item = Visit<'_>> {
        self.items.walk()
    }

    /// Every page, in reading order.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        self.walk().filter_map(|visit| match visit.item {
            Item::Page(page) => Some(page),
            Item::Folder(_) | Item::Files(_) => None,
        })
    }

    /// Whether anything in it can be scored.
    pub fn is_scored(&self) -> bool {
        self.pages().any(Page::is_scored)
    }

    /// Every file that it needs, each once, in the order of their names.
    pub fn files(&self) -> Vec<FilePath> {
        let mut files: Vec<FilePath> = self.walk().flat_map(|visit| visit.item.files()).collect();
        files.sort_unstable();
        files.dedup();
        files
    }
}
