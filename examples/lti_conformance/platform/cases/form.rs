//! The page that posts the message: nothing may be lost on it, and nothing may break out of it.

use super::super::Theme;
use super::super::ask::find;
use super::super::world::World;
use super::answered;
use crate::browser::Answer;
use crate::case::Case;
use crate::verdict::Expected::Says;
use crate::verdict::{Expected, Found, NotJudged};

const ECHOED: &str = "RFC 6749 §4.2.2; byte for byte";
const ESCAPED: &str = "HTML Standard §13.1.4";
const POSTED: &str = "OAuth 2.0 Form Post Response Mode 1.0 §2";
const MESSAGE: Expected = Says("a message, same state");

pub(super) const THEME: Theme = Theme {
    title: "The page that posts the message",
    cases: &[
        Case::new(
            "f1",
            "an honest request",
            POSTED,
            Says("posted, as it was asked"),
            |world| answered(world, |ask| ask),
        ),
        Case::new(
            "f2",
            "a state with markup that closes its field",
            ESCAPED,
            MESSAGE,
            |world| unbroken(world, "\"><script>alert(1)</script>"),
        ),
        Case::new(
            "f3",
            "a state with markup in single quotes",
            ESCAPED,
            MESSAGE,
            |world| unbroken(world, "'><script>alert(1)</script>"),
        ),
        Case::new(
            "f4",
            "a state with references of HTML",
            ECHOED,
            MESSAGE,
            |world| answered(world, |ask| ask.set("state", "&amp;&lt;&#39;&quot;&")),
        ),
        Case::new(
            "f5",
            "a state with +, %2B, %20 and =",
            ECHOED,
            MESSAGE,
            |world| answered(world, |ask| ask.set("state", "a+b%2Bc d%20e=f&g")),
        ),
        Case::new(
            "f6",
            "a state of 1000 characters",
            ECHOED,
            MESSAGE,
            |world| answered(world, |ask| ask.set("state", "s".repeat(1000))),
        ),
        Case::new(
            "f7",
            "a state as ltijs makes it",
            ECHOED,
            MESSAGE,
            |world| {
                answered(world, |ask| {
                    ask.set(
                        "state",
                        "9a1f0c2de45b67a89c01d2e3f4a5b6c7d8e9f0a1b2c3d4e5f6",
                    )
                })
            },
        ),
        Case::new(
            "f8",
            "a state with markup, and an error",
            ESCAPED,
            Says("same state, whatever comes"),
            |world| {
                let mut begun = world.begin()?;
                let mut ask = begun.ask()?;
                ask.set("state", "\"><script>alert(1)</script>")
                    .set("scope", "profile");
                let reply = begun.send(ask);
                let found = Found::told(reply.words());
                let fields = reply.fields();
                let state = find(&fields, "state");
                let found = if reply.sent_to_tool().is_some() && state != reply.ask.get("state") {
                    found.with_fault("the state did not come back")
                } else {
                    found
                };
                Ok(breaking(found, &reply.trail.answers))
            },
        ),
        Case::new(
            "f9",
            "the page with the token",
            "RFC 6749 §5.1",
            Says("Cache-Control: no-store"),
            |world| {
                let page = page(world)?;
                let kept = page.header("cache-control").unwrap_or("none").to_owned();
                let found = Found::told(kept.clone());
                Ok(if kept.contains("no-store") {
                    found
                } else {
                    found.with_blemish("a browser may keep the page with the token")
                })
            },
        ),
        Case::new(
            "f10",
            "the page with the token, in a frame",
            "LTI Core 1.3 §5.4.4",
            Says("may stand in a frame"),
            |world| {
                let page = page(world)?;
                let denied = page
                    .header("x-frame-options")
                    .is_some_and(|told| told.eq_ignore_ascii_case("deny"));
                Ok(if denied {
                    Found::told("X-Frame-Options: DENY")
                        .with_blemish("launches in a frame are blocked")
                } else {
                    Found::told("not denied")
                })
            },
        ),
    ],
};

/// Asks with such a state; it must come back, and not as markup.
fn unbroken(world: &World, state: &str) -> Result<Found, NotJudged> {
    let mut begun = world.begin()?;
    let mut ask = begun.ask()?;
    ask.set("state", state);
    let reply = begun.send(ask);
    let found = match reply.message() {
        Ok(_) => Found::told("a message"),
        // A platform may take states of a narrower alphabet, as long as nothing breaks.
        Err(found) if reply.sent_to_tool().is_none() => {
            Found::told(found.told).with_blemish("such a state is not taken")
        }
        Err(found) => found,
    };
    Ok(breaking(found, &reply.trail.answers))
}

fn breaking(found: Found, answers: &[Answer]) -> Found {
    let breaks =
        |answer: &Answer| answer.is_html() && answer.body.contains("><script>alert(1)</script>");
    if answers.iter().any(breaks) {
        return found.with_fault("the state breaks out of the page");
    }
    found
}

fn page(world: &World) -> Result<Answer, NotJudged> {
    let reply = world.launch()?;
    let page = reply.trail.answers.last().cloned();
    page.ok_or_else(|| NotJudged("no page came".to_owned()))
}
