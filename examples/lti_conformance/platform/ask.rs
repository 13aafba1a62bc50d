//! Launches that the platform starts, and the requests that ask for their messages.

use url::Url;

use super::world::{World, fresh};
use crate::browser::{Browser, Call, End, Stops, Trail};
use crate::markup;
use crate::verdict::{Found, NotJudged};

/// A launch that the platform started: the browser stands before the tool's login address.
#[derive(Clone, Debug)]
pub(crate) struct Begun<'w> {
    pub(crate) world: &'w World,
    pub(crate) browser: Browser,
    /// What the platform told the tool.
    pub(crate) initiation: Vec<(String, String)>,
}

/// A request for the message, in the making.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) posted: bool,
}

/// The platform's answer to a request.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) trail: Trail,
    /// What was asked with.
    pub(crate) ask: Ask,
}

impl Begun<'_> {
    /// A field of the login; empty where there is none.
    pub(crate) fn told(&self, name: &str) -> &str {
        find(&self.initiation, name).unwrap_or_default()
    }

    /// An honest request for the message.
    pub(crate) fn ask(&self) -> Result<Ask, NotJudged> {
        let tool = &self.world.tool;
        let (state, nonce) = (fresh()?, fresh()?);
        let fields = [
            ("scope", "openid"),
            ("response_type", "id_token"),
            ("response_mode", "form_post"),
            ("prompt", "none"),
            ("client_id", &tool.client_id),
            ("redirect_uri", &tool.launch),
            ("login_hint", self.told("login_hint")),
            ("state", &state),
            ("nonce", &nonce),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let mut ask = Ask {
            fields: fields.into(),
            posted: false,
        };
        if let Some(hint) = find(&self.initiation, "lti_message_hint") {
            ask.set("lti_message_hint", hint);
        }
        Ok(ask)
    }

    /// Sends a request with this browser.
    pub(crate) fn send(&mut self, ask: Ask) -> Reply {
        let world = self.world;
        let mut stops = vec![world.tool.address.clone()];
        // Addresses that were made up for one case are no reason to send anything there.
        let named = Url::parse(ask.get("redirect_uri").unwrap_or_default());
        stops.extend(named.map(|url| url.as_str().to_owned()));
        let call = ask.call(&world.authorization);
        let trail = self.browser.follow(call, &Stops::at(stops));
        Reply { trail, ask }
    }
}

impl Ask {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        find(&self.fields, name)
    }

    /// Sets a parameter.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) -> &mut Self {
        self.without(name).add(name, value)
    }

    /// Adds a parameter, also a second time.
    pub(crate) fn add(&mut self, name: &str, value: impl Into<String>) -> &mut Self {
        self.fields.push((name.to_owned(), value.into()));
        self
    }

    /// Leaves a parameter out.
    pub(crate) fn without(&mut self, name: &str) -> &mut Self {
        self.fields.retain(|(known, _)| known != name);
        self
    }

    /// Sends it as a form.
    pub(crate) fn post(&mut self) -> &mut Self {
        self.posted = true;
        self
    }

    fn call(&self, endpoint: &Url) -> Call {
        let fields = self.fields.iter();
        let fields = fields.map(|(name, value)| (name.as_str(), value.as_str()));
        let encoded = edu_http::encode_pairs(fields);
        if self.posted {
            return Call::post(endpoint.clone(), encoded);
        }
        let mut url = endpoint.clone();
        let query = match endpoint.query() {
            Some(own) if !own.is_empty() => format!("{own}&{encoded}"),
            Some(_) | None => encoded,
        };
        url.set_query(Some(&query));
        Call::get(url)
    }
}

impl Reply {
    /// The request with which the browser was sent to the tool, or to where the request named.
    pub(crate) fn sent_to_tool(&self) -> Option<&Call> {
        match &self.trail.end {
            End::Stopped(call) | End::Left(call) => Some(call),
            End::Here | End::Broken(_) => None,
        }
    }

    /// Whether a page or redirect names the address of the request as it was asked for, also
    /// where no browser can read it.
    pub(crate) fn leads_where_it_was_asked_to(&self) -> bool {
        let Some(asked) = self.ask.get("redirect_uri") else {
            return false;
        };
        self.trail.answers.iter().any(|answer| {
            let mut forms = markup::forms(&answer.body).into_iter();
            answer
                .header("location")
                .is_some_and(|to| to.starts_with(asked))
                || answer.is_html() && forms.any(|form| form.action == asked)
        })
    }

    /// Fields that came to the tool.
    pub(crate) fn fields(&self) -> Vec<(String, String)> {
        let call = self.sent_to_tool();
        let mut fields = call.map(Call::fields).unwrap_or_default();
        let fragment = call.and_then(|call| call.url.fragment());
        fields.extend(crate::browser::pairs(fragment.unwrap_or_default()));
        fields
    }

    /// The message, where one came with the state of the request.
    pub(crate) fn message(&self) -> Result<String, Found> {
        let fields = self.fields();
        let Some(token) = find(&fields, "id_token") else {
            return Err(Found::told(self.words()).with_fault("no message came"));
        };
        let found = Found::told("a message");
        let call = self.sent_to_tool();
        if call.is_none_or(|call| call.body.is_none()) {
            return Err(found.with_fault("the message stands in an address, not in a posted form"));
        }
        let wanted = self
            .ask
            .get("redirect_uri")
            .and_then(|to| Url::parse(to).ok());
        if call.map(|call| &call.url) != wanted.as_ref() {
            return Err(found.with_fault("the message goes to another address than was asked for"));
        }
        if find(&fields, "state") != self.ask.get("state") {
            let state = find(&fields, "state").unwrap_or_default();
            return Err(found.with_fault(format!("the state came back as `{state}`")));
        }
        Ok(token.to_owned())
    }

    /// The answer in a few words.
    pub(crate) fn words(&self) -> String {
        let fields = self.fields();
        if let Some(code) = find(&fields, "error") {
            return format!("error {code}");
        }
        if find(&fields, "id_token").is_some() {
            return "a message".to_owned();
        }
        self.trail.words()
    }
}

pub(crate) fn find<'f>(fields: &'f [(String, String)], name: &str) -> Option<&'f str> {
    let mut own = fields.iter().filter(|(known, _)| known == name);
    own.next().map(|(_, value)| value.as_str())
}
