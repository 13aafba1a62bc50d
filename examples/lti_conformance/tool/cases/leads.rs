//! Cases 44 and 45: where a launch leads.

use serde_json::json;

use super::super::Theme;
use super::super::token::Token;
use super::super::world::World;
use crate::browser::{Answer, End, Trail};
use crate::case::Case;
use crate::markup::leads_to;
use crate::verdict::Expected::{BetterRefused, Either, Refused, Says};
use crate::verdict::{Expected, Found, NotJudged};
use lti_core::claim;

const TARGET: &str = "LTI Core 1.3 §5.3.4";
const RETURN: &str = "LTI Core 1.3 §5.4.4";
const NOWHERE: Expected = Says("not followed, not linked");

pub(super) const THEME: Theme = Theme {
    title: "Where it leads",
    cases: &[
        Case::steps(
            "44a",
            "target javascript:",
            TARGET,
            BetterRefused,
            |world| target(world, "javascript:alert(44)"),
        ),
        Case::steps(
            "44b",
            "target on another host",
            TARGET,
            BetterRefused,
            |world| target(world, "https://evil.example/launch"),
        ),
        Case::steps(
            "44c",
            "target with the tool's host as a user name",
            TARGET,
            BetterRefused,
            |world| {
                let host = world.launch.host_str().unwrap_or_default();
                target(world, &format!("https://{host}@evil.example/launch"))
            },
        ),
        Case::steps(
            "44d",
            "target on a host that begins like the tool's",
            TARGET,
            BetterRefused,
            |world| {
                let host = world.launch.host_str().unwrap_or_default();
                target(world, &format!("https://{host}.evil.example/launch"))
            },
        ),
        Case::token(
            "44e",
            "target of the tool, but not the one of the login",
            "LTI Core 1.3 §4.1.1",
            Either,
            |token| {
                let other = format!("{}?conformance=1", token.world.target);
                token.claim(claim::TARGET_LINK_URI, other)
            },
        ),
        Case::token("44f", "no target", TARGET, Refused, |token| {
            token.without(claim::TARGET_LINK_URI)
        }),
        Case::steps(
            "45a",
            "return address javascript:",
            RETURN,
            NOWHERE,
            |world| back(world, "javascript:alert(45)"),
        ),
        Case::steps("45b", "return address data:", RETURN, NOWHERE, |world| {
            back(world, "data:text/html,45")
        }),
        Case::steps(
            "45c",
            "deep-linking return address javascript:",
            RETURN,
            NOWHERE,
            |world| {
                let (found, trail) = launched(world, |token| {
                    let settings = json!({
                        "deep_link_return_url": "javascript:alert(45)",
                        "accept_types": ["ltiResourceLink"],
                        "accept_presentation_document_targets": ["iframe"],
                    });
                    token
                        .deep_linking()
                        .claim(claim::DEEP_LINKING_SETTINGS, settings);
                })?;
                Ok(unled(found, &trail, "javascript:").for_information())
            },
        ),
    ],
};

fn target(world: &World, address: &str) -> Result<Found, NotJudged> {
    let own = address.to_owned();
    let (found, trail) = launched(world, |token| {
        token.claim(claim::TARGET_LINK_URI, own);
    })?;
    let start = match address.split_once(':') {
        Some(("javascript", _)) => "javascript:",
        Some(_) | None => address,
    };
    Ok(unled(found, &trail, start))
}

fn back(world: &World, address: &str) -> Result<Found, NotJudged> {
    let own = address.to_owned();
    let (found, trail) = launched(world, |token| {
        let shown = json!({"document_target": "iframe", "return_url": own});
        token.claim(claim::LAUNCH_PRESENTATION, shown);
    })?;
    let (scheme, _) = address.split_once(':').unwrap_or((address, ""));
    Ok(unled(found, &trail, &format!("{scheme}:")).for_information())
}

fn launched(
    world: &World,
    change: impl FnOnce(&mut Token<'_>),
) -> Result<(Found, Trail), NotJudged> {
    let mut launch = world.open()?;
    let mut token = launch.token();
    change(&mut token);
    let trail = launch.deliver_text(&token.seal()?);
    Ok((world.found(&trail), trail))
}

/// Adds the fault that the tool leads where nobody may go.
pub(super) fn unled(found: Found, trail: &Trail, start: &str) -> Found {
    let leads = |answer: &Answer| {
        let location = answer.header("location");
        location.is_some_and(|to| to.trim_start().starts_with(start))
            || answer.is_html() && leads_to(&answer.body, start)
    };
    if matches!(trail.end, End::Left(_)) || trail.answers.iter().any(leads) {
        return found.with_fault("the tool leads its people there");
    }
    found
}
