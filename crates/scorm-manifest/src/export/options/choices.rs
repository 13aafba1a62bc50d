//! Options that are one of a few values.

use edu_json::{FromJson, JsonWriter, Node, Reader, ToJson};

use super::field::Allowed;
use crate::Edition;
use crate::course::Progression;

/// Declares an option that is one of a few values, with the text of each in JSON and for people.
macro_rules! choices {
    (
        $(#[$meta:meta])*
        $name:ident($what:literal) {
            $( $(#[$variant_meta:meta])* $variant:ident = $text:literal, $label:literal; )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$variant_meta])* $variant, )+
        }

        impl $name {
            /// Every value, with what people read.
            pub const ALLOWED: &'static [Allowed] = &[$(Allowed::new($text, $label)),+];

            /// The text in JSON.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( Self::$variant => $text, )+
                }
            }
        }

        impl FromJson for $name {
            fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
                match reader.text(node)? {
                    $( $text => Some(Self::$variant), )+
                    // A closed list: the message names all of it.
                    _ => reader.not_allowed(node, not_one_of($what, Self::ALLOWED)),
                }
            }
        }

        impl ToJson for $name {
            fn to_json(&self, writer: &mut JsonWriter) {
                writer.string(self.as_str());
            }
        }
    };
}

choices! {
    /// How the course is cut into content objects.
    Structure("structure") {
        /// One content object with all pages, which has its own contents.
        OneObject = "one_object", "One content object with all pages";
        /// One content object for each page, in the folders of the course.
        ObjectPerPage = "object_per_page", "One content object for each page";
        /// The same, below one item that holds all: what some players need to go from page to page and to
        /// complete the course as a whole.
        RootCluster = "root_cluster", "One content object for each page, below one item that holds all";
    }
}

choices! {
    /// When a content object is completed.
    CompletionRule("completion") {
        /// When all of its pages were seen.
        ViewAll = "view_all", "All pages were seen";
        /// When its questions are passed; where it has none, when all of its pages were seen.
        PassQuiz = "pass_quiz", "The questions are passed";
        /// When a share of its pages was seen and of its questions answered.
        Threshold = "threshold", "A share of pages and questions is done";
    }
}

choices! {
    /// What a player does when the time is over.
    #[expect(clippy::enum_variant_names, reason = "named as in the standard")]
    TimeLimitAction("time limit action") {
        /// Ends with a message.
        ExitMessage = "exit,message", "End, with a message";
        /// Ends without a word.
        ExitNoMessage = "exit,no message", "End, without a message";
        /// Goes on with a message.
        ContinueMessage = "continue,message", "Go on, with a message";
        /// Goes on without a word.
        ContinueNoMessage = "continue,no message", "Go on, without a message";
    }
}

choices! {
    /// A control of the player that is hidden while a page of the course is open.
    HiddenControl("hidden control") {
        /// To the page before.
        Previous = "previous", "Previous";
        /// To the next page.
        Continue = "continue", "Continue";
        /// Out of the page.
        Exit = "exit", "Exit";
        /// Out of the page, without keeping anything.
        Abandon = "abandon", "Abandon";
        /// Out of the course, to go on later.
        SuspendAll = "suspendAll", "Suspend the course";
        /// Out of the course.
        ExitAll = "exitAll", "Exit the course";
        /// Out of the course, without keeping anything.
        AbandonAll = "abandonAll", "Abandon the course";
    }
}

choices! {
    /// Where the metadata of the course stands.
    MetadataPlacement("metadata") {
        /// In the manifest.
        Inline = "inline", "In the manifest";
        /// In a file of its own that the manifest names.
        File = "file", "In a file of its own";
        /// Nowhere.
        None = "none", "Nowhere";
    }
}

choices! {
    /// The language of buttons and messages on the pages.
    InterfaceLanguage("interface language") {
        /// English.
        English = "en", "English";
        /// German.
        German = "de", "Deutsch";
        /// French.
        French = "fr", "Français";
        /// Spanish.
        Spanish = "es", "Español";
    }
}

/// The values of [`Edition`] in options, with what people read.
pub(super) const EDITIONS: &[Allowed] = &[
    Allowed::new("1.2", "SCORM 1.2"),
    Allowed::new("2004-2nd", "SCORM 2004 2nd Edition"),
    Allowed::new("2004-3rd", "SCORM 2004 3rd Edition"),
    Allowed::new("2004-4th", "SCORM 2004 4th Edition"),
];

/// The values of [`Progression`] in options, with what people read.
pub(super) const PROGRESSIONS: &[Allowed] = &[
    Allowed::new(Progression::Free.as_str(), "Any page at any time"),
    Allowed::new(
        Progression::InOrder.as_str(),
        "Each page after the one before it",
    ),
    Allowed::new(
        Progression::RandomPool.as_str(),
        "Some pages, chosen at random",
    ),
];

/// The name of an edition in options.
pub const fn edition_name(edition: Edition) -> &'static str {
    match edition {
        Edition::Scorm12 => "1.2",
        Edition::Scorm2004Second => "2004-2nd",
        Edition::Scorm2004Third => "2004-3rd",
        Edition::Scorm2004Fourth => "2004-4th",
    }
}

/// The edition that a name in options stands for.
pub fn edition_by_name(name: &str) -> Option<Edition> {
    Edition::ALL
        .into_iter()
        .find(|edition| edition_name(*edition) == name)
}

impl FromJson for Edition {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        match edition_by_name(reader.text(node)?) {
            Some(edition) => Some(edition),
            None => reader.not_allowed(node, not_one_of("edition", EDITIONS)),
        }
    }
}

impl ToJson for Edition {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(edition_name(*self));
    }
}

fn not_one_of(what: &str, allowed: &[Allowed]) -> String {
    let values: Vec<_> = allowed.iter().map(|one| one.value).collect();
    format!("{what} is not one of {}", values.join("; "))
}
