//! What a form over the options shows: each option with its words, kind, default and editions.

use super::choices::{EDITIONS, PROGRESSIONS};
use super::{
    CompletionRule, HiddenControl, InterfaceLanguage, MetadataPlacement, Structure, TimeLimitAction,
};
use crate::Edition;

/// One option, described for people and for forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Field {
    /// The member of [`ExportOptions`](super::ExportOptions) in JSON.
    pub name: &'static str,
    /// What stands beside it.
    pub label: &'static str,
    /// What it is for, in a sentence or two.
    pub help: &'static str,
    /// What may be given.
    pub kind: FieldKind,
    /// What holds where nothing is given, in words.
    pub default: &'static str,
    /// The editions that have it.
    pub editions: &'static [Edition],
}

/// What may be given for an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldKind {
    /// One of some values.
    Choice(&'static [Allowed]),
    /// Any of some values, in a list.
    Several(&'static [Allowed]),
    /// A list of texts.
    Words {
        /// Longest text, in characters.
        most: usize,
    },
    /// A line of text.
    Text {
        /// Longest text, in characters.
        most: usize,
    },
    /// Text of several lines.
    LongText {
        /// Longest text, in characters.
        most: usize,
    },
    /// A number from 0 to 1.
    Share,
    /// A whole number.
    Number {
        /// Least.
        least: i64,
        /// Greatest.
        most: i64,
    },
    /// Yes or no.
    Flag,
    /// A length of time as ISO 8601 writes it, such as `PT1H30M`.
    Duration,
    /// The tag of a language, such as `pt-BR`.
    Language,
}

/// A value that may be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Allowed {
    /// The text in JSON.
    pub value: &'static str,
    /// What people read.
    pub label: &'static str,
}

impl Allowed {
    pub(super) const fn new(value: &'static str, label: &'static str) -> Self {
        Self { value, label }
    }
}

impl Field {
    /// The option of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FIELDS.iter().find(|field| field.name == name)
    }

    /// Whether the edition has it.
    pub fn is_for(&self, edition: Edition) -> bool {
        self.editions.contains(&edition)
    }
}

const ALL: &[Edition] = &Edition::ALL;
const SCORM_2004: &[Edition] = &[
    Edition::Scorm2004Second,
    Edition::Scorm2004Third,
    Edition::Scorm2004Fourth,
];

macro_rules! fields {
    ($( $name:literal, $label:literal, $kind:expr, $default:literal, $editions:expr, $help:literal; )+) => {
        /// Every option, in the order of a form.
        pub static FIELDS: &[Field] = &[$(Field {
            name: $name,
            label: $label,
            help: $help,
            kind: $kind,
            default: $default,
            editions: $editions,
        }),+];
    };
}

fields! {
    "edition", "Edition", FieldKind::Choice(EDITIONS), "none: it must be chosen", ALL,
    "The edition of SCORM that the player takes. SCORM 1.2 plays nearly everywhere.";
    "identifier", "Identifier", FieldKind::Text { most: 64 }, "the identifier of the course", ALL,
    "The name of the package. Players take a package of the same name for a new version of the same course.";
    "title", "Title", FieldKind::Text { most: 200 }, "the title of the course", ALL,
    "What players show.";
    "description", "Description", FieldKind::LongText { most: 2000 }, "the description of the course", ALL,
    "What catalogues show.";
    "language", "Language", FieldKind::Language, "the language of the course", ALL,
    "The language of the metadata.";
    "version", "Version", FieldKind::Text { most: 20 }, "the version that was published", ALL,
    "The version of the package.";
    "organization", "Organization", FieldKind::Text { most: 64 }, "ORG", ALL,
    "The identifier of the table of contents. Some players keep results under it.";
    "keywords", "Keywords", FieldKind::Words { most: 200 }, "the keywords of the course", ALL,
    "Words that the course is searched by.";
    "contributor", "Contributor", FieldKind::LongText { most: 1000 }, "the contributors of the course", ALL,
    "Who made the course, as a vCard.";
    "duration", "Duration", FieldKind::Duration, "the duration of the course", ALL,
    "How long its films and sounds play.";
    "learning_time", "Learning time", FieldKind::Duration, "the learning time of the course", ALL,
    "How long learners usually need.";
    "rights", "Rights", FieldKind::LongText { most: 2000 }, "the rights of the course", ALL,
    "Under which conditions the course may be used.";
    "structure", "Structure", FieldKind::Choice(Structure::ALLOWED), "one_object", ALL,
    "How the course is cut. One content object works in every player; several let the player show the contents and \
     keep results for each page.";
    "launch_file", "Launch file", FieldKind::Text { most: 180 }, "index.html", ALL,
    "The name of the page that is opened, where there is one content object.";
    "parameters", "Parameters", FieldKind::Text { most: 1000 }, "none", ALL,
    "A query that the player puts behind the address of every page, such as ?theme=school.";
    "mastery", "Mastery", FieldKind::Share, "the mastery of the course", ALL,
    "The share of the points from which the course is passed. Only for courses with questions.";
    "completion", "Completion", FieldKind::Choice(CompletionRule::ALLOWED), "view_all", ALL,
    "When a content object is completed.";
    "completion_threshold", "Completion threshold", FieldKind::Share, "none", ALL,
    "The share of pages and questions from which a content object is completed.";
    "time_limit", "Time limit", FieldKind::Duration, "none", ALL,
    "How long a learner may work on a content object.";
    "time_limit_action", "At the end of the time", FieldKind::Choice(TimeLimitAction::ALLOWED), "none", ALL,
    "What happens when the time is over.";
    "hide_controls", "Hidden controls", FieldKind::Several(HiddenControl::ALLOWED), "none", SCORM_2004,
    "Controls of the player that are hidden, because the pages have their own.";
    "progression", "Order", FieldKind::Choice(PROGRESSIONS), "the order of the course", ALL,
    "In which order pages may be opened.";
    "pool_size", "Pages from the pool", FieldKind::Number { least: 1, most: 5000 }, "half of the pages", SCORM_2004,
    "How many pages are chosen at random for each learner.";
    "launch_data", "Launch data", FieldKind::LongText { most: 4096 }, "none", ALL,
    "A text that every content object gets from the player.";
    "include_schemas", "Include schemas", FieldKind::Flag, "no", ALL,
    "Whether the schema files of the edition are put into the package, which a few players want.";
    "metadata", "Metadata", FieldKind::Choice(MetadataPlacement::ALLOWED), "inline", ALL,
    "Where the metadata of the course stands.";
    "security_policy", "Security policy", FieldKind::Flag, "yes", ALL,
    "Whether pages forbid everything that is not theirs. Switch it off for players that put scripts of their own \
     into pages.";
    "interface_language", "Language of buttons", FieldKind::Choice(InterfaceLanguage::ALLOWED),
    "that of the course where it is one of them, else English", ALL,
    "The language of buttons and messages on the pages.";
}
