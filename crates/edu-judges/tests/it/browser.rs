//! A browser's part in a launch: cookies by origin, redirects and forms followed on request.

use core::time::Duration;
use std::collections::BTreeMap;

use edu_http::encode_pairs;
use http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use http::{HeaderMap, Uri};
use serde_json::Value;

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// One person's browser.
pub(crate) struct Browser {
    agent: ureq::Agent,
    cookies: BTreeMap<(String, String), String>,
}

/// What a browser got.
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    pub(crate) text: String,
}

/// A form as a page holds it.
#[derive(Clone)]
pub(crate) struct PageForm {
    pub(crate) action: String,
    pub(crate) fields: Vec<(String, String)>,
}

impl Browser {
    /// Without any cookie.
    pub(crate) fn new() -> Self {
        Self {
            agent: agent(),
            cookies: BTreeMap::new(),
        }
    }

    pub(crate) fn with_cookie(mut self, address: &str, name: &str, value: &str) -> Self {
        let key = (origin(address), name.to_owned());
        self.cookies.insert(key, value.to_owned());
        self
    }

    pub(crate) fn get(&mut self, address: &str) -> Page {
        let request = self.agent.get(address);
        let answer = request.header(COOKIE, self.sent(address)).call();
        self.read(address, answer.unwrap())
    }

    pub(crate) fn post(&mut self, form: &PageForm) -> Page {
        let pairs = form.fields.iter();
        let body = encode_pairs(pairs.map(|(name, value)| (name.as_str(), value.as_str())));
        let request = self.agent.post(&form.action);
        let request = request.header(COOKIE, self.sent(&form.action));
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = request.send(body);
        self.read(&form.action, answer.unwrap())
    }

    fn sent(&self, address: &str) -> String {
        let origin = origin(address);
        let own = self.cookies.iter().filter(|((at, _), _)| *at == origin);
        let pairs: Vec<_> = own
            .map(|((_, name), value)| format!("{name}={value}"))
            .collect();
        pairs.join("; ")
    }

    fn read(&mut self, address: &str, answer: http::Response<ureq::Body>) -> Page {
        let (head, mut body) = answer.into_parts();
        self.keep(address, &head.headers);
        let location = head.headers.get(LOCATION);
        Page {
            status: head.status.as_u16(),
            location: location.map(|value| value.to_str().unwrap().to_owned()),
            text: body.read_to_string().unwrap(),
        }
    }

    fn keep(&mut self, address: &str, headers: &HeaderMap) {
        for cookie in headers.get_all(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let pair = cookie.split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            let key = (origin(address), name.to_owned());
            if takes_away(cookie) {
                self.cookies.remove(&key);
            } else {
                self.cookies.insert(key, value.to_owned());
            }
        }
    }
}

impl Page {
    /// Where the page sends the browser.
    pub(crate) fn redirect(&self) -> &str {
        let sent = self.location.as_deref().filter(|_| self.status / 100 == 3);
        sent.unwrap_or_else(|| panic!("no redirect: {} {}", self.status, self.text))
    }

    /// The one form of the page.
    pub(crate) fn form(&self) -> PageForm {
        let (_, form) = self
            .text
            .split_once("<form")
            .unwrap_or_else(|| panic!("no form: {} {}", self.status, self.text));
        let (head, rest) = form.split_once('>').unwrap();
        let method = attribute(head, "method").unwrap();
        assert!(method.eq_ignore_ascii_case("post"), "{method}");
        let inputs = rest.split("<input ").skip(1);
        let inputs = inputs.map(|input| input.split_once('>').unwrap().0);
        PageForm {
            action: attribute(head, "action").unwrap(),
            fields: inputs
                .filter_map(|input| Some((attribute(input, "name")?, attribute(input, "value")?)))
                .collect(),
        }
    }

    /// The page as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text))
    }
}

impl PageForm {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(given, _)| given == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The same form with one value exchanged.
    pub(crate) fn with(&self, name: &str, value: &str) -> Self {
        let mut form = self.clone();
        let fields = form.fields.iter_mut();
        for (_, given) in fields.filter(|(given, _)| given == name) {
            value.clone_into(given);
        }
        form
    }
}

/// A client that takes every status, follows nothing and waits a while.
pub(crate) fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        // Nothing here may leave loopback.
        .proxy(None)
        .timeout_global(Some(PATIENCE));
    config.build().new_agent()
}

/// Whether a cookie is sent to be forgotten, as servers do it.
fn takes_away(cookie: &str) -> bool {
    let mut attributes = cookie.split(';').skip(1).map(str::trim);
    attributes.any(|given| given == "Max-Age=0" || given.starts_with("Expires=Thu, 01 Jan 1970"))
}

fn origin(address: &str) -> String {
    let address: Uri = address.parse().unwrap();
    address.authority().unwrap().to_string()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!("{name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    Some(
        value
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&"),
    )
}
