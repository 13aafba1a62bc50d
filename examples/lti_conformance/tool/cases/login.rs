//! Cases 46 to 48, and what reaches the tool's addresses without being a launch.

use serde_json::json;

use super::super::Theme;
use super::super::login::Initiation;
use super::super::world::World;
use crate::browser::{Answer, Call, Stops, Trail};
use crate::case::Case;
use crate::verdict::Expected::{Accepted, BetterRefused, Refused, Says};
use crate::verdict::{Expected, Found, NotJudged, Outcome};

const INITIATION: &str = "Security Framework 1.0 §5.1.1.1";
const ECHO: &str = "Security Framework 1.0 §5.1.1.2";
const ERROR: &str = "OpenID Connect Core 1.0 §3.1.2.6";
const ESCAPED: &str = "HTML Standard §13.1.4";
const HARMLESS: Expected = Says("escaped, or not repeated");
const BAIT: &str = "\"><script>alert(48)</script>";

pub(super) const THEME: Theme = Theme {
    title: "The login, and what is no launch",
    cases: &[
        Case::steps(
            "46a",
            "a login with a target on another host",
            INITIATION,
            BetterRefused,
            |world| Ok(aimed(world, "https://evil.example/launch")),
        ),
        Case::steps(
            "46b",
            "a login with a target javascript:",
            INITIATION,
            BetterRefused,
            |world| Ok(aimed(world, "javascript:alert(46)")),
        ),
        Case::login(
            "46c",
            "a login of an unknown issuer",
            INITIATION,
            Refused,
            |initiation| initiation.set("iss", "https://evil.example"),
        ),
        Case::login(
            "46d",
            "a login of an unknown client",
            INITIATION,
            Refused,
            |initiation| initiation.set("client_id", "somebody-else"),
        ),
        Case::steps(
            "46e",
            "a login with the client of the other platform",
            INITIATION,
            Refused,
            |world| {
                if !world.knows_other {
                    let why = "the tool does not have the registration of the other platform";
                    return Err(NotJudged(why.to_owned()));
                }
                let mut initiation = Initiation::honest(world, &world.parties.first);
                initiation.set("client_id", &*world.parties.other.client_id);
                logged_in(world, &initiation)
            },
        ),
        Case::login(
            "46f",
            "a login without issuer",
            INITIATION,
            Refused,
            |initiation| initiation.without("iss"),
        ),
        Case::login(
            "46g",
            "a login without login hint",
            INITIATION,
            BetterRefused,
            |initiation| initiation.without("login_hint"),
        ),
        Case::login(
            "46h",
            "a login without target",
            INITIATION,
            BetterRefused,
            |initiation| initiation.without("target_link_uri"),
        ),
        Case::login(
            "46i",
            "a login that names two issuers",
            "RFC 6749 §3.1",
            BetterRefused,
            |initiation| initiation.add("iss", "https://evil.example"),
        ),
        Case::login(
            "47a",
            "a login hint with parameters in it",
            ECHO,
            Accepted,
            |initiation| {
                initiation.set(
                    "login_hint",
                    "x&redirect_uri=https://evil.example/&response_mode=query",
                )
            },
        ),
        Case::login(
            "47b",
            "a message hint with parameters in it",
            ECHO,
            Accepted,
            |initiation| {
                initiation.set(
                    "lti_message_hint",
                    "x&redirect_uri=https://evil.example/#fragment",
                )
            },
        ),
        Case::steps(
            "47c",
            "a login hint with a line end and a header behind it",
            ECHO,
            Says("echoed or refused"),
            |world| Ok(header_in_hint(world)),
        ),
        Case::steps(
            "48b",
            "markup in the place of the token",
            ESCAPED,
            HARMLESS,
            |world| baited(world, &[("state", "x"), ("id_token", BAIT)]),
        ),
        Case::steps(
            "48c",
            "markup in the description of an error",
            ESCAPED,
            HARMLESS,
            |world| {
                baited(
                    world,
                    &[
                        ("state", "x"),
                        ("error", "login_required"),
                        ("error_description", BAIT),
                    ],
                )
            },
        ),
        Case::steps(
            "48d",
            "markup in the issuer of a login",
            ESCAPED,
            HARMLESS,
            |world| Ok(baited_login(world, "iss")),
        ),
        Case::steps(
            "48e",
            "markup in the login hint",
            ESCAPED,
            HARMLESS,
            |world| Ok(baited_login(world, "login_hint")),
        ),
        Case::steps(
            "48f",
            "markup in the message hint",
            ESCAPED,
            HARMLESS,
            |world| Ok(baited_login(world, "lti_message_hint")),
        ),
        Case::steps(
            "48g",
            "markup in the target of a login",
            ESCAPED,
            HARMLESS,
            |world| Ok(baited_login(world, "target_link_uri")),
        ),
        Case::steps(
            "48h",
            "markup in the name of a person",
            ESCAPED,
            HARMLESS,
            |world| {
                let mut launch = world.open()?;
                let mut token = launch.token();
                token
                    .claim("name", BAIT)
                    .claim("given_name", BAIT)
                    .claim("family_name", BAIT);
                Ok(harmless(world, &launch.deliver_text(&token.seal()?)))
            },
        ),
        Case::steps(
            "48i",
            "markup in the titles of course and link",
            ESCAPED,
            HARMLESS,
            |world| {
                let mut launch = world.open()?;
                let mut token = launch.token();
                let link = json!({"id": "conformance-link-1", "title": BAIT, "description": BAIT});
                let course = json!({"id": "conformance-course-1", "title": BAIT, "label": BAIT});
                token
                    .claim(lti_core::claim::RESOURCE_LINK, link)
                    .claim(lti_core::claim::CONTEXT, course);
                Ok(harmless(world, &launch.deliver_text(&token.seal()?)))
            },
        ),
        Case::steps(
            "e1",
            "the platform reports an error: login_required",
            ERROR,
            Refused,
            |world| {
                let mut launch = world.open()?;
                let state = launch.asked("state").to_owned();
                let error = ("error", "login_required");
                let trail = launch.post(&[
                    error,
                    ("error_description", "nobody is signed in"),
                    ("state", &state),
                ]);
                Ok(world.found(&trail))
            },
        ),
        Case::steps(
            "e2",
            "an empty form at the launch address",
            ERROR,
            Refused,
            |world| {
                let mut launch = world.open()?;
                let trail = launch.post(&[]);
                Ok(world.found(&trail))
            },
        ),
        Case::steps(
            "e3",
            "a GET of the launch address",
            ERROR,
            Refused,
            |world| {
                let trail = world
                    .browser()
                    .follow(Call::get(world.launch.clone()), &Stops::default());
                Ok(world.found(&trail))
            },
        ),
        Case::steps(
            "e4",
            "an honest token in the query of the launch address",
            "OAuth 2.0 Form Post Response Mode 1.0 §2",
            BetterRefused,
            |world| {
                let mut launch = world.open()?;
                let token = launch.token().seal()?;
                let mut url = world.launch.clone();
                url.query_pairs_mut()
                    .append_pair("id_token", &token)
                    .append_pair("state", launch.asked("state"));
                let trail = launch.browser.follow(Call::get(url), &Stops::default());
                Ok(world.found(&trail))
            },
        ),
        // Last, because it is known to throw tools over.
        Case::steps("48a", "markup in the state", ESCAPED, HARMLESS, |world| {
            baited(world, &[("state", BAIT), ("id_token", "garbage")])
        }),
    ],
};

fn header_in_hint(world: &World) -> Found {
    let mut initiation = Initiation::honest(world, &world.parties.first);
    initiation.set("login_hint", "x\r\nSet-Cookie: conformance=47");
    let (found, set) = match world.begin(world.browser(), &initiation) {
        Ok(launch) => {
            let found = Found::told("echoed");
            let found = match launch.hint_fault(&initiation) {
                Some(fault) => found.with_fault(fault),
                None => found,
            };
            let mut cookies = launch.browser.cookies_set();
            (
                found,
                cookies.any(|cookie| cookie.starts_with("conformance=")),
            )
        }
        Err(trail) => {
            let mut cookies = trail
                .answers
                .iter()
                .flat_map(|a| a.headers_named("set-cookie"));
            let set = cookies.any(|cookie| cookie.starts_with("conformance="));
            (world.stopped(&trail).for_information(), set)
        }
    };
    if set {
        return found.with_fault("the hint became a header of the answer");
    }
    found
}

fn logged_in(world: &World, initiation: &Initiation<'_>) -> Result<Found, NotJudged> {
    match world.begin(world.browser(), initiation) {
        Ok(mut launch) => {
            let token = launch.token();
            launch.deliver(&token)
        }
        Err(trail) => Ok(world.stopped(&trail)),
    }
}

/// A login may stop, or go on to the platform with the registered address; never elsewhere.
fn aimed(world: &World, target: &str) -> Found {
    let mut initiation = Initiation::honest(world, &world.parties.first);
    initiation.set("target_link_uri", target);
    match world.begin(world.browser(), &initiation) {
        Err(trail) => super::leads::unled(world.stopped(&trail), &trail, target),
        Ok(launch) => {
            let asked = launch.asked("redirect_uri");
            let found = Found::new(Outcome::Accepted, "goes on to the platform");
            if asked == world.redirect_uri {
                found
            } else {
                found.with_fault(format!("the message is asked for at `{asked}`"))
            }
        }
    }
}

fn baited(world: &World, fields: &[(&str, &str)]) -> Result<Found, NotJudged> {
    let mut launch = world.open()?;
    Ok(harmless(world, &launch.post(fields)))
}

fn baited_login(world: &World, name: &str) -> Found {
    let mut initiation = Initiation::honest(world, &world.parties.first);
    initiation.set(name, BAIT);
    match world.begin(world.browser(), &initiation) {
        Err(trail) => repeated(world.stopped(&trail), &trail),
        Ok(_) => Found::told("encoded on the way to the platform"),
    }
}

fn harmless(world: &World, trail: &Trail) -> Found {
    repeated(world.found(trail), trail)
}

fn repeated(found: Found, trail: &Trail) -> Found {
    let repeats = |answer: &Answer| answer.is_html() && answer.body.contains(BAIT);
    let found = found.for_information();
    if trail.answers.iter().any(repeats) {
        return found.with_fault("a page repeats the markup as it came");
    }
    found
}
