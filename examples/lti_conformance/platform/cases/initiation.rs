//! What the platform tells the tool first (Security Framework §5.1.1.1).

use super::super::Theme;
use super::super::ask::find;
use super::super::world::World;
use crate::browser::is_below;
use crate::case::Case;
use crate::verdict::Expected::Says;
use crate::verdict::{Found, NotJudged};

const LOGIN: &str = "Security Framework 1.0 §5.1.1.1";
const CORE: &str = "LTI Core 1.3 §4.1";

pub(super) const THEME: Theme = Theme {
    title: "The login it starts",
    cases: &[
        Case::new("i1", "iss", LOGIN, Says("the issuer"), |world| {
            named(
                world,
                "iss",
                |value| value == world.issuer,
                "is not the issuer",
            )
        }),
        Case::new("i2", "login_hint", LOGIN, Says("there"), |world| {
            named(world, "login_hint", |value| !value.is_empty(), "is missing")
        }),
        Case::new(
            "i3",
            "target_link_uri",
            LOGIN,
            Says("an address of the tool"),
            |world| {
                let own = |value: &str| is_below(value, &world.tool.address);
                named(world, "target_link_uri", own, "is no address of the tool")
            },
        ),
        Case::new(
            "i4",
            "client_id",
            CORE,
            Says("the client id, or none"),
            |world| {
                let own = |value: &str| value == world.tool.client_id;
                optional(world, "client_id", own, "is another client")
            },
        ),
        Case::new(
            "i5",
            "lti_deployment_id",
            CORE,
            Says("the deployment, or none"),
            |world| {
                let own = |value: &str| Some(value) == world.deployment.as_deref();
                optional(world, "lti_deployment_id", own, "is another deployment")
            },
        ),
        Case::new(
            "i6",
            "every field of the login",
            "RFC 6749 §3.1",
            Says("once"),
            |world| {
                let begun = world.begin()?;
                let mut names: Vec<_> = begun.initiation.iter().map(|(name, _)| name).collect();
                names.sort_unstable();
                let twice = names.windows(2).any(|pair| pair.first() == pair.last());
                Ok(if twice {
                    Found::told("one twice").with_fault("a field comes twice")
                } else {
                    Found::told("once")
                })
            },
        ),
        Case::new(
            "i7",
            "hints of two launches",
            CORE,
            Says("fresh"),
            |world| {
                let (one, other) = (world.begin()?, world.begin()?);
                let hints = |name| (one.told(name), other.told(name));
                let same = |(one, other): (&str, &str)| one == other;
                if same(hints("login_hint")) && same(hints("lti_message_hint")) {
                    let why = "two launches cannot be told apart by their hints";
                    return Ok(Found::told("the same").with_blemish(why));
                }
                Ok(Found::told("fresh"))
            },
        ),
    ],
};

fn named(
    world: &World,
    name: &str,
    holds: impl Fn(&str) -> bool,
    why: &str,
) -> Result<Found, NotJudged> {
    let begun = world.begin()?;
    let value = begun.told(name);
    if holds(value) {
        return Ok(Found::told("there"));
    }
    Ok(Found::told(format!("`{value}`")).with_fault(format!("{name} {why}")))
}

fn optional(
    world: &World,
    name: &str,
    holds: impl Fn(&str) -> bool,
    why: &str,
) -> Result<Found, NotJudged> {
    let begun = world.begin()?;
    match find(&begun.initiation, name) {
        None => Ok(Found::told("none")),
        Some(_) => named(world, name, holds, why),
    }
}
