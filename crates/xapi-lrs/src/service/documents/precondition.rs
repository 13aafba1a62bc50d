//! What a request says that it knows of a document, in its headers.

use http::Method;
use http::header::{IF_MATCH, IF_NONE_MATCH};
use xapi_model::Version;

use super::Documents;
use crate::service::exchange::Exchange;
use crate::{Comparison, LrsError, Precondition, Tags, rules};

impl Documents {
    /// What must hold before the document is changed.
    ///
    /// A `PUT` that says nothing may not replace a document; for state that is so from 2.0 on. In 1.0.3 one to a profile has to say
    /// something in any case.
    ///
    /// Spec: xAPI 1.0.3 Part 3 §3.1; 2.0 §4.1.4.
    pub(super) fn precondition(self, exchange: &Exchange) -> Result<Precondition, LrsError> {
        let is = exchange.list(&IF_MATCH)?;
        let is_none = exchange.list(&IF_NONE_MATCH)?;
        match (is, is_none) {
            (None, None) if exchange.method == Method::PUT => Ok(self.unsaid(exchange.version)),
            (None, None) => Ok(Precondition::Nothing),
            (Some(tags), None) => Ok(Precondition::Match(read(&tags, Comparison::Strong)?)),
            (None, Some(tags)) => Ok(Precondition::NoneMatch(read(&tags, Comparison::Weak)?)),
            (Some(_), Some(_)) => {
                let message = "If-Match and If-None-Match do not go together";
                Err(LrsError::bad(&rules::PRECONDITION_FORM, message))
            }
        }
    }

    /// What it means that a `PUT` says nothing.
    const fn unsaid(self, version: Version) -> Precondition {
        match (self, version) {
            (Self::State, Version::V1_0_3) => Precondition::Nothing,
            (Self::ActivityProfile | Self::AgentProfile, Version::V1_0_3) => Precondition::Owed,
            (_, Version::V2_0) => Precondition::Unsaid,
        }
    }
}

/// Refuses a precondition where several documents are meant, of which it could only hold for one.
pub(super) fn refuse(exchange: &Exchange) -> Result<(), LrsError> {
    let headers = &exchange.headers;
    if headers.contains_key(IF_MATCH) || headers.contains_key(IF_NONE_MATCH) {
        let message = "If-Match and If-None-Match go with one document";
        return Err(LrsError::bad(&rules::PRECONDITION_FORM, message));
    }
    Ok(())
}

fn read(tags: &str, comparison: Comparison) -> Result<Tags, LrsError> {
    Tags::parse(tags, comparison)
        .map_err(|error| LrsError::bad(&rules::PRECONDITION_FORM, error.to_string()))
}
