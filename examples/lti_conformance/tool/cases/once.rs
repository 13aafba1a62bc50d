//! Cases 30 to 34: each launch once, and only in the browser that began it.

use core::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Barrier;
use std::thread;

use serde_json::json;

use super::super::Theme;
use super::super::login::Launch;
use super::super::world::World;
use crate::case::Case;
use crate::verdict::Expected::{Refused, Says};
use crate::verdict::{Found, NotJudged, Outcome};

const NONCE: &str = "Security Framework 1.0 §5.1.3 (9)";
const ONCE: &str = "Security Framework 1.0 §5.1.3 (9)";
const STATE: &str = "Security Framework 1.0 §5.1.1.5; RFC 6819 §5.3.5";

/// How often two posts are raced.
const RACES: usize = 5;

pub(super) const THEME: Theme = Theme {
    title: "Only once, and only here",
    cases: &[
        Case::token("30a", "no nonce", NONCE, Refused, |token| {
            token.without("nonce")
        }),
        Case::token("30b", "nonce empty", NONCE, Refused, |token| {
            token.claim("nonce", "")
        }),
        Case::token("30c", "nonce a number", NONCE, Refused, |token| {
            token.claim("nonce", 7)
        }),
        Case::token("30d", "nonce null", NONCE, Refused, |token| {
            token.claim("nonce", json!(null))
        }),
        Case::steps(
            "31a",
            "the same form a second time, in the same browser",
            ONCE,
            Refused,
            |world| {
                let (mut launch, token) = launched(world)?;
                Ok(world.found(&launch.deliver_text(&token)))
            },
        ),
        Case::steps(
            "31b",
            "another token with the nonce of a launch that held",
            ONCE,
            Refused,
            |world| {
                let (mut launch, _) = launched(world)?;
                let mut token = launch.token();
                token.claim("sub", "conformance-person-2");
                launch.deliver(&token)
            },
        ),
        Case::steps(
            "32a",
            "the same form twice at once, five times",
            ONCE,
            Says("one launch of two"),
            race,
        ),
        Case::token("33a", "a nonce nobody issued", NONCE, Refused, |token| {
            token.claim("nonce", "of-nobody")
        }),
        Case::steps(
            "33b",
            "the nonce of another login of the same browser",
            NONCE,
            Refused,
            |world| {
                let (first, mut second) = two_logins(world)?;
                let token = first.token();
                second.deliver(&token)
            },
        ),
        Case::steps(
            "33c",
            "the nonce of another browser's login",
            NONCE,
            Refused,
            |world| {
                let (stranger, mut own) = (world.open()?, world.open()?);
                let token = stranger.token();
                own.deliver(&token)
            },
        ),
        Case::steps("34a", "no state", STATE, Refused, |world| {
            with_state(world, None)
        }),
        Case::steps("34b", "state empty", STATE, Refused, |world| {
            with_state(world, Some(""))
        }),
        Case::steps("34c", "a state nobody issued", STATE, Refused, |world| {
            with_state(world, Some("of-nobody"))
        }),
        Case::steps(
            "34d",
            "token and state of an attacker, in a browser without cookies",
            STATE,
            Refused,
            |world| {
                let attacker = world.open()?;
                let mut victim = Launch {
                    browser: world.browser(),
                    ..attacker
                };
                let token = victim.token();
                victim.deliver(&token)
            },
        ),
        Case::steps(
            "34e",
            "token and state of an attacker, in a browser amid a login of its own",
            STATE,
            Refused,
            |world| {
                let (attacker, own) = (world.open()?, world.open()?);
                let mut victim = Launch {
                    browser: own.browser,
                    ..attacker
                };
                let token = victim.token();
                victim.deliver(&token)
            },
        ),
        Case::steps(
            "34f",
            "token and state of an attacker, in a browser that was launched before",
            STATE,
            Refused,
            |world| {
                let (attacker, (own, _)) = (world.open()?, launched(world)?);
                let mut victim = Launch {
                    browser: own.browser,
                    ..attacker
                };
                let token = victim.token();
                victim.deliver(&token)
            },
        ),
        Case::steps(
            "34g",
            "the state of another login of the same browser",
            STATE,
            Refused,
            |world| {
                let (first, mut second) = two_logins(world)?;
                let token = second.token().seal()?;
                let trail = second.post(&[("id_token", &token), ("state", first.asked("state"))]);
                Ok(world.found(&trail))
            },
        ),
    ],
};

/// A launch that held, and its token.
fn launched(world: &World) -> Result<(Launch<'_>, String), NotJudged> {
    let mut launch = world.open()?;
    let token = launch.token().seal()?;
    let trail = launch.deliver_text(&token);
    if world.outcome(&trail) == Outcome::Accepted {
        return Ok((launch, token));
    }
    let why = format!("an honest launch was answered {}", trail.words());
    Err(NotJudged(why))
}

/// Two logins in one browser, both open; each holds the cookies of both.
fn two_logins(world: &World) -> Result<(Launch<'_>, Launch<'_>), NotJudged> {
    let first = world.open()?;
    let second = world.open_in(first.browser.clone(), first.party)?;
    let first = Launch {
        browser: second.browser.clone(),
        ..first
    };
    Ok((first, second))
}

fn with_state(world: &World, state: Option<&str>) -> Result<Found, NotJudged> {
    let mut launch = world.open()?;
    let token = launch.token().seal()?;
    let mut fields = vec![("id_token", token.as_str())];
    fields.extend(state.map(|state| ("state", state)));
    let trail = launch.post(&fields);
    Ok(world.found(&trail))
}

/// Posts the same form over two connections at the same moment.
fn race(world: &World) -> Result<Found, NotJudged> {
    let (mut twice, mut never) = (0_usize, 0_usize);
    for _ in 0..RACES {
        let launch = world.open()?;
        let token = launch.token().seal()?;
        let (start, accepted) = (Barrier::new(2), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..2 {
                let mut own = launch.clone();
                let (start, accepted, token) = (&start, &accepted, &token);
                scope.spawn(move || {
                    start.wait();
                    let trail = own.deliver_text(token);
                    if world.outcome(&trail) == Outcome::Accepted {
                        accepted.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
        });
        match accepted.into_inner() {
            0 => never = never.saturating_add(1),
            1 => {}
            _ => twice = twice.saturating_add(1),
        }
    }
    let found = Found::told(format!("twice {twice} of {RACES} times"));
    Ok(match (twice, never) {
        (0, 0) => Found::told("one launch each time"),
        (0, _) => found.with_blemish(format!("neither launched, {never} of {RACES} times")),
        (_, _) => found.with_fault("both launched: looking and taking are two steps"),
    })
}
