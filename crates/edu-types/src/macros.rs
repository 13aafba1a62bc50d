//! Macros that remove identical implementations.

/// Why a text is not an identifier of the asked kind.
///
/// Never quotes the text: identifiers may point at people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IdError {
    /// The text has no characters.
    #[error("{what} is empty")]
    Empty {
        /// The kind of identifier.
        what: &'static str,
    },
    /// The text is longer than allowed.
    #[error("{what} has {found} characters, limit is {limit}")]
    TooLong {
        /// The kind of identifier.
        what: &'static str,
        /// Characters found.
        found: usize,
        /// Characters allowed.
        limit: usize,
    },
    /// The text has characters outside ASCII.
    #[error("{what} has characters outside ASCII")]
    NotAscii {
        /// The kind of identifier.
        what: &'static str,
    },
    /// The text has control characters.
    #[error("{what} has control characters")]
    Control {
        /// The kind of identifier.
        what: &'static str,
    },
}

/// Checks a text against the bounds of [`string_id`](crate::string_id).
///
/// # Errors
///
/// [`IdError`] names the first bound broken.
pub fn check_id(what: &'static str, text: &str, limit: usize, ascii: bool) -> Result<(), IdError> {
    check_length(what, text, limit)?;
    // Nearly all are of these characters, which are looked at many at a time.
    if text
        .bytes()
        .fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'))
    {
        return Ok(());
    }
    if text.chars().any(char::is_control) {
        return Err(IdError::Control { what });
    }
    if ascii && !text.is_ascii() {
        return Err(IdError::NotAscii { what });
    }
    Ok(())
}

/// Checks only that a text is not empty and at most `limit` characters long.
///
/// # Errors
///
/// [`IdError`] names the bound broken.
pub fn check_length(what: &'static str, text: &str, limit: usize) -> Result<(), IdError> {
    if text.is_empty() {
        return Err(IdError::Empty { what });
    }
    if text.len() <= limit {
        return Ok(());
    }
    let found = text.chars().count();
    if found > limit {
        return Err(IdError::TooLong { what, found, limit });
    }
    Ok(())
}

/// Declares an identifier: an opaque, case-sensitive text with a length limit.
///
/// The value is never trimmed, folded or normalised; two are equal when their bytes are.
/// Add `personal` where the identifier points at a person and `secret` where it grants
/// power: its `Debug` is then redacted. Add `any_text` where others make the text and it is only
/// handed back: control characters are then allowed.
///
/// ```
/// edu_types::string_id! {
///     /// One installation of a tool in a platform.
///     pub struct DeploymentId("deployment id", max 255, ascii);
/// }
/// edu_types::string_id! {
///     /// One person, as the platform names them.
///     pub struct Subject("subject", max 255, ascii, personal);
/// }
///
/// let deployment = DeploymentId::new("07940580-b309-415e-a37c-914d387c1150")?;
/// assert_eq!(deployment.as_str().len(), 36);
/// assert_eq!(DeploymentId::new("").unwrap_err().to_string(), "deployment id is empty");
/// assert_eq!(format!("{:?}", Subject::new("ada")?), "Subject(…)");
/// # Ok::<(), edu_types::macros::IdError>(())
/// ```
#[macro_export]
macro_rules! string_id {
    (
        $(#[$meta:meta])*
        pub struct $name:ident($what:literal, max $max:literal $(, $flag:ident)*);
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// Longest text allowed, in characters.
            pub const MAX_CHARS: usize = $max;

            /// Takes the text as it is.
            ///
            /// # Errors
            ///
            /// When the text is empty, too long, or has characters that are not allowed.
            pub fn new(
                text: impl Into<Box<str>>,
            ) -> ::core::result::Result<Self, $crate::macros::IdError> {
                let text = text.into();
                let ascii = false $(|| $crate::string_id!(@ascii $flag))*;
                let any_text = false $(|| $crate::string_id!(@any_text $flag))*;
                if any_text {
                    $crate::macros::check_length($what, &text, $max)?;
                } else {
                    $crate::macros::check_id($what, &text, $max, ascii)?;
                }
                Ok(Self(text))
            }

            /// The text, byte for byte as it came.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let hidden = false $(|| $crate::string_id!(@hidden $flag))*;
                if hidden {
                    f.write_str(concat!(stringify!($name), "(…)"))
                } else {
                    write!(f, concat!(stringify!($name), "({:?})"), self.0)
                }
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = $crate::macros::IdError;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                Self::new(text)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
    };
    (@any_text any_text) => { true };
    (@any_text ascii) => { false };
    (@any_text personal) => { false };
    (@any_text secret) => { false };
    (@ascii any_text) => { false };
    (@hidden any_text) => { false };
    (@ascii ascii) => { true };
    (@ascii personal) => { false };
    (@ascii secret) => { false };
    (@hidden ascii) => { false };
    (@hidden personal) => { true };
    (@hidden secret) => { true };
}

/// Declares a vocabulary that others may extend: known values have names, unknown ones are
/// kept as they came.
///
/// ```
/// edu_types::open_enum! {
///     /// Where the tool is shown.
///     pub enum DocumentTarget {
///         /// In a frame of the platform's page.
///         Iframe = "iframe",
///         /// In a window of its own.
///         Window = "window",
///     }
/// }
///
/// assert_eq!(DocumentTarget::from("iframe"), DocumentTarget::Iframe);
/// assert_eq!(DocumentTarget::from("hologram").as_str(), "hologram");
/// assert!(!DocumentTarget::from("hologram").is_known());
/// ```
#[macro_export]
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $( $(#[$variant_meta:meta])* $variant:ident = $text:literal ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        ///
        /// Compares by text. Unknown values are kept as they came; match on the known
        /// variants and read others with `as_str`.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$variant_meta])* $variant, )+
            /// A value this version does not know; made by `From<&str>` only.
            #[doc(hidden)]
            _Other($crate::macros::Unknown),
        }

        impl $name {
            /// Every value this version knows.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),+];

            /// The text on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $text, )+
                    Self::_Other(other) => other.as_str(),
                }
            }

            /// Whether this version knows the value.
            pub const fn is_known(&self) -> bool {
                !matches!(self, Self::_Other(_))
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $( $text => Self::$variant, )+
                    // Open vocabulary: anything else is kept, never refused here.
                    other => Self::_Other($crate::macros::Unknown::new(other)),
                }
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

/// Text of a vocabulary value that is not known; only [`open_enum`](crate::open_enum) makes it,
/// so that a known value can never hide in the unknown variant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unknown(Box<str>);

impl Unknown {
    #[doc(hidden)]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
#[expect(
    unreachable_pub,
    reason = "the macros declare public types, also in here"
)]
mod tests {
    use super::IdError;

    string_id! {
        /// A test identifier.
        pub struct Plain("plain id", max 4, ascii);
    }
    string_id! {
        /// A test identifier that grants power.
        pub struct Power("power", max 8, secret);
    }
    string_id! {
        /// A test identifier of others' making.
        pub struct Handed("handed", max 8, any_text, secret);
    }
    open_enum! {
        /// A test vocabulary.
        pub enum Colour {
            /// Red.
            Red = "red",
        }
    }

    #[test]
    fn identifiers_out_of_bounds_are_refused() {
        let limits = (Plain::MAX_CHARS, Power::MAX_CHARS, Handed::MAX_CHARS);
        assert_eq!(limits, (4, 8, 8));
        assert_eq!(Plain::new(""), Err(IdError::Empty { what: "plain id" }));
        assert_eq!(
            Plain::new("abcde"),
            Err(IdError::TooLong {
                what: "plain id",
                found: 5,
                limit: 4
            })
        );
        assert_eq!(Plain::new("é"), Err(IdError::NotAscii { what: "plain id" }));
        assert_eq!(
            Plain::new("a\0"),
            Err(IdError::Control { what: "plain id" })
        );
    }

    #[test]
    fn texts_that_are_only_handed_back_may_hold_any_character() {
        assert_eq!(Handed::new("{\n\t\0}").unwrap().as_str(), "{\n\t\0}");
        assert_eq!(Handed::new(""), Err(IdError::Empty { what: "handed" }));
        assert!(Handed::new("123456789").is_err());
        assert_eq!(format!("{:?}", Handed::new("a").unwrap()), "Handed(…)");
    }

    #[test]
    fn identifiers_keep_case_and_spaces() {
        assert_eq!(
            Plain::new(" aB ").map(|id| id.as_str().to_owned()),
            Ok(" aB ".to_owned())
        );
    }

    #[test]
    fn identifiers_that_grant_power_are_redacted() {
        assert_eq!(format!("{:?}", Power::new("é").unwrap()), "Power(…)");
        assert_eq!(format!("{:?}", Plain::new("a").unwrap()), "Plain(\"a\")");
    }

    #[test]
    fn unknown_vocabulary_is_kept_as_it_came() {
        let odd = Colour::from("Red");
        assert!(!odd.is_known());
        assert_eq!(odd.as_str(), "Red");
        assert_eq!(Colour::KNOWN, &[Colour::Red]);
    }
}
