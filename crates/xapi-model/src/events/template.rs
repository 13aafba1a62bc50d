//! Addresses of activities with places for members of an event.

use core::fmt::Write as _;

use edu_types::{Iri, LanguageMap, LanguageTag};

use super::error::{EventError, EventFault, TemplateError};
use super::event::Reading;
use crate::{Activity, ActivityDefinition};

/// An IRI with places for members of an event: `https://lms.example/lessons/{lesson}`.
///
/// What fills a place is percent-encoded but for letters, digits, `-`, `.`, `_` and `~` of ASCII, so
/// that no value adds a path, a query or another host. Places stand behind the host alone, or
/// behind the second colon of a `urn:`.
///
/// ```
/// use xapi_model::events::IriTemplate;
///
/// assert!(IriTemplate::new("https://lms.example/courses/{course}/lessons/{lesson}").is_ok());
/// assert_eq!(
///     IriTemplate::new("https://{host}/lessons").unwrap_err().to_string(),
///     "place at byte 8 of template is before the path, only behind the host it is allowed",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IriTemplate(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Literal(Box<str>),
    Member(Box<str>),
}

impl IriTemplate {
    /// Takes a template.
    ///
    /// # Errors
    ///
    /// [`TemplateError`] where braces do not pair, or what it makes is no IRI.
    pub fn new(template: &str) -> Result<Self, TemplateError> {
        let parts = parts(template)?;
        let template = Self(parts);
        Iri::check(&template.filled(|text, _| {
            text.push('x');
            Ok::<_, TemplateError>(())
        })?)?;
        Ok(template)
    }

    /// The IRI for an event, filled with its members.
    pub(super) fn fill(&self, event: &Reading<'_>) -> Result<Iri, EventError> {
        let mut last = "";
        let iri = self.filled(|text, member| {
            last = member;
            let value = event.required(member)?;
            if matches!(&*value, "." | "..") {
                return Err(EventError::new(member, EventFault::DotSegment));
            }
            push_encoded(text, &value);
            Ok(())
        })?;
        Iri::new(iri).map_err(|error| EventError::new(last, EventFault::NotIri(error)))
    }

    fn filled<'s, E>(
        &'s self,
        mut fill: impl FnMut(&mut String, &'s str) -> Result<(), E>,
    ) -> Result<String, E> {
        let mut text = String::new();
        for part in &self.0 {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                Part::Member(member) => fill(&mut text, member)?,
            }
        }
        Ok(text)
    }
}

fn parts(template: &str) -> Result<Vec<Part>, TemplateError> {
    let mut parts = Vec::new();
    let mut rest = template;
    loop {
        let begin = template.len().saturating_sub(rest.len());
        let literal = rest.split(['{', '}']).next().unwrap_or_default();
        if !literal.is_empty() {
            parts.push(Part::Literal(literal.into()));
        }
        let at = begin.saturating_add(literal.len());
        let Some(place) = rest.strip_prefix(literal).filter(|place| !place.is_empty()) else {
            return Ok(parts);
        };
        let inside = place.strip_prefix('{').ok_or(TemplateError::Brace { at })?;
        let (member, after) = inside.split_once('}').ok_or(TemplateError::Brace { at })?;
        if member.contains('{') {
            return Err(TemplateError::Brace { at });
        }
        if member.is_empty() {
            return Err(TemplateError::Unnamed { at });
        }
        if !begins_path(template.get(..at).unwrap_or_default()) {
            return Err(TemplateError::BeforePath { at });
        }
        parts.push(Part::Member(member.into()));
        rest = after;
    }
}

/// Whether whose name the IRI is, is settled by what it begins with.
fn begins_path(head: &str) -> bool {
    let Some((scheme, behind_scheme)) = head.split_once(':') else {
        return false;
    };
    match behind_scheme.strip_prefix("//") {
        Some(authority) => authority.contains(['/', '?', '#']),
        // Of a `urn:`, its namespace is the name's owner; other schemes are owners themselves.
        None => !scheme.eq_ignore_ascii_case("urn") || behind_scheme.contains(':'),
    }
}

fn push_encoded(text: &mut String, value: &str) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            text.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            write!(text, "%{byte:02X}").unwrap_or_default();
        }
    }
}

/// An activity that events are about, or that they belong to.
///
/// ```
/// use edu_types::LanguageTag;
/// use xapi_model::events::ActivityTemplate;
/// use xapi_model::vocabulary::activity_type;
///
/// let english = LanguageTag::parse("en")?;
/// let lesson = ActivityTemplate::new("https://lms.example/lessons/{lesson}")?
///     .of_type(activity_type::LESSON)
///     .named_by("lesson_title", english);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ActivityTemplate {
    id: IriTemplate,
    activity_type: Option<Iri>,
    name: Option<(Name, LanguageTag)>,
}

#[derive(Clone, Debug, PartialEq)]
enum Name {
    Fixed(Box<str>),
    Member(Box<str>),
}

impl ActivityTemplate {
    /// The activity with that id; see [`IriTemplate`].
    ///
    /// # Errors
    ///
    /// [`TemplateError`] where braces do not pair, or what it makes is no IRI.
    pub fn new(id: &str) -> Result<Self, TemplateError> {
        Ok(Self {
            id: IriTemplate::new(id)?,
            activity_type: None,
            name: None,
        })
    }

    /// Says what kind of activity it is.
    #[must_use]
    pub fn of_type(mut self, activity_type: impl Into<Iri>) -> Self {
        self.activity_type = Some(activity_type.into());
        self
    }

    /// Gives it a name for people to read.
    #[must_use]
    pub fn named(mut self, name: impl Into<Box<str>>, language: LanguageTag) -> Self {
        self.name = Some((Name::Fixed(name.into()), language));
        self
    }

    /// Gives it the name that this member has, where it is there.
    #[must_use]
    pub fn named_by(mut self, member: impl Into<Box<str>>, language: LanguageTag) -> Self {
        self.name = Some((Name::Member(member.into()), language));
        self
    }

    /// The activity of an event.
    pub(super) fn fill(&self, event: &Reading<'_>) -> Result<Activity, EventError> {
        let activity = Activity::new(self.id.fill(event)?);
        let name = match &self.name {
            None => None,
            Some((Name::Fixed(name), language)) => Some((name.clone(), language)),
            Some((Name::Member(member), language)) => {
                let name = event.text(member)?;
                name.map(|name| (name.into(), language))
            }
        };
        if self.activity_type.is_none() && name.is_none() {
            return Ok(activity);
        }
        let mut definition = ActivityDefinition::new();
        definition.activity_type.clone_from(&self.activity_type);
        definition.name = name.map(|(name, language)| {
            let mut names = LanguageMap::new();
            names.push(language.clone(), name);
            names
        });
        Ok(activity.defined(definition))
    }

    /// As [`ActivityTemplate::fill`], where the members are there that its id needs.
    pub(super) fn fill_if_there(
        &self,
        event: &Reading<'_>,
    ) -> Result<Option<Activity>, EventError> {
        match self.fill(event) {
            Ok(activity) => Ok(Some(activity)),
            Err(error) if error.fault == EventFault::Missing => Ok(None),
            Err(error) => Err(error),
        }
    }
}
