//! Events of any form.

use std::borrow::Cow;

use edu_json::{Kind, Node};
use edu_types::Decimal;

use super::error::{EventError, EventFault};

/// An event of a host, as something that has members by name.
///
/// JSON is one ([`Node`]): there, a name that begins with `/` is a JSON Pointer, so that
/// `/data/score` reaches into objects within objects, and `null` is no member. A host with types of
/// its own names their fields:
///
/// ```
/// use xapi_model::events::{Event, EventError, Member};
///
/// struct Finished {
///     id: u64,
///     lesson: String,
/// }
///
/// impl Event for Finished {
///     fn member(&self, name: &str) -> Result<Option<Member<'_>>, EventError> {
///         Ok(match name {
///             "type" => Some(Member::from("lesson.finished")),
///             "id" => Some(Member::Text(self.id.to_string().into())),
///             "lesson" => Some(Member::from(&*self.lesson)),
///             _ => None,
///         })
///     }
/// }
/// ```
pub trait Event {
    /// The member of that name; `None` where the event has none.
    ///
    /// # Errors
    ///
    /// [`EventError`] where the member is neither text, number nor truth value.
    fn member(&self, name: &str) -> Result<Option<Member<'_>>, EventError>;
}

/// The value of one member.
#[derive(Clone, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "statements are made of these three"
)]
pub enum Member<'e> {
    /// A text.
    Text(Cow<'e, str>),
    /// A number.
    Number(Decimal),
    /// Whether something holds.
    Truth(bool),
}

impl Member<'_> {
    /// The value as text: of a number its digits, of a truth value its word.
    pub(super) fn to_text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Borrowed(number.as_str()),
            Self::Truth(true) => Cow::Borrowed("true"),
            Self::Truth(false) => Cow::Borrowed("false"),
        }
    }
}

impl<'e> From<&'e str> for Member<'e> {
    fn from(text: &'e str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl core::fmt::Debug for Member<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // The value may be personal.
        f.write_str(match self {
            Self::Text(_) => "Text(…)",
            Self::Number(_) => "Number(…)",
            Self::Truth(_) => "Truth(…)",
        })
    }
}

impl Event for Node<'_> {
    fn member(&self, name: &str) -> Result<Option<Member<'_>>, EventError> {
        let Some(node) = reach(*self, name) else {
            return Ok(None);
        };
        let fault = match node.kind() {
            Kind::Null => return Ok(None),
            Kind::String => return Ok(node.as_str().map(Member::from)),
            Kind::Bool => return Ok(node.as_bool().map(Member::Truth)),
            Kind::Number => {
                let text = node
                    .as_number()
                    .map(|number| Decimal::parse(number.as_str()));
                match text {
                    Some(Ok(number)) => return Ok(Some(Member::Number(number))),
                    Some(Err(error)) => EventFault::NotNumber(error),
                    None => return Ok(None),
                }
            }
            Kind::Array | Kind::Object => EventFault::NotSimple,
        };
        Err(EventError::new(name, fault))
    }
}

/// The member of an object, or what a JSON Pointer through objects leads to.
fn reach<'t>(node: Node<'t>, name: &str) -> Option<Node<'t>> {
    let Some(pointer) = name.strip_prefix('/') else {
        return node.get(name);
    };
    pointer.split('/').try_fold(node, |node, segment| {
        if segment.contains('~') {
            return node.get(&segment.replace("~1", "/").replace("~0", "~"));
        }
        node.get(segment)
    })
}

/// What is read of an event's members, with the faults that keep it from becoming a statement.
pub(super) struct Reading<'e>(pub(super) &'e dyn Event);

impl<'e> Reading<'e> {
    /// The text of a member, with or without characters; `None` where there is no such member.
    pub(super) fn any_text(&self, name: &str) -> Result<Option<Cow<'e, str>>, EventError> {
        let member = self.0.member(name)?;
        Ok(member.map(|member| match member {
            Member::Text(text) => text,
            Member::Number(_) | Member::Truth(_) => Cow::Owned(member.to_text().into_owned()),
        }))
    }

    /// As [`Reading::any_text`], with characters in it.
    pub(super) fn text(&self, name: &str) -> Result<Option<Cow<'e, str>>, EventError> {
        match self.any_text(name)? {
            Some(text) if text.is_empty() => Err(EventError::new(name, EventFault::Empty)),
            text => Ok(text),
        }
    }

    /// As [`Reading::text`], of a member that must be there.
    pub(super) fn required(&self, name: &str) -> Result<Cow<'e, str>, EventError> {
        self.text(name)?
            .ok_or_else(|| EventError::new(name, EventFault::Missing))
    }

    /// The number of a member, or of its text.
    pub(super) fn number(&self, name: &str) -> Result<Option<Decimal>, EventError> {
        Ok(match self.0.member(name)? {
            None => None,
            Some(Member::Number(number)) => Some(number),
            Some(Member::Text(text)) => {
                Some(parsed(name, &text, Decimal::parse, EventFault::NotNumber)?)
            }
            Some(Member::Truth(_)) => {
                let fault = EventFault::NotNumber(edu_types::DecimalError::Syntax);
                return Err(EventError::new(name, fault));
            }
        })
    }

    /// The truth value of a member.
    pub(super) fn truth(&self, name: &str) -> Result<Option<bool>, EventError> {
        match self.0.member(name)? {
            None => Ok(None),
            Some(Member::Truth(holds)) => Ok(Some(holds)),
            Some(Member::Text(_) | Member::Number(_)) => {
                Err(EventError::new(name, EventFault::NotTruth))
            }
        }
    }

    /// The text of a member as another value.
    pub(super) fn read<T, E>(
        &self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
        fault: impl FnOnce(E) -> EventFault,
    ) -> Result<Option<T>, EventError> {
        let Some(text) = self.text(name)? else {
            return Ok(None);
        };
        parsed(name, &text, parse, fault).map(Some)
    }
}

fn parsed<T, E>(
    name: &str,
    text: &str,
    parse: impl FnOnce(&str) -> Result<T, E>,
    fault: impl FnOnce(E) -> EventFault,
) -> Result<T, EventError> {
    parse(text).map_err(|error| EventError::new(name, fault(error)))
}
