//! What every closed list of URIs in LTI shares: a typed value per URI, and a value that keeps
//! the text it came as.

/// Declares a list of URIs under one namespace that only a new version of the standard extends.
///
/// ```text
/// vocabulary! {
///     /// A colour.
///     pub enum Colour under "http://example.org/colour#" {
///         /// Red.
///         Red = "Red",
///     }
/// }
///
/// assert_eq!(Colour::Red.name(), "Red");
/// assert_eq!(Colour::Red.uri(), "http://example.org/colour#Red");
/// assert_eq!(Colour::from_name("red"), None);
/// ```
macro_rules! vocabulary {
    (
        $(#[$meta:meta])*
        pub enum $name:ident under $namespace:literal {
            $( $(#[$variant_meta:meta])* $variant:ident = $text:literal ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$variant_meta])* $variant, )+
        }

        impl $name {
            /// What every URI of this list starts with.
            pub const NAMESPACE: &'static str = $namespace;

            /// Every value, in the order of the standard.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The part of the URI after the namespace.
            pub const fn name(self) -> &'static str {
                match self {
                    $( Self::$variant => $text, )+
                }
            }

            /// The URI on the wire.
            pub const fn uri(self) -> &'static str {
                match self {
                    $( Self::$variant => concat!($namespace, $text), )+
                }
            }

            /// The value with this name; case counts, nothing is trimmed.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $( $text => Some(Self::$variant), )+
                    // Names outside the list mean nothing here; the caller keeps the text.
                    _ => None,
                }
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.uri())
            }
        }
    };
}
pub(crate) use vocabulary;

/// A value of a vocabulary beside the text it came as.
///
/// The canonical URI is not stored, so the common case allocates nothing.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) enum Kept<K> {
    /// Came as its canonical URI.
    Canonical(K),
    /// Came in another spelling that the standard once had.
    Respelled(K, Box<str>),
    /// Not in the vocabulary.
    Unknown(Box<str>),
}

impl<K: Copy> Kept<K> {
    /// The value, if the text is in the vocabulary in any spelling.
    pub(crate) const fn known(&self) -> Option<K> {
        match self {
            Self::Canonical(known) | Self::Respelled(known, _) => Some(*known),
            Self::Unknown(_) => None,
        }
    }

    /// The text as it came; `uri` gives the canonical one.
    pub(crate) fn text(&self, uri: impl FnOnce(K) -> &'static str) -> &str {
        match self {
            Self::Canonical(known) => uri(*known),
            Self::Respelled(_, text) | Self::Unknown(text) => text,
        }
    }

    /// Whether the text is known, but not in its canonical spelling.
    pub(crate) const fn is_respelled(&self) -> bool {
        matches!(self, Self::Respelled(..))
    }
}

#[cfg(test)]
#[expect(unreachable_pub, reason = "the macro declares public lists only")]
mod tests {
    use super::Kept;

    vocabulary! {
        /// A test list.
        pub enum Colour under "http://example.org/colour#" {
            /// Red.
            Red = "Red",
            /// A name that is not a Rust identifier.
            BlueGreen = "Blue-Green",
        }
    }

    #[test]
    fn names_and_uris_follow_the_declaration() {
        assert_eq!(Colour::NAMESPACE, "http://example.org/colour#");
        assert_eq!(Colour::ALL, &[Colour::Red, Colour::BlueGreen]);
        assert_eq!(Colour::BlueGreen.name(), "Blue-Green");
        assert_eq!(
            Colour::BlueGreen.to_string(),
            "http://example.org/colour#Blue-Green"
        );
        assert_eq!(Colour::from_name("Blue-Green"), Some(Colour::BlueGreen));
    }

    #[test]
    fn names_outside_the_list_are_not_found() {
        for name in ["red", "Red ", " Red", "BlueGreen", "", "Red#Red"] {
            assert_eq!(Colour::from_name(name), None, "{name:?}");
        }
    }

    #[test]
    fn unknown_text_has_no_value() {
        let kept: Kept<Colour> = Kept::Unknown("mauve".into());
        assert_eq!(kept.known(), None);
        assert_eq!(kept.text(Colour::uri), "mauve");
        assert!(!kept.is_respelled());
    }
}
