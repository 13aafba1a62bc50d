//! One text in several languages.

use core::fmt;
use std::collections::BTreeMap;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{AcceptLanguage, LanguageTag, LanguageTagError};

/// One text in several languages, in the order received.
///
/// Two are equal when they have the same texts in the same languages, in whatever order and
/// with tags in whatever case.
///
/// A map may hold a language twice, because it keeps what came: [`LanguageMap::repeated`] says
/// so, and the first text counts. Serde refuses such a map.
///
/// ```
/// use edu_types::{AcceptLanguage, LanguageMap, LanguageTag};
///
/// let mut display = LanguageMap::new();
/// display.push(LanguageTag::parse("en-US")?, "answered");
/// display.push(LanguageTag::parse("de")?, "beantwortete");
///
/// assert_eq!(display.get("EN-us"), Some("answered"));
/// let wanted = AcceptLanguage::parse("de-AT, en;q=0.5");
/// let chosen = display.choose(&wanted).map(|(tag, text)| (tag.as_str(), text));
/// assert_eq!(chosen, Some(("de", "beantwortete")));
/// # Ok::<(), edu_types::LanguageTagError>(())
/// ```
///
/// Spec: xAPI 1.0.3 Part 2 §4.2; RFC 5646.
#[derive(Clone, Debug, Default)]
pub struct LanguageMap(Vec<(LanguageTag, Box<str>)>);

impl LanguageMap {
    /// A map without texts.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// A map without texts, with room for so many.
    pub fn with_capacity(texts: usize) -> Self {
        Self(Vec::with_capacity(texts))
    }

    /// A map of these texts, each with the tag of its language.
    ///
    /// # Errors
    ///
    /// [`LanguageTagError`] for the first tag that is none.
    pub fn from_pairs<'t>(
        pairs: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Result<Self, LanguageTagError> {
        let text = |(tag, text): (&str, &str)| Ok((LanguageTag::parse(tag)?, text.into()));
        pairs.into_iter().map(text).collect()
    }

    /// Adds a text at the end, also in a language that is there already.
    pub fn push(&mut self, tag: LanguageTag, text: impl Into<Box<str>>) {
        self.0.push((tag, text.into()));
    }

    /// Takes over the texts of `later`: each replaces the text in the same language, or follows at
    /// the end.
    pub fn merge(&mut self, later: &Self) {
        let mut newer = BTreeMap::new();
        for (tag, text) in &later.0 {
            newer.entry(tag).or_insert(text);
        }
        for (tag, text) in &mut self.0 {
            if let Some(other) = newer.remove(&*tag) {
                text.clone_from(other);
            }
        }
        let further = later
            .0
            .iter()
            .filter(|(tag, _)| newer.remove(tag).is_some());
        self.0.extend(further.cloned());
    }

    /// The text in exactly this language, in whatever case its tag is.
    pub fn get(&self, tag: &str) -> Option<&str> {
        self.iter()
            .find(|(own, _)| own.as_str().eq_ignore_ascii_case(tag))
            .map(|(_, text)| text)
    }

    /// The text for a person, with its language; `None` only where there are no texts.
    ///
    /// For each language wanted, the most wanted first: the text in exactly it; else the first
    /// in a variety of it (`en-US` for `en`); else that in the language without its last parts
    /// (`zh-Hant` for `zh-Hant-TW`). `*` stands for the first text in a language that is not
    /// named. Where nothing is found for any: the first text in another variety of a language
    /// wanted (`en-US` for `en-GB`), then that in `und`, then the first one. A language that is
    /// refused, with `q=0`, comes only where there is no other.
    ///
    /// Spec: RFC 4647 §3.3.1 and §3.4; RFC 9110 §12.5.4.
    pub fn choose(&self, wanted: &AcceptLanguage) -> Option<(&LanguageTag, &str)> {
        let best = wanted.best(&self.0.iter().map(|(tag, _)| tag.as_str()))?;
        self.iter().nth(best)
    }

    /// The first tag that stands for a language that was there before, in whatever case.
    pub fn repeated(&self) -> Option<&LanguageTag> {
        if self.0.len() < 2 {
            return None;
        }
        // Nearly all maps are so short that sorting would cost more.
        if self.0.len() <= FEW {
            return self.0.iter().enumerate().find_map(|(at, (tag, _))| {
                let before = self.0.get(..at).unwrap_or_default();
                before.iter().any(|(other, _)| other == tag).then_some(tag)
            });
        }
        let sorted = self.sorted();
        let pairs = sorted.iter().zip(sorted.iter().skip(1));
        pairs
            .filter(|((_, (one, _)), (_, (other, _)))| one == other)
            .min_by_key(|(_, (place, _))| *place)
            .map(|(_, (_, (tag, _)))| tag)
    }

    /// The texts in the order received.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&LanguageTag, &str)> {
        self.0.iter().map(|(tag, text)| (tag, &**text))
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no texts.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The texts with their places, by language and, within one, as received.
    fn sorted(&self) -> Vec<(usize, &(LanguageTag, Box<str>))> {
        let mut sorted: Vec<_> = self.0.iter().enumerate().collect();
        sorted.sort_by(|(_, (one, _)), (_, (other, _))| one.cmp(other));
        sorted
    }
}

/// Texts of a map that are compared each with each.
const FEW: usize = 8;

impl PartialEq for LanguageMap {
    fn eq(&self, other: &Self) -> bool {
        if self.0 == other.0 {
            return true;
        }
        if self.0.len() != other.0.len() {
            return false;
        }
        let (one, other) = (self.sorted(), other.sorted());
        one.iter()
            .zip(other)
            .all(|((_, one), (_, other))| *one == other)
    }
}

impl Eq for LanguageMap {}

impl FromIterator<(LanguageTag, Box<str>)> for LanguageMap {
    fn from_iter<I: IntoIterator<Item = (LanguageTag, Box<str>)>>(texts: I) -> Self {
        Self(texts.into_iter().collect())
    }
}

impl Serialize for LanguageMap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for LanguageMap {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Texts)
    }
}

struct Texts;

impl<'de> Visitor<'de> for Texts {
    type Value = LanguageMap;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of texts by language tag")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<LanguageMap, A::Error> {
        let mut map = LanguageMap::new();
        while let Some((tag, text)) = members.next_entry::<LanguageTag, Box<str>>()? {
            map.push(tag, text);
        }
        match map.repeated() {
            None => Ok(map),
            Some(_) => Err(serde::de::Error::custom(
                "two language tags differ only in case",
            )),
        }
    }
}
