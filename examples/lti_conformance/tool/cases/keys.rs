//! Case 7: how often the platform is asked for its keys.

use super::super::Theme;
use super::super::world::World;
use crate::case::Case;
use crate::verdict::Expected::Says;
use crate::verdict::{Found, NotJudged, Outcome};

const RATE: &str = "Security Framework 1.0 §6; RFC 8725 §3.10";

/// Honest launches, and how many fetches they may lead to.
const HONEST: usize = 20;
const FEW: usize = 2;
/// Launches that name keys nobody has, and how many fetches they may lead to.
const FLOOD: usize = 200;
const SOME: usize = 20;

pub(super) const THEME: Theme = Theme {
    title: "How often it asks for keys",
    cases: &[
        Case::steps(
            "7a",
            "20 honest launches one after the other",
            RATE,
            Says("at most 2 fetches"),
            |world| {
                let fetches = fetches_of(world, HONEST, |_| None)?;
                let found = Found::told(format!("{fetches} fetches"));
                Ok(if fetches > FEW {
                    found.with_blemish(
                        "keys are fetched again although they were fetched a moment ago",
                    )
                } else {
                    found
                })
            },
        ),
        Case::steps(
            "7b",
            "200 launches, each with another key id that nobody has",
            RATE,
            Says("at most 20 fetches"),
            |world| {
                let fetches = fetches_of(world, FLOOD, |number| Some(format!("nobody-{number}")))?;
                let found = Found::told(format!("{fetches} fetches"));
                Ok(if fetches > SOME {
                    found.with_fault(
                        "whoever begins launches makes the tool ask the platform as often",
                    )
                } else {
                    found
                })
            },
        ),
    ],
};

/// Launches so often, with these key ids; how often keys were fetched meanwhile.
fn fetches_of(
    world: &World,
    launches: usize,
    key_id: fn(usize) -> Option<String>,
) -> Result<usize, NotJudged> {
    let before = world.platform.fetches();
    for number in 0..launches {
        let mut launch = world.open()?;
        let mut token = launch.token();
        let unknown = key_id(number);
        let is_honest = unknown.is_none();
        if let Some(unknown) = unknown {
            token.header("kid", unknown);
        }
        let trail = launch.deliver_text(&token.seal()?);
        // Whether the others are refused is another case.
        if is_honest && world.outcome(&trail) != Outcome::Accepted {
            let why = format!("launch {number} was answered {}", trail.words());
            return Err(NotJudged(why));
        }
    }
    Ok(world.platform.fetches().saturating_sub(before))
}
