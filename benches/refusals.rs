//! What it costs to refuse a launch, beside one that holds: nobody must buy more work with a bad
//! message than an honest platform does with a good one.
//!
//! One iteration answers the post of a browser through [`LtiTool::launch`], keys cached, page of
//! the refusal included.
//!
//! [`LtiTool::launch`]: lti_core::LtiTool::launch

#![expect(
    clippy::expect_used,
    reason = "a benchmark that cannot be set up should stop at once"
)]

use std::process::ExitCode;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use edu_benches::lti::{Lms, OPEN, OpenLogin, Tool, post, tool};
use edu_benches::{Options, Outcome, Rounds};
use edu_http::Body;
use edu_reqwest::CachedKeys;
use edu_types::HttpUrl;
use http::Request;
use lti_core::LaunchOutcome;
use tokio::runtime::{Builder, Runtime};

const FLOOR: &str = "a launch that holds";
const NOW: i64 = 1_700_000_000;

/// The most time a refusal may take, as a multiple of a launch that holds, of what anybody can
/// send: without the platform's key.
const MOST: f64 = 1.0;
const ANYBODY: &[&str] = &[
    "bad signature",
    "unknown key",
    "token of no form",
    "128 KiB + 1 of form",
    "login used before",
    "login unknown",
    "cookie missing",
    "cookie of another login",
];
/// The same of what needs the platform's key: every claim is read, and what is wrong is said.
const MOST_SIGNED: f64 = 1.25;
const SIGNED: &[&str] = &["expired", "wrong audience", "wrong nonce"];

fn main() -> ExitCode {
    let options = Options::from_args();
    let options = options
        .with_rounds(options.rounds.max(31))
        .with_round_micros(15_000);
    let runtime = Builder::new_current_thread().enable_all().build();
    let outcome = refusals(&options, &runtime.expect("a run time"));
    let mut held = true;
    for (names, most) in [(ANYBODY, MOST), (SIGNED, MOST_SIGNED)] {
        for name in names {
            held &= outcome.must(&format!("{name}/launch"), name, most);
        }
    }
    if held || !options.check {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// A tool under attack.
#[derive(Clone, Copy)]
struct Attacked<'l> {
    lms: &'l Lms,
    url: &'l HttpUrl,
    keys: &'l Arc<CachedKeys>,
    runtime: &'l Runtime,
}

fn refusals(options: &Options, runtime: &Runtime) -> Outcome {
    let lms = Lms::at(NOW);
    let (url, keys) = runtime.block_on(lms.cached_keys());
    let attacked = Attacked {
        lms: &lms,
        url: &url,
        keys: &keys,
        runtime,
    };
    let what = "what a refusal costs, beside a launch that holds";
    let rounds = Rounds::new(what, options);
    let rounds = attacked.with_login(rounds, FLOOR, lms.token().to_owned(), None);
    let rounds = attacked.by_anybody(rounds);
    let rounds = attacked.without_login(rounds);
    attacked.by_the_platform(rounds).run(FLOOR)
}

impl<'l> Attacked<'l> {
    /// Tokens that anybody can make who has begun a login.
    fn by_anybody(self, rounds: Rounds<'l>) -> Rounds<'l> {
        let token = self.lms.token();
        let (header, rest) = token.split_once('.').expect("a header");
        let (claims, signature) = rest.split_once('.').expect("a signature");
        let (first, rest_of_it) = signature.split_at(1);
        let first = if first == "A" { "B" } else { "A" };
        let forged = format!("{header}.{claims}.{first}{rest_of_it}");
        let other = URL_SAFE_NO_PAD.encode(r#"{"alg":"RS256","typ":"JWT","kid":"other"}"#);
        let other = format!("{other}.{rest}");
        let garbage = "~".repeat(token.len());
        let huge = "A".repeat(64 * 1024 + 1);
        let rounds = self.with_login(rounds, "bad signature", forged, Some("jose.signature"));
        let rounds = self.with_login(rounds, "unknown key", other, Some("jose.key.unknown"));
        let rounds = self.with_login(rounds, "token of no form", garbage, Some("jose.segments"));
        self.with_login(rounds, "64 KiB + 1 of token", huge, Some("jose.size"))
    }

    /// Tokens that hold but for one claim.
    fn by_the_platform(self, rounds: Rounds<'l>) -> Rounds<'l> {
        let late = self.lms.token_with(
            &format!("\"exp\":{}", NOW + 3600),
            &format!("\"exp\":{}", NOW - 3600),
        );
        let audience = self.lms.token_with("\"aud\":\"tool\"", "\"aud\":\"loot\"");
        let nonce = self.lms.token_with("\"nonce\":\"", "\"nonce\":\"A");
        let rounds = self.with_login(rounds, "expired", late, Some("lti.time.expired"));
        let other = Some("lti.audience.other");
        let rounds = self.with_login(rounds, "wrong audience", audience, other);
        self.with_login(rounds, "wrong nonce", nonce, Some("lti.nonce.differs"))
    }

    /// Posts whose login is not there to be taken.
    fn without_login(self, rounds: Rounds<'l>) -> Rounds<'l> {
        let tool = tool(self.url, self.keys);
        let token = self.lms.token();
        let open = |number| self.lms.open_login(tool.backend().logins(), number);
        let (used, waiting) = (open(1), open(2));
        let unknown = {
            let elsewhere = self::tool(self.url, self.keys);
            self.lms.open_login(elsewhere.backend().logins(), 3)
        };
        let (cookie, form) = (used.cookie(), used.form(token));
        self.launched(&tool, post(&cookie, form.clone()), None);
        let posts = [
            ("login used before", cookie.clone(), form, "lti.state.used"),
            (
                "login unknown",
                unknown.cookie(),
                unknown.form(token),
                "lti.state.unknown",
            ),
            (
                "cookie missing",
                "session=1".to_owned(),
                waiting.form(token),
                "lti.state.no_cookie",
            ),
            (
                "cookie of another login",
                cookie,
                waiting.form(token),
                "lti.state.browser",
            ),
            (
                "128 KiB + 1 of form",
                waiting.cookie(),
                "a".repeat(128 * 1024 + 1),
                "lti.malformed.form",
            ),
        ];
        posts
            .into_iter()
            .fold(rounds, |rounds, post| self.always(rounds, &tool, post))
    }

    /// Answers a fresh login with `token` each time; `code` says how it ends.
    fn with_login(
        self,
        rounds: Rounds<'l>,
        name: &'static str,
        token: String,
        code: Option<&'static str>,
    ) -> Rounds<'l> {
        let (mut number, mut open) = (0_usize, tool(self.url, self.keys));
        let prepare = move || {
            number = number.wrapping_add(1);
            if number.is_multiple_of(OPEN) {
                open = tool(self.url, self.keys);
            }
            let login: OpenLogin = self.lms.open_login(open.backend().logins(), number);
            (Arc::clone(&open), post(&login.cookie(), login.form(&token)))
        };
        rounds.prepared(name, prepare, move |(tool, request)| {
            self.launched(&tool, request, code)
        })
    }

    /// The same post again and again.
    fn always(
        self,
        rounds: Rounds<'l>,
        tool: &Arc<Tool>,
        (name, cookie, form, code): (&'static str, String, String, &'static str),
    ) -> Rounds<'l> {
        let (tool, form) = (Arc::clone(tool), Bytes::from(form));
        let prepare = move || post(&cookie, form.clone());
        rounds.prepared(name, prepare, move |request| {
            self.launched(&tool, request, Some(code))
        })
    }

    fn launched(
        self,
        tool: &Tool,
        request: Request<Body>,
        code: Option<&'static str>,
    ) -> LaunchOutcome {
        let launched = tool.launch(self.lms.moment(), request);
        let outcome = self.runtime.block_on(launched);
        let ended = match &outcome {
            LaunchOutcome::Launched(_) => None,
            LaunchOutcome::Asked(_) => Some("asked"),
            LaunchOutcome::Refused(_, error) => Some(error.code()),
        };
        assert_eq!(ended, code);
        outcome
    }
}
