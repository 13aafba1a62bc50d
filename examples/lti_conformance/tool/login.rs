//! Logins that are started at the tool, and the launches that answer them.

use url::Url;

use super::party::Party;
use super::token::Token;
use super::world::World;
use crate::browser::{Browser, Call, End, Stops, Trail};
use crate::verdict::{Found, NotJudged};

/// The first request of a launch, in the making.
#[derive(Clone, Debug)]
pub(crate) struct Initiation<'w> {
    pub(crate) party: &'w Party,
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) posted: bool,
    pub(crate) headers: Vec<(String, String)>,
}

/// A login that the tool began: the browser stands before the authorization endpoint.
#[derive(Clone, Debug)]
pub(crate) struct Launch<'w> {
    pub(crate) world: &'w World,
    pub(crate) party: &'w Party,
    pub(crate) browser: Browser,
    /// What the tool asks for.
    pub(crate) asked: Vec<(String, String)>,
}

impl<'w> Initiation<'w> {
    /// An honest one with everything that platforms send.
    pub(crate) fn honest(world: &World, party: &'w Party) -> Self {
        let fields = [
            ("iss", party.issuer.as_str()),
            ("login_hint", "conformance-login-hint"),
            ("target_link_uri", &world.target),
            ("lti_message_hint", "conformance-message-hint"),
            ("lti_deployment_id", &party.deployment),
            ("client_id", &party.client_id),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self {
            party,
            fields: fields.into(),
            posted: false,
            headers: Vec::new(),
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        find(&self.fields, name)
    }

    /// Sets a field.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) -> &mut Self {
        self.without(name).add(name, value)
    }

    /// Adds a field, also a second time.
    pub(crate) fn add(&mut self, name: &str, value: impl Into<String>) -> &mut Self {
        self.fields.push((name.to_owned(), value.into()));
        self
    }

    /// Leaves a field out.
    pub(crate) fn without(&mut self, name: &str) -> &mut Self {
        self.fields.retain(|(known, _)| known != name);
        self
    }

    /// Sends it as a form.
    pub(crate) fn post(&mut self) -> &mut Self {
        self.posted = true;
        self
    }

    fn call(&self, login: &Url) -> Call {
        let fields = self.fields.iter();
        let fields = fields.map(|(name, value)| (name.as_str(), value.as_str()));
        let encoded = edu_http::encode_pairs(fields);
        let mut call = if self.posted {
            Call::post(login.clone(), encoded)
        } else {
            let mut url = login.clone();
            let query = match login.query() {
                Some(own) if !own.is_empty() => format!("{own}&{encoded}"),
                Some(_) | None => encoded,
            };
            url.set_query(Some(&query));
            Call::get(url)
        };
        call.headers.clone_from(&self.headers);
        call
    }
}

impl World {
    /// Starts a login; where the tool does not send the browser to the platform, what it did.
    pub(crate) fn begin<'w>(
        &'w self,
        mut browser: Browser,
        initiation: &Initiation<'w>,
    ) -> Result<Launch<'w>, Box<Trail>> {
        let trail = browser.follow(initiation.call(&self.login), &self.stops());
        match trail.end {
            End::Stopped(call) => Ok(Launch {
                world: self,
                party: initiation.party,
                browser,
                asked: call.fields(),
            }),
            End::Here | End::Left(_) | End::Broken(_) => Err(Box::new(trail)),
        }
    }

    /// The authorization endpoints, where the browser is stopped.
    pub(crate) fn stops(&self) -> Stops {
        Stops::at([
            self.parties.first.authorization.clone(),
            self.parties.other.authorization.clone(),
        ])
    }
}

impl<'w> Launch<'w> {
    /// A parameter of the authentication request; empty where there is none.
    pub(crate) fn asked(&self, name: &str) -> &str {
        find(&self.asked, name).unwrap_or_default()
    }

    /// An honest token for this login.
    pub(crate) fn token(&self) -> Token<'w> {
        Token::honest(self.world, self.party, self.asked("nonce"))
    }

    /// Posts a token with the state of this login.
    pub(crate) fn deliver(&mut self, token: &Token<'_>) -> Result<Found, NotJudged> {
        let trail = self.deliver_text(&token.seal()?);
        Ok(self.world.found(&trail))
    }

    /// Posts any text in the place of a token, with the state of this login.
    pub(crate) fn deliver_text(&mut self, token: &str) -> Trail {
        let state = self.asked("state").to_owned();
        self.post(&[("id_token", token), ("state", &state)])
    }

    /// Posts any fields to the launch address.
    pub(crate) fn post(&mut self, fields: &[(&str, &str)]) -> Trail {
        let mut body = String::new();
        for (name, value) in fields {
            let separator = if body.is_empty() { "" } else { "&" };
            body.push_str(separator);
            body.push_str(name);
            body.push('=');
            // The alphabet of tokens needs no encoding; a long one would take long to look through.
            if value.len() > LONG {
                body.push_str(value);
            } else {
                body.push_str(&edu_http::encode_component(value));
            }
        }
        let call = Call::post(self.world.launch.clone(), body);
        let stops = Stops {
            pages: false,
            ..self.world.stops()
        };
        self.browser.follow(call, &stops)
    }

    /// What is wrong with how the hints came back.
    pub(crate) fn hint_fault(&self, initiation: &Initiation<'_>) -> Option<String> {
        for name in ["login_hint", "lti_message_hint"] {
            let sent = initiation.get(name);
            let found: Vec<_> = self.asked.iter().filter(|(own, _)| own == name).collect();
            match (sent, found.as_slice()) {
                (Some(sent), [(_, came)]) if came == sent => {}
                (None | Some(""), []) => {}
                (Some(""), [(_, came)]) if came.is_empty() => {}
                (Some(_), [(_, came)]) => return Some(format!("{name} came back as `{came}`")),
                (Some(_), []) => return Some(format!("{name} did not come back")),
                (None, [_]) => return Some(format!("{name} was not sent, but came back")),
                (_, _) => return Some(format!("{name} came back more than once")),
            }
        }
        None
    }
}

/// Above this many bytes a value is sent as it is.
const LONG: usize = 1024 * 1024;

pub(crate) fn find<'f>(fields: &'f [(String, String)], name: &str) -> Option<&'f str> {
    let mut own = fields.iter().filter(|(known, _)| known == name);
    own.next().map(|(_, value)| value.as_str())
}
