//! Logins that are as platforms in use start them, and must lead to a launch.

use super::super::Theme;
use super::super::login::{Initiation, Launch};
use super::super::world::World;
use crate::case::Case;
use crate::verdict::Expected::Accepted;
use crate::verdict::{Found, NotJudged};
use lti_core::claim;

const LOGIN: &str = "Security Framework 1.0 §5.1.1.1";
const OPAQUE: &str = "Security Framework 1.0 §5.1.1.1, opaque hints";

pub(super) const THEME: Theme = Theme {
    title: "Logins that lead to a launch",
    cases: &[
        Case::login("g1", "a login by GET", LOGIN, Accepted, |initiation| {
            initiation
        }),
        Case::login("g2", "a login by POST", LOGIN, Accepted, |initiation| {
            initiation.post()
        }),
        Case::login(
            "g3",
            "a login with nothing that may be left out",
            LOGIN,
            Accepted,
            |initiation| {
                initiation
                    .without("lti_message_hint")
                    .without("lti_deployment_id")
            },
        ),
        Case::steps(
            "g4",
            "a login that does not name the client",
            LOGIN,
            Accepted,
            |world| {
                if world.knows_second {
                    let why =
                        "the tool has two clients of this issuer, which one is meant would be open";
                    return Err(NotJudged(why.to_owned()));
                }
                let mut initiation = Initiation::honest(world, &world.parties.first);
                initiation.without("client_id");
                honest(world, &initiation)
            },
        ),
        Case::login(
            "g5",
            "a message hint in JSON, as Moodle's",
            OPAQUE,
            Accepted,
            |initiation| {
                initiation.set(
                    "lti_message_hint",
                    r#"{"cmid":42,"launchid":"ltilaunch42_1650390741"}"#,
                )
            },
        ),
        Case::login(
            "g6",
            "hints with +, %2B, %20, & and =",
            OPAQUE,
            Accepted,
            |initiation| {
                initiation
                    .set("login_hint", "a+b%2Bc d%20e&f=g;h")
                    .set("lti_message_hint", "a+b%2Bc d%20e&f=g;h#i?j/k")
            },
        ),
        Case::login(
            "g7",
            "the same hints, posted",
            OPAQUE,
            Accepted,
            |initiation| {
                initiation
                    .set("login_hint", "a+b%2Bc d%20e&f=g;h")
                    .set("lti_message_hint", "a+b%2Bc d%20e&f=g;h#i?j/k")
                    .post()
            },
        ),
        Case::login("g8", "hints beyond ASCII", OPAQUE, Accepted, |initiation| {
            initiation
                .set("login_hint", "\u{e9}\u{1f600}\u{5b66}\u{751f}")
                .set("lti_message_hint", "\u{e9}\u{1f600}")
        }),
        Case::login(
            "g9",
            "a message hint of 2000 characters",
            OPAQUE,
            Accepted,
            |initiation| initiation.set("lti_message_hint", "h".repeat(2000)),
        ),
        Case::login(
            "g10",
            "a login with parameters that nobody knows",
            LOGIN,
            Accepted,
            |initiation| {
                initiation
                    .add("canvas_region", "us_east_1")
                    .add("unheard_of", "1")
            },
        ),
        Case::login(
            "g11",
            "a login that offers the platform's storage, in a browser with cookies",
            "LTI OIDC Login with Client Side postMessages 0.1",
            Accepted,
            |initiation| initiation.set("lti_storage_target", "_parent"),
        ),
        Case::login(
            "g12",
            "a login from inside a frame",
            LOGIN,
            Accepted,
            |initiation| {
                let headers = [
                    ("sec-fetch-dest", "iframe"),
                    ("sec-fetch-mode", "navigate"),
                    ("sec-fetch-site", "cross-site"),
                ];
                initiation.headers = headers
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .into();
                initiation
            },
        ),
        Case::steps(
            "g13",
            "two logins of one browser, the first finished last",
            LOGIN,
            Accepted,
            |world| {
                let first = world.open()?;
                let mut second = world.open_in(first.browser.clone(), first.party)?;
                let token = second.token();
                let found = second.deliver(&token)?;
                let mut first = Launch {
                    browser: second.browser,
                    ..first
                };
                let token = first.token();
                let last = first.deliver(&token)?;
                Ok(if found.word() == "accepted" {
                    last
                } else {
                    found
                })
            },
        ),
        Case::steps(
            "g14",
            "a target with a query and a fragment",
            "LTI Core 1.3 §5.3.4",
            Accepted,
            |world| {
                let mut initiation = Initiation::honest(world, &world.parties.first);
                let target = format!("{}?week=2#/unit/3", world.target);
                initiation.set("target_link_uri", &*target);
                let begun = world.begin(world.browser(), &initiation);
                let mut launch = match begun {
                    Ok(launch) => launch,
                    Err(trail) => return Ok(world.stopped(&trail)),
                };
                let asked = launch.asked("redirect_uri");
                if asked != world.redirect_uri {
                    let why =
                        format!("the message is asked for at `{asked}`, which is not registered");
                    return Ok(Found::told("").with_fault(why));
                }
                let mut token = launch.token();
                token.claim(claim::TARGET_LINK_URI, target);
                launch.deliver(&token)
            },
        ),
    ],
};

fn honest(world: &World, initiation: &Initiation<'_>) -> Result<Found, NotJudged> {
    let mut launch = match world.begin(world.browser(), initiation) {
        Ok(launch) => launch,
        Err(trail) => return Ok(world.stopped(&trail)),
    };
    let token = launch.token();
    let found = launch.deliver(&token)?;
    Ok(match launch.hint_fault(initiation) {
        Some(fault) => found.with_fault(fault),
        None => found,
    })
}
