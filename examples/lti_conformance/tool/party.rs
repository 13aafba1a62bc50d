//! What a tool must know about a platform that is played here.

use serde_json::{Map, Value, json};

use crate::args::ToolArgs;

/// One registration of the tool.
#[derive(Clone, Debug)]
pub(crate) struct Party {
    pub(crate) issuer: String,
    pub(crate) client_id: String,
    pub(crate) deployment: String,
    /// Where the tool sends the browser to ask for a message.
    pub(crate) authorization: String,
    /// Where the keys are published.
    pub(crate) key_set: String,
}

/// The registration that is judged, and two that show whether a tool keeps its tenants apart.
#[derive(Clone, Debug)]
pub(crate) struct Parties {
    pub(crate) first: Party,
    /// Another client of the same issuer.
    pub(crate) second: Party,
    /// Another issuer with keys of its own.
    pub(crate) other: Party,
}

/// In front of the paths of the other platform.
pub(crate) const OTHER: &str = "/other";

impl Parties {
    pub(crate) fn new(args: &ToolArgs, address: &str) -> Self {
        let issuer = args.issuer.clone().unwrap_or_else(|| address.to_owned());
        let authorization = format!("{address}{}", args.authorization_path);
        let key_set = format!("{address}{}", args.key_set_path);
        let first = Party {
            issuer,
            client_id: args.client_id.clone(),
            deployment: args.deployment.clone(),
            authorization,
            key_set,
        };
        let second = Party {
            client_id: format!("{}-2", args.client_id),
            deployment: format!("{}-2", args.deployment),
            ..first.clone()
        };
        let other = Party {
            issuer: format!("{address}{OTHER}"),
            client_id: format!("{}-other", args.client_id),
            deployment: format!("{}-other", args.deployment),
            authorization: format!("{address}{OTHER}{}", args.authorization_path),
            key_set: format!("{address}{OTHER}{}", args.key_set_path),
        };
        Self {
            first,
            second,
            other,
        }
    }

    /// What to register, for programs.
    pub(crate) fn to_json(&self) -> Map<String, Value> {
        let further = json!([self.second.to_json(), self.other.to_json()]);
        let members = [
            ("registration", self.first.to_json()),
            ("further_registrations", further),
        ];
        let members = members.into_iter();
        members
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }

    /// What to register, for people.
    pub(crate) fn to_text(&self) -> String {
        let Party {
            issuer,
            client_id,
            deployment,
            authorization,
            key_set,
        } = &self.first;
        format!(
            "The platform that the tool must know:\n  \
             issuer                  {issuer}\n  \
             client id               {client_id}\n  \
             deployment id           {deployment}\n  \
             authorization endpoint  {authorization}\n  \
             key set                 {key_set}\n\
             Further ones, for the cases that cross registrations: --describe prints them."
        )
    }
}

impl Party {
    fn to_json(&self) -> Value {
        json!({
            "issuer": self.issuer,
            "client_id": self.client_id,
            "deployment_id": self.deployment,
            "authorization_endpoint": self.authorization,
            "jwks_uri": self.key_set,
        })
    }
}
