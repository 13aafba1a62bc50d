//! Which documents a request is about.

use edu_types::Timestamp;
use http::{Method, StatusCode};

use super::Documents;
use crate::service::Call;
use crate::service::exchange::Exchange;
use crate::service::parameters::wrong;
use crate::{DocumentId, DocumentPlace, Key, LrsError, rules, scope};

/// What the parameters of a request say.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) place: DocumentPlace,
    /// One document; `None` means those of the place.
    pub(super) id: Option<DocumentId>,
    /// Changed later than this, where several are meant.
    pub(super) since: Option<Timestamp>,
}

/// What it means that a request names no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Many {
    /// Nothing: one must be named.
    Refused,
    /// Those of the place.
    Meant,
    /// Those of the place, or of them those changed since.
    Listed,
}

impl Documents {
    /// Reads the parameters, once it is clear that the caller may do this at all.
    pub(super) fn asked(
        self,
        call: &Call<'_>,
        exchange: &Exchange,
        many: Many,
    ) -> Result<Asked, LrsError> {
        self.permit(call, &exchange.method)?;
        let parameters = &exchange.parameters;
        let named = parameters.text(self.id_name()).is_some() || many == Many::Refused;
        let last = match (named, many) {
            (true, _) => Some(self.id_name()),
            (false, Many::Listed) => Some("since"),
            (false, Many::Refused | Many::Meant) => None,
        };
        let known: Vec<&str> = self.place_names().iter().copied().chain(last).collect();
        parameters.only(&known)?;
        let id = if named {
            let id = DocumentId::new(parameters.needed(self.id_name())?);
            Some(id.map_err(|error| wrong(self.id_name(), error))?)
        } else {
            None
        };
        Ok(Asked {
            place: self.place(call, exchange)?,
            id,
            since: parameters.timestamp("since")?,
        })
    }

    fn place(self, call: &Call<'_>, exchange: &Exchange) -> Result<DocumentPlace, LrsError> {
        let parameters = &exchange.parameters;
        Ok(match self {
            Self::State => DocumentPlace::State {
                activity: parameters.iri("activityId")?,
                agent: agent(call, exchange)?,
                registration: parameters.uuid("registration")?,
            },
            Self::ActivityProfile => DocumentPlace::ActivityProfile(parameters.iri("activityId")?),
            Self::AgentProfile => DocumentPlace::AgentProfile(agent(call, exchange)?),
        })
    }

    /// Refuses a caller that was not granted these documents.
    fn permit(self, call: &Call<'_>, method: &Method) -> Result<(), LrsError> {
        let own = match self {
            Self::State => scope::STATE,
            Self::ActivityProfile | Self::AgentProfile => scope::PROFILE,
        };
        if *method == Method::GET {
            return call.needs(&[own, scope::ALL_READ, scope::ALL]);
        }
        call.needs(&[own, scope::ALL])
    }

    const fn place_names(self) -> &'static [&'static str] {
        match self {
            Self::State => &["activityId", "agent", "registration"],
            Self::ActivityProfile => &["activityId"],
            Self::AgentProfile => &["agent"],
        }
    }

    const fn id_name(self) -> &'static str {
        match self {
            Self::State => "stateId",
            Self::ActivityProfile | Self::AgentProfile => "profileId",
        }
    }
}

/// The agent of the documents, if what is kept of it is the caller's to reach.
fn agent(call: &Call<'_>, exchange: &Exchange) -> Result<Key, LrsError> {
    let agent = exchange.parameters.agent("agent", exchange.version)?;
    let key = Key::agent(&agent.identifier);
    if call.reaches(key) {
        return Ok(key);
    }
    let message = "the documents of this agent are not open to the caller";
    Err(LrsError::new(
        StatusCode::FORBIDDEN,
        &rules::FORBIDDEN,
        message,
    ))
}
