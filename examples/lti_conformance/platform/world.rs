//! Everything the cases act on: the platform, its people, the played tool.

use edu_axum::SystemMoments;
use edu_http::Moments as _;
use edu_jose::{JwksLimits, KeySet};
use edu_types::Report;
use serde_json::Value;
use url::Url;

use super::ask::{Begun, Reply};
use super::tool::Tool;
use crate::args::PlatformArgs;
use crate::browser::{Answer, Browser, Call, End, Stops};
use crate::verdict::{Found, NotJudged};

/// The stage of one run.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) tool: Tool,
    pub(crate) authorization: Url,
    /// What starts a launch.
    start: Call,
    cookies: Vec<String>,
    other_cookies: Vec<String>,
    agent: ureq::Agent,
    pub(crate) published: Answer,
    pub(crate) keys: KeySet,
    /// What was odd about the keys.
    pub(crate) odd_keys: Report,
    /// Found with the first launch where they were not named.
    pub(crate) issuer: String,
    pub(crate) deployment: Option<String>,
}

/// Whose browser it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Person {
    /// Who is signed in.
    Own,
    /// Somebody else who is signed in elsewhere.
    Other,
    /// Nobody is signed in.
    Nobody,
}

impl World {
    /// # Errors
    ///
    /// What is wrong with what was given, or with the keys, in words.
    pub(crate) fn new(args: &PlatformArgs, tool: Tool, agent: ureq::Agent) -> Result<Self, String> {
        let (Some(start), Some(authorization), Some(key_set)) =
            (&args.start, &args.authorization, &args.key_set)
        else {
            return Err("the addresses of the platform are missing".to_owned());
        };
        let mut call = Call::get(start.clone());
        call.body = (args.start_method == "POST").then(|| args.start_body.clone());
        for header in &args.start_header {
            let (name, value) = header
                .split_once(':')
                .ok_or_else(|| format!("header `{header}` has no colon"))?;
            let header = (name.trim().to_ascii_lowercase(), value.trim().to_owned());
            call.headers.push(header);
        }
        let published = Browser::new(agent.clone())
            .send(&Call::get(key_set.clone()))
            .map_err(|why| format!("{key_set}: {why}"))?;
        let (keys, odd_keys) = KeySet::parse(published.body.as_bytes(), &JwksLimits::DEFAULT)
            .map_err(|error| format!("{key_set} is no key set: {error}"))?;
        Ok(Self {
            tool,
            authorization: authorization.clone(),
            start: call,
            cookies: args.cookie.clone(),
            other_cookies: args.other_cookie.clone(),
            agent,
            published,
            keys,
            odd_keys,
            issuer: args.issuer.clone().unwrap_or_default(),
            deployment: args.deployment.clone(),
        })
    }

    /// Whether this person's browser can be told from the first one's.
    pub(crate) fn has(&self, person: Person) -> Result<(), NotJudged> {
        let why = match person {
            Person::Other if self.other_cookies.is_empty() => {
                "there is no second person; name their cookies with --other-cookie"
            }
            Person::Nobody if self.cookies.is_empty() => {
                "no cookie tells who is signed in; name it with --cookie"
            }
            Person::Own | Person::Other | Person::Nobody => return Ok(()),
        };
        Err(NotJudged(why.to_owned()))
    }

    /// The browser of one of the people.
    pub(crate) fn browser_of(&self, person: Person) -> Browser {
        let cookies = match person {
            Person::Own => self.cookies.as_slice(),
            Person::Other => self.other_cookies.as_slice(),
            Person::Nobody => &[],
        };
        let browser = Browser::new(self.agent.clone());
        cookies.iter().fold(browser, |browser, cookie| {
            browser
                .with_cookie(&self.start.url, cookie)
                .with_cookie(&self.authorization, cookie)
        })
    }

    /// Starts a launch as the person who is signed in.
    pub(crate) fn begin(&self) -> Result<Begun<'_>, NotJudged> {
        self.begin_as(Person::Own)
    }

    /// Starts a launch as one of the people.
    pub(crate) fn begin_as(&self, person: Person) -> Result<Begun<'_>, NotJudged> {
        self.has(person)?;
        let mut browser = self.browser_of(person);
        let stops = Stops::at([self.tool.login.clone()]);
        let trail = browser.follow(self.start.clone(), &stops);
        match trail.end {
            End::Stopped(call) => Ok(Begun {
                world: self,
                browser,
                initiation: call.fields(),
            }),
            End::Here | End::Left(_) | End::Broken(_) => Err(NotJudged(format!(
                "the start does not lead to {}: {}: {}",
                self.tool.login,
                trail.words(),
                trail.excerpt()
            ))),
        }
    }

    /// An honest launch up to the platform's answer.
    pub(crate) fn launch(&self) -> Result<Reply, NotJudged> {
        let mut begun = self.begin()?;
        let ask = begun.ask()?;
        Ok(begun.send(ask))
    }

    /// The message of an honest launch, with what the platform told and was asked.
    pub(crate) fn message(&self) -> Result<Message, NotJudged> {
        let mut begun = self.begin()?;
        let ask = begun.ask()?;
        let reply = begun.send(ask);
        let token = reply.message().map_err(|found: Found| {
            let why = found.fault.unwrap_or_default();
            NotJudged(format!("an honest launch brought no message: {why}"))
        })?;
        Ok(Message {
            header: segment(&token, 0),
            claims: segment(&token, 1),
            nonce: reply.ask.get("nonce").unwrap_or_default().to_owned(),
            initiation: begun.initiation,
            token,
        })
    }
}

/// A message that came.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) token: String,
    /// `null` where it cannot be read.
    pub(crate) header: Value,
    pub(crate) claims: Value,
    /// The nonce that was asked for.
    pub(crate) nonce: String,
    pub(crate) initiation: Vec<(String, String)>,
}

/// What a segment of a token says; `null` where it cannot be read.
pub(crate) fn segment(token: &str, at: usize) -> Value {
    let segment = token.split('.').nth(at).unwrap_or_default();
    let bytes = crate::keys::decode(segment).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// A value that nobody can guess.
pub(crate) fn fresh() -> Result<String, NotJudged> {
    let moment = SystemMoments::new().moment();
    let token = moment.map(|mut moment| moment.entropy.take_token());
    match token {
        Ok(Ok(token)) => Ok(token),
        Ok(Err(error)) => Err(NotJudged(error.to_string())),
        Err(error) => Err(NotJudged(error.to_string())),
    }
}
