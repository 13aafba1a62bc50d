//! A tool as text, for stores.

use std::sync::Arc;

use edu_http::Scopes;
use edu_jose::{Algorithm, Algorithms, JwksLimits, KeyChoice, KeySet};
use edu_json::{MemberRules, RawJson, ToJson as _, Wire, json_object};
use edu_types::{HttpUrl, Limits, Profile};

use super::self_registered::SelfRegistered;
use crate::dynamic_registration::ToolConfiguration;
use crate::rules::MEMBER_RULES;
use crate::{BackendError, ClientId, DeploymentId, Privacy, ToolRegistration};

impl ToolRegistration {
    /// The tool as text, for a store.
    ///
    /// # Errors
    ///
    /// [`BackendError`] where it is larger than can be read again: a MiB, which some 15,000
    /// deployments fill. Entries of a key set that cannot be used are not kept.
    pub fn to_stored(&self) -> Result<String, BackendError> {
        let text = self.written();
        if Self::from_stored(&text).is_ok_and(|back| back.written() == text) {
            return Ok(text);
        }
        Err(BackendError::failed(
            "tool is larger than can be read again",
        ))
    }

    fn written(&self) -> String {
        let text = |url: &HttpUrl| url.as_str().to_owned();
        let mut stored = Stored::new(
            self.client_id().clone(),
            text(self.initiate_login_uri()),
            self.privacy().as_str().to_owned(),
        );
        stored.insecure_loopback = self.insecure_loopback.then_some(true);
        stored.key_set_url = self.key_set_url().map(text);
        stored.keys = self.keys().map(|keys| {
            let text = keys.to_json_string();
            // Too large a set is told when the text is read again.
            RawJson::new(&text, &Limits::DEFAULT).unwrap_or_else(|_| RawJson::string(""))
        });
        stored.sole_key = (self.key_choice() == KeyChoice::SoleKey).then_some(true);
        stored.scopes = (!self.granted.is_empty()).then(|| self.granted.to_string());
        let algorithms = self.algorithms();
        stored.algorithms = algorithms
            .iter()
            .map(|one| one.as_str().to_owned())
            .collect();
        stored.redirect_uris = self.redirect_uris().iter().map(text).collect();
        stored.deployments = self.deployments().to_vec();
        stored.pending = self.is_pending().then_some(true);
        stored.access.clone_from(&self.registered.access);
        stored.configuration = self.configuration().cloned();
        stored.to_json_string()
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
            /// Where keys are published.
            key_set_url: String = "key_set_url",
            /// Keys handed over by hand.
            keys: RawJson = "keys",
            /// Whether signed texts without key id are taken.
            sole_key: bool = "sole_key",
            /// What the tool may be granted, separated by spaces.
            scopes: String = "scopes",
            /// Whether it waits for approval.
            pending: bool = "pending",
            /// Digest of what it changes its registration with.
            access: String = "access",
            /// What it said of itself.
            configuration: ToolConfiguration = "configuration",
        }
        list {
            /// Addresses that take messages.
            redirect_uris: String = "redirect_uris",
            /// Installations.
            deployments: DeploymentId = "deployments",
            /// Algorithms taken; RS256 where none is named.
            algorithms: String = "algorithms",
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
        if let Some(url) = &self.key_set_url {
            tool = tool.with_key_set_url(HttpUrl::parse(url).ok()?).ok()?;
        }
        if let Some(keys) = &self.keys {
            let (keys, _) = KeySet::parse(keys.as_str().as_bytes(), &JwksLimits::DEFAULT).ok()?;
            tool = tool.with_keys(keys);
        }
        if self.sole_key == Some(true) {
            tool = tool.lenient_sole_key();
        }
        if let Some(scopes) = &self.scopes {
            tool = tool.with_scopes(Scopes::parse(scopes).ok()?);
        }
        if let Some(taken) = algorithms(&self.algorithms)? {
            tool = tool.with_algorithms(taken);
        }
        tool.registered = SelfRegistered {
            configuration: self.configuration.map(Arc::new),
            access: self.access,
            pending: self.pending == Some(true),
        };
        Some(tool.with_privacy(Privacy::from_name(&self.privacy)?))
    }
}

/// The algorithms of these names; the outer `None` where one is none.
#[expect(clippy::option_option, reason = "none named and a wrong one differ")]
fn algorithms(names: &[String]) -> Option<Option<Algorithms>> {
    let mut read = names.iter().map(|name| Algorithm::from_name(name));
    let Some(first) = read.next() else {
        return Some(None);
    };
    let only = Algorithms::only(first?);
    read.try_fold(only, |taken, one| Some(taken.with(one?)))
        .map(Some)
}
