//! Judges a platform: plays a tool, and the browser of the person who is signed in.

mod ask;
mod cases;
mod tool;
mod world;

use core::time::Duration;

use serde_json::{Map, Value};
use tokio::runtime::Runtime;

use crate::args::PlatformArgs;
use crate::browser::{agent, reachable};
use crate::case::{Case, is_wanted};
use crate::program::{Failure, print};
use crate::report::Report;
use crate::verdict::{Found, NotJudged};
use tool::Tool;
use world::World;

/// What a case does.
pub(crate) type Act = fn(&World) -> Result<Found, NotJudged>;

/// Cases that belong together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Theme {
    pub(crate) title: &'static str,
    pub(crate) cases: &'static [Case<Act>],
}

/// The port where nothing else is said.
const PORT: u16 = 9431;

/// Carries out all cases; whether nothing is wrong.
///
/// # Errors
///
/// [`Failure`] where the platform cannot be judged at all.
pub(crate) fn run(runtime: &Runtime, args: &PlatformArgs) -> Result<bool, Failure> {
    let tool = Tool::new(args, &args.common.address(PORT));
    if args.common.describe {
        print(&tool.to_json())?;
        return Ok(true);
    }
    let mut about = Map::new();
    about.insert("registration".to_owned(), tool.to_json());
    let mut report = Report::new(args.common.format);
    Tool::serve(runtime, args.common.port.unwrap_or(PORT))?;
    report.say(&tool.to_text())?;
    let agent = agent(&args.common);
    if let Some(keys) = &args.key_set {
        let patience = Duration::from_secs(args.common.wait);
        reachable(&agent, keys, patience).map_err(|why| format!("{keys}: {why}"))?;
    }
    let mut world = World::new(args, tool, agent)?;
    learn(&mut world)?;
    for theme in cases::THEMES {
        let wanted = |case: &&Case<Act>| is_wanted(case.id, &args.common.only);
        let wanted: Vec<_> = theme.cases.iter().filter(wanted).collect();
        if !wanted.is_empty() {
            report.theme(theme.title)?;
        }
        for case in wanted {
            report.add(case, &(case.act)(&world))?;
        }
    }
    Ok(report.end("platform", about)?)
}

/// Launches honestly once, and learns what was not named at the shell.
fn learn(world: &mut World) -> Result<(), String> {
    let words = |NotJudged(why): NotJudged| why;
    let begun = world.begin().map_err(words)?;
    let (issuer, deployment) = (
        begun.told("iss").to_owned(),
        begun.told("lti_deployment_id").to_owned(),
    );
    let message = world.message().map_err(words)?;
    if world.issuer.is_empty() {
        world.issuer = issuer;
    }
    if world.deployment.is_none() {
        let named = message.claims.get(lti_core::claim::DEPLOYMENT_ID);
        let named = named.and_then(Value::as_str).unwrap_or_default();
        let known = if deployment.is_empty() {
            named.to_owned()
        } else {
            deployment
        };
        world.deployment = Some(known);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::cases::THEMES;

    #[test]
    fn every_case_has_an_id_of_its_own_and_says_what_is_sent_in_one_line() {
        let mut known = BTreeSet::new();
        for case in THEMES.iter().flat_map(|theme| theme.cases) {
            assert!(known.insert(case.id), "{} twice", case.id);
            assert!(
                !case.clause.is_empty() && !case.sent.is_empty(),
                "{}",
                case.id
            );
            assert!(case.sent.len() <= 90, "{}: {}", case.id, case.sent.len());
        }
    }

    #[test]
    fn every_attack_on_a_platform_has_a_case() {
        for number in ["49", "50", "51"] {
            let mut cases = THEMES.iter().flat_map(|theme| theme.cases);
            assert!(cases.any(|case| case.id.starts_with(number)), "{number}");
        }
    }
}
