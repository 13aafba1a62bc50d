//! A browser without a screen: sends, keeps cookies, follows, submits what submits itself.

mod agent;
mod answer;
mod jar;

use core::time::Duration;

use url::Url;

pub(crate) use agent::agent;
pub(crate) use answer::{Answer, End, Trail};
use jar::Jar;

use crate::markup;

/// How many answers are followed before the browser gives up.
const MAX_STEPS: usize = 12;

/// One browser with its own cookies.
#[derive(Clone, Debug)]
pub(crate) struct Browser {
    agent: ureq::Agent,
    jar: Jar,
    /// Sent with every request, as a browser's own.
    headers: Vec<(String, String)>,
}

/// One request of a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) url: Url,
    /// The form it posts; none for GET.
    pub(crate) body: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
}

/// Addresses at which the browser stops and hands over instead of sending.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stops {
    /// Beginnings of addresses.
    pub(crate) at: Vec<String>,
    /// Whether forms, refreshes and links of pages are followed, as those that lead to a stop do.
    pub(crate) pages: bool,
}

impl Call {
    pub(crate) fn get(url: Url) -> Self {
        Self {
            url,
            body: None,
            headers: Vec::new(),
        }
    }

    pub(crate) fn post(url: Url, body: String) -> Self {
        Self {
            body: Some(body),
            ..Self::get(url)
        }
    }

    /// The fields it carries: those of its form, or of its query.
    pub(crate) fn fields(&self) -> Vec<(String, String)> {
        let encoded = self.body.as_deref().or(self.url.query());
        pairs(encoded.unwrap_or_default())
    }
}

impl Stops {
    /// Stops at addresses that begin so, and reads pages for ways there.
    pub(crate) fn at<S: Into<String>>(starts: impl IntoIterator<Item = S>) -> Self {
        Self {
            at: starts.into_iter().map(Into::into).collect(),
            pages: true,
        }
    }

    fn holds(&self, url: &Url) -> bool {
        self.at.iter().any(|start| is_below(url.as_str(), start))
    }
}

impl Browser {
    pub(crate) fn new(agent: ureq::Agent) -> Self {
        Self {
            agent,
            jar: Jar::default(),
            headers: Vec::new(),
        }
    }

    /// A browser that holds this cookie for the host of `url`.
    pub(crate) fn with_cookie(mut self, url: &Url, cookie: &str) -> Self {
        self.jar.keep(url, cookie);
        self
    }

    /// Every `Set-Cookie` it was sent.
    pub(crate) fn cookies_set(&self) -> impl Iterator<Item = &str> {
        self.jar.as_sent()
    }

    /// Sends one request and does not follow its answer.
    ///
    /// # Errors
    ///
    /// What broke the connection, in words.
    pub(crate) fn send(&mut self, call: &Call) -> Result<Answer, String> {
        let cookies = self.jar.of(&call.url);
        let mut headers: Vec<_> = self.headers.iter().chain(&call.headers).cloned().collect();
        if !cookies.is_empty() {
            headers.push(("cookie".to_owned(), cookies));
        }
        let answer = agent::send(&self.agent, call, &headers)?;
        for cookie in answer.headers_named("set-cookie") {
            self.jar.keep(&call.url, cookie);
        }
        Ok(answer)
    }

    /// Sends a request and goes where the answers lead, up to a stop.
    pub(crate) fn follow(&mut self, call: Call, stops: &Stops) -> Trail {
        let mut trail = Trail::default();
        let mut next = Some(call);
        while let Some(call) = next.take() {
            if stops.holds(&call.url) && !trail.answers.is_empty() {
                trail.end = End::Stopped(call);
                return trail;
            }
            if is_made_up(&call.url) {
                trail.end = End::Left(call);
                return trail;
            }
            if trail.answers.len() >= MAX_STEPS {
                trail.end = End::Broken(format!("no end after {MAX_STEPS} answers"));
                return trail;
            }
            match self.send(&call) {
                Ok(answer) => {
                    next = following(&call, &answer, stops);
                    trail.answers.push(answer);
                }
                Err(why) => trail.end = End::Broken(why),
            }
        }
        trail
    }
}

/// Where the answer leads by itself.
fn following(call: &Call, answer: &Answer, stops: &Stops) -> Option<Call> {
    let here = &call.url;
    if (300..400).contains(&answer.status) {
        let url = here.join(answer.header("location")?).ok()?;
        let repeats = matches!(answer.status, 307 | 308);
        let body = call.body.clone().filter(|_| repeats);
        let headers = Vec::new();
        return Some(Call { url, body, headers });
    }
    if !stops.pages || !answer.is_html() {
        return None;
    }
    if let Some(call) = submitted(here, answer, stops) {
        return Some(call);
    }
    if let Some(to) = markup::refresh(&answer.body) {
        return here.join(&to).ok().map(Call::get);
    }
    let links = stops.at.iter();
    let mut links = links.filter_map(|start| markup::address_with(&answer.body, start));
    links.find_map(|to| Url::parse(&to).ok()).map(Call::get)
}

/// The form that is submitted: the one that leads to a stop, or the only one where a script does.
fn submitted(here: &Url, answer: &Answer, stops: &Stops) -> Option<Call> {
    let forms = markup::forms(&answer.body);
    let by_script = answer.body.contains("submit()") && forms.len() == 1;
    let target = |action: &str| match action {
        "" => Some(here.clone()),
        action => here.join(action).ok(),
    };
    forms.into_iter().find_map(|form| {
        let mut url = target(&form.action)?;
        if !stops.holds(&url) && !by_script {
            return None;
        }
        let fields = form.fields.iter();
        let fields = fields.map(|(name, value)| (name.as_str(), value.as_str()));
        let encoded = edu_http::encode_pairs(fields);
        if form.posted {
            return Some(Call::post(url, encoded));
        }
        url.set_query(Some(&encoded));
        Some(Call::get(url))
    })
}

/// Whether an address is `start`, or goes on from it with a path, query or fragment.
pub(crate) fn is_below(address: &str, start: &str) -> bool {
    let rest = address.strip_prefix(start);
    rest.is_some_and(|rest| {
        rest.is_empty() || start.ends_with('/') || rest.starts_with(['/', '?', '#'])
    })
}

/// Names under which nobody lives, and addresses that are no places: only attacks lead there, and
/// nothing is ever sent.
fn is_made_up(url: &Url) -> bool {
    if !matches!(url.scheme(), "http" | "https") {
        return true;
    }
    let host = url.host_str().unwrap_or_default();
    ["example", "invalid", "test"]
        .iter()
        .any(|end| host.rsplit('.').next() == Some(end))
}

/// Reads an encoded form as lenient readers do: what cannot be decoded stands as it is.
pub(crate) fn pairs(encoded: &str) -> Vec<(String, String)> {
    url::form_urlencoded::parse(encoded.as_bytes())
        .into_owned()
        .collect()
}

/// Waits until something answers at `url`.
pub(crate) fn reachable(agent: &ureq::Agent, url: &Url, patience: Duration) -> Result<(), String> {
    let began = std::time::Instant::now();
    loop {
        let Err(why) = agent::send(agent, &Call::get(url.clone()), &[]) else {
            return Ok(());
        };
        if began.elapsed() >= patience {
            return Err(why);
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}
