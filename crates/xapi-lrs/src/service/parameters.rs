//! The parameters of a request: each known, each once, each judged as in a statement.

use edu_http::{Form, FormLimits};
use edu_types::{Iri, Limits, Offset, Timestamp, UuidText};
use xapi_model::{Actor, Agent, Version};

use crate::{LrsError, rules};

/// The parameters of a request.
#[derive(Clone, Debug)]
pub(crate) struct Parameters(Form);

const LIMITS: FormLimits = FormLimits::DEFAULT;

impl Parameters {
    /// Those in an address.
    pub(crate) fn of(uri: &http::Uri) -> Result<Self, LrsError> {
        let form = Form::from_query(uri, &LIMITS);
        form.map(Self)
            .map_err(|error| LrsError::bad(&rules::PARAMETER, error.to_string()))
    }

    /// Those in a text that looks like the query of an address.
    pub(crate) fn parse(text: &str) -> Result<Self, LrsError> {
        let form = Form::parse(text.as_bytes(), &LIMITS);
        form.map(Self)
            .map_err(|error| LrsError::bad(&rules::PARAMETER, error.to_string()))
    }

    /// Names and values, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter()
    }

    /// The text of a parameter.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)
    }

    /// Refuses every parameter but these.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), LrsError> {
        if self.iter().all(|(name, _)| known.contains(&name)) {
            return Ok(());
        }
        let message = format!("a parameter is unknown, allowed are {}", known.join(", "));
        Err(LrsError::bad(&rules::PARAMETER_UNKNOWN, message))
    }

    /// The text of a parameter that is needed.
    pub(crate) fn needed(&self, name: &str) -> Result<&str, LrsError> {
        self.text(name).ok_or_else(|| {
            LrsError::bad(
                &rules::PARAMETER_MISSING,
                format!("parameter {name} is missing"),
            )
        })
    }

    /// An IRI that is needed.
    pub(crate) fn iri(&self, name: &str) -> Result<Iri, LrsError> {
        iri(name, self.needed(name)?)
    }

    /// An IRI, where there is one.
    pub(crate) fn optional_iri(&self, name: &str) -> Result<Option<Iri>, LrsError> {
        self.text(name).map(|text| iri(name, text)).transpose()
    }

    /// A UUID, where there is one.
    pub(crate) fn uuid(&self, name: &str) -> Result<Option<UuidText>, LrsError> {
        let uuid = self.text(name).map(UuidText::parse).transpose();
        uuid.map_err(|error| wrong(name, error))
    }

    /// A moment, where there is one.
    pub(crate) fn timestamp(&self, name: &str) -> Result<Option<Timestamp>, LrsError> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        let read = |_| Timestamp::parse_iso8601(text);
        let time = Timestamp::parse(text).or_else(read);
        let time = time.map_err(|error| wrong(name, error))?;
        if time.offset() == Offset::Unknown {
            return Err(wrong(
                name,
                "an offset of -00:00 is not allowed, +00:00 or Z is",
            ));
        }
        Ok(Some(time))
    }

    /// `true` or `false`; absent is `false`.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, LrsError> {
        match self.text(name) {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(_) => Err(wrong(name, "true and false are allowed")),
        }
    }

    /// A whole number from 0, where there is one.
    pub(crate) fn number(&self, name: &str) -> Result<Option<usize>, LrsError> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // More than can be counted is more than there is.
        let number = || text.parse().unwrap_or(usize::MAX);
        let number = digits.then(number);
        number
            .map(Some)
            .ok_or_else(|| wrong(name, "a whole number from 0 is allowed"))
    }

    /// An agent that is needed, judged as in a statement of that version.
    pub(crate) fn agent(&self, name: &str, version: Version) -> Result<Agent, LrsError> {
        let text = self.needed(name)?;
        let agent = Agent::from_slice(text.as_bytes(), &version.strict(), &Limits::DEFAULT);
        agent.map(|checked| checked.value).map_err(|refused| {
            let message = format!("parameter {name} is no agent");
            LrsError::bad(&rules::PARAMETER, message).with_report(refused.into_report())
        })
    }

    /// An agent or identified group, where there is one, judged as in a statement of that version.
    pub(crate) fn actor(&self, name: &str, version: Version) -> Result<Option<Actor>, LrsError> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        let actor = Actor::from_slice(text.as_bytes(), &version.strict(), &Limits::DEFAULT);
        let actor = actor.map_err(|refused| {
            let message = format!("parameter {name} is neither agent nor group");
            LrsError::bad(&rules::PARAMETER, message).with_report(refused.into_report())
        })?;
        if actor.value.identifier().is_none() {
            return Err(wrong(name, "an anonymous group cannot be asked for"));
        }
        Ok(Some(actor.value))
    }
}

/// A parameter whose value is not allowed.
pub(crate) fn wrong(name: &str, why: impl core::fmt::Display) -> LrsError {
    LrsError::bad(&rules::PARAMETER, format!("parameter {name}: {why}"))
}

fn iri(name: &str, text: &str) -> Result<Iri, LrsError> {
    Iri::new(text).map_err(|error| wrong(name, error))
}
