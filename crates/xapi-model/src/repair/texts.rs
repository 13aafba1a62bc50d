//! Texts in the form that the standard asks for, each held against it before it is suggested.

use core::fmt::Write as _;

use edu_json::RawJson;
use edu_types::{Decimal, Iri, IsoDuration, LanguageTag, Offset, Rule, Timestamp, UuidText};

use super::raw;
use crate::interaction::InteractionType;
use crate::object_type::ObjectType;
use crate::{ByteLength, Mbox, Score, rules};

/// Makes a value of a text that is none; `None` where it cannot tell what was meant.
type Mend = fn(&str) -> Option<RawJson>;

/// What is made of texts that break a rule.
pub(super) static MENDS: &[(&Rule, Mend)] = &[
    (&rules::MBOX, mbox),
    (&rules::OPENID, iri_value),
    (&rules::ACCOUNT_HOME_PAGE, iri_value),
    (&rules::VERB_ID, iri_value),
    (&rules::ACTIVITY_ID, iri_value),
    (&rules::ACTIVITY_TYPE, iri_value),
    (&rules::ACTIVITY_MORE_INFO, iri_value),
    (&rules::USAGE_TYPE, iri_value),
    (&rules::FILE_URL, iri_value),
    (&rules::STATEMENT_ID, uuid),
    (&rules::REFERENCE_ID, uuid),
    (&rules::REGISTRATION, uuid),
    (&rules::TIMESTAMP, time),
    (&rules::TIMESTAMP_RFC3339, time),
    (&rules::RESULT_DURATION, duration),
    (&rules::LANGUAGE, language_value),
    (&rules::SUCCESS, truth),
    (&rules::COMPLETION, truth),
    (&rules::SCORE_SCALED, scaled),
    (&rules::SCORE_NUMBER, number),
    (&rules::LENGTH, length),
    (&rules::INTERACTION_TYPE, interaction),
    (&rules::ACTOR_TYPE, actor_type),
    (&rules::OBJECT_TYPE, object_type),
    (&rules::ACTIVITY_TYPE_WORD, activity_type),
    (&rules::REFERENCE_TYPE, reference_type),
];

fn mbox(text: &str) -> Option<RawJson> {
    let text = text.trim();
    let whole = if Mbox::new(text).is_ok() {
        text.to_owned()
    } else {
        format!("mailto:{text}")
    };
    Mbox::new(&*whole).ok().map(|_| RawJson::string(&whole))
}

/// An IRI with what may not stand in one percent-encoded, and without space around it.
pub(super) fn iri(text: &str) -> Option<String> {
    let mut iri = String::with_capacity(text.len());
    for character in text.trim().chars() {
        if matches!(
            character,
            ' ' | '"' | '<' | '>' | '[' | '\\' | ']' | '^' | '`' | '{' | '|' | '}'
        ) {
            write!(iri, "%{:02X}", u32::from(character)).ok()?;
        } else {
            iri.push(character);
        }
    }
    Iri::check(&iri).ok().map(|()| iri)
}

fn iri_value(text: &str) -> Option<RawJson> {
    iri(text).map(|iri| RawJson::string(&iri))
}

fn uuid(text: &str) -> Option<RawJson> {
    let bare = text.trim();
    let bare = bare.strip_prefix("urn:uuid:").unwrap_or(bare);
    let inside = bare
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    let mut id = inside.unwrap_or(bare).to_owned();
    if id.len() == 32 && id.is_ascii() {
        for at in [20, 16, 12, 8] {
            id.insert(at, '-');
        }
    }
    UuidText::parse(&id).ok().map(|_| RawJson::string(&id))
}

/// The same instant as RFC 3339 writes it; a time without offset stays what it is.
fn time(text: &str) -> Option<RawJson> {
    let text = text.trim().replacen(' ', "T", 1);
    let time = Timestamp::parse_iso8601(&text).ok()?;
    let offset = time.offset();
    if offset == Offset::Absent {
        return None;
    }
    if offset != Offset::Unknown && Timestamp::parse(&text).is_ok() {
        return Some(RawJson::string(&text));
    }
    let utc = Timestamp::from_unix_nanos(time.unix_nanos())?;
    Some(RawJson::string(&utc.to_string()))
}

/// In capital letters, or with the `T` that stands before units of time.
fn duration(text: &str) -> Option<RawJson> {
    let text = text.trim().to_ascii_uppercase();
    let with_mark = format!("PT{}", text.strip_prefix('P')?);
    let sound = [text, with_mark]
        .into_iter()
        .find(|text| IsoDuration::parse(text).is_ok());
    sound.map(|text| RawJson::string(&text))
}

/// A language tag with hyphens in place of low lines.
pub(super) fn language(text: &str) -> Option<String> {
    let tag = text.trim().replace('_', "-");
    let sound = tag != text && LanguageTag::check(&tag).is_ok();
    sound.then_some(tag)
}

fn language_value(text: &str) -> Option<RawJson> {
    language(text).map(|tag| RawJson::string(&tag))
}

fn truth(text: &str) -> Option<RawJson> {
    let words = ["true", "false"];
    let word = words
        .into_iter()
        .find(|word| word.eq_ignore_ascii_case(text));
    word.and_then(raw)
}

fn scaled(text: &str) -> Option<RawJson> {
    let number = Decimal::parse(text.trim()).ok()?;
    Score::scaled(number.clone()).ok()?;
    raw(number.as_str())
}

fn number(text: &str) -> Option<RawJson> {
    let number = Decimal::parse(text.trim()).ok()?;
    raw(number.as_str())
}

fn length(text: &str) -> Option<RawJson> {
    let length = text.trim().parse().map(ByteLength).ok()?;
    raw(&length.0.to_string())
}

fn interaction(text: &str) -> Option<RawJson> {
    let word = text.trim().to_ascii_lowercase().replace(['_', ' '], "-");
    InteractionType::parse(&word).map(|kind| RawJson::string(kind.as_str()))
}

/// The word of those allowed that differs in case only.
fn word(text: &str, allowed: &[ObjectType]) -> Option<RawJson> {
    let words = allowed.iter().map(|kind| kind.as_str());
    let mut same = words.filter(|word| word.eq_ignore_ascii_case(text.trim()));
    same.next().map(RawJson::string)
}

fn actor_type(text: &str) -> Option<RawJson> {
    word(text, &[ObjectType::Agent, ObjectType::Group])
}

fn object_type(text: &str) -> Option<RawJson> {
    word(text, &crate::Object::ALLOWED)
}

fn activity_type(text: &str) -> Option<RawJson> {
    word(text, &[ObjectType::Activity])
}

fn reference_type(text: &str) -> Option<RawJson> {
    word(text, &[ObjectType::StatementRef])
}
