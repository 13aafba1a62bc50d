//! Names that typed values have in XML, by the binding of a standard that a document follows.

/// Which of a standard's XML bindings a document follows: the position of its namespaces and
/// spellings among those a [`Family`] and a [`Term`] list.
///
/// A standard that renamed its namespaces or its attributes between editions has several; one
/// that never did has the first only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_structs, reason = "it is a position and no more")]
pub struct Binding(pub u8);

/// One vocabulary whose namespace depends on the binding.
#[derive(Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "xml_names declares them as constants"
)]
pub struct Family {
    /// The prefix that is declared where a document declares none; `""` is the default namespace.
    pub prefix: &'static str,
    /// Namespaces in order of the bindings; the last one holds for all further bindings.
    pub namespaces: &'static [&'static str],
    /// Namespaces that are understood when read and never chosen when written.
    pub also: &'static [&'static str],
}

impl Family {
    /// The namespace under a binding.
    pub fn namespace(&self, binding: Binding) -> &'static str {
        by_binding(self.namespaces, binding)
    }

    /// Whether the family has that namespace under any binding.
    pub fn holds(&self, namespace: &str) -> bool {
        let mut all = self.namespaces.iter().chain(self.also);
        all.any(|one| *one == namespace)
    }
}

/// The name of one element or attribute, under every binding.
///
/// Declared by [`xml_names`](crate::xml_names). Terms are compared by their number.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    number: u32,
    qualified: bool,
    family: &'static Family,
    locals: &'static [&'static str],
    /// Has a bit for the length of each spelling, so that most other names are told apart by their length.
    lengths: u32,
}

impl Term {
    /// A name in the namespace of its family. `locals` has one spelling for each binding; the last one holds
    /// for all further bindings.
    pub const fn qualified(family: &'static Family, locals: &'static [&'static str]) -> Self {
        let seed = match family.namespaces.first() {
            Some(namespace) => hash(SEED, namespace),
            None => SEED,
        };
        Self::new(seed, true, family, locals)
    }

    /// The name of an attribute that is in no namespace, as most are.
    pub const fn plain(family: &'static Family, locals: &'static [&'static str]) -> Self {
        Self::new(SEED, false, family, locals)
    }

    const fn new(
        seed: u32,
        qualified: bool,
        family: &'static Family,
        locals: &'static [&'static str],
    ) -> Self {
        let hashed = match locals.last() {
            Some(local) => hash(seed, local),
            None => seed,
        };
        // Zero is kept for names that no vocabulary knows.
        let number = if hashed == 0 { 1 } else { hashed };
        Self {
            number,
            qualified,
            family,
            locals,
            lengths: lengths(locals),
        }
    }

    /// The number by which names are matched; two terms of one name have the same.
    pub const fn number(self) -> u32 {
        self.number
    }

    /// The family whose namespace the name is in, or that uses the name without one.
    pub const fn family(self) -> &'static Family {
        self.family
    }

    /// Whether the name is in a namespace.
    pub const fn is_qualified(self) -> bool {
        self.qualified
    }

    /// The namespace under a binding; empty where the name is in none.
    pub fn namespace(self, binding: Binding) -> &'static str {
        if self.qualified {
            self.family.namespace(binding)
        } else {
            ""
        }
    }

    /// The local name under a binding.
    pub fn local(self, binding: Binding) -> &'static str {
        by_binding(self.locals, binding)
    }

    /// Whether the local name is one of this term's under any binding.
    pub(crate) fn is_spelled(self, local: &str) -> bool {
        self.lengths & length(local) != 0 && self.locals.contains(&local)
    }
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Term {}

/// The names of one family.
#[derive(Debug)]
#[expect(
    clippy::exhaustive_structs,
    reason = "xml_names declares them as constants"
)]
pub struct Names {
    /// The family.
    pub family: &'static Family,
    /// Its names.
    pub terms: &'static [Term],
}

/// All names that the documents of a standard are read by.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::exhaustive_structs,
    reason = "each standard names its families"
)]
pub struct Vocabulary {
    /// The families; those of `xml:` and `xsi:` need not be listed.
    pub names: &'static [&'static Names],
}

impl Vocabulary {
    /// What names in a namespace, or in none, may mean.
    pub(crate) fn within(&self, namespace: &str) -> Within {
        let none = namespace.is_empty();
        let names = self.names.iter().copied();
        let all = names.chain([&xml::NAMES, &xsi::NAMES]);
        let holding = all.filter(|names| none || names.family.holds(namespace));
        let families: Vec<_> = holding.collect();
        Within {
            // The last two are no standard's own.
            own: none || self.names.iter().any(|names| names.family.holds(namespace)),
            qualified: !none,
            families,
        }
    }
}

/// What names in one namespace may mean.
pub(crate) struct Within {
    /// Whether the namespace is none or one of the standard's own, so that it has no names beside those known.
    pub(crate) own: bool,
    qualified: bool,
    families: Vec<&'static Names>,
}

impl Within {
    /// The term of a local name.
    pub(crate) fn term(&self, local: &str) -> Option<Term> {
        let terms = self.families.iter().flat_map(|names| names.terms);
        let mut terms = terms.filter(|term| term.qualified == self.qualified);
        terms.find(|term| term.is_spelled(local)).copied()
    }
}

fn by_binding(all: &[&'static str], binding: Binding) -> &'static str {
    let at = usize::from(binding.0);
    all.get(at).or(all.last()).copied().unwrap_or("")
}

/// The bits of the lengths of some names.
const fn lengths(mut names: &[&str]) -> u32 {
    let mut lengths = 0;
    while let Some((first, rest)) = names.split_first() {
        lengths |= length(first);
        names = rest;
    }
    lengths
}

/// The bit of the length of a name, which names that are 32 bytes longer have too.
const fn length(name: &str) -> u32 {
    1 << (name.len() % 32)
}

const SEED: u32 = 0x811c_9dc5;

/// FNV-1a, to number names without a list that every vocabulary would have to agree on.
const fn hash(seed: u32, text: &str) -> u32 {
    let mut bytes = text.as_bytes();
    let mut hash = seed;
    while let Some((first, rest)) = bytes.split_first() {
        hash = (hash ^ *first as u32).wrapping_mul(0x0100_0193);
        bytes = rest;
    }
    hash
}

/// Declares the names of one family as a module of [`Term`]s.
///
/// `qualified` names are in the family's namespace (elements, and attributes with a prefix); `plain` ones are attributes
/// in no namespace. A name that is spelled differently under later bindings lists the spellings
/// in order of the bindings. The module also holds `FAMILY` and `NAMES`, the latter for a [`Vocabulary`].
///
/// ```
/// use edu_xml::{Binding, Vocabulary, xml_names};
///
/// xml_names! {
///     /// Names of runs.
///     pub mod runs {
///         prefix = "r";
///         namespaces = ["urn:runs:1", "urn:runs:2"];
///         qualified {
///             /// What to do when time is up.
///             TIME_LIMIT_ACTION = "timelimitaction" | "timeLimitAction";
///         }
///         plain {
///             /// Identity.
///             ID = "id";
///         }
///     }
/// }
/// static NAMES: Vocabulary = Vocabulary { names: &[&runs::NAMES] };
///
/// assert_eq!(runs::TIME_LIMIT_ACTION.local(Binding(0)), "timelimitaction");
/// assert_eq!(runs::TIME_LIMIT_ACTION.namespace(Binding(1)), "urn:runs:2");
/// assert_eq!(runs::ID.local(Binding(1)), "id");
/// ```
#[macro_export]
macro_rules! xml_names {
    (
        $(#[$meta:meta])*
        $visibility:vis mod $module:ident {
            prefix = $prefix:literal;
            namespaces = [$($namespace:literal),+ $(,)?];
            $(also = [$($also:literal),* $(,)?];)?
            $(qualified { $( $(#[$term_meta:meta])* $term:ident = $($local:literal)|+; )* })?
            $(plain { $( $(#[$plain_meta:meta])* $plain:ident = $($plain_local:literal)|+; )* })?
        }
    ) => {
        $(#[$meta])*
        $visibility mod $module {
            /// The family of these names.
            pub static FAMILY: $crate::Family = $crate::Family {
                prefix: $prefix,
                namespaces: &[$($namespace),+],
                also: &[$($($also),*)?],
            };
            $($(
                $(#[$term_meta])*
                pub const $term: $crate::Term = $crate::Term::qualified(&FAMILY, &[$($local),+]);
            )*)?
            $($(
                $(#[$plain_meta])*
                pub const $plain: $crate::Term = $crate::Term::plain(&FAMILY, &[$($plain_local),+]);
            )*)?
            /// All of these names.
            pub static NAMES: $crate::Names = $crate::Names {
                family: &FAMILY,
                terms: &[$($($term,)*)? $($($plain,)*)?],
            };
        }
    };
}

xml_names! {
    /// The names that XML itself gives a meaning, such as `xml:lang`.
    pub mod xml {
        prefix = "xml";
        namespaces = ["http://www.w3.org/XML/1998/namespace"];
        qualified {
            /// The address that relative references start from. Spec: XML Base §3.
            BASE = "base";
            /// The language of the text. Spec: XML 1.0 §2.12.
            LANG = "lang";
        }
    }
}

xml_names! {
    /// The names that documents use to point at their schemas.
    pub mod xsi {
        prefix = "xsi";
        namespaces = ["http://www.w3.org/2001/XMLSchema-instance"];
        qualified {
            /// Pairs of namespace and schema address; never fetched. Spec: XML Schema Part 1 §2.6.3.
            SCHEMA_LOCATION = "schemaLocation";
        }
    }
}
