//! How what is wrong with the parts of sequencing is noted.

use edu_types::{Decimal, Rule};
use edu_xml::text::collapsed;
use edu_xml::{Element, Reader, Term, ToText};

use super::rules;

/// A word of an open vocabulary.
pub(super) trait Word: ToText + Sized + 'static {
    /// The words that are known.
    const WORDS: &'static [Self];

    /// Whether this is one of them.
    fn is_one(&self) -> bool;
}

/// Reads, writes and judges the words of vocabularies that were declared open.
macro_rules! words {
    ($($name:ty),+ $(,)?) => { $(
        edu_xml::xml_open_enum!($name);

        impl $crate::sequencing::judge::Word for $name {
            const WORDS: &'static [Self] = <$name>::KNOWN;

            fn is_one(&self) -> bool {
                self.is_known()
            }
        }
    )+ };
}
pub(super) use words;

/// Notes an attribute whose word is not known; it is kept.
pub(super) fn word<W: Word>(
    word: Option<&W>,
    rule: &'static Rule,
    term: Term,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    let Some(word) = word.filter(|word| !word.is_one()) else {
        return;
    };
    let allowed: Vec<_> = W::WORDS.iter().map(ToText::to_text).collect();
    let found: String = word.to_text().chars().take(SHOWN).collect();
    let message = format!("found {found:?}, allowed is {}", allowed.join(", "));
    note_at(rule, term, element, reader, message);
}

/// Characters of a word that messages show.
const SHOWN: usize = 40;

/// Notes something about an attribute that is there.
#[cold]
pub(super) fn note_at(
    rule: &'static Rule,
    term: Term,
    element: Element<'_>,
    reader: &mut Reader<'_>,
    message: impl Into<String>,
) {
    let mut attributes = element.attributes();
    match attributes.find(|attribute| reader.attribute_number(*attribute) == term.number()) {
        Some(attribute) => reader.note_attribute(rule, attribute, message),
        None => reader.note(rule, element, message),
    };
}

/// Notes a number below `least` or above 1.
pub(super) fn range(
    number: Option<&Decimal>,
    least: i64,
    rule: &'static Rule,
    term: Term,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    let Some(number) = number else { return };
    if *number < Decimal::from(least) || *number > Decimal::from(1) {
        let message = format!("number is {number}, {least} to 1 is allowed");
        note_at(rule, term, element, reader, message);
    }
}

/// Notes a name that has no characters, or white space alone.
pub(super) fn blank(
    name: Option<&str>,
    rule: &'static Rule,
    term: Term,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    if name.is_some_and(|name| collapsed(name).is_empty()) {
        note_at(
            rule,
            term,
            element,
            reader,
            "name has no characters but white space",
        );
    }
}

/// Notes more of a kind than is usual.
pub(super) fn count(
    kind: &'static str,
    found: usize,
    usual: usize,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    if found > usual {
        let message = format!("{found} elements {kind} are there, {usual} are usual at most");
        reader.note(&rules::COUNT, element, message);
    }
}
