//! Whether what a tool says of itself can be registered.

use edu_http::Scopes;
use edu_jose::{JwksLimits, KeySet};
use edu_types::{HttpUrl, Place, Report, Rule};

use super::initiation::secure;
use super::{
    GrantType, LtiToolConfiguration, RefusedRegistration, RegistrationOffer, ToolConfiguration,
    rules,
};
use crate::{ClientId, RegistrationError, ToolRegistration, WebAddress};

/// What a tool says of itself, found fit to be registered.
pub(super) struct FitTool {
    /// Without what is not offered, and without what a platform says of it.
    pub(super) configuration: ToolConfiguration,
    /// Which client it says it is.
    pub(super) named: Option<ClientId>,
    /// Asked for and offered.
    pub(super) scopes: Scopes,
    login: HttpUrl,
    redirects: Vec<HttpUrl>,
    keys: Keys,
    insecure_loopback: bool,
}

enum Keys {
    At(HttpUrl),
    Held(KeySet),
}

/// Redirect URIs of one tool, at most.
const MAX_REDIRECT_URIS: usize = 64;
/// Characters of a tool's name, at most.
const MAX_NAME: usize = 255;

impl FitTool {
    /// Judges everything and fetches nothing; `report` has what was found on reading.
    pub(super) fn check(
        configuration: ToolConfiguration,
        offer: &RegistrationOffer,
        report: Report,
    ) -> Result<Self, RefusedRegistration> {
        let mut judge = Judge {
            offer,
            report,
            domains: domains(configuration.lti.as_ref()),
        };
        judge.protocol(&configuration);
        let login = judge.required(
            configuration.initiate_login_uri.as_ref(),
            "/initiate_login_uri",
        );
        let redirects = judge.redirects(&configuration.redirect_uris);
        let keys = judge.keys(&configuration);
        let scopes = judge.scopes(configuration.scope.as_deref());
        let lti = configuration
            .lti
            .clone()
            .unwrap_or_else(LtiToolConfiguration::new);
        let lti = judge.lti(lti);
        let (Some(login), Some(keys), true) = (login, keys, judge.report.is_valid()) else {
            return Err(RefusedRegistration::of(judge.report));
        };
        let mut configuration = configuration.without_token();
        let named = configuration.client_id.take();
        configuration.registration_client_uri = None;
        configuration.lti = Some(lti);
        Ok(Self {
            configuration,
            named,
            scopes,
            login,
            redirects,
            keys,
            insecure_loopback: offer.allows_loopback(),
        })
    }

    /// The tool under this name, installed nowhere and granted nothing yet.
    pub(super) fn registration(
        &self,
        client_id: ClientId,
    ) -> Result<ToolRegistration, RefusedRegistration> {
        let unfit = |error: RegistrationError| {
            RefusedRegistration::new(&rules::METADATA, error.to_string())
        };
        let make = if self.insecure_loopback {
            ToolRegistration::insecure_allow_loopback
        } else {
            ToolRegistration::new
        };
        let mut redirects = self.redirects.iter().cloned();
        let first = redirects.next().ok_or_else(|| {
            RefusedRegistration::new(&rules::REDIRECT_URI, "tool has no redirect URI")
        })?;
        let mut tool = make(client_id, self.login.clone(), first).map_err(unfit)?;
        for uri in redirects {
            tool = tool.with_redirect_uri(uri).map_err(unfit)?;
        }
        match &self.keys {
            Keys::At(url) => tool.with_key_set_url(url.clone()).map_err(unfit),
            Keys::Held(keys) => Ok(tool.with_keys(keys.clone())),
        }
    }
}

/// Collects what is wrong.
struct Judge<'o> {
    offer: &'o RegistrationOffer,
    report: Report,
    domains: Vec<String>,
}

impl Judge<'_> {
    fn note(&mut self, rule: &Rule, pointer: &str, message: impl Into<String>) {
        let place = Place::pointer(pointer);
        self.report.note(self.offer.profile(), rule, place, message);
    }

    /// What every tool of LTI 1.3 says, because there is no other way.
    fn protocol(&mut self, tool: &ToolConfiguration) {
        let is = |text: Option<&String>, only: &str| text.is_none_or(|text| text == only);
        if !is(tool.application_type.as_ref(), "web") {
            self.note(
                &rules::METADATA,
                "/application_type",
                "application is not `web`",
            );
        }
        if tool.token_endpoint_auth_method.as_deref() != Some("private_key_jwt") {
            let message = "tool does not authenticate by `private_key_jwt`";
            self.note(&rules::METADATA, "/token_endpoint_auth_method", message);
        }
        if !tool.response_types.iter().any(|one| one == "id_token") {
            let message = "tool does not ask for `id_token`";
            self.note(&rules::METADATA, "/response_types", message);
        }
        let grants = |grant: GrantType| tool.grant_types.contains(&grant);
        if !grants(GrantType::Implicit) && !grants(GrantType::Implict) {
            let message = "tool does not take the grant `implicit`";
            self.note(&rules::METADATA, "/grant_types", message);
        }
        let named = |name: &String| !name.trim().is_empty() && name.chars().count() <= MAX_NAME;
        if !tool.client_name.as_ref().is_some_and(named) {
            let message = format!("tool has no name of at most {MAX_NAME} characters");
            self.note(&rules::METADATA, "/client_name", message);
        }
        let pages = [
            (&tool.logo_uri, "/logo_uri"),
            (&tool.client_uri, "/client_uri"),
            (&tool.policy_uri, "/policy_uri"),
            (&tool.tos_uri, "/tos_uri"),
        ];
        for (page, pointer) in pages {
            self.shown(page.as_ref(), pointer);
        }
    }

    /// An address that is shown to people, or loaded by their browsers.
    fn shown(&mut self, address: Option<&WebAddress>, pointer: &str) {
        if address.is_some_and(|address| address.to_url().is_err()) {
            self.note(
                &rules::METADATA,
                pointer,
                "address is neither http nor https",
            );
        }
    }

    /// An address that must be there, at a domain of the tool.
    fn required(&mut self, address: Option<&WebAddress>, pointer: &str) -> Option<HttpUrl> {
        let url = address.and_then(|address| self.secure(address));
        if url.is_none() {
            self.note(&rules::METADATA, pointer, "there is no https address");
        }
        url.inspect(|url| self.covered(url, pointer))
    }

    fn secure(&self, address: &WebAddress) -> Option<HttpUrl> {
        secure(address.as_str(), self.offer.allows_loopback())
    }

    fn covered(&mut self, url: &HttpUrl, pointer: &str) {
        if !self.domains.iter().any(|domain| covers(domain, url)) {
            let message = "address is at no domain of the tool";
            self.note(&rules::DOMAIN, pointer, message);
        }
    }

    fn redirects(&mut self, addresses: &[WebAddress]) -> Vec<HttpUrl> {
        if addresses.is_empty() || addresses.len() > MAX_REDIRECT_URIS {
            let message = format!(
                "tool has {} redirect URIs, 1 to {MAX_REDIRECT_URIS} are allowed",
                addresses.len()
            );
            self.note(&rules::REDIRECT_URI, "/redirect_uris", message);
            return Vec::new();
        }
        let mut found = Vec::new();
        for (position, address) in addresses.iter().enumerate() {
            let pointer = format!("/redirect_uris/{position}");
            if let Some(url) = self.secure(address) {
                self.covered(&url, &pointer);
                found.push(url);
            } else {
                let message = "redirect URI is no https address without fragment";
                self.note(&rules::REDIRECT_URI, &pointer, message);
            }
        }
        found
    }

    /// The keys, or where they will be fetched when the tool first signs something.
    fn keys(&mut self, tool: &ToolConfiguration) -> Option<Keys> {
        let found = match (&tool.jwks_uri, &tool.jwks) {
            (Some(address), None) => self.secure(address).map(Keys::At),
            (None, Some(keys)) => {
                let read = KeySet::parse(keys.as_str().as_bytes(), &JwksLimits::DEFAULT);
                let read = read.ok().map(|(keys, _)| keys);
                read.filter(|keys| !keys.keys().is_empty()).map(Keys::Held)
            }
            (Some(_), Some(_)) | (None, None) => None,
        };
        if found.is_none() {
            let message = "there is neither an https address of keys nor a key, or both";
            self.note(&rules::KEYS, "/jwks_uri", message);
        }
        found
    }

    /// What is asked for and offered; the rest is not granted.
    fn scopes(&mut self, asked: Option<&str>) -> Scopes {
        let mut granted = Scopes::none();
        let asked = match Scopes::parse(asked.unwrap_or_default()) {
            Ok(asked) => asked,
            Err(error) => {
                self.note(&rules::METADATA, "/scope", error.to_string());
                return granted;
            }
        };
        for scope in asked.iter().filter(|scope| *scope != "openid") {
            let offered = self.offer.scopes().contains(scope);
            if !offered || granted.insert(scope).is_err() {
                let message = "a scope is asked for that is not offered";
                self.note(&rules::SCOPE, "/scope", message);
            }
        }
        granted
    }

    fn lti(&mut self, mut lti: LtiToolConfiguration) -> LtiToolConfiguration {
        if self.domains.is_empty() || !self.domains.iter().all(|domain| is_domain(domain)) {
            let message = "tool has no domain, or one that is no host";
            self.note(&rules::METADATA, "/lti/domain", message);
        }
        self.required(lti.target_link_uri.as_ref(), "/lti/target_link_uri");
        lti.deployment_id = None;
        let messages = core::mem::take(&mut lti.messages);
        for (position, mut message) in messages.into_iter().enumerate() {
            let pointer = format!("/lti/messages/{position}");
            if message.target_link_uri.is_some() {
                self.required(message.target_link_uri.as_ref(), &pointer);
            }
            self.shown(message.icon_uri.as_ref(), &pointer);
            let Some(offered) = self.offer.placements(&message.message_type) else {
                let text = "message is not offered, and is left out";
                self.note(&rules::NOT_OFFERED, &pointer, text);
                continue;
            };
            let before = message.placements.len();
            message
                .placements
                .retain(|one| offered.contains(&one.as_str()));
            if message.placements.len() < before {
                let text = "placement is not offered, and is left out";
                self.note(&rules::NOT_OFFERED, &pointer, text);
            }
            lti.messages.push(message);
        }
        lti
    }
}

/// The hosts that the tool claims, in lower case.
fn domains(lti: Option<&LtiToolConfiguration>) -> Vec<String> {
    let Some(lti) = lti else {
        return Vec::new();
    };
    let Some(domain) = &lti.domain else {
        return Vec::new();
    };
    let all = core::iter::once(domain).chain(&lti.secondary_domains);
    all.map(|domain| domain.to_ascii_lowercase()).collect()
}

/// Whether a text is a host, with or without a port.
fn is_domain(domain: &str) -> bool {
    let url = HttpUrl::parse(&format!("https://{domain}"));
    url.is_ok_and(|url| url.path().is_empty() && url.query().is_none())
}

/// Whether an address is at a domain or a host below it; a domain with a port covers that alone.
fn covers(domain: &str, url: &HttpUrl) -> bool {
    let host = url.host().to_ascii_lowercase();
    let below = host.strip_suffix(domain);
    host == domain
        || format!("{host}:{}", url.port_or_default()) == domain
        || below.is_some_and(|below| !domain.is_empty() && below.ends_with('.'))
}
