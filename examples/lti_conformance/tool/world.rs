//! Everything the cases act on: the tool, the played platforms, the way to tell answers apart.

use core::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use core::time::Duration;
use std::path::Path;

use edu_jose::Algorithm;
use edu_jose_aws_lc::AwsLcSigner;
use url::Url;

use super::login::{Initiation, Launch};
use super::party::{Parties, Party};
use super::platform::Platform;
use super::telling::Telling;
use crate::args::ToolArgs;
use crate::browser::{Browser, End, Trail, reachable};
use crate::keys::KeyRing;
use crate::verdict::{Found, NotJudged, Outcome};

/// The stage of one run.
#[derive(Debug)]
pub(crate) struct World {
    /// Where the tool takes logins.
    pub(crate) login: Url,
    /// Where the tool takes launches.
    pub(crate) launch: Url,
    /// The launch address as it is registered.
    pub(crate) redirect_uri: String,
    /// Where people want to go.
    pub(crate) target: String,
    pub(crate) parties: Parties,
    pub(crate) keys: KeyRing,
    pub(crate) platform: Platform,
    pub(crate) agent: ureq::Agent,
    pub(crate) teacher_text: Option<String>,
    /// The tool's own key.
    pub(crate) tool_key: Option<AwsLcSigner>,
    /// Found with the first two launches.
    pub(crate) telling: Option<Telling>,
    /// Whether a launch with garbage was answered with a server error.
    pub(crate) fails_usually: bool,
    /// Whether a case threw the tool over.
    gone: AtomicBool,
    /// How many seconds are waited for it to come back, once.
    patience: AtomicU64,
    /// Whether the tool has the second and the other registration.
    pub(crate) knows_second: bool,
    pub(crate) knows_other: bool,
}

impl World {
    /// # Errors
    ///
    /// What is wrong with the addresses or files that were given, in words.
    pub(crate) fn new(
        args: &ToolArgs,
        (parties, keys, platform): (Parties, KeyRing, Platform),
        agent: ureq::Agent,
    ) -> Result<Self, String> {
        let (Some(login), Some(launch)) = (&args.login, &args.launch) else {
            return Err("the addresses of the tool are missing".to_owned());
        };
        let target = args.target.clone().unwrap_or_else(|| launch.clone());
        Ok(Self {
            login: login.clone(),
            launch: Url::parse(launch).map_err(|error| format!("{launch}: {error}"))?,
            redirect_uri: launch.clone(),
            target,
            parties,
            keys,
            platform,
            agent,
            teacher_text: args.teacher_text.clone(),
            tool_key: args.tool_key.as_deref().map(key_in).transpose()?,
            telling: None,
            fails_usually: false,
            gone: AtomicBool::new(false),
            patience: AtomicU64::new(5),
            knows_second: false,
            knows_other: false,
        })
    }

    /// A browser that was nowhere yet.
    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.agent.clone())
    }

    /// Starts an honest login in a browser that was nowhere yet.
    pub(crate) fn open(&self) -> Result<Launch<'_>, NotJudged> {
        self.open_for(&self.parties.first)
    }

    /// Starts an honest login of one of the registrations.
    pub(crate) fn open_for<'w>(&'w self, party: &'w Party) -> Result<Launch<'w>, NotJudged> {
        self.open_in(self.browser(), party)
    }

    /// Starts an honest login in this browser.
    pub(crate) fn open_in<'w>(
        &'w self,
        browser: Browser,
        party: &'w Party,
    ) -> Result<Launch<'w>, NotJudged> {
        let initiation = Initiation::honest(self, party);
        self.begin(browser, &initiation)
            .map_err(|trail| NotJudged(format!("an honest login was answered {}", trail.words())))
    }

    /// What a trail after a launch means.
    pub(crate) fn found(&self, trail: &Trail) -> Found {
        let found = Found::new(self.outcome(trail), trail.words());
        self.shaken(trail, found)
    }

    pub(crate) fn outcome(&self, trail: &Trail) -> Outcome {
        let telling = self.telling.as_ref();
        telling.map_or(Outcome::Unclear, |telling| telling.outcome(trail))
    }

    /// What a login means that did not lead to the platform.
    pub(crate) fn stopped(&self, trail: &Trail) -> Found {
        let told = format!("login {}", trail.words());
        let found = Found::new(Outcome::Refused, told);
        match &trail.end {
            End::Left(call) => {
                let host = call.url.host_str().unwrap_or_default();
                found.with_fault(format!("the browser was sent to {host}"))
            }
            End::Here | End::Stopped(_) | End::Broken(_) => self.shaken(trail, found),
        }
    }

    /// Adds what a server error or a broken connection means.
    fn shaken(&self, trail: &Trail, found: Found) -> Found {
        let is_error = trail.last_status().is_some_and(|status| status >= 500);
        let is_broken = matches!(trail.end, End::Broken(_));
        if !is_error && !is_broken {
            return found;
        }
        if !self.still_launches() {
            self.gone.store(true, Ordering::SeqCst);
            return found.with_fault("the tool launches nobody any more");
        }
        if is_error && !self.fails_usually && found.outcome == Outcome::Refused {
            return found.with_blemish("refused by a server error, not by a rule");
        }
        found
    }

    /// Whether the tool is there, or came back after it was thrown over.
    ///
    /// # Errors
    ///
    /// That it is gone.
    pub(crate) fn is_there(&self) -> Result<(), NotJudged> {
        if !self.gone.load(Ordering::SeqCst) {
            return Ok(());
        }
        // Whoever watches over it may just be starting it again.
        let patience = self.patience.swap(0, Ordering::SeqCst);
        reachable(&self.agent, &self.login, Duration::from_secs(patience)).ok();
        if self.still_launches() {
            self.gone.store(false, Ordering::SeqCst);
            return Ok(());
        }
        let why = "the tool was thrown over by a case above and did not come back";
        Err(NotJudged(why.to_owned()))
    }

    /// Whether an honest launch still holds.
    fn still_launches(&self) -> bool {
        let Ok(mut launch) = self.open() else {
            return false;
        };
        let token = launch.token().seal();
        token.is_ok_and(|token| {
            let trail = launch.deliver_text(&token);
            self.outcome(&trail) == Outcome::Accepted
        })
    }
}

fn key_in(file: &Path) -> Result<AwsLcSigner, String> {
    let named = |error: &dyn core::fmt::Display| format!("{}: {error}", file.display());
    let pem = std::fs::read_to_string(file).map_err(|error| named(&error))?;
    AwsLcSigner::from_pkcs8_pem(Algorithm::Rs256, &pem).map_err(|error| named(&error))
}
