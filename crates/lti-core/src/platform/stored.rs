//! A tool as text, for stores.

use edu_json::{MemberRules, ToJson as _, Wire, json_object};
use edu_types::{HttpUrl, Limits, Profile};

use crate::rules::MEMBER_RULES;
use crate::{BackendError, ClientId, DeploymentId, Privacy, ToolRegistration};

impl ToolRegistration {
    /// The tool as text, for a store.
    ///
    /// # Errors
    ///
    /// [`BackendError`] where it is larger than can be read again: a MiB, which some 15,000
    /// deployments fill.
    pub fn to_stored(&self) -> Result<String, BackendError> {
        let text = |url: &HttpUrl| url.as_str().to_owned();
        let mut stored = Stored::new(
            self.client_id().clone(),
            text(self.initiate_login_uri()),
            self.privacy().as_str().to_owned(),
        );
        stored.insecure_loopback = self.insecure_loopback.then_some(true);
        stored.redirect_uris = self.redirect_uris().iter().map(text).collect();
        stored.deployments = self.deployments().to_vec();
        let text = stored.to_json_string();
        if Self::from_stored(&text).is_ok_and(|back| back == *self) {
            return Ok(text);
        }
        Err(BackendError::failed(
            "tool is larger than can be read again",
        ))
    }

    /// The tool that [`ToolRegistration::to_stored`] wrote.
    ///
    /// # Errors
    ///
    /// [`BackendError`] where the text was changed.
    pub fn from_stored(text: &str) -> Result<Self, BackendError> {
        let read = edu_json::read(text.as_bytes(), &Profile::strict(), &Limits::DEFAULT);
        let stored: Option<Stored> = read.ok().map(|checked| checked.value);
        stored
            .and_then(Stored::into_tool)
            .ok_or_else(|| BackendError::failed("stored tool cannot be read"))
    }
}

json_object! {
    /// What a store keeps of a tool.
    struct Stored {
        required {
            /// The tool's name here.
            client_id: ClientId = "client_id",
            /// Where logins start.
            initiate_login_uri: String = "initiate_login_uri",
            /// What it may learn about people.
            privacy: String = "privacy",
        }
        optional {
            /// Whether plain http on loopback is taken.
            insecure_loopback: bool = "insecure_loopback",
        }
        list {
            /// Addresses that take messages.
            redirect_uris: String = "redirect_uris",
            /// Installations.
            deployments: DeploymentId = "deployments",
        }
    }
}

impl Wire for Stored {
    const RULES: &'static MemberRules = &MEMBER_RULES;
}

impl Stored {
    /// Through the same doors as a new one, so that nothing is believed for having been stored.
    fn into_tool(self) -> Option<ToolRegistration> {
        let mut redirects = self
            .redirect_uris
            .iter()
            .map(|text| HttpUrl::parse(text).ok());
        let first = redirects.next()??;
        let login = HttpUrl::parse(&self.initiate_login_uri).ok()?;
        let make = if self.insecure_loopback == Some(true) {
            ToolRegistration::insecure_allow_loopback
        } else {
            ToolRegistration::new
        };
        let mut tool = make(self.client_id, login, first).ok()?;
        for uri in redirects {
            tool = tool.with_redirect_uri(uri?).ok()?;
        }
        for deployment in self.deployments {
            tool = tool.with_deployment(deployment);
        }
        Some(tool.with_privacy(Privacy::from_name(&self.privacy)?))
    }
}
