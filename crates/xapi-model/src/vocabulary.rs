//! Verbs, types of activities and other names that communities have published, as constants.
//!
//! A name is here for its IRI, which means the same everywhere; the word beside it is English, for
//! people to read. What a verb asks of a statement is said by its own vocabulary and not judged here.
//!
//! ```
//! use xapi_model::vocabulary::{KnownVerb, activity_type, cmi5, verb};
//!
//! assert_eq!(verb::COMPLETED.iri(), "http://adlnet.gov/expapi/verbs/completed");
//! assert_eq!(cmi5::verb::WAIVED.name(), "waived");
//! assert_eq!(activity_type::COURSE.to_string(), "http://adlnet.gov/expapi/activities/course");
//! assert_eq!(KnownVerb::from_iri("http://adlnet.gov/expapi/verbs/passed"), Some(verb::PASSED));
//! assert_eq!(KnownVerb::from_iri("https://example.org/verbs/passed"), None);
//!
//! let verb = xapi_model::Verb::from(verb::COMPLETED);
//! assert_eq!(verb.display.as_ref().and_then(|display| display.get("en")), Some("completed"));
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`verb`], [`activity_type`], [`attachment_usage`] | what ADL and the standard itself name; the same as in [`adl`] |
//! | [`cmi5`] | courses in a learning platform |
//! | [`video`] | players of video and audio |
//! | [`acrossx`] | learning with tools of the web |
//! | [`tincan`] | the registry that most older content took its names from |
//! | [`activity_streams`] | what people do on the web |
//! | [`serious_games`] | games that teach |
//! | [`open_badges`] | badges |

use core::fmt;

/// Declares the names of one kind in one vocabulary, by the namespaces of their IRIs: constant, last
/// part of the IRI, and the word for people.
///
/// ```text
/// known! {
///     /// Verbs.
///     pub mod verb of KnownVerb {
///         under "https://example.org/verbs/" {
///             CHECKED_IN = "checkin", "checked in";
///         }
///     }
/// }
///
/// assert_eq!(verb::CHECKED_IN.iri(), "https://example.org/verbs/checkin");
/// assert_eq!(verb::ALL, [verb::CHECKED_IN]);
/// ```
macro_rules! known {
    (
        $(#[$meta:meta])*
        pub mod $module:ident of $kind:ident {
            $( under $namespace:literal $(in $place:ident)? {
                $( $name:ident = $tail:literal, $word:literal; )+
            } )+
        }
    ) => {
        $(#[$meta])*
        pub mod $module {
            use crate::vocabulary::$kind;

            $( known!(@terms $kind ($namespace $($place)?) $($name = $tail, $word;)+); )+

            /// All of them.
            pub const ALL: &[$kind] = &[$( $($name),+ ),+];
        }
    };
    (@terms $kind:ident ($namespace:literal) $( $name:ident = $tail:literal, $word:literal; )+) => {
        $(
            #[doc = concat!($word, ": `", $namespace, $tail, "`.")]
            pub const $name: $kind = $kind::new(concat!($namespace, $tail), $word);
        )+
    };
    (@terms $kind:ident ($namespace:literal $place:ident)
        $( $name:ident = $tail:literal, $word:literal; )+) => {
        $(
            #[doc = concat!($word, ": `", $namespace, $tail, "`.")]
            pub const $name: $kind = $kind::new(
                concat!($namespace, $tail),
                $word,
                $crate::vocabulary::ExtensionPlace::$place,
            );
        )+
    };
}

pub mod acrossx;
pub mod activity_streams;
pub mod adl;
pub mod cmi5;
mod convert;
pub mod open_badges;
pub mod serious_games;
pub mod tincan;
pub mod video;

pub use adl::{activity_type, attachment_usage, verb};

/// Declares a kind of name.
macro_rules! kind {
    ($(#[$meta:meta])* $name:ident $( $field:ident: $type:ty )?; $all:expr) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            iri: &'static str,
            name: &'static str,
            $( $field: $type, )?
        }

        impl $name {
            const fn new(iri: &'static str, name: &'static str $(, $field: $type)?) -> Self {
                Self { iri, name $(, $field)? }
            }

            /// What tells it from all others.
            pub const fn iri(self) -> &'static str {
                self.iri
            }

            /// The word for people to read, in English.
            pub const fn name(self) -> &'static str {
                self.name
            }

            /// The one with that IRI, byte for byte; looks through all vocabularies.
            pub fn from_iri(iri: &str) -> Option<Self> {
                Self::all().find(|one| one.iri == iri)
            }

            /// Those of all vocabularies.
            pub fn all() -> impl Iterator<Item = Self> {
                let vocabularies: &[&'static [Self]] = $all;
                vocabularies.iter().copied().flatten().copied()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.iri)
            }
        }
    };
}

kind! {
    /// A verb that some community has published.
    KnownVerb;
    &[
        verb::ALL,
        cmi5::verb::ALL,
        video::verb::ALL,
        acrossx::verb::ALL,
        tincan::verb::ALL,
        activity_streams::verb::ALL,
        serious_games::verb::ALL,
    ]
}

kind! {
    /// A type of activities that some community has published.
    KnownActivityType;
    &[
        activity_type::ALL,
        cmi5::activity_type::ALL,
        video::activity_type::ALL,
        acrossx::activity_type::ALL,
        tincan::activity_type::ALL,
        activity_streams::activity_type::ALL,
        serious_games::activity_type::ALL,
    ]
}

kind! {
    /// What an attachment is for, as some community has published it.
    KnownAttachmentUsage;
    &[
        attachment_usage::ALL,
        tincan::attachment_usage::ALL,
        open_badges::attachment_usage::ALL,
    ]
}

kind! {
    /// The name of an extension that some community has published.
    KnownExtension place: ExtensionPlace;
    &[
        cmi5::extension::ALL,
        video::extension::ALL,
        acrossx::extension::ALL,
        tincan::extension::ALL,
        serious_games::extension::ALL,
        open_badges::extension::ALL,
    ]
}

kind! {
    /// An activity that says, as a category of the context, by which rules a statement was made.
    KnownCategory;
    &[cmi5::category::ALL]
}

impl KnownExtension {
    /// Where in a statement it belongs.
    pub const fn place(self) -> ExtensionPlace {
        self.place
    }
}

/// Where in a statement an extension belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "the standard has extensions in these three places"
)]
pub enum ExtensionPlace {
    /// The definition of an activity.
    Activity,
    /// The context.
    Context,
    /// The result.
    Result,
}
