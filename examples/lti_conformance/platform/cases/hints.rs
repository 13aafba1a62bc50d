//! Case 51: hints of others, used hints, changed hints.

use super::super::Theme;
use super::super::ask::find;
use super::super::world::{Person, World};
use super::{begun_and_asked, error, refused};
use crate::case::Case;
use crate::verdict::Expected::Says;
use crate::verdict::{Expected, Found, NotJudged};

const BOUND: &str = "Security Framework 1.0 §5.1.1.3";
const ONCE: &str = "LTI Core 1.3 §4.1.1, opaque hints";
const LOGIN: Expected = Says("error login_required");
const DENIED: Expected = Says("an error");
const CODES: &[&str] = &["login_required", "access_denied", "invalid_request"];
const ANY: &[&str] = &[
    "access_denied",
    "invalid_request",
    "login_required",
    "launch_no_longer_valid",
    "unauthorized_client",
];

pub(super) const THEME: Theme = Theme {
    title: "Hints of others, used ones, changed ones",
    cases: &[
        Case::new(
            "51a",
            "a login hint that was changed",
            BOUND,
            LOGIN,
            |world| {
                refused(world, CODES, |ask| {
                    let hint = format!("{}x", ask.get("login_hint").unwrap_or_default());
                    ask.set("login_hint", hint)
                })
            },
        ),
        Case::new(
            "51b",
            "the request of a launch, in the browser of another person",
            BOUND,
            LOGIN,
            |world| by(world, Person::Other),
        ),
        Case::new(
            "51c",
            "the request of a launch, in a browser where nobody is signed in",
            BOUND,
            LOGIN,
            |world| by(world, Person::Nobody),
        ),
        Case::new(
            "51d",
            "the login hint of another person's launch",
            BOUND,
            LOGIN,
            |world| crossed(world, "login_hint"),
        ),
        Case::new(
            "51e",
            "the message hint of another person's launch",
            BOUND,
            DENIED,
            |world| crossed(world, "lti_message_hint"),
        ),
        Case::new(
            "51f",
            "a launch whose hints a stranger tried before",
            BOUND,
            Says("a message"),
            |world| {
                world.has(Person::Nobody)?;
                let (mut begun, ask) = begun_and_asked(world)?;
                let mut stranger = begun.clone();
                stranger.browser = world.browser_of(Person::Nobody);
                stranger.send(ask.clone());
                Ok(match begun.send(ask).message() {
                    Ok(_) => Found::told("a message"),
                    Err(found) => {
                        Found::told(found.told).with_blemish("a stranger can spend a launch")
                    }
                })
            },
        ),
        Case::new(
            "51g",
            "the same request a second time",
            ONCE,
            DENIED,
            |world| {
                let (mut begun, ask) = begun_and_asked(world)?;
                begun.send(ask.clone());
                let reply = begun.send(ask);
                if reply.message().is_ok() {
                    return Ok(
                        Found::told("a message").with_blemish("a hint can be used more than once")
                    );
                }
                Ok(error(&reply, ANY))
            },
        ),
        Case::new(
            "51h",
            "the hints a second time, with another nonce and state",
            ONCE,
            DENIED,
            |world| {
                let (mut begun, ask) = begun_and_asked(world)?;
                begun.send(ask);
                let again = begun.ask()?;
                let reply = begun.send(again);
                if reply.message().is_ok() {
                    return Ok(
                        Found::told("a message").with_blemish("a hint can be used more than once")
                    );
                }
                Ok(error(&reply, ANY))
            },
        ),
        Case::new(
            "51i",
            "a message hint that was changed",
            BOUND,
            DENIED,
            |world| {
                hinted(world)?;
                refused(world, ANY, |ask| {
                    let hint = format!("{}x", ask.get("lti_message_hint").unwrap_or_default());
                    ask.set("lti_message_hint", hint)
                })
            },
        ),
        Case::new(
            "51j",
            "no message hint, although there was one",
            ONCE,
            DENIED,
            |world| {
                hinted(world)?;
                let (mut begun, mut ask) = begun_and_asked(world)?;
                ask.without("lti_message_hint");
                let reply = begun.send(ask);
                if reply.message().is_ok() {
                    let why = "a message came, although the request does not say of which launch";
                    return Ok(Found::told("a message").with_blemish(why));
                }
                Ok(error(&reply, ANY))
            },
        ),
    ],
};

/// A launch of the person signed in, asked for by somebody else.
fn by(world: &World, person: Person) -> Result<Found, NotJudged> {
    world.has(person)?;
    let (mut begun, ask) = begun_and_asked(world)?;
    begun.browser = world.browser_of(person);
    Ok(error(&begun.send(ask), CODES))
}

/// A request of the person signed in with one hint of the other person's launch.
fn crossed(world: &World, name: &str) -> Result<Found, NotJudged> {
    let other = world.begin_as(Person::Other)?;
    let (mut begun, mut ask) = begun_and_asked(world)?;
    let (own, hint) = (ask.get(name).unwrap_or_default(), other.told(name));
    if hint.is_empty() || hint == own {
        let why = format!("the launches of both have the same {name}");
        return Err(NotJudged(why));
    }
    ask.set(name, hint);
    Ok(error(&begun.send(ask), ANY))
}

fn hinted(world: &World) -> Result<(), NotJudged> {
    let begun = world.begin()?;
    let hint = find(&begun.initiation, "lti_message_hint");
    hint.map(drop)
        .ok_or_else(|| NotJudged("this platform sends no message hint".to_owned()))
}
