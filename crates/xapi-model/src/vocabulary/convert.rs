//! Published names as parts of statements.

use edu_types::{Iri, LanguageMap, LanguageTag};

use super::{KnownActivityType, KnownAttachmentUsage, KnownCategory, KnownExtension, KnownVerb};
use crate::{Activity, Verb};

/// Their IRIs.
macro_rules! iri_of {
    ($($kind:ident),+) => { $(
        impl From<$kind> for Iri {
            fn from(known: $kind) -> Self {
                Self::of_constant(known.iri())
            }
        }
    )+ };
}

iri_of!(
    KnownVerb,
    KnownActivityType,
    KnownAttachmentUsage,
    KnownExtension,
    KnownCategory
);

impl From<KnownVerb> for Verb {
    /// The verb, with its word for people.
    fn from(known: KnownVerb) -> Self {
        let mut verb = Self::new(known.into());
        verb.display = LanguageTag::parse("en").ok().map(|english| {
            let mut display = LanguageMap::new();
            display.push(english, known.name());
            display
        });
        verb
    }
}

impl From<KnownCategory> for Activity {
    fn from(known: KnownCategory) -> Self {
        Self::new(known.into())
    }
}
