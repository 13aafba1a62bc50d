//! What the tool asks of the platform (Security Framework §5.1.1.2).

use super::super::Theme;
use super::super::login::Launch;
use super::super::world::World;
use crate::case::Case;
use crate::verdict::Expected::Says;
use crate::verdict::{Found, NotJudged};

const REQUEST: &str = "Security Framework 1.0 §5.1.1.2";
const GUESSED: &str = "RFC 6749 §10.10; OpenID Connect Core 1.0 §15.5.2";
const COOKIE: &str = "RFC 6265bis §5.2; a form posted across sites brings no other cookie";

/// Fewest characters of a value that cannot be guessed.
const UNGUESSABLE: usize = 16;

pub(super) const THEME: Theme = Theme {
    title: "What the tool asks for",
    cases: &[
        Case::steps("r1", "scope", REQUEST, Says("openid"), |world| {
            parameter(world, "scope", "openid")
        }),
        Case::steps("r2", "response_type", REQUEST, Says("id_token"), |world| {
            parameter(world, "response_type", "id_token")
        }),
        Case::steps("r3", "response_mode", REQUEST, Says("form_post"), |world| {
            parameter(world, "response_mode", "form_post")
        }),
        Case::steps("r4", "prompt", REQUEST, Says("none"), |world| {
            parameter(world, "prompt", "none")
        }),
        Case::steps("r5", "client_id", REQUEST, Says("its client id"), |world| {
            parameter(world, "client_id", &world.parties.first.client_id)
        }),
        Case::steps(
            "r6",
            "redirect_uri",
            REQUEST,
            Says("the launch address"),
            |world| parameter(world, "redirect_uri", &world.redirect_uri),
        ),
        Case::steps(
            "r7",
            "state of two logins",
            GUESSED,
            Says("fresh, not guessable"),
            |world| fresh(world, "state"),
        ),
        Case::steps(
            "r8",
            "nonce of two logins",
            GUESSED,
            Says("fresh, not guessable"),
            |world| fresh(world, "nonce"),
        ),
        Case::steps(
            "r9",
            "every parameter",
            "RFC 6749 §3.1",
            Says("once"),
            |world| {
                let launch = world.open()?;
                let mut names: Vec<_> =
                    launch.asked.iter().map(|(name, _)| name.as_str()).collect();
                names.sort_unstable();
                let twice = names.windows(2).find(|pair| pair.first() == pair.last());
                Ok(match twice.and_then(|pair| pair.first()) {
                    Some(name) => {
                        Found::told(format!("{name} twice")).with_fault("a parameter comes twice")
                    }
                    None => Found::told("once"),
                })
            },
        ),
        Case::steps(
            "r10",
            "cookies of the login",
            COOKIE,
            Says("SameSite=None; Secure"),
            cookies,
        ),
    ],
};

fn parameter(world: &World, name: &str, wanted: &str) -> Result<Found, NotJudged> {
    let launch = world.open()?;
    let found = launch.asked(name);
    if found == wanted {
        return Ok(Found::told(found));
    }
    let why = format!("`{wanted}` is required");
    Ok(Found::told(format!("`{found}`")).with_fault(why))
}

fn fresh(world: &World, name: &str) -> Result<Found, NotJudged> {
    let (one, other): (Launch<'_>, Launch<'_>) = (world.open()?, world.open()?);
    let (one, other) = (one.asked(name), other.asked(name));
    let length = one.chars().count();
    let found = Found::told(format!("{length} characters"));
    if one.is_empty() {
        return Ok(Found::told("none").with_fault(format!("there is no {name}")));
    }
    if one == other {
        return Ok(found.with_fault("two logins have the same"));
    }
    if length < UNGUESSABLE {
        return Ok(found.with_blemish("so short a value can be guessed"));
    }
    Ok(found)
}

/// What a login sets must come back with a form that another site posts.
fn cookies(world: &World) -> Result<Found, NotJudged> {
    let launch = world.open()?;
    let set: Vec<_> = launch.browser.cookies_set().collect();
    let crosses = |cookie: &&&str| {
        let attributes = cookie.to_ascii_lowercase();
        attributes.contains("samesite=none") && attributes.contains("secure")
    };
    let crossing = set.iter().filter(crosses).count();
    let found = Found::told(format!("{crossing} of {} cross sites", set.len()));
    if crossing == 0 && !set.is_empty() {
        return Ok(found.with_blemish("browsers hold these cookies back from a launch in a frame"));
    }
    Ok(found)
}
