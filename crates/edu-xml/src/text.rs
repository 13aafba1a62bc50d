//! Values that attributes and elements hold as text.

use core::fmt::Display;
use std::borrow::Cow;

use edu_types::{Decimal, Iri, IsoDuration, LanguageTag, PositiveDecimal, Timestamp, UuidText};

use crate::ValueText;

/// A value that can be read from text.
pub trait FromText: Sized {
    /// Reads the value.
    ///
    /// # Errors
    ///
    /// What was found and what is allowed, never quoting the text.
    fn from_text(text: &str) -> Result<Self, Cow<'static, str>>;

    /// Reads the value where it stands in a document, whose text it may share.
    ///
    /// # Errors
    ///
    /// As [`FromText::from_text`].
    #[inline]
    fn from_value_text(value: ValueText<'_>) -> Result<Self, Cow<'static, str>> {
        Self::from_text(value.text())
    }
}

/// A value that can be written as text.
pub trait ToText {
    /// The text, as this crate writes it.
    fn to_text(&self) -> Cow<'_, str>;

    /// Whether this is the text that would be written.
    fn is_written(&self, text: &str) -> bool {
        self.to_text() == text
    }
}

/// The text without white space around it, as XML Schema has it for all values but strings.
///
/// Spec: XML Schema Part 2 §4.3.6.
#[inline]
pub fn collapsed(text: &str) -> &str {
    let is_open = |byte: Option<&u8>| byte.is_some_and(|byte| *byte <= b' ');
    let bytes = text.as_bytes();
    // Nearly all texts begin and end with something else.
    if !is_open(bytes.first()) && !is_open(bytes.last()) {
        return text;
    }
    text.trim_matches([' ', '\t', '\n', '\r'])
}

/// Reads a value by `make`, after taking away white space around its text.
///
/// # Errors
///
/// The text of `make`'s error.
pub fn parse<'t, T, E: Display>(
    text: &'t str,
    make: impl FnOnce(&'t str) -> Result<T, E>,
) -> Result<T, Cow<'static, str>> {
    make(collapsed(text)).map_err(|error| error.to_string().into())
}

impl FromText for String {
    #[inline]
    fn from_text(text: &str) -> Result<Self, Cow<'static, str>> {
        Ok(text.into())
    }
}

impl FromText for Box<str> {
    #[inline]
    fn from_text(text: &str) -> Result<Self, Cow<'static, str>> {
        Ok(text.into())
    }
}

impl FromText for bool {
    fn from_text(text: &str) -> Result<Self, Cow<'static, str>> {
        match collapsed(text) {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => Err("text is neither true nor false".into()),
        }
    }
}

impl ToText for String {
    fn to_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }

    #[inline]
    fn is_written(&self, _: &str) -> bool {
        true
    }
}

impl ToText for Box<str> {
    fn to_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }

    #[inline]
    fn is_written(&self, _: &str) -> bool {
        true
    }
}

impl ToText for bool {
    fn to_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(if *self { "true" } else { "false" })
    }
}

macro_rules! integers {
    ($($name:ty),+) => { $(
        impl FromText for $name {
            fn from_text(text: &str) -> Result<Self, Cow<'static, str>> {
                collapsed(text).parse().map_err(|_| {
                    format!("text is not an integer from {} to {}", Self::MIN, Self::MAX).into()
                })
            }
        }

        impl ToText for $name {
            fn to_text(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }
    )+ };
}
integers!(u8, u16, u32, u64, i32, i64);

macro_rules! texts {
    ($($name:ty: $make:path),+ $(,)?) => { $(
        impl FromText for $name {
            fn from_text(text: &str) -> Result<Self, Cow<'static, str>> {
                parse(text, $make)
            }
        }

        impl ToText for $name {
            fn to_text(&self) -> Cow<'_, str> {
                Cow::Borrowed(self.as_str())
            }
        }
    )+ };
}
texts!(
    Iri: Self::new,
    IsoDuration: Self::parse,
    LanguageTag: Self::parse,
    UuidText: Self::parse,
);

impl FromText for Decimal {
    fn from_text(text: &str) -> Result<Self, Cow<'static, str>> {
        parse(text, |text| {
            decimal(text)
                .and_then(|text| Self::parse(&text).ok())
                .ok_or("text is no decimal number")
        })
    }
}

impl ToText for Decimal {
    fn to_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }
}

impl FromText for PositiveDecimal {
    fn from_text(text: &str) -> Result<Self, Cow<'static, str>> {
        let number = Decimal::from_text(text)?;
        Self::new(number).map_err(|error| error.to_string().into())
    }
}

impl ToText for PositiveDecimal {
    fn to_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_decimal().as_str())
    }
}

impl FromText for Timestamp {
    fn from_text(text: &str) -> Result<Self, Cow<'static, str>> {
        parse(text, Self::parse)
    }
}

impl ToText for Timestamp {
    fn to_text(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

/// A decimal of XML Schema in the form of JSON's numbers: no plus sign, no missing digit before or
/// after the point, no leading zeros.
///
/// Spec: XML Schema Part 2 §3.2.3.
fn decimal(text: &str) -> Option<Cow<'_, str>> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(part) || (whole.is_empty() && part.is_empty()) {
        return None;
    }
    let short = match whole.trim_start_matches('0') {
        "" => "0",
        other => other,
    };
    let regular = short.len() == whole.len() && !digits.ends_with('.');
    if regular && !text.starts_with('+') {
        return Some(Cow::Borrowed(text));
    }
    let sign = if negative { "-" } else { "" };
    Some(Cow::Owned(if part.is_empty() {
        format!("{sign}{short}")
    } else {
        format!("{sign}{short}.{part}")
    }))
}

/// Reads and writes identifiers made by `edu_types::string_id!` as text.
#[macro_export]
macro_rules! xml_id {
    ($($name:ty),+ $(,)?) => { $(
        impl $crate::FromText for $name {
            fn from_text(
                text: &str,
            ) -> ::core::result::Result<Self, ::std::borrow::Cow<'static, str>> {
                $crate::text::parse(text, <$name>::new)
            }
        }

        impl $crate::ToText for $name {
            fn to_text(&self) -> ::std::borrow::Cow<'_, str> {
                ::std::borrow::Cow::Borrowed(self.as_str())
            }
        }
    )+ };
}

/// Reads and writes vocabularies made by `edu_types::open_enum!` as text; values that are not known
/// are kept.
#[macro_export]
macro_rules! xml_open_enum {
    ($($name:ty),+ $(,)?) => { $(
        impl $crate::FromText for $name {
            fn from_text(
                text: &str,
            ) -> ::core::result::Result<Self, ::std::borrow::Cow<'static, str>> {
                ::core::result::Result::Ok(<$name>::from($crate::text::collapsed(text)))
            }
        }

        impl $crate::ToText for $name {
            fn to_text(&self) -> ::std::borrow::Cow<'_, str> {
                ::std::borrow::Cow::Borrowed(self.as_str())
            }
        }
    )+ };
}
